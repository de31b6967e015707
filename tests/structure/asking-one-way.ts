import type { Finding, Project, StructureCheck } from './project.ts';
import { isTest, moduleFolderOf, withoutComments } from './source-text.ts';

/** `import type { CatalogApi } from '#commerce/catalog'`: whoever holds the type of an API asks that module. */
const API_IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'#(commons|commerce|credit|insight)\/([\w-]+)'/g;

/** Asking goes one way; the way back is an event. */
export const askingOneWay: StructureCheck = {
  name: 'asking one way',
  instead: 'Turn one of the questions round: let that module say an event, and hear it here.',
  find: (project) => {
    const asks = readAsks(project);
    const findings: Finding[] = [];
    const seen = new Set<string>();
    for (const start of [...asks.keys()].sort()) {
      const circle = findCircle(start, asks);
      const key = [...new Set(circle)].sort().join(' ');
      if (!circle || seen.has(key)) continue;
      seen.add(key);
      const file = asks.get(start)?.get(circle[1] ?? '') ?? start;
      findings.push({ file, line: 1, message: `asks in a circle: ${circle.map(shortName).join(' → ')}` });
    }
    return findings;
  },
};

/** Who asks whom, and the file in which it does. */
export function readAsks({ files }: Project): Map<string, Map<string, string>> {
  const asks = new Map<string, Map<string, string>>();
  for (const [file, text] of files) {
    const own = moduleFolderOf(file);
    if (!own || !file.endsWith('.ts') || isTest(file)) continue;
    for (const [, names = '', wing = '', module = ''] of withoutComments(text).matchAll(API_IMPORT)) {
      const other = `src/${wing}/${module}`;
      if (other === own || !/\b\w+Api\b/.test(names)) continue;
      const ofOwn = asks.get(own) ?? new Map<string, string>();
      asks.set(own, ofOwn.set(other, ofOwn.get(other) ?? file));
    }
  }
  return asks;
}

/** The shortest way from a module back to itself. */
function findCircle(start: string, asks: Map<string, Map<string, string>>): string[] | undefined {
  const queue = [[start]];
  const visited = new Set<string>();
  for (let path = queue.shift(); path; path = queue.shift()) {
    for (const next of asks.get(path.at(-1) ?? '')?.keys() ?? []) {
      if (next === start) return [...path, next];
      if (!visited.has(next)) queue.push([...path, next]);
      visited.add(next);
    }
  }
  return undefined;
}

function shortName(folder: string): string {
  return folder.slice(folder.lastIndexOf('/') + 1);
}

import { posix } from 'node:path';
import type { Finding, Project, StructureCheck } from './project.ts';
import { lineOf } from './source-text.ts';

const CODE_SPAN = /`([^`\n]+)`/g;
const LINK = /\]\(([^)\s]+)\)/g;
const FENCE = /^```[a-z]*\n([\s\S]*?)^```/gm;
const ROOTED = /^(?:src|apps|tests|bench|scripts|deploy|docs|\.ci|\.githooks)\/[\w./@-]*$/;

/** Paths and commands named in documents exist: a document that lies is worse than none. */
export const trueDocuments: StructureCheck = {
  name: 'documents',
  instead: 'Correct the document, or bring back what it names.',
  find: (project) => {
    const known = knownPaths(project);
    return [...project.files]
      .filter(([file]) => file.endsWith('.md') && !/^docs\/(reference|decisions)\/|^CHANGELOG/.test(file))
      .flatMap(([file, text]) => [
        ...wrongPaths(file, text, known),
        ...wrongLinks(file, text, known),
        ...wrongCommands(file, text, scriptsOf(project)),
      ]);
  },
};

function wrongPaths(file: string, text: string, known: Set<string>): Finding[] {
  return [...text.matchAll(CODE_SPAN)].flatMap((match): Finding[] => {
    const path = (match[1] ?? '').replace(/\/$/, '');
    if (!ROOTED.test(path) || known.has(path)) return [];
    return [{ file, line: lineOf(text, match.index), message: `\`${path}\` does not exist` }];
  });
}

function wrongLinks(file: string, text: string, known: Set<string>): Finding[] {
  return [...text.matchAll(LINK)].flatMap((match): Finding[] => {
    const target = (match[1] ?? '').replace(/#.*$/, '');
    if (target === '' || /^[a-z]+:/.test(target)) return [];
    const path = posix.normalize(posix.join(posix.dirname(file), target)).replace(/\/$/, '');
    return known.has(path)
      ? []
      : [{ file, line: lineOf(text, match.index), message: `the link to ${target} leads nowhere` }];
  });
}

function wrongCommands(file: string, text: string, scripts: Set<string>): Finding[] {
  const spans = [...text.matchAll(CODE_SPAN), ...text.matchAll(FENCE)];
  return spans.flatMap((span) =>
    [...(span[1] ?? '').matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)].flatMap((match): Finding[] => {
      const name = match[1] ?? '';
      const isOurs = match[0].startsWith('npm run ') || ['start', 'test'].includes(name);
      if (!isOurs || scripts.has(name)) return [];
      return [{ file, line: lineOf(text, span.index), message: `there is no command "npm run ${name}"` }];
    }),
  );
}

function knownPaths({ files }: Project): Set<string> {
  const known = new Set<string>();
  for (const file of files.keys()) {
    const parts = file.split('/');
    for (let length = 1; length <= parts.length; length += 1) known.add(parts.slice(0, length).join('/'));
  }
  return known;
}

function scriptsOf({ files }: Project): Set<string> {
  return new Set(Object.keys(JSON.parse(files.get('package.json') ?? '{}').scripts ?? {}));
}

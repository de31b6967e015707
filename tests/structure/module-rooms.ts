import type { Finding, StructureCheck } from './project.ts';
import { moduleFolderOf } from './source-text.ts';

export const README_HEADINGS = ['Owns', 'Words', 'Promises', 'Says', 'Hears', 'Asks', 'Limits'] as const;

/** Every module has the same rooms, so that whoever knows one knows all. */
export const moduleRooms: StructureCheck = {
  name: 'rooms of a module',
  instead: `A module has contract.ts, module.ts and a README.md of one page with the headings ${README_HEADINGS.join(', ')}. Start one with: npm run new:module`,
  find: ({ files }) => {
    const folders = new Set([...files.keys()].flatMap((file) => moduleFolderOf(file) ?? []));
    return [...folders].flatMap((folder): Finding[] => {
      if (isCoreOnly(folder, [...files.keys()])) return files.has(`${folder}/README.md`) ? [] : [missingReadme(folder)];
      const missing = ['contract.ts', 'module.ts', 'README.md']
        .filter((room) => !files.has(`${folder}/${room}`))
        .map((room) => ({ file: `${folder}/${room}`, line: 1, message: 'is missing' }));
      return [...missing, ...missingHeadings(`${folder}/README.md`, files.get(`${folder}/README.md`))];
    });
  },
};

/** Rooms in which a folder stops being calculation only and becomes a module. */
const MODULE_ROOMS = /^(contract|module|routes)\.ts$|-queries\.ts$|^on-[a-z-]+\.ts$|^migrations\//;

/** Calculation that stands before the module around it does: no door, no wiring, no table. It says so in its README. */
function isCoreOnly(folder: string, files: readonly string[]): boolean {
  const own = files.filter((file) => file.startsWith(`${folder}/`)).map((file) => file.slice(folder.length + 1));
  return !own.some((file) => MODULE_ROOMS.test(file));
}

function missingReadme(folder: string): Finding {
  return { file: `${folder}/README.md`, line: 1, message: 'is missing' };
}

function missingHeadings(file: string, text: string | undefined): Finding[] {
  if (text === undefined) return [];
  const headings = [...text.matchAll(/^#{2,3} (.+)$/gm)].map((match) => match[1]?.trim());
  return README_HEADINGS.filter((heading) => !headings.includes(heading)).map((heading) => ({
    file,
    line: 1,
    message: `has no heading "${heading}"`,
  }));
}

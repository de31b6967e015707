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
      const missing = ['contract.ts', 'module.ts', 'README.md']
        .filter((room) => !files.has(`${folder}/${room}`))
        .map((room) => ({ file: `${folder}/${room}`, line: 1, message: 'is missing' }));
      return [...missing, ...missingHeadings(`${folder}/README.md`, files.get(`${folder}/README.md`))];
    });
  },
};

function missingHeadings(file: string, text: string | undefined): Finding[] {
  if (text === undefined) return [];
  const headings = [...text.matchAll(/^#{2,3} (.+)$/gm)].map((match) => match[1]?.trim());
  return README_HEADINGS.filter((heading) => !headings.includes(heading)).map((heading) => ({
    file,
    line: 1,
    message: `has no heading "${heading}"`,
  }));
}

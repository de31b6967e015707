import type { Finding, Project, StructureCheck } from './project.ts';
import { isTest, lineOf } from './source-text.ts';

/** Every refusal that an operation lists is a promise, and every promise has a test that names it. */
export const testedRefusals: StructureCheck = {
  name: 'tested refusals',
  instead: 'Write a test that provokes the refusal and names its code, or take the code off the operation.',
  find: (project) =>
    [...project.contracts].flatMap(([folder, contract]) => {
      const tested = testsOf(project, folder);
      const door = `${folder}/contract.ts`;
      const listed = new Map<string, string>();
      for (const [operation, { refusals }] of Object.entries(contract.operations)) {
        for (const code of refusals) listed.set(code, listed.get(code) ?? operation);
      }
      return [...listed].flatMap(([code, operation]): Finding[] => {
        if (tested.some((text) => names(text, code))) return [];
        const text = project.files.get(door) ?? '';
        const line = lineOf(text, Math.max(text.indexOf(`'${code}'`), 0));
        return [{ file: door, line, message: `${operation} lists ${code}, no test names it` }];
      });
    }),
};

/** Its own tests and the stories over HTTP. */
function testsOf({ files }: Project, folder: string): string[] {
  return [...files]
    .filter(([file]) => isTest(file) && (file.startsWith(`${folder}/`) || file.startsWith('tests/')))
    .map(([, text]) => text);
}

/** The whole code, not the beginning of a longer one. */
function names(text: string, code: string): boolean {
  for (let at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
    if (!/[\w-]/.test(text[at + code.length] ?? '')) return true;
  }
  return false;
}

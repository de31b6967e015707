import type { Finding, Project, StructureCheck } from './project.ts';
import { lineOf } from './source-text.ts';

/** What is refused is told in Indonesian and in English, with the same details filled in. */
export const toldInBothLanguages: StructureCheck = {
  name: 'refusals in both languages',
  instead: 'Give the refusal a sentence in `id` and one in `en`, with the same {details} in both.',
  find: (project) =>
    [...project.contracts].flatMap(([folder, contract]) =>
      Object.entries(contract.refusals).flatMap(([code, { id, en }]): Finding[] => {
        const wrong = [
          ...(isSentence(id) ? [] : [`${code} says nothing in Indonesian`]),
          ...(isSentence(en) ? [] : [`${code} says nothing in English`]),
          ...(id === en ? [`${code} says the same in both languages`] : []),
          ...(detailsOf(id) === detailsOf(en) ? [] : [`${code} fills other details into one language`]),
        ];
        return wrong.map((message) => ({ ...placeOf(project, folder, code), message }));
      }),
    ),
};

function isSentence(text: string): boolean {
  return text.trim().length >= 5 && /[.!?}]$/.test(text.trim());
}

function detailsOf(text: string): string {
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
}

/** Tables of refusals lie in the door or beside it. */
function placeOf({ files }: Project, folder: string, code: string): { file: string; line: number } {
  const own = [...files].find(([file, text]) => file.startsWith(`${folder}/`) && text.includes(`'${code}': {`));
  const [file, text] = own ?? [`${folder}/contract.ts`, ''];
  return { file, line: lineOf(text, Math.max(text.indexOf(`'${code}': {`), 0)) };
}

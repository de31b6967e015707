import type { StructureCheck } from './project.ts';
import { EXAMPLES, findInCode, isTest } from './source-text.ts';

const TITLE = /\b(?:test|it)(?:\.\w+)*\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1/g;

/** The title is the promise; the body is the proof. */
export const testTitles: StructureCheck = {
  name: 'test titles',
  instead: 'Write the promise: `should [expected behavior] when [condition]`.',
  find: ({ files }) =>
    [...files]
      .filter(([file]) => isTest(file) && file !== EXAMPLES)
      .flatMap(([file, text]) =>
        findInCode(text, TITLE)
          .map(({ line, match }) => ({ line, title: match[2] ?? '' }))
          .filter(({ title }) => !isPromise(title))
          .map(({ line, title }) => ({ file, line, message: `"${title}"` })),
      ),
};

/** Titles put together from a table of cases hold their condition in a part we cannot read. */
function isPromise(title: string): boolean {
  return /^should\s[\s\S]+(\swhen\s|\$\{)/.test(title) || /^should \$\{/.test(title);
}

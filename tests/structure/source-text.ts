const COMMENT_OR_STRING = /(\/\*[\s\S]*?\*\/|\/\/[^\n]*)|('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)/g;

/** The same text with comments blanked out; lines and columns stay where they are. */
export function withoutComments(text: string): string {
  return text.replace(COMMENT_OR_STRING, (whole, comment: string | undefined) =>
    comment === undefined ? whole : comment.replace(/[^\n]/g, ' '),
  );
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Every match with its line, in code only. */
export function findInCode(text: string, pattern: RegExp): { line: number; match: RegExpExecArray }[] {
  const code = withoutComments(text);
  return [...code.matchAll(pattern)].map((match) => ({ line: lineOf(code, match.index), match }));
}

export function isTest(path: string): boolean {
  return /\.test\.ts$/.test(path);
}

/** Named examples and small worlds for tests: `fixtures.ts`, `checkout-fixture.ts`. */
export function isFixture(path: string): boolean {
  return /(^|[-/])fixtures?\.ts$/.test(path);
}

/** Holds violations on purpose, as text. */
export const EXAMPLES = 'tests/structure/structure.test.ts';

/** Folder of the module that a file of a wing belongs to, such as `src/commerce/orders`. */
export function moduleFolderOf(path: string): string | undefined {
  return /^src\/(?:commons|commerce|credit|insight)\/[^/]+(?=\/)/.exec(path)?.[0];
}

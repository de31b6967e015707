import type { Finding, StructureCheck } from './project.ts';
import { EXAMPLES, lineOf } from './source-text.ts';

const MAX_LINES = 500;
const LOOSE_MARK = /(?:\/\/|\/?\*|--|<!--)\s*(?:(TODO)(?!\(#\d+\):)|(FIXME|XXX|HACK))\b/g;

/** What Biome does not see: pages and SQL have a size as well, and a TODO belongs to an issue. */
export const sizesAndMarks: StructureCheck = {
  name: 'sizes and marks',
  instead: `Cut by verb or by capability (at most ${MAX_LINES} lines). Write TODO(#123): with an issue, or NOTE: for a trap.`,
  find: ({ files }) =>
    [...files].flatMap(([file, text]): Finding[] => {
      if (!/^(src|apps|tests|bench|scripts)\/.*\.(ts|mjs|svelte|sql)$/.test(file)) return [];
      const lines = text.split('\n').length;
      const isLong = /\.(svelte|sql)$/.test(file) && lines > MAX_LINES;
      const long: Finding[] = isLong ? [{ file, line: MAX_LINES, message: `has ${lines} lines` }] : [];
      const marks = [...(file === EXAMPLES ? '' : text).matchAll(LOOSE_MARK)].map((match) => ({
        file,
        line: lineOf(text, match.index),
        message: `${match[1] ?? match[2]} without an issue`,
      }));
      return [...long, ...marks];
    }),
};

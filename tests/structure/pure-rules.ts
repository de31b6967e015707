import type { StructureCheck } from './project.ts';
import { findInCode } from './source-text.ts';

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/g, 'reads the clock'],
  [/\bMath\.random\(|\brandomUUID\(|\brandomBytes\(|\brandomInt\(|\bnewUuid\(/g, 'is random'],
  [/\bsetTimeout\(|\bsetInterval\(|\bfetch\(|\bprocess\./g, 'reaches outside'],
  [/from 'node:(?!crypto'|assert)[^']*'/g, 'imports I/O of Node'],
  [
    /from '(?:pg|kysely|undici|ioredis|[^']*-queries\.ts|#platform\/database)'(?!.*import type)/g,
    'imports the database or the network',
  ],
];
const TYPE_ONLY = /^import type [\s\S]*?;$/gm;

/** Rules are pure: the same answer for the same question, so that thousands of cases run in a second. */
export const pureRules: StructureCheck = {
  name: 'pure rules',
  instead: 'Hand time, ids and rows in as arguments; the verb fetches them.',
  find: ({ files }) =>
    [...files]
      .filter(([file]) => /^src\/.*-rules\.ts$/.test(file))
      .flatMap(([file, text]) => {
        const code = text.replace(TYPE_ONLY, (whole) => whole.replace(/[^\n]/g, ' '));
        return IMPURE.flatMap(([pattern, what]) =>
          findInCode(code, pattern).map(({ line, match }) => ({ file, line, message: `${match[0].trim()} ${what}` })),
        );
      }),
};

import type { StructureCheck } from './project.ts';
import { findInCode, isFixture, isTest } from './source-text.ts';

const SQL_TAG = /(?<![\w.])sql(?:\.raw\(|`)|from '(?:pg|kysely)'/g;

/** SQL stands in query files and the platform only, so that a table's readers are found in one place. */
export const sqlInSight: StructureCheck = {
  name: 'SQL in query files',
  instead: 'Move the statement into the `…-queries.ts` of its noun and give it a name that says what it does to rows.',
  find: ({ files }) =>
    [...files]
      .filter(([file]) => /^src\/.*\.ts$/.test(file) && !mayHoldSql(file))
      .flatMap(([file, text]) =>
        findInCode(text, SQL_TAG).map(({ line }) => ({ file, line, message: 'SQL outside of a query file' })),
      ),
};

function mayHoldSql(file: string): boolean {
  return isTest(file) || isFixture(file) || file.startsWith('src/platform/') || /-queries\.ts$/.test(file);
}

import type { StructureCheck } from './project.ts';
import { findInCode, isTest } from './source-text.ts';

const ENVIRONMENT = /\bprocess\.env\b/g;

/** Settings come in through one door, are checked there, and are handed on as values. */
export const oneReaderOfEnvironment: StructureCheck = {
  name: 'environment',
  instead: 'Read and check the variable in src/config.ts and hand its value in.',
  find: ({ files }) =>
    [...files]
      .filter(([file]) => /^src\/.*\.ts$/.test(file) && !mayRead(file))
      .flatMap(([file, text]) =>
        findInCode(text, ENVIRONMENT).map(({ line }) => ({ file, line, message: 'reads process.env' })),
      ),
};

function mayRead(file: string): boolean {
  return file === 'src/config.ts' || file.startsWith('src/platform/testing/') || isTest(file);
}

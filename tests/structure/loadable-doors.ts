import type { StructureCheck } from './project.ts';

/** A contract is plain data: it loads by itself, without a database, a setting or another module's start. */
export const loadableDoors: StructureCheck = {
  name: 'doors',
  instead: 'Export one contract, made with defineContract, from contract.ts, and let it import nothing that does work.',
  find: (project) =>
    [...project.unloadable].map(([folder, message]) => ({ file: `${folder}/contract.ts`, line: 1, message })),
};

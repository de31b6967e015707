import type { Static, TSchema } from 'typebox';
import type { Call } from './call.ts';

/** What a refusal says to people. `{name}` in a text is filled from the details given to `refuse`. */
export type RefusalDefinition = {
  status: 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 423 | 429 | 503;
  id: string;
  en: string;
};

export type OperationDefinition = {
  input: TSchema;
  output: TSchema;
  /** Codes of `refusals` that this operation may answer with. */
  refusals: readonly string[];
};

export type EventDefinition = {
  version: number;
  /** Kind of the thing the event is about; its id orders the events. */
  aggregate: string;
  payload: TSchema;
};

/**
 * The only door of a module, as data: the same object types the local call, serves it to another process,
 * validates it there, and is printed into the reference.
 */
export type Contract = {
  /** Name of the module, of its folder and of its schema in the database. */
  module: string;
  operations: Record<string, OperationDefinition>;
  events: Record<string, EventDefinition>;
  refusals: Record<string, RefusalDefinition>;
};

/** Keeps literal types; every code that an operation lists must be in the refusal table. */
export function defineContract<const C extends Contract>(contract: C): C {
  for (const [name, operation] of Object.entries(contract.operations)) {
    for (const code of operation.refusals) {
      if (!contract.refusals[code]) throw new Error(`${contract.module}.${name} lists the unknown refusal ${code}`);
    }
  }
  return contract;
}

export type InputOf<C extends Contract, O extends keyof C['operations']> = Static<C['operations'][O]['input']>;
export type OutputOf<C extends Contract, O extends keyof C['operations']> = Static<C['operations'][O]['output']>;

/** The operations of a contract as functions, whether the module runs here or in another process. */
export type ApiOf<C extends Contract> = {
  [O in keyof C['operations']]: (call: Call, input: InputOf<C, O>) => Promise<OutputOf<C, O>>;
};

export type PayloadOf<C extends Contract, E extends keyof C['events']> = Static<C['events'][E]['payload']>;

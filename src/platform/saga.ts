import type { Call } from './call.ts';
import type { Sql } from './sql.ts';

/**
 * One step of a saga. `ask` talks to a neighbour (which may be a network away) under the idempotency key
 * `<sagaId>:<step>`, `write` adds statements of the owner's schema to the very transaction that advances the saga row.
 * Either may be missing. A refusal thrown by `ask` turns the saga round: `compensate` and `undo` run backwards over the
 * steps that were done. Any other error is a fault: tried again by whichever process finds the saga first.
 */
export type SagaStep<State> = {
  name: string;
  ask?: (call: Call, state: State, sagaId: string) => Promise<Partial<State> | undefined>;
  write?: (state: State, sagaId: string, call: Call) => Sql[];
  /** Undoes `ask`; must be harmless when `ask` never got through. */
  compensate?: (call: Call, state: State, sagaId: string) => Promise<void>;
  /** Undoes `write`, in the transaction that moves the saga back. */
  undo?: (state: State, sagaId: string, call: Call) => Sql[];
  /** Not before this moment: the saga sleeps in the database until then. */
  notBefore?: (state: State) => Date;
};

export type SagaDefinition<State> = {
  /** Unique within the module, e.g. `checkout`. */
  kind: string;
  steps: readonly SagaStep<State>[];
  /** Faults of one step before the saga turns round by itself (refusal code `server.busy`). Default 8. */
  maxAttempts?: number;
};

export type SagaOutcome<State> =
  | { status: 'done'; state: State }
  | { status: 'undone'; state: State; refusal: { code: string; details: Record<string, unknown> } }
  /** Not finished now: sleeping, leased by another process, or waiting for a retry. */
  | { status: 'waiting'; state: State };

/** Runs the sagas of one module; made by the composition root from the module's database. */
export type SagaRunner = {
  /**
   * Starts a saga, or finds the one that the same id has started before, and runs it as far as it gets.
   * `first` are statements of the owner's schema written together with the saga row.
   */
  start<State extends object>(
    definition: SagaDefinition<State>,
    start: { sagaId: string; state: State; call: Call; first?: Sql[] },
  ): Promise<SagaOutcome<State>>;
  /** The outcome so far; null for an unknown id. */
  find<State extends object>(definition: SagaDefinition<State>, sagaId: string): Promise<SagaOutcome<State> | null>;
};

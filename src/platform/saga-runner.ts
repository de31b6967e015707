import { assert } from './assert.ts';
import type { Call } from './call.ts';
import { type Database, isConflict } from './database.ts';
import type { Log } from './log.ts';
import { type Loop, startLoop } from './loop.ts';
import { isRefusal } from './refusal.ts';
import type { SagaDefinition, SagaOutcome, SagaRunner, SagaStep } from './saga.ts';
import {
  findSaga,
  insertSaga,
  leaseDueSagas,
  leaseSaga,
  moveSaga,
  recordSagaFault,
  type SagaRefusal,
  type SagaRow,
  sleepSaga,
} from './saga-queries.ts';

type AnyDefinition = SagaDefinition<object>;

const LEASE_MS = 30_000;
const SWEEP_MS = 1_000;
const SWEEP_LIMIT = 20;
const DEFAULT_ATTEMPTS = 8;

export type RunningSagas = SagaRunner & {
  /** Takes on sagas that are due and that nobody holds; part of the sweep, called directly by tests and at drain. */
  sweep(): Promise<number>;
  stop(): Promise<void>;
};

/**
 * The saga runner of one module. The saga row lives in the module's own schema and moves in the very transaction of the
 * step's writes, so a step of this database happens exactly once; a step elsewhere happens at least once under the key
 * `<sagaId>:<step>`. Any process of the module can take over after the lease of a dead one has lapsed.
 */
export function createSagaRunner(deps: {
  database: Database;
  owner: string;
  log: Log;
  leaseMs?: number;
}): RunningSagas & { register(definitions: readonly AnyDefinition[]): void; startSweep(): void } {
  const { database, owner, log } = deps;
  const schema = database.module;
  const leaseMs = deps.leaseMs ?? LEASE_MS;
  const definitions = new Map<string, AnyDefinition>();
  let loop: Loop | undefined;

  /** Runs from where the row stands until it is over, sleeps, or meets a fault. The caller holds the lease. */
  async function run(definition: AnyDefinition, row: SagaRow): Promise<SagaRow> {
    let current = row;
    while (current.status === 'running' || current.status === 'undoing') {
      const next =
        current.status === 'running' ? await forward(definition, current) : await backward(definition, current);
      if (next === 'asleep') return current;
      current = next;
    }
    return current;
  }

  async function forward(definition: AnyDefinition, row: SagaRow): Promise<SagaRow | 'asleep'> {
    const step = definition.steps[row.step];
    if (!step) return move(row, row.step, 'done', row.state, []);
    const due = step.notBefore?.(row.state);
    if (due && due.getTime() > Date.now()) {
      await database.run(sleepSaga(schema, row.id, owner, due));
      return 'asleep';
    }
    try {
      const answer = await step.ask?.(callOf(row, step), row.state, row.id);
      const state = answer ? { ...row.state, ...answer } : row.state;
      const isLast = row.step + 1 >= definition.steps.length;
      return await move(
        row,
        row.step + 1,
        isLast ? 'done' : 'running',
        state,
        step.write?.(state, row.id, row.call) ?? [],
      );
    } catch (error) {
      if (isRefusal(error)) return turnRound(row, { code: error.code, details: error.details });
      if (row.attempts + 1 >= (definition.maxAttempts ?? DEFAULT_ATTEMPTS))
        return turnRound(row, { code: 'server.busy', details: {} });
      await fault(row, error);
      throw error;
    }
  }

  /** The step that refused may have got through half: its own compensation runs as well. */
  function turnRound(row: SagaRow, refusal: Omit<SagaRefusal, 'failedStep'>): Promise<SagaRow> {
    return move(row, row.step + 1, 'undoing', row.state, [], { ...refusal, failedStep: row.step });
  }

  async function backward(definition: AnyDefinition, row: SagaRow): Promise<SagaRow> {
    const index = row.step - 1;
    const step = definition.steps[index];
    if (!step) return move(row, row.step, 'undone', row.state, []);
    try {
      await step.compensate?.(callOf(row, step, ':undo'), row.state, row.id);
      // `undo` belongs to writes that were committed: those of the step that refused were not.
      const wasWritten = index !== row.refusal?.failedStep;
      return await move(
        row,
        index,
        index === 0 ? 'undone' : 'undoing',
        row.state,
        wasWritten ? (step.undo?.(row.state, row.id, row.call) ?? []) : [],
      );
    } catch (error) {
      // A compensation is tried for ever: money or stock would hang otherwise. The alarm is the age of the saga.
      await fault(row, error);
      throw error;
    }
  }

  async function move(
    row: SagaRow,
    step: number,
    status: SagaRow['status'],
    state: object,
    writes: ReturnType<NonNullable<SagaStep<object>['write']>>,
    refusal?: SagaRefusal,
  ): Promise<SagaRow> {
    await database.batch([
      moveSaga(schema, { id: row.id, owner, fromStep: row.step, step, status, state, ...(refusal ? { refusal } : {}) }),
      ...writes,
    ]);
    return { ...row, step, status, state, attempts: 0, refusal: refusal ?? row.refusal };
  }

  async function fault(row: SagaRow, error: unknown): Promise<void> {
    const delayMs = Math.min(200 * 2 ** row.attempts, 60_000);
    log.warn(
      { err: error, saga: row.id, kind: row.kind, step: row.step, status: row.status },
      'saga step failed; it will be tried again',
    );
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await database
      .run(recordSagaFault(schema, row.id, owner, { error: text.slice(0, 2_000), delayMs }))
      .catch(() => {});
  }

  async function resume(row: SagaRow): Promise<void> {
    const definition = definitions.get(row.kind);
    if (!definition) return;
    await run(definition, row).catch(() => {});
  }

  async function sweep(): Promise<number> {
    const rows = await leaseDueSagas(database, schema, owner, leaseMs, SWEEP_LIMIT);
    for (const row of rows) await resume(row);
    return rows.length;
  }

  return {
    register: (list) => {
      for (const definition of list) {
        assert(!definitions.has(definition.kind), `The saga ${schema}.${definition.kind} is registered twice`);
        definitions.set(definition.kind, definition);
      }
    },
    startSweep: () => {
      loop = startLoop(
        async () => ((await sweep()) === SWEEP_LIMIT ? 'more' : 'nothing'),
        { pollMs: SWEEP_MS, gatherMs: 0 },
        (error) => log.warn({ err: error, module: schema }, 'saga sweep will try again'),
      );
    },
    start: async (definition, begin) => {
      const erased = definition as unknown as AnyDefinition;
      const row: SagaRow = {
        id: begin.sagaId,
        kind: definition.kind,
        status: 'running',
        step: 0,
        state: begin.state,
        call: begin.call,
        attempts: 0,
        refusal: null,
      };
      try {
        await database.batch([insertSaga(schema, { ...row, owner, leaseMs }), ...(begin.first ?? [])], { lazy: true });
      } catch (error) {
        if (!isConflict(error, 'sagas_pkey')) throw error;
        const leased = await leaseSaga(database, schema, begin.sagaId, owner, leaseMs);
        const found = leased
          ? await run(erased, leased).catch(() => leased)
          : await findSaga(database, schema, begin.sagaId);
        assert(found, 'A saga whose id is taken must exist');
        return outcomeOf(found);
      }
      return outcomeOf(await run(erased, row));
    },
    find: async (_definition, sagaId) => {
      const row = await findSaga(database, schema, sagaId);
      return row ? outcomeOf(row) : null;
    },
    sweep,
    stop: async () => loop?.stop(),
  };
}

function callOf(row: SagaRow, step: SagaStep<object>, suffix = ''): Call {
  return { ...row.call, causationId: row.id, idempotencyKey: `${row.id}:${step.name}${suffix}` };
}

function outcomeOf<State extends object>(row: SagaRow): SagaOutcome<State> {
  const state = row.state as State;
  if (row.status === 'done') return { status: 'done', state };
  if (row.status === 'undone' && row.refusal)
    return { status: 'undone', state, refusal: { code: row.refusal.code, details: row.refusal.details } };
  return { status: 'waiting', state };
}

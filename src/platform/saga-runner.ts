import { assert } from './assert.ts';
import type { Call } from './call.ts';
import { type Database, isConflict } from './database.ts';
import { keepTrying } from './keep-trying.ts';
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
import type { Sql } from './sql.ts';
import { tracedFrom, traceHeaders } from './telemetry.ts';

type AnyDefinition = SagaDefinition<object>;
/** Where a saga stands after a step. */
type Position = Pick<SagaRow, 'step' | 'status' | 'state'> & { refusal?: SagaRefusal | null };
type Start<State> = { sagaId: string; state: State; call: Call; first?: Sql[] };

const LEASE_MS = 30_000;
const SWEEP_MS = 1_000;
const SWEEP_LIMIT = 20;
const DEFAULT_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 60_000;

/**
 * The saga runner of one module. The saga row lives in the module's own schema and moves in the very transaction of the
 * step's writes, so a step of this database happens exactly once; a step elsewhere happens at least once under the key
 * `<sagaId>:<step>`. Any process of the module can take over after the lease of a dead one has lapsed.
 */
export class ModuleSagas implements SagaRunner {
  private readonly database: Database;
  private readonly owner: string;
  private readonly log: Log;
  private readonly leaseMs: number;
  private readonly onRefused: (kind: string, code: string) => void;
  private readonly definitions = new Map<string, AnyDefinition>();
  private loop: Loop | undefined;

  constructor(deps: {
    database: Database;
    owner: string;
    log: Log;
    leaseMs?: number;
    onRefused?: (kind: string, code: string) => void;
  }) {
    this.database = deps.database;
    this.owner = deps.owner;
    this.log = deps.log;
    this.leaseMs = deps.leaseMs ?? LEASE_MS;
    this.onRefused = deps.onRefused ?? (() => {});
  }

  /** Makes kinds known to the sweep. */
  register(definitions: readonly AnyDefinition[]): void {
    for (const definition of definitions) {
      const name = `${this.database.module}.${definition.kind}`;
      assert(!this.definitions.has(definition.kind), `The saga ${name} is registered twice`);
      this.definitions.set(definition.kind, definition);
    }
  }

  startSweep(): void {
    const step = async () => ((await this.sweep()) === SWEEP_LIMIT ? ('more' as const) : ('nothing' as const));
    const warn = (error: unknown): void =>
      this.log.warn({ err: error, module: this.database.module }, 'saga sweep will try again');
    this.loop = startLoop(step, { pollMs: SWEEP_MS, gatherMs: 0 }, warn);
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
  }

  async start<State extends object>(
    definition: SagaDefinition<State>,
    start: Start<State>,
  ): Promise<SagaOutcome<State>> {
    const erased = definition as unknown as AnyDefinition;
    const { sagaId, state, call } = start;
    const fresh = { id: sagaId, kind: definition.kind, state, call };
    const lease = { owner: this.owner, leaseMs: this.leaseMs };
    const stored = { ...fresh, call: { ...call, ...traceHeaders() } };
    const first = [insertSaga(this.database.module, { ...stored, ...lease }), ...(start.first ?? [])];
    try {
      await this.database.batch(first, { lazy: true });
    } catch (error) {
      if (!isConflict(error, 'sagas_pkey')) throw error;
      return outcomeOf(await this.takeUp(erased, sagaId));
    }
    return outcomeOf(await this.run(erased, { ...fresh, status: 'running', step: 0, attempts: 0, refusal: null }));
  }

  async find<State extends object>(
    _definition: SagaDefinition<State>,
    sagaId: string,
  ): Promise<SagaOutcome<State> | null> {
    const row = await findSaga(this.database, this.database.module, sagaId);
    return row ? outcomeOf(row) : null;
  }

  /** Takes on sagas that are due and that nobody holds. How many. */
  async sweep(): Promise<number> {
    const lease = { owner: this.owner, leaseMs: this.leaseMs, limit: SWEEP_LIMIT };
    const rows = await leaseDueSagas(this.database, this.database.module, lease);
    for (const row of rows) {
      const definition = this.definitions.get(row.kind);
      // A fault is recorded on the saga, which comes back when its pause is over.
      if (definition) await this.run(definition, row).catch(() => {});
    }
    return rows.length;
  }

  /** An id that was started before: goes on with it when it is free, else says where it stands. */
  private async takeUp(definition: AnyDefinition, sagaId: string): Promise<SagaRow> {
    const lease = { owner: this.owner, leaseMs: this.leaseMs };
    const leased = await leaseSaga(this.database, this.database.module, sagaId, lease);
    if (leased) return this.run(definition, leased).catch(() => leased);
    const found = await findSaga(this.database, this.database.module, sagaId);
    assert(found, 'A saga whose id is taken must exist');
    return found;
  }

  /** Runs from where the row stands until it is over, sleeps, or meets a fault. The caller holds the lease. */
  private async run(definition: AnyDefinition, row: SagaRow): Promise<SagaRow> {
    let current = row;
    while (current.status === 'running' || current.status === 'undoing') {
      const step = definition.steps[current.status === 'running' ? current.step : current.step - 1];
      if (!step) return this.move(current, { ...current, status: current.status === 'running' ? 'done' : 'undone' });
      if (current.status === 'running' && (await this.sleepsBefore(step, current))) return current;
      const before = current;
      const name = `saga ${definition.kind}.${step.name}${before.status === 'undoing' ? ' back' : ''}`;
      const attributes = { 'lumbung.module': this.database.module, 'lumbung.saga': before.id };
      // A saga that another process takes up belongs to the trace that began it.
      current = await tracedFrom(before.call, { name, attributes }, () =>
        before.status === 'running' ? this.forward(definition, step, before) : this.backward(step, before),
      );
    }
    return current;
  }

  private async sleepsBefore(step: SagaStep<object>, row: SagaRow): Promise<boolean> {
    const due = step.notBefore?.(row.state);
    if (!due || due.getTime() <= Date.now()) return false;
    await this.database.run(sleepSaga(this.database.module, row.id, this.owner, due));
    return true;
  }

  private async forward(definition: AnyDefinition, step: SagaStep<object>, row: SagaRow): Promise<SagaRow> {
    try {
      const answer = await step.ask?.(callOf(row, step), row.state, row.id);
      const state = answer ? { ...row.state, ...answer } : row.state;
      const isLast = row.step + 1 >= definition.steps.length;
      const writes = step.write?.(state, row.id, row.call) ?? [];
      return await this.move(row, { step: row.step + 1, status: isLast ? 'done' : 'running', state }, writes);
    } catch (error) {
      if (isRefusal(error)) return this.turnRound(row, error.code, error.details);
      if (row.attempts + 1 >= (definition.maxAttempts ?? DEFAULT_ATTEMPTS))
        return this.turnRound(row, 'server.busy', {});
      await this.recordFault(row, error);
      throw error;
    }
  }

  /** The step that refused may have got through half: its own compensation runs as well. */
  private async turnRound(row: SagaRow, code: string, details: Record<string, unknown>): Promise<SagaRow> {
    const refusal = { code, details, failedStep: row.step };
    const turned = await this.move(row, { step: row.step + 1, status: 'undoing', state: row.state, refusal });
    this.onRefused(row.kind, code);
    return turned;
  }

  /** A compensation is tried for ever: money or stock would hang otherwise. The alarm is the age of the saga. */
  private async backward(step: SagaStep<object>, row: SagaRow): Promise<SagaRow> {
    const index = row.step - 1;
    try {
      await step.compensate?.(callOf(row, step, ':undo'), row.state, row.id);
      // `undo` belongs to writes that were committed: those of the step that refused were not.
      const undo = index === row.refusal?.failedStep ? [] : (step.undo?.(row.state, row.id, row.call) ?? []);
      return await this.move(row, { step: index, status: index === 0 ? 'undone' : 'undoing', state: row.state }, undo);
    } catch (error) {
      await this.recordFault(row, error);
      throw error;
    }
  }

  private async move(row: SagaRow, to: Position, writes: Sql[] = []): Promise<SagaRow> {
    const move = moveSaga(this.database.module, { ...to, id: row.id, owner: this.owner, fromStep: row.step });
    await this.database.batch([move, ...writes]);
    return { ...row, ...to, attempts: 0, refusal: to.refusal ?? row.refusal };
  }

  private async recordFault(row: SagaRow, error: unknown): Promise<void> {
    const { id, kind, step, status } = row;
    this.log.warn({ err: error, saga: id, kind, step, status }, 'saga step failed; it will be tried again');
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const delayMs = Math.min(FIRST_PAUSE_MS * 2 ** row.attempts, LONGEST_PAUSE_MS);
    const fault = { error: text.slice(0, 2_000), delayMs };
    const record = () => this.database.run(recordSagaFault(this.database.module, id, this.owner, fault));
    // If none of this works, the lease lapses and the sweep finds the saga all the same.
    await record().catch(() => keepTrying(record, this.leaseMs));
  }
}

function callOf(row: SagaRow, step: SagaStep<object>, suffix = ''): Call {
  return { ...row.call, causationId: row.id, idempotencyKey: `${row.id}:${step.name}${suffix}` };
}

function outcomeOf<State extends object>(row: SagaRow): SagaOutcome<State> {
  const state = row.state as State;
  if (row.status === 'done') return { status: 'done', state };
  if (row.status !== 'undone' || !row.refusal) return { status: 'waiting', state };
  return { status: 'undone', state, refusal: { code: row.refusal.code, details: row.refusal.details } };
}

import type { Call } from './call.ts';
import { type Runner, type Sql, sql } from './database.ts';
import type { Carrier } from './telemetry.ts';

export type SagaStatus = 'running' | 'undoing' | 'done' | 'undone';
/** `failedStep`: the step whose writes were never committed. */
export type SagaRefusal = { code: string; details: Record<string, unknown>; failedStep: number };
export type SagaRow = {
  id: string;
  kind: string;
  status: SagaStatus;
  step: number;
  state: object;
  call: Call & Carrier;
  attempts: number;
  refusal: SagaRefusal | null;
};

const columns = sql`id, kind, status, step, state, call, attempts, refusal`;

/** Nothing happens when the id is there already: the caller then finds the earlier one. */
export function insertSaga(
  schema: string,
  saga: { id: string; kind: string; state: object; call: Call; owner: string; leaseMs: number },
): Sql {
  return sql`
    insert into ${sql.ident(`${schema}.sagas`)} (id, kind, status, state, call, leased_by, leased_until)
    values (${saga.id}, ${saga.kind}, 'running', ${sql.json(saga.state)}, ${sql.json(saga.call)}, ${saga.owner}, now() + ${saga.leaseMs} * interval '1 millisecond')`;
}

export async function findSaga(runner: Runner, schema: string, id: string): Promise<SagaRow | undefined> {
  return (await runner.run<SagaRow>(sql`select ${columns} from ${sql.ident(`${schema}.sagas`)} where id = ${id}`))[0];
}

/** Takes the lease of one saga when it is free. */
export async function leaseSaga(
  runner: Runner,
  schema: string,
  id: string,
  lease: { owner: string; leaseMs: number },
): Promise<SagaRow | undefined> {
  return (
    await runner.run<SagaRow>(sql`
      update ${sql.ident(`${schema}.sagas`)} set leased_by = ${lease.owner}, leased_until = now() + ${lease.leaseMs} * interval '1 millisecond'
      where id = ${id} and status in ('running', 'undoing') and due_at <= now() and (leased_until is null or leased_until < now())
      returning ${columns}`)
  )[0];
}

/** Sagas that nobody works on and that are due, leased to the caller: this is how a crashed process's sagas are found. */
export async function leaseDueSagas(
  runner: Runner,
  schema: string,
  lease: { owner: string; leaseMs: number; limit: number },
): Promise<SagaRow[]> {
  return runner.run<SagaRow>(sql`
    update ${sql.ident(`${schema}.sagas`)} set leased_by = ${lease.owner}, leased_until = now() + ${lease.leaseMs} * interval '1 millisecond'
    where id in (
      select id from ${sql.ident(`${schema}.sagas`)}
      where status in ('running', 'undoing') and due_at <= now() and (leased_until is null or leased_until < now())
      order by due_at limit ${lease.limit} for update skip locked)
    returning ${columns}`);
}

/**
 * Moves a saga on, in the transaction of the step's own writes. Guarded by lease and step: a process whose lease has
 * lapsed meanwhile divides by zero here and so undoes its whole transaction instead of moving the saga twice.
 */
export function moveSaga(
  schema: string,
  saga: {
    id: string;
    owner: string;
    fromStep: number;
    step: number;
    status: SagaStatus;
    state: object;
    refusal?: SagaRefusal | null;
  },
): Sql {
  const isOver = saga.status === 'done' || saga.status === 'undone';
  return sql`
    with moved as (
      update ${sql.ident(`${schema}.sagas`)} set step = ${saga.step}, status = ${saga.status}, state = ${sql.json(saga.state)},
        refusal = coalesce(${saga.refusal ? sql.json(saga.refusal) : null}::jsonb, refusal), attempts = 0, last_error = null, updated_at = now(),
        leased_until = case when ${isOver} then null else leased_until end, leased_by = case when ${isOver} then null else leased_by end
      where id = ${saga.id} and leased_by = ${saga.owner} and step = ${saga.fromStep} and status in ('running', 'undoing')
      returning 1)
    select 1 / (select count(*) from moved)`;
}

/** Lets the saga sleep until a moment, free for anybody. */
export function sleepSaga(schema: string, id: string, owner: string, until: Date): Sql {
  return sql`
    update ${sql.ident(`${schema}.sagas`)} set due_at = ${until.toISOString()}, leased_by = null, leased_until = null, updated_at = now()
    where id = ${id} and leased_by = ${owner}`;
}

/** A fault: back to the pool after a pause. */
export function recordSagaFault(
  schema: string,
  id: string,
  owner: string,
  fault: { error: string; delayMs: number },
): Sql {
  return sql`
    update ${sql.ident(`${schema}.sagas`)} set attempts = attempts + 1, last_error = ${fault.error}, updated_at = now(),
      due_at = now() + ${fault.delayMs} * interval '1 millisecond', leased_by = null, leased_until = null
    where id = ${id} and leased_by = ${owner}`;
}

export async function countSagas(
  runner: Runner,
  schema: string,
): Promise<{ kind: string; status: string; count: number }[]> {
  return runner.run(
    sql`select kind, status, count(*) as count from ${sql.ident(`${schema}.sagas`)} where status in ('running', 'undoing') group by 1, 2`,
  );
}

export function pruneSagas(schema: string, olderThanDays: number, limit: number): Sql {
  return sql`
    delete from ${sql.ident(`${schema}.sagas`)} where id in (
      select id from ${sql.ident(`${schema}.sagas`)} where status in ('done', 'undone') and updated_at < now() - ${olderThanDays} * interval '1 day' limit ${limit})`;
}

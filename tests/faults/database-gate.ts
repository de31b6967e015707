import pg from 'pg';
import { waitFor } from '../../src/platform/testing/template.ts';

/** One write of one row: which table, what, and the how manieth of its kind since the gate was set. */
export type Point = { relation: string; operation: string; nth: number };

/** A place between two commits: the last write of a transaction. Who dies here has written nothing of it. */
export type Boundary = Point & { writes: string[] };

/**
 * Stops a house at a write of its own choosing, from outside: triggers in its (cloned) database wait for a lock that the
 * test holds. The house runs as it is; it meets a slow database and is killed while it waits.
 */
export type DatabaseGate = {
  /** Notes every transaction that writes until `take` is called. */
  record(): Promise<void>;
  take(): Promise<Boundary[]>;
  /** The next write of that kind waits at the gate. */
  shutAt(name: 'a' | 'b' | 'c' | 'd', point: Point): Promise<void>;
  /** Only who waits at the gate, for good: the connections of a dead process while another one lives. And the gate opens. */
  dropWaiting(): Promise<void>;
  /** True once somebody waits there; false when it has not come to pass in time. */
  isReached(waiting: number, timeoutMs: number): Promise<boolean>;
  /** As PostgreSQL does when it notices that clients are gone: open transactions are rolled back. And the gate opens. */
  dropClients(): Promise<void>;
  /** As if more than a minute had gone by since the death: leases of the dead have run out, notices are due. */
  letTimePass(): Promise<void>;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

const LOCK = 4_711_000;

export async function installGate(url: string, schemas: readonly string[]): Promise<DatabaseGate> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(INSTALL);
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1)`,
    [schemas],
  );
  for (const { name } of tables)
    await client.query(
      `create trigger aaa_gate before insert or update or delete on ${name} for each row execute function gate.pass()`,
    );
  await client.query('select pg_advisory_lock($1)', [LOCK]);

  return {
    record: async () => {
      await client.query('truncate gate.seen');
      await client.query('update gate.mode set is_recording = true');
    },
    take: async () => {
      await client.query('update gate.mode set is_recording = false');
      const { rows } = await client.query<Point & { xid: string }>(
        `select xid::text, relation, operation, row_number() over (partition by relation, operation order by id)::int as nth
         from gate.seen order by id`,
      );
      return boundariesOf(rows);
    },
    shutAt: async (name, { relation, operation, nth }) => {
      await client.query(`alter sequence gate.passed_${name} restart`);
      await client.query(
        `insert into gate.plan values ($1, $2, $3, $4)
         on conflict (name) do update set relation = excluded.relation, operation = excluded.operation, nth = excluded.nth`,
        [name, relation, operation, nth],
      );
    },
    isReached: async (waiting, timeoutMs) => {
      const count = async () => {
        const { rows } = await client.query<{ count: number }>(
          `select count(*)::int as count from pg_locks
           where locktype = 'advisory' and not granted and objid = $1 and database = (select oid from pg_database where datname = current_database())`,
          [LOCK],
        );
        return (rows[0]?.count ?? 0) >= waiting;
      };
      return waitFor('somebody waits at the gate', count, timeoutMs).then(
        () => true,
        () => false,
      );
    },
    dropClients: async () => {
      await client.query('delete from gate.plan');
      await client.query(
        'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    },
    dropWaiting: async () => {
      await client.query('delete from gate.plan');
      await client.query(
        `select pg_terminate_backend(pid, 5000) from pg_locks
         where locktype = 'advisory' and not granted and objid = $1 and database = (select oid from pg_database where datname = current_database())`,
        [LOCK],
      );
    },
    letTimePass: async () => {
      for (const schema of schemas)
        await client.query(`
          update ${schema}.sagas set leased_until = now(), due_at = least(due_at, now());
          update ${schema}.outbox_checkpoints set leased_until = now();
          update ${schema}.inbox_waiting set next_attempt_at = now() where not is_dead;
          update ${schema}.idempotency_keys set leased_until = now() where status is null;`);
      await client.query('update payments.notices set due_at = now() where handled_at is null');
      // The courier may be asked again a minute after somebody began to ask and said no more.
      await client.query(
        `update shipping.shipments set booking_at = booking_at - interval '1 minute' where status = 'booking'`,
      );
      await client.query(
        `update shipping.webhooks set last_received_at = last_received_at - interval '10 minutes' where handled_at is null`,
      );
    },
    query: async (text, values) => (await client.query(text, values)).rows,
    close: () => client.end(),
  };
}

function boundariesOf(seen: readonly (Point & { xid: string })[]): Boundary[] {
  const byTransaction = new Map<string, Boundary>();
  for (const { xid, relation, operation, nth } of seen) {
    const write = `${operation.toLowerCase()} ${relation}`;
    const writes = byTransaction.get(xid)?.writes ?? [];
    byTransaction.delete(xid);
    byTransaction.set(xid, { relation, operation, nth, writes: writes.includes(write) ? writes : [...writes, write] });
  }
  return [...byTransaction.values()];
}

const INSTALL = `
create schema gate;
create table gate.mode (is_recording boolean not null);
insert into gate.mode values (false);
create table gate.seen (id bigserial primary key, xid xid8 not null, relation text not null, operation text not null);
create table gate.plan (name text primary key, relation text not null, operation text not null, nth int not null);
create sequence gate.passed_a;
create sequence gate.passed_b;
create sequence gate.passed_c;
create sequence gate.passed_d;
create function gate.pass() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare planned record;
begin
  if (select is_recording from gate.mode) then
    insert into gate.seen (xid, relation, operation) values (pg_current_xact_id(), tg_table_schema || '.' || tg_table_name, tg_op);
  end if;
  for planned in select name, nth from gate.plan where relation = tg_table_schema || '.' || tg_table_name and operation = tg_op loop
    if nextval('gate.passed_' || planned.name) = planned.nth then
      perform pg_advisory_xact_lock_shared(${LOCK});
    end if;
  end loop;
  return case when tg_op = 'DELETE' then old else new end;
end $$;`;

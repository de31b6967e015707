import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { assert } from '../platform/assert.ts';
import type { MigrationEntry, SequenceEntry } from './manifest.ts';

export type SnapshotTable = { schema: string; table: string; bytes: number; columns: Column[] };
/** `isXid`: numbers of this server's transactions, which mean nothing on another one. */
type Column = { name: string; isXid: boolean };

/** One moment of one database, seen through one connection, whatever is written meanwhile. */
export type Snapshot = {
  takenAt: string;
  serverVersion: string;
  migrations: MigrationEntry[];
  tables(schemas: readonly string[]): Promise<SnapshotTable[]>;
  sequences(schemas: readonly string[]): Promise<SequenceEntry[]>;
  /** The rows as PostgreSQL's COPY text; `rows` is known when the stream has ended. */
  copy(table: SnapshotTable): Promise<{ stream: Readable; rows: () => number }>;
  close(): Promise<void>;
};

/** Text that any PostgreSQL reads back as the same value. */
const PLAIN = `
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set timezone = 'UTC';
  set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set extra_float_digits = 3; set bytea_output = 'hex';
  set client_encoding = 'UTF8'; set search_path = pg_catalog`;

/**
 * Opens a snapshot: one read-only transaction at repeatable read over all schemas of the database. It writes nothing,
 * waits for nobody and holds nobody up but a migration that would change a table, which waits until the end.
 * Null where the database holds no Lumbung.
 */
export async function openSnapshot(url: string): Promise<Snapshot | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'lumbung-backup' });
  await client.connect();
  try {
    await client.query(PLAIN);
    await client.query('begin isolation level repeatable read read only');
    const known = await client.query(`select to_regclass('platform.migrations') is not null as known`);
    if (!known.rows[0]?.known) {
      await client.end();
      return null;
    }
    await lockTables(client);
    const { rows } = await client.query<{ at: Date; version: string }>(
      `select clock_timestamp() as at, current_setting('server_version') as version`,
    );
    const migrations = await client.query<MigrationEntry>(
      'select module, name, sha256 from platform.migrations order by module, name',
    );
    return {
      takenAt: rows[0]?.at.toISOString() ?? '',
      serverVersion: rows[0]?.version ?? '',
      migrations: migrations.rows,
      tables: (schemas) => listTables(client, schemas),
      sequences: (schemas) => listSequences(client, schemas),
      copy: (table) => copyOut(client, table),
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

/** A table that a migration rewrites after the snapshot would look empty in it, so none may be until we are done. */
async function lockTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in (select module from platform.migrations) order by 1`);
  if (rows.length > 0) await client.query(`lock table ${rows.map(({ name }) => name).join(', ')} in access share mode`);
}

async function listTables(client: pg.Client, schemas: readonly string[]): Promise<SnapshotTable[]> {
  const { rows } = await client.query<SnapshotTable>(
    `select n.nspname as schema, c.relname as table, pg_table_size(c.oid)::float8 as bytes,
       (select json_agg(json_build_object('name', a.attname, 'isXid', a.atttypid = 'xid8'::regtype) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1::text[]) and (n.nspname, c.relname) <> ('platform', 'migrations')
     order by 1, 2`,
    [schemas],
  );
  return rows;
}

/** Sequences stand outside of snapshots: read now, they are at or beyond every number in the rows. */
async function listSequences(client: pg.Client, schemas: readonly string[]): Promise<SequenceEntry[]> {
  const { rows } = await client.query<SequenceEntry>(
    `select schemaname || '.' || sequencename as name, last_value::text as "lastValue" from pg_sequences
     where schemaname = any($1::text[]) and last_value is not null order by 1`,
    [schemas],
  );
  return rows;
}

async function copyOut(client: pg.Client, { schema, table, columns }: SnapshotTable) {
  const bounds = columns.some(({ isXid }) => isXid) ? await windowBounds(client, schema) : [];
  const name = `${quoted(schema)}.${quoted(table)}`;
  const list = columns.map((column) => (column.isXid ? withoutServer(column.name, bounds) : quoted(column.name)));
  const from = columns.some(({ isXid }) => isXid)
    ? `(select ${list.join(', ')} from ${name})`
    : `${name} (${list.join(', ')})`;
  const stream = client.query(copyTo(`copy ${from} to stdout`));
  return { stream, rows: () => stream.rowCount };
}

/**
 * Events are read in windows of transaction numbers (decision 4). Another server counts its transactions anew, so numbers
 * taken over as they are would hide new events behind old windows. Kept is what the numbers say: on which side of every
 * window's edge a row lies. 3 is the first number of ordinary transactions; any server is past these few already.
 */
function withoutServer(column: string, bounds: readonly string[]): string {
  const edges = bounds.map((bound) => `'${bound}'`).join(', ');
  return `(3 + width_bucket(${quoted(column)}, array[${edges}]::xid8[]))::text::xid8`;
}

async function windowBounds(client: pg.Client, schema: string): Promise<string[]> {
  const checkpoints = `${quoted(schema)}.outbox_checkpoints`;
  const { rows } = await client.query<{ at: string }>(`
    select at::text from (
      select '0'::xid8 as at union select window_from from ${checkpoints} union select window_to from ${checkpoints}) edges
    order by at`);
  assert(
    rows.every(({ at }) => /^\d+$/.test(at)),
    'Transaction numbers are digits',
  );
  return rows.map(({ at }) => at);
}

function quoted(identifier: string): string {
  return pg.escapeIdentifier(identifier);
}

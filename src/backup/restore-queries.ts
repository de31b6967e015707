import type { Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type MigrationSource, migrateWithin } from '../platform/migrate.ts';
import type { SequenceEntry } from './manifest.ts';
import type { Reference } from './restore-rules.ts';

/** One transaction that fills one empty database; all of it or nothing. */
export type Refill = {
  /** Builds the schema as it was, with nothing in it. */
  build(sources: readonly MigrationSource[], only: ReadonlySet<string>): Promise<void>;
  /** Columns that rows can be put into, by `schema.table`. */
  tables(): Promise<Map<string, Set<string>>>;
  references(): Promise<Reference[]>;
  /** Takes PostgreSQL's COPY text; `rows` is known when the sink has finished. */
  copy(table: string, columns: readonly string[]): { sink: Writable; rows: () => number };
  setSequences(sequences: readonly SequenceEntry[]): Promise<void>;
  /** Makes it lasting. */
  commit(): Promise<void>;
  /** Without `commit` before it, as if nothing had been. */
  close(): Promise<void>;
};

/** Some of the tables in a database, none in one that is empty. Those of extensions do not count. */
export async function listStrangeTables(url: string): Promise<{ count: number; some: string[] }> {
  const client = new pg.Client({ connectionString: url, application_name: 'lumbung-restore' });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(STRANGE);
    return { count: rows.length, some: rows.slice(0, 3).map(({ name }) => name) };
  } finally {
    await client.end();
  }
}

const STRANGE = `
  select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by 1`;

export async function openRefill(url: string): Promise<Refill> {
  const client = new pg.Client({ connectionString: url, application_name: 'lumbung-restore' });
  await client.connect();
  let tables: string[] = [];
  await client.query(`
    set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set timezone = 'UTC';
    set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set client_encoding = 'UTF8'`);
  await client.query('begin');
  return {
    build: async (sources, only) => {
      await migrateWithin(client, { sources, only });
      tables = await listTables(client);
      // Rows come back as they were: nothing is counted, checked or forbidden a second time.
      for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
      // What migrations have put in is in the backup as well.
      if (tables.length > 0) await client.query(`truncate ${tables.join(', ')}`);
    },
    tables: () => listColumns(client),
    references: async () => (await client.query<Reference>(REFERENCES)).rows,
    copy: (table, columns) => {
      const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
      const sink = client.query(copyFrom(`copy ${quoted(table)} (${list}) from stdin`));
      return { sink, rows: () => sink.rowCount };
    },
    setSequences: async (sequences) => {
      for (const { name, lastValue } of sequences)
        await client.query('select setval($1::regclass, $2::bigint, true)', [quoted(name), lastValue]);
    },
    commit: async () => {
      for (const table of tables) await client.query(`alter table ${table} enable trigger user`);
      await client.query('commit');
      // Without figures about the new rows the first questions would be planned for empty tables.
      await client.query('analyze');
    },
    close: () => client.end(),
  };
}

const OWN = `n.nspname in (select module from platform.migrations) and (n.nspname, c.relname) <> ('platform', 'migrations')`;

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${OWN} order by 1`);
  return rows.map(({ name }) => name);
}

async function listColumns(client: pg.Client): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select n.nspname || '.' || c.relname as name, array_agg(a.attname::text) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind = 'r' and ${OWN} group by 1`);
  return new Map(rows.map(({ name, columns }) => [name, new Set(columns)]));
}

const REFERENCES = `
  select f.nspname || '.' || c.relname as from, t.nspname || '.' || r.relname as to
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace f on f.oid = c.relnamespace
  join pg_class r on r.oid = k.confrelid join pg_namespace t on t.oid = r.relnamespace
  where k.contype = 'f' and f.nspname in (select module from platform.migrations)`;

/** `schema.table` or `schema.sequence`. */
function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => pg.escapeIdentifier(part))
    .join('.');
}

import pg from 'pg';

/** What every table holds, as a number per table: equal numbers mean that nothing was added, changed or taken away. */
export type TableState = Map<string, string>;

export type TableWatch = { read(): Promise<TableState>; close(): Promise<void> };

/** Reference tables above this are counted, not compared row by row. */
const BYTES_COMPARED = 1_000_000;

/**
 * Watches all tables but those that keep books about requests themselves. `ignoredColumns`, by table (`schema.table`):
 * columns that say when something was last looked at.
 */
export async function watchTables(
  url: string,
  ignored: RegExp,
  ignoredColumns: Record<string, string[]> = {},
): Promise<TableWatch> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; isLarge: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, pg_relation_size(c.oid) > $1 as "isLarge"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and n.nspname not like 'pg_%'`,
    [BYTES_COMPARED],
  );
  const rowOf = (name: string) => {
    const columns = ignoredColumns[name]?.map((column) => `'${column}'`);
    return columns ? `(to_jsonb(t) - array[${columns.join(', ')}])` : 't';
  };
  const parts = rows
    .filter(({ name }) => !ignored.test(name))
    .map(
      ({ name, isLarge }) =>
        `select '${name}' as name, count(*) || ${isLarge ? "''" : `':' || coalesce(sum(hashtext(${rowOf(name)}::text)::bigint), 0)`} as state from ${name} t`,
    );
  const text = parts.join(' union all ');
  return {
    read: async () => {
      const found = await client.query<{ name: string; state: string }>({ text, name: 'state_of_all_tables' });
      return new Map(found.rows.map(({ name, state }) => [name, state]));
    },
    close: () => client.end(),
  };
}

/** Names of the tables that differ. */
export function differences(before: TableState, after: TableState): string[] {
  return [...before].filter(([name, state]) => after.get(name) !== state).map(([name]) => name);
}

import type { BenchHouse } from './house.ts';

export type StatementCost = { query: string; calls: number; plans: number; planMs: number; ms: number };

/** Switches the statistics of statements on or off, and forgets what was gathered. Off while CPU is measured: they cost some. */
export async function trackStatements(house: BenchHouse, isOn: boolean): Promise<void> {
  await house.database.adminOf(house.databaseUrl, async (client) => {
    await client.query('create extension if not exists pg_stat_statements');
    await client.query(`alter system set pg_stat_statements.track = '${isOn ? 'all' : 'none'}'`);
    await client.query(`alter system set pg_stat_statements.track_planning = '${isOn ? 'on' : 'off'}'`);
    await client.query('select pg_reload_conf()');
    if (isOn) await client.query('select pg_stat_statements_reset()');
  });
}

/** What the statements cost since, dearest first. */
export async function listStatements(house: BenchHouse): Promise<StatementCost[]> {
  return house.database.adminOf(house.databaseUrl, async (client) => {
    const { rows } = await client.query<StatementCost>(`
      select regexp_replace(query, '\\s+', ' ', 'g') as query, calls::int, plans::int, total_plan_time as "planMs",
        total_exec_time + total_plan_time as ms
      from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and toplevel
        and query not like '%bench%' and query not like '%as what%' order by ms desc`);
    return rows;
  });
}

/** Commits of this database so far. */
export async function countCommits(house: BenchHouse): Promise<{ commits: number; walBytes: number }> {
  return house.database.adminOf(house.databaseUrl, async (client) => {
    const { rows } = await client.query<{ commits: number; walBytes: number }>(
      `select xact_commit::float8 as commits, (select wal_bytes::float8 from pg_stat_wal) as "walBytes" from pg_stat_database where datname = current_database()`,
    );
    return rows[0] ?? { commits: 0, walBytes: 0 };
  });
}

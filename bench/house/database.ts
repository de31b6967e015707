import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type PostgresServer, startPostgres } from '../../src/platform/postgres-server.ts';
import { cloneDatabase, withDatabase } from '../../src/platform/testing/template.ts';
import { cpuMsOfFamily } from './processes.ts';

const DATA_DIR = resolve(import.meta.dirname, '../../.data/bench-postgres');

export type BenchDatabase = {
  /** Over the unix socket, as the product itself connects to its embedded server. */
  urlOf(database: string): string;
  cpuMs(): number;
  has(database: string): Promise<boolean>;
  /** A fresh copy of a database. */
  copy(template: string): Promise<{ name: string; drop(): Promise<void> }>;
  admin<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  /** The same in another database. */
  adminOf<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

/** The embedded server with full durability (fsync, synchronous commits, full pages), with statistics of statements at hand. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const start = () => startPostgres({ dataDir: DATA_DIR, port: 15_732, database: 'postgres', log: () => {} });
  let server = await start();
  if (!(await hasStatistics(server))) {
    // Loaded at the start of a server, so it takes a second one.
    await withClient(server.socketUrl, (client) =>
      client.query("alter system set shared_preload_libraries = 'pg_stat_statements'"),
    );
    await withClient(server.socketUrl, (client) => client.query("alter system set pg_stat_statements.track = 'none'"));
    await server.stop();
    server = await start();
  }
  const pid = Number(readFileSync(join(server.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const urlOf = (database: string): string => withDatabase(server.socketUrl, database);
  return {
    urlOf,
    cpuMs: () => cpuMsOfFamily(pid),
    has: (database) =>
      withClient(server.socketUrl, async (client) =>
        Boolean((await client.query('select from pg_database where datname = $1', [database])).rowCount),
      ),
    copy: async (template) => {
      const { url, drop } = await cloneDatabase(server.socketUrl, template);
      return { name: new URL(url).pathname.slice(1), drop };
    },
    admin: (work) => withClient(server.socketUrl, work),
    adminOf: withClient,
    stop: () => server.stop(),
  };
}

async function hasStatistics(server: PostgresServer): Promise<boolean> {
  const { rows } = await withClient(server.socketUrl, (client) => client.query('show shared_preload_libraries'));
  return String(Object.values(rows[0] ?? {})[0]).includes('pg_stat_statements');
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

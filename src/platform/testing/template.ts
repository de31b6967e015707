import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import pg from 'pg';
import { bindDatabase, type Database, openPool, type Pool } from '../database.ts';
import { type MigrationSource, migrate, migrationsFingerprint } from '../migrate.ts';
import { listModuleFolders } from '../modules-on-disk.ts';
import { testPostgresUrl } from './test-server.ts';

/**
 * A fresh database for the tests of one `describe`, cloned from a template that carries the migrations of the module.
 * The module works under its own role, so reading a neighbour's table fails. Registers hooks: call it inside
 * `describe`, read `database` inside tests.
 */
export function testDatabase(module: string): { readonly database: Database; readonly url: string } {
  const several = testDatabases([module]);
  return {
    get database() {
      return several.of(module);
    },
    get url() {
      return several.url;
    },
  };
}

/** The same for several modules in one database; with no names, all modules of the house. */
export function testDatabases(modules?: string[]): { of(module: string): Database; readonly url: string } {
  let clone: Clone | undefined;
  const pools = new Map<string, Pool>();
  before(async () => {
    clone = await cloneTemplate(modules);
  });
  after(async () => {
    await Promise.all([...pools.values()].map((pool) => pool.close()));
    await clone?.drop();
  });
  const url = (): string => {
    if (!clone) throw new Error('The test database exists only inside tests');
    return clone.url;
  };
  return {
    of: (module) => {
      let pool = pools.get(module);
      if (!pool) {
        pool = openPool(url(), { max: 8, role: `lumbung_${module}`, applicationName: `test-${module}` });
        pools.set(module, pool);
      }
      return bindDatabase(pool, module);
    },
    get url() {
      return url();
    },
  };
}

export type Clone = { url: string; drop(): Promise<void> };

/** Makes the template when its migrations are new, then a copy of it. */
export async function cloneTemplate(modules?: string[]): Promise<Clone> {
  const serverUrl = await testPostgresUrl();
  const folders = (await listModuleFolders()).filter((folder) => !modules || modules.includes(folder.module));
  const missing = modules?.filter((module) => !folders.some((folder) => folder.module === module)) ?? [];
  if (missing.length > 0) throw new Error(`No module ${missing.join(', ')} on disk`);
  const template = `tpl_${modules && modules.length <= 2 ? `${modules.join('_')}_` : ''}${await migrationsFingerprint(folders)}`;
  await ensureTemplate(serverUrl, template, folders);
  return cloneDatabase(serverUrl, template);
}

/** A copy of a database under a new name. */
export async function cloneDatabase(serverUrl: string, template: string): Promise<Clone> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(serverUrl, (client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  return {
    url: withDatabase(serverUrl, name),
    drop: () =>
      asAdmin(serverUrl, (client) => client.query(`drop database if exists ${name} with (force)`)).then(() => {}),
  };
}

async function ensureTemplate(serverUrl: string, template: string, sources: MigrationSource[]): Promise<void> {
  await asAdmin(serverUrl, async (client) => {
    // One process builds, the others wait for it.
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount) return;
    const unfinished = `${template.slice(0, 55)}_new`;
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished}`);
    await migrate(withDatabase(serverUrl, unfinished), sources);
    await client.query(`alter database ${unfinished} rename to ${template}`);
  });
}

async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

/** Waits until `condition` gives something truthy; fails with `what` after the bound. For things that happen soon, not after a sleep. */
export async function waitFor<T>(
  what: string,
  condition: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  timeoutMs = 10_000,
): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > until) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

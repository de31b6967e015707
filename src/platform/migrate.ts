import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** A module's folder of numbered SQL files. */
export type MigrationSource = { module: string; directory: string };
export type MigrationReport = { applied: { module: string; name: string }[]; total: number };

type File = { module: string; name: string; text: string; sha256: string };

const GROUND = join(import.meta.dirname, 'migrations');
/** Any constant will do; all processes that migrate one database queue up behind it. */
const LOCK_KEY = 4_917_026_001;

/**
 * Brings a database up to date: `platform` first, then for every module the ground (outbox, inbox, sagas, keys) and its
 * own files in order, all in one transaction under an advisory lock. Refuses when a file that was applied has changed.
 * Roles: `lumbung_<module>` with rights on its own schema only.
 */
export async function migrate(
  url: string,
  sources: readonly MigrationSource[],
  onStep: (done: number, total: number, name: string) => void = () => {},
): Promise<MigrationReport> {
  const client = new pg.Client({ connectionString: url, application_name: 'lumbung-migrate' });
  await client.connect();
  try {
    await client.query('begin');
    const report = await migrateWithin(client, { sources, onStep });
    await client.query('commit');
    return report;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}

export type MigrationWish = {
  sources: readonly MigrationSource[];
  onStep?: (done: number, total: number, name: string) => void;
  /** Only these files, by `module/name`: an older state of the schema, for a restore. All of them when missing. */
  only?: ReadonlySet<string>;
};

/** The same inside a transaction that the caller has opened, and ends. */
export async function migrateWithin(client: pg.Client, wish: MigrationWish): Promise<MigrationReport> {
  const all = await readMigrations(wish.sources);
  const files = all.filter((file) => wish.only?.has(`${file.module}/${file.name}`) ?? true);
  await client.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
  await client.query(`
    create schema if not exists platform;
    create table if not exists platform.migrations (
      module text not null, name text not null, sha256 text not null, applied_at timestamptz not null default now(),
      primary key (module, name))`);
  const { rows } = await client.query<{ module: string; name: string; sha256: string }>(
    'select module, name, sha256 from platform.migrations',
  );
  const known = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.sha256]));
  const open = files.filter((file) => isOpen(file, known));
  const modules = new Set(open.map((file) => file.module).filter((module) => module !== 'platform'));
  for (const module of modules) await prepareSchema(client, module);
  for (const [index, file] of open.entries()) {
    await apply(client, file);
    wish.onStep?.(index + 1, open.length, `${file.module}/${file.name}`);
  }
  for (const module of modules) await grantSchema(client, module);
  return { applied: open.map(({ module, name }) => ({ module, name })), total: files.length };
}

/** All files in the order in which they run. */
export async function readMigrations(sources: readonly MigrationSource[]): Promise<File[]> {
  const shared = await readFolder('platform', join(GROUND, 'shared'), '');
  const files = await Promise.all(
    sources.map(async (source) => [
      ...(await readFolder(source.module, join(GROUND, 'module'), 'ground/')),
      ...(await readFolder(source.module, join(source.directory, 'migrations'), '')),
    ]),
  );
  return [...shared, ...files.flat()];
}

/** Changes whenever any migration does; names the template database of the tests. */
export async function migrationsFingerprint(sources: readonly MigrationSource[]): Promise<string> {
  const files = await readMigrations(sources);
  return createHash('sha256')
    .update(files.map((file) => `${file.module}/${file.name}:${file.sha256}`).join('\n'))
    .digest('hex')
    .slice(0, 16);
}

async function readFolder(module: string, directory: string, prefix: string): Promise<File[]> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(directory, name), 'utf8');
      return { module, name: prefix + name, text, sha256: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

function isOpen(file: File, known: Map<string, string>): boolean {
  const sha256 = known.get(`${file.module}/${file.name}`);
  if (sha256 !== undefined && sha256 !== file.sha256) {
    throw new Error(
      `Migration ${file.module}/${file.name} was changed after it had been applied. Restore it and write a new file instead.`,
    );
  }
  return sha256 === undefined;
}

async function apply(client: pg.Client, file: File): Promise<void> {
  await client.query(
    `set local search_path to ${file.module === 'platform' ? 'platform' : `"${file.module}"`}, public`,
  );
  try {
    await client.query(file.text);
  } catch (error) {
    throw new Error(`Migration ${file.module}/${file.name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  await client.query('set local search_path to public');
  await client.query('insert into platform.migrations (module, name, sha256) values ($1, $2, $3)', [
    file.module,
    file.name,
    file.sha256,
  ]);
}

async function prepareSchema(client: pg.Client, module: string): Promise<void> {
  await client.query(`create schema if not exists "${module}"`);
}

/** Roles belong to the server, not to the database: another database's migration may have made them. */
async function grantSchema(client: pg.Client, module: string): Promise<void> {
  const role = `lumbung_${module}`;
  await client.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then
        begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end;
      end if;
    end $$;
    grant usage on schema "${module}" to ${role};
    grant select, insert, update, delete, truncate, references, trigger on all tables in schema "${module}" to ${role};
    grant usage, select, update on all sequences in schema "${module}" to ${role};
    grant execute on all functions in schema "${module}" to ${role};`);
}

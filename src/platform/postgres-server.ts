import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  chooseServerAccount,
  type PostgresBinaries,
  preparePostgresBinaries,
  programPath,
  reachableFolder,
  type ServerAccount,
} from './postgres-binaries.ts';
import {
  createUsers,
  isPortFree,
  type LiveServer,
  readLiveServer,
  removeReusedPidFile,
  withStartLock,
} from './postgres-process.ts';

/** `none` switches fsync off: a crash of the machine loses the data. For tests only. */
export type Durability = 'full' | 'none';

export type PostgresOptions = {
  /** Password, log and (normally) the data lie here. */
  dataDir: string;
  /** First port to try; a taken port means the next free one. */
  port?: number;
  durability?: Durability;
  /** Created when missing; `url` names it. */
  database?: string;
  /** The server outlives this process until somebody stops it. For the test server that many processes share. */
  leaveRunning?: boolean;
  /** Start with an empty server unless one is running. For the test server, whose data never matter. */
  emptyWhenStopped?: boolean;
  log: (message: string) => void;
};

export type PostgresServer = {
  /** Over TCP on the loopback address: what any tool understands. */
  url: string;
  /** The same over the unix socket, about 15 % cheaper per round trip; equals `url` on Windows. */
  socketUrl: string;
  port: number;
  /** Where PostgreSQL keeps the data: in the data folder, or elsewhere when its account cannot enter that. */
  cluster: string;
  /** True when the server was running already, for instance because Node was killed with -9 the last time. */
  adopted: boolean;
  /** Shuts the server down gracefully, unless another living process uses it. */
  stop(): Promise<void>;
};

/** Everything that is settled before a server is looked for or launched. */
type Site = { options: PostgresOptions; dataDir: string; home: string; cluster: string; account: ServerAccount };

const DEFAULT_PORT = 15432;
const DEFAULT_DATABASE = 'lumbung';
const SUPERUSER = 'lumbung';
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const POLL_MS = 20;
const LOG_LIMIT_BYTES = 5_000_000;
/** Longest path of a unix socket on macOS; Linux allows four more. */
const SOCKET_PATH_LIMIT = 103;

/**
 * Starts the embedded PostgreSQL of a data folder, or adopts it when it is running already. Safe to call from several
 * processes at once: one starts it, the others adopt it.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const users = createUsers(dataDir);
  return await withStartLock(dataDir, async () => {
    const site = chooseSite(options, dataDir);
    const running = await findRunning(site);
    const live = running ?? (await launch(site));
    await ensureDatabase(site, live);
    if (!options.leaveRunning) users.enter(live.pid);
    return {
      url: connectionUrl(site, live),
      socketUrl: socketUrl(site, live),
      port: live.port,
      cluster: site.cluster,
      adopted: running !== undefined,
      stop: () => withStartLock(dataDir, async () => (users.leave() ? await shutDown(site, live) : undefined)),
    };
  });
}

export type StopOptions = {
  dataDir: string;
  /** Leave the server alone while anybody is connected to it. */
  unlessUsed?: boolean;
  log?: (message: string) => void;
};

/** Stops the server of a data folder whoever started it; answers whether it did. */
export async function stopPostgres({ dataDir, unlessUsed = false, log = () => {} }: StopOptions): Promise<boolean> {
  const folder = resolve(dataDir);
  if (!existsSync(folder)) return false;
  return await withStartLock(folder, async () => {
    const site = chooseSite({ dataDir, log }, folder);
    const live = readLiveServer(site.cluster);
    if (!live || (unlessUsed && (await countConnections(site, live)) > 0)) return false;
    await shutDown(site, live);
    return true;
  });
}

function chooseSite(options: PostgresOptions, dataDir: string): Site {
  const account = chooseServerAccount(options.log);
  const mark = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const home = reachableFolder(account, dataDir, `${basename(dataDir)}-${mark}`);
  return { options, dataDir, home, cluster: join(home, 'cluster'), account };
}

/** Waits for a server that is starting or stopping; answers the one that accepts our password, or nothing. */
async function findRunning(site: Site): Promise<LiveServer | undefined> {
  const endAt = Date.now() + START_TIMEOUT_MS;
  for (let live = readLiveServer(site.cluster); live; live = readLiveServer(site.cluster)) {
    if (!existsSync(passwordPath(site))) {
      // Somebody deleted the data folder while the server ran elsewhere: nobody knows its password any more.
      await shutDown(site, live);
    } else if (live.isReady && (await answersForCluster(site, live))) {
      site.options.log(`PostgreSQL was running already (process ${live.pid}, port ${live.port})`);
      return live;
    } else if (Date.now() > endAt) {
      throw new Error(
        `PostgreSQL runs as process ${live.pid} but does not answer. Stop it with: kill -INT ${live.pid}`,
      );
    }
    await pause(POLL_MS);
  }
  return undefined;
}

async function answersForCluster(site: Site, live: LiveServer): Promise<boolean> {
  try {
    const [row] = await ask<{ folder: string }>(site, live, `select current_setting('data_directory') as folder`);
    return row?.folder === site.cluster;
  } catch {
    return false;
  }
}

async function countConnections(site: Site, live: LiveServer): Promise<number> {
  const others = `select count(*)::int as others from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid()`;
  const [row] = await ask<{ others: number }>(site, live, others);
  return row?.others ?? 0;
}

/** One question on a connection of its own, to the database that every server has. */
async function ask<Row extends pg.QueryResultRow>(site: Site, live: LiveServer, text: string): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: connectionUrl(site, live, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

async function launch(site: Site): Promise<LiveServer> {
  const binaries = preparePostgresBinaries(site.account, site.options.log);
  if (site.options.emptyWhenStopped) rmSync(site.cluster, { recursive: true, force: true });
  setAsideWithoutPassword(site);
  if (!existsSync(site.cluster)) initialise(site, binaries);
  refuseOtherVersion(site, binaries);
  removeReusedPidFile(site.cluster);

  const wished = site.options.port ?? DEFAULT_PORT;
  for (let attempt = 0, port = wished; attempt < 50; attempt += 1) {
    if (!(await isPortFree(port))) {
      port += 1;
      continue;
    }
    const outcome = await launchOnPort(site, binaries, port);
    if (typeof outcome !== 'string') return outcome;
    if (outcome === 'port taken') port += 1;
    // Processes of a server killed a moment ago are still letting go of its memory.
    if (outcome === 'memory in use') await pause(300);
  }
  throw new Error(
    `PostgreSQL did not start: no free port from ${wished} on, or its memory is still in use. See ${logPath(site)}`,
  );
}

/** Runs in a process group of its own, so that Ctrl+C reaches Node alone, which drains before it stops the database. */
async function launchOnPort(site: Site, binaries: PostgresBinaries, port: number) {
  const logFile = openLog(site);
  const logStart = statSync(logPath(site)).size;
  const child = spawn(programPath(binaries.folder, 'postgres'), ['-D', site.cluster, ...serverFlags(site, port)], {
    ...accountOptions(site.account),
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  closeSync(logFile);
  let exited: string | undefined;
  child.on('error', (error) => (exited = error.message));
  child.on('exit', (code, signal) => (exited = `exit code ${code ?? signal}`));
  child.unref();

  const endAt = Date.now() + START_TIMEOUT_MS;
  while (exited === undefined && Date.now() < endAt) {
    const live = readLiveServer(site.cluster);
    if (live?.isReady && (await answersForCluster(site, live))) return live;
    await pause(POLL_MS);
  }
  const output = readFileSync(logPath(site), 'utf8').slice(logStart);
  if (/could not bind|Address already in use|could not create any TCP/.test(output)) return 'port taken';
  if (/pre-existing shared memory block/.test(output)) return 'memory in use';
  if (exited === undefined && child.pid) process.kill(child.pid, 'SIGINT');
  throw new Error(
    `PostgreSQL did not start (${exited ?? 'no answer in time'}). It said:\n${output.slice(-2_000)}\nRun: npm run doctor`,
  );
}

function initialise(site: Site, binaries: PostgresBinaries): void {
  site.options.log(`creating the database in ${site.cluster}`);
  const password = randomBytes(24).toString('base64url');
  const partial = `${site.cluster}.partial`;
  const passwordCopy = `${site.cluster}.password`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  writeFileSync(passwordCopy, `${password}\n`, { mode: 0o600 });
  giveTo(site.account, partial, passwordCopy);

  // The built-in C.UTF-8 sorts and changes case the same way on every system, whatever locales it has.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordCopy}`];
  const speed = site.options.durability === 'none' ? ['--no-sync', '--no-data-checksums'] : [];
  const run = spawnSync(programPath(binaries.folder, 'initdb'), ['-D', partial, ...locale, ...access, ...speed], {
    ...accountOptions(site.account),
    encoding: 'utf8',
  });
  rmSync(passwordCopy, { force: true });
  if (run.status !== 0) throw new Error(`PostgreSQL could not create its data: ${run.stderr || run.error?.message}`);
  writeFileSync(passwordPath(site), password, { mode: 0o600 });
  renameSync(partial, site.cluster);
}

/** Data whose password is lost are kept, never deleted: an operator can still reach them. */
function setAsideWithoutPassword(site: Site): void {
  if (!existsSync(site.cluster) || existsSync(passwordPath(site))) return;
  const aside = `${site.cluster}-without-password-${new Date().toISOString().replaceAll(/[:.]/g, '')}`;
  renameSync(site.cluster, aside);
  site.options.log(`the password file was missing; the old data were kept in ${aside}`);
}

function refuseOtherVersion(site: Site, binaries: PostgresBinaries): void {
  const ofData = readFileSync(join(site.cluster, 'PG_VERSION'), 'utf8').trim();
  const ofProgram = binaries.version.split('.')[0];
  if (ofData === ofProgram) return;
  const way =
    'Back the data up with the version of Lumbung that wrote them ("lumbung backup"), then restore them here.';
  throw new Error(`The data in ${site.cluster} belong to PostgreSQL ${ofData}, this is ${ofProgram}. ${way}`);
}

async function ensureDatabase(site: Site, live: LiveServer): Promise<void> {
  const name = site.options.database ?? DEFAULT_DATABASE;
  const literal = pg.escapeLiteral(name);
  const known = await ask(site, live, `select 1 as known from pg_database where datname = ${literal}`);
  if (known.length === 0) await ask(site, live, `create database ${pg.escapeIdentifier(name)}`);
}

/** Fast shutdown: open transactions are rolled back, everything committed is written out. */
async function shutDown(site: Site, live: LiveServer): Promise<void> {
  const stillRuns = () => readLiveServer(site.cluster)?.pid === live.pid;
  if (!stillRuns()) return;
  signal(live.pid, 'SIGINT', site);
  const endAt = Date.now() + STOP_TIMEOUT_MS;
  while (stillRuns() && Date.now() < endAt) await pause(POLL_MS);
  if (!stillRuns()) return;
  site.options.log(
    `PostgreSQL (process ${live.pid}) did not stop in time; stopping it at once, it will recover at the next start`,
  );
  signal(live.pid, 'SIGQUIT', site);
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT', site: Site): void {
  if (process.platform !== 'win32') {
    process.kill(pid, name);
    return;
  }
  // Windows knows no signals; the package's own tool asks the server in its own way.
  const { folder } = preparePostgresBinaries(site.account, site.options.log);
  spawnSync(programPath(folder, 'pg_ctl'), [
    'stop',
    '-D',
    site.cluster,
    '-m',
    name === 'SIGINT' ? 'fast' : 'immediate',
    '-W',
  ]);
}

/** Measured on two cores; see the decision on embedded PostgreSQL. */
function serverFlags(site: Site, port: number): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: socketFolder(site),
    max_connections: 200,
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: 1.1,
    jit: 'off',
    // Many small callers on few cores; parallel workers would also need shared memory that containers limit.
    max_parallel_workers_per_gather: 0,
    // A forgotten transaction would hold back the outbox readers of every module.
    idle_in_transaction_session_timeout: '60s',
    wal_buffers: '16MB',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_duration_statement: '2s',
    ...(site.options.durability === 'none' ? WITHOUT_DURABILITY : {}),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const WITHOUT_DURABILITY = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_connections: 800,
};

/** Beside the data, or in the system's temporary folder where that path would be too long for a socket. */
function socketFolder(site: Site): string {
  if (process.platform === 'win32') return '';
  const near = join(site.home, 'socket');
  const short = join(tmpdir(), `lumbung-${createHash('sha256').update(site.home).digest('hex').slice(0, 12)}`);
  const folder = `${near}/.s.PGSQL.65535.lock`.length <= SOCKET_PATH_LIMIT ? near : short;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveTo(site.account, folder);
  return folder;
}

/**
 * A backend takes and gives back memory in every statement. By default glibc hands what lies on top back to the kernel each
 * time, and every page is then faulted in anew: three hundredths of a checkout's database time.
 */
const KEPT_MEMORY = {
  MALLOC_TOP_PAD_: '1048576',
  MALLOC_TRIM_THRESHOLD_: '8388608',
  MALLOC_MMAP_THRESHOLD_: '1048576',
};

/** The environment is left out on purpose: PGDATA, PGPORT or LC_ALL of the person at the keyboard must not count. */
function accountOptions(account: ServerAccount) {
  const clean = process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', ...KEPT_MEMORY } };
  return { ...clean, cwd: process.platform === 'win32' ? process.cwd() : '/', uid: account?.uid, gid: account?.gid };
}

function giveTo(account: ServerAccount, ...paths: string[]): void {
  if (account) for (const path of paths) chownSync(path, account.uid, account.gid);
}

function openLog(site: Site): number {
  const tooLong = existsSync(logPath(site)) && statSync(logPath(site)).size > LOG_LIMIT_BYTES;
  return openSync(logPath(site), tooLong ? 'w' : 'a');
}

function connectionUrl(site: Site, live: LiveServer, database = site.options.database ?? DEFAULT_DATABASE): string {
  const password = readFileSync(passwordPath(site), 'utf8').trim();
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${live.port}/${database}`;
}

function socketUrl(site: Site, live: LiveServer): string {
  const parameter = live.socketFolder === '' ? '' : `?host=${encodeURIComponent(live.socketFolder)}`;
  return `${connectionUrl(site, live)}${parameter}`;
}

function passwordPath(site: Site): string {
  return join(site.dataDir, 'password');
}

function logPath(site: Site): string {
  return join(site.dataDir, 'postgres.log');
}

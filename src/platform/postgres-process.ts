import { spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A PostgreSQL that runs on a data folder, as its `postmaster.pid` tells. */
export type LiveServer = { pid: number; port: number; socketFolder: string; isReady: boolean };

const LOCK_TIMEOUT_MS = 120_000;
const LOCK_POLL_MS = 25;
let handles = 0;

function nextHandle(): number {
  handles += 1;
  return handles;
}

/**
 * The server that runs on this data folder. `undefined` also when the file is a left-over: its process is gone, or the
 * number belongs to another program by now.
 */
export function readLiveServer(cluster: string): LiveServer | undefined {
  const lines = readIfThere(join(cluster, 'postmaster.pid'))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  // PostgreSQL writes the file line by line while it starts; a file without its port is one that is still starting.
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgresOf(pid, cluster)) return undefined;
  return { pid, port: Number(lines[3] ?? 0), socketFolder: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' };
}

function isPostgresOf(pid: number, cluster: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const fromProc = readIfThere(`/proc/${pid}/cmdline`);
  const command = fromProc ?? spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  return command.includes(cluster) || (existsSync(cluster) && command.includes(realpathSync(cluster)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** One process at a time starts or stops the server of a folder. A lock whose owner has died is taken over. */
export async function withStartLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const path = join(dataDir, 'start.lock');
  const mine = `${process.pid} ${nextHandle()}`;
  const endAt = Date.now() + LOCK_TIMEOUT_MS;
  while (!tryLock(path, mine)) {
    if (Date.now() > endAt)
      throw new Error(`${path} is held by process ${readIfThere(path)}. If that is not Lumbung, delete the file.`);
    await pause(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    if (readIfThere(path) === mine) rmSync(path, { force: true });
  }
}

function tryLock(path: string, mine: string): boolean {
  try {
    writeFileSync(path, mine, { flag: 'wx' });
    return true;
  } catch {
    const owner = readIfThere(path);
    // An empty file belongs to somebody between creating and writing it.
    if (owner && !isAlive(Number.parseInt(owner, 10))) clearDeadLock(path, owner);
    return false;
  }
}

/** Moves the lock away before looking at it again, so that a lock somebody took in the meantime is put back. */
function clearDeadLock(path: string, deadOwner: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readIfThere(aside) !== deadOwner) linkSync(aside, path);
  } catch {
    // Another process was faster, in either step; the next attempt sees what it did.
  }
  rmSync(aside, { force: true });
}

/**
 * PostgreSQL refuses to start while the number in `postmaster.pid` is in use, even by another program. Only then is the
 * file removed: in every other case PostgreSQL needs it, to see that no process of a killed server is left.
 */
export function removeReusedPidFile(cluster: string): void {
  const path = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(readIfThere(path) ?? '', 10);
  if (pid > 0 && isAlive(pid) && !isPostgresOf(pid, cluster)) rmSync(path, { force: true });
}

/**
 * Who uses the server of a folder: `npm start` and `lumbung import` beside it may both, and the last one to leave stops
 * it. A process that ends without a word (an exception nobody caught) still sends the server home.
 */
export function createUsers(dataDir: string) {
  const folder = join(dataDir, 'users');
  const own = join(folder, `${process.pid}-${nextHandle()}`);
  let onExit: (() => void) | undefined;

  const removeAndCountOthers = (): number => {
    rmSync(own, { force: true });
    if (!existsSync(folder)) return 0;
    return readdirSync(folder).filter((name) => {
      const alive = isAlive(Number.parseInt(name, 10));
      if (!alive) rmSync(join(folder, name), { force: true });
      return alive;
    }).length;
  };

  return {
    enter(serverPid: number): void {
      mkdirSync(folder, { recursive: true });
      writeFileSync(own, '');
      onExit = () => {
        if (removeAndCountOthers() === 0 && isAlive(serverPid)) process.kill(serverPid, 'SIGINT');
      };
      process.once('exit', onExit);
    },
    /** True when nobody else uses the server and it may be stopped. */
    leave(): boolean {
      if (!onExit) return false;
      process.off('exit', onExit);
      onExit = undefined;
      return removeAndCountOthers() === 0;
    },
  };
}

/** Whether the port can be bound on this machine's loopback address right now. */
export async function isPortFree(port: number): Promise<boolean> {
  return await new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => settle(true)));
  });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environment } from '../../src/config.ts';
import { listModuleFolders } from '../../src/platform/modules-on-disk.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { type HousePorts, takePorts } from './house-ports.ts';
import { MASTER_KEY } from './market.ts';
import { marketDatabase } from './market-database.ts';
import { guest } from './person.ts';
import { lastLines, notePrinted } from './printed.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOST = '127.0.0.1';
/** Seconds on a quiet machine; a busy one may take its time. */
const READY_WITHIN_MS = 60_000;
/** In the split run these live in a second process. */
const SPLIT_OFF = ['payments', 'inventory'];
const ALL = (await listModuleFolders()).map(({ module }) => module);

export type RunningHouse = {
  url: string;
  sandboxUrl: string;
  databaseUrl: string;
  dataDir: string;
  /** Everything the processes printed, for a failing test to show. */
  output(): string;
  /** The second process of a split house, which can die and come back. */
  second: { kill(): Promise<void>; start(): Promise<void> };
  stop(): Promise<void>;
};

export type HouseOptions = {
  split?: boolean;
  /** Which modules then live in the second process; payments and inventory unless told. */
  splitOff?: readonly string[];
  env?: Record<string, string>;
};

/** A house as people run it: real processes, real HTTP, the sandbox beside it. `split` puts some modules into a second process. */
export async function runHouse(options: HouseOptions = {}): Promise<RunningHouse> {
  const splitOff = options.splitOff ?? SPLIT_OFF;
  const rest = ALL.filter((module) => !splitOff.includes(module));
  const dataDir = await mkdtemp(join(tmpdir(), 'lumbung-journey-'));
  const database = await marketDatabase(dataDir);
  const ports = await takePorts();
  const { house: port, sandbox: sandboxPort, mail: smtpPort } = ports;
  const url = `http://${HOST}:${port}`;
  const shared = {
    DATABASE_URL: database.url,
    DATABASE_ROLES: 'on',
    LUMBUNG_DATA: dataDir,
    LUMBUNG_MASTER_KEY: MASTER_KEY,
    DEMO: 'off',
    HOST,
    LOG_LEVEL: 'warn',
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_SMTP_PORT: String(smtpPort),
    RATE_LIMIT_GLOBAL: '1000000',
    RATE_LIMIT_USER: '1000000',
    RATE_LIMIT_LOGIN: '1000000',
    RATE_LIMIT_REGISTER: '1000000',
    ...options.env,
  };
  const processes: ChildProcess[] = [];
  const printed: string[] = [];
  const run = (env: Record<string, string>): ChildProcess => {
    const child = spawn(process.execPath, ['src/main.ts', 'start'], {
      cwd: ROOT,
      env: environment({ ...shared, ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
    processes.push(child);
    return child;
  };

  const second = secondOf(ports, printed, run, { splitOff, rest });
  if (options.split) {
    run({ PORT: String(port), MODULES: rest.join(','), ...elsewhere(splitOff, second.url), PUBLIC_URL: url });
    await second.start();
  } else run({ PORT: String(port), PUBLIC_URL: url });
  await ready(url, printed);
  notePrinted(url, printed);
  if (options.split) await reachesNeighbour(url);

  return {
    url,
    sandboxUrl: `http://${HOST}:${sandboxPort}`,
    databaseUrl: database.url,
    dataDir,
    output: () => printed.join(''),
    second,
    stop: async () => {
      await Promise.all(processes.map(stop));
      await ports.giveBack();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Run = (env: Record<string, string>) => ChildProcess;

/** Some modules alone; everything else is asked at the first process. */
function secondOf(
  ports: HousePorts,
  printed: string[],
  run: Run,
  { splitOff, rest }: { splitOff: readonly string[]; rest: readonly string[] },
) {
  const url = `http://${HOST}:${ports.second}`;
  const first = `http://${HOST}:${ports.house}`;
  let child: ChildProcess | null = null;
  return {
    url,
    start: async () => {
      child = run({
        PORT: String(ports.second),
        MODULES: splitOff.join(','),
        ...elsewhere(rest, first),
        PUBLIC_URL: first,
        SANDBOX: 'off',
        ...twins(ports.sandbox, ports.mail),
      });
      await ready(url, printed);
    },
    kill: async () => {
      if (!child) throw new Error('There is no second process');
      const ended = new Promise((done) => child?.once('exit', done));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function elsewhere(modules: readonly string[], at: string): Record<string, string> {
  return Object.fromEntries(modules.map((module) => [`${module.toUpperCase()}_URL`, at]));
}

function twins(port: number, smtpPort: number): Record<string, string> {
  const base = `http://${HOST}:${port}`;
  return {
    XENDIT_BASE_URL: `${base}/xendit`,
    MIDTRANS_BASE_URL: `${base}/midtrans`,
    BITESHIP_BASE_URL: `${base}/biteship`,
    BMKG_BASE_URL: `${base}/bmkg`,
    NEWS_BASE_URL: `${base}/news`,
    BANK_BASE_URL: `${base}/bank`,
    WHATSAPP_BASE_URL: `${base}/whatsapp`,
    SMTP_URL: `smtp://${HOST}:${smtpPort}`,
  };
}

/** Whoever started first has called in vain and may wait a second before it calls again. */
async function reachesNeighbour(url: string): Promise<void> {
  let answered = '';
  const isReached = async () => {
    const { items } = await guest(url).get<{ items: { slug: string }[] }>('/products?limit=1');
    const { status, body } = await guest(url).ask('GET', `/products/${items[0]?.slug}`);
    answered = `${status} ${JSON.stringify(body)}`;
    return status === 200;
  };
  await waitFor('the second process is reached', isReached, READY_WITHIN_MS).catch((error: unknown) => {
    throw new Error(`${error}\n${answered}\n${lastLines(url)}`);
  });
}

async function ready(url: string, printed: string[]): Promise<void> {
  const isReady = () =>
    fetch(`${url}/ready`).then(
      (response) => response.ok,
      () => false,
    );
  await waitFor(`${url} is ready`, isReady, READY_WITHIN_MS).catch((error: unknown) => {
    throw new Error(`${error}\n${printed.join('')}`);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}

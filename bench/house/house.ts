import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { environment, readConfig } from '../../src/config.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { freePort } from '../../src/server.ts';
import { type BenchDatabase, startBenchDatabase } from './database.ts';
import { type MarketSize, marketDatabase } from './market.ts';
import { cpuMsOf } from './processes.ts';
import type { Usage } from './usage.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Secrets lie here; keys in the kept databases are sealed with them. */
const DATA_DIR = join(ROOT, '.data/bench');
const HOST = '127.0.0.1';
/** Raised for the bench, and said so. */
const RATE_LIMITS = {
  RATE_LIMIT_GLOBAL: '100000000',
  RATE_LIMIT_USER: '100000000',
  RATE_LIMIT_LOGIN: '100000',
  RATE_LIMIT_WEBHOOK: '100000000',
};

export type BenchHouse = {
  url: string;
  sandboxUrl: string;
  databaseUrl: string;
  dataDir: string;
  database: BenchDatabase;
  /** From spawning the process to its first ready answer. */
  startedInMs: number;
  usage(): Promise<Usage>;
  /** CPU of the outside world so far, in ms; NaN where there is no /proc. */
  sandboxCpuMs(): number;
  /** Ends the server alone, gently, and starts it again on the same database. */
  restart(): Promise<number>;
  /** Ends the server alone, so that its database can be looked at. */
  stopServer(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * A real house as it runs in production: the server in one process, the outside world in a second one, PostgreSQL with full
 * durability. The load comes from this process.
 */
export async function openHouse(size: MarketSize, options: { profile?: string | null } = {}): Promise<BenchHouse> {
  mkdirSync(DATA_DIR, { recursive: true });
  const database = await startBenchDatabase();
  const market = await marketDatabase(database, DATA_DIR, size);
  const port = await freePort(24_000 + Math.floor(Math.random() * 10_000), HOST);
  const sandboxPort = await freePort(port + 1, HOST);
  const smtpPort = await freePort(port + 40, HOST);
  const url = `http://${HOST}:${port}`;
  const sandboxUrl = `http://${HOST}:${sandboxPort}`;
  const sandbox = await startSandbox({ port: sandboxPort, smtpPort, host: HOST, lumbungUrl: url });
  const env = {
    ...(await productionSecrets()),
    NODE_ENV: 'production',
    DATABASE_URL: market.url,
    LUMBUNG_DATA: DATA_DIR,
    PORT: String(port),
    HOST,
    PUBLIC_URL: url,
    SANDBOX: 'off',
    DEMO: 'off',
    XENDIT_BASE_URL: `${sandboxUrl}/xendit`,
    MIDTRANS_BASE_URL: `${sandboxUrl}/midtrans`,
    BITESHIP_BASE_URL: `${sandboxUrl}/biteship`,
    BANK_BASE_URL: `${sandboxUrl}/bank`,
    WHATSAPP_BASE_URL: `${sandboxUrl}/whatsapp`,
    SMTP_URL: `smtp://${HOST}:${smtpPort}`,
    ...RATE_LIMITS,
  };
  console.log(`rate limits raised for this run: ${JSON.stringify(RATE_LIMITS)}`);
  let server = await startServer(url, env, options.profile ?? null);
  return {
    url,
    sandboxUrl,
    databaseUrl: market.url,
    dataDir: DATA_DIR,
    database,
    startedInMs: server.startedInMs,
    usage: () => usageOf(server.child),
    sandboxCpuMs: () => cpuMsOf(sandbox.pid ?? 0),
    restart: async () => {
      await end(server.child);
      server = await startServer(url, env, null);
      return server.startedInMs;
    },
    stopServer: () => end(server.child),
    stop: async () => {
      await end(server.child);
      await end(sandbox);
      await market.drop();
      await database.stop();
    },
  };
}

/** Production takes its secrets from the environment; these are the ones the sandbox knows. */
async function productionSecrets(): Promise<Record<string, string>> {
  const { secrets } = await readConfig(environment({ LUMBUNG_DATA: DATA_DIR, NODE_ENV: '' }));
  return {
    LUMBUNG_MASTER_KEY: secrets.masterKey,
    INTERNAL_SECRET: secrets.internalSecret,
    XENDIT_SECRET_KEY: secrets.xenditSecretKey,
    XENDIT_CALLBACK_TOKEN: secrets.xenditCallbackToken,
    MIDTRANS_SERVER_KEY: secrets.midtransServerKey,
    IRIS_MERCHANT_KEY: secrets.irisMerchantKey,
    BITESHIP_KEY: secrets.biteshipKey,
    BITESHIP_WEBHOOK_SECRET: secrets.biteshipWebhookSecret,
    BANK_CLIENT_SECRET: secrets.bankClientSecret,
    WHATSAPP_TOKEN: secrets.whatsappToken,
    WHATSAPP_APP_SECRET: secrets.whatsappAppSecret,
    BANK_PRIVATE_KEY: secrets.bankPrivateKey,
  };
}

async function startServer(
  url: string,
  env: Record<string, string>,
  profile: string | null,
): Promise<{ child: ChildProcess; startedInMs: number }> {
  const startedAt = performance.now();
  const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
  const hook = ['--import', join(import.meta.dirname, 'counting.ts')];
  const child = spawn(process.execPath, [...profiling, ...hook, 'src/main.ts', 'start'], {
    cwd: ROOT,
    env: environment(env),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const isReady = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} instead of serving`);
    return fetch(`${url}/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  };
  await waitFor('the server is ready', isReady, 60_000);
  return { child, startedInMs: performance.now() - startedAt };
}

async function startSandbox(options: object): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sandbox.ts'), JSON.stringify(options)], {
    cwd: ROOT,
    env: environment({ LUMBUNG_DATA: DATA_DIR, SANDBOX: 'off', NODE_ENV: '' }),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  const answer = once(child, 'message');
  child.send('usage');
  const [usage] = (await answer) as [Usage];
  return usage;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(timer);
}

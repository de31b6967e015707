import { type ChildProcess, spawn } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environment, readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/platform/log.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { type HousePorts, takePorts } from '../journeys/house-ports.ts';
import { MASTER_KEY } from '../journeys/market.ts';
import { marketDatabase } from '../journeys/market-database.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOST = '127.0.0.1';

/** A house whose process can be killed and started again, while the outside world and the database live on. */
export type MortalHouse = {
  url: string;
  sandboxUrl: string;
  databaseUrl: string;
  dataDir: string;
  /** Starts the process and waits until it is ready. */
  start(): Promise<void>;
  /** SIGKILL: no handler runs, no connection is closed properly. */
  kill(): Promise<void>;
  isRunning(): boolean;
  output(): string;
  stop(): Promise<void>;
};

export type MortalOptions = {
  /** Another place than a copy of the market on the test server. */
  database?: (dataDir: string) => Promise<{ url: string; drop(): Promise<void> }>;
  /** No address of a database: the house looks after the embedded server in its data folder itself. */
  isEmbedded?: boolean;
};

export async function openMortalHouse(options: MortalOptions = {}): Promise<MortalHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lumbung-faults-'));
  const database = await (options.database ?? marketDatabase)(dataDir);
  const ports = await takePorts();
  const port = ports.house;
  const url = `http://${HOST}:${port}`;
  const sandbox = await openOutsideWorld(dataDir, url, ports);
  const env = {
    ...(options.isEmbedded ? {} : { DATABASE_URL: database.url }),
    DATABASE_ROLES: 'on',
    LUMBUNG_DATA: dataDir,
    LUMBUNG_MASTER_KEY: MASTER_KEY,
    DEMO: 'off',
    SANDBOX: 'off',
    HOST,
    PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'warn',
    RATE_LIMITS_AT_LEAST: '1000000',
    ...addressesOf(sandbox),
  };
  const printed: string[] = [];
  let child: ChildProcess | null = null;
  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const dying = child;
    child = null;
    if (!dying || dying.exitCode !== null) return;
    const ended = new Promise((done) => dying.once('exit', done));
    dying.kill(signal);
    await ended;
  };
  return {
    url,
    sandboxUrl: sandbox.url,
    databaseUrl: database.url,
    dataDir,
    start: async () => {
      child = spawn(process.execPath, ['src/main.ts', 'start'], {
        cwd: ROOT,
        env: environment(env),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => printed.push(chunk.toString('utf8')));
      await ready(url, printed);
    },
    kill: () => end('SIGKILL'),
    isRunning: () => child !== null && child.exitCode === null,
    output: () => printed.join(''),
    stop: async () => {
      await end('SIGTERM');
      await sandbox.stop();
      await ports.giveBack();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Providers do not die with us: the twins run here, with the secrets of the house, and try their webhooks again soon. */
async function openOutsideWorld(dataDir: string, lumbungUrl: string, ports: HousePorts): Promise<Sandbox> {
  const { secrets, providers } = await readConfig(
    environment({ LUMBUNG_DATA: dataDir, LUMBUNG_MASTER_KEY: MASTER_KEY }),
  );
  return startSandbox({
    port: ports.sandbox,
    host: HOST,
    smtpPort: ports.mail,
    lumbungUrl,
    log: silentLog,
    magicAmounts: false,
    timing: { webhookRetryMs: Array.from({ length: 60 }, () => 500), webhookTimeoutMs: 3_000 },
    secrets: {
      xenditSecretKey: secrets.xenditSecretKey,
      xenditCallbackToken: secrets.xenditCallbackToken,
      midtransServerKey: secrets.midtransServerKey,
      irisMerchantKey: secrets.irisMerchantKey,
      biteshipKey: secrets.biteshipKey,
      biteshipWebhookSecret: secrets.biteshipWebhookSecret,
      bankClientId: providers.bank.clientId,
      bankClientSecret: secrets.bankClientSecret,
      bankPublicKey: createPublicKey(secrets.bankPrivateKey).export({ type: 'spki', format: 'pem' }).toString(),
      whatsappToken: secrets.whatsappToken,
      whatsappAppSecret: secrets.whatsappAppSecret,
    },
  });
}

function addressesOf({ url, smtpPort }: Sandbox): Record<string, string> {
  return {
    XENDIT_BASE_URL: `${url}/xendit`,
    MIDTRANS_BASE_URL: `${url}/midtrans`,
    BITESHIP_BASE_URL: `${url}/biteship`,
    BMKG_BASE_URL: `${url}/bmkg`,
    NEWS_BASE_URL: `${url}/news`,
    BANK_BASE_URL: `${url}/bank`,
    WHATSAPP_BASE_URL: `${url}/whatsapp`,
    SMTP_URL: `smtp://${HOST}:${smtpPort}`,
  };
}

async function ready(url: string, printed: string[]): Promise<void> {
  const isReady = () =>
    fetch(`${url}/ready`).then(
      (response) => response.ok,
      () => false,
    );
  await waitFor(`${url} is ready`, isReady, 120_000).catch((error: unknown) => {
    throw new Error(`${error}\n${printed.join('')}`);
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { environment, readConfig } from '../../src/config.ts';
import { freePort, type Ground, type Server, startServer } from '../../src/server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOST = '127.0.0.1';
/** Raised, and printed: a few people buy ten thousand baskets. */
const RATE_LIMITS = { RATE_LIMITS_AT_LEAST: '100000000' };

export type ReplayHouse = { url: string; sandboxUrl: string; server: Server; stop(): Promise<void> };

/**
 * A whole house on an embedded database of its own in `folder`; the outside world in a process of its own, without the
 * magic amounts that make payments fail. No letters are sent.
 */
export async function openReplayHouse(
  folder: string,
  prepare: (ground: Ground) => Promise<void>,
): Promise<ReplayHouse> {
  const port = await freePort(26_000 + Math.floor(Math.random() * 5_000), HOST);
  const sandboxPort = await freePort(port + 1, HOST);
  const smtpPort = await freePort(port + 40, HOST);
  const url = `http://${HOST}:${port}`;
  const sandboxUrl = `http://${HOST}:${sandboxPort}`;
  const storeFile = join(folder, 'sandbox.jsonl');
  const sandbox = await startSandbox(folder, { port: sandboxPort, smtpPort, host: HOST, lumbungUrl: url, storeFile });
  console.log(`Rate limits raised for this run: ${JSON.stringify(RATE_LIMITS)}`);
  const config = await readConfig(
    environment({
      LUMBUNG_DATA: folder,
      DATABASE_URL: undefined,
      PORT: String(port),
      HOST,
      PUBLIC_URL: url,
      SANDBOX: 'off',
      DEMO: 'off',
      LOG_LEVEL: 'error',
      XENDIT_BASE_URL: `${sandboxUrl}/xendit`,
      MIDTRANS_BASE_URL: `${sandboxUrl}/midtrans`,
      BITESHIP_BASE_URL: `${sandboxUrl}/biteship`,
      BANK_BASE_URL: `${sandboxUrl}/bank`,
      WHATSAPP_BASE_URL: `${sandboxUrl}/whatsapp`,
      ...RATE_LIMITS,
    }),
  );
  const server = await startServer(config, { prepare });
  return {
    url,
    sandboxUrl,
    server,
    stop: async () => {
      await server.stop();
      sandbox.kill('SIGTERM');
    },
  };
}

async function startSandbox(folder: string, options: object): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../house/sandbox.ts'), JSON.stringify(options)], {
    cwd: ROOT,
    env: environment({ LUMBUNG_DATA: folder, SANDBOX: 'off', NODE_ENV: '' }),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { silentLog } from '#platform/log';
import { type Sandbox, type SandboxOptions, type SandboxSecrets, startSandbox } from './start-sandbox.ts';

const keyPair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The partner's key for the bank's token requests. */
export const BANK_PRIVATE_KEY = keyPair.privateKey;

export const TEST_SECRETS: SandboxSecrets = {
  xenditSecretKey: 'xnd_development_test',
  xenditCallbackToken: 'callback-token-test',
  midtransServerKey: 'SB-server-key-lumbung',
  irisCreatorKey: 'IRIS-creator-test',
  irisApproverKey: 'IRIS-approver-test',
  irisMerchantKey: 'IRIS-merchant-lumbung',
  biteshipKey: 'biteship_test.key',
  biteshipWebhookSecret: 'biteship-secret-test',
  bankClientId: 'client-test',
  bankClientSecret: 'secret-lumbung',
  bankPublicKey: keyPair.publicKey,
  whatsappToken: 'whatsapp-token-test',
  whatsappAppSecret: 'whatsapp-app-secret-test',
};

/** JSON of many contracts, looked into by tests field by field; a wrong guess fails the test that made it. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where tests may reach into answers without a type
export type Loose = Record<string, any>;

/** A webhook as Lumbung would get it. */
export type Heard = { path: string; headers: IncomingHttpHeaders; raw: string; body: Loose };

export type Stage = {
  sandbox: Sandbox;
  heard: Heard[];
  /** What the listener answers to the next webhooks, first to last; 200 when empty. */
  answers: number[];
  call(method: string, path: string, wish?: { headers?: Record<string, string>; body?: unknown }): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Waits until so many webhooks have come that match. */
  hears(count: number, matches?: (heard: Heard) => boolean): Promise<Heard[]>;
  close(): Promise<void>;
};
export type Answer = { status: number; headers: Headers; body: Loose };

/** A sandbox with short pauses, and somebody who listens in Lumbung's place. */
export async function openStage(options: Partial<SandboxOptions> = {}): Promise<Stage> {
  const heard: Heard[] = [];
  const answers: number[] = [];
  const listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      heard.push({ path: request.url ?? '', headers: request.headers, raw, body: JSON.parse(raw) });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  const port = await listen(listener);
  const sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    smtpPort: 0,
    lumbungUrl: `http://127.0.0.1:${port}`,
    secrets: TEST_SECRETS,
    log: silentLog,
    ...options,
    timing: {
      settleMs: 20,
      webhookRetryMs: [20, 20, 20, 20, 20, 20],
      slowMs: 150,
      holdMs: 400,
      autoMs: 20,
      ...options.timing,
    },
  });
  const call: Stage['call'] = (method, path, wish = {}) => fetchJson(method, `${sandbox.url}${path}`, wish);
  return {
    sandbox,
    heard,
    answers,
    call,
    control: (method, path, body) => call(method, `/__sandbox${path}`, body === undefined ? {} : { body }),
    async hears(count, matches = () => true) {
      await until(
        () => heard.filter(matches).length >= count,
        () =>
          `${count} webhooks, heard ${JSON.stringify(heard.map(({ path, body }) => [path, body.event ?? body.transaction_status ?? body.status]))}`,
      );
      return heard.filter(matches);
    },
    async close() {
      await sandbox.stop();
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Waits for a condition; fails with what was waited for. */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  what: () => string,
  timeoutMs = 5_000,
): Promise<void> {
  const endsAt = Date.now() + timeoutMs;
  while (!(await isTrue())) {
    if (Date.now() > endsAt) throw new Error(`Waited in vain for ${what()}`);
    await wait(5);
  }
}

export const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

async function fetchJson(
  method: string,
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown },
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : parsed(text) };
}

/** Answers of several forms are looked into by tests; anything that is not JSON is kept under `text`. */
function parsed(text: string): Loose {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

/**
 * What the HTTP edge costs: validated POSTs per second, bare Fastify beside the whole edge (sign-in from the cache,
 * limits, validation, answer schema, security headers, metrics, a log line). Server CPU per request is the steadier
 * figure; the load comes from a second process. Limits are raised for this run.
 *
 *   node bench/http-floor.ts [--seconds 4]
 */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import Fastify from 'fastify';
import { exportJWK, SignJWT } from 'jose';
import { pino } from 'pino';
import { Type } from 'typebox';
import { ACCESS_TOKEN, createTokenVerifier } from '../src/platform/access-token.ts';
import { systemClock } from '../src/platform/clock.ts';
import { type IdempotencyStore, scopedKey } from '../src/platform/idempotency.ts';
import { newUuid } from '../src/platform/ids.ts';
import { type Log, mask } from '../src/platform/log.ts';
import { createRateLimits } from '../src/platform/rate-limits.ts';
import { route } from '../src/platform/route.ts';
import { testServer } from '../src/platform/testing/http-server.ts';
import { type Options, readOptions, report } from './house/report.ts';

const CONNECTIONS = 16;
const BODY = JSON.stringify({
  addressId: '0190aaaa-bbbb-7ccc-8ddd-000000000001',
  shipping: [
    { sellerId: '0190aaaa-bbbb-7ccc-8ddd-000000000002', serviceCode: 'jne-reg' },
    { sellerId: '0190aaaa-bbbb-7ccc-8ddd-000000000003', serviceCode: 'sicepat-reg' },
  ],
  paymentChannel: 'QRIS',
});

if (process.argv[2] === '--load') await load(JSON.parse(process.argv[3] ?? '{}'));
else await main(readOptions({ seconds: 4 }));

type Case = { url: string; headers: Record<string, string>; seconds: number };
type Figures = { perSecond: number; p50Ms: number; p99Ms: number; statuses: Record<string, number> };

async function main(options: Options): Promise<void> {
  const { seconds } = options;
  const { token, verifyToken } = await makeSignIn();
  const log = pino({ level: 'info', formatters: { log: mask } }, pino.destination('/dev/null')) as unknown as Log;
  const rateLimits = createRateLimits({ addressPerMinute: 1e9, userPerMinute: 1e9, byName: {} });
  const server = await testServer(routes(), {
    verifyToken,
    log,
    rateLimits,
    isProduction: true,
    checkAnswers: 'off',
    idempotencyStore: memoryStore(),
  });
  const edge = await server.listen({ port: 0, host: '127.0.0.1' });
  const bare = Fastify();
  bare.post('/orders', async (request) => ({ invoiceId: (request.body as { addressId: string }).addressId, total: 1 }));
  const floor = await bare.listen({ port: 0, host: '127.0.0.1' });

  console.log(`HTTP edge, ${CONNECTIONS} connections, ${seconds} s each, limits raised to 1e9 per minute`);
  const authorization = `Bearer ${token}`;
  const cases: [string, Case][] = [
    ['bare Fastify', { url: `${floor}/orders`, headers: {}, seconds }],
    ['edge, guest', { url: `${edge}/api/v1/guest-orders`, headers: {}, seconds }],
    ['edge, signed in', { url: `${edge}/api/v1/orders`, headers: { authorization }, seconds }],
    [
      'edge, signed in, key',
      { url: `${edge}/api/v1/orders`, headers: { authorization, 'idempotency-key': 'each' }, seconds },
    ],
  ];
  const table: Record<string, unknown>[] = [];
  for (const [name, one] of cases) {
    await measure({ ...one, seconds: 1 });
    table.push({ case: name, ...(await measure(one)) });
  }
  console.table(table);
  const metrics = table.flatMap((row) => {
    const name = `httpFloor.${String(row.case).replaceAll(/[^a-z]+(.)/gi, (_, letter: string) => letter.toUpperCase())}`;
    return [
      [`${name}.perSecond`, Number(row['per second'])],
      [`${name}.serverCpuMs`, Number(row['server CPU µs']) / 1_000],
    ] as const;
  });
  report(Object.fromEntries(metrics), options);
  await server.close();
  await bare.close();
}

function routes() {
  const shape = {
    body: Type.Object(
      {
        addressId: Type.String({ format: 'uuid' }),
        shipping: Type.Array(
          Type.Object(
            { sellerId: Type.String({ format: 'uuid' }), serviceCode: Type.String({ maxLength: 40 }) },
            { additionalProperties: false },
          ),
          { maxItems: 20 },
        ),
        paymentChannel: Type.String({ maxLength: 20 }),
      },
      { additionalProperties: false },
    ),
    answers: { 201: Type.Object({ invoiceId: Type.String(), total: Type.Integer() }, { additionalProperties: false }) },
  };
  const handle = async ({ body }: { body: { addressId: string } }) => ({ invoiceId: body.addressId, total: 1 });
  return [
    route({ method: 'POST', path: '/guest-orders', summary: 'As a guest', scope: 'public', ...shape, handle }),
    route({ method: 'POST', path: '/orders', summary: 'Signed in', scope: 'signed-in', ...shape, handle }),
  ];
}

async function makeSignIn() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'bench', alg: ACCESS_TOKEN.algorithm };
  const token = await new SignJWT({ sid: newUuid(), roles: ['CUSTOMER'] })
    .setProtectedHeader({ alg: ACCESS_TOKEN.algorithm, kid: 'bench' })
    .setSubject(newUuid())
    .setIssuer(ACCESS_TOKEN.issuer)
    .setAudience(ACCESS_TOKEN.audience)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(privateKey);
  return {
    token,
    verifyToken: createTokenVerifier({ keys: { keys: [jwk] }, clock: systemClock, isRevoked: () => false }),
  };
}

/** Takes every key as new: the cost of hashing and keeping without the database. */
function memoryStore(): IdempotencyStore {
  return {
    begin: async (request) => ({
      kind: 'begun',
      ticket: { module: request.module, id: scopedKey(request), attempt: 1 },
    }),
    keep: async () => {},
    release: async () => {},
  };
}

/** Runs the load in another process and counts the CPU of this one. */
async function measure(one: Case): Promise<Record<string, unknown>> {
  const before = process.cpuUsage();
  const child = spawn(process.execPath, [import.meta.filename, '--load', JSON.stringify(one)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = (await child.stdout.toArray()).join('');
  const used = process.cpuUsage(before);
  const figures = JSON.parse(text) as Figures;
  const requests = figures.perSecond * one.seconds;
  return {
    'per second': Math.round(figures.perSecond),
    'server CPU µs': Math.round((used.user + used.system) / requests),
    'p50 ms': figures.p50Ms,
    'p99 ms': figures.p99Ms,
    statuses: JSON.stringify(figures.statuses),
  };
}

async function load({ url, headers, seconds }: Case): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const end = performance.now() + seconds * 1_000;
  const worker = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      const status = await post(url, headers, agent);
      times.push(performance.now() - start);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 100) / 100;
  process.stdout.write(
    JSON.stringify({ perSecond: times.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), statuses } satisfies Figures),
  );
}

function post(url: string, headers: Record<string, string>, agent: Agent): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const request = httpRequest(
    url,
    {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(BODY), ...headers },
    },
    (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    },
  );
  request.once('error', reject);
  request.end(BODY);
  return promise;
}

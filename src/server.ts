import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import sirv from 'sirv';
import { type App, createApp } from './app.ts';
import { countFacts, countSagaRefusal } from './business-figures.ts';
import { isAllowed, knownScopes } from './commons/identity/role-permissions.ts';
import { type Config, prepareShopEnvironment } from './config.ts';
import { createTokenVerifier, type TokenVerifierOptions } from './platform/access-token.ts';
import { type Cache, createMemoryCache } from './platform/cache.ts';
import { systemCall } from './platform/call.ts';
import { systemClock } from './platform/clock.ts';
import { House } from './platform/house.ts';
import { createHttpServer, type HttpServer, type Mount, type MountHandler } from './platform/http.ts';
import { createIdempotencyStore } from './platform/idempotency.ts';
import { newUuid } from './platform/ids.ts';
import { countWaiting } from './platform/inbox-queries.ts';
import { Jobs } from './platform/jobs.ts';
import { createLive, type Live } from './platform/live.ts';
import { startLiveRelay } from './platform/live-relay.ts';
import { createLog, type Log } from './platform/log.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { type MigrationSource, migrate } from './platform/migrate.ts';
import { listModuleFolders } from './platform/modules-on-disk.ts';
import { measureLag } from './platform/outbox-queries.ts';
import { startPostgres } from './platform/postgres-server.ts';
import { createRateLimits } from './platform/rate-limits.ts';
import { countSagas } from './platform/saga-queries.ts';
import { startTelemetry } from './platform/telemetry.ts';
import type { Sandbox } from './sandbox/start-sandbox.ts';

const APPS = resolve(import.meta.dirname, '../apps');

/** A house whose database is up and migrated; nothing runs yet. Commands use this, the server goes on from here. */
export type Ground = {
  config: Config;
  house: House;
  app: App;
  log: Log;
  metrics: Metrics;
  close(): Promise<void>;
  databaseUrl: string;
  isEmbedded: boolean;
};
type HttpGround = Ground & { live: Live; cache: Cache };
export type Progress = (text: string) => void;

/** Where identity runs elsewhere, a revoked session lives on for at most this long. */
const REVOCATION_KEPT_MS = 2_000;

/** Database, migrations, modules. */
export async function prepareGround(config: Config, progress: Progress = () => {}): Promise<HttpGround> {
  const log = createLog({ level: config.logLevel, name: 'lumbung' });
  const metrics = createMetrics();
  const telemetry = await startTelemetry({ endpoint: config.otlpEndpoint, serviceName: 'lumbung', log });
  const embedded = config.database.url
    ? null
    : await startPostgres({ dataDir: join(config.dataDir, 'postgres'), log: (text) => log.info(text) });
  const databaseUrl = config.database.url ?? embedded?.socketUrl ?? '';
  const databaseUrlOf = (module: string): string => config.database.urlOf[module] ?? databaseUrl;
  const runsHere = (module: string): boolean => config.modules === null || config.modules.includes(module);
  await migrateAll(databaseUrlOf, runsHere, progress);

  const cache = createMemoryCache();
  const live = createLive();
  const house = new House({
    databaseUrlOf,
    hasRoles: config.database.hasRoles,
    poolSize: config.database.poolSize,
    runsHere,
    neighbourUrlOf: (module) => config.neighbours[module] ?? null,
    internalSecret: config.secrets.internalSecret,
    jobs: new Jobs({ url: databaseUrl, log }),
    log,
    onFacts: (facts) => countFacts(metrics, facts),
    onSagaRefused: (kind, code) => countSagaRefusal(metrics, kind, code),
  });
  const app = createApp({ config, house, cache, live, log, publicUrl: () => config.publicUrl });
  return {
    config,
    house,
    app,
    log,
    metrics,
    live,
    cache,
    databaseUrl,
    isEmbedded: embedded !== null,
    close: async () => {
      await house.stop();
      await telemetry.stop();
      await embedded?.stop();
    },
  };
}

/** Each database gets the migrations of the modules that live in it. */
async function migrateAll(
  databaseUrlOf: (module: string) => string,
  runsHere: (module: string) => boolean,
  progress: Progress,
): Promise<void> {
  const byUrl = new Map<string, MigrationSource[]>();
  for (const folder of await listModuleFolders()) {
    if (!runsHere(folder.module)) continue;
    const url = databaseUrlOf(folder.module);
    byUrl.set(url, [...(byUrl.get(url) ?? []), folder]);
  }
  for (const [url, sources] of byUrl) {
    await migrate(url, sources, (done, total, name) => progress(`Migrations ${done}/${total} ${name}`));
  }
}

export type Server = {
  url: string;
  sandboxUrl: string | null;
  ground: Ground;
  http: HttpServer;
  stop(): Promise<void>;
};

/** Everything: database, modules, sandbox, apps, HTTP. `prepare` runs before the first request is taken. */
export async function startServer(
  config: Config,
  options: { progress?: Progress; prepare?: (ground: Ground) => Promise<void> } = {},
): Promise<Server> {
  const progress = options.progress ?? (() => {});
  const ground = await prepareGround(config, progress);
  const { house, live, log, databaseUrl } = ground;
  const relay = config.database.url ? startLiveRelay({ url: databaseUrl, live, log }) : null;
  const sandbox = config.sandbox.isOn ? await openSandbox(config, log) : null;
  await house.start();
  await options.prepare?.(ground);
  const http = await openHttp(ground);
  await http.listen({ port: config.port, host: config.host });
  log.info({ url: config.publicUrl }, 'serving');

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await http.close();
    await relay?.stop();
    await ground.close();
    await sandbox?.stop();
  };
  return { url: config.publicUrl, sandboxUrl: sandbox?.url ?? null, ground, http, stop: () => (stopping ??= stop()) };
}

async function openHttp(ground: HttpGround): Promise<HttpServer> {
  const { config, house, app, log, metrics, cache, live } = ground;
  if (config.limits.atLeastPerMinute > 0)
    log.warn({ perMinute: config.limits.atLeastPerMinute }, 'all rate limits are raised: for tests only');
  measure(metrics, house);
  const local = `http://127.0.0.1:${config.port}`;
  const http = await createHttpServer({
    routes: house.routes(),
    log,
    clock: systemClock,
    newId: newUuid,
    cache,
    verifyToken: createTokenVerifier({ ...tokenKeys(ground), clock: systemClock }),
    ...(app.isIdentityHere ? { verifyApiKey: app.edge.verifyApiKey } : {}),
    isAllowed,
    knownScopes,
    rateLimits: createRateLimits({
      addressPerMinute: config.limits.globalPerMinute,
      userPerMinute: config.limits.userPerMinute,
      atLeast: config.limits.atLeastPerMinute,
      byName: {
        login: config.limits.loginPerMinute,
        register: config.limits.registerPerMinute,
        loanApplication: config.limits.loanApplicationPerMinute,
        webhook: config.limits.webhookPerMinute,
      },
    }),
    load: { maxWrites: config.atOnce.writes, maxReads: config.atOnce.reads },
    publicUrl: config.publicUrl,
    ownOrigins: config.isProduction ? [] : [local, `http://localhost:${config.port}`],
    corsOrigins: config.corsOrigins,
    trustProxy: config.trustProxy,
    internalSecret: config.secrets.internalSecret,
    readiness: [
      {
        name: 'database',
        check: async () =>
          void (await house.databaseOf('settings').run({ text: 'select 1', values: [], name: 'lumbung_ready' })),
      },
    ],
    idempotencyStore: createIdempotencyStore((module) => house.databaseOf(module)),
    metrics,
    isProduction: config.isProduction,
    mounts: deskMount(),
    ...(await shopFallback()),
    onDrain: () => live.close(),
  });
  Reflect.set(globalThis, Symbol.for('lumbung.inject'), (request: Request) => http.inject(request, clientOf(request)));
  return http;
}

/** Server rendering hands the visitor's address on, so that limits count people and not the shop. */
function clientOf(request: Request): { clientAddress?: string } {
  const address = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim();
  return address ? { clientAddress: address } : {};
}

/** Keys of identity: its own look-up when it runs here, else the address where it shows them, and its word on revocation. */
function tokenKeys({ app, config, cache }: HttpGround): Pick<TokenVerifierOptions, 'keys' | 'isRevoked'> {
  if (app.isIdentityHere) return { keys: app.edge.verificationKey, isRevoked: app.edge.isRevoked };
  const isRevoked = (sessionId: string): Promise<boolean> =>
    cache.remember(`revoked:${sessionId}`, REVOCATION_KEPT_MS, async () => {
      const call = systemCall('edge', newUuid());
      return (await app.apis.identity.isSessionRevoked(call, { sessionId })).isRevoked;
    });
  return { keys: new URL('/.well-known/jwks.json', config.neighbours.identity), isRevoked };
}

/** The desk is files only: a page of its own for every address below /desk. */
function deskMount(): Mount[] {
  const folder = join(APPS, 'desk/build');
  if (!existsSync(join(folder, 'index.html'))) return [];
  const serve = sirv(folder, {
    single: true,
    etag: true,
    gzip: true,
    setHeaders: (response, path) =>
      void response.setHeader(
        'cache-control',
        path.includes('/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
  const handle: MountHandler = (request, response) => {
    request.url = (request.url ?? '/').replace(/^\/desk/, '') || '/';
    serve(request, response, () => void response.writeHead(404).end());
  };
  return [{ prefix: '/desk', handle }];
}

/** The built shop, if it is there. */
async function shopFallback(): Promise<{ fallback?: MountHandler }> {
  const file = join(APPS, 'shop/build/handler.js');
  if (!existsSync(file)) return {};
  prepareShopEnvironment();
  const { handler } = (await import(file)) as { handler: MountHandler };
  return { fallback: handler };
}

async function openSandbox(config: Config, log: Log): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/start-sandbox.ts');
  const { secrets, providers } = config;
  return startSandbox({
    port: config.sandbox.port,
    host: config.host,
    smtpPort: config.sandbox.smtpPort,
    lumbungUrl: `http://127.0.0.1:${config.port}`,
    log,
    store: { file: join(config.dataDir, 'sandbox.jsonl') },
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

/** Sizes that are read when somebody scrapes. */
function measure(metrics: Metrics, house: House): void {
  metrics.onScrape(async () => {
    for (const [key, { pg, lazy }] of house.pools) {
      const pool = key.split('#')[1] ?? 'all';
      for (const [name, connections] of Object.entries({ [pool]: pg, [`${pool} lazy`]: lazy })) {
        metrics.poolConnections.set({ pool: name, state: 'total' }, connections.totalCount);
        metrics.poolConnections.set({ pool: name, state: 'idle' }, connections.idleCount);
        metrics.poolConnections.set({ pool: name, state: 'waiting' }, connections.waitingCount);
      }
    }
    for (const module of house.modulesHere) {
      const name = module.contract.module;
      const database = house.databaseOf(name);
      const lag = await measureLag(database, name);
      metrics.outboxSize.set({ module: name }, lag.waiting);
      metrics.eventLagSeconds.set({ subscriber: name }, lag.oldestSeconds);
      for (const saga of await countSagas(database, name))
        metrics.sagas.set({ kind: saga.kind, status: saga.status }, saga.count);
    }
    for (const inbox of house.inboxes) {
      metrics.deadLetters.set(
        { subscriber: inbox.module },
        (await countWaiting(house.databaseOf(inbox.module), inbox.module)).dead,
      );
    }
  });
}

/** The first free port from here on: two copies may run side by side. */
export async function freePort(first: number, host: string): Promise<number> {
  for (let port = first; port < first + 100; port++) if (await isFree(port, host)) return port;
  throw new Error(`No port from ${first} to ${first + 99} is free`);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolvePort) => {
    const probe = createServer();
    probe.once('error', () => resolvePort(false));
    probe.listen({ port, host }, () => probe.close(() => resolvePort(true)));
  });
}

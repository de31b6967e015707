import { randomUUID } from 'node:crypto';
import fastifyMultipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { VerifyToken } from './access-token.ts';
import { createAuthenticate, type VerifyApiKey } from './authentication.ts';
import type { Cache } from './cache.ts';
import type { Actor } from './call.ts';
import { correlationIdOf } from './call-headers.ts';
import type { Clock } from './clock.ts';
import { type CompiledRoute, compileRoute, type ServedRoute } from './compiled-route.ts';
import { registerDocs } from './docs-page.ts';
import { createEdge, type Edge } from './edge.ts';
import type { Exchange } from './exchange.ts';
import { createHealth, type Health, type ReadinessCheck } from './health.ts';
import type { IdempotencyStore } from './idempotency.ts';
import type { NewId } from './ids.ts';
import { type ClientAddress, injectRequest } from './inject.ts';
import { createLoad, DEFAULT_LOAD_LIMITS, type Load, type LoadLimits } from './load.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Mount, MountHandler } from './mounts.ts';
import { registerOperations } from './operations.ts';
import { createOrigins } from './origins.ts';
import type { RateLimits } from './rate-limits.ts';
import { type HandlerOptions, handleRoute } from './route-handler.ts';
import { createSecurityHeaders } from './security-headers.ts';

export type { ServedRoute } from './compiled-route.ts';
export type { Mount, MountHandler } from './mounts.ts';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange;
  }
}

export type HttpServerOptions = {
  routes: readonly ServedRoute[];
  log: Log;
  clock: Clock;
  newId: NewId;
  cache: Cache;
  verifyToken: VerifyToken;
  verifyApiKey?: VerifyApiKey;
  /** May this person or key do what the scope names? For API keys also asked with `signed-in`. */
  isAllowed: (actor: Actor, scope: string) => boolean;
  /** Permissions that some role holds; a route with another one does not start. */
  knownScopes: ReadonlySet<string>;
  rateLimits: RateLimits;
  /** The address under which people reach the house; its origin may write with cookies. */
  publicUrl: string;
  /** Further own origins (the desk under another name). */
  ownOrigins?: readonly string[];
  /** Foreign sites that may call from a browser. */
  corsOrigins?: readonly string[];
  /** INTERNAL_SECRET: neighbours that know it say for whom they pass a request on. */
  internalSecret?: string;
  /** Who may say in X-Forwarded-For where a request came from: a proxy's address or its networks. */
  trustProxy?: boolean | string | string[];
  readiness: readonly ReadinessCheck[];
  /** Null only where no route takes keys (tests, a process without a database). */
  idempotencyStore: IdempotencyStore | null;
  metrics: Metrics;
  isProduction: boolean;
  /** Apps served under a path of their own (`/desk`). */
  mounts?: readonly Mount[];
  /** Everything that is neither API nor mount: the shop. Without it such addresses answer 404. */
  fallback?: MountHandler;
  load?: Partial<LoadLimits>;
  /** Of a body, unless the route says otherwise. */
  bodyLimitBytes?: number;
  /** Answers are compared with their schemas: `throw` in tests, `log` while developing, `off` in production. */
  checkAnswers?: 'off' | 'log' | 'throw';
  version?: string;
  /** Called when draining begins: close live streams. */
  onDrain?: () => void;
};

export type HttpServer = {
  fastify: FastifyInstance;
  /** Answers the address, e.g. `http://127.0.0.1:3000`. Port 0 takes a free one; a taken port throws EADDRINUSE. */
  listen(address: { port: number; host?: string }): Promise<string>;
  /**
   * The same as a request over the wire, without the wire: for server rendering. It is trusted to come from our own
   * pages, and `clientAddress` is the person's, so that limits count the right one.
   */
  inject(request: Request, client?: ClientAddress): Promise<Response>;
  /** Not ready from now on, waits `delayMs` for balancers to notice, takes no new connection, lets requests finish, cuts off what is left after `timeoutMs`. */
  close(options?: { delayMs?: number; timeoutMs?: number }): Promise<void>;
};

const MEGABYTE = 1_024 * 1_024;
const MAX_HEADER_BYTES = 16 * 1_024;
const CLOSE_TIMEOUT_MS = 10_000;
const IDLE_SWEEP_MS = 25;

export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const compiled = options.routes.map((route) =>
    compileRoute(route, { knownScopes: options.knownScopes, checkAnswers: checkAnswersOf(options) !== 'off' }),
  );
  const health = createHealth({ checks: options.readiness, clock: options.clock });
  const load = createLoad({ ...DEFAULT_LOAD_LIMITS, ...options.load });
  const isHttps = options.isProduction || new URL(options.publicUrl).protocol === 'https:';
  const headers = createSecurityHeaders({ isHttps });
  const pageMark = randomUUID();
  const edge = createEdge({
    ...options,
    compiled,
    load,
    headers,
    pageMark,
    origins: createOrigins(options),
    authenticate: createAuthenticate(options),
    mounts: options.mounts ?? [],
  });

  const fastify = makeFastify(options, edge);
  await registerMultipart(fastify);
  for (const route of compiled) registerRoute({ fastify, edge, route, handler: handlerOptions(options, isHttps) });
  registerOperations(fastify, { health, metrics: options.metrics, isProduction: options.isProduction });
  registerDocs(fastify, {
    routes: options.routes,
    publicUrl: options.publicUrl,
    version: options.version ?? '0.0.0',
    headers: headers.docs,
  });
  options.metrics.onScrape(() => options.metrics.httpInFlight.set(load.inFlight));

  return {
    fastify,
    listen: ({ port, host }) => fastify.listen({ port, host: host ?? '0.0.0.0' }),
    inject: (request, client) => injectRequest(fastify, request, { publicUrl: options.publicUrl, pageMark, ...client }),
    close: (closing = {}) => close({ fastify, health, load, onDrain: options.onDrain, ...closing }),
  };
}

function makeFastify(options: HttpServerOptions, edge: Edge): FastifyInstance {
  const fastify = Fastify({
    logger: false,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimitBytes ?? MEGABYTE,
    genReqId: (raw) => correlationIdOf(raw.headers as Record<string, string>, options.newId),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    frameworkErrors: (error, request, reply) =>
      edge.fail(error, request as FastifyRequest, reply as unknown as FastifyReply),
    clientErrorHandler: edge.refuseConnection,
  });
  // Bodies stay bytes until the route reads them: signatures and idempotency keys need them as they came.
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    (_request: FastifyRequest, body: Buffer, done: (error: Error | null, body: Buffer) => void) => done(null, body),
  );
  fastify.decorateRequest('exchange');
  fastify.addHook('onRequest', edge.arrive);
  fastify.setErrorHandler((error, request, reply) => edge.fail(error, request, reply));
  fastify.setNotFoundHandler((request, reply) => edge.notFound(request, reply));
  return fastify;
}

async function registerMultipart(fastify: FastifyInstance): Promise<void> {
  await fastify.register(fastifyMultipart, { throwFileSizeLimit: true });
}

function registerRoute(parts: {
  fastify: FastifyInstance;
  edge: Edge;
  route: CompiledRoute;
  handler: HandlerOptions;
}): void {
  const { fastify, edge, route, handler } = parts;
  fastify.route({
    method: route.route.method,
    url: route.url,
    onRequest: edge.guard(route),
    ...(route.route.bodyLimitBytes === undefined ? {} : { bodyLimit: route.route.bodyLimitBytes }),
    handler: async (request, reply) => edge.send(request, reply, await handleRoute(route, request, reply, handler)),
  });
}

function checkAnswersOf(options: HttpServerOptions): 'off' | 'log' | 'throw' {
  return options.checkAnswers ?? (options.isProduction ? 'off' : 'log');
}

function handlerOptions(options: HttpServerOptions, isSecure: boolean): HandlerOptions {
  const isThrown = checkAnswersOf(options) === 'throw';
  return {
    store: options.idempotencyStore,
    log: options.log,
    bodyLimitBytes: options.bodyLimitBytes ?? MEGABYTE,
    render: {
      isSecure,
      onMismatch: (route, status, issues) => {
        if (isThrown) throw new Error(`${route} answered ${status} against its schema: ${JSON.stringify(issues)}`);
        options.log.error({ route, status, issues }, 'an answer does not match its schema');
      },
    },
  };
}

type Closing = {
  fastify: FastifyInstance;
  health: Health;
  load: Load;
  onDrain: (() => void) | undefined;
  delayMs?: number;
  timeoutMs?: number;
};

async function close(closing: Closing): Promise<void> {
  closing.health.drain();
  if (closing.delayMs) await new Promise((resolve) => setTimeout(resolve, closing.delayMs));
  closing.onDrain?.();
  // A connection whose last answer is out would stay open for the next request until its keep-alive ends.
  const sweep = setInterval(() => closing.fastify.server.closeIdleConnections(), IDLE_SWEEP_MS);
  const cutOff = setTimeout(() => closing.fastify.server.closeAllConnections(), closing.timeoutMs ?? CLOSE_TIMEOUT_MS);
  try {
    await closing.fastify.close();
  } finally {
    clearTimeout(cutOff);
    clearInterval(sweep);
    closing.load.stop();
  }
}

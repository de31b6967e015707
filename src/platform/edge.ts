import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Rendered, renderedProblem } from './answer-rendering.ts';
import type { Authenticate } from './authentication.ts';
import type { Actor } from './call.ts';
import { addressKey, headerOf, languageOf, PAGE_HEADER, plainAddress } from './call-headers.ts';
import { type CompiledRoute, isInternal } from './compiled-route.ts';
import { chooseEncoding, compress, isCompressible } from './compress.ts';
import { parseCookies } from './cookies.ts';
import { beginExchange, type Exchange, isComplete, noteLimit } from './exchange.ts';
import { FORWARDED_HEADER, readForwardedClient } from './forwarded-client.ts';
import type { NewId } from './ids.ts';
import { assertContentType, type BodyKind } from './json-body.ts';
import type { Load, LoadKind } from './load.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { findMount, handOver, type Mount, type MountHandler } from './mounts.ts';
import type { Origins } from './origins.ts';
import { renderProblem, toRefusal } from './problem.ts';
import { limitHeaders, limitOfRefusal, type RateLimits } from './rate-limits.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { SecurityHeaders } from './security-headers.ts';

export type EdgeOptions = {
  compiled: readonly CompiledRoute[];
  load: Load;
  headers: SecurityHeaders;
  origins: Origins;
  authenticate: Authenticate;
  isAllowed: (actor: Actor, scope: string) => boolean;
  rateLimits: RateLimits;
  metrics: Metrics;
  log: Log;
  newId: NewId;
  publicUrl: string;
  /** Secret of this process by which `inject` marks requests of pages rendered here. */
  pageMark: string;
  /** Signs what a neighbour says of the client of a request that it passes on; null: nobody is believed. */
  internalSecret?: string;
  mounts: readonly Mount[];
  fallback?: MountHandler;
};

type Done = (error?: Error) => void;

/** What happens to every request before its route and to every answer after it. */
export type Edge = {
  /** For all requests: notes who and when; hands requests for no route over to the apps, or refuses them. */
  arrive(request: FastifyRequest, reply: FastifyReply, done: Done): void;
  /** For routes of modules: load, content type, limits, sign-in, origin, permission, in this order, before the body is read. */
  guard(compiled: CompiledRoute): (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  send(request: FastifyRequest, reply: FastifyReply, rendered: Rendered): Promise<FastifyReply>;
  fail(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** Answers what is not even HTTP: headers beyond the limit, broken framing, a request that never ends. */
  refuseConnection(error: Error & { code?: string }, socket: Socket): void;
};

export function createEdge(options: EdgeOptions): Edge {
  const paths = createPathIndex(options.compiled);
  const fail: Edge['fail'] = (error, request, reply) => {
    // Errors of the framework itself (an address that cannot be decoded) come before `arrive`.
    if (!request.exchange) beginRequest(options, request, reply);
    const { exchange } = request;
    const { refusal, cause } = toRefusal(error);
    if (!hasLeft(request)) report(options, { error, cause, exchange });
    const limit = limitOfRefusal(error);
    if (limit) exchange.limit = limit;
    return send(options, exchange, {
      reply,
      rendered: renderedProblem(renderProblem(refusal, exchange.language, exchange.correlationId)),
      acceptEncoding: headerOf(request.headers, 'accept-encoding'),
    });
  };
  return {
    arrive: (request, reply, done) => {
      beginRequest(options, request, reply);
      if (!request.is404) return done();
      try {
        if (goElsewhere(options, { paths, request, reply })) done();
      } catch (error) {
        done(error as Error);
      }
    },
    guard: (compiled) => (request, reply) => guard(options, { compiled, request, reply }),
    send: (request, reply, rendered) =>
      send(options, request.exchange, {
        reply,
        rendered,
        acceptEncoding: headerOf(request.headers, 'accept-encoding'),
      }),
    fail,
    notFound: (request, reply) => fail(refuse('request.not-found'), request, reply),
    refuseConnection: (error, socket) => refuseConnection(error, socket, options.newId()),
  };
}

function beginRequest(options: EdgeOptions, request: FastifyRequest, reply: FastifyReply): void {
  const exchange = exchangeOf(options, request);
  reply.raw.once('close', () => finishRequest(options, request, reply));
  reply.header('x-correlation-id', exchange.correlationId);
}

function exchangeOf(options: EdgeOptions, request: FastifyRequest): Exchange {
  if (!request.exchange) {
    const { headers, method } = request;
    const signed = { method, url: request.raw.url ?? '', now: Date.now() };
    const passedOn = options.internalSecret
      ? readForwardedClient(options.internalSecret, signed, headerOf(headers, FORWARDED_HEADER))
      : null;
    const cookies = parseCookies(headerOf(request.headers, 'cookie'));
    const language = languageOf(request.raw.url ?? '', request.headers, cookies);
    request.exchange = beginExchange({
      correlationId: request.id,
      language,
      cookies,
      clientAddress: passedOn?.address ?? plainAddress(request.ip, request.socket.remoteAddress),
      isOwnPage: passedOn?.isOwnPage ?? headers[PAGE_HEADER] === options.pageMark,
      isPassedOn: passedOn !== null,
      routeName: '',
    });
  }
  return request.exchange;
}

function finishRequest(options: EdgeOptions, request: FastifyRequest, reply: FastifyReply): void {
  const { exchange, method } = request;
  exchange.leave?.();
  exchange.leave = null;
  const ms = performance.now() - exchange.startedAt;
  // 499 as nginx has it: the client left before its answer was complete.
  const status = isComplete(reply.raw) ? reply.raw.statusCode : 499;
  const route = exchange.routeName || (request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched'));
  options.metrics.httpSeconds.observe({ method, route, status }, ms / 1_000);
  if (route === '/health' || route === '/ready' || route === '/metrics') return;
  const { actor } = exchange;
  const userId = actor.kind === 'user' || actor.kind === 'key' ? actor.userId : undefined;
  options.log.info(
    { correlationId: exchange.correlationId, userId, method, route, status, ms: Math.round(ms * 10) / 10 },
    'request',
  );
}

/** The client went away while it was sending: an error for nobody. */
function hasLeft({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete;
}

type PathIndex = { isApi(path: string): boolean; methodsOf(path: string): string[] };

/** Which addresses belong to the API, and what they take; asked only for requests that match no route. */
function createPathIndex(compiled: readonly CompiledRoute[]): PathIndex {
  const roots = new Set(['api', 'internal', 'docs', ...compiled.map(({ url }) => url.split('/')[1] ?? '')]);
  const patterns = compiled.map(({ url, route }) => ({
    method: route.method,
    pattern: new RegExp(
      `^${url
        .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
        .replace(/:[A-Za-z0-9_]+/g, '[^/]+')
        .replace('*', '.*')}/?$`,
    ),
  }));
  return {
    isApi: (path) => roots.has(path.split('/', 2)[1] ?? ''),
    methodsOf: (path) => [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))],
  };
}

/** True: Fastify goes on (the answer is made). False: the request was handed over. Throws the refusal of the API. */
function goElsewhere(
  options: EdgeOptions,
  parts: { paths: PathIndex; request: FastifyRequest; reply: FastifyReply },
): boolean {
  const { paths, request, reply } = parts;
  const path = (request.raw.url ?? '/').split('?', 1)[0] ?? '/';
  if (paths.isApi(path)) {
    refuseApi(options, { paths, request, reply, path });
    return false;
  }
  const mount = findMount(options.mounts, path);
  const handle = mount?.handle ?? options.fallback;
  if (!handle) return true;
  request.exchange.routeName = mount?.prefix ?? '/*';
  handOver(request, reply, { handle, headers: options.headers.pages, publicUrl: options.publicUrl });
  return false;
}

function refuseApi(
  options: EdgeOptions,
  parts: { paths: PathIndex; request: FastifyRequest; reply: FastifyReply; path: string },
): void {
  const { paths, request, reply, path } = parts;
  const methods = paths.methodsOf(path);
  if (methods.length === 0) throw refuse('request.not-found');
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  reply.header('allow', allow);
  if (request.method !== 'OPTIONS') throw refuse('request.method-not-allowed');
  void reply.code(204).headers(options.origins.preflightHeaders(request.headers)).send();
}

async function guard(
  options: EdgeOptions,
  parts: { compiled: CompiledRoute; request: FastifyRequest; reply: FastifyReply },
): Promise<void> {
  const { compiled, request, reply } = parts;
  const { exchange, headers } = request;
  exchange.routeName = compiled.url;
  reply.headers(options.origins.corsHeaders(headers));
  enterLoad(options, compiled, exchange);
  assertContentType(headers, bodyKindOf(compiled));
  if (compiled.limits === 'none') return;
  const address = addressKey(exchange.clientAddress);
  if (compiled.limits === 'people') await countAddress(options, exchange, { name: 'address', address });
  else await countAddress(options, exchange, { name: compiled.limits === 'files' ? 'file' : 'webhook', address });
  if (compiled.limits !== 'webhooks') await admit(options, { compiled, request, address });
}

/** A page pulls in pictures by the dozen. */
const FILES_PER_REQUEST = 10;

/** What the settings say for the name, else the limit of an address; of files ten times as many. */
async function countAddress(
  options: EdgeOptions,
  exchange: Exchange,
  by: { name: string; address: string },
): Promise<void> {
  const { settings, consume } = options.rateLimits;
  const perMinute = settings.addressPerMinute * (by.name === 'file' ? FILES_PER_REQUEST : 1);
  noteLimit(exchange, await consume(by.name, by.address, perMinute));
}

async function admit(
  options: EdgeOptions,
  parts: { compiled: CompiledRoute; request: FastifyRequest; address: string },
): Promise<void> {
  const { compiled, request, address } = parts;
  const { exchange, headers } = request;
  const isKnown = await identify(options, compiled, request);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  // The process that took the request in has looked where it comes from; here only its own name is to be seen.
  if (!isRead && !exchange.isPassedOn) options.origins.assertOwnOrigin(headers, exchange.cookies, request.host);
  if (isKnown) assertAllowed(options, compiled, exchange.actor);
  const user = userKeyOf(exchange.actor);
  // A page rendered here asks several times for one click of a person; those reads count by address only.
  const isCounted = compiled.limits === 'people' && !(isRead && exchange.isOwnPage);
  if (user && isCounted) await countUser(options, exchange, user);
  for (const limit of compiled.route.rateLimits ?? []) {
    const key = limit.by === 'user' ? (user ?? address) : address;
    noteLimit(exchange, await options.rateLimits.consume(limit.name, key, limit.perMinute));
  }
}

/**
 * Notes who calls; false where only the process that the module runs in can tell (keys of partners, where identity is
 * elsewhere): it will refuse what is no good.
 */
async function identify(options: EdgeOptions, compiled: CompiledRoute, request: FastifyRequest): Promise<boolean> {
  const { exchange, headers } = request;
  try {
    const actor = options.authenticate(headers, exchange.cookies);
    exchange.actor = actor instanceof Promise ? await actor : actor;
    return true;
  } catch (error) {
    if (compiled.route.passOn && isRefusal(error, 'request.sign-in-required')) return false;
    throw error;
  }
}

async function countUser(options: EdgeOptions, exchange: Exchange, user: string): Promise<void> {
  const { rateLimits } = options;
  noteLimit(exchange, await rateLimits.consume('user', user, rateLimits.settings.userPerMinute));
}

function enterLoad(options: EdgeOptions, compiled: CompiledRoute, exchange: Exchange): void {
  const kind = loadKindOf(compiled);
  try {
    exchange.leave = options.load.enter(kind);
  } catch (error) {
    options.metrics.httpShed.inc({ kind });
    throw error;
  }
}

function loadKindOf({ route, isWrite }: CompiledRoute): LoadKind {
  if (route.scope === 'webhook' || isInternal(route)) return 'owed';
  return isWrite ? 'write' : 'read';
}

function bodyKindOf(compiled: CompiledRoute): BodyKind {
  if (compiled.route.multipart) return 'multipart';
  return compiled.route.rawBody ? 'any' : 'json';
}

function assertAllowed(options: EdgeOptions, compiled: CompiledRoute, actor: Actor): void {
  const { scope } = compiled.route;
  if (scope === 'public') return;
  if (actor.kind === 'guest') throw refuse('request.sign-in-required');
  // A person may do what is open to all who are signed in; an API key only what it was made for.
  if (scope === 'signed-in' && actor.kind === 'user') return;
  if (!options.isAllowed(actor, scope)) throw refuse('request.forbidden');
}

function userKeyOf(actor: Actor): string | null {
  if (actor.kind === 'user') return actor.userId;
  return actor.kind === 'key' ? `key:${actor.keyId}` : null;
}

type Sending = { reply: FastifyReply; rendered: Rendered; acceptEncoding: string | undefined };

async function send(
  options: EdgeOptions,
  exchange: Exchange,
  { reply, rendered, acceptEncoding }: Sending,
): Promise<FastifyReply> {
  const { headers } = rendered;
  const type = headers['content-type'] ?? '';
  reply.code(rendered.status).headers(options.headers.api).headers(headers);
  if (exchange.limit) reply.headers(limitHeaders(exchange.limit));
  if (rendered.cookies.length > 0) reply.header('set-cookie', rendered.cookies);
  const vary = varyOf(options, { type, isCached: headers['cache-control'] !== 'no-store' });
  if (vary) reply.header('vary', vary);
  if (headers['cache-control']?.includes('public')) reply.header('cross-origin-resource-policy', 'cross-origin');
  if (rendered.payload instanceof Readable) return sendStream(exchange, reply, { stream: rendered.payload, type });
  if (rendered.payload === null) return reply.send();
  const encoding = chooseEncoding(acceptEncoding);
  const packed = encoding ? await compress(rendered.payload, type, encoding) : null;
  if (packed && encoding) return reply.header('content-encoding', encoding).send(packed);
  return reply.send(rendered.payload);
}

function sendStream(exchange: Exchange, reply: FastifyReply, parts: { stream: Readable; type: string }): FastifyReply {
  if (parts.type.startsWith('text/event-stream')) {
    // A page that listens for hours is no load; and proxies must not collect its events.
    exchange.leave?.();
    exchange.leave = null;
    reply.header('x-accel-buffering', 'no');
  }
  return reply.send(parts.stream);
}

function varyOf(options: EdgeOptions, answer: { type: string; isCached: boolean }): string {
  const names = isCompressible(answer.type) ? ['accept-encoding'] : [];
  if (answer.isCached) names.push('accept-language', 'authorization', 'cookie');
  if (options.origins.hasForeign) names.push('origin');
  return names.join(', ');
}

/** Refusals are everyday; what the world or we have done wrong is noted once, here. */
function report(
  options: EdgeOptions,
  parts: { error: unknown; cause: ReturnType<typeof toRefusal>['cause']; exchange: Exchange },
): void {
  const { error, cause, exchange } = parts;
  if (cause === 'refusal' || cause === 'input') return;
  const facts = { err: error, correlationId: exchange.correlationId, route: exchange.routeName };
  if (cause === 'fault') options.log.error(facts, 'fault');
  else if (cause === 'busy') options.log.warn(facts, 'a part of the world does not answer');
  else {
    options.metrics.dataExceptions.inc({ route: exchange.routeName });
    options.log.warn(facts, 'a value reached the database that its schema should have refused');
  }
}

const CONNECTION_ERRORS: Record<string, { status: string; code: string }> = {
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', code: 'request.headers-too-large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', code: 'request.invalid' },
};

function refuseConnection(error: Error & { code?: string }, socket: Socket, correlationId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = CONNECTION_ERRORS[error.code ?? ''] ?? { status: '400 Bad Request', code: 'request.invalid' };
  const { body } = renderProblem(refuse(known.code), 'id', correlationId);
  const text = JSON.stringify({ ...body, status: Number.parseInt(known.status, 10), title: known.status.slice(4) });
  socket.end(
    `HTTP/1.1 ${known.status}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nX-Correlation-Id: ${correlationId}\r\nConnection: close\r\n\r\n${text}`,
  );
}

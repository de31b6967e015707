import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  fromKept,
  type Rendered,
  type RenderOptions,
  renderAnswer,
  renderedProblem,
  toKept,
  withEtag,
} from './answer-rendering.ts';
import type { Call } from './call.ts';
import { headerOf, idempotencyKeyOf } from './call-headers.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { refuseIssues } from './compiled-route.ts';
import { callOf, type Exchange, signalOf } from './exchange.ts';
import {
  type Begun,
  type IdempotencyStore,
  type IdempotencyTicket,
  isKeepable,
  LEASE_SECONDS,
  scopedKey,
} from './idempotency.ts';
import { keepTrying } from './keep-trying.ts';
import type { Log } from './log.ts';
import { renderProblem, toRefusal } from './problem.ts';
import { refuse } from './refusal.ts';
import type { RouteRequest, UploadedFile } from './route.ts';
import { tracedRequest, traceHeaders } from './telemetry.ts';
import { hashUploads, readUploads } from './uploads.ts';

export type HandlerOptions = {
  store: IdempotencyStore | null;
  log: Log;
  render: RenderOptions;
  bodyLimitBytes: number;
};

type AnyRequest = RouteRequest<unknown, unknown, unknown>;
type Input = { params: unknown; query: unknown; body: unknown };

/** Validates, runs the handler (at most once per idempotency key), and renders what it says. */
export async function handleRoute(
  compiled: CompiledRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HandlerOptions,
): Promise<Rendered> {
  const { exchange } = request;
  if (compiled.route.passOn) return await passOn(compiled, request, reply, options);
  const input = readInput(compiled, request, exchange);
  const key = compiled.idempotency === 'none' ? null : idempotencyKeyOf(request.headers);
  if (key === null && compiled.idempotency === 'required') throw refuse('request.idempotency-key-required');
  const files = uploadsOf(compiled, request, options);
  const run = (scoped: string | null) =>
    invoke(compiled, new EdgeRequest(compiled, request, reply.raw, { input, key: scoped, files }), options);
  const rendered =
    key === null
      ? await run(null)
      : await runWithKey({ compiled, request, key, files, run, store: options.store, log: options.log });
  const isCached = compiled.route.method === 'GET' && compiled.route.cacheControl !== undefined;
  return isCached ? withEtag(rendered, headerOf(request.headers, 'if-none-match')) : rendered;
}

/** To the process that the module runs in: bytes as they came, uploads as they come. */
async function passOn(
  compiled: CompiledRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  options: HandlerOptions,
): Promise<Rendered> {
  const { exchange, headers, method } = request;
  const body = compiled.route.multipart ? request.raw : ((request.body as Buffer | undefined) ?? null);
  const attributes = { 'http.route': compiled.url, 'lumbung.correlation_id': exchange.correlationId };
  const result = await tracedRequest(compiled.name, headers, attributes, async () =>
    compiled.route.passOn?.({
      method,
      url: request.raw.url ?? '',
      headers: { ...headers, ...traceHeaders() },
      body: Buffer.isBuffer(body) && body.length === 0 ? null : body,
      correlationId: exchange.correlationId,
      client: { address: exchange.clientAddress, isOwnPage: exchange.isOwnPage },
      signal: signalOf(reply.raw),
    }),
  );
  return renderAnswer(compiled, result, options.render);
}

function readInput(compiled: CompiledRoute, request: FastifyRequest, exchange: Exchange): Input {
  assertDecodable(request.raw.url ?? '');
  const params = compiled.readParams(request.params as Record<string, unknown>);
  const query = compiled.readQuery(withoutLanguage(request.query as Record<string, unknown>));
  const body = compiled.readBody(request.body as Buffer | undefined);
  if (params.issues.length + query.issues.length + body.issues.length > 0)
    throw refuseIssues([...params.issues, ...query.issues, ...body.issues], exchange.language);
  return { params: params.value, query: query.value, body: body.value };
}

/** Fastify leaves a broken percent code in a query as it is; stored or searched for, it would be nobody's intention. */
function assertDecodable(url: string): void {
  const start = url.indexOf('?');
  if (start < 0 || !url.includes('%', start)) return;
  try {
    decodeURIComponent(url.slice(start));
  } catch {
    throw refuse(
      'request.invalid',
      {},
      { fields: [{ pointer: '', code: 'malformed-encoding', detail: 'malformed-encoding' }] },
    );
  }
}

/** `?lang=` is understood everywhere and belongs to no route. */
function withoutLanguage(query: Record<string, unknown>): Record<string, unknown> {
  if (query.lang === undefined) return query;
  const { lang: _lang, ...rest } = query;
  return rest;
}

/** Read on demand, once. */
function uploadsOf(
  compiled: CompiledRoute,
  request: FastifyRequest,
  options: HandlerOptions,
): () => Promise<UploadedFile[]> {
  let reading: Promise<UploadedFile[]> | undefined;
  return () => {
    reading ??= compiled.route.multipart
      ? readUploads(request, compiled.route.bodyLimitBytes ?? options.bodyLimitBytes)
      : Promise.resolve([]);
    return reading;
  };
}

type Parts = { input: Input; key: string | null; files: () => Promise<UploadedFile[]> };

/** A class for its getter: few handlers look at the signal, and an object literal with an accessor is slow to make. */
class EdgeRequest implements AnyRequest {
  readonly call: Call;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly headers: AnyRequest['headers'];
  readonly cookies: AnyRequest['cookies'];
  readonly url: string;
  readonly rawBody: Buffer | null;
  readonly files: () => Promise<UploadedFile[]>;
  private readonly response: ServerResponse;
  private madeSignal: AbortSignal | undefined;

  constructor(compiled: CompiledRoute, request: FastifyRequest, response: ServerResponse, parts: Parts) {
    const { exchange } = request;
    this.call = callOf(exchange, request.headers, parts.key);
    this.params = parts.input.params;
    this.query = parts.input.query;
    this.body = parts.input.body;
    this.headers = request.headers;
    this.cookies = exchange.cookies;
    this.url = request.raw.url ?? '';
    this.rawBody = compiled.route.rawBody ? ((request.body as Buffer | undefined) ?? Buffer.alloc(0)) : null;
    this.files = parts.files;
    this.response = response;
  }

  get signal(): AbortSignal {
    this.madeSignal ??= signalOf(this.response);
    return this.madeSignal;
  }
}

async function invoke(compiled: CompiledRoute, request: AnyRequest, options: HandlerOptions): Promise<Rendered> {
  // The schemas have just checked what the handler's types promise; a list of routes cannot carry those types.
  const handle = compiled.route.handle as unknown as (request: AnyRequest) => Promise<unknown>;
  const attributes = {
    'http.route': compiled.url,
    'http.request.method': compiled.route.method,
    'lumbung.correlation_id': request.call.correlationId,
  };
  const result = await tracedRequest(compiled.name, request.headers, attributes, () => handle(request));
  return renderAnswer(compiled, result, options.render);
}

type Once = {
  compiled: CompiledRoute;
  request: FastifyRequest;
  key: string;
  files: () => Promise<UploadedFile[]>;
  run: (scopedKey: string) => Promise<Rendered>;
  store: IdempotencyStore;
  log: Log;
};

async function runWithKey(once: Omit<Once, 'store'> & { store: IdempotencyStore | null }): Promise<Rendered> {
  const { store } = once;
  // Without a store (a process that has no database) the verbs still get their key, and are idempotent by themselves.
  return store
    ? runOnce({ ...once, store })
    : once.run(scopedKey({ caller: callerOf(once.request), route: once.compiled.name, key: once.key }));
}

async function runOnce(once: Once): Promise<Rendered> {
  const begun = await begin(once);
  if (begun.kind === 'kept') return fromKept(begun.answer);
  let rendered: Rendered;
  try {
    rendered = await once.run(begun.ticket.id);
  } catch (error) {
    const { refusal, cause } = toRefusal(error);
    const { language, correlationId } = once.request.exchange;
    // "Come again in two seconds" is no answer for the next 24 hours.
    const isFinal = cause === 'refusal' && refusal.retryAfterSeconds === null;
    const problem = isFinal ? renderedProblem(renderProblem(refusal, language, correlationId)) : null;
    if (!problem || !isKeepable(problem)) {
      await release(once, begun.ticket);
      throw error;
    }
    rendered = problem;
  }
  await finish(once, begun.ticket, rendered);
  return rendered;
}

async function begin({ compiled, request, key, files, store }: Once): Promise<Begun> {
  const body = compiled.route.multipart ? hashUploads(await files()) : ((request.body as Buffer | undefined) ?? null);
  const caller = callerOf(request);
  return store.begin({
    module: compiled.route.module,
    caller,
    route: compiled.name,
    key,
    url: request.raw.url ?? '',
    body,
  });
}

async function finish(once: Once, ticket: IdempotencyTicket, rendered: Rendered): Promise<void> {
  await settle(once, () =>
    isKeepable(rendered) ? once.store.keep(ticket, toKept(rendered)) : once.store.release(ticket),
  );
}

/** The next try should run at once; where the database is away this very moment, as soon as it is back. */
async function release(once: Once, ticket: IdempotencyTicket): Promise<void> {
  await settle(once, async () => {
    const work = () => once.store.release(ticket);
    await work().catch((error: unknown) => {
      keepTrying(work, LEASE_SECONDS * 1_000);
      throw error;
    });
  });
}

/** The work is done; that its answer could not be kept must not turn it into a failure. The lease will run out. */
async function settle(once: Once, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    once.log.warn(
      { err: error, route: once.compiled.name, correlationId: once.request.exchange.correlationId },
      'the answer under an idempotency key could not be kept',
    );
  }
}

/** Whose key it is: the person, the API key, the guest's cart, or at least the address. */
function callerOf(request: FastifyRequest): string {
  const { actor, clientAddress } = request.exchange;
  if (actor.kind === 'user') return `user:${actor.userId}`;
  if (actor.kind === 'key') return `key:${actor.keyId}`;
  const { cartToken } = callOf(request.exchange, request.headers, null);
  return cartToken ? `cart:${cartToken}` : `address:${clientAddress}`;
}

import { createHash } from 'node:crypto';
import { ConsecutiveBreaker, circuitBreaker, handleWhen, type IPolicy, isBrokenCircuitError } from 'cockatiel';
import { jwtVerify, SignJWT } from 'jose';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Agent } from 'undici';
import type { Call } from './call.ts';
import type { ApiOf, Contract } from './contract.ts';
import type { EventEnvelope } from './events.ts';
import type { Inbox } from './inbox.ts';
import type { Module } from './module.ts';
import { type FieldError, isRefusal, Refusal, refuse } from './refusal.ts';
import { answer, type Route, route } from './route.ts';
import { Unavailable } from './unavailable.ts';

/** What one process needs to call the modules of another. */
export type Neighbour = { url: string; post(path: string, call: Call, body: unknown): Promise<unknown> };

const TIMEOUT_MS = 10_000;
const ISSUER = 'lumbung-internal';
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * A process over HTTP. Every request carries the call as a token (HS256 under INTERNAL_SECRET) that is bound to the
 * body by its hash and lives for a minute. Five failures in a row open the breaker for two seconds.
 */
export function connectNeighbour(url: string, secret: string): Neighbour {
  const key = new TextEncoder().encode(secret);
  const agent = new Agent({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000 });
  const breaker: IPolicy = circuitBreaker(
    handleWhen((error) => error instanceof Unavailable),
    { halfOpenAfter: 2_000, breaker: new ConsecutiveBreaker(5) },
  );

  async function send(path: string, call: Call, body: unknown): Promise<unknown> {
    const text = JSON.stringify(body);
    const token = await signCall(key, call, path, text);
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-correlation-id': call.correlationId,
      },
      body: text,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // Node's fetch takes undici's agent; its types do not know the option.
      ...({ dispatcher: agent } as object),
    }).catch((error: unknown) => {
      throw new Unavailable(url, error);
    });
    const received: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    if (response.ok) return received;
    throw refusalOf(received) ?? new Unavailable(`${url}${path} (status ${response.status})`);
  }

  return {
    url,
    post: (path, call, body) =>
      breaker
        .execute(() => send(path, call, body))
        .catch((error: unknown) => {
          throw isBrokenCircuitError(error) ? new Unavailable(url, error) : error;
        }),
  };
}

/** A module in another process, behind the same type as the module itself. */
export function remoteApi<const C extends Contract>(contract: C, neighbour: Neighbour): ApiOf<C> {
  const operations = Object.keys(contract.operations).map((operation) => [
    operation,
    (call: Call, input: unknown) => neighbour.post(`/internal/v1/${contract.module}/${operation}`, call, input),
  ]);
  return Object.fromEntries(operations) as ApiOf<C>;
}

/** Hands events to a module in another process; resolves when it has taken responsibility. */
export async function deliverRemotely(
  neighbour: Neighbour,
  module: string,
  call: Call,
  events: readonly EventEnvelope[],
): Promise<void> {
  await neighbour.post(`/internal/v1/${module}/events`, call, { events });
}

/** What this process answers to its neighbours: every operation of its modules, and their inboxes. */
export function internalRoutes(modules: readonly Module[], inboxes: readonly Inbox[], secret: string): Route[] {
  const key = new TextEncoder().encode(secret);
  const byModule = new Map(modules.map((module) => [module.contract.module, module]));
  const validators = new Map<string, ReturnType<typeof Compile>>();

  function operationOf(name: string, operation: string) {
    const module = byModule.get(name);
    const definition =
      module && Object.hasOwn(module.contract.operations, operation)
        ? module.contract.operations[operation]
        : undefined;
    const work = module?.api[operation];
    if (!definition || !work) throw refuse('request.not-found');
    const id = `${name}.${operation}`;
    let validator = validators.get(id);
    if (!validator) {
      validator = Compile(definition.input);
      validators.set(id, validator);
    }
    return { work, validator };
  }

  return [
    route({
      method: 'POST',
      path: '/internal/v1/:module/:operation',
      prefix: '',
      summary: 'A call from another process of this installation.',
      scope: 'webhook',
      params: Type.Object({ module: Type.String({ maxLength: 60 }), operation: Type.String({ maxLength: 60 }) }),
      answers: { 200: Type.Unknown() },
      idempotency: 'none',
      rawBody: true,
      bodyLimitBytes: MAX_BODY_BYTES,
      handle: async ({ params, headers, rawBody }) => {
        const text = rawBody?.toString('utf8') ?? '';
        const path = `/internal/v1/${params.module}/${params.operation}`;
        const call = await readCall(key, String(headers.authorization ?? ''), path, text);
        const body: unknown = JSON.parse(text);
        if (params.operation === 'events') {
          const inbox = inboxes.find((candidate) => candidate.module === params.module);
          if (!inbox) throw refuse('request.not-found');
          await inbox.receive((body as { events: EventEnvelope[] }).events);
          return answer(200, {});
        }
        const { work, validator } = operationOf(params.module, params.operation);
        if (!validator.Check(body)) throw new Error(`${path} was called with a body that its contract does not allow`);
        try {
          return answer(200, (await work(call, body as never)) ?? null);
        } catch (error) {
          if (!isRefusal(error)) throw error;
          return answer(409, {
            refusal: {
              code: error.code,
              details: error.details,
              fields: error.fields,
              retryAfterSeconds: error.retryAfterSeconds,
            },
          });
        }
      },
    }),
  ];
}

async function signCall(key: Uint8Array, call: Call, path: string, body: string): Promise<string> {
  return new SignJWT({ call, path, body: hashOf(body) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(key);
}

async function readCall(key: Uint8Array, authorization: string, path: string, body: string): Promise<Call> {
  const token = authorization.replace(/^Bearer /, '');
  const verified = await jwtVerify(token, key, { algorithms: ['HS256'], issuer: ISSUER, clockTolerance: 5 }).catch(
    () => undefined,
  );
  if (!verified || verified.payload.path !== path || verified.payload.body !== hashOf(body))
    throw refuse('request.sign-in-required');
  return verified.payload.call as Call;
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

function refusalOf(received: unknown): Refusal | undefined {
  if (typeof received !== 'object' || received === null || !('refusal' in received)) return undefined;
  const { code, details, fields, retryAfterSeconds } = received.refusal as {
    code: string;
    details: Record<string, unknown>;
    fields: FieldError[];
    retryAfterSeconds: number | null;
  };
  return new Refusal(code, details, fields, retryAfterSeconds);
}

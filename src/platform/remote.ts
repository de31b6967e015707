import { ConsecutiveBreaker, circuitBreaker, handleWhen, type IPolicy, isBrokenCircuitError } from 'cockatiel';
import { SignJWT } from 'jose';
import type { Call } from './call.ts';
import { bodyHash, INTERNAL_ISSUER } from './call-token.ts';
import type { ApiOf, Contract } from './contract.ts';
import type { EventEnvelope } from './events.ts';
import { lazily, lazyPackage } from './lazy-package.ts';
import { type FieldError, Refusal } from './refusal.ts';
import { traced, traceHeaders } from './telemetry.ts';
import { Unavailable } from './unavailable.ts';

/** What one process needs to call the modules of another. */
export type Neighbour = { url: string; post(path: string, call: Call, body: unknown): Promise<unknown> };

const TIMEOUT_MS = 10_000;
const undici = lazyPackage<typeof import('undici')>('undici');

/**
 * A process over HTTP. Every request carries the call as a token (HS256 under INTERNAL_SECRET) that is bound to the
 * body by its hash and lives for a minute. Five failures in a row open the breaker for a second.
 */
export function connectNeighbour(url: string, secret: string): Neighbour {
  const key = new TextEncoder().encode(secret);
  const agent = lazily(() => new (undici().Agent)({ connections: 64, pipelining: 1, keepAliveTimeout: 30_000 }));
  const breaker: IPolicy = circuitBreaker(
    handleWhen((error) => error instanceof Unavailable),
    { halfOpenAfter: 1_000, breaker: new ConsecutiveBreaker(5) },
  );

  async function send(path: string, call: Call, body: unknown): Promise<unknown> {
    const text = JSON.stringify(body);
    const token = await signCall(key, call, path, text);
    const response = await undici()
      .fetch(new URL(path, url), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'x-correlation-id': call.correlationId,
          ...traceHeaders(),
        },
        body: text,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        dispatcher: agent.get(),
      })
      .catch((error: unknown) => {
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
        .execute(() => traced(`call ${path}`, {}, () => send(path, call, body)))
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

async function signCall(key: Uint8Array, call: Call, path: string, body: string): Promise<string> {
  return new SignJWT({ call, path, body: bodyHash(body) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(INTERNAL_ISSUER)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(key);
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

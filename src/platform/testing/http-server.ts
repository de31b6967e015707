import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { UserActor } from '../access-token.ts';
import { createMemoryCache } from '../cache.ts';
import type { Role } from '../call.ts';
import { systemClock } from '../clock.ts';
import type { ServedRoute } from '../compiled-route.ts';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../http.ts';
import { newUuid } from '../ids.ts';
import { silentLog } from '../log.ts';
import { createMetrics } from '../metrics.ts';
import { createRateLimits } from '../rate-limits.ts';
import type { Route } from '../route.ts';

const SESSION = '0190aaaa-bbbb-7ccc-8ddd-0000000000ff';

/** A bearer token that the test server understands: this person, with these roles. */
export function testToken(userId: string, roles: Role[] = ['CUSTOMER']): string {
  return `${userId}~${roles.join('-')}`;
}

function verifyTestToken(token: string): UserActor | null {
  const [userId = '', roles = ''] = token.split('~');
  // Only this file makes such tokens, from a list of roles.
  return /^[0-9a-f-]{36}$/.test(userId)
    ? { kind: 'user', userId, sessionId: SESSION, roles: roles.split('-') as Role[] }
    : null;
}

/**
 * The real HTTP edge around some routes, for tests: hardly any limits, every answer checked against its schema, tokens
 * by `testToken`. Permissions are granted to ADMIN, all of them.
 */
export function testServer(routes: readonly Route[], change: Partial<HttpServerOptions> = {}): Promise<HttpServer> {
  const served: ServedRoute[] = routes.map((route) => ({ module: 'testing', ...route }));
  const scopes = served.map((route) => route.scope).filter((scope) => scope.includes(':'));
  return createHttpServer({
    routes: served,
    log: silentLog,
    clock: systemClock,
    newId: newUuid,
    cache: createMemoryCache(),
    verifyToken: verifyTestToken,
    isAllowed: (actor) => actor.kind === 'user' && actor.roles.includes('ADMIN'),
    knownScopes: new Set(scopes),
    rateLimits: createRateLimits({ addressPerMinute: 1_000_000, userPerMinute: 1_000_000, byName: {} }),
    publicUrl: 'http://lumbung.test',
    readiness: [],
    idempotencyStore: null,
    metrics: createMetrics({ processMetrics: false }),
    isProduction: false,
    checkAnswers: 'throw',
    ...change,
  });
}

export type Served = { server: HttpServer; url: string };

/** A server on a real port for the tests of one `describe`. */
export function serve(routes: readonly Route[], change: Partial<HttpServerOptions> = {}): Served {
  const served: Partial<Served> = {};
  before(async () => {
    served.server = await testServer(routes, change);
    served.url = await served.server.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => served.server?.close());
  return {
    get server() {
      return served.server ?? assert.fail('only inside tests');
    },
    get url() {
      return served.url ?? assert.fail('only inside tests');
    },
  };
}

/** Posts JSON, or a text or bytes as they are. */
export const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
  });

/** The problem document of an answer, after looking at what all of them have in common. */
export async function problemOf(response: Response): Promise<{
  status: number;
  code: string;
  correlationId: string;
  detail: string;
  errors: { pointer: string; code: string; detail: string }[];
}> {
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const problem = (await response.json()) as Awaited<ReturnType<typeof problemOf>>;
  assert.equal(problem.status, response.status);
  assert.equal(problem.correlationId, response.headers.get('x-correlation-id'));
  return problem;
}

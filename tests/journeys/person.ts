import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PASSWORD } from './market.ts';
import { lastLines } from './printed.ts';

export type Answer<T = Record<string, never>> = { status: number; body: T; headers: Headers };

/** Somebody with an API client: signs in, remembers the token, speaks JSON. */
export type Person = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  /** The answer whatever its status. */
  ask<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  upload(path: string, form: FormData): Promise<Response>;
  requests(): number;
};

const ATTEMPTS = 8;
const OUTSIDE_THE_API = /^\/(webhooks|health|media\/|\.well-known)/;

export function guest(url: string): Person {
  return personWith(url, () => ({}));
}

export async function signIn(url: string, email: string, password = PASSWORD): Promise<Person> {
  const session = await guest(url).post<{ accessToken: string }>('/auth/login', { identifier: email, password });
  return personWith(url, () => ({ authorization: `Bearer ${session.accessToken}` }));
}

export function personWith(url: string, identity: () => Record<string, string>): Person {
  let count = 0;
  async function ask<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    count++;
    const response = await fetch(`${url}${OUTSIDE_THE_API.test(path) ? '' : '/api/v1'}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...identity(), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T,
      headers: response.headers,
    };
  }
  /** A house that was just started on a busy machine may turn people away at the door, saying when to come again. */
  async function demand<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    let answer = await ask<T>(method, path, body, headers);
    for (let attempt = 1; isTurnedAway(answer) && attempt < ATTEMPTS; attempt++) {
      await pause(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
      answer = await ask<T>(method, path, body, headers);
    }
    const said = answer.status >= 500 ? `\n${lastLines(url)}` : '';
    if (answer.status >= 400)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}${said}`);
    return answer.body;
  }
  return {
    get: (path) => demand('GET', path),
    post: (path, body = {}, headers = { 'idempotency-key': randomUUID() }) => demand('POST', path, body, headers),
    patch: (path, body) => demand('PATCH', path, body),
    ask,
    upload: (path, body) => fetch(`${url}/api/v1${path}`, { method: 'POST', headers: identity(), body }),
    requests: () => count,
  };
}

function isTurnedAway({ status, body }: Answer<unknown>): boolean {
  return status === 503 && typeof body === 'object' && body !== null && 'code' in body && body.code === 'server.busy';
}

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { tokensOfNewBuyers } from '../faults/many-buyers.ts';
import { readConformance } from './answer-conformance.ts';
import { endsSession, tokensOf, whoMayCall } from './hostile-market.ts';
import { distinct, isProblem, type Problem } from './hostile-requests.ts';
import type { Operation } from './openapi-document.ts';
import type { RunningHouse } from './running-house.ts';

export type Shot = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the message of a failing test. */
  what: string;
};
export type ShotAnswer = { status: number; type: string; body: string; problem: Problem };

/** Where hostile requests are fired: it notes whatever no request may ever get. */
export type Range = {
  fire(shot: Shot): Promise<ShotAnswer>;
  /** Of somebody who may call the operation; whose session a request may end has one of their own for it. */
  headersOf(operation: Operation, more?: Record<string, string>): Record<string, string>;
  note(finding: string): void;
  /** Fails with what was noted since the last time. */
  report(): void;
  requests(): number;
  summary(): string;
  close(): Promise<void>;
};

export const AT_ONCE = 8;
const MOST_TRIES = 5;
/** A server that refuses a body before it has come whole hangs up; whoever is still writing may miss the answer. */
const HUNG_UP = ['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'];
/** Sessions that requests may end. */
const SPARE_SESSIONS = 800;

export async function openRange(house: RunningHouse): Promise<Range> {
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1, bodyTimeout: 60_000, headersTimeout: 60_000 });
  const conforms = await readConformance(house.url);
  const tokens = await tokensOf(house.url);
  const spare = await tokensOfNewBuyers(house, SPARE_SESSIONS);
  const wrong: string[] = [];
  const statuses = new Map<number, number>();
  const startedAt = performance.now();
  let requests = 0;

  async function fire(shot: Shot): Promise<ShotAnswer> {
    const { statusCode, headers, text } = await sendPatiently(shot);
    const type = String(headers['content-type'] ?? '');
    const isPlain = headers['content-encoding'] === undefined;
    const problem = isPlain && type.includes('problem+json') ? (JSON.parse(text) as Problem) : {};
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    const found = [
      statusCode >= 500 && 'a fault',
      statusCode >= 400 && isPlain && !isProblem(problem, statusCode) && 'not a problem document',
      headers['set-cookie']?.includes('x=1') && 'a header was smuggled in',
      isPlain && conforms({ ...shot, status: statusCode, type, body: text }),
    ];
    for (const why of found)
      if (why)
        wrong.push(
          `${why}: ${shot.what}: ${shot.method} ${shot.path.slice(0, 150)} → ${statusCode} ${text.slice(0, 300)}`,
        );
    return { status: statusCode, type, body: text, problem };
  }

  /** A server that has too much to do says so; whoever heeds Retry-After gets an answer. */
  async function sendPatiently(shot: Shot) {
    for (let tries = 1; ; tries++) {
      requests++;
      const answer = await send(shot).catch((error: NodeJS.ErrnoException) => {
        if (tries === MOST_TRIES || !HUNG_UP.includes(error.code ?? '')) throw error;
        return null;
      });
      if (!answer) continue;
      const { statusCode, headers, text } = answer;
      const isBusy = statusCode === 503 && headers['retry-after'] !== undefined && text.includes('"server.busy"');
      if (!isBusy || tries === MOST_TRIES) return { statusCode, headers, text };
      await new Promise((resolve) => setTimeout(resolve, Number(headers['retry-after']) * 1_000));
    }
  }

  async function send(shot: Shot) {
    const { statusCode, headers, body } = await request(`${house.url}${shot.path}`, {
      method: shot.method as 'GET',
      dispatcher: agent,
      headers: shot.headers ?? {},
      ...(shot.body === undefined ? {} : { body: shot.body }),
    });
    return { statusCode, headers, text: await body.text() };
  }

  function tokenFor(operation: Operation): string | null {
    if (endsSession(operation)) return spare.pop() ?? tokens.stranger;
    const who = whoMayCall(operation);
    return who === 'guest' ? null : tokens[who];
  }

  return {
    fire,
    headersOf: (operation, more = {}) => {
      const token = tokenFor(operation);
      return {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(operation.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(operation.body?.kind === 'json' ? { 'content-type': 'application/json' } : {}),
        ...more,
      };
    },
    note: (finding) => void wrong.push(finding),
    report: () => {
      const found = wrong.splice(0);
      assert.equal(found.length, 0, `${found.length} findings\n${distinct(found).slice(0, 40).join('\n')}`);
    },
    requests: () => requests,
    summary: () => {
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      const counted = [...statuses].sort(([a], [b]) => a - b).map((pair) => pair.join(': '));
      return `${requests} requests in ${seconds} s; ${counted.join(', ')}`;
    },
    close: () => agent.destroy(),
  };
}

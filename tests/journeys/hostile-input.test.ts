import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Agent, request } from 'undici';
import { knownThings, type Tokens, tokensOf, whoMayCall } from './hostile-market.ts';
import {
  checkOf,
  freshKey,
  inParallel,
  isProblem,
  isStream,
  mustBeRefused,
  ODD_HEADERS,
  oddUploads,
  type Problem,
  pointsAt,
  sample,
} from './hostile-requests.ts';
import { type Hostile, hostileBodies, NOBODY, TEXTS } from './hostile-values.ts';
import { oddNotices, payAndListen } from './hostile-webhooks.ts';
import { fillPath, type Operation, readOperations } from './openapi-document.ts';
import { type RunningHouse, runHouse } from './running-house.ts';
import { type Known, sampleOf, samplePath } from './sample-values.ts';
import { differences, type TableState, type TableWatch, watchTables } from './table-state.ts';
import { verifyRunningHouse } from './verify-running-house.ts';

type Answer = { status: number; type: string; body: string; problem: Problem };
type Shot = {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** For the message of a failing test. */
  what: string;
};

const AT_ONCE = 8;
const MOST_TRIES = 5;
/** Longer than the pause in which events gather. */
const REST_MS = 150;
/** Books about requests themselves: idempotency keys, limits, refused sign-ins, facts of audit. */
const KEPT_ABOUT_REQUESTS =
  /^jobs\.|^search\.marks$|\.(idempotency_keys|outbox|outbox_checkpoints|inbox|sagas)$|^audit\.|attempt|throttle/;

describe('hostile input to every field of every route', { timeout: 180_000 }, () => {
  let house: RunningHouse;
  let operations: Operation[];
  let known: Known;
  let tokens: Tokens;
  let tables: TableWatch;
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1, bodyTimeout: 20_000, headersTimeout: 20_000 });
  const wrong: string[] = [];
  const statuses = new Map<number, number>();
  let requests = 0;
  const startedAt = performance.now();

  before(async () => {
    house = await runHouse({ env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    operations = (await readOperations(house.url)).filter((operation) => !isStream(operation));
    known = await knownThings(house.url);
    tokens = await tokensOf(house.url);
    tables = await watchTables(house.databaseUrl, KEPT_ABOUT_REQUESTS);
  });
  after(async () => {
    await agent.destroy();
    await tables?.close();
    await house?.stop();
  });

  /** Sends, and notes whatever no request may ever get. */
  async function fire(shot: Shot): Promise<Answer> {
    const { statusCode, headers, text } = await sendPatiently(shot);
    const type = String(headers['content-type'] ?? '');
    const problem = type.includes('problem+json') ? (JSON.parse(text) as Problem) : {};
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    const note = (why: string) =>
      wrong.push(
        `${why}: ${shot.what}: ${shot.method} ${shot.path.slice(0, 150)} → ${statusCode} ${text.slice(0, 300)}`,
      );
    if (statusCode >= 500) note('a fault');
    if (statusCode >= 400 && !isProblem(problem, statusCode)) note('not a problem document');
    if (headers['set-cookie']?.includes('x=1')) note('a header was smuggled in');
    return { status: statusCode, type, body: text, problem };
  }

  /** A server that has too much to do says so; whoever heeds Retry-After gets an answer. */
  async function sendPatiently(shot: Shot) {
    for (let tries = 1; ; tries++) {
      requests++;
      const { statusCode, headers, body } = await request(`${house.url}${shot.path}`, {
        method: shot.method as 'GET',
        dispatcher: agent,
        headers: shot.headers ?? {},
        ...(shot.body === undefined ? {} : { body: shot.body }),
      });
      const text = await body.text();
      const isBusy = statusCode === 503 && headers['retry-after'] !== undefined && text.includes('"server.busy"');
      if (!isBusy || tries === MOST_TRIES) return { statusCode, headers, text };
      await new Promise((resolve) => setTimeout(resolve, Number(headers['retry-after']) * 1_000));
    }
  }

  function headersOf(operation: Operation, more: Record<string, string> = {}): Record<string, string> {
    const who = whoMayCall(operation);
    return {
      ...(who === 'guest' ? {} : { authorization: `Bearer ${tokens[who]}` }),
      ...(operation.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...(operation.body?.kind === 'json' ? { 'content-type': 'application/json' } : {}),
      ...more,
    };
  }

  /** Webhooks are judged by their providers' rules, further down. */
  const ownBodies = () => operations.filter(({ body, scope }) => body?.kind === 'json' && scope !== 'webhook');
  const pathOf = (operation: Operation) => fillPath(operation.path, samplePath(operation, known));
  const bodyOf = (operation: Operation) =>
    operation.body?.kind === 'json' ? { body: JSON.stringify(sampleOf(operation.body.schema, known)) } : {};

  it('should know a body that each schema takes when it makes up hostile ones', () => {
    const unfit = operations
      .filter(({ body }) => body?.kind === 'json')
      .filter((operation) => !checkOf(operation)(sampleOf(operation.body?.schema ?? {}, known)))
      .map(({ name }) => name);
    assert.deepEqual(unfit, []);
  });

  it('should refuse, point at the field and change nothing when a body breaks its schema', async () => {
    await atRest();
    for (const operation of ownBodies()) {
      const check = checkOf(operation);
      const broken = hostileBodies(operation, known).filter(({ value }) => mustBeRefused(value, check));
      const before = await tables.read();
      await inParallel(broken, AT_ONCE, async (hostile) => {
        const answer = await fire({ ...shotOf(operation, hostile), headers: headersOf(operation) });
        const issue = pointsAt(answer.problem, hostile.pointer);
        if (answer.status !== 400 || answer.problem.code !== 'request.invalid' || !issue)
          wrong.push(
            `${operation.name}: ${hostile.what} at ${hostile.pointer || '/'} → ${answer.status} ${answer.body.slice(0, 300)}`,
          );
      });
      for (const table of differences(before, await tables.read())) wrong.push(`${operation.name} changed ${table}`);
    }
    report();
  });

  function shotOf(operation: Operation, { what, pointer, value }: Hostile): Shot {
    const body = JSON.stringify(value) ?? 'null';
    return { method: operation.method, path: pathOf(operation), body, what: `${what} at ${pointer}` };
  }

  it('should never fail when a query or a path is anything at all', async () => {
    const shots = operations.flatMap((operation) => {
      const one = { method: operation.method, headers: headersOf(operation), ...bodyOf(operation) };
      const path = samplePath(operation, known);
      const inPath = Object.keys(path).flatMap((name) =>
        TEXTS.map(([what, text]) => ({
          ...one,
          what,
          path: fillPath(operation.path, { ...path, [name]: text || '%20' }),
        })),
      );
      const inQuery = operation.parameters
        .filter((parameter) => parameter.in === 'query')
        .flatMap(({ name }) =>
          TEXTS.flatMap(([what, text]) => [
            { ...one, what, path: `${pathOf(operation)}?${name}=${text}` },
            {
              ...one,
              what: `${what}, twice`,
              path: `${pathOf(operation)}?${name}=${text}&${name}[]=${text}&${name}=x`,
            },
          ]),
        );
      return [
        ...inPath,
        ...inQuery,
        { ...one, what: 'unknown', path: `${pathOf(operation)}?takDikenal=1&__proto__=2` },
      ];
    });
    await inParallel(shots, AT_ONCE, async (shot) => {
      const answer = await fire({ ...shot, headers: { ...shot.headers, ...freshKey(shot.headers ?? {}) } });
      if (answer.problem.code === 'request.invalid' && !answer.problem.errors?.length && !shot.what.includes('%'))
        if (!/half a character|no text|surrogate/.test(shot.what))
          wrong.push(`no pointer: ${shot.what}: ${shot.path.slice(0, 120)} → ${answer.body.slice(0, 200)}`);
    });
    report();
  });

  it('should never fail when headers, framing and media types are odd', async () => {
    await inParallel(
      operations.flatMap((operation) => oddShots(operation)),
      AT_ONCE,
      fire,
    );
    report();
  });

  function oddShots(operation: Operation): Shot[] {
    const one = { method: operation.method, path: pathOf(operation), ...bodyOf(operation) };
    const usual = headersOf(operation);
    const odd = (what: string, headers: Record<string, string>): Shot => ({
      ...one,
      what,
      headers: { ...usual, ...freshKey(usual), ...headers },
    });
    const headers = ODD_HEADERS.map(([what, change]) => odd(what, change));
    if (operation.body?.kind !== 'json') return headers;
    const bodies: [string, string | Buffer][] = [
      ['broken JSON', '{"a":'],
      ['no body', ''],
      ['blanks', '  \n'],
      ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
      ['UTF-16', Buffer.from('\ufeff{}', 'utf16le')],
      ['nested 100,000 deep', '['.repeat(100_000)],
      ['the same field twice', '{"name":"a","name":"b"}'],
      ['an endless number', `{"a":1${'0'.repeat(5_000)}}`],
      ['two megabytes', JSON.stringify({ a: 'x'.repeat(2_000_000) })],
      ['text', '"x"'],
      ['null', 'null'],
      ['a list', '[{}]'],
    ];
    const types = [
      'text/plain',
      'application/xml',
      'multipart/form-data',
      'application/json; charset=utf-16',
      'x',
      '/',
    ];
    return [
      ...headers,
      ...types.map((type) => odd(`as ${type}`, { 'content-type': type })),
      ...bodies.map(([what, body]) => ({ ...odd(what, {}), body })),
    ];
  }

  it('should never fail when an upload is odd', async () => {
    const operation = operations.find(({ body }) => body?.kind === 'multipart');
    assert.ok(operation);
    await inParallel(oddUploads(), AT_ONCE, ({ what, body, type }) =>
      fire({
        what,
        body,
        method: operation.method,
        path: operation.path,
        headers: headersOf(operation, { 'content-type': type }),
      }),
    );
    report();
  });

  it('should change nothing when a verb refuses what its schema takes', async () => {
    for (const operation of operations.filter(({ method }) => method !== 'GET')) {
      let before = await tables.read();
      for (const shot of plausibleShots(operation, 2)) {
        const answer = await fire({ ...shot, headers: headersOf(operation) });
        if (answer.status >= 400)
          for (const table of differences(before, await tables.read()))
            wrong.push(`refused with ${answer.problem.code}, yet changed ${table}: ${shot.what}: ${operation.name}`);
        else before = await atRest();
      }
    }
    report();
  });

  /** What the schema takes: hostile values and ids of nobody. */
  function plausibleShots(operation: Operation, count: number): Shot[] {
    const check = checkOf(operation);
    const plausible = hostileBodies(operation, known).filter(({ value }) => !mustBeRefused(value, check));
    const shots = sample(plausible, count).map((hostile) => shotOf(operation, hostile));
    const places = Object.fromEntries(operation.parameters.map(({ name }) => [name, NOBODY]));
    const nowhere = fillPath(operation.path, places);
    const isElsewhere = nowhere !== operation.path;
    return isElsewhere
      ? [...shots, { method: operation.method, path: nowhere, what: 'nobody’s id', ...bodyOf(operation) }]
      : shots;
  }

  /** Nothing changes any more: what an accepted request set going has come to its end. */
  async function atRest(): Promise<TableState> {
    for (let earlier = await tables.read(); ; ) {
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      const later = await tables.read();
      if (differences(earlier, later).length === 0) return later;
      earlier = later;
    }
  }

  it('should never fail when a value is allowed but hostile', async () => {
    const shots = ownBodies().flatMap((operation) =>
      plausibleShots(operation, Number.POSITIVE_INFINITY).map((shot) => ({ operation, shot })),
    );
    await inParallel(shots, AT_ONCE, ({ operation, shot }) => fire({ ...shot, headers: headersOf(operation) }));
    report();
  });

  it('should move money once when webhooks are spoilt, forged and repeated', async () => {
    const heard = await payAndListen(house, String(known['payment to be paid']));
    const before = await ledgerSize();
    const notices = await oddNotices(house, heard);
    await inParallel(notices, AT_ONCE, (notice) => fire({ ...notice, method: 'POST' }));
    report();
    assert.equal(await ledgerSize(), before, 'the money of one payment has come in once');
  });

  /** Entries of the ledger when nothing is on its way any more. */
  async function ledgerSize(): Promise<string | undefined> {
    return (await atRest()).get('ledger.entries');
  }

  it('should stand as before when all of it is over', async (context) => {
    assert.deepEqual(await verifyRunningHouse(house), []);
    assert.equal((await fetch(`${house.url}/ready`)).status, 200);
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    context.diagnostic(
      `${requests} requests to ${operations.length} operations in ${seconds} s; ${[...statuses]
        .sort()
        .map((pair) => pair.join(': '))
        .join(', ')}`,
    );
    assert.ok(requests >= 5_000, `${requests} requests are too few`);
  });

  /** Fails with what was noted since the last time. */
  function report(): void {
    const found = wrong.splice(0);
    assert.equal(found.length, 0, `${found.length} findings\n${found.slice(0, 40).join('\n')}`);
  }
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { knownThings } from './hostile-market.ts';
import { AT_ONCE, openRange, type Range, type Shot } from './hostile-range.ts';
import {
  checkOf,
  freshKey,
  inParallel,
  isStream,
  mustBeRefused,
  ODD_HEADERS,
  oddUploads,
  pointsAt,
  sample,
  textMustBeRefused,
} from './hostile-requests.ts';
import { type Hostile, hostileBodies, NOBODY, TEXTS } from './hostile-values.ts';
import { oddNotices, payAndListen } from './hostile-webhooks.ts';
import { fillPath, type Operation, readOperations } from './openapi-document.ts';
import { type RunningHouse, runHouse } from './running-house.ts';
import { type Known, sampleOf, samplePath } from './sample-values.ts';
import { differences, type TableState, type TableWatch, watchTables } from './table-state.ts';
import { verifyRunningHouse } from './verify-running-house.ts';

/** Of bodies that a route takes, though hostile, evenly spread ones are sent. */
const TAKEN_OF_A_ROUTE = 240;
const ROUTES_BETWEEN_READINGS = 16;
/** Longer than the pause in which events gather. */
const REST_MS = 150;
/** Books about requests themselves: idempotency keys, limits, refused sign-ins, facts of audit. */
const KEPT_ABOUT_REQUESTS =
  /^jobs\.|^search\.marks$|^recommendations\.runs$|^partner_webhooks\.deliveries$|\.(idempotency_keys|outbox|outbox_checkpoints|inbox|sagas)$|^audit\.|attempt|throttle/;
/** Since when a partner does not answer, who was told of an earlier request. */
const WHEN_TOLD = { 'partner_webhooks.endpoints': ['failing_since'] };

describe('hostile input to every field of every route', { timeout: 400_000 }, () => {
  let house: RunningHouse;
  let operations: Operation[];
  let known: Known;
  let tables: TableWatch;
  let range: Range;

  before(async () => {
    house = await runHouse({ env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    operations = (await readOperations(house.url)).filter((operation) => !isStream(operation));
    known = await knownThings(house.url);
    range = await openRange(house);
    tables = await watchTables(house.databaseUrl, KEPT_ABOUT_REQUESTS, WHEN_TOLD);
  });
  after(async () => {
    await range?.close();
    await tables?.close();
    await house?.stop();
  });

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
    const asked = ownBodies();
    // Reading every table costs more than a hundred requests: some routes are asked between two readings.
    for (let at = 0; at < asked.length; at += ROUTES_BETWEEN_READINGS) {
      const some = asked.slice(at, at + ROUTES_BETWEEN_READINGS);
      const changed = async (): Promise<string[]> => {
        const before = await tables.read();
        for (const operation of some) await breakBodies(operation);
        return differences(before, await tables.read());
      };
      const suspects = await changed();
      // Something that goes by itself (a payment asked about again) may have changed them: once more.
      const again = suspects.length > 0 ? await changed() : [];
      for (const table of suspects.filter((suspect) => again.includes(suspect)))
        range.note(`${some.map(({ name }) => name).join(' or ')} changed ${table}`);
    }
    range.report();
  });

  async function breakBodies(operation: Operation): Promise<void> {
    const check = checkOf(operation);
    const broken = hostileBodies(operation, known).filter(({ value }) => mustBeRefused(value, check));
    await inParallel(broken, AT_ONCE, async (hostile) => {
      const answer = await range.fire({ ...shotOf(operation, hostile), headers: range.headersOf(operation) });
      const issue = pointsAt(answer.problem, hostile.pointer);
      if (answer.status !== 400 || answer.problem.code !== 'request.invalid' || !issue)
        range.note(
          `${operation.name}: ${hostile.what} at ${hostile.pointer || '/'} → ${answer.status} ${answer.body.slice(0, 300)}`,
        );
    });
  }

  function shotOf(operation: Operation, { what, pointer, value }: Hostile): Shot {
    const body = JSON.stringify(value) ?? 'null';
    return { method: operation.method, path: pathOf(operation), body, what: `${what} at ${pointer}` };
  }

  it('should never fail when a query or a path is anything at all', async () => {
    const shots = operations.flatMap((operation) => {
      const one = { method: operation.method, headers: range.headersOf(operation), ...bodyOf(operation) };
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
        .flatMap(({ name, schema }) =>
          TEXTS.flatMap(([what, text]) => [
            {
              ...one,
              what,
              path: `${pathOf(operation)}?${name}=${text}`,
              isWrong: textMustBeRefused(text, schema),
            },
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
      const answer = await range.fire({ ...shot, headers: { ...shot.headers, ...freshKey(shot.headers ?? {}) } });
      if ('isWrong' in shot && shot.isWrong && answer.problem.code !== 'request.invalid')
        range.note(`not refused: ${shot.what}: ${shot.path} → ${answer.status}`);
      if (answer.problem.code === 'request.invalid' && !answer.problem.errors?.length && !shot.what.includes('%'))
        if (!/half a character|no text|surrogate/.test(shot.what))
          range.note(`no pointer: ${shot.what}: ${shot.path.slice(0, 120)} → ${answer.body.slice(0, 200)}`);
    });
    range.report();
  });

  it('should never fail when headers, framing and media types are odd', async () => {
    const shots = operations.flatMap((operation) => oddShots(operation));
    await inParallel(shots, AT_ONCE, (shot) => range.fire(shot));
    range.report();
  });

  function oddShots(operation: Operation): Shot[] {
    const one = { method: operation.method, path: pathOf(operation), ...bodyOf(operation) };
    const usual = range.headersOf(operation);
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
      range.fire({
        what,
        body,
        method: operation.method,
        path: operation.path,
        headers: range.headersOf(operation, { 'content-type': type }),
      }),
    );
    range.report();
  });

  it('should change nothing when a verb refuses what its schema takes', async () => {
    for (const operation of operations.filter(({ method }) => method !== 'GET'))
      for (const shot of plausibleShots(operation, 1)) {
        const suspects = await changedBy(operation, shot, await tables.read());
        // What an earlier request has set going may be the one that changes them: once more, when all is quiet.
        const culprits = suspects.length > 0 ? await changedBy(operation, shot, await atRest()) : [];
        for (const table of culprits) range.note(`refused, yet changed ${table}: ${shot.what}: ${operation.name}`);
      }
    range.report();
  });

  /** Tables that differ although the request was refused. */
  async function changedBy(operation: Operation, shot: Shot, earlier: TableState): Promise<string[]> {
    const answer = await range.fire({ ...shot, headers: range.headersOf(operation) });
    return answer.status >= 400 ? differences(earlier, await tables.read()) : [];
  }

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
      plausibleShots(operation, TAKEN_OF_A_ROUTE).map((shot) => ({ operation, shot })),
    );
    await inParallel(shots, AT_ONCE, ({ operation, shot }) =>
      range.fire({ ...shot, headers: range.headersOf(operation) }),
    );
    range.report();
  });

  it('should move money once when webhooks are spoilt, forged and repeated', async () => {
    const heard = await payAndListen(house, String(known['payment to be paid']));
    const before = await ledgerSize();
    const notices = await oddNotices(house, heard);
    await inParallel(notices, AT_ONCE, (notice) => range.fire({ ...notice, method: 'POST' }));
    range.report();
    assert.equal(await ledgerSize(), before, 'the money of one payment has come in once');
  });

  /** Entries of the ledger when nothing is on its way any more. */
  async function ledgerSize(): Promise<string | undefined> {
    return (await atRest()).get('ledger.entries');
  }

  it('should stand as before when all of it is over', async (context) => {
    assert.deepEqual(await verifyRunningHouse(house), []);
    assert.equal((await fetch(`${house.url}/ready`)).status, 200);
    context.diagnostic(range.summary());
    assert.ok(range.requests() >= 18_000, `${range.requests()} requests are too few`);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { knownThings } from './hostile-market.ts';
import { AT_ONCE, openRange, type Range, type Shot } from './hostile-range.ts';
import { checkOf, inParallel, isStream } from './hostile-requests.ts';
import { addressOf, type Link, linksOf, madeId, neededOf } from './linked-requests.ts';
import { fillPath, type Operation, readOperations } from './openapi-document.ts';
import { randomRequests } from './random-requests.ts';
import { type RunningHouse, runHouse } from './running-house.ts';
import { type Known, sampleOf, samplePath, sampleQuery } from './sample-values.ts';
import { verifyRunningHouse } from './verify-running-house.ts';

const EACH = 70;

/** Every answer is also held against the description: status, media type, schema, problem code. See `openRange`. */
describe('requests made up by luck from the description', { timeout: 300_000 }, () => {
  let house: RunningHouse;
  let operations: Operation[];
  let known: Known;
  let range: Range;

  before(async () => {
    house = await runHouse({ env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    operations = (await readOperations(house.url)).filter(
      (operation) => !isStream(operation) && operation.scope !== 'webhook',
    );
    known = await knownThings(house.url);
    range = await openRange(house);
  });
  after(async () => {
    await range?.close();
    await house?.stop();
  });

  const pathOf = (operation: Operation) => fillPath(operation.path, samplePath(operation, known));
  const usualShot = (operation: Operation, path: string, what: string) => ({
    what,
    path,
    method: operation.method,
    headers: range.headersOf(operation),
    ...(operation.body?.kind === 'json'
      ? { body: JSON.stringify(sampleOf(neededOf(operation.body.schema), known)) }
      : {}),
  });

  it('should be there when it was made, and gone when it was deleted', async (context) => {
    const links = linksOf(operations);
    const followed: string[] = [];
    for (const link of links) {
      const made = await range.fire(usualShot(link.maker, pathOf(link.maker), 'to be followed'));
      const id = made.status < 300 ? madeId(JSON.parse(made.body), link.place) : null;
      if (!id) {
        context.diagnostic(`not made: ${link.maker.name}: ${made.status} ${made.body.slice(0, 300)}`);
        continue;
      }
      followed.push(link.maker.name);
      await followUp(link, id);
    }
    range.report();
    context.diagnostic(`${followed.length} of ${links.length} makers followed: ${followed.join(', ')}`);
    assert.ok(followed.length >= 7, 'too few things were made');
  });

  async function followUp(link: Link, id: string): Promise<void> {
    for (const operation of link.followUps) {
      const path = addressIn(link, operation, id);
      const shot = usualShot(operation, path, `what ${link.maker.name} has made`);
      const answer = await range.fire(shot);
      if (operation.method === 'GET' && answer.status === 404) range.note(`made, yet not there: ${path}`);
      if (operation.method === 'DELETE' && answer.status < 300 && path === `${link.maker.path}/${id}`)
        await expectGone(link, shot, id);
    }
  }

  const addressIn = ({ maker, place }: Link, operation: Operation, id: string) =>
    addressOf(operation, { ...samplePath(operation, known), ...samplePath(maker, known) }, { place, id });

  async function expectGone(link: Link, deletion: Shot, id: string): Promise<void> {
    const again = await range.fire(deletion);
    if (![204, 404].includes(again.status)) range.note(`deleted twice: ${deletion.path} → ${again.status}`);
    for (const operation of link.followUps.filter(({ method }) => method !== 'DELETE')) {
      const { status } = await range.fire(usualShot(operation, addressIn(link, operation, id), 'what was deleted'));
      if (status < 300) range.note(`deleted, yet still there: ${operation.name} → ${status}`);
    }
  }

  it('should be taken when the description shows a body as an example', async (context) => {
    const shown = operations.filter(({ body }) => body?.example !== undefined);
    const silent = operations.filter(({ body }) => body?.kind === 'json' && body.example === undefined);
    assert.deepEqual(
      silent.map(({ name }) => name),
      [],
      'a body without an example',
    );
    const unfit = shown.filter((operation) => !checkOf(operation)(operation.body?.example)).map(({ name }) => name);
    assert.deepEqual(unfit, [], 'an example breaks the schema beside it');
    const answers: string[] = [];
    for (const operation of shown) {
      const shot = {
        ...usualShot(operation, `${pathOf(operation)}${sampleQuery(operation, known)}`, 'the example'),
        body: JSON.stringify(operation.body?.example),
      };
      const { status, problem } = await range.fire(shot);
      answers.push(`${operation.name} ${status}`);
      if (problem.code === 'request.invalid') range.note(`an example is refused: ${operation.name}`);
    }
    range.report();
    context.diagnostic(answers.join(', '));
  });

  it('should keep every promise of the description when requests are made up by luck', async () => {
    const shots = operations.flatMap((operation) =>
      (operation.body?.kind === 'json' || operation.parameters.some((parameter) => parameter.in === 'query')
        ? randomRequests(operation, known, EACH)
        : []
      ).map(({ query, body }) => ({ operation, query, body })),
    );
    await inParallel(shots, AT_ONCE, ({ operation, query, body }) =>
      range.fire({
        what: 'by luck',
        method: operation.method,
        path: `${pathOf(operation)}${query && `?${query}`}`,
        headers: range.headersOf(operation),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    range.report();
  });

  it('should stand as before when all of it is over', async (context) => {
    context.diagnostic(range.summary());
    assert.deepEqual(await verifyRunningHouse(house), []);
    assert.ok(range.requests() >= 5_000, `${range.requests()} requests are too few`);
  });
});

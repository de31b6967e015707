import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Sql, sql } from './database.ts';
import { type EventEnvelope, outboxInsert, type Reaction } from './events.ts';
import { newUuid } from './ids.ts';
import { Inbox } from './inbox.ts';
import { Jobs } from './jobs.ts';
import { silentLog } from './log.ts';
import { ModuleSagas } from './saga-runner.ts';
import { startTelemetry, type Telemetry, tracedRequest } from './telemetry.ts';
import { guestCall } from './testing/calls.ts';
import { testDatabase, waitFor } from './testing/database.ts';

type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; links?: { traceId: string }[] };

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;

describe('traces behind the request', () => {
  const world = testDatabase('sellers');
  const spans: Span[] = [];
  const collector = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  let telemetry: Telemetry;
  before(async () => {
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  });
  after(() => {
    collector.close().closeAllConnections();
  });

  /** Runs work while traces are exported; the spans of it. */
  async function spansOf(work: () => Promise<unknown>): Promise<Span[]> {
    const { port } = collector.address() as AddressInfo;
    telemetry = await startTelemetry({ endpoint: `http://127.0.0.1:${port}`, serviceName: 'test', log: silentLog });
    const before = spans.length;
    await work().finally(() => telemetry.stop());
    return spans.slice(before);
  }
  const request = <T>(work: () => Promise<T>) => tracedRequest('POST /orders', { traceparent }, {}, work);
  const call = guestCall();

  it('should go on with the trace of an event when it is heard elsewhere', async () => {
    let statement: Sql | undefined;
    const found = await spansOf(async () => {
      await request(async () => {
        const row = { type: 'thing.made', version: 1, aggregate: 'thing', aggregateId: newUuid(), call, payload: {} };
        statement = outboxInsert('sellers', row);
        await world.database.run(statement);
      });
      const [row] = await world.database.run<{ metadata: EventEnvelope['metadata'] }>(
        sql`select metadata from sellers.outbox where event_type = 'thing.made'`,
      );
      const metadata = row?.metadata ?? assert.fail('no event');
      assert.match(metadata.traceparent ?? '', new RegExp(`^00-${TRACE}-`));
      const heard = (eventType: string): EventEnvelope => ({
        eventId: newUuid(),
        eventType,
        eventVersion: 1,
        aggregateType: 'thing',
        aggregateId: newUuid(),
        eventTimestamp: new Date().toISOString(),
        metadata,
        payload: {},
      });
      const reactions: Reaction[] = [
        { eventType: 'thing.made', version: 1, run: async () => void (await world.database.run(sql`select 1`)) },
        { eventType: 'thing.kept', version: 1, inTx: () => {} },
      ];
      const inbox = new Inbox({ database: world.database, reactions, log: silentLog });
      await inbox.receive([heard('thing.made')]);
      await inbox.receive([heard('thing.kept'), heard('thing.kept')]);
    });
    const reaction = found.find(({ name }) => name === 'sellers hears thing.made') ?? assert.fail('no span');
    assert.equal(reaction.traceId, TRACE);
    assert.ok(found.some(({ name, parentSpanId }) => name === 'database.batch' && parentSpanId === reaction.spanId));
    const together = found.find(({ name }) => name === 'sellers hears together');
    assert.deepEqual(
      together?.links?.map(({ traceId }) => traceId),
      [TRACE, TRACE],
    );
  });

  it('should go on with the trace that began a saga when another process takes it up', async () => {
    const definition = {
      kind: 'traced',
      steps: [
        { name: 'first', write: () => [] },
        { name: 'second', notBefore: (state: { at: string }) => new Date(state.at) },
      ],
    };
    const sagaId = newUuid();
    const found = await spansOf(async () => {
      const first = new ModuleSagas({ database: world.database, owner: 'p1', log: silentLog });
      const state = { at: new Date(Date.now() + 60_000).toISOString() };
      await request(() => first.start(definition, { sagaId, state, call }));
      await world.database.run(
        sql`update sellers.sagas set due_at = now(), state = ${sql.json({ at: new Date().toISOString() })} where id = ${sagaId}`,
      );
      const second = new ModuleSagas({ database: world.database, owner: 'p2', log: silentLog });
      second.register([definition as never]);
      await second.sweep();
    });
    for (const name of ['saga traced.first', 'saga traced.second'])
      assert.equal(found.find((span) => span.name === name)?.traceId, TRACE, name);
  });

  it('should go on with the trace of who asked for a job when the queue runs it', async () => {
    const jobs = new Jobs({ url: world.url, log: silentLog });
    const seen: unknown[] = [];
    const found = await spansOf(async () => {
      await jobs.start([{ name: 'sellers.try', run: async (_call, data) => void seen.push(data) }]);
      await waitFor('the queue is there', () =>
        request(() => jobs.enqueue('sellers.try', { what: 5 })).then(
          () => true,
          () => false,
        ),
      );
      await waitFor('the job has run', async () => seen.length > 0);
      await jobs.stop();
    });
    assert.deepEqual(seen, [{ what: 5 }]);
    assert.equal(found.find(({ name }) => name === 'job sellers.try')?.traceId, TRACE);
  });
});

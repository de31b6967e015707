import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemCall } from './call.ts';
import { bindDatabase, type Database, openPool, sql } from './database.ts';
import { type EventEnvelope, outboxInsert, type Reaction } from './events.ts';
import { newUuid } from './ids.ts';
import { Inbox } from './inbox.ts';
import { countWaiting, listDeadLetters } from './inbox-queries.ts';
import { silentLog } from './log.ts';
import { advanceCheckpoint, ensureCheckpoints, leaseAndRead, type Progress } from './outbox-queries.ts';
import { type Relay, startRelay } from './relay.ts';
import { testDatabases, waitFor } from './testing/database.ts';

const call = systemCall('test', 'test');
const said = (aggregateId: string, n: number) =>
  outboxInsert('sellers', {
    type: 'thing.happened',
    version: 1,
    aggregate: 'thing',
    aggregateId,
    call,
    payload: { n },
  });

describe('events from one module to another', () => {
  const world = testDatabases(['sellers', 'notifications']);
  const handled: string[] = [];
  let failing: (event: EventEnvelope<{ n: number }>) => boolean = () => false;

  const reaction: Reaction = {
    eventType: 'thing.happened',
    version: 1,
    inTx: async (tx, event: EventEnvelope<never>) => {
      const seen = event as unknown as EventEnvelope<{ n: number }>;
      if (failing(seen)) throw new Error('not today');
      await tx.run(sql`select 1`);
      handled.push(`${seen.aggregateId}:${seen.payload.n}`);
    },
  };

  async function connect(owner: string, inbox: Inbox): Promise<Relay> {
    return startRelay({
      database: world.of('sellers'),
      subscribers: [
        { name: 'notifications', eventTypes: inbox.eventTypes, deliver: (events) => inbox.receive(events) },
      ],
      owner,
      log: silentLog,
      pollMs: 20,
    });
  }
  const newInbox = (reactions: Reaction[] = [reaction]): Inbox =>
    new Inbox({ database: world.of('notifications'), reactions, log: silentLog });
  const ofAggregate = (id: string) =>
    handled.filter((entry) => entry.startsWith(`${id}:`)).map((entry) => Number(entry.split(':')[1]));

  it('should hand over every event once and in order when several writers commit at the same time', async () => {
    const relay = await connect('one', newInbox());
    const aggregates = Array.from({ length: 8 }, () => newUuid());
    await Promise.all(
      aggregates.map(async (aggregate) => {
        for (let n = 0; n < 25; n++) {
          await world.of('sellers').batch([said(aggregate, n)]);
          relay.wake();
        }
      }),
    );
    await waitFor('all events have arrived', () =>
      aggregates.every((aggregate) => ofAggregate(aggregate).length === 25),
    );
    for (const aggregate of aggregates)
      assert.deepEqual(
        ofAggregate(aggregate),
        Array.from({ length: 25 }, (_, n) => n),
      );
    await relay.stop();
  });

  it('should not skip an event when its transaction commits after a later one', async () => {
    const inbox = newInbox();
    const relay = await connect('two', inbox);
    const slow = newUuid();
    const quick = newUuid();
    const quickDone = Promise.withResolvers<void>();
    const slowTx = world.of('sellers').inTx(async (tx) => {
      await tx.run(said(slow, 1));
      await quickDone.promise;
    });
    await world.of('sellers').batch([said(quick, 1)]);
    await relay.drain();
    quickDone.resolve();
    await slowTx;
    await waitFor('both have arrived', () => ofAggregate(slow).length === 1 && ofAggregate(quick).length === 1);
    await relay.stop();
  });

  it('should keep later events of the same aggregate waiting and let others pass when one cannot be handled', async () => {
    const bad = newUuid();
    const good = newUuid();
    let isBroken = true;
    failing = (event) => isBroken && event.aggregateId === bad && event.payload.n === 1;
    const inbox = newInbox();
    const relay = await connect('three', inbox);
    await world.of('sellers').batch([said(bad, 1), said(good, 1), said(bad, 2)]);
    await relay.drain();
    await waitFor('the good one has arrived', () => ofAggregate(good).length === 1);
    assert.deepEqual(ofAggregate(bad), []);
    assert.deepEqual(await countWaiting(world.of('notifications'), 'notifications'), { waiting: 2, dead: 0 });

    isBroken = false;
    await waitFor('the waiting ones have been tried again', async () => {
      await inbox.retryDue();
      return ofAggregate(bad).length === 2;
    });
    assert.deepEqual(ofAggregate(bad), [1, 2]);
    await relay.stop();
  });

  it('should lay an event aside as a dead letter after the last attempt and handle it when it is replayed', async () => {
    const aggregate = newUuid();
    let isBroken = true;
    failing = (event) => isBroken && event.aggregateId === aggregate;
    const inbox = newInbox();
    const relay = await connect('four', inbox);
    await world.of('sellers').batch([said(aggregate, 1)]);
    await relay.drain();
    const hurry = () =>
      world.of('notifications').run(sql`update notifications.inbox_waiting set next_attempt_at = now()`);
    await waitFor('it is dead', async () => {
      await hurry();
      await inbox.retryDue();
      return (await listDeadLetters(world.of('notifications'), 'notifications', 10)).length === 1;
    });
    isBroken = false;
    assert.equal(await inbox.replay(null), 1);
    await inbox.retryDue();
    assert.deepEqual(ofAggregate(aggregate), [1]);
    assert.deepEqual(await countWaiting(world.of('notifications'), 'notifications'), { waiting: 0, dead: 0 });
    await relay.stop();
  });

  it('should take effect once when the same events are delivered twice', async () => {
    const aggregate = newUuid();
    const runs: string[] = [];
    const inbox = newInbox([
      {
        eventType: 'thing.happened',
        version: 1,
        run: async (_call, event) => void runs.push((event as EventEnvelope).eventId),
      },
    ]);
    const event: EventEnvelope = {
      eventId: newUuid(),
      eventType: 'thing.happened',
      eventVersion: 1,
      aggregateType: 'thing',
      aggregateId: aggregate,
      eventTimestamp: new Date().toISOString(),
      metadata: { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'sellers' },
      payload: { n: 1 },
    };
    await inbox.receive([event]);
    await inbox.receive([event]);
    assert.deepEqual(runs, [event.eventId]);
  });

  it('should park an event when its version is newer than the module understands', async () => {
    const inbox = newInbox();
    const event: EventEnvelope = {
      eventId: newUuid(),
      eventType: 'thing.happened',
      eventVersion: 2,
      aggregateType: 'thing',
      aggregateId: newUuid(),
      eventTimestamp: new Date().toISOString(),
      metadata: { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'sellers' },
      payload: {},
    };
    await inbox.receive([event]);
    assert.equal((await countWaiting(world.of('notifications'), 'notifications')).waiting, 1);
    await world.of('notifications').run(sql`delete from notifications.inbox_waiting`);
  });

  it('should pass on what another process is reading when a process that lost its lease comes back late', async () => {
    const database = world.of('sellers');
    const pass = async (owner: string, done: Progress | null) =>
      leaseAndRead(database, 'sellers', {
        subscriber: 'late',
        eventTypes: ['thing.happened'],
        owner,
        leaseMs: 60_000,
        limit: 2,
        done,
      });
    await ensureCheckpoints(database, 'sellers', ['late']);
    for (let read = await pass('seven', null); read && read.events.length > 0; ) read = await pass('seven', read);
    const aggregate = newUuid();
    const numbers = (read: { events: EventEnvelope[] } | undefined): unknown[] =>
      (read?.events ?? []).filter((event) => event.aggregateId === aggregate).map((event) => event.payload);

    await database.batch([said(aggregate, 1)]);
    const stale = await waitFor('the first is read', async () => {
      const read = await pass('seven', null);
      return read && read.events.length > 0 ? read : null;
    });
    await database.run(sql`update sellers.outbox_checkpoints set leased_until = now() where subscriber = 'late'`);
    assert.deepEqual(numbers(await pass('eight', stale)), [], 'it is noted as done by the one that takes over');
    await database.batch([said(aggregate, 2), said(aggregate, 3), said(aggregate, 4)]);
    const half = await waitFor('the next are read', async () => {
      const read = await pass('eight', null);
      return read && read.events.length > 0 ? read : null;
    });
    assert.deepEqual(numbers(half), [{ n: 2 }, { n: 3 }]);

    assert.equal(await pass('seven', stale), undefined, 'the lease is not its own');
    await database.run(advanceCheckpoint('sellers', 'late', stale));
    assert.deepEqual(numbers(await pass('eight', half)), [{ n: 4 }]);
  });

  it('should hand events over together when a reaction can, and one by one when that fails', async () => {
    const bulk: number[] = [];
    const alone: string[] = [];
    let isFailing = false;
    const inbox = newInbox([
      {
        eventType: 'thing.happened',
        version: 1,
        run: async (_call, event) => void alone.push((event as EventEnvelope).aggregateId),
        together: async (heard) => {
          if (isFailing) throw new Error('not all at once');
          bulk.push(heard.length);
        },
      },
    ]);
    const event = (): EventEnvelope => ({
      eventId: newUuid(),
      eventType: 'thing.happened',
      eventVersion: 1,
      aggregateType: 'thing',
      aggregateId: newUuid(),
      eventTimestamp: new Date().toISOString(),
      metadata: { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'sellers' },
      payload: { n: 1 },
    });
    const three = [event(), event(), event()];
    await inbox.receive(three);
    await inbox.receive(three);
    assert.deepEqual([bulk, alone], [[3], []]);
    isFailing = true;
    const two = [event(), event()];
    await inbox.receive(two);
    assert.deepEqual(alone.toSorted(), two.map((one) => one.aggregateId).toSorted());
  });

  it('should carry on where the other stopped when a second process takes over the lease', async () => {
    failing = () => false;
    const first = await connect('five', newInbox());
    const aggregate = newUuid();
    await world.of('sellers').batch([said(aggregate, 1)]);
    await first.drain();
    await first.stop();
    const pool = openPool(world.url, { max: 4 });
    const elsewhere: Database = bindDatabase(pool, 'sellers');
    const inbox = newInbox();
    const second = await startRelay({
      database: elsewhere,
      subscribers: [
        { name: 'notifications', eventTypes: inbox.eventTypes, deliver: (events) => inbox.receive(events) },
      ],
      owner: 'six',
      log: silentLog,
      pollMs: 20,
    });
    await elsewhere.batch([said(aggregate, 2)]);
    await waitFor('the second process has carried it', () => ofAggregate(aggregate).length === 2);
    assert.deepEqual(ofAggregate(aggregate), [1, 2]);
    await second.stop();
    await pool.close();
  });
});

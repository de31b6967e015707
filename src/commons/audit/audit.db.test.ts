import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AUDIT_RECORDED, type AuditRecorded } from '#platform/audit';
import { sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { createAudit } from './module.ts';

describe('audit', () => {
  const world = testDatabase('audit');
  const call = guestCall();
  const audit = () => createAudit({ database: world.database });

  function recorded(stream: string, action: string, after: unknown = null): EventEnvelope<AuditRecorded> {
    return {
      eventId: newUuid(),
      eventType: AUDIT_RECORDED,
      eventVersion: 1,
      aggregateType: 'audit-stream',
      aggregateId: stream,
      eventTimestamp: new Date().toISOString(),
      metadata: { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'orders' },
      payload: {
        stream,
        action,
        actor: { kind: 'user', id: 'u1', roles: [] },
        onBehalfOf: null,
        before: null,
        after,
        correlationId: 'c',
        clientAddress: null,
      },
    };
  }
  const seal = (...events: EventEnvelope<AuditRecorded>[]) =>
    new Inbox({ database: world.database, reactions: audit().reactions ?? [], log: silentLog }).receive(events);

  it('should chain the entries of each stream when events arrive, once each', async () => {
    const [a, b] = [`order:${newUuid()}`, `order:${newUuid()}`];
    const first = recorded(a, 'orders.created');
    await seal(first, recorded(b, 'orders.created'), recorded(a, 'orders.paid', { paidMinor: 10 }));
    await seal(first);
    const { items } = await audit().api.listEntries(call, { stream: a });
    assert.deepEqual(
      items.map((item) => [item.sequence, item.action]),
      [
        [2, 'orders.paid'],
        [1, 'orders.created'],
      ],
    );
    assert.deepEqual(items[0]?.after, { paidMinor: 10 });
    assert.equal((await audit().api.verifyChains(call, {})).firstBroken, null);
  });

  it('should page without gaps or doubles when the list is longer than the limit', async () => {
    const stream = `order:${newUuid()}`;
    await seal(...Array.from({ length: 7 }, (_, n) => recorded(stream, `orders.step-${n}`)));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const list: { items: { action: string }[]; nextCursor: string | null } = await audit().api.listEntries(call, {
        stream,
        limit: 3,
        ...(cursor ? { cursor } : {}),
      });
      seen.push(...list.items.map((item) => item.action));
      cursor = list.nextCursor;
    } while (cursor);
    assert.equal(new Set(seen).size, 7);
    assert.equal(seen.length, 7);
  });

  it('should refuse when somebody wants to change, delete or truncate entries', async () => {
    await seal(recorded('order:x', 'orders.created'));
    await assert.rejects(world.database.run(sql`update audit.entries set action = 'nothing'`), /never changed/);
    await assert.rejects(world.database.run(sql`delete from audit.entries`), /never changed/);
    await assert.rejects(world.database.run(sql`truncate audit.entries`), /never changed/);
  });

  it('should name the first broken entry when somebody got around the triggers', async () => {
    const stream = `order:0${newUuid()}`;
    await seal(recorded(stream, 'orders.created'), recorded(stream, 'orders.paid'), recorded(stream, 'orders.shipped'));
    const { default: pg } = await import('pg');
    const admin = new pg.Client({ connectionString: world.url });
    await admin.connect();
    await admin.query('alter table audit.entries disable trigger user');
    await admin.query(
      `update audit.entries set sealed = replace(sealed, 'orders.paid', 'orders.gift') where stream = $1 and sequence = 2`,
      [stream],
    );
    assert.deepEqual((await audit().api.verifyChains(call, {})).firstBroken, { stream, sequence: 2 });
    await admin.query(
      `update audit.entries set sealed = replace(sealed, 'orders.gift', 'orders.paid') where stream = $1 and sequence = 2`,
      [stream],
    );
    assert.equal((await audit().api.verifyChains(call, {})).firstBroken, null);
    await admin.query('delete from audit.entries where stream = $1 and sequence = 3', [stream]);
    assert.deepEqual((await audit().api.verifyChains(call, {})).firstBroken, { stream, sequence: 3 });
    await admin.query('alter table audit.entries enable trigger user');
    await admin.end();
  });

  it('should name the events that were never sealed when asked', async () => {
    const event = recorded('order:y', 'orders.created');
    await seal(event);
    const missing = newUuid();
    assert.deepEqual(await audit().api.listUnsealed(call, { eventIds: [event.eventId, missing] }), {
      eventIds: [missing],
    });
  });
});

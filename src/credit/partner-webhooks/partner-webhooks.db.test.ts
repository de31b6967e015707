import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import type { Module } from '#platform/module';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import type { PartnerEventType } from './contract.ts';
import { createPartnerWebhooks } from './module.ts';

type Received = { headers: IncomingMessage['headers']; body: string; path: string };

describe('partner_webhooks', () => {
  const world = testDatabase('partner_webhooks');
  const clock = fixedClock('2026-11-21T03:00:00Z');
  const tenantId = newUuid();
  const call = userCall(newUuid());
  const cipher = createFieldCipher([Buffer.alloc(32, 7)]);
  const received: Received[] = [];
  const answers = new Map<string, number>();
  const wishes: (Date | undefined)[] = [];
  let partner: Server;
  let base: string;

  before(async () => {
    partner = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += piece));
      request.on('end', () => {
        received.push({ headers: request.headers, body, path: request.url ?? '' });
        const status = answers.get(request.url ?? '') ?? 204;
        if (status === 0) response.destroy();
        else response.writeHead(status, { location: '/elsewhere' }).end(status === 204 ? '' : 'jawaban mitra');
      });
    });
    await new Promise<void>((resolve) => partner.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(partner.address() as AddressInfo).port}`;
  });
  after(() => new Promise((resolve) => partner.close(resolve)));
  beforeEach(async () => {
    received.length = 0;
    answers.clear();
    wishes.length = 0;
    await world.database.run(sql`delete from partner_webhooks.endpoints`);
    await world.database.run(sql`delete from partner_webhooks.messages`);
  });

  const module = (isPrivateAllowed = true) =>
    createPartnerWebhooks({
      database: world.database,
      cipher,
      clock,
      newId: newUuid,
      jitter: () => 0,
      isPrivateAllowed,
      log: silentLog,
      enqueue: async (_name, _data, options) => void wishes.push(options?.startAfter),
      tenants: { tenantOfCall: async () => assert.fail('only routes ask') },
    });
  const hear = async (made: ReturnType<typeof module>, events: EventEnvelope[]): Promise<void> => {
    const own = (made as unknown as Module).reactions ?? [];
    const [first] = own;
    await first?.together?.(events.map((event) => ({ call, event })));
  };
  const send = (made: ReturnType<typeof module>): Promise<void> =>
    made.jobs?.[0]?.run(systemCall('test', newUuid()), null) ?? assert.fail('no job');
  const event = (eventType: PartnerEventType, payload: object = { tenantId, loanId: newUuid() }): EventEnvelope => ({
    eventId: newUuid(),
    eventType,
    eventVersion: 1,
    aggregateType: 'loan',
    aggregateId: newUuid(),
    eventTimestamp: '2026-11-21T03:00:00.000Z',
    metadata: { correlationId: 'test', causationId: null, userId: null, tenantId: null, source: 'loans' },
    payload,
  });
  const add = (path: string, eventTypes: PartnerEventType[] = ['loan.closed'], made = module()) =>
    made.api.addEndpoint(call, { tenantId, endpoint: { url: `${base}${path}`, eventTypes } });
  const deliveries = async (made: ReturnType<typeof module>) =>
    (await made.api.listDeliveries(call, { tenantId, filter: {} })).items;

  it('should tell only those who listen, once and signed, when an event comes twice', async () => {
    const made = module();
    const { secret, endpoint } = await add('/closed');
    await add('/activated', ['loan.activated']);
    const said = event('loan.closed');
    await hear(made, [said, event('loan.closed', { tenantId: newUuid() }), event('loan.closed', { other: 1 })]);
    await hear(made, [said]);
    await send(made);

    assert.deepEqual(
      received.map(({ path }) => path),
      ['/closed'],
    );
    const [{ headers, body } = assert.fail('nothing came')] = received;
    assert.deepEqual(JSON.parse(body), {
      id: said.eventId,
      type: 'loan.closed',
      version: 1,
      timestamp: said.eventTimestamp,
      data: said.payload,
    });
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const text = `${said.eventId}.${headers['webhook-timestamp']}.${body}`;
    assert.equal(headers['webhook-signature'], `v1,${createHmac('sha256', key).update(text).digest('base64')}`);
    const [sent] = await deliveries(made);
    assert.equal(sent?.status, 'delivered');
    assert.equal(sent?.endpointId, endpoint.id);
    const rows = await world.database.run<{ sealed: string }>(
      sql`select secret_sealed as sealed from partner_webhooks.endpoints where id = ${endpoint.id}`,
    );
    assert.ok(!rows[0]?.sealed.includes(secret));
    assert.equal(wishes.length, 1, 'one round is asked for');
  });

  it('should try again later and write every try down when a partner fails, and start over when replayed', async () => {
    const made = module();
    await add('/bad');
    answers.set('/bad', 500);
    await hear(made, [event('loan.closed')]);
    await send(made);
    await send(made);
    assert.equal(received.length, 1, 'not before its time');
    assert.equal(wishes.at(-1)?.toISOString(), new Date(clock.now().getTime() + 5_000).toISOString());
    for (let tried = 1; tried < 10; tried += 1) {
      clock.advance(25 * 3_600_000);
      await send(made);
    }
    const [failed = assert.fail('no delivery')] = await deliveries(made);
    assert.deepEqual([failed.status, failed.attempts, failed.lastStatus], ['failed', 6, 500]);
    const whole = await made.api.getDelivery(call, { tenantId, deliveryId: failed.id });
    assert.equal(whole.log.length, 6);
    assert.equal(whole.log[0]?.answer, 'jawaban mitra');

    const [endpoint = assert.fail('no endpoint')] = (await made.api.listEndpoints(call, { tenantId })).endpoints;
    assert.equal(endpoint.stoppedBecause, 'failing', 'five days of failures switch it off');
    await made.api.changeEndpoint(call, { tenantId, endpointId: endpoint.id, change: { isActive: true } });
    answers.clear();
    const since = '2026-11-01T00:00:00Z';
    assert.deepEqual(await made.api.replayFailed(call, { tenantId, endpointId: endpoint.id, since }), { replayed: 1 });
    await send(made);
    assert.equal((await deliveries(made))[0]?.status, 'delivered');
    await made.api.replayDelivery(call, { tenantId, deliveryId: failed.id });
    await send(made);
    assert.equal(received.at(-1)?.headers['webhook-id'], failed.eventId);
    assert.equal((await deliveries(made))[0]?.attempts, 8);
  });

  it('should follow no redirect, note a broken connection and stop for good when the partner is gone', async () => {
    const made = module();
    const { endpoint } = await add('/gone');
    await add('/moved');
    await add('/broken');
    answers.set('/gone', 410).set('/moved', 302).set('/broken', 0);
    await hear(made, [event('loan.closed')]);
    await send(made);
    assert.ok(received.every(({ path }) => path !== '/elsewhere'));
    const byPath = (await deliveries(made)).map(({ lastStatus, lastError, status }) => [lastStatus, lastError, status]);
    assert.deepEqual(
      byPath.toSorted(),
      [
        [302, null, 'pending'],
        [410, null, 'failed'],
        [null, 'ECONNRESET', 'pending'],
      ].toSorted(),
    );
    const [first] = (await made.api.listEndpoints(call, { tenantId })).endpoints;
    assert.deepEqual([first?.id, first?.isActive, first?.stoppedBecause], [endpoint.id, false, 'gone']);
    const said = await world.database.run<{ type: string }>(
      sql`select event_type as type from partner_webhooks.outbox where aggregate_id = ${endpoint.id}`,
    );
    assert.deepEqual(said, [{ type: 'webhook-endpoint.stopped' }]);
  });

  it('should call nobody inside the network when that is not allowed, whatever the name says', async () => {
    const made = module(false);
    // Kept while it was allowed: the guard stands where the connection is made.
    await add('/inside');
    await made.api.changeEndpoint(call, {
      tenantId,
      endpointId: (await add('/named')).endpoint.id,
      change: { description: 'x' },
    });
    await world.database.run(sql`
      update partner_webhooks.endpoints set url = replace(url, '127.0.0.1', 'localhost') where url like '%/named'`);
    await hear(made, [event('loan.closed')]);
    await send(made);
    assert.equal(received.length, 0);
    assert.deepEqual(
      (await deliveries(made)).map(({ lastError }) => lastError),
      ['inner-address', 'inner-address'],
    );
  });

  it('should refuse an address when it lies inside or is not of the web (partner-webhooks.url-not-allowed)', async () => {
    const { api } = module(false);
    for (const url of [
      'http://mitra.example/x',
      'https://127.0.0.1/x',
      'https://[::1]/x',
      'https://10.0.0.8/x',
      'https://169.254.169.254/latest',
      'https://localhost/x',
      'https://db.internal/x',
      'https://u:p@mitra.example/x',
    ]) {
      const attempt = api.addEndpoint(call, { tenantId, endpoint: { url, eventTypes: ['loan.closed'] } });
      await assert.rejects(attempt, (error) => isRefusal(error, 'partner-webhooks.url-not-allowed'), url);
    }
    assert.deepEqual(await api.listEndpoints(call, { tenantId }), { endpoints: [] });
  });

  it('should sign with both secrets for a day when one was changed', async () => {
    const made = module();
    const { endpoint } = await add('/both');
    await made.api.rotateSecret(call, { tenantId, endpointId: endpoint.id });
    await made.api.pingEndpoint(call, { tenantId, endpointId: endpoint.id });
    await send(made);
    assert.equal(String(received[0]?.headers['webhook-signature']).split(' ').length, 2);
    // The answer was lost and it is asked again: who still has the first secret can check what comes.
    await made.api.rotateSecret(call, { tenantId, endpointId: endpoint.id });
    await made.api.pingEndpoint(call, { tenantId, endpointId: endpoint.id });
    await send(made);
    assert.equal(String(received[1]?.headers['webhook-signature']).split(' ').length, 3);
    received.length = 1;
    clock.advance(25 * 3_600_000);
    await made.api.pingEndpoint(call, { tenantId, endpointId: endpoint.id });
    await send(made);
    assert.equal(String(received[1]?.headers['webhook-signature']).split(' ').length, 1);
    assert.equal(JSON.parse(received[1]?.body ?? '').type, 'webhook.ping');
  });

  it('should send each delivery once when two workers take them at the same time', async () => {
    const made = module();
    await add('/one');
    await add('/two');
    await hear(
      made,
      Array.from({ length: 20 }, () => event('loan.closed')),
    );
    await Promise.all([send(made), send(module()), send(made)]);
    assert.equal(received.length, 40);
    assert.equal(new Set(received.map(({ headers, path }) => `${headers['webhook-id']}${path}`)).size, 40);
  });

  it('should refuse an eleventh when there are ten (partner-webhooks.too-many)', async () => {
    for (let nth = 0; nth < 10; nth += 1) await add(`/n${nth}`);
    await assert.rejects(add('/n10'), (error) => isRefusal(error, 'partner-webhooks.too-many'));
  });

  it('should find nothing when it is of another institution (partner-webhooks.not-found)', async () => {
    const made = module();
    const { endpoint } = await add('/mine');
    await made.api.pingEndpoint(call, { tenantId, endpointId: endpoint.id });
    const [delivery = assert.fail('no delivery')] = await deliveries(made);
    const strange = { tenantId: newUuid(), endpointId: endpoint.id };
    const { api } = made;
    for (const attempt of [
      () => api.changeEndpoint(call, { ...strange, change: { isActive: false } }),
      () => api.rotateSecret(call, strange),
      () => api.removeEndpoint(call, strange),
      () => api.pingEndpoint(call, strange),
      () => api.replayFailed(call, { ...strange, since: '2026-11-01T00:00:00Z' }),
    ])
      await assert.rejects(attempt(), (error) => isRefusal(error, 'partner-webhooks.not-found'));
    const foreign = { tenantId: strange.tenantId, deliveryId: delivery.id };
    for (const attempt of [() => api.getDelivery(call, foreign), () => api.replayDelivery(call, foreign)])
      await assert.rejects(attempt(), (error) => isRefusal(error, 'partner-webhooks.delivery-not-found'));
    assert.deepEqual((await api.listDeliveries(call, { tenantId: strange.tenantId, filter: {} })).items, []);
    assert.equal((await api.listEndpoints(call, { tenantId })).endpoints[0]?.isActive, true);
  });

  it('should send nothing when an endpoint is switched off (partner-webhooks.endpoint-off)', async () => {
    const made = module();
    const { endpoint } = await add('/off');
    const wanted = { tenantId, endpointId: endpoint.id };
    await hear(made, [event('loan.closed')]);
    const [waiting = assert.fail('no delivery')] = await deliveries(made);
    await made.api.changeEndpoint(call, { ...wanted, change: { isActive: false } });
    await send(made);
    assert.equal(received.length, 0);
    assert.equal((await deliveries(made))[0]?.status, 'dropped');
    for (const attempt of [
      () => made.api.pingEndpoint(call, wanted),
      () => made.api.replayFailed(call, { ...wanted, since: '2026-11-01T00:00:00Z' }),
      () => made.api.replayDelivery(call, { tenantId, deliveryId: waiting.id }),
    ])
      await assert.rejects(attempt(), (error) => isRefusal(error, 'partner-webhooks.endpoint-off'));
    await made.api.removeEndpoint(call, wanted);
    assert.deepEqual(await deliveries(made), []);
  });

  it('should give the next page when there are more deliveries than asked for', async () => {
    const made = module();
    await add('/pages');
    await hear(
      made,
      Array.from({ length: 5 }, () => event('loan.closed')),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const filter = { limit: 2, status: 'pending' as const, ...(cursor ? { cursor } : {}) };
      const page = await made.api.listDeliveries(call, { tenantId, filter });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.equal(new Set(seen).size, 5);
  });
});

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { systemClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { createLive } from '#platform/live';
import { silentLog } from '#platform/log';
import { registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { testServer } from '#platform/testing/http-server';
import { openStage, TEST_SECRETS } from '../../sandbox/fixtures.ts';
import { type Carriers, createCarriers, Undeliverable } from './carriers.ts';
import { notificationsContract } from './contract.ts';
import { deliverDue } from './deliver.ts';
import { createNotifications } from './module.ts';
import { DEFAULT_PREFERENCES } from './templates.ts';

const APP_SECRET = TEST_SECRETS.whatsappAppSecret ?? '';

describe('what became of WhatsApp messages', () => {
  const world = testDatabase('notifications');
  const live = createLive();
  const letters: string[] = [];
  let sent = 0;
  let isMailRefused = false;
  let server: Awaited<ReturnType<typeof testServer>>;
  let stage: Awaited<ReturnType<typeof openStage>>;
  let twin: Carriers;
  /** Mails are kept; messages go nowhere, or to the twin for numbers that begin with its prefix. */
  const carriers: Carriers = {
    mail: async ({ to }) => {
      if (isMailRefused) throw new Undeliverable('no such box');
      letters.push(to);
    },
    whatsapp: async (message) => (message.to.startsWith('+6289') ? twin.whatsapp(message) : `wamid.${++sent}`),
    close: () => twin.close(),
  };
  const deps = () => ({
    database: world.database,
    cipher: createFieldCipher([Buffer.alloc(32, 3)]),
    carriers,
    whatsapp: { appSecret: APP_SECRET, verifyToken: 'kata-kunci' },
    clock: systemClock,
    newId: newUuid,
    live,
    log: silentLog,
    publicUrl: () => 'https://toko.test',
  });
  const module = () => createNotifications(deps());
  before(async () => {
    registerRefusals(notificationsContract);
    server = await testServer(module().routes ?? []);
    const url = await server.listen({ port: 0, host: '127.0.0.1' });
    stage = await openStage({ lumbungUrl: url });
    twin = createCarriers({
      smtp: { url: 'smtp://127.0.0.1:1', from: 'x@lumbung.test' },
      whatsapp: { baseUrl: `${stage.sandbox.url}/whatsapp`, token: TEST_SECRETS.whatsappToken, phoneNumberId: '1' },
    });
  });
  after(async () => {
    carriers.close();
    live.close();
    await stage.close();
    await server.close();
  });

  /** Reads WhatsApp and no mails; has both. */
  async function reader(phone: string): Promise<string> {
    const userId = newUuid();
    const payload = { userId, name: 'Dewi', email: `${userId}@mail.test`, phone, language: 'id', roles: [] };
    const metadata = { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'identity' };
    const event = { eventId: newUuid(), eventType: 'user.registered', eventVersion: 1, aggregateType: 'user' };
    await new Inbox({ database: world.database, reactions: module().reactions ?? [], log: silentLog }).receive([
      { ...event, aggregateId: userId, eventTimestamp: new Date().toISOString(), metadata, payload },
    ]);
    return userId;
  }
  const switchOff = (userId: string, channel: 'email' | 'whatsapp') =>
    module().api.setPreferences(userCall(userId), {
      ...DEFAULT_PREFERENCES,
      transaction: { ...DEFAULT_PREFERENCES.transaction, [channel]: false },
    });
  async function tell(userId: string, type = 'order.shipped'): Promise<void> {
    const data = { orderId: newUuid(), orderNumber: 'ORD-1', courierName: 'JNE', totalMinor: 1 };
    await module().api.notify({ ...systemCall('test', newUuid()), idempotencyKey: newUuid() }, { userId, type, data });
    await deliver();
  }
  async function deliver(): Promise<void> {
    await world.database.run(sql`update notifications.deliveries set next_attempt_at = now() where status = 'waiting'`);
    await deliverDue(deps());
  }
  type Row = { channel: string; status: string; outcome: string | null; messageId: string; kept: boolean };
  const rowsOf = (userId: string) =>
    world.database.run<Row>(sql`
      select channel, status, outcome, provider_message_id as "messageId", fallback is not null as kept
      from notifications.deliveries where user_id = ${userId} order by created_at, id`);
  const say = async (statuses: unknown[], secret = APP_SECRET) => {
    const body = JSON.stringify({ entry: [{ changes: [{ field: 'messages', value: { statuses } }] }] });
    return post(body, `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  };
  const post = async (body: string, signature: string) => {
    const headers = { 'x-hub-signature-256': signature, 'content-type': 'application/json' };
    const answer = await server.fastify.inject({ method: 'POST', url: '/webhooks/whatsapp', headers, payload: body });
    return [answer.statusCode, answer.json().code];
  };

  it('should record what the twin tells of a message when it has arrived', async () => {
    const userId = await reader('+6289111222333');
    await tell(userId);
    const row = await waitFor('it is delivered', async () =>
      (await rowsOf(userId)).find(({ outcome }) => outcome === 'delivered'),
    );
    assert.deepEqual([row.channel, row.status, row.kept], ['whatsapp', 'sent', false]);
  });

  it('should send a letter instead, once, when the twin tells that the number is not there', async () => {
    const userId = await reader('+6289111220000');
    await switchOff(userId, 'email');
    await tell(userId);
    await waitFor('the letter waits', async () => (await rowsOf(userId)).length === 2);
    await deliver();
    const [failed, letter] = await rowsOf(userId);
    assert.deepEqual([failed?.channel, failed?.status, failed?.outcome], ['whatsapp', 'failed', 'failed']);
    assert.deepEqual([letter?.channel, letter?.status], ['email', 'sent']);
    assert.equal(letters.filter((to) => to === `${userId}@mail.test`).length, 1);
    await say([{ id: failed?.messageId, status: 'failed' }]);
    await deliver();
    assert.equal((await rowsOf(userId)).length, 2, 'told again, nothing more goes out');
  });

  it('should keep the furthest word when words come twice, out of order, or before the answer to the sending', async () => {
    const userId = await reader('+628111');
    await switchOff(userId, 'email');
    const next = `wamid.${sent + 1}`;
    assert.deepEqual(await say([{ id: next, status: 'read', timestamp: '1790000000' }]), [200, undefined]);
    await tell(userId);
    assert.deepEqual(
      (await rowsOf(userId)).map(({ outcome, kept }) => [outcome, kept]),
      [['read', false]],
    );
    await say([
      { id: next, status: 'sent' },
      { id: next, status: 'failed', errors: [{ code: 131_026, title: 'Message undeliverable' }] },
      { id: next, status: 'sent' },
    ]);
    assert.deepEqual(
      (await rowsOf(userId)).map(({ status, outcome }) => [status, outcome]),
      [['sent', 'read']],
    );
  });

  it('should send a message instead of a letter when the mail server refuses the address for good', async () => {
    const userId = await reader('+628112');
    isMailRefused = true;
    await tell(userId, 'order.paid');
    isMailRefused = false;
    await deliver();
    assert.deepEqual(
      (await rowsOf(userId)).map(({ channel, status }) => [channel, status]),
      [
        ['email', 'failed'],
        ['whatsapp', 'sent'],
      ],
    );
  });

  it('should have no fallback when the notice goes both ways already', async () => {
    const userId = await reader('+628113');
    await tell(userId);
    assert.deepEqual(
      (await rowsOf(userId)).map(({ kept }) => kept),
      [false, false],
    );
  });

  it('should refuse when a notice is forged or cannot be read, and pass over what it does not know', async () => {
    assert.deepEqual(await say([], 'another secret'), [403, 'notifications.webhook-forged']);
    const signed = (body: string) =>
      post(body, `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`);
    assert.deepEqual(await post('{}', ''), [403, 'notifications.webhook-forged']);
    for (const body of ['', '{', '[]', '{"entry":5}', 'null'])
      assert.deepEqual(await signed(body), [400, 'notifications.webhook-unreadable'], body);
    const odd = [{ id: 'a', status: 'warning' }, { id: 'a\0b', status: 'read' }, 5, null, {}];
    assert.deepEqual(await say(odd), [200, undefined]);
    assert.deepEqual(await signed('{"entry":[{"changes":[{"value":{"messages":[]}}]}]}'), [200, undefined]);
  });

  it('should answer the challenge when the token is ours, and refuse when not', async () => {
    const ask = (token: string, mode = 'subscribe') =>
      server.fastify.inject({
        url: `/webhooks/whatsapp?hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1158201444`,
      });
    const answer = await ask('kata-kunci');
    assert.deepEqual([answer.statusCode, answer.body], [200, '1158201444']);
    assert.equal((await ask('lain')).json().code, 'notifications.webhook-forged');
    assert.equal((await ask('kata-kunci', 'unsubscribe')).statusCode, 403);
    assert.equal((await server.fastify.inject({ url: '/webhooks/whatsapp' })).statusCode, 400);
  });
});

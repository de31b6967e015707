import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createIdempotencyStore } from '#platform/idempotency';
import { newUuid } from '#platform/ids';
import { testDatabase, waitFor } from '#platform/testing/database';
import { testServer, testToken } from '#platform/testing/http-server';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from './fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
type Json = Record<string, unknown>;

describe('payments over HTTP', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  let server: Awaited<ReturnType<typeof testServer>>;
  let url = '';
  before(async () => {
    stage = await openPayments(store.database, kit);
    const routes = (stage.routes ?? []).map((route) => ({ module: 'payments', ...route }));
    server = await testServer(routes, { idempotencyStore: createIdempotencyStore(() => store.database) });
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  after(async () => {
    await server.close();
    await stage.close();
  });

  const buyer = newUuid();
  const ask = async (
    method: string,
    path: string,
    wish: { as?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const headers = {
      ...(wish.as ? { authorization: `Bearer ${wish.as}` } : {}),
      ...(wish.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...wish.headers,
    };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(wish.body === undefined
        ? {}
        : { body: typeof wish.body === 'string' ? wish.body : JSON.stringify(wish.body) }),
    });
    const type = answer.headers.get('content-type') ?? '';
    return {
      status: answer.status,
      type,
      headers: answer.headers,
      body: (type.includes('json') ? await answer.json() : {}) as Json,
      bytes: type.includes('image') ? Buffer.from(await answer.arrayBuffer()) : null,
    };
  };
  const api = (path: string) => `/api/v1${path}`;
  const bill = (channel = 'QRIS') => stage.api.createIntent(stage.call, stage.intent({ payerId: buyer, channel }));
  const paidBill = async (channel = 'QRIS') => {
    const payment = await bill(channel);
    await stage.pay(payment);
    await waitFor(
      'it is paid',
      async () => (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed',
    );
    return payment;
  };

  it('should show a payment when its payer asks, and answer 404 to others, 401 to guests', async () => {
    const { id } = await bill();
    const mine = await ask('GET', api(`/payments/${id}`), { as: testToken(buyer) });
    assert.deepEqual([mine.status, mine.body.status, (mine.body.instructions as Json).kind], [200, 'pending', 'qr']);
    const theirs = await ask('GET', api(`/payments/${id}`), { as: testToken(newUuid()) });
    assert.deepEqual([theirs.status, theirs.body.code], [404, 'payments.not-found']);
    assert.equal((await ask('GET', api(`/payments/${id}`))).status, 401);
    assert.equal((await ask('GET', api('/payments/not-an-id'), { as: testToken(buyer) })).status, 400);
  });

  it('should let its payer, and nobody else, change how an open payment is paid when the channel is offered', async () => {
    const { id } = await bill();
    const path = api(`/payments/${id}/channel`);
    const offered = await ask('GET', api(`/payments/${id}/channels`), { as: testToken(buyer) });
    assert.deepEqual(
      (offered.body.items as Json[]).slice(0, 2).map((channel) => [channel.code, channel.isAvailable]),
      [
        ['QRIS', true],
        ['VA_BCA', true],
      ],
    );
    assert.equal((await ask('GET', api(`/payments/${id}/channels`), { as: testToken(newUuid()) })).status, 404);
    assert.equal((await ask('POST', path, { body: { paymentChannel: 'VA_BCA' } })).status, 401);
    const theirs = await ask('POST', path, { as: testToken(newUuid()), body: { paymentChannel: 'VA_BCA' } });
    assert.deepEqual([theirs.status, theirs.body.code], [404, 'payments.not-found']);
    for (const body of [{}, { paymentChannel: '' }, { paymentChannel: 7 }, { paymentChannel: 'VA_BCA', amount: 1 }])
      assert.equal((await ask('POST', path, { as: testToken(buyer), body })).status, 400);
    const unknown = await ask('POST', path, { as: testToken(buyer), body: { paymentChannel: 'OVO' } });
    assert.deepEqual([unknown.status, unknown.body.code], [422, 'payments.channel-unknown']);
    const changed = await ask('POST', path, { as: testToken(buyer), body: { paymentChannel: 'VA_BCA' } });
    assert.deepEqual(
      [changed.status, changed.body.channel, (changed.body.instructions as Json).kind],
      [200, 'VA_BCA', 'virtual_account'],
    );
  });

  it('should give the code as a picture for saving when there is one', async () => {
    const { id } = await bill();
    const picture = await ask('GET', api(`/payments/${id}/qr.png`), { as: testToken(buyer) });
    assert.deepEqual(
      [picture.status, picture.type, picture.bytes?.subarray(1, 4).toString()],
      [200, 'image/png', 'PNG'],
    );
    assert.match(picture.headers.get('content-disposition') ?? '', /attachment; filename="qris-/);
    const account = await bill('VA_BCA');
    assert.equal((await ask('GET', api(`/payments/${account.id}/qr.png`), { as: testToken(buyer) })).status, 404);
    assert.equal((await ask('GET', api(`/payments/${id}/qr.png`), { as: testToken(newUuid()) })).status, 404);
  });

  it('should ask the provider when the payer does', async () => {
    await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'webhook-lost' });
    const payment = await bill();
    await stage.pay(payment);
    const checked = await ask('POST', api(`/payments/${payment.id}/check`), { as: testToken(buyer), body: {} });
    assert.deepEqual([checked.status, checked.body.status, checked.body.instructions], [200, 'completed', null]);
  });

  it('should refund when staff asks, and refuse what does not fit', async () => {
    const { id } = await paidBill();
    const path = api(`/payments/${id}/refunds`);
    const as = testToken(newUuid(), ['ADMIN']);
    const refund = (body: unknown, key: string = newUuid()) =>
      ask('POST', path, { as, body, headers: { 'idempotency-key': key } });
    assert.equal((await ask('POST', path, { as: testToken(buyer), body: { reason: 'x' } })).status, 403);
    assert.equal(
      (await ask('POST', path, { as, body: { reason: 'x' } })).body.code,
      'request.idempotency-key-required',
    );
    for (const body of [
      {},
      { reason: '' },
      { reason: 'x', amount: 5 },
      { reason: 'x', amount: { amount: 0, currency: 'IDR' } },
      { reason: 'x', amount: { amount: 1.5, currency: 'IDR' } },
      { reason: 'x', extra: 1 },
      { reason: 'a\u0000b' },
    ]) {
      const refused = await refund(body);
      assert.deepEqual([refused.status, refused.body.code], [400, 'request.invalid'], JSON.stringify(body));
    }
    const tooMuch = await refund({ reason: 'Batal', amount: { amount: 150_001, currency: 'IDR' } });
    assert.deepEqual([tooMuch.status, tooMuch.body.code], [422, 'payments.refund-over-paid']);
    const key = newUuid();
    const done = await refund({ reason: 'Batal', amount: { amount: 40_000, currency: 'IDR' } }, key);
    assert.equal(done.status, 201);
    const again = await refund({ reason: 'Batal', amount: { amount: 40_000, currency: 'IDR' } }, key);
    assert.deepEqual(again.body, done.body);
  });

  it('should take the account for a refund when the payer gives it, and from nobody else', async () => {
    const { id } = await paidBill('VA_BCA');
    const body = { bankCode: '014', accountNumber: '1234567890' };
    const given = await ask('PUT', api(`/payments/${id}/refund-account`), { as: testToken(buyer), body });
    assert.deepEqual([given.status, given.body.accountNumberMasked], [200, '••••••7890']);
    assert.equal(
      (await ask('PUT', api(`/payments/${id}/refund-account`), { as: testToken(newUuid(), ['ADMIN']), body })).status,
      404,
    );
    assert.equal((await ask('GET', api('/banks'))).status, 200);
  });

  it('should let two people decide when they are staff', async () => {
    const payment = await bill();
    await stage.api.cancelIntent(stage.call, { intentId: payment.id });
    await stage.pay(payment, { evenWhenClosed: true });
    const [ani, budi] = [testToken(newUuid(), ['ADMIN']), testToken(newUuid(), ['ADMIN'])];
    const found = await waitFor('the case is there', async () => {
      const { items } = (await ask('GET', api('/payments/exceptions?status=open&limit=100'), { as: ani })).body as {
        items: { id: string; paymentId: string }[];
      };
      return items.find((item) => item.paymentId === payment.id);
    });
    assert.equal((await ask('GET', api('/payments/exceptions'), { as: testToken(buyer) })).status, 403);
    const resolve = (as: string) =>
      ask('POST', api(`/payments/exceptions/${found.id}/resolve`), {
        as,
        body: { action: 'keep', note: 'Tidak ada yang mengaku' },
      });
    assert.equal((await resolve(ani)).body.status, 'proposed');
    assert.deepEqual(
      [(await resolve(ani)).status, (await resolve(ani)).body.code],
      [409, 'payments.second-person-needed'],
    );
    assert.equal((await resolve(budi)).body.status, 'resolved');
    assert.equal((await resolve(testToken(buyer))).status, 403);
    assert.equal((await ask('GET', api('/payments/exceptions?cursor=xyz'), { as: ani })).status, 400);
  });

  it('should take a webhook when its bytes are signed, and refuse strangers', async () => {
    const token = { 'x-callback-token': TEST_SECRETS.xenditCallbackToken, 'content-type': 'application/json' };
    assert.equal(
      (await ask('POST', '/webhooks/xendit', { body: '{"event":"brand.new","data":{}}', headers: token })).status,
      200,
    );
    const forged = await ask('POST', '/webhooks/xendit', {
      body: '{"event":"brand.new","data":{}}',
      headers: { ...token, 'x-callback-token': 'no' },
    });
    assert.deepEqual([forged.status, forged.body.code], [401, 'payments.webhook-forged']);
    const rubbish = await ask('POST', '/webhooks/xendit', { body: '{"event":', headers: token });
    assert.deepEqual([rubbish.status, rubbish.body.code], [400, 'payments.webhook-malformed']);
    assert.equal(
      (await ask('POST', '/webhooks/midtrans', { body: '{}', headers: { 'content-type': 'application/json' } })).status,
      400,
    );
    assert.equal((await ask('POST', '/webhooks/xendit', { body: 'x'.repeat(300_000), headers: token })).status, 413);
  });
});

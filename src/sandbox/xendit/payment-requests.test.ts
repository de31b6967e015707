import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { parseQris } from '#platform/qris';
import { type Answer, basic, type Loose, openStage, type Stage, TEST_SECRETS } from '../fixtures.ts';

const HEADERS = { authorization: basic(TEST_SECRETS.xenditSecretKey), 'api-version': '2024-11-11' };
let counter = 0;

function wish(changes: Record<string, unknown> = {}): Record<string, unknown> {
  counter += 1;
  return {
    reference_id: `ref-${counter}`,
    type: 'PAY',
    country: 'ID',
    currency: 'IDR',
    request_amount: 125_000,
    channel_code: 'QRIS',
    channel_properties: { expires_at: new Date(Date.now() + 3_600_000).toISOString() },
    description: 'Pesanan LMB-1',
    metadata: { invoiceId: 'x' },
    ...changes,
  };
}

const va = (bank: string, changes: Record<string, unknown> = {}) =>
  wish({ channel_code: `${bank}_VIRTUAL_ACCOUNT`, channel_properties: { display_name: 'Sari Wulandari' }, ...changes });

describe('Xendit payment requests v3', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
    stage.answers.length = 0;
  });

  const create = (body: unknown, headers: Record<string, string> = {}) =>
    stage.call('POST', '/xendit/v3/payment_requests', { headers: { ...HEADERS, ...headers }, body });
  const get = (id: string) => stage.call('GET', `/xendit/v3/payment_requests/${id}`, { headers: HEADERS });
  const pay = (id: string, more: Record<string, unknown> = {}) => stage.control('POST', '/pay', { id, ...more });
  const about = (id: string) => (heard: { body: Loose }) => heard.body.data?.payment_request_id === id;

  it('should answer with a valid dynamic QRIS code when a QRIS payment is asked for', async () => {
    const { status, body } = await create(wish());
    assert.equal(status, 201);
    assert.match(body.payment_request_id, /^pr-[0-9a-f-]{36}$/);
    assert.equal(body.payment_request_id.length, 39);
    assert.equal(body.status, 'REQUIRES_ACTION');
    assert.equal(body.request_amount, 125_000);
    assert.deepEqual(body.metadata, { invoiceId: 'x' });
    const [action] = body.actions;
    assert.deepEqual([action.type, action.descriptor], ['PRESENT_TO_CUSTOMER', 'QR_STRING']);
    const code = parseQris(action.value);
    assert.equal(code.isDynamic, true);
    assert.equal(code.amountMinor, 125_000);
    assert.equal(code.merchantName, 'TokoBapak');
  });

  for (const bank of ['BCA', 'BNI', 'BRI', 'MANDIRI', 'PERMATA', 'BSI', 'CIMB']) {
    it(`should answer with an account number when a virtual account of ${bank} is asked for`, async () => {
      const { status, body } = await create(va(bank));
      assert.equal(status, 201);
      assert.equal(body.actions[0].descriptor, 'VIRTUAL_ACCOUNT_NUMBER');
      assert.match(body.actions[0].value, /^\d{16}$/);
      assert.equal(body.channel_properties.virtual_account_number, body.actions[0].value);
      const paid = await stage.control('POST', '/pay', { vaNumber: body.actions[0].value });
      assert.equal(paid.body.paid, true);
      assert.equal((await get(body.payment_request_id)).body.status, 'SUCCEEDED');
    });
  }

  it('should tell Lumbung with token and webhook id when a code is paid by its QR string', async () => {
    const { body } = await create(wish());
    await stage.control('POST', '/pay', { qrString: body.actions[0].value });
    const [heard] = await stage.hears(1);
    assert.equal(heard?.path, '/webhooks/xendit');
    assert.equal(heard?.headers['x-callback-token'], TEST_SECRETS.xenditCallbackToken);
    assert.match(String(heard?.headers['webhook-id']), /^[0-9a-f]{40}$/);
    assert.equal(heard?.body.event, 'payment.capture');
    const data = heard?.body.data;
    assert.equal(data.request_amount, 125_000);
    assert.equal(data.captures[0].capture_amount, 125_000);
    assert.equal(data.status, 'SUCCEEDED');
    const request = await get(body.payment_request_id);
    assert.equal(request.body.status, 'SUCCEEDED');
    assert.equal(request.body.latest_payment_id, data.payment_id);
    const payment = await stage.call('GET', `/xendit/v3/payments/${data.payment_id}`, { headers: HEADERS });
    assert.equal(payment.body.payment_request_id, body.payment_request_id);
    assert.equal(payment.body.request_amount, 125_000);
  });

  it('should pay by the simulate call when the shop asks in test mode', async () => {
    const { body } = await create(wish());
    const simulated = await stage.call('POST', `/xendit/v3/payment_requests/${body.payment_request_id}/simulate`, {
      headers: HEADERS,
      body: { amount: 125_000 },
    });
    assert.equal(simulated.body.status, 'PENDING');
    await stage.hears(1, about(body.payment_request_id));
    assert.equal((await get(body.payment_request_id)).body.status, 'SUCCEEDED');
  });

  it('should close a request when it is cancelled, and refuse what comes after', async () => {
    const { body } = await create(wish());
    const id = body.payment_request_id;
    const cancelled = await stage.call('POST', `/xendit/v3/payment_requests/${id}/cancel`, {
      headers: { ...HEADERS, 'content-type': 'application/json' },
    });
    assert.equal(cancelled.body.status, 'CANCELED');
    const again = await stage.call('POST', `/xendit/v3/payment_requests/${id}/cancel`, { headers: HEADERS });
    assert.deepEqual([again.status, again.body.error_code], [400, 'INACTIVE_PAYMENT_REQUEST']);
    const late = await stage.call('POST', `/xendit/v3/payment_requests/${id}/simulate`, { headers: HEADERS, body: {} });
    assert.equal(late.body.error_code, 'INACTIVE_PAYMENT_REQUEST');
    assert.equal((await pay(id)).status, 409);
  });

  it('should give the first answer again when the idempotency key is the same', async () => {
    const body = wish();
    const first = await create(body, { 'idempotency-key': 'k-1' });
    const second = await create(body, { 'idempotency-key': 'k-1' });
    assert.equal(second.body.payment_request_id, first.body.payment_request_id);
    const other = await create({ ...body, request_amount: 1 }, { 'idempotency-key': 'k-1' });
    assert.deepEqual([other.status, other.body.error_code], [409, 'IDEMPOTENCY_ERROR']);
    const reused = await create(body);
    assert.deepEqual([reused.status, reused.body.error_code], [409, 'DUPLICATE_ERROR']);
  });

  it('should refuse as Xendit does when key, version, field or channel are wrong', async () => {
    const refusals: [number, string, Promise<Answer>][] = [
      [401, 'INVALID_API_KEY', create(wish(), { authorization: basic('wrong') })],
      [400, 'API_VALIDATION_ERROR', create(wish(), { 'api-version': '' })],
      [400, 'API_VALIDATION_ERROR', create(wish(), { 'api-version': '2020-01-01' })],
      [400, 'API_VALIDATION_ERROR', create(wish({ reference_id: undefined }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ reference_id: '' }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ country: 'PH' }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ request_amount: '125000' }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ request_amount: 10_000_001 }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ request_amount: 0 }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ request_amount: undefined }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ channel_code: 'PAYPAL' }))],
      [400, 'API_VALIDATION_ERROR', create(va('BCA', { channel_properties: {} }))],
      [400, 'API_VALIDATION_ERROR', create(va('BCA', { request_amount: 9_999 }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ channel_properties: { expires_at: '2020-01-01T00:00:00Z' } }))],
      [400, 'API_VALIDATION_ERROR', create(wish({ channel_properties: { expires_at: 'soon' } }))],
      [400, 'API_VALIDATION_ERROR', create('{ not json')],
      [404, 'DATA_NOT_FOUND', get('pr-none')],
      [404, 'DATA_NOT_FOUND', stage.call('GET', '/xendit/v3/payments/py-none', { headers: HEADERS })],
    ];
    for (const [index, [status, code, answer]] of refusals.entries()) {
      const got = await answer;
      assert.deepEqual(
        [got.status, got.body.error_code],
        [status, code],
        `refusal ${index}: ${JSON.stringify(got.body)}`,
      );
    }
  });

  it('should name the fields when the form of a request is wrong', async () => {
    const { body } = await create(wish({ reference_id: undefined, country: 'PH' }));
    assert.deepEqual(
      body.errors.map((error: { path: string }) => error.path),
      ['reference_id', 'country'],
    );
  });

  it('should keep taking payments when the code is reusable', async () => {
    const { body } = await create(va('BNI', { type: 'REUSABLE_PAYMENT_CODE', request_amount: undefined }));
    assert.equal(body.status, 'ACCEPTING_PAYMENTS');
    const id = body.payment_request_id;
    assert.equal((await pay(id)).status, 409, 'an open amount must be named');
    await pay(id, { amountMinor: 50_000 });
    await pay(id, { amountMinor: 70_000 });
    const heard = await stage.hears(2, about(id));
    assert.deepEqual(heard.map(({ body: { data } }) => data.request_amount).sort(), [50_000, 70_000]);
    assert.equal((await get(id)).body.status, 'ACCEPTING_PAYMENTS');
  });

  it('should expire with a webhook when the time has passed', async () => {
    const { body } = await create(
      wish({ channel_properties: { expires_at: new Date(Date.now() + 120).toISOString() } }),
    );
    const [heard] = await stage.hears(1, about(body.payment_request_id));
    assert.equal(heard?.body.event, 'payment_request.expiry');
    assert.equal((await get(body.payment_request_id)).body.status, 'EXPIRED');
    assert.equal((await pay(body.payment_request_id)).status, 409);
    assert.equal(
      (await pay(body.payment_request_id, { evenWhenClosed: true })).body.paid,
      true,
      'a payment that was on its way',
    );
    await stage.hears(2, about(body.payment_request_id));
  });

  it('should fail with a code when the control call says so', async () => {
    const { body } = await create(wish());
    await stage.control('POST', '/fail', { id: body.payment_request_id, failureCode: 'INSUFFICIENT_BALANCE' });
    const [heard] = await stage.hears(1, about(body.payment_request_id));
    assert.equal(heard?.body.event, 'payment.failure');
    assert.equal(heard?.body.data.failure_code, 'INSUFFICIENT_BALANCE');
    assert.deepEqual(
      [(await get(body.payment_request_id)).body.status, (await get(body.payment_request_id)).body.failure_code],
      ['FAILED', 'INSUFFICIENT_BALANCE'],
    );
  });

  describe('magic amounts', () => {
    const magic = async (amount: number) =>
      String((await create(wish({ request_amount: amount }))).body.payment_request_id);

    it('should refuse at once when the amount is 10100, 10101 or 10102', async () => {
      const answers = await Promise.all(
        [10_100, 10_101, 10_102].map((amount) => create(wish({ request_amount: amount }))),
      );
      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.error_code]),
        [
          [403, 'CHANNEL_NOT_ACTIVATED'],
          [503, 'CHANNEL_UNAVAILABLE'],
          [500, 'SERVER_ERROR'],
        ],
      );
    });

    it('should accept and then fail when the amount is 20101 to 20111', async () => {
      const ids = await Promise.all(Array.from({ length: 11 }, (_, index) => magic(20_101 + index)));
      const heard = await stage.hears(11);
      assert.ok(heard.every(({ body }) => body.event === 'payment.failure'));
      const third = heard.find(about(ids[2] ?? ''));
      assert.equal(third?.body.data.failure_code, 'ACCOUNT_ACCESS_BLOCKED');
    });

    it('should be paid by itself when the amount is 30101', async () => {
      const id = await magic(30_101);
      await stage.hears(1, about(id));
      assert.equal((await get(id)).body.status, 'SUCCEEDED');
    });

    it('should expire by itself when the amount is 30102', async () => {
      const id = await magic(30_102);
      const [heard] = await stage.hears(1, about(id));
      assert.equal(heard?.body.event, 'payment_request.expiry');
    });

    it('should repeat the webhook with the same id when the amount is 30103', async () => {
      const id = await magic(30_103);
      await pay(id);
      const [one, other] = await stage.hears(2, about(id));
      assert.equal(one?.headers['webhook-id'], other?.headers['webhook-id']);
      assert.equal(one?.raw, other?.raw);
    });

    it('should let the failure of a first try arrive after the capture when the amount is 30104', async () => {
      const id = await magic(30_104);
      await pay(id);
      const heard = await stage.hears(2, about(id));
      assert.deepEqual(
        heard.map(({ body }) => body.event),
        ['payment.capture', 'payment.failure'],
      );
      const [captured, failed] = heard.map(({ body }) => body.data);
      assert.ok(String(failed?.created) <= String(captured?.created));
      assert.notEqual(failed?.payment_id, captured?.payment_id);
      assert.equal((await get(id)).body.status, 'SUCCEEDED');
    });

    it('should send a webhook under a wrong token when the amount is 30105, and stay unpaid', async () => {
      const id = await magic(30_105);
      const [heard] = await stage.hears(1, about(id));
      assert.equal(heard?.body.event, 'payment.capture');
      assert.notEqual(heard?.headers['x-callback-token'], TEST_SECRETS.xenditCallbackToken);
      assert.equal((await get(id)).body.status, 'REQUIRES_ACTION');
    });

    it('should answer late when the amount is 30106', async () => {
      const startedAt = performance.now();
      await magic(30_106);
      assert.ok(performance.now() - startedAt >= 140);
    });

    it('should create and then lose the answer when the amount is 30107', async () => {
      const body = wish({ request_amount: 30_107 });
      await assert.rejects(create(body, { 'idempotency-key': 'lost-1' }));
      const again = await create(body, { 'idempotency-key': 'lost-1' });
      assert.equal(again.status, 201);
      assert.equal((await stage.control('GET', `/bills/${body.reference_id}`)).body.id, again.body.payment_request_id);
    });

    it('should be paid a thousand short or over when the amount is 30108 or 30109', async () => {
      for (const [amount, paid] of [
        [30_108, 29_108],
        [30_109, 31_109],
      ] as const) {
        const id = await magic(amount);
        await pay(id);
        const [heard] = await stage.hears(1, about(id));
        assert.equal(heard?.body.data.request_amount, paid);
      }
    });

    it('should be paid twice when the amount is 30110', async () => {
      const id = await magic(30_110);
      await pay(id);
      const heard = await stage.hears(2, about(id));
      assert.equal(new Set(heard.map(({ body }) => body.data.payment_id)).size, 2);
    });

    it('should be paid without a word when the amount is 30111', async () => {
      const id = await magic(30_111);
      await pay(id);
      assert.equal((await get(id)).body.status, 'SUCCEEDED');
      const { body } = await stage.control('GET', `/webhooks?subject=${id}`);
      assert.deepEqual(
        body.items.map((delivery: { state: string }) => delivery.state),
        ['dropped'],
      );
      assert.equal(stage.heard.filter(about(id)).length, 0);
      await stage.control('POST', `/webhooks/${body.items[0].id}/resend`);
      await stage.hears(1, about(id));
    });

    it('should expire and be paid afterwards when the amount is 30112', async () => {
      const id = await magic(30_112);
      await pay(id);
      const heard = await stage.hears(2, about(id));
      assert.deepEqual(heard.map(({ body }) => body.event).sort(), ['payment.capture', 'payment_request.expiry']);
      assert.equal((await get(id)).body.status, 'SUCCEEDED');
    });

    it('should behave as told when a plan waits for the next payment', async () => {
      await stage.control('POST', '/plans', { provider: 'xendit', behaviour: 'fail', failureCode: 'EXPIRED_OTP' });
      const { body } = await create(wish());
      const [heard] = await stage.hears(1, about(body.payment_request_id));
      assert.equal(heard?.body.data.failure_code, 'EXPIRED_OTP');
      const plain = await create(wish());
      await pay(plain.body.payment_request_id);
      await stage.hears(1, about(plain.body.payment_request_id));
    });
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { fixedClock } from '#platform/clock';
import { silentLog } from '#platform/log';
import { basic, type Loose, openStage, type Stage, TEST_SECRETS } from './fixtures.ts';
import { startSandbox } from './start-sandbox.ts';

const HEADERS = { authorization: basic(TEST_SECRETS.xenditSecretKey), 'api-version': '2024-11-11' };
let counter = 0;

async function createPayment(stage: Stage, amount = 50_000, more: Loose = {}): Promise<Loose> {
  counter += 1;
  const body = {
    reference_id: `s-${counter}`,
    type: 'PAY',
    country: 'ID',
    currency: 'IDR',
    request_amount: amount,
    channel_code: 'QRIS',
    channel_properties: {},
    ...more,
  };
  return (await stage.call('POST', '/xendit/v3/payment_requests', { headers: HEADERS, body })).body;
}
const about = (id: string) => (heard: { body: Loose }) => heard.body.data?.payment_request_id === id;

describe('Webhooks', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
    stage.answers.length = 0;
  });
  const pay = (id: string) => stage.control('POST', '/pay', { id });
  const states = async (id: string) =>
    (await stage.control('GET', `/webhooks?subject=${id}`)).body.items.map((delivery: Loose) => [
      delivery.state,
      delivery.attempts.length,
    ]);

  it('should be tried again under the same id when the answer is not 2xx', async () => {
    const { payment_request_id: id } = await createPayment(stage);
    stage.answers.push(500, 302, 404);
    await pay(id);
    const heard = await stage.hears(4, about(id));
    assert.equal(new Set(heard.map(({ headers }) => headers['webhook-id'])).size, 1);
    assert.equal(new Set(heard.map(({ raw }) => raw)).size, 1);
    await stage.control('GET', '/');
    assert.deepEqual(await states(id), [['delivered', 4]]);
  });

  it('should be given up when six repetitions were in vain', async () => {
    const { payment_request_id: id } = await createPayment(stage);
    stage.answers.push(...Array.from({ length: 7 }, () => 503));
    await pay(id);
    await stage.hears(7, about(id));
    await stage.hears(7);
    while ((await stage.control('GET', '/webhooks')).body.underway > 0);
    assert.deepEqual(await states(id), [['failed', 7]]);
  });

  it('should be dropped, repeated, delayed, overtaken or forged when a rule says so', async () => {
    const rule = (effect: string, more: Loose = {}) =>
      stage.control('POST', '/webhooks/rules', { source: 'xendit', effect, ...more });
    const payNew = async () => {
      const { payment_request_id: id } = await createPayment(stage);
      await pay(id);
      return String(id);
    };
    await rule('drop');
    const dropped = await payNew();
    await rule('duplicate');
    const repeated = await payNew();
    await stage.hears(2, about(repeated));
    await rule('reorder');
    const overtaken = await payNew();
    const overtaker = await payNew();
    await stage.hears(1, about(overtaken));
    const order = stage.heard.map(({ body }) => body.data.payment_request_id);
    assert.ok(order.indexOf(overtaker) < order.indexOf(overtaken));
    await rule('forge');
    const forged = await payNew();
    const heard = await stage.hears(2, about(forged));
    assert.deepEqual(
      heard.map(({ headers }) => headers['x-callback-token'] === TEST_SECRETS.xenditCallbackToken).sort(),
      [false, true],
    );
    await rule('delay', { delayMs: 60 });
    const startedAt = performance.now();
    await stage.hears(1, about(await payNew()));
    assert.ok(performance.now() - startedAt >= 55);
    assert.equal(stage.heard.filter(about(dropped)).length, 0);
    assert.deepEqual(await states(dropped), [['dropped', 0]]);
  });

  it('should pass untouched when a rule names another event', async () => {
    await stage.control('POST', '/webhooks/rules', { source: 'xendit', effect: 'drop', event: 'payment.failure' });
    const { payment_request_id: id } = await createPayment(stage);
    await pay(id);
    await stage.hears(1, about(id));
    assert.equal((await stage.control('DELETE', '/webhooks/rules')).status, 200);
  });

  it('should forge a paid message about an unpaid bill when told', async () => {
    const { payment_request_id: id } = await createPayment(stage);
    await stage.control('POST', '/forge', { id });
    const [heard] = await stage.hears(1, about(id));
    assert.equal(heard?.headers['x-callback-token'], 'not-the-token');
    assert.equal((await stage.control('GET', `/bills/${id}`)).body.status, 'open');
  });

  it('should go nowhere when nobody listens', async () => {
    await stage.control('PUT', '/webhooks/urls', { source: 'xendit', url: null });
    const { payment_request_id: id } = await createPayment(stage);
    await pay(id);
    assert.deepEqual(await states(id), []);
  });
});

describe('Faults', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  const fault = (body: Loose) => stage.control('POST', '/faults', body);

  it('should refuse in the form of each provider when an error waits for it', async () => {
    for (const provider of ['xendit', 'midtrans', 'biteship', 'bank', 'whatsapp'])
      await fault({ provider, kind: 'error', status: 503, times: 1 });
    const answers = await Promise.all([
      stage.call('GET', '/xendit/v3/payment_requests/x', { headers: HEADERS }),
      stage.call('GET', '/midtrans/v2/x/status', { headers: { authorization: basic(TEST_SECRETS.midtransServerKey) } }),
      stage.call('GET', '/biteship/v1/orders/x', { headers: { authorization: TEST_SECRETS.biteshipKey } }),
      stage.call('POST', '/bank/v1.0/balance-inquiry', { body: {} }),
      stage.call('POST', '/whatsapp/v20.0/1/messages', { body: {} }),
    ]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [503, 503, 503, 503, 503],
    );
    assert.equal(answers[0]?.body.error_code, 'CHANNEL_UNAVAILABLE');
    assert.equal(answers[1]?.body.status_code, '503');
    assert.equal(answers[2]?.body.success, false);
    assert.equal(answers[3]?.body.responseCode, '5030000');
    assert.equal(typeof answers[4]?.body.error.code, 'number');
    assert.equal(
      (await stage.call('GET', '/xendit/v3/payment_requests/x', { headers: HEADERS })).status,
      404,
      'once only',
    );
  });

  it('should do the work and then lose or falsify the answer when told so', async () => {
    await fault({ provider: 'xendit', kind: 'error-after', match: 'POST /xendit/v3/payment_requests', status: 500 });
    const answer = await createPayment(stage, 51_000);
    assert.equal(answer.error_code, 'SERVER_ERROR');
    await fault({ provider: 'xendit', kind: 'drop-answer' });
    await assert.rejects(createPayment(stage, 52_000));
    const amounts = (await stage.control('GET', '/bills')).body.items.map((bill: Loose) => bill.amountMinor);
    assert.deepEqual(amounts, [52_000, 51_000]);
  });

  it('should strike only when the call matches', async () => {
    await fault({ provider: 'xendit', kind: 'error', match: 'POST /xendit/v3/refunds' });
    assert.match((await createPayment(stage)).payment_request_id, /^pr-/);
    assert.equal((await stage.control('GET', '/')).body.waiting.faults.length, 1);
    await stage.control('DELETE', '/faults');
    assert.equal((await stage.control('GET', '/')).body.waiting.faults.length, 0);
  });

  it('should answer late or never when slowness or a time-out waits', async () => {
    await fault({ provider: 'xendit', kind: 'slow', delayMs: 80 });
    const startedAt = performance.now();
    await createPayment(stage);
    assert.ok(performance.now() - startedAt >= 75);
    await fault({ provider: 'xendit', kind: 'timeout' });
    await assert.rejects(
      fetch(`${stage.sandbox.url}/xendit/v3/payment_requests/x`, {
        headers: HEADERS,
        signal: AbortSignal.timeout(100),
      }),
      /aborted|timeout/i,
    );
  });
});

describe('Sandbox', () => {
  it('should remember open bills, timers and unsent webhooks over a restart when it has a file', async () => {
    const store = { file: join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'sandbox.jsonl') };
    const first = await openStage({ store, timing: { webhookRetryMs: [60_000] } });
    const open = await createPayment(first);
    const unheard = await createPayment(first);
    const brief = await createPayment(first, 40_000, {
      channel_properties: { expires_at: new Date(Date.now() + 400).toISOString() },
    });
    first.answers.push(500);
    await first.control('POST', '/pay', { id: unheard.payment_request_id });
    await first.hears(1);
    await first.close();

    const second = await openStage({ store, webhookUrls: {} });
    try {
      const url = (await second.control('GET', '/webhooks/urls')).body.xendit;
      assert.match(url, /\/webhooks\/xendit$/);
      assert.equal((await second.control('GET', `/bills/${unheard.payment_request_id}`)).body.status, 'paid');
      await second.control('POST', '/pay', { qrString: open.actions[0].value });
      await second.hears(1, about(open.payment_request_id));
      await second.hears(1, about(brief.payment_request_id));
      assert.equal((await second.control('GET', `/bills/${brief.payment_request_id}`)).body.status, 'expired');
      await second.control('POST', '/reset');
      assert.deepEqual((await second.control('GET', '/bills')).body.items, []);
    } finally {
      await second.close();
    }
    const third = await openStage({ store });
    assert.deepEqual((await third.control('GET', '/bills')).body.items, []);
    await third.close();
  });

  it('should take the next free port when one is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const sandbox = await startSandbox({
      port,
      host: '127.0.0.1',
      smtpPort: port,
      lumbungUrl: 'http://127.0.0.1:1',
      secrets: TEST_SECRETS,
      log: silentLog,
    });
    try {
      assert.ok(Number(new URL(sandbox.url).port) > port);
      assert.ok(sandbox.smtpPort > port);
    } finally {
      await sandbox.stop();
      taken.close();
    }
  });

  it('should expire bills by the given clock when that clock is moved', async () => {
    const clock = fixedClock('2026-11-21T03:00:00Z');
    const stage = await openStage({ clock });
    try {
      const body = await createPayment(stage, 50_000, { channel_properties: { expires_at: '2026-11-21T04:00:00Z' } });
      assert.equal(body.created, '2026-11-21T03:00:00.000Z');
      clock.advance(3_600_000);
      await stage.control('POST', '/run-due');
      assert.equal((await stage.control('GET', `/bills/${body.payment_request_id}`)).body.status, 'expired');
    } finally {
      await stage.close();
    }
  });

  it('should ignore magic amounts when they are switched off', async () => {
    const stage = await openStage({ magicAmounts: false });
    try {
      assert.match((await createPayment(stage, 10_100)).payment_request_id, /^pr-/);
    } finally {
      await stage.close();
    }
  });

  it('should hold webhooks back when Lumbung has no address yet', async () => {
    let url: string | null = null;
    const stage = await openStage({ lumbungUrl: () => url });
    try {
      const early = await createPayment(stage);
      await stage.control('POST', '/pay', { id: early.payment_request_id });
      assert.deepEqual((await stage.control('GET', '/webhooks')).body.items, []);
      url = 'http://127.0.0.1:9';
      assert.equal(
        (await stage.control('GET', '/webhooks/urls')).body.midtrans,
        'http://127.0.0.1:9/webhooks/midtrans',
      );
    } finally {
      await stage.close();
    }
  });

  it('should refuse a control call when another site makes it or its form is wrong', async () => {
    const stage = await openStage();
    try {
      const stranger = await stage.call('POST', '/__sandbox/reset', { headers: { origin: 'https://evil.example' } });
      assert.equal(stranger.status, 403);
      const own = await stage.call('POST', '/__sandbox/run-due', { headers: { origin: stage.sandbox.url } });
      assert.equal(own.status, 200);
      assert.equal((await stage.control('POST', '/pay', {})).status, 400);
      assert.equal((await stage.control('POST', '/pay', { id: 'none' })).status, 404);
      assert.equal((await stage.control('POST', '/pay', { id: 'x', surprise: 1 })).status, 400);
      assert.equal((await stage.control('POST', '/faults', { provider: 'nobody', kind: 'error' })).status, 400);
      assert.equal((await stage.control('GET', '/nothing')).status, 404);
      assert.equal((await stage.control('POST', '/shipments/none/advance', {})).status, 404);
    } finally {
      await stage.close();
    }
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newUuid } from '#platform/ids';
import { parseQris } from '#platform/qris';
import { openStage, type Stage, TEST_SECRETS, until } from '../../../sandbox/fixtures.ts';
import { channelCodes } from '../fixtures.ts';
import { irisSignature } from './iris.ts';
import { createMidtrans } from './midtrans.ts';
import { notificationSignature, orderTime, paymentOf, wholeRupiah, wibMoment } from './midtrans-wire.ts';
import {
  type PaymentProvider,
  type PaymentWish,
  ProviderFault,
  ProviderRefused,
  WebhookRefused,
} from './payment-provider.ts';
import { createXendit } from './xendit.ts';
import { captureOf } from './xendit-wire.ts';

type Adapter = PaymentProvider & { close(): Promise<void> };

const ACCOUNT = { bankCode: '014', accountNumber: '1234567890', accountName: 'SITI RAHAYU' };

function wishFor(change: Partial<PaymentWish> = {}): PaymentWish {
  const createdAt = new Date(Math.floor(Date.now() / 1_000) * 1_000);
  return {
    reference: `${newUuid()}-1`,
    channel: 'QRIS',
    amountMinor: 150_000,
    description: 'Belanja di TokoBapak',
    customerName: 'Siti Rahayu',
    createdAt,
    expiresAt: new Date(createdAt.getTime() + 30 * 60_000),
    ...change,
  };
}

const isFault = (error: unknown) => error instanceof ProviderFault;
const isRefused = (code: string) => (error: unknown) => error instanceof ProviderRefused && error.code === code;
const isForged = (error: unknown) => error instanceof WebhookRefused && error.reason === 'forged';
const isMalformed = (error: unknown) => error instanceof WebhookRefused && error.reason === 'malformed';

describe('payment providers over their own contracts', () => {
  let stage: Stage;
  let xendit: Adapter;
  let midtrans: Adapter;
  before(async () => {
    stage = await openStage();
    await stage.control('PUT', '/webhooks/urls', { source: 'iris', url: null });
    const {
      xenditSecretKey,
      xenditCallbackToken,
      midtransServerKey,
      irisCreatorKey = '',
      irisApproverKey = '',
      irisMerchantKey = '',
    } = TEST_SECRETS;
    xendit = createXendit({
      baseUrl: `${stage.sandbox.url}/xendit`,
      secretKey: xenditSecretKey,
      callbackToken: xenditCallbackToken,
      timeoutMs: 1_500,
    });
    midtrans = createMidtrans({
      baseUrl: `${stage.sandbox.url}/midtrans`,
      serverKey: midtransServerKey,
      irisCreatorKey,
      irisApproverKey,
      irisMerchantKey,
      timeoutMs: 1_500,
    });
  });
  after(async () => {
    await Promise.all([xendit.close(), midtrans.close()]);
    await stage.close();
  });
  const adapters = () => [xendit, midtrans];
  const keyOf = (wish: PaymentWish, providerPaymentId: string | null = null) => ({
    reference: wish.reference,
    providerPaymentId,
    captureId: null,
  });
  const pay = (wish: PaymentWish, extra: object = {}) =>
    stage.control('POST', '/pay', { referenceId: wish.reference, ...extra });

  it('should give a QR code or an account at the right bank when a bill is made, for every channel', async () => {
    for (const provider of adapters()) {
      for (const channel of channelCodes.filter((code) => provider.supports(code))) {
        const wish = wishFor({ channel });
        const made = await provider.createPayment(wish);
        assert.equal(made.reference, wish.reference);
        assert.equal(made.status, 'pending');
        if (made.instructions?.kind === 'qr') assert.equal(parseQris(made.instructions.qrString).amountMinor, 150_000);
        else {
          assert.equal(made.instructions?.bank, channel.slice(3), provider.name);
          assert.match(made.instructions?.accountNumber ?? '', /^\d{6,}$/);
          assert.equal(
            made.instructions?.billerCode !== null,
            provider.name === 'midtrans' && channel === 'VA_MANDIRI',
          );
        }
      }
    }
    assert.equal(midtrans.supports('VA_BSI'), false);
  });

  it('should find the first bill when the same one is asked for again, also when the first answer was lost', async () => {
    for (const provider of adapters()) {
      const wish = wishFor();
      const first = await provider.createPayment(wish);
      assert.equal((await provider.createPayment(wish)).providerPaymentId, first.providerPaymentId);

      const lost = wishFor();
      await stage.control('POST', '/plans', { provider: provider.name, behaviour: 'answer-lost' });
      await assert.rejects(provider.createPayment(lost), isFault);
      const again = await provider.createPayment(lost);
      assert.equal(again.reference, lost.reference);
      const { items } = (await stage.control('GET', '/bills?limit=200')).body;
      assert.equal(items.filter((bill: { referenceId: string }) => bill.referenceId === lost.reference).length, 1);
    }
  });

  it('should say what was paid when a bill is paid, whoever asks with whatever it knows', async () => {
    for (const provider of adapters()) {
      const wish = wishFor();
      const made = await provider.createPayment(wish);
      const key = keyOf(wish, made.providerPaymentId);
      assert.deepEqual(
        [(await provider.getPayment(key))?.status, (await provider.getPayment(key))?.captures],
        ['pending', []],
      );
      const paid = await pay(wish);
      const captureId = paid.body.payments[0].id;
      const seen = await provider.getPayment(key);
      assert.deepEqual(
        [seen?.status, seen?.captures.map((one) => [one.captureId, one.amountMinor])],
        ['paid', [[captureId, 150_000]]],
      );
      const byCapture = await provider.getPayment({ ...key, providerPaymentId: null, captureId });
      assert.deepEqual(
        byCapture?.captures.map((one) => one.captureId),
        [captureId],
      );
      assert.ok(Math.abs((seen?.captures[0]?.paidAt.getTime() ?? 0) - Date.now()) < 10_000);
    }
  });

  it('should tell the amount that was really paid, and each payment, when it is wrong or comes twice', async () => {
    for (const provider of adapters()) {
      const short = wishFor();
      const made = await provider.createPayment(short);
      await pay(short, { amountMinor: 149_000 });
      assert.deepEqual(
        (await provider.getPayment(keyOf(short, made.providerPaymentId)))?.captures.map((one) => one.amountMinor),
        [149_000],
      );

      const twice = wishFor();
      const other = await provider.createPayment(twice);
      const paid = await pay(twice, { times: 2 });
      const ids = paid.body.payments.map((one: { id: string }) => one.id);
      const seen = await Promise.all(
        ids.map((captureId: string) => provider.getPayment({ ...keyOf(twice, other.providerPaymentId), captureId })),
      );
      assert.deepEqual(
        seen.map((one) => one?.captures[0]?.captureId),
        ids,
      );
    }
  });

  it('should tell how a bill ended when it expired, failed or was cancelled', async () => {
    for (const provider of adapters()) {
      const statusAfter = async (end: (wish: PaymentWish, id: string) => Promise<unknown>) => {
        const wish = wishFor();
        const { providerPaymentId } = await provider.createPayment(wish);
        await end(wish, providerPaymentId);
        return (await provider.getPayment(keyOf(wish, providerPaymentId)))?.status;
      };
      assert.equal(
        await statusAfter((wish) => stage.control('POST', '/expire', { referenceId: wish.reference })),
        'expired',
      );
      assert.equal(
        await statusAfter((wish) => stage.control('POST', '/fail', { referenceId: wish.reference })),
        'failed',
      );
      assert.equal(await statusAfter((wish, id) => provider.cancelPayment(keyOf(wish, id))), 'cancelled');
      const isPaid = await statusAfter(async (wish, id) => {
        await pay(wish);
        await provider.cancelPayment(keyOf(wish, id));
      });
      assert.equal(isPaid, 'paid');
    }
  });

  it('should know nothing when it never made the bill, or the reference is another one', async () => {
    for (const provider of adapters()) {
      assert.equal(
        await provider.getPayment({
          reference: `${newUuid()}-1`,
          providerPaymentId: `pr-${newUuid()}`,
          captureId: `py-${newUuid()}`,
        }),
        null,
      );
      const wish = wishFor();
      const made = await provider.createPayment(wish);
      assert.equal(
        await provider.getPayment({
          reference: `${newUuid()}-1`,
          providerPaymentId: made.providerPaymentId,
          captureId: made.providerPaymentId,
        }),
        null,
      );
      await provider.cancelPayment({ reference: `${newUuid()}-1`, providerPaymentId: null, captureId: null });
    }
  });

  it('should be a fault when the provider is down or slow, and a refusal when it says no', async () => {
    for (const provider of adapters()) {
      await stage.control('POST', '/faults', { provider: provider.name, kind: 'error', status: 500 });
      await assert.rejects(provider.createPayment(wishFor()), isFault);
      await stage.control('POST', '/faults', { provider: provider.name, kind: 'drop-answer' });
      await assert.rejects(provider.createPayment(wishFor()), isFault);
      await stage.control('POST', '/plans', { provider: provider.name, behaviour: 'channel-not-activated' });
      await assert.rejects(
        provider.createPayment(wishFor()),
        isRefused(provider.name === 'xendit' ? 'CHANNEL_NOT_ACTIVATED' : '402'),
      );
    }
    const closed = createXendit({ baseUrl: 'http://127.0.0.1:1/xendit', secretKey: 'x', callbackToken: 'x' });
    await assert.rejects(closed.createPayment(wishFor()), (error) => error instanceof ProviderFault && !error.isSent);
    await closed.close();
  });

  it('should give QRIS money back, once per reference, and say when it cannot', async () => {
    for (const provider of adapters()) {
      const wish = wishFor();
      const { providerPaymentId } = await provider.createPayment(wish);
      const captureId = (await pay(wish)).body.payments[0].id;
      const refundId = newUuid();
      const refund = () =>
        provider.refund({ refundId, captureId, providerPaymentId, amountMinor: 50_000, reason: 'Barang rusak' });
      const first = await refund();
      assert.equal((await refund()).providerRefundId, first.providerRefundId);
      await until(
        async () =>
          (await provider.getRefund({ refundId, providerRefundId: first.providerRefundId, captureId }))?.status ===
          'succeeded',
        () => 'the refund',
      );
      const tooMuch = provider.refund({
        refundId: newUuid(),
        captureId,
        providerPaymentId,
        amountMinor: 150_000,
        reason: 'x',
      });
      await assert.rejects(tooMuch, (error) => error instanceof ProviderRefused);

      const va = wishFor({ channel: 'VA_BNI' });
      const account = await provider.createPayment(va);
      const vaCapture = (await pay(va)).body.payments[0].id;
      const impossible = provider.refund({
        refundId: newUuid(),
        captureId: vaCapture,
        providerPaymentId: account.providerPaymentId,
        amountMinor: 1_000,
        reason: 'x',
      });
      await assert.rejects(impossible, isRefused(provider.name === 'xendit' ? 'REFUND_NOT_SUPPORTED' : '412'));
      assert.deepEqual([provider.canRefund('QRIS'), provider.canRefund('VA_BNI')], [true, false]);
    }
  });

  it('should pay out once per id, and say when it failed or came back', async () => {
    for (const provider of adapters()) {
      const start = async (amountMinor = 75_000) => {
        const payoutId = newUuid();
        const made = await provider.payout({ payoutId, ...ACCOUNT, amountMinor, description: 'Pencairan saldo' });
        return { payoutId, ...made };
      };
      const statusOf = async (one: { payoutId: string; providerPayoutId: string }) =>
        (await provider.getPayout(one))?.status;
      const fine = await start();
      await until(
        async () => (await statusOf(fine)) === 'succeeded',
        () => `${provider.name} payout`,
      );

      await stage.control('POST', '/plans', {
        provider: provider.name,
        thing: 'payout',
        behaviour: 'fail',
        failureCode: 'INVALID_DESTINATION',
      });
      const failed = await start();
      await until(
        async () => (await statusOf(failed)) === 'failed',
        () => `${provider.name} failed payout`,
      );

      await stage.control('POST', '/plans', { provider: provider.name, thing: 'payout', behaviour: 'reversed' });
      const back = await start();
      await until(
        async () => ['reversed', 'failed'].includes((await statusOf(back)) ?? ''),
        () => `${provider.name} payout coming back`,
      );
    }
    const payoutId = newUuid();
    const one = await xendit.payout({ payoutId, ...ACCOUNT, amountMinor: 20_000, description: 'x' });
    assert.equal(
      (await xendit.payout({ payoutId, ...ACCOUNT, amountMinor: 20_000, description: 'x' })).providerPayoutId,
      one.providerPayoutId,
    );
    assert.equal(
      (await xendit.getPayout({ payoutId, providerPayoutId: null }))?.providerPayoutId,
      one.providerPayoutId,
    );
    assert.equal(await xendit.getPayout({ payoutId: newUuid(), providerPayoutId: null }), null);
    await assert.rejects(
      xendit.payout({ payoutId, ...ACCOUNT, bankCode: '999', amountMinor: 20_000, description: 'x' }),
      isRefused('BANK_UNKNOWN'),
    );
  });

  it('should move no money through Iris when only the making of a payout got through', async () => {
    await stage.control('POST', '/faults', {
      provider: 'midtrans',
      kind: 'drop-answer',
      match: 'POST /midtrans/iris/api/v1/payouts',
    });
    await assert.rejects(
      midtrans.payout({ payoutId: newUuid(), ...ACCOUNT, amountMinor: 31_000, description: 'x' }),
      isFault,
    );
    const { payouts } = (await stage.control('GET', '/?limit=50')).body;
    const orphans = payouts.filter((payout: { amountMinor?: number }) => payout.amountMinor === 31_000);
    assert.deepEqual(
      orphans.map((payout: { status: string }) => payout.status),
      ['queued'],
    );
  });

  it('should understand a webhook when it is genuine, and refuse it when token or signature are wrong', async () => {
    for (const provider of adapters()) {
      const wish = wishFor();
      const made = await provider.createPayment(wish);
      await pay(wish);
      const isOfThis = (heard: { path: string; raw: string }) =>
        heard.path === `/webhooks/${provider.name}` &&
        heard.raw.includes(wish.reference) &&
        /SUCCEEDED|settlement/.test(heard.raw);
      const [heard] = await stage.hears(1, isOfThis);
      assert.ok(heard);
      const raw = Buffer.from(heard.raw);
      const notice = provider.readWebhook(raw, heard.headers);
      assert.deepEqual(notice.about === 'payment' && [notice.reference, notice.claim, notice.providerPaymentId], [
        wish.reference,
        'paid',
        made.providerPaymentId,
      ]);
      assert.deepEqual(provider.rereadWebhook(raw), notice);
      if (provider.name === 'xendit') {
        assert.throws(() => provider.readWebhook(raw, { ...heard.headers, 'x-callback-token': 'wrong' }), isForged);
        assert.throws(() => provider.readWebhook(raw, {}), isForged);
      } else {
        assert.throws(
          () => provider.readWebhook(Buffer.from(heard.raw.replace('150000.00', '150001.00')), {}),
          isForged,
        );
        assert.throws(
          () => provider.readWebhook(Buffer.from(heard.raw.replace(/"signature_key":"./, '"signature_key":"x')), {}),
          isForged,
        );
      }
    }
  });

  it('should refuse a webhook as malformed when nobody can read it', () => {
    const headers = { 'x-callback-token': TEST_SECRETS.xenditCallbackToken };
    for (const body of ['', '{', '[]', '{"event":"payment.capture"}', '{"event":"payment.capture","data":{}}', 'null'])
      assert.throws(() => xendit.readWebhook(Buffer.from(body), headers), isMalformed, body);
    for (const body of ['', '{}', '{"order_id":"1"}'])
      assert.throws(() => midtrans.readWebhook(Buffer.from(body), {}), isMalformed, body);
    assert.deepEqual(xendit.readWebhook(Buffer.from('{"event":"something.new","data":{}}'), headers), {
      about: 'nothing',
      event: 'something.new',
    });
    assert.equal(xendit.rereadWebhook(Buffer.from('{')), null);
  });

  it('should understand an event when it has its other spelling or its newer name', () => {
    const headers = { 'x-callback-token': TEST_SECRETS.xenditCallbackToken };
    const read = (event: string, data: object) =>
      xendit.readWebhook(Buffer.from(JSON.stringify({ event, data })), headers);
    for (const event of ['payment_request.expiry', 'payment_request.expired'])
      assert.equal(read(event, { reference_id: 'r', payment_request_id: 'pr-1' }).about, 'payment');
    for (const event of ['payout.reversed', 'v3_payout.reversed'])
      assert.deepEqual(read(event, { id: 'disb-1', reference_id: 'r' }), {
        about: 'payout',
        reference: 'r',
        providerPayoutId: 'disb-1',
      });
  });

  it('should take Iris messages by their own signature when they come to the address of Midtrans', () => {
    const raw = Buffer.from(
      '{"reference_no":"01c73nm7wjjgdve1zh","amount":"3000.0","status":"completed","updated_at":"2026-01-02T03:04:05Z"}',
    );
    const signature =
      'b7fb5f2c7c220eee8718f307e78eb41f541fbf55443d7b468c6138b293260fd0c3fa74f11cd09f1c6a487b8e0e514c35714c9bf825ed01bcafeaf3a230c6744a';
    assert.equal(irisSignature(raw, 'IRIS-merchant-lumbung'), signature);
    assert.deepEqual(midtrans.readWebhook(raw, { 'iris-signature': signature }), {
      about: 'payout',
      reference: null,
      providerPayoutId: '01c73nm7wjjgdve1zh',
    });
    assert.throws(() => midtrans.readWebhook(raw, { 'iris-signature': signature.replace('b7', 'b8') }), isForged);
    assert.equal(midtrans.rereadWebhook(raw)?.about, 'payout');
  });
});

describe('money in another currency', () => {
  it('should not be believed when a provider says that a bill was paid with it', () => {
    const arrival = { payment_id: 'py-1', reference_id: 'a-1', request_amount: 150_000, status: 'SUCCEEDED' };
    assert.equal(captureOf({ ...arrival, currency: 'IDR' })?.amountMinor, 150_000);
    assert.throws(() => captureOf({ ...arrival, currency: 'USD' }), isFault);
    const settled = {
      status_code: '200',
      transaction_id: 'tx-1',
      order_id: 'a-1',
      gross_amount: '150000.00',
      transaction_status: 'settlement',
    };
    assert.equal(paymentOf({ ...settled, currency: 'IDR' }).captures[0]?.amountMinor, 150_000);
    assert.throws(() => paymentOf({ ...settled, currency: 'USD' }), isFault);
  });
});

describe('the forms of Midtrans', () => {
  it('should give the known signatures when a notification is signed', () => {
    const documented = notificationSignature(
      { orderId: '1111', statusCode: '200', grossAmount: '100000.00' },
      'askvnoibnosifnboseofinbofinfgbiufglnbfg',
    );
    assert.equal(
      documented,
      'edc076b21793ebe3e17926350f5b8ae67d902fe657b3d0aa31b932d5c127e2375d308a2bc94f3265ac2d80a1f181a79b997ac178a236fcff35af263fc4d4c231',
    );
    const ours = notificationSignature(
      { orderId: 'LMB-0001', statusCode: '200', grossAmount: '275000.00' },
      'SB-server-key-lumbung',
    );
    assert.equal(
      ours,
      'a4afe3f8abf043c954de5b044b8c12dd3381f1a83931784bfa7e803ac4a8e9e7bffd35176da7636c45ee809e21d96cfe1b3415c7b2c1b180f6709fe82c08205f',
    );
  });

  it('should be whole rupiah and Jakarta time when amounts and moments are read', () => {
    assert.equal(wholeRupiah('145000.00'), 145_000);
    for (const text of ['145000.50', '1e5', '-1.00', '']) assert.throws(() => wholeRupiah(text), isFault, text);
    assert.equal(wibMoment('2026-11-21 10:00:00')?.toISOString(), '2026-11-21T03:00:00.000Z');
    assert.equal(wibMoment('yesterday'), null);
    assert.equal(orderTime(new Date('2026-11-21T20:00:00Z')), '2026-11-22 03:00:00 +0700');
  });
});

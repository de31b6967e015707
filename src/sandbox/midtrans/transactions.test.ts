import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { parseQris } from '#platform/qris';
import { basic, type Loose, openStage, type Stage, TEST_SECRETS, until } from '../fixtures.ts';
import { notificationSignature, wibTime } from './records.ts';

const HEADERS = { authorization: basic(TEST_SECRETS.midtransServerKey) };
let counter = 0;

function wish(changes: Loose = {}, amount = 145_000): Loose {
  counter += 1;
  return {
    payment_type: 'qris',
    transaction_details: { order_id: `LMB-${counter}`, gross_amount: amount },
    customer_details: { first_name: 'Sari' },
    ...changes,
  };
}

const transfer = (bank: string, more: Loose = {}) =>
  wish({ payment_type: 'bank_transfer', bank_transfer: { bank, ...more } });

describe('Midtrans signatures', () => {
  it('should give the published result when the inputs are the documentation example', () => {
    assert.equal(
      notificationSignature({
        orderId: '1111',
        statusCode: '200',
        grossAmount: '100000.00',
        serverKey: 'askvnoibnosifnboseofinbofinfgbiufglnbfg',
      }),
      'edc076b21793ebe3e17926350f5b8ae67d902fe657b3d0aa31b932d5c127e2375d308a2bc94f3265ac2d80a1f181a79b997ac178a236fcff35af263fc4d4c231',
    );
    assert.equal(
      notificationSignature({
        orderId: 'LMB-0001',
        statusCode: '200',
        grossAmount: '275000.00',
        serverKey: 'SB-server-key-lumbung',
      }),
      'a4afe3f8abf043c954de5b044b8c12dd3381f1a83931784bfa7e803ac4a8e9e7bffd35176da7636c45ee809e21d96cfe1b3415c7b2c1b180f6709fe82c08205f',
    );
  });

  it('should write WIB without an offset when a time goes over the wire', () => {
    assert.equal(wibTime('2026-11-20T20:30:00.000Z'), '2026-11-21 03:30:00');
  });
});

describe('Midtrans Core API', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
  });

  const charge = (body: unknown, headers: Record<string, string> = {}) =>
    stage.call('POST', '/midtrans/v2/charge', { headers: { ...HEADERS, ...headers }, body });
  const status = (id: string) => stage.call('GET', `/midtrans/v2/${id}/status`, { headers: HEADERS });
  const post = (id: string, verb: string, body: unknown = {}) =>
    stage.call('POST', `/midtrans/v2/${id}/${verb}`, { headers: HEADERS, body });
  const pay = (id: string, more: Loose = {}) => stage.control('POST', '/pay', { id, ...more });
  const of = (order: string, state?: string) => (heard: { body: Loose }) =>
    heard.body.order_id === order && (state === undefined || heard.body.transaction_status === state);

  it('should answer pending with a valid code and a picture of it when QRIS is charged', async () => {
    const { status: http, body } = await charge(wish());
    assert.equal(http, 200);
    assert.deepEqual(
      [body.status_code, body.transaction_status, body.gross_amount, body.currency],
      ['201', 'pending', '145000.00', 'IDR'],
    );
    assert.match(body.transaction_time, /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
    assert.equal(parseQris(body.qr_string).amountMinor, 145_000);
    assert.equal(body.actions[0].name, 'generate-qr-code');
    const picture = await fetch(body.actions[0].url);
    assert.equal(picture.headers.get('content-type'), 'image/png');
    assert.ok((await picture.arrayBuffer()).byteLength > 500);
  });

  for (const bank of ['bca', 'bni', 'bri', 'cimb']) {
    it(`should answer with va_numbers when a transfer by ${bank} is charged`, async () => {
      const { body } = await charge(transfer(bank));
      assert.equal(body.va_numbers[0].bank, bank);
      assert.match(body.va_numbers[0].va_number, /^\d{16}$/);
      assert.equal((await stage.control('POST', '/pay', { vaNumber: body.va_numbers[0].va_number })).body.paid, true);
    });
  }

  it('should answer in its own way when the bank is Permata or Mandiri', async () => {
    const permata = await charge(transfer('permata', { permata: { recipient_name: 'SARI' } }));
    assert.match(permata.body.permata_va_number, /^\d{16}$/);
    const mandiri = await charge(
      wish({ payment_type: 'echannel', echannel: { bill_info1: 'Bayar:', bill_info2: 'Lumbung' } }),
    );
    assert.match(mandiri.body.bill_key, /^\d{12}$/);
    assert.match(mandiri.body.biller_code, /^\d+$/);
    const paid = await stage.control('POST', '/pay', {
      vaNumber: `${mandiri.body.biller_code}${mandiri.body.bill_key}`,
    });
    assert.equal(paid.body.paid, true);
  });

  it('should notify with a right signature when a charge is made and when it is paid', async () => {
    const body = wish();
    const order = String(body.transaction_details.order_id);
    const charged = await charge(body);
    await pay(charged.body.transaction_id);
    const heard = await stage.hears(2, of(order));
    assert.deepEqual(heard.map((one) => one.body.transaction_status).sort(), ['pending', 'settlement']);
    for (const { path, body: notice } of heard) {
      assert.equal(path, '/webhooks/midtrans');
      assert.equal(
        notice.signature_key,
        notificationSignature({
          orderId: order,
          statusCode: notice.status_code,
          grossAmount: notice.gross_amount,
          serverKey: TEST_SECRETS.midtransServerKey,
        }),
      );
    }
    const read = await status(order);
    assert.deepEqual([read.body.status_code, read.body.transaction_status], ['200', 'settlement']);
    assert.match(read.body.settlement_time, /^\d{4}/);
    assert.equal((await status(charged.body.transaction_id)).body.order_id, order);
  });

  it('should cancel or expire only when the transaction is pending', async () => {
    const one = await charge(wish());
    assert.equal((await post(one.body.order_id, 'cancel')).body.transaction_status, 'cancel');
    assert.equal((await post(one.body.order_id, 'cancel')).body.status_code, '412');
    const other = await charge(wish());
    assert.equal((await post(other.body.order_id, 'expire')).body.status_code, '407');
    assert.equal((await pay(other.body.transaction_id)).status, 409);
    await stage.hears(1, of(one.body.order_id, 'cancel'));
    await stage.hears(1, of(other.body.order_id, 'expire'));
    assert.equal((await post(one.body.order_id, 'approve')).body.status_code, '412');
  });

  it('should expire by itself when custom_expiry has passed', async () => {
    const body = wish({
      custom_expiry: { expiry_duration: 20, unit: 'second', order_time: new Date(Date.now() - 19_900).toISOString() },
    });
    const charged = await charge(body);
    assert.equal(charged.body.status_code, '201');
    const [heard] = await stage.hears(1, of(charged.body.order_id, 'expire'));
    assert.equal(heard?.body.status_code, '407');
  });

  it('should refund in parts, each key once, when a QRIS payment is settled', async () => {
    const { body } = await charge(wish());
    const early = await post(body.order_id, 'refund', { refund_key: 'r1', amount: 45_000 });
    assert.equal(early.body.status_code, '412');
    await pay(body.transaction_id);
    const part = await post(body.order_id, 'refund', { refund_key: 'r1', amount: 45_000, reason: 'Rusak' });
    assert.deepEqual([part.body.transaction_status, part.body.refund_amount], ['partial_refund', '45000.00']);
    const same = await post(body.order_id, 'refund', { refund_key: 'r1', amount: 45_000 });
    assert.equal(same.body.refund_amount, '45000.00');
    assert.equal((await post(body.order_id, 'refund', { refund_key: 'r2', amount: 100_001 })).body.status_code, '400');
    const rest = await post(body.order_id, 'refund', { refund_key: 'r2' });
    assert.deepEqual([rest.body.transaction_status, rest.body.refund_amount], ['refund', '145000.00']);
    const virtualAccount = await charge(transfer('bca'));
    await pay(virtualAccount.body.transaction_id);
    assert.equal((await post(virtualAccount.body.order_id, 'refund', {})).body.status_code, '412');
  });

  it('should refuse in the body when a request is wrong', async () => {
    const known = wish();
    await charge(known);
    const cases: [string, Loose, Record<string, string>?][] = [
      ['401', wish(), { authorization: basic('wrong') }],
      ['406', known],
      ['400', wish({ payment_type: 'cash' })],
      ['400', wish({ transaction_details: { order_id: 'LMB 1', gross_amount: 1 } })],
      ['400', wish({ transaction_details: { order_id: 'LMB-x', gross_amount: '1000' } })],
      ['400', wish({ item_details: [{ name: 'A', price: 1000, quantity: 2 }] })],
      ['400', wish({ payment_type: 'bank_transfer' })],
      ['400', wish({ payment_type: 'echannel' })],
      ['400', wish({ custom_expiry: { expiry_duration: 1, unit: 'second' } })],
    ];
    for (const [code, body, headers] of cases)
      assert.equal((await charge(body, headers)).body.status_code, code, JSON.stringify(body));
    assert.deepEqual([(await status('none')).status, (await status('none')).body.status_code], [404, '404']);
    const broken = await charge('{');
    assert.equal(broken.body.status_code, '413');
  });

  it('should give the first answer again when the idempotency key is the same', async () => {
    const body = wish();
    const first = await charge(body, { 'idempotency-key': 'm-1' });
    assert.equal((await charge(body, { 'idempotency-key': 'm-1' })).body.transaction_id, first.body.transaction_id);
  });

  describe('magic amounts', () => {
    const magic = async (amount: number) => (await charge(wish({}, amount))).body;

    it('should refuse at once when the amount is 10100, 10101 or 10102', async () => {
      assert.deepEqual(
        [(await magic(10_100)).status_code, (await magic(10_101)).status_code, (await magic(10_102)).status_code],
        ['402', '503', '500'],
      );
    });

    it('should deny, settle or expire by itself when the amount says so', async () => {
      const [denied, settled, expired] = [await magic(20_101), await magic(30_101), await magic(30_102)];
      await stage.hears(1, of(denied.order_id, 'deny'));
      await stage.hears(1, of(settled.order_id, 'settlement'));
      await stage.hears(1, of(expired.order_id, 'expire'));
      assert.equal((await status(denied.order_id)).body.status_code, '202');
    });

    it('should repeat, overtake, lose or double the settlement when the amount says so', async () => {
      const [repeated, overtaken, lost, doubled] = [
        await magic(30_103),
        await magic(30_104),
        await magic(30_111),
        await magic(30_110),
      ];
      await Promise.all([repeated, overtaken, lost, doubled].map((body) => pay(body.transaction_id)));
      await stage.hears(2, of(repeated.order_id, 'settlement'));
      const heard = await stage.hears(3, of(overtaken.order_id));
      assert.deepEqual(
        heard.map(({ body }) => body.transaction_status),
        ['pending', 'settlement', 'pending'],
      );
      const twins = await stage.hears(2, of(doubled.order_id, 'settlement'));
      assert.equal(new Set(twins.map(({ body }) => body.transaction_id)).size, 2);
      assert.equal((await status(doubled.order_id)).body.transaction_id, doubled.transaction_id);
      assert.equal((await status(lost.order_id)).body.transaction_status, 'settlement');
      assert.equal(stage.heard.filter(of(lost.order_id, 'settlement')).length, 0);
    });

    it('should settle another amount when it is 30108 or 30109', async () => {
      for (const [amount, paid] of [
        [30_108, '29108.00'],
        [30_109, '31109.00'],
      ] as const) {
        const body = await magic(amount);
        await pay(body.transaction_id);
        const [heard] = await stage.hears(1, of(body.order_id, 'settlement'));
        assert.equal(heard?.body.gross_amount, paid);
        assert.equal(
          heard?.body.signature_key,
          notificationSignature({
            orderId: body.order_id,
            statusCode: '200',
            grossAmount: paid,
            serverKey: TEST_SECRETS.midtransServerKey,
          }),
        );
      }
    });

    it('should send a wrong signature when the amount is 30105, and stay pending', async () => {
      const body = await magic(30_105);
      const [heard] = await stage.hears(1, of(body.order_id, 'settlement'));
      assert.notEqual(
        heard?.body.signature_key,
        notificationSignature({
          orderId: body.order_id,
          statusCode: '200',
          grossAmount: '30105.00',
          serverKey: TEST_SECRETS.midtransServerKey,
        }),
      );
      assert.equal((await status(body.order_id)).body.transaction_status, 'pending');
    });

    it('should settle after expiry when the amount is 30112, and lose the answer when it is 30107', async () => {
      const body = await magic(30_112);
      await pay(body.transaction_id);
      await stage.hears(1, of(body.order_id, 'expire'));
      await stage.hears(1, of(body.order_id, 'settlement'));
      const lost = wish({}, 30_107);
      await assert.rejects(charge(lost));
      await until(
        async () => (await status(lost.transaction_details.order_id)).body.transaction_status === 'pending',
        () => 'the charge whose answer was lost',
      );
    });
  });
});

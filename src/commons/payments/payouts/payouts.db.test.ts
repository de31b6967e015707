import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);
const MINUTE_MS = 60_000;

describe('payouts to sellers', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  const accountNumber = '1234567890';
  const holder = async (bankCode = '014') =>
    (await stage.api.inquireBankAccount(stage.call, { bankCode, accountNumber })).accountName;
  const sellerWith = (amountMinor: number) => {
    const sellerId = newUuid();
    stage.books.earn(`seller:${sellerId}:payable`, amountMinor);
    return sellerId;
  };
  const payout = async (sellerId: string, amountMinor: number, change: object = {}) =>
    stage.api.payout(stage.call, {
      payoutId: newUuid(),
      sellerId,
      amountMinor,
      bankCode: '014',
      accountNumber,
      accountName: await holder(),
      ...change,
    });
  const payable = async (sellerId: string) =>
    (await stage.books.balanceOf(`seller:${sellerId}:payable`)) -
    (await stage.books.heldOn(`seller:${sellerId}:payable`));
  const ended = (payoutId: string, status: string) =>
    waitFor(`the payout is ${status}`, async () => {
      await stage.settle();
      return (await stage.api.getPayout(stage.call, { payoutId })).status === status;
    });
  const typesOf = async (id: string) => (await stage.eventsOf(id)).map((event) => event.type);

  it('should name the holder of an account when the bank knows it, and refuse when not', async () => {
    assert.match(await holder(), /^[A-Z ]+$/);
    const ask = (bankCode: string, number: string) =>
      stage.api.inquireBankAccount(stage.call, { bankCode, accountNumber: number });
    await assert.rejects(ask('999', accountNumber), refuses('payments.bank-unknown'));
    await assert.rejects(ask('014', '1234560000'), refuses('payments.account-not-found'));
    await assert.rejects(ask('014', '1234567777'), refuses('payments.bank-unavailable'));
    assert.ok((await stage.api.listBanks(stage.call, {})).banks.some((bank) => bank.bankCode === '014'));
  });

  it('should leave the seller with less when the bank has taken it, once', async () => {
    const sellerId = sellerWith(500_000);
    const made = await payout(sellerId, 200_000);
    assert.ok(made.status === 'pending' || made.status === 'completed');
    assert.equal(made.accountNumberMasked, '••••••7890');
    await ended(made.payoutId, 'completed');
    await payout(sellerId, 200_000, { payoutId: made.payoutId });
    assert.equal(await payable(sellerId), -200_000);
    assert.deepEqual(await typesOf(made.payoutId), ['payout.completed']);
    await assert.rejects(payout(sellerId, 1, { payoutId: made.payoutId }), refuses('payments.payout-conflict'));
  });

  it('should send it once when the same payout is asked for many times at once', async () => {
    const sellerId = sellerWith(500_000);
    const payoutId = newUuid();
    await Promise.all(Array.from({ length: 5 }, () => payout(sellerId, 100_000, { payoutId })));
    await ended(payoutId, 'completed');
    assert.equal(await payable(sellerId), -100_000);
  });

  it('should be refused before anything moves when balance, name or account do not fit', async () => {
    const sellerId = sellerWith(100_000);
    await assert.rejects(payout(sellerId, 100_001), refuses('payments.balance-too-low'));
    await assert.rejects(
      payout(sellerId, 1_000, { accountName: 'Orang Lain Sekali' }),
      refuses('payments.account-name-differs'),
    );
    await assert.rejects(
      payout(sellerId, 1_000, { accountNumber: '1234560000' }),
      refuses('payments.account-not-found'),
    );
    await assert.rejects(
      payout(sellerId, 1_000, { accountNumber: '1234567777' }),
      refuses('payments.bank-unavailable'),
    );
    await assert.rejects(payout(sellerId, 1_000, { bankCode: '999' }), refuses('payments.bank-unknown'));
    await assert.rejects(
      stage.api.getPayout(stage.call, { payoutId: newUuid() }),
      refuses('payments.payout-not-found'),
    );
    assert.equal(await payable(sellerId), 0);
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => payout(sellerId, 40_000)));
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 2);
  });

  it('should be listed newest first, page by page and by status, when somebody looks', async () => {
    const sellerId = sellerWith(900_000);
    const made = [await payout(sellerId, 100_000), await payout(sellerId, 110_000), await payout(sellerId, 120_000)];
    for (const { payoutId } of made) await ended(payoutId, 'completed');
    const first = await stage.api.listPayouts(stage.call, { sellerId, limit: 2 });
    const rest = await stage.api.listPayouts(stage.call, { sellerId, limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual(
      [...first.items, ...rest.items].map(({ amountMinor }) => amountMinor),
      [120_000, 110_000, 100_000],
    );
    assert.equal(rest.nextCursor, null);
    assert.equal((await stage.api.listPayouts(stage.call, { sellerId, status: 'completed' })).items.length, 3);
    assert.deepEqual((await stage.api.listPayouts(stage.call, { sellerId, status: 'failed' })).items, []);
    assert.deepEqual((await stage.api.listPayouts(stage.call, { sellerId: newUuid() })).items, []);
    const cursor = Buffer.from('[1,2]').toString('base64url');
    await assert.rejects(stage.api.listPayouts(stage.call, { cursor }), refuses('request.invalid'));
  });

  it('should be payable again when the provider fails it', async () => {
    const sellerId = sellerWith(500_000);
    await stage.control('POST', '/plans', {
      provider: 'xendit',
      thing: 'payout',
      behaviour: 'fail',
      failureCode: 'REJECTED_BY_CHANNEL',
    });
    const { payoutId } = await payout(sellerId, 200_000);
    await ended(payoutId, 'failed');
    assert.equal(await payable(sellerId), 0);
    assert.deepEqual(await typesOf(payoutId), ['payout.failed']);
    assert.equal((await stage.api.getPayout(stage.call, { payoutId })).failureCode, 'REJECTED_BY_CHANNEL');
  });

  it('should be payable again when the bank sends it back after it was done', async () => {
    const sellerId = sellerWith(500_000);
    await stage.control('POST', '/plans', { provider: 'xendit', thing: 'payout', behaviour: 'reversed' });
    const { payoutId } = await payout(sellerId, 200_000);
    await ended(payoutId, 'reversed');
    assert.equal(await payable(sellerId), 0);
    assert.deepEqual(await typesOf(payoutId), ['payout.completed', 'payout.reversed']);
  });

  it('should be found by the sweep when answer or notice were lost', async () => {
    for (const behaviour of ['answer-lost', 'webhook-lost', 'server-error']) {
      const sellerId = sellerWith(500_000);
      await stage.control('POST', '/plans', {
        provider: 'xendit',
        thing: 'payout',
        behaviour,
        times: behaviour === 'server-error' ? 2 : 1,
      });
      const { payoutId } = await payout(sellerId, 200_000);
      await waitFor('it is done', async () => {
        stage.clock.advance(2 * MINUTE_MS);
        await stage.control('POST', '/run-due');
        await stage.sweepPayouts();
        return (await stage.api.getPayout(stage.call, { payoutId })).status === 'completed';
      });
      assert.equal(await payable(sellerId), -200_000);
      assert.deepEqual(await typesOf(payoutId), ['payout.completed']);
    }
  });
});

describe('payouts through Iris', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit, {
      settings: { 'payments.payout-providers': ['midtrans', 'xendit'] },
    });
  });
  after(() => stage.close());

  const payoutOf = async (amountMinor: number) => {
    const sellerId = newUuid();
    stage.books.earn(`seller:${sellerId}:payable`, amountMinor);
    const { accountName } = await stage.api.inquireBankAccount(stage.call, {
      bankCode: '014',
      accountNumber: '1234567890',
    });
    const payoutId = newUuid();
    const ask = () =>
      stage.api.payout(stage.call, {
        payoutId,
        sellerId,
        amountMinor,
        bankCode: '014',
        accountNumber: '1234567890',
        accountName,
      });
    const payable = async () => await stage.books.balanceOf(`seller:${sellerId}:payable`);
    return { payoutId, ask, payable };
  };
  const ended = (payoutId: string, status: string) =>
    waitFor(`the payout is ${status}`, async () => {
      await stage.settle();
      return (await stage.api.getPayout(stage.call, { payoutId })).status === status;
    });

  it('should be payable again when the bank sends it back after it was done', async () => {
    const { payoutId, ask, payable } = await payoutOf(200_000);
    await ask();
    await ended(payoutId, 'completed');
    assert.equal(await payable(), -200_000);
    const [row] = await store.database.run<{ number: string }>(
      sql`select provider_payout_id as number from payments.payouts where id = ${payoutId}`,
    );
    await stage.control('POST', `/payouts/${row?.number}/reverse`);
    await ended(payoutId, 'reversed');
    assert.equal(await payable(), 0);
    assert.equal(await stage.books.balanceOf('provider:midtrans'), 0);
    assert.deepEqual(
      (await stage.eventsOf(payoutId)).map((event) => event.type),
      ['payout.completed', 'payout.reversed'],
    );
  });

  it('should be approved once when the same payout is asked for many times at once', async () => {
    const { payoutId, ask, payable } = await payoutOf(123_000);
    await Promise.all(Array.from({ length: 6 }, ask));
    await ended(payoutId, 'completed');
    const { payouts } = (await stage.control('GET', '/?limit=500')).body as {
      payouts: { amountMinor?: number; status: string }[];
    };
    assert.equal(payouts.filter((one) => one.amountMinor === 123_000 && one.status !== 'queued').length, 1);
    assert.equal(await payable(), -123_000);
  });
});

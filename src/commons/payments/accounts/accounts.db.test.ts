import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import type { PaymentAccount } from '../contract.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const HOUR_MS = 3_600_000;
const refusal = (code: string) => (error: unknown) => isRefusal(error, code);

describe('accounts that payers keep, and payouts to people', () => {
  const store = testDatabase('payments');
  let stage: PaymentsStage;
  before(async () => {
    stage = await openPayments(store.database, kit);
  });
  after(() => stage.close());

  const wish = (change: object = {}) => {
    const ownerId = newUuid();
    const creditAccountCode = `custody:loan:${ownerId}:received`;
    const rest = { payerName: 'Budi Santoso', channel: 'VA_BRI', creditAccountCode };
    return { accountId: newUuid(), ownerKind: 'loan', ownerId, ...rest, ...change };
  };
  const open = (change: object = {}) => stage.api.openAccount(stage.call, wish(change));
  const pay = (account: PaymentAccount, amountMinor: number, extra: object = {}) =>
    stage.control('POST', '/pay', { vaNumber: account.accountNumber, amountMinor, ...extra });
  const creditsOf = async ({ accountId }: PaymentAccount) =>
    (await stage.api.accountCredits(stage.call, { accountId, limit: 100 })).items;
  const amounts = async (account: PaymentAccount) =>
    (await creditsOf(account)).map((credit) => credit.amountMinor).sort();
  const told = async (account: PaymentAccount) =>
    (await stage.eventsOf(account.accountId)).filter((event) => event.type === 'payment-account.credited');
  const quiet = async () => {
    await waitFor(
      'all webhooks have arrived',
      async () => ((await stage.control('GET', '/webhooks?limit=1')).body as { underway: number }).underway === 0,
    );
    await stage.settle();
  };
  const sweepArrivals = async () =>
    await stage.jobs?.find(({ name }) => name === 'payments.sweep-arrivals')?.run(stage.call, null);
  const liability = (account: PaymentAccount) => `custody:loan:${account.ownerId}:received`;

  it('should give one number that takes any amount any number of times when asked, and the same when asked again', async () => {
    const first = wish();
    const account = await stage.api.openAccount(stage.call, first);
    assert.deepEqual(await stage.api.openAccount(stage.call, first), account);
    assert.deepEqual([account.bank, account.status, account.accountName], ['BRI', 'open', 'Budi Santoso']);
    for (const amountMinor of [250_000, 1, 250_000]) await pay(account, amountMinor);
    await quiet();
    assert.deepEqual(await amounts(account), [1, 250_000, 250_000]);
    assert.equal((await told(account)).length, 3);
    assert.equal(await stage.books.balanceOf(liability(account)), 500_001);
    const { accounts } = await stage.api.accountsByIds(stage.call, { accountIds: [account.accountId, newUuid()] });
    assert.deepEqual(accounts, [account]);
  });

  it('should count from the moment of the bank when the news comes hours late', async () => {
    const account = await open();
    const paidAt = new Date(stage.clock.now().getTime() - 5 * HOUR_MS).toISOString();
    await pay(account, 75_000, { paidAt });
    await quiet();
    const [credit] = await creditsOf(account);
    assert.equal(credit?.paidAt, paidAt);
    assert.ok(credit && Date.parse(credit.receivedAt) - Date.parse(credit.paidAt) >= 5 * HOUR_MS);
    const [event] = await told(account);
    const payload = event?.payload as unknown as { paidAt: string; ownerKind: string; ownerId: string };
    assert.deepEqual([payload.paidAt, payload.ownerKind, payload.ownerId], [paidAt, 'loan', account.ownerId]);
  });

  it('should credit once when the same news comes ten times, also all at once', async () => {
    const account = await open();
    await pay(account, 90_000);
    await quiet();
    const { items } = (await stage.control('GET', '/webhooks?limit=500')).body as {
      items: { body: string; headers: Record<string, string> }[];
    };
    const news = items.find((one) => one.body.includes(account.accountNumber)) ?? assert.fail('no webhook');
    const again = (body: string) =>
      fetch(`${stage.door.url}/webhooks/xendit`, { method: 'POST', body, headers: news.headers });
    // Another body each time, so that the notice itself is new.
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => again(`${news.body}${' '.repeat(n)}`)));
    assert.ok(answers.every((answer) => answer.status === 200));
    await Promise.all([stage.settle(), sweepArrivals(), sweepArrivals()]);
    await stage.api.checkAccount(stage.call, { accountId: account.accountId });
    assert.deepEqual(await amounts(account), [90_000]);
    assert.equal((await told(account)).length, 1);
    assert.equal(await stage.books.balanceOf(liability(account)), 90_000);
  });

  it('should change nothing when somebody forges news of an account', async () => {
    const account = await open();
    await stage.control('POST', '/forge', { vaNumber: account.accountNumber });
    const body = JSON.stringify({
      event: 'payment.capture',
      data: {
        reference_id: `va-${account.accountId}-1`,
        payment_id: `py-${newUuid()}`,
        status: 'SUCCEEDED',
        request_amount: 1,
      },
    });
    const headers = { 'x-callback-token': TEST_SECRETS.xenditCallbackToken };
    await fetch(`${stage.door.url}/webhooks/xendit`, { method: 'POST', body, headers });
    await quiet();
    assert.deepEqual(await amounts(account), []);
  });

  it('should find money whose news were all lost when the list of the provider is gone through or the payer asks', async () => {
    const [swept, asked] = [await open(), await open()];
    await stage.control('POST', '/webhooks/rules', { source: 'xendit', effect: 'drop', times: 3 });
    await pay(swept, 40_000, { times: 2 });
    await pay(asked, 60_000);
    await quiet();
    assert.deepEqual([await amounts(swept), await amounts(asked)], [[], []]);
    const checked = await stage.api.checkAccount(stage.call, { accountId: asked.accountId });
    assert.equal(checked.found, 1);
    await sweepArrivals();
    assert.deepEqual([await amounts(swept), await amounts(asked)], [[40_000, 40_000], [60_000]]);
    await sweepArrivals();
    assert.deepEqual(await amounts(swept), [40_000, 40_000]);
    const fees = (await stage.books.postings()).filter(
      ({ kind, reference }) => kind === 'provider.fee' && reference === `payment-account:${swept.accountId}`,
    );
    assert.deepEqual(
      fees.map(({ lines }) => lines[0]?.amountMinor),
      [4_440, 4_440],
    );
  });

  it('should credit what is paid all the same when the account is closed', async () => {
    const account = await open();
    const closed = await stage.api.closeAccount(stage.call, { accountId: account.accountId });
    assert.equal(closed.status, 'closed');
    assert.deepEqual(await stage.api.closeAccount(stage.call, { accountId: account.accountId }), closed);
    await pay(account, 10_000, { evenWhenClosed: true });
    await quiet();
    assert.deepEqual(await amounts(account), [10_000]);
  });

  it('should find the account under the same id when the answer of the provider was lost', async () => {
    await stage.control('POST', '/faults', {
      provider: 'xendit',
      kind: 'drop-answer',
      match: 'POST /xendit/v3',
      times: 2,
    });
    const first = wish();
    await assert.rejects(stage.api.openAccount(stage.call, first), refusal('payments.provider-unavailable'));
    stage.clock.advance(1_000);
    const account = await stage.api.openAccount(stage.call, first);
    await pay(account, 5_000);
    await quiet();
    assert.deepEqual(await amounts(account), [5_000]);
  });

  it('should refuse when the channel gives no such account, the id is taken, or the account is unknown', async () => {
    await assert.rejects(open({ channel: 'QRIS' }), refusal('payments.channel-unknown'));
    await assert.rejects(open({ channel: 'VA_TIADA' }), refusal('payments.channel-unknown'));
    const account = await open();
    await assert.rejects(open({ accountId: account.accountId }), refusal('payments.account-conflict'));
    const accountId = newUuid();
    await assert.rejects(
      stage.api.checkAccount(stage.call, { accountId }),
      refusal('payments.payment-account-not-found'),
    );
    await assert.rejects(
      stage.api.closeAccount(stage.call, { accountId }),
      refusal('payments.payment-account-not-found'),
    );
    await stage.control('POST', '/faults', { provider: 'xendit', kind: 'error', status: 503, times: 4 });
    await assert.rejects(
      stage.api.checkAccount(stage.call, { accountId: account.accountId }),
      refusal('payments.provider-unavailable'),
    );
    await stage.control('DELETE', '/faults');
  });

  it('should lay the statement of the bank beside the arrivals when asked, and find what nobody had told', async () => {
    stage.clock.advance(30 * 24 * HOUR_MS);
    const account = await open();
    await pay(account, 111_000);
    await quiet();
    await stage.control('POST', '/webhooks/rules', { source: 'xendit', effect: 'drop', times: 1 });
    await pay(account, 222_000);
    await stage.control('POST', '/bank/entries', {
      accountNo: '1122334455',
      kind: 'CREDIT',
      amountMinor: 333_000,
      remark: 'SETORAN TUNAI',
    });
    await quiet();
    const now = stage.clock.now().getTime();
    const span = { from: new Date(now - HOUR_MS).toISOString(), until: new Date(now + HOUR_MS).toISOString() };
    const { lines } = await stage.api.compareWithBank(stage.call, span);
    assert.deepEqual(
      lines.map((line) => [line.amountMinor, line.ownerId, line.captureId !== null]),
      [
        [111_000, account.ownerId, true],
        [222_000, account.ownerId, true],
        [333_000, null, false],
      ],
    );
    const { items } = await stage.api.creditsBetween(stage.call, { ownerKind: 'loan', ...span, limit: 100 });
    assert.deepEqual(items.map((item) => [item.amountMinor, item.ownerId]).sort(), [
      [111_000, account.ownerId],
      [222_000, account.ownerId],
    ]);
    const long = { ...span, from: new Date(now - 60 * HOUR_MS).toISOString() };
    await assert.rejects(stage.api.compareWithBank(stage.call, long), refusal('payments.span-too-long'));
    await stage.control('POST', '/faults', { provider: 'bank', kind: 'error', status: 500, times: 1 });
    await assert.rejects(stage.api.compareWithBank(stage.call, span), refusal('payments.bank-unavailable'));
  });

  it('should credit a line of the statement once, to one account, when people found out whose it is', async () => {
    const [account, other] = [await open(), await open()];
    const line = { entryId: `ENTRY-${newUuid()}`, amountMinor: 45_000, paidAt: stage.clock.now().toISOString() };
    const credit = (accountId: string) => stage.api.creditStatementLine(stage.call, { accountId, ...line });
    const first = await credit(account.accountId);
    assert.deepEqual(await credit(account.accountId), first);
    const no = (code: string) => (error: unknown) => isRefusal(error, code);
    await assert.rejects(credit(other.accountId), no('payments.account-conflict'));
    await assert.rejects(credit(newUuid()), no('payments.payment-account-not-found'));
    await stage.settle();
    assert.deepEqual([await amounts(account), await amounts(other)], [[45_000], []]);
    assert.equal(await stage.books.balanceOf(liability(account)), 45_000);
    assert.equal((await told(account)).length, 1);
  });

  describe('payouts to people', () => {
    const fund = async (amountMinor: number) => {
      const ownerId = newUuid();
      stage.books.earn(`custody:loan:${ownerId}:committed`, amountMinor);
      return ownerId;
    };
    const payWish = async (ownerId: string, amountMinor: number, change: object = {}) => {
      const accountNumber = '1234567890';
      const { accountName } = await stage.api.inquireBankAccount(stage.call, { bankCode: '014', accountNumber });
      const fromAccountCode = `custody:loan:${ownerId}:committed`;
      const rest = { fromAccountCode, amountMinor, bankCode: '014', accountNumber, accountName };
      return { payoutId: newUuid(), ownerKind: 'loan', ownerId, ...rest, ...change };
    };
    const ends = async (payoutId: string) =>
      (await stage.eventsOf(payoutId)).map((event) => event.type).filter((type) => type.startsWith('person-payout'));
    const held = (ownerId: string) => stage.books.heldOn(`custody:loan:${ownerId}:committed`);
    const left = (ownerId: string) => stage.books.balanceOf(`custody:loan:${ownerId}:committed`);

    it('should hold, send and book once when asked twice', async () => {
      const ownerId = await fund(2_000_000);
      const first = await payWish(ownerId, 1_900_000);
      await Promise.all([stage.api.payPerson(stage.call, first), stage.api.payPerson(stage.call, first)]);
      await waitFor('it has ended', async () => (await ends(first.payoutId)).length > 0);
      assert.deepEqual(await ends(first.payoutId), ['person-payout.completed']);
      assert.equal(await left(ownerId), -1_900_000);
      const seen = await stage.api.getPersonPayout(stage.call, { payoutId: first.payoutId });
      assert.deepEqual([seen.status, seen.accountNumberMasked], ['completed', '••••••7890']);
      assert.deepEqual((await stage.api.listPayouts(stage.call, {})).items, [], 'it is no payout to a seller');
    });

    it('should give the money free again when the payout fails, and owe it again when it comes back', async () => {
      const ownerId = await fund(200_000);
      const failing = await payWish(ownerId, 50_104);
      await stage.api.payPerson(stage.call, failing);
      await waitFor('it has failed', async () => (await ends(failing.payoutId)).length > 0);
      assert.deepEqual(await ends(failing.payoutId), ['person-payout.failed']);
      assert.equal(await held(ownerId), 0);
      const returning = await payWish(ownerId, 50_106);
      await stage.api.payPerson(stage.call, returning);
      await waitFor('it has come back', async () => (await ends(returning.payoutId)).length === 2);
      assert.deepEqual(await ends(returning.payoutId), ['person-payout.completed', 'person-payout.reversed']);
      assert.equal(await left(ownerId), 0);
    });

    it('should refuse when the holder differs, the money is missing, or the id was used otherwise', async () => {
      const ownerId = await fund(100_000);
      const asked = await payWish(ownerId, 90_000);
      const no = async (change: object, code: string) =>
        await assert.rejects(stage.api.payPerson(stage.call, { ...asked, ...change }), refusal(code));
      await no({ accountName: 'Orang Lain Sekali' }, 'payments.account-name-differs');
      await no({ amountMinor: 100_001 }, 'payments.funds-too-low');
      await no({ bankCode: '999' }, 'payments.bank-unknown');
      await no({ accountNumber: '1234560000' }, 'payments.account-not-found');
      await no({ accountNumber: '1234567777' }, 'payments.bank-unavailable');
      await stage.api.payPerson(stage.call, asked);
      await no({ amountMinor: 80_000 }, 'payments.payout-conflict');
      await assert.rejects(
        stage.api.getPersonPayout(stage.call, { payoutId: newUuid() }),
        refusal('payments.payout-not-found'),
      );
      await waitFor('it has ended', async () => (await ends(asked.payoutId)).length > 0);
    });
  });

  it('should prove that every arrival is booked when the day is over', async () => {
    stage.clock.advance(HOUR_MS);
    const proof = await stage.api.verifyPayments(stage.call, {});
    assert.deepEqual(proof.problems, []);
    const [counted] = await store.database.run<{ count: number }>(sql`select count(*) as count from payments.credits`);
    assert.ok((counted?.count ?? 0) > 10);
  });
});

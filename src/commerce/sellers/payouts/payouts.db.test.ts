import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LedgerApi } from '#commons/ledger';
import type { PaymentsApi, Payout } from '#commons/payments';
import { type Call, systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { createIdempotencyStore } from '#platform/idempotency';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal, refuse, registerRefusals } from '#platform/refusal';
import { ModuleSagas } from '#platform/saga-runner';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { testServer, testToken } from '#platform/testing/http-server';
import { sellersContract } from '../contract.ts';
import { anApplication, theBank, theVillages } from '../fixtures.ts';
import { createSellers } from '../module.ts';

const MONDAY = '2026-11-22T22:00:00Z';
const TUESDAY = '2026-11-23T22:00:00Z';

/** Payments as its contract has it: one payout per id; the money leaves what the shop is owed. */
function theTill(owed: Map<string, number>) {
  const payouts = new Map<string, Payout>();
  const faults: Error[] = [];
  const lostAnswers: Error[] = [];
  let asked = 0;
  const payout: PaymentsApi['payout'] = async (_call, wish) => {
    asked++;
    const fault = faults.shift();
    if (fault) throw fault;
    const known = payouts.get(wish.payoutId);
    if (!known && (owed.get(wish.sellerId) ?? 0) < wish.amountMinor) throw refuse('payments.balance-too-low');
    if (!known) owed.set(wish.sellerId, (owed.get(wish.sellerId) ?? 0) - wish.amountMinor);
    const { payoutId, sellerId, amountMinor, bankCode, accountName } = wish;
    const made: Payout = known ?? {
      payoutId,
      sellerId,
      amountMinor,
      status: 'pending',
      bankCode,
      accountNumberMasked: `••••${wish.accountNumber.slice(-4)}`,
      accountName,
      failureCode: null,
      createdAt: MONDAY,
      completedAt: null,
    };
    payouts.set(payoutId, made);
    const lost = lostAnswers.shift();
    if (lost) throw lost;
    return made;
  };
  const listPayouts: PaymentsApi['listPayouts'] = async (_call, { sellerId }) => ({
    items: [...payouts.values()].filter((one) => one.sellerId === sellerId),
    nextCursor: null,
  });
  return { payouts, faults, lostAnswers, asked: () => asked, api: { ...theBank, payout, listPayouts } };
}

/** Books in which only what shops are owed stands. */
function theBooks(owed: Map<string, number>): Pick<LedgerApi, 'balance' | 'balancesByCodes' | 'statement'> {
  const balanceOf = (accountCode: string) => {
    const balanceMinor = owed.get(accountCode.split(':')[1] ?? '') ?? 0;
    const type = 'liability' as const;
    return { accountCode, currency: 'IDR', type, balanceMinor, heldMinor: 0, availableMinor: balanceMinor };
  };
  return {
    balance: async (_call, { accountCode }) => balanceOf(accountCode),
    balancesByCodes: async (_call, { accountCodes }) => ({ balances: accountCodes.map(balanceOf) }),
    statement: () => assert.fail('not asked'),
  };
}

describe('payouts of what shops have earned', () => {
  const world = testDatabase('sellers');
  const owed = new Map<string, number>();
  const till = theTill(owed);
  const admin = userCall(newUuid(), ['ADMIN']);

  function house(change: { now?: string; schedule?: string; owner?: string } = {}) {
    const { now = MONDAY, schedule = 'weekly', owner = 'p1' } = change;
    const sagas = new ModuleSagas({ database: world.database, owner, log: silentLog, leaseMs: 100 });
    const module = createSellers({
      database: world.database,
      clock: fixedClock(now),
      newId: newUuid,
      log: silentLog,
      sagas,
      cipher: createFieldCipher([Buffer.alloc(32, 7)]),
      users: theVillages,
      payments: till.api,
      ledger: theBooks(owed),
      identity: { grantRole: async () => ({}) },
      settings: {
        readSettings: async () => ({
          values: { 'sellers.commission-bps': 500, 'sellers.payouts': { schedule, minimumMinor: 50_000 } },
        }),
      },
    });
    sagas.register(module.sagas ?? []);
    const job = module.jobs?.find(({ name }) => name === 'sellers.pay-out') ?? assert.fail('no job');
    return { ...module, sagas, runJob: () => job.run(systemCall('sellers.pay-out', newUuid()), null) };
  }
  async function aShop(owedMinor: number, owner: Call = userCall(newUuid())): Promise<string> {
    const { api } = house();
    const { id } = await api.applyAsSeller(owner, anApplication({ name: `Toko ${newUuid()}` }));
    await api.approveSeller(admin, { sellerId: id });
    owed.set(id, owedMinor);
    return id;
  }
  const payoutsTo = (sellerId: string) => [...till.payouts.values()].filter((one) => one.sellerId === sellerId);
  const run = (sellerId: string, key = newUuid(), h = house()) =>
    h.api.runPayouts({ ...admin, idempotencyKey: key }, { sellerId });
  const refusalsOf = (sellerId: string) =>
    world.database.run<{ payload: { code: string } }>(
      sql`select payload from sellers.outbox where event_type = 'seller.payout-refused' and aggregate_id = ${sellerId}`,
    );

  it('should pay who has reached the minimum, once a day, when the schedule says so', async () => {
    const [rich, poor] = [await aShop(250_000), await aShop(49_999)];
    await house({ now: TUESDAY }).runJob();
    await house({ schedule: 'manual' }).runJob();
    assert.equal(payoutsTo(rich).length, 0, 'neither on a Tuesday nor when staff does it by hand');
    await Promise.all([house().runJob(), house({ owner: 'p2' }).runJob()]);
    owed.set(rich, 60_000);
    await house().runJob();
    assert.deepEqual(
      payoutsTo(rich).map(({ amountMinor }) => amountMinor),
      [250_000],
    );
    assert.equal(payoutsTo(poor).length, 0);
    await house({ now: TUESDAY, schedule: 'daily' }).runJob();
    assert.deepEqual(
      payoutsTo(rich).map(({ amountMinor }) => amountMinor),
      [250_000, 60_000],
    );
  });

  it('should pay one shop whatever the minimum when staff asks, and the same once when asked again', async () => {
    const sellerId = await aShop(12_000);
    const key = newUuid();
    const [first, second] = [await run(sellerId, key), await run(sellerId, key)];
    assert.deepEqual(first, second);
    assert.deepEqual([first.items[0]?.status, first.items[0]?.amountMinor], ['started', 12_000]);
    assert.equal(payoutsTo(sellerId).length, 1);
    assert.deepEqual((await run(sellerId)).items[0]?.code, 'sellers.payout-below-minimum');
  });

  it('should be finished by another process, and pay once, when the first one dies between the steps', async () => {
    const sellerId = await aShop(80_000);
    till.faults.push(new Error('killed before payments was asked'));
    till.lostAnswers.push(new Error('killed before the answer was written down'));
    const begun = await run(sellerId);
    assert.equal(begun.items[0]?.status, 'waiting');
    const other = house({ owner: 'p2' });
    for (let round = 0; round < 3; round++) {
      await world.database.run(
        sql`update sellers.sagas set due_at = now(), leased_until = null where status = 'running'`,
      );
      await other.sagas.sweep();
    }
    assert.deepEqual(
      payoutsTo(sellerId).map(({ amountMinor }) => amountMinor),
      [80_000],
    );
    assert.equal(owed.get(sellerId), 0);
    const [saga] = await world.database.run<{ status: string }>(
      sql`select status from sellers.sagas where state ->> 'sellerId' = ${sellerId}`,
    );
    assert.equal(saga?.status, 'done');
  });

  it('should try again when the bank does not answer, and say why when it has another name', async () => {
    const sellerId = await aShop(70_000);
    till.faults.push(refuse('payments.bank-unavailable'));
    assert.equal((await run(sellerId)).items[0]?.status, 'waiting');
    till.faults.push(refuse('payments.account-name-differs'));
    const { items } = await run(sellerId);
    assert.deepEqual([items[0]?.status, items[0]?.code], ['refused', 'payments.account-name-differs']);
    assert.deepEqual(
      (await refusalsOf(sellerId)).map(({ payload }) => payload.code),
      ['payments.account-name-differs'],
    );
    assert.equal(owed.get(sellerId), 70_000, 'nothing has moved');
    await world.database.run(
      sql`update sellers.sagas set due_at = now(), leased_until = null where status = 'running'`,
    );
    await house({ owner: 'p2' }).sagas.sweep();
    assert.deepEqual(
      payoutsTo(sellerId).map(({ amountMinor }) => amountMinor),
      [70_000],
    );
  });

  it('should refuse when the shop is unknown or suspended (sellers.not-found)', async () => {
    const sellerId = await aShop(90_000);
    await house().api.suspendSeller(admin, { sellerId, reason: 'banyak keluhan' });
    for (const id of [sellerId, newUuid()])
      await assert.rejects(run(id), (error) => isRefusal(error, 'sellers.not-found'));
    const { items } = await house().api.runPayouts({ ...admin, idempotencyKey: newUuid() }, {});
    assert.ok(!items.some((item) => item.sellerId === sellerId));
    assert.equal(owed.get(sellerId), 90_000);
  });

  it('should show payouts over HTTP when the caller has a shop, and refuse when not (sellers.no-shop)', async () => {
    registerRefusals(sellersContract);
    const owner = newUuid();
    const sellerId = await aShop(55_000, userCall(owner));
    const store = createIdempotencyStore(() => world.database);
    const routes = (house().routes ?? []).map((route) => ({ ...route, module: 'sellers' }));
    const server = await testServer(routes, { idempotencyStore: store });
    const ask = async (method: 'GET' | 'POST', path: string, as: string, body?: object) => {
      const headers = {
        authorization: `Bearer ${as}`,
        'idempotency-key': newUuid(),
        'content-type': 'application/json',
      };
      const payload = body ? { payload: JSON.stringify(body) } : {};
      const answer = await server.fastify.inject({ method, url: `/api/v1${path}`, headers, ...payload });
      return { status: answer.statusCode, body: answer.json() };
    };
    const made = await ask('POST', '/payouts/run', testToken(newUuid(), ['ADMIN']), { sellerId });
    assert.deepEqual([made.status, made.body.items[0].amount], [200, { amount: 55_000, currency: 'IDR' }]);
    assert.equal((await ask('POST', '/payouts/run', testToken(owner), { sellerId })).status, 403);
    const mine = await ask('GET', '/sellers/me/payouts', testToken(owner));
    assert.deepEqual(
      mine.body.items.map((item: { id: string }) => item.id),
      [made.body.items[0].payoutId],
    );
    assert.equal((await ask('GET', '/sellers/me/payouts', testToken(newUuid()))).body.code, 'sellers.no-shop');
    const terms = await ask('GET', '/sellers/me/payout-terms', testToken(owner));
    assert.deepEqual(terms.body, { schedule: 'weekly', minimum: { amount: 50_000, currency: 'IDR' } });
    await server.close();
  });
});

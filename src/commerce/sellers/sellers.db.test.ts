import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { ModuleSagas } from '#platform/saga-runner';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { anApplication, theBank, theVillages } from './fixtures.ts';
import { createSellers } from './module.ts';

describe('sellers', () => {
  const world = testDatabase('sellers');
  const granted: string[] = [];
  const cipher = createFieldCipher([Buffer.alloc(32, 7)]);

  function shop(change: Partial<Parameters<typeof createSellers>[0]> = {}) {
    return createSellers({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      newId: newUuid,
      cipher,
      users: theVillages,
      payments: theBank,
      identity: {
        grantRole: async (_call, { userId, role }) => {
          granted.push(`${userId}:${role}`);
          return {};
        },
      },
      ledger: {
        balance: () => assert.fail('not asked'),
        balancesByCodes: () => assert.fail('not asked'),
        statement: () => assert.fail('not asked'),
      },
      sagas: new ModuleSagas({ database: world.database, owner: 'test', log: silentLog }),
      log: silentLog,
      settings: { readSettings: async () => ({ values: { 'sellers.commission-bps': 700 } }) },
      ...change,
    }).api;
  }
  const admin = userCall(newUuid(), ['ADMIN']);
  const person = () => userCall(newUuid());
  const eventsOf = async (id: string) =>
    (
      await world.database.run<{ t: string }>(
        sql`select event_type as t from sellers.outbox where aggregate_id = ${id} order by id`,
      )
    ).map((row) => row.t);

  it('should open an application with a sealed account number when the bank confirms the holder', async () => {
    const call = person();
    const applied = await shop().applyAsSeller(call, anApplication());
    assert.equal(applied.status, 'applied');
    assert.equal(applied.commissionBps, 700);
    assert.equal(applied.city, 'Kota Bandung');
    assert.equal(applied.bank.accountNumber, '••••6789');
    const [row] = await world.database.run<{ sealed: string }>(
      sql`select bank_account_sealed as sealed from sellers.sellers where id = ${applied.id}`,
    );
    assert.ok(row && !row.sealed.includes('123456789'));
    assert.deepEqual(await eventsOf(applied.id), ['seller.applied']);
  });

  it('should give a second shop of the same name its own slug when both apply', async () => {
    const first = await shop().applyAsSeller(person(), anApplication({ name: 'Batik Kembar' }));
    const second = await shop().applyAsSeller(person(), anApplication({ name: 'Batik Kembar' }));
    assert.deepEqual([first.slug, second.slug], ['batik-kembar', 'batik-kembar-2']);
  });

  it('should refuse when the person has a shop already, also when both requests come at once (sellers.already-applied)', async () => {
    const call = person();
    const outcomes = await Promise.allSettled([
      shop().applyAsSeller(call, anApplication()),
      shop().applyAsSeller(call, anApplication({ name: 'Toko Lain' })),
    ]);
    assert.deepEqual(outcomes.map((outcome) => outcome.status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(shop().applyAsSeller(call, anApplication()), (error) =>
      isRefusal(error, 'sellers.already-applied'),
    );
  });

  it('should refuse and write nothing when village, account or holder is not right (sellers.village-unknown, sellers.bank-account-unknown, sellers.bank-name-differs)', async () => {
    const cases = [
      [
        anApplication({ pickup: { street: 'Jalan Asri 1', villageCode: '99.99.99.9999', postalCode: '40123' } }),
        'sellers.village-unknown',
      ],
      [
        anApplication({ bank: { bankCode: '014', accountNumber: '000000000', accountName: 'Siti Rahmawati' } }),
        'sellers.bank-account-unknown',
      ],
      [
        anApplication({ bank: { bankCode: '999', accountNumber: '123456789', accountName: 'Siti Rahmawati' } }),
        'sellers.bank-account-unknown',
      ],
      [
        anApplication({ bank: { bankCode: '014', accountNumber: '123456789', accountName: 'Orang Lain' } }),
        'sellers.bank-name-differs',
      ],
    ] as const;
    for (const [application, code] of cases) {
      const call = person();
      await assert.rejects(shop().applyAsSeller(call, application), (error) => isRefusal(error, code));
      await assert.rejects(shop().getOwnSeller(call, {}), (error) => isRefusal(error, 'sellers.no-shop'));
    }
  });

  it('should say so when the bank does not answer (sellers.bank-not-reachable)', async () => {
    const silent = { ...theBank, inquireBankAccount: () => Promise.reject(new Error('timeout')) };
    await assert.rejects(
      shop({ payments: silent }).applyAsSeller(person(), anApplication()),
      (error) => isRefusal(error, 'sellers.bank-not-reachable') && error.retryAfterSeconds === 60,
    );
  });

  it('should make the shop public and its owner a seller when staff approves', async () => {
    const call = person();
    const applied = await shop().applyAsSeller(call, anApplication({ name: 'Kopi Gayo Asli' }));
    await assert.rejects(shop().getPublicSeller(call, { idOrSlug: applied.slug }), (error) =>
      isRefusal(error, 'sellers.not-found'),
    );
    await shop().approveSeller(admin, { sellerId: applied.id });
    const seen = await shop().getPublicSeller(call, { idOrSlug: 'kopi-gayo-asli' });
    assert.deepEqual([seen.id, seen.isVerified], [applied.id, true]);
    assert.ok(call.actor.kind === 'user' && granted.includes(`${call.actor.userId}:SELLER`));
    assert.deepEqual(await eventsOf(applied.id), ['seller.applied', 'seller.approved']);
  });

  it('should refuse a decision when it does not fit the state or the shop is unknown (sellers.not-in-that-state, sellers.not-found)', async () => {
    const applied = await shop().applyAsSeller(person(), anApplication());
    await assert.rejects(shop().suspendSeller(admin, { sellerId: applied.id, reason: 'uji coba' }), (error) =>
      isRefusal(error, 'sellers.not-in-that-state'),
    );
    await assert.rejects(shop().approveSeller(admin, { sellerId: newUuid() }), (error) =>
      isRefusal(error, 'sellers.not-found'),
    );
    assert.deepEqual(await eventsOf(applied.id), ['seller.applied']);
  });

  it('should take the shop off and bring it back when staff suspends and reinstates', async () => {
    const applied = await shop().applyAsSeller(person(), anApplication());
    await shop().approveSeller(admin, { sellerId: applied.id });
    await shop().suspendSeller(admin, { sellerId: applied.id, reason: 'banyak keluhan' });
    await assert.rejects(shop().getPublicSeller(admin, { idOrSlug: applied.id }), (error) =>
      isRefusal(error, 'sellers.not-found'),
    );
    const back = await shop().reinstateSeller(admin, { sellerId: applied.id, reason: 'sudah beres' });
    assert.equal(back.status, 'approved');
  });

  it('should send a rejected application back into the queue when its owner changes it', async () => {
    const call = person();
    const applied = await shop().applyAsSeller(call, anApplication());
    const rejected = await shop().rejectSeller(admin, { sellerId: applied.id, reason: 'nama toko kurang jelas' });
    assert.equal(rejected.statusReason, 'nama toko kurang jelas');
    const again = await shop().changeOwnSeller(call, { name: 'Nama Yang Jelas' });
    assert.deepEqual([again.status, again.statusReason, again.name], ['applied', null, 'Nama Yang Jelas']);
  });

  it('should refuse a change when it is based on an older version (sellers.changed-meanwhile)', async () => {
    const call = person();
    const applied = await shop().applyAsSeller(call, anApplication());
    await shop().changeOwnSeller(call, { description: 'Baru', expectedVersion: applied.version });
    await assert.rejects(
      shop().changeOwnSeller(call, { description: 'Lama', expectedVersion: applied.version }),
      (error) => isRefusal(error, 'sellers.changed-meanwhile'),
    );
    assert.equal((await shop().getOwnSeller(call, {})).description, 'Baru');
  });

  it('should open the account number and audit it when a payout needs it', async () => {
    const applied = await shop().applyAsSeller(person(), anApplication());
    const bank = await shop().revealBankAccount(admin, { sellerId: applied.id });
    assert.equal(bank.accountNumber, '123456789');
    const audits = await world.database.run<{ action: string }>(
      sql`select payload->>'action' as action from sellers.outbox where aggregate_id = ${`seller:${applied.id}`} order by id`,
    );
    assert.equal(audits.at(-1)?.action, 'sellers.bank-account-read');
  });

  it('should find the shop again and make no second one when it is ensured twice', async () => {
    const userId = newUuid();
    const wish = {
      userId,
      name: 'Toko Demo',
      slug: 'toko-demo',
      description: '',
      city: '',
      commissionBps: 500,
      pickup: { ...anApplication().pickup, contactPhone: '081234567890' },
      bank: anApplication().bank,
    };
    const first = await shop().ensureSeller(admin, wish);
    assert.deepEqual(await shop().ensureSeller(admin, wish), first);
    const { sellers } = await shop().sellersByIds(admin, { sellerIds: [first.sellerId, newUuid()] });
    assert.deepEqual(
      sellers.map((seller) => [seller.status, seller.city]),
      [['approved', 'Kota Bandung']],
    );
    assert.equal((await shop().sellerOfUser(admin, { userId })).seller?.sellerId, first.sellerId);
  });

  it('should list the newest applications first when staff looks, page by page', async () => {
    const { items, nextCursor } = await shop().listSellers(admin, { limit: 2 });
    assert.equal(items.length, 2);
    assert.ok(nextCursor);
    const next = await shop().listSellers(admin, { limit: 2, cursor: nextCursor });
    assert.ok(next.items.every((item) => items.every((earlier) => earlier.id !== item.id)));
    await assert.rejects(shop().listSellers(admin, { cursor: 'nonsense' }), (error) =>
      isRefusal(error, 'request.invalid'),
    );
  });
});

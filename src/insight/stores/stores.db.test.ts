import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sellersContract } from '#commerce/sellers';
import { usersContract } from '#commons/users';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal, registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { storesContract } from './contract.ts';
import { DAGO, oneVillage } from './fixtures.ts';
import { createStores } from './module.ts';

for (const contract of [storesContract, sellersContract, usersContract]) registerRefusals(contract);

describe('stores', () => {
  const world = testDatabase('stores');
  const clock = fixedClock('2026-11-21T03:00:00Z');
  const given: string[] = [];
  const letters: { email: string | null; code: string }[] = [];
  const shops = new Map<string, string>();
  const pickup = {
    street: 'Jalan Dago 1',
    villageCode: DAGO.villageCode,
    postalCode: '40135',
    areaLabel: 'Dago',
    contactName: 'Sari',
    contactPhone: '081200000000',
    timeZone: 'Asia/Jakarta',
  };
  const module = () =>
    createStores({
      database: world.database,
      clock,
      newId: newUuid,
      users: oneVillage,
      sellers: {
        sellerOfUser: async (_call, { userId }) => {
          const sellerId = shops.get(userId);
          const status = sellerId === userId ? ('suspended' as const) : ('approved' as const);
          const shop = { userId, name: 'Kopi Pagi', slug: 'kopi-pagi', city: 'Bandung', isVerified: true };
          return { seller: sellerId ? { sellerId, ...shop, status, commissionBps: 500, pickup } : null };
        },
      },
      identity: {
        grantRole: async (_call, { userId, role }) => {
          given.push(`+${role} ${userId}`);
          return {};
        },
        revokeRole: async (_call, { userId, role }) => {
          given.push(`-${role} ${userId}`);
          return {};
        },
        accountsByIds: async (_call, { userIds }) => ({
          accounts: userIds.map((userId) => ({
            userId,
            name: 'Ayu',
            email: null,
            phone: null,
            roles: [],
            language: 'id' as const,
          })),
        }),
      },
      notifications: {
        sendCode: async (_call, { to, code }) => {
          letters.push({ email: to.email, code });
          return {};
        },
      },
    });
  const api = () => module().api;
  const seller = () => userCall(newUuid(), ['CUSTOMER', 'SELLER']);
  const idOf = (call: ReturnType<typeof userCall>) => (call.actor.kind === 'user' ? call.actor.userId : '');
  const wish = { name: 'Roti Pagi Dago', villageCode: DAGO.villageCode };
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);

  it('should open a store that stands alone and give its owner the role when a person asks for one', async () => {
    const call = userCall(newUuid());
    const store = await api().createStore(call, wish);
    assert.equal(store.role, 'owner');
    assert.equal(store.regionCode, '32');
    assert.equal(store.areaLabel, 'Dago, Coblong, Kota Bandung, Jawa Barat');
    assert.ok(given.includes(`+STORE_MANAGER ${idOf(call)}`));
    const events = await world.database.run<{ type: string }>(
      sql`select event_type as type from stores.outbox where aggregate_id in (${store.id}, ${`store:${store.id}`}) order by id`,
    );
    assert.deepEqual(
      events.map((event) => event.type),
      ['store.created', 'audit.recorded'],
    );
  });

  it('should connect a shop once when its seller asks for it (stores.shop-connected, stores.no-shop)', async () => {
    const call = seller();
    await assert.rejects(api().createStore(call, { sellerShop: true }), refused('stores.no-shop'));
    shops.set(idOf(call), idOf(call));
    await assert.rejects(api().createStore(call, { sellerShop: true }), refused('stores.no-shop'));
    shops.set(idOf(call), newUuid());
    const store = await api().createStore(call, { sellerShop: true });
    assert.equal(store.name, 'Kopi Pagi');
    assert.equal(store.sellerId, shops.get(idOf(call)));
    await assert.rejects(api().createStore(call, { sellerShop: true }), refused('stores.shop-connected'));
    assert.equal((await api().listStores(call, {})).items.length, 1);
  });

  it('should refuse and write nothing when name, village or hours are not right (stores.name-missing, stores.village-unknown, stores.hours-wrong)', async () => {
    const call = seller();
    await assert.rejects(api().createStore(call, { name: 'Tanpa Tempat' }), refused('stores.name-missing'));
    const elsewhere = { ...wish, villageCode: '99.99.99.9999' };
    await assert.rejects(api().createStore(call, elsewhere), refused('stores.village-unknown'));
    for (const openingHours of [
      [{ weekday: 1, opens: '10:00', closes: '09:00' }],
      [
        { weekday: 1, opens: '08:00', closes: '12:00' },
        { weekday: 1, opens: '11:00', closes: '15:00' },
      ],
    ]) {
      await assert.rejects(api().createStore(call, { ...wish, openingHours }), refused('stores.hours-wrong'));
    }
    assert.deepEqual((await api().listStores(call, {})).items, []);
  });

  it('should let nobody but owner, managers and staff see a store when others ask (stores.not-found, stores.read-only)', async () => {
    const owner = seller();
    const { id: storeId } = await api().createStore(owner, wish);
    const stranger = seller();
    for (const storeIdAsked of [storeId, newUuid()])
      await assert.rejects(api().storeOfCall(stranger, { storeId: storeIdAsked }), refused('stores.not-found'));
    await assert.rejects(api().changeStore(stranger, { storeId, name: 'Milikku' }), refused('stores.not-found'));
    await assert.rejects(api().closeDays(stranger, { storeId, days: [] }), refused('stores.not-found'));
    await assert.rejects(api().listManagers(stranger, { storeId }), refused('stores.not-found'));
    const staff = userCall(newUuid(), ['ADMIN']);
    assert.equal((await api().storeOfCall(staff, { storeId })).role, 'staff');
    await assert.rejects(api().storeOfCall(staff, { storeId, access: 'write' }), refused('stores.read-only'));
    assert.equal((await api().storeOfCall(systemCall('test', 'x'), { storeId, access: 'write' })).role, 'house');
    assert.ok((await api().listStores(staff, { limit: 100 })).items.some((store) => store.id === storeId));
    assert.deepEqual((await api().listStores(stranger, {})).items, []);
  });

  it('should change what was given and refuse a stale version when two people edit (stores.changed-meanwhile)', async () => {
    const call = seller();
    const { id: storeId } = await api().createStore(call, wish);
    const openingHours = [{ weekday: 1, opens: '06:00', closes: '21:00' }];
    const changed = await api().changeStore(call, { storeId, name: 'Roti Sore', openingHours, expectedVersion: 1 });
    assert.deepEqual([changed.name, changed.version, changed.openingHours], ['Roti Sore', 2, openingHours]);
    await assert.rejects(
      api().changeStore(call, { storeId, name: 'Terlambat', expectedVersion: 1 }),
      refused('stores.changed-meanwhile'),
    );
    await assert.rejects(
      api().changeStore(call, { storeId, villageCode: '99.99.99.9999' }),
      refused('stores.village-unknown'),
    );
    await assert.rejects(
      api().changeStore(call, { storeId, openingHours: [{ weekday: 2, opens: '10:00', closes: '10:00' }] }),
      refused('stores.hours-wrong'),
    );
  });

  it('should keep closed days in order and once when days are named twice (stores.too-many)', async () => {
    const call = seller();
    const { id: storeId } = await api().createStore(call, wish);
    const days = ['2026-11-03', '2026-11-01', '2026-11-03'].map((on) => ({ on, reason: 'Libur' }));
    const store = await api().closeDays(call, { storeId, days });
    assert.deepEqual(
      store.closedDays.map((day) => day.on),
      ['2026-11-01', '2026-11-03'],
    );
    assert.equal((await api().openDay(call, { storeId, on: '2026-11-01' })).closedDays.length, 1);
    const years = Array.from({ length: 400 }, (_, index) => ({
      on: new Date(Date.UTC(2010, 0, 1 + index)).toISOString().slice(0, 10),
      reason: '',
    }));
    for (let year = 0; year < 4; year++) {
      const moved = years.map((day) => ({ ...day, on: `${2010 + 2 * year}${day.on.slice(4)}` }));
      await api().closeDays(call, { storeId, days: moved });
    }
    await world.database.run(
      sql`insert into stores.closed_days select ${storeId}, date '1990-01-01' + g, '' from generate_series(1, 1000) g`,
    );
    await assert.rejects(api().closeDays(call, { storeId, days: years }), refused('stores.too-many'));
  });

  it('should make somebody a manager when he enters the code of the letter (stores.invitation-not-found, stores.invitation-over)', async () => {
    const owner = seller();
    const { id: storeId } = await api().createStore(owner, wish);
    await api().inviteManager(owner, { storeId, email: 'ayu@contoh.test' });
    const letter = letters.at(-1);
    assert.equal(letter?.email, 'ayu@contoh.test');
    const ayu = userCall(newUuid());
    await assert.rejects(api().acceptInvitation(ayu, { code: 'AAAAA-AAAAA' }), refused('stores.invitation-not-found'));
    const code = letter?.code.toLowerCase() ?? '';
    assert.equal((await api().acceptInvitation(ayu, { code })).role, 'manager');
    assert.ok(given.includes(`+STORE_MANAGER ${idOf(ayu)}`));
    await assert.rejects(api().acceptInvitation(userCall(newUuid()), { code }), refused('stores.invitation-over'));
    assert.equal((await api().changeStore(ayu, { storeId, name: 'Dibantu Ayu' })).name, 'Dibantu Ayu');
    assert.deepEqual(
      (await api().listManagers(owner, { storeId })).items.map((manager) => manager.name),
      ['Ayu'],
    );
  });

  it('should leave managers to the owner when a manager tries (stores.owner-only, stores.manager-not-found)', async () => {
    const owner = seller();
    const { id: storeId } = await api().createStore(owner, wish);
    await api().inviteManager(owner, { storeId, email: 'ayu@contoh.test' });
    const ayu = userCall(newUuid());
    await api().acceptInvitation(ayu, { code: letters.at(-1)?.code ?? '' });
    const { id: invitationId } = await api().inviteManager(owner, { storeId, email: 'budi@contoh.test' });
    const late = letters.at(-1)?.code ?? '';
    await assert.rejects(api().inviteManager(ayu, { storeId, email: 'x@contoh.test' }), refused('stores.owner-only'));
    await assert.rejects(api().withdrawInvitation(ayu, { storeId, invitationId }), refused('stores.owner-only'));
    await assert.rejects(api().removeManager(ayu, { storeId, userId: idOf(owner) }), refused('stores.owner-only'));
    await api().withdrawInvitation(owner, { storeId, invitationId });
    await assert.rejects(
      api().withdrawInvitation(owner, { storeId, invitationId }),
      refused('stores.invitation-not-found'),
    );
    await assert.rejects(
      api().acceptInvitation(userCall(newUuid()), { code: late }),
      refused('stores.invitation-over'),
    );
    await assert.rejects(
      api().removeManager(owner, { storeId, userId: newUuid() }),
      refused('stores.manager-not-found'),
    );
    await api().removeManager(owner, { storeId, userId: idOf(ayu) });
    assert.ok(given.includes(`-STORE_MANAGER ${idOf(ayu)}`));
    await assert.rejects(api().storeOfCall(ayu, { storeId }), refused('stores.not-found'));
  });

  it('should stop at twenty when somebody opens stores or invites without end (stores.too-many)', async () => {
    const call = seller();
    const { id: storeId } = await api().createStore(call, wish);
    for (let number = 0; number < 20; number++)
      await api().inviteManager(call, { storeId, email: `orang${number}@contoh.test` });
    await assert.rejects(api().inviteManager(call, { storeId, email: 'satu@contoh.test' }), refused('stores.too-many'));
    for (let number = 1; number < 20; number++) await api().createStore(call, wish);
    await assert.rejects(api().createStore(call, wish), refused('stores.too-many'));
  });

  it('should make a store once when it is ensured twice', async () => {
    const input = {
      storeId: newUuid(),
      ownerId: newUuid(),
      sellerId: null,
      name: 'Toko Contoh',
      villageCode: DAGO.villageCode,
      openingHours: [],
    };
    const call = systemCall('test', newUuid());
    const first = await api().ensureStore(call, input);
    const second = await api().ensureStore(call, { ...input, name: 'Nama Lain' });
    assert.deepEqual([first.isNew, second.isNew, second.store.name], [true, false, 'Toko Contoh']);
    assert.ok((await api().activeStores(call, { afterId: null, limit: 100 })).stores.length > 0);
    assert.equal((await api().storesByIds(call, { storeIds: [input.storeId, newUuid()] })).stores.length, 1);
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { identityContract } from '#commons/identity';
import { systemCall } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { HOME, makeUsers, type TestUsers } from '../fixtures.ts';

describe('profile', () => {
  const db = testDatabase('users');
  let users: TestUsers;
  let openOrders = 0;
  before(async () => {
    users = makeUsers(db.database, {
      exporters: [{ module: 'orders', exportPersonalData: async (_call, userId) => ({ buyer: userId, orders: [] }) }],
      erasureChecks: [{ module: 'orders', openObligations: async () => [{ code: 'orders.open', count: openOrders }] }],
    });
    await users.module.start?.();
  });
  const hear = async (eventType: 'user.registered' | 'user.erased', payload: { userId: string }) => {
    const inbox = new Inbox({ database: db.database, reactions: users.module.reactions ?? [], log: silentLog });
    const metadata = { correlationId: 'test', causationId: null, userId: null, tenantId: null, source: 'identity' };
    const event = {
      eventId: newUuid(),
      eventType,
      eventVersion: identityContract.events[eventType].version,
      aggregateType: 'user',
      aggregateId: payload.userId,
      eventTimestamp: '2026-11-21T08:00:00Z',
      metadata,
      payload,
    };
    await inbox.receive([event]);
    await inbox.receive([event]);
  };
  const rowsOf = async (userId: string) =>
    (
      await db.database.run<{ n: number }>(
        sql`select (select count(*) from users.profiles where user_id = ${userId}) + (select count(*) from users.addresses where user_id = ${userId}) as n`,
      )
    )[0]?.n;

  test('should be there at once when no event of the registration has arrived yet', async () => {
    const userId = users.person({ name: 'Budi', roles: ['CUSTOMER', 'SELLER'] });
    assert.deepEqual(await users.api.getMe(userCall(userId), {}), {
      id: userId,
      name: 'Budi',
      email: 'siti@contoh.id',
      phone: null,
      roles: ['CUSTOMER', 'SELLER'],
      language: 'id',
      timeZone: 'Asia/Jakarta',
    });
  });

  test('should take the zone of the default address when none was chosen', async () => {
    const call = userCall(users.person());
    await users.api.addAddress(call, { ...HOME, villageCode: '91.71.01.1001', postalCode: '99111' });
    assert.equal((await users.api.getMe(call, {})).timeZone, 'Asia/Jayapura');
    assert.equal((await users.api.updateMe(call, { timeZone: 'Asia/Makassar' })).timeZone, 'Asia/Makassar');
    assert.equal((await users.api.getMe(call, {})).timeZone, 'Asia/Makassar');
  });

  test('should pass name and language on to identity when they change', async () => {
    const call = userCall(users.person());
    const me = await users.api.updateMe(call, { name: 'Siti Rahma', language: 'en' });
    assert.deepEqual([me.name, me.language], ['Siti Rahma', 'en']);
  });

  test('should make the profile when user.registered arrives, also when it arrives twice', async () => {
    const userId = newUuid();
    await hear('user.registered', { userId });
    assert.equal(await rowsOf(userId), 1);
  });

  test('should refuse request.sign-in-required when nobody is signed in', async () => {
    const key = {
      ...guestCall(),
      actor: { kind: 'key' as const, keyId: newUuid(), userId: newUuid(), tenantId: null, roles: [], scopes: [] },
    };
    for (const call of [guestCall(), systemCall('test', 'test'), key]) {
      for (const ask of [users.api.getMe, users.api.listAddresses, users.api.exportMe, users.api.eraseMe])
        await assert.rejects(ask(call, {}), (error) => isRefusal(error, 'request.sign-in-required'));
    }
  });

  test('should gather what every module knows when a person exports their data', async () => {
    const userId = users.person();
    const call = userCall(userId);
    const address = await users.api.addAddress(call, HOME);
    const { data, exportedAt } = await users.api.exportMe(call, {});
    assert.equal(exportedAt, users.clock.now().toISOString());
    assert.deepEqual(data, {
      users: { timeZone: 'Asia/Jakarta', addresses: [address] },
      orders: { buyer: userId, orders: [] },
    });
  });

  test('should fail as a whole when one module cannot say what it knows', async () => {
    const broken = makeUsers(db.database, {
      exporters: [{ module: 'orders', exportPersonalData: () => Promise.reject(new Error('away')) }],
    });
    await assert.rejects(broken.api.exportMe(userCall(broken.person()), {}), /away/);
  });

  test('should leave nothing behind when a person is erased', async () => {
    const userId = users.person();
    const call = userCall(userId);
    await users.api.addAddress(call, HOME);
    await users.api.eraseMe(call, { password: 'kopi susu gula aren' });
    assert.deepEqual(users.erased.at(-1), { userId, password: 'kopi susu gula aren' });
    assert.equal(await rowsOf(userId), 0);
  });

  test('should leave nothing behind when user.erased arrives from elsewhere', async () => {
    const userId = users.person();
    await users.api.addAddress(userCall(userId), HOME);
    await hear('user.erased', { userId });
    assert.equal(await rowsOf(userId), 0);
  });

  test('should keep everything when the password is wrong', async () => {
    const userId = users.person();
    await users.api.addAddress(userCall(userId), HOME);
    await assert.rejects(users.api.eraseMe(userCall(userId), { password: 'salah' }), (error) =>
      isRefusal(error, 'identity.password-wrong'),
    );
    assert.equal(await rowsOf(userId), 2);
  });

  test('should refuse users.obligations-open and erase nothing when an order is still open', async () => {
    openOrders = 2;
    try {
      const userId = users.person();
      const before = users.erased.length;
      await assert.rejects(
        users.api.eraseMe(userCall(userId), {}),
        (error) =>
          isRefusal(error, 'users.obligations-open') &&
          JSON.stringify(error.details.obligations) === '[{"module":"orders","code":"orders.open","count":2}]',
      );
      assert.equal(users.erased.length, before);
    } finally {
      openOrders = 0;
    }
  });
});

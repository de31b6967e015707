import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Role, systemCall } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, freshPhone, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';

const byHouse = systemCall('test', 'test');

describe('accounts', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const guest = () => guestCall({ clientAddress: null });
  const make = async (roles: Role[] = [], change: { name?: string; email?: string; phone?: string } = {}) => {
    const email = change.email ?? freshEmail();
    const { userId } = await house.api.ensureAccount(byHouse, {
      name: 'Siti Aminah',
      password: GOOD_PASSWORD,
      roles,
      ...change,
      email,
    });
    return { email, userId };
  };
  const said = async (userId: string) =>
    (
      await db.database.run<{ type: string; action: string | null }>(sql`
      select event_type as type, payload ->> 'action' as action from identity.outbox where aggregate_id in (${userId}, ${`user:${userId}`}) order by id`)
    ).map((row) => row.action ?? row.type);
  const notFound = (error: unknown) => isRefusal(error, 'identity.account-not-found');

  describe('finding people', () => {
    test('should name people by id and find only who has proven a whole contact when other modules ask', async () => {
      const { email, userId } = await make();
      const gone = newUuid();
      assert.deepEqual((await house.api.namesByIds(byHouse, { userIds: [userId, gone] })).names, {
        [userId]: 'Siti Aminah',
      });
      assert.deepEqual((await house.api.namesByIds(byHouse, { userIds: [] })).names, {});
      const found = await house.api.findByContact(byHouse, { contact: ` ${email.toUpperCase()} ` });
      assert.deepEqual(found.person, { userId, name: 'Siti Aminah' });
      for (const contact of [email.slice(0, -1), email.slice(0, 5), '%', freshEmail(), freshPhone()])
        assert.equal((await house.api.findByContact(byHouse, { contact })).person, null);
      const unproven = freshEmail();
      await house.api.register(guest(), { name: 'Tamu', email: unproven, password: GOOD_PASSWORD });
      assert.equal((await house.api.findByContact(byHouse, { contact: unproven })).person, null);
    });
  });

  describe('seeding', () => {
    test('should make the account once, proven and with its roles, when it is asked for twice', async () => {
      const email = freshEmail();
      const wanted = { name: 'Penjual', email, password: 'lumbung-demo', roles: ['SELLER'] as Role[] };
      const first = await house.api.ensureAccount(byHouse, wanted);
      const second = await house.api.ensureAccount(byHouse, {
        ...wanted,
        password: 'lain sama sekali',
        roles: ['SELLER', 'STORE_MANAGER'],
      });
      assert.deepEqual([first.isNew, second.isNew, second.userId], [true, false, first.userId]);
      const session = await house.api.login(guest(), { identifier: email, password: 'lumbung-demo' });
      assert.deepEqual(session.user.roles, ['CUSTOMER', 'SELLER', 'STORE_MANAGER']);
    });

    test('should make one account when it is asked for at once by two processes', async () => {
      const email = freshEmail();
      const answers = await Promise.all(
        [1, 2, 3].map(() =>
          house.api.ensureAccount(byHouse, { name: 'Penjual', email, password: GOOD_PASSWORD, roles: ['SELLER'] }),
        ),
      );
      assert.equal(new Set(answers.map((answer) => answer.userId)).size, 1);
      assert.equal(answers.filter((answer) => answer.isNew).length, 1);
    });

    test('should refuse identity.contact-taken when the phone is another account’s', async () => {
      const phone = freshPhone();
      await make([], { phone });
      await assert.rejects(
        house.api.ensureAccount(byHouse, {
          name: 'Lain',
          email: freshEmail(),
          phone,
          password: GOOD_PASSWORD,
          roles: [],
        }),
        (error) => isRefusal(error, 'identity.contact-taken'),
      );
    });

    test('should be a fault when anybody but the house asks for it', async () => {
      await assert.rejects(
        house.api.ensureAccount(userCall(newUuid(), ['SUPER_ADMIN']), {
          name: 'Lain',
          email: freshEmail(),
          password: GOOD_PASSWORD,
          roles: [],
        }),
        /house itself/,
      );
    });
  });

  describe('reading', () => {
    test('should refuse identity.account-not-found when nobody has the id', async () => {
      await assert.rejects(house.api.getAccount(byHouse, { userId: newUuid() }), notFound);
    });

    test('should leave out unknown ids when many are asked for', async () => {
      const [one, two] = [await make(), await make()];
      const { accounts } = await house.api.accountsByIds(byHouse, { userIds: [two.userId, newUuid(), one.userId] });
      assert.deepEqual(new Set(accounts.map((account) => account.userId)), new Set([one.userId, two.userId]));
      assert.deepEqual(await house.api.accountsByIds(byHouse, { userIds: [] }), { accounts: [] });
    });

    test('should page through everybody, newest first and masked, when staff list them', async () => {
      for (let n = 0; n < 5; n++) {
        house.clock.advance(1_000);
        await make(['PARTNER']);
      }
      const first = await house.api.listUsers(byHouse, { role: 'PARTNER', limit: 3 });
      const second = await house.api.listUsers(byHouse, { role: 'PARTNER', limit: 3, cursor: first.nextCursor ?? '' });
      assert.deepEqual([first.items.length, second.items.length, second.nextCursor], [3, 2, null]);
      const times = [...first.items, ...second.items].map((item) => item.createdAt);
      assert.deepEqual(times, [...times].sort().reverse());
      assert.ok([...first.items, ...second.items].every((item) => item.email?.includes('****')));
    });

    test('should find by whole e-mail, whole phone or beginning of the name when staff search', async () => {
      const phone = freshPhone();
      const { userId, email } = await make([], { name: 'Zulkarnain 100%_Asli', phone });
      for (const query of [email.toUpperCase(), phone.replace('+62', '0'), 'zulkar', 'Zulkarnain 100%_a']) {
        assert.deepEqual(
          (await house.api.listUsers(byHouse, { query })).items.map((item) => item.id),
          [userId],
          query,
        );
      }
      assert.deepEqual((await house.api.listUsers(byHouse, { query: '%' })).items, []);
    });

    test('should refuse request.invalid when the cursor is not ours', async () => {
      for (const cursor of [
        'bukan',
        Buffer.from('["x","y"]').toString('base64url'),
        Buffer.from(`["2026-01-01","' or 1=1"]`).toString('base64url'),
      ]) {
        await assert.rejects(house.api.listUsers(byHouse, { cursor }), (error) => isRefusal(error, 'request.invalid'));
      }
    });

    test('should export what is known without any secret when a person asks for their data', async () => {
      const { userId, email } = await make();
      const session = await house.api.login(guestCall({ userAgent: 'curl/8' }), {
        identifier: email,
        password: GOOD_PASSWORD,
      });
      const { data } = await house.api.exportPersonalData(callOf(session, guest()), { userId });
      const text = JSON.stringify(data);
      assert.ok(text.includes(email) && text.includes('curl/8') && text.includes('127.0.0.1'));
      assert.doesNotMatch(text, /argon2|hash|secret/i);
    });
  });

  describe('changing', () => {
    test('should say user.updated once when name or language change', async () => {
      const { userId } = await make();
      const changed = await house.api.updateAccount(byHouse, { userId, name: ' Siti   Rahma ', language: 'en' });
      assert.deepEqual([changed.name, changed.language], ['Siti Rahma', 'en']);
      await house.api.updateAccount(byHouse, { userId, name: 'Siti Rahma' });
      assert.deepEqual((await said(userId)).filter((what) => what === 'user.updated').length, 1);
    });

    test('should refuse identity.account-not-found when the account is unknown or erased', async () => {
      const { userId } = await make();
      await house.api.eraseAccount(byHouse, { userId });
      for (const id of [newUuid(), userId])
        await assert.rejects(house.api.updateAccount(byHouse, { userId: id, name: 'X' }), notFound);
    });
  });

  describe('erasing', () => {
    test('should leave nothing of the person but the id when it is erased', async () => {
      const phone = freshPhone();
      const { userId, email } = await make(['SELLER'], { name: 'Nama Rahasia', phone });
      const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
      const own = callOf(session, guest());
      await house.api.eraseAccount(own, { userId, password: GOOD_PASSWORD });
      const [row] = await db.database.run<{ text: string }>(sql`
        select (select a::text from identity.accounts a where id = ${userId}) || coalesce((select string_agg(s::text, ' ') from identity.sessions s where account_id = ${userId}), '') as text`);
      for (const trace of ['Nama Rahasia', phone, email, '127.0.0.1', 'argon2'])
        assert.ok(!row?.text.includes(trace), trace);
      await assert.rejects(house.api.getAccount(byHouse, { userId }), notFound);
      assert.deepEqual(
        (await house.api.accountsByIds(byHouse, { userIds: [userId] })).accounts[0]?.name,
        'Pengguna terhapus',
      );
      await assert.rejects(house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }), (error) =>
        isRefusal(error, 'identity.invalid-credentials'),
      );
      assert.deepEqual((await said(userId)).slice(-4), [
        'session.revoked',
        'identity.session-revoked',
        'user.erased',
        'identity.erased',
      ]);
      assert.deepEqual(await house.api.eraseAccount(byHouse, { userId }), {});
      assert.equal((await said(userId)).filter((what) => what === 'user.erased').length, 1);
    });

    test('should free e-mail and phone for a new account when it is erased', async () => {
      const { userId, email } = await make();
      await house.api.eraseAccount(byHouse, { userId });
      assert.notEqual((await make([], { email })).userId, userId);
    });

    test('should refuse identity.password-wrong when the person gives a wrong password or none, then identity.too-many-tries', async () => {
      const { userId } = await make();
      const own = userCall(userId, ['CUSTOMER'], { clientAddress: null });
      await assert.rejects(house.api.eraseAccount(own, { userId }), (error) =>
        isRefusal(error, 'identity.password-wrong'),
      );
      for (let n = 0; n < 4; n++)
        await assert.rejects(house.api.eraseAccount(own, { userId, password: 'salah' }), (error) =>
          isRefusal(error, 'identity.password-wrong'),
        );
      await assert.rejects(house.api.eraseAccount(own, { userId, password: 'salah' }), (error) =>
        isRefusal(error, 'identity.too-many-tries'),
      );
    });

    test('should refuse identity.account-not-found when there is no such account', async () => {
      await assert.rejects(house.api.eraseAccount(byHouse, { userId: newUuid() }), notFound);
    });
  });

  describe('roles', () => {
    const admin = userCall(newUuid(), ['ADMIN']);
    const boss = userCall(newUuid(), ['SUPER_ADMIN']);

    test('should carry the new role at the next refresh when it is granted, and say so once', async () => {
      const { userId, email } = await make();
      const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
      await house.api.grantRole(admin, { userId, role: 'SELLER' });
      await house.api.grantRole(admin, { userId, role: 'SELLER' });
      assert.deepEqual((await house.api.refresh(guest(), { refreshToken: session.refreshToken })).user.roles, [
        'CUSTOMER',
        'SELLER',
      ]);
      assert.equal((await said(userId)).filter((what) => what === 'role.granted').length, 1);
    });

    test('should end the sessions when a role is taken', async () => {
      const { userId, email } = await make(['SELLER']);
      const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
      await house.api.revokeRole(admin, { userId, role: 'SELLER' });
      await house.api.revokeRole(admin, { userId, role: 'SELLER' });
      await assert.rejects(house.api.refresh(guest(), { refreshToken: session.refreshToken }), (error) =>
        isRefusal(error, 'identity.session-ended'),
      );
      assert.equal((await said(userId)).filter((what) => what === 'role.revoked').length, 1);
    });

    test('should refuse identity.role-not-yours-to-give when the giver may not', async () => {
      const { userId } = await make();
      const refused = (error: unknown) => isRefusal(error, 'identity.role-not-yours-to-give');
      for (const role of ['ADMIN', 'SUPER_ADMIN'] as const) {
        await assert.rejects(house.api.grantRole(admin, { userId, role }), refused);
        await assert.rejects(house.api.revokeRole(admin, { userId, role }), refused);
      }
      for (const call of [guest(), userCall(userId, ['SELLER', 'CUSTOMER'])])
        await assert.rejects(house.api.grantRole(call, { userId, role: 'CUSTOMER' }), refused);
      await house.api.grantRole(boss, { userId, role: 'ADMIN' });
    });

    test('should refuse identity.account-not-found when nobody has the id', async () => {
      for (const verb of [house.api.grantRole, house.api.revokeRole])
        await assert.rejects(verb(admin, { userId: newUuid(), role: 'SELLER' }), notFound);
    });

    test('should refuse identity.last-super-admin when nobody would be left, also when two take each other’s role at once', async () => {
      const [one, two] = [await make(['SUPER_ADMIN']), await make(['SUPER_ADMIN'])];
      const answers = await Promise.allSettled(
        [one, two].map(({ userId }) => house.api.revokeRole(byHouse, { userId, role: 'SUPER_ADMIN' })),
      );
      assert.deepEqual(answers.map((answer) => answer.status).sort(), ['fulfilled', 'rejected']);
      const last = answers[0]?.status === 'rejected' ? one : two;
      await assert.rejects(house.api.eraseAccount(byHouse, { userId: last.userId }), (error) =>
        isRefusal(error, 'identity.last-super-admin'),
      );
    });
  });
});

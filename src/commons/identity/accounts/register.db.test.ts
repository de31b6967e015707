import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from '#platform/database';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { freshEmail, freshPhone, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';

describe('register', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const events = (userId: string) =>
    db.database.run<{ event_type: string; payload: Record<string, unknown> }>(sql`
      select event_type, payload from identity.outbox where aggregate_id in (${userId}, ${`user:${userId}`}) order by id`);

  test('should make a customer who can sign in when e-mail and password are new', async () => {
    const email = freshEmail();
    const { user } = await house.api.register(guestCall(), {
      name: '  Siti   Aminah ',
      email: email.toUpperCase(),
      password: GOOD_PASSWORD,
    });
    assert.equal(user.name, 'Siti Aminah');
    const session = await house.api.login(guestCall(), { identifier: email, password: GOOD_PASSWORD });
    assert.deepEqual(session.user, { id: user.id, name: 'Siti Aminah', email, phone: null, roles: ['CUSTOMER'] });
    const said = await events(user.id);
    assert.deepEqual(
      said.map((row) => row.event_type),
      ['user.registered', 'audit.recorded', 'audit.recorded'],
    );
    assert.deepEqual(said[0]?.payload, {
      userId: user.id,
      name: 'Siti Aminah',
      email,
      phone: null,
      roles: ['CUSTOMER'],
      language: 'id',
    });
    assert.doesNotMatch(JSON.stringify(said), /argon2|kopi susu/);
  });

  test('should find the account by any way of writing the phone when it was registered by phone', async () => {
    const phone = freshPhone();
    const { user } = await house.api.register(guestCall({ language: 'en' }), {
      name: 'Budi',
      phone: phone.replace('+62', '0'),
      password: GOOD_PASSWORD,
    });
    const session = await house.api.login(guestCall(), {
      identifier: `${phone.slice(0, 6)} ${phone.slice(6, 9)}-${phone.slice(9)}`,
      password: GOOD_PASSWORD,
    });
    assert.equal(session.user.id, user.id);
    assert.equal(session.user.phone, phone);
    assert.equal((await house.api.getAccount(guestCall(), { userId: user.id })).language, 'en');
  });

  test('should answer the same and tell the owner when the e-mail has an account already', async () => {
    const email = freshEmail();
    const first = await house.api.register(guestCall(), { name: 'Siti', email, password: GOOD_PASSWORD });
    const second = await house.api.register(guestCall(), {
      name: 'Orang Lain',
      email,
      password: 'lain sama sekali 99',
    });
    assert.deepEqual(Object.keys(second), Object.keys(first));
    assert.equal(second.user.name, 'Orang Lain');
    assert.notEqual(second.user.id, first.user.id);
    assert.match(second.user.id, /^[0-9a-f-]{36}$/);
    await assert.rejects(
      house.api.login(guestCall(), { identifier: email, password: 'lain sama sekali 99' }),
      (error) => isRefusal(error, 'identity.invalid-credentials'),
    );
    await house.carry();
    assert.deepEqual(
      house.notices.filter((notice) => notice.userId === first.user.id),
      [{ userId: first.user.id, type: 'identity.registration-repeated', data: {} }],
    );
    await assert.rejects(house.api.getAccount(guestCall(), { userId: second.user.id }), (error) =>
      isRefusal(error, 'identity.account-not-found'),
    );
  });

  test('should make exactly one account when the same e-mail is registered ten times at once', async () => {
    const email = freshEmail();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        house.api.register(guestCall(), { name: `Orang ${n}`, email, password: GOOD_PASSWORD }),
      ),
    );
    assert.equal(new Set(answers.map((answer) => answer.user.id)).size, 10);
    const rows = await db.database.run(sql`select id from identity.accounts where email = ${email}`);
    assert.equal(rows.length, 1);
  });

  for (const [title, input, pointer] of [
    ['the e-mail is none', { email: 'siti@contoh' }, '/email'],
    ['the phone is none', { phone: '0812' + '000' }, '/phone'],
    ['neither e-mail nor phone is given', { language: 'id' as const }, '/email'],
  ] as const) {
    test(`should refuse request.invalid when ${title}`, async () => {
      await assert.rejects(
        house.api.register(guestCall(), { name: 'Siti', password: GOOD_PASSWORD, ...input }),
        (error) => isRefusal(error, 'request.invalid') && error.fields[0]?.pointer === pointer,
      );
    });
  }

  test('should refuse identity.password-weak when the password is a common one', async () => {
    const email = freshEmail();
    await assert.rejects(
      house.api.register(guestCall(), { name: 'Siti', email, password: 'password1234' }),
      (error) => isRefusal(error, 'identity.password-weak') && error.fields[0]?.pointer === '/password',
    );
    const rows = await db.database.run(sql`select id from identity.accounts where email = ${email}`);
    assert.equal(rows.length, 0);
  });

  test('should give a phone to who registers it when a proven account never proved it', async () => {
    const [email, phone] = [freshEmail(), freshPhone()];
    const squatter = await house.api.register(guestCall(), { name: 'Penunggu', email, phone, password: GOOD_PASSWORD });
    await house.api.requestCode(guestCall(), { identifier: email });
    await house.carry();
    await house.api.verifyCode(guestCall(), { identifier: email, code: house.codes.at(-1)?.code ?? '' });
    const owner = await house.api.register(guestCall(), { name: 'Pemilik', phone, password: 'punya pemilik asli' });
    const session = await house.api.login(guestCall(), { identifier: phone, password: 'punya pemilik asli' });
    assert.equal(session.user.id, owner.user.id);
    assert.equal((await house.api.getAccount(guestCall(), { userId: squatter.user.id })).phone, null);
  });

  test('should throw out the claimer when the owner proves an e-mail that was registered twice', async () => {
    const email = freshEmail();
    const claimed = await house.api.register(guestCall(), { name: 'Bukan Pemilik', email, password: GOOD_PASSWORD });
    const claimer = await house.api.login(guestCall(), { identifier: email, password: GOOD_PASSWORD });
    await house.api.register(guestCall(), { name: 'Pemilik', email, password: 'punya pemilik asli' });
    await house.api.requestCode(guestCall(), { identifier: email });
    await house.carry();
    const session = await house.api.verifyCode(guestCall(), {
      identifier: email,
      code: house.codes.at(-1)?.code ?? '',
    });
    assert.equal(session.user.id, claimed.user.id);
    await assert.rejects(house.api.login(guestCall(), { identifier: email, password: GOOD_PASSWORD }), (error) =>
      isRefusal(error, 'identity.invalid-credentials'),
    );
    await assert.rejects(house.api.refresh(guestCall(), { refreshToken: claimer.refreshToken }), (error) =>
      isRefusal(error, 'identity.session-ended'),
    );
    await house.carry();
    assert.ok(
      house.notices.some(
        (notice) =>
          notice.userId === claimed.user.id &&
          notice.type === 'identity.password-changed' &&
          notice.data.how === 'removed',
      ),
    );
  });

  test('should keep the password when the same person registers once and proves the e-mail later', async () => {
    const email = freshEmail();
    await house.api.register(guestCall(), { name: 'Siti', email, password: GOOD_PASSWORD });
    await house.api.requestCode(guestCall(), { identifier: email });
    await house.carry();
    await house.api.verifyCode(guestCall(), { identifier: email, code: house.codes.at(-1)?.code ?? '' });
    assert.equal(
      (await house.api.login(guestCall(), { identifier: email, password: GOOD_PASSWORD })).user.email,
      email,
    );
  });
});

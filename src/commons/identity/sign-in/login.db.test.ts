import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Call } from '#platform/call';
import { sql } from '#platform/database';
import { isRefusal, type Refusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, freshPhone, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';
import { createPasswordHasher } from '../passwords/password-hasher.ts';

describe('login', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  let network = 0;
  /** A guest from an address that no other test uses. */
  const guest = (change: Partial<Call> = {}): Call => {
    network++;
    return guestCall({ clientAddress: `10.1.${network >> 8}.${network & 255}`, ...change });
  };
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const register = async (email = freshEmail()) => {
    await house.api.register(guest(), { name: 'Siti Aminah', email, password: GOOD_PASSWORD });
    return email;
  };
  const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
    const refusal = await work.then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(isRefusal(refusal), `${refusal}`);
    return refusal;
  };

  test('should refuse identity.invalid-credentials when the password is wrong', async () => {
    const identifier = await register();
    assert.equal(
      (await refusalOf(house.api.login(guest(), { identifier, password: 'salah sama sekali' }))).code,
      'identity.invalid-credentials',
    );
  });

  test('should refuse in the same words when name or password is wrong, or there is no password', async () => {
    const wrong = await refusalOf(
      house.api.login(guest(), { identifier: await register(), password: 'salah sama sekali' }),
    );
    const unknown = await refusalOf(house.api.login(guest(), { identifier: freshEmail(), password: GOOD_PASSWORD }));
    const unknownPhone = await refusalOf(
      house.api.login(guest(), { identifier: freshPhone(), password: GOOD_PASSWORD }),
    );
    const nonsense = await refusalOf(house.api.login(guest(), { identifier: "' or 1=1 --", password: GOOD_PASSWORD }));
    for (const refusal of [unknown, unknownPhone, nonsense]) {
      assert.deepEqual(
        { code: refusal.code, details: refusal.details, fields: refusal.fields },
        { code: wrong.code, details: wrong.details, fields: wrong.fields },
      );
    }
  });

  test('should do the same costly work when the name is unknown', async () => {
    const timed = makeIdentity(db.database);
    const hasher = createPasswordHasher();
    const hashed = await hasher.hash(GOOD_PASSWORD);
    const time = async (target: string | null) => {
      const start = performance.now();
      await hasher.verify(target, 'salah sama sekali');
      return performance.now() - start;
    };
    await time(null);
    const known = Math.min(await time(hashed), await time(hashed), await time(hashed));
    const unknown = Math.min(await time(null), await time(null), await time(null));
    assert.ok(unknown > known / 3 && unknown < known * 3, `known ${known} ms, unknown ${unknown} ms`);
    assert.ok(timed);
  });

  test('should lock for half a minute when five tries were wrong, and refuse the right password too', async () => {
    const identifier = await register();
    for (let n = 0; n < 5; n++)
      await refusalOf(house.api.login(guest(), { identifier, password: 'salah sama sekali' }));
    const locked = await refusalOf(house.api.login(guest(), { identifier, password: GOOD_PASSWORD }));
    assert.equal(locked.code, 'identity.too-many-tries');
    assert.equal(locked.retryAfterSeconds, 30);
    house.clock.advance(30_000);
    assert.equal((await house.api.login(guest(), { identifier, password: GOOD_PASSWORD })).user.email, identifier);
  });

  test('should lock an unknown name just like a known one when five tries were wrong', async () => {
    const identifier = freshEmail();
    for (let n = 0; n < 5; n++)
      assert.equal(
        (await refusalOf(house.api.login(guest(), { identifier, password: GOOD_PASSWORD }))).code,
        'identity.invalid-credentials',
      );
    const locked = await refusalOf(
      house.api.login(guest(), { identifier: identifier.toUpperCase(), password: GOOD_PASSWORD }),
    );
    assert.deepEqual([locked.code, locked.retryAfterSeconds], ['identity.too-many-tries', 30]);
  });

  test('should let at most five through when fifty tries come at once', async () => {
    const identifier = await register();
    const refusals = await Promise.all(
      Array.from({ length: 50 }, () =>
        refusalOf(house.api.login(guest(), { identifier, password: 'salah sama sekali' })),
      ),
    );
    assert.equal(refusals.filter((refusal) => refusal.code === 'identity.invalid-credentials').length, 5);
    assert.equal(refusals.filter((refusal) => refusal.code === 'identity.too-many-tries').length, 45);
  });

  test('should lock an address when it tries thirty names, and no other address', async () => {
    const from = { clientAddress: '10.9.9.9' };
    for (let n = 0; n < 30; n++)
      await refusalOf(house.api.login(guest(from), { identifier: freshEmail(), password: GOOD_PASSWORD }));
    const identifier = await register();
    const locked = await refusalOf(house.api.login(guest(from), { identifier, password: GOOD_PASSWORD }));
    assert.deepEqual([locked.code, locked.retryAfterSeconds], ['identity.too-many-tries', 60]);
    assert.ok(await house.api.login(guest(), { identifier, password: GOOD_PASSWORD }));
  });

  test('should start afresh when a try was right', async () => {
    const identifier = await register();
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 4; n++)
        await refusalOf(house.api.login(guest(), { identifier, password: 'salah sama sekali' }));
      await house.api.login(guest(), { identifier, password: GOOD_PASSWORD });
    }
  });

  test('should renew the hash when it was made with an older cost', async () => {
    const identifier = await register();
    const old = await createPasswordHasher({ memoryKib: 32, passes: 2, lanes: 1 }).hash(GOOD_PASSWORD);
    await db.database.run(sql`update identity.accounts set password_hash = ${old} where email = ${identifier}`);
    await house.api.login(guest(), { identifier, password: GOOD_PASSWORD });
    const [row] = await db.database.run<{ password_hash: string }>(
      sql`select password_hash from identity.accounts where email = ${identifier}`,
    );
    assert.match(row?.password_hash ?? '', /m=64,t=1,p=1/);
    await house.api.login(guest(), { identifier, password: GOOD_PASSWORD });
  });

  test('should name the device and audit the sign-in without any secret when it is right', async () => {
    const identifier = await register();
    const session = await house.api.login(guest({ userAgent: 'Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile' }), {
      identifier,
      password: GOOD_PASSWORD,
    });
    const { items } = await house.api.listDevices(callOf(session, guest()), {});
    assert.deepEqual(
      items.map(({ name, current }) => ({ name, current })),
      [{ name: 'Chrome, Android', current: true }],
    );
    const rows = await db.database.run<{ payload: { action: string } }>(sql`
      select payload from identity.outbox where event_type = 'audit.recorded' and aggregate_id = ${`user:${session.user.id}`} order by id`);
    assert.deepEqual(
      rows.map((row) => row.payload.action),
      ['identity.registered', 'identity.signed-in'],
    );
    assert.ok(!JSON.stringify(rows).includes(session.refreshToken));
  });

  test('should keep no password, token or code in clear when all tables are read', async () => {
    const identifier = await register();
    const session = await house.api.login(guest(), { identifier, password: GOOD_PASSWORD });
    const dump = await db.database.run<{ text: string }>(sql`
      select coalesce(string_agg(row_to_json(x)::text, ''), '') as text from (select a.*, s.*, t.* from identity.accounts a left join identity.sessions s on s.account_id = a.id left join identity.refresh_tokens t on t.session_id = s.id) x`);
    assert.ok(!dump[0]?.text.includes(session.refreshToken) && !dump[0]?.text.includes(GOOD_PASSWORD));
  });
});

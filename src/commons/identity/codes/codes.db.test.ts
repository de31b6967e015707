import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from '#platform/database';
import { isRefusal, type Refusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { freshEmail, freshPhone, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';

describe('one-time codes', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const guest = () => guestCall({ clientAddress: null });
  const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
    const refusal = await work.then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(isRefusal(refusal), `${refusal}`);
    return refusal;
  };
  const register = async () => {
    const email = freshEmail();
    const { user } = await house.api.register(guest(), { name: 'Siti', email, password: GOOD_PASSWORD });
    return { email, userId: user.id };
  };
  const codeFor = async (identifier: string, purpose: 'login' | 'verify' | 'reset' = 'login') => {
    await house.api.requestCode(guest(), { identifier, purpose });
    await house.carry();
    const sent = house.codes.at(-1);
    assert.ok(sent && (sent.to.email === identifier || sent.to.phone === identifier));
    return sent.code;
  };
  const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000');

  test('should sign in and prove the e-mail when the code is right', async () => {
    const { email, userId } = await register();
    const code = await codeFor(email);
    assert.match(code, /^\d{6}$/);
    const session = await house.api.verifyCode(guest(), { identifier: email, code });
    assert.equal(session.user.id, userId);
    const { data } = await house.api.exportPersonalData(guest(), { userId });
    assert.ok((data.account as { emailVerifiedAt: Date }).emailVerifiedAt);
  });

  test('should send to the phone when the account was registered by phone', async () => {
    const phone = freshPhone();
    await house.api.register(guest(), { name: 'Budi', phone, password: GOOD_PASSWORD });
    await house.api.requestCode(guest(), { identifier: phone.replace('+62', '0'), purpose: 'verify' });
    await house.carry();
    assert.deepEqual(
      { ...house.codes.at(-1), code: '' },
      { ...house.codes.at(-1), code: '', to: { email: null, phone }, purpose: 'verify', language: 'id' },
    );
    assert.ok(await house.api.verifyCode(guest(), { identifier: phone, code: house.codes.at(-1)?.code ?? '' }));
  });

  test('should answer and write the same but send nothing when nobody has this e-mail', async () => {
    const { email } = await register();
    const stranger = freshEmail();
    const before = house.codes.length;
    const known = await house.api.requestCode(guest(), { identifier: email });
    const unknown = await house.api.requestCode(guest(), { identifier: stranger });
    assert.deepEqual(unknown, known);
    await house.carry();
    assert.equal(house.codes.length, before + 1);
    const tooSoon = await Promise.all(
      [email, stranger].map((identifier) => refusalOf(house.api.requestCode(guest(), { identifier }))),
    );
    assert.deepEqual(
      tooSoon.map((refusal) => [refusal.code, refusal.retryAfterSeconds]),
      [
        ['identity.code-too-soon', 60],
        ['identity.code-too-soon', 60],
      ],
    );
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: stranger, code: '123456' }))).code,
      'identity.code-wrong',
    );
  });

  test('should refuse request.invalid when the identifier can be neither e-mail nor phone', async () => {
    assert.equal(
      (await refusalOf(house.api.requestCode(guest(), { identifier: 'bukan siapa-siapa' }))).code,
      'request.invalid',
    );
  });

  test('should refuse identity.code-wrong when the code is wrong, used, too old or replaced', async () => {
    const { email } = await register();
    const first = await codeFor(email);
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code: wrongOf(first) }))).code,
      'identity.code-wrong',
    );
    await house.api.verifyCode(guest(), { identifier: email, code: first });
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code: first }))).code,
      'identity.code-wrong',
    );

    house.clock.advance(60_000);
    const second = await codeFor(email);
    house.clock.advance(5 * 60_000);
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code: second }))).code,
      'identity.code-wrong',
    );

    const third = await codeFor(email);
    house.clock.advance(4 * 60_000);
    const fourth = await codeFor(email);
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code: third }))).code,
      'identity.code-wrong',
    );
    assert.ok(await house.api.verifyCode(guest(), { identifier: email, code: fourth }));
  });

  test('should take the right code no more when five tries were wrong', async () => {
    const { email } = await register();
    const code = await codeFor(email);
    for (let n = 0; n < 5; n++)
      await refusalOf(house.api.verifyCode(guest(), { identifier: email, code: wrongOf(code) }));
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code }))).code,
      'identity.too-many-tries',
    );
    house.clock.advance(31_000);
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code }))).code,
      'identity.code-wrong',
    );
  });

  test('should sign in once when the same code comes ten times at once', async () => {
    const { email } = await register();
    const code = await codeFor(email);
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, () => house.api.verifyCode(guest(), { identifier: email, code })),
    );
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
  });

  test('should send one code when it is asked for five times at once', async () => {
    const { email } = await register();
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => house.api.requestCode(guest(), { identifier: email })),
    );
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
  });

  test('should make people wait for the rest of the hour when five codes were sent', async () => {
    const { email } = await register();
    for (let n = 0; n < 5; n++) {
      await house.api.requestCode(guest(), { identifier: email });
      house.clock.advance(8 * 60_000);
    }
    const refusal = await refusalOf(house.api.requestCode(guest(), { identifier: email }));
    assert.equal(refusal.code, 'identity.code-too-soon');
    assert.equal(refusal.retryAfterSeconds, 20 * 60);
  });

  test('should keep the code out of tables and events when one is asked for', async () => {
    const { email } = await register();
    const code = await codeFor(email);
    const [row] = await db.database.run<{ text: string }>(sql`
      select (select string_agg(c::text, ' ') from (select identifier_key, purpose, channel, language, tries_left from identity.codes) c) || (select string_agg(payload::text, ' ') from identity.outbox where event_type = 'code.requested') as text`);
    assert.ok(row && !row.text.includes(`"${code}"`) && !row.text.includes(email));
  });

  test('should not send when the code was replaced before the event was carried', async () => {
    const { email } = await register();
    await house.carry();
    const before = house.codes.length;
    await house.api.requestCode(guest(), { identifier: email });
    house.clock.advance(60_000);
    await house.api.requestCode(guest(), { identifier: email });
    await house.carry();
    assert.equal(house.codes.length, before + 1);
  });

  describe('password reset', () => {
    test('should set the password and sign out every device when the code is right', async () => {
      const { email } = await register();
      const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
      const code = await codeFor(email, 'reset');
      await house.api.resetPassword(guest(), { identifier: email, code, newPassword: 'nasi uduk pagi hari' });
      assert.equal(
        (await refusalOf(house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }))).code,
        'identity.invalid-credentials',
      );
      assert.ok(await house.api.login(guest(), { identifier: email, password: 'nasi uduk pagi hari' }));
      assert.equal(
        (await refusalOf(house.api.refresh(guest(), { refreshToken: session.refreshToken }))).code,
        'identity.session-ended',
      );
      assert.equal(
        (
          await refusalOf(
            house.api.resetPassword(guest(), { identifier: email, code, newPassword: 'nasi uduk sore hari' }),
          )
        ).code,
        'identity.code-wrong',
      );
      await house.carry();
      assert.deepEqual(house.notices.at(-1), {
        userId: session.user.id,
        type: 'identity.password-changed',
        data: { how: 'reset' },
      });
    });

    test('should refuse identity.code-wrong when the code is for signing in, or the person unknown', async () => {
      const { email } = await register();
      const code = await codeFor(email, 'login');
      const newPassword = 'nasi uduk pagi hari';
      assert.equal(
        (await refusalOf(house.api.resetPassword(guest(), { identifier: email, code, newPassword }))).code,
        'identity.code-wrong',
      );
      assert.equal(
        (await refusalOf(house.api.resetPassword(guest(), { identifier: freshEmail(), code, newPassword }))).code,
        'identity.code-wrong',
      );
      const reset = await codeFor2(email);
      assert.equal(
        (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code: reset }))).code,
        'identity.code-wrong',
      );
    });

    const codeFor2 = async (email: string) => {
      house.clock.advance(61_000);
      return codeFor(email, 'reset');
    };

    test('should refuse identity.password-weak before it looks at the code when the password is weak', async () => {
      const { email } = await register();
      const code = await codeFor(email, 'reset');
      for (let n = 0; n < 6; n++)
        assert.equal(
          (await refusalOf(house.api.resetPassword(guest(), { identifier: email, code, newPassword: 'password1234' })))
            .code,
          'identity.password-weak',
        );
      await house.api.resetPassword(guest(), { identifier: email, code, newPassword: 'nasi uduk pagi hari' });
    });

    test('should refuse identity.too-many-tries when five codes were wrong', async () => {
      const identifier = freshEmail();
      for (let n = 0; n < 5; n++)
        await refusalOf(
          house.api.resetPassword(guest(), { identifier, code: '123456', newPassword: 'nasi uduk pagi hari' }),
        );
      assert.equal(
        (
          await refusalOf(
            house.api.resetPassword(guest(), { identifier, code: '123456', newPassword: 'nasi uduk pagi hari' }),
          )
        ).code,
        'identity.too-many-tries',
      );
    });
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { generate } from 'otplib';
import { systemCall } from '#platform/call';
import { sql } from '#platform/database';
import { isRefusal, type Refusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';

describe('second factor', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  let isForced = false;
  before(async () => {
    house = makeIdentity(db.database, { isForced: () => isForced });
    await house.identity.start?.();
  });
  const guest = () => guestCall({ clientAddress: null });
  const codeOf = (secret: string, shiftSeconds = 0) =>
    generate({ secret, epoch: Math.floor(house.clock.now().getTime() / 1_000) + shiftSeconds });
  const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
    const refusal = await work.then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(isRefusal(refusal), `${refusal}`);
    return refusal;
  };
  const makeAdmin = async () => {
    const email = freshEmail();
    await house.api.ensureAccount(systemCall('test', 'test'), {
      name: 'Admin',
      email,
      password: GOOD_PASSWORD,
      roles: ['ADMIN'],
    });
    const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    return { email, session, own: callOf(session, guest()) };
  };
  const withTotp = async () => {
    const admin = await makeAdmin();
    const { secret } = await house.api.setUpTotp(admin.own, {});
    const { recoveryCodes } = await house.api.confirmTotp(admin.own, { code: await codeOf(secret) });
    house.clock.advance(60_000);
    return { ...admin, secret, recoveryCodes };
  };

  test('should give an address that authenticator apps read when it is set up', async () => {
    const { own, email } = await makeAdmin();
    const { secret, uri } = await house.api.setUpTotp(own, {});
    assert.match(secret, /^[A-Z2-7]{32}$/);
    const url = new URL(uri);
    assert.equal(url.protocol, 'otpauth:');
    assert.equal(url.searchParams.get('secret'), secret);
    assert.equal(url.searchParams.get('issuer'), 'Lumbung');
    assert.ok(decodeURIComponent(url.pathname).includes(email));
  });

  test('should ask for nothing when a set-up was never confirmed', async () => {
    const { own, email } = await makeAdmin();
    await house.api.setUpTotp(own, {});
    assert.ok(await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }));
  });

  test('should refuse identity.second-factor-required when the code is missing, and take password and code together', async () => {
    const { email, secret } = await withTotp();
    const identifier = email;
    assert.equal(
      (await refusalOf(house.api.login(guest(), { identifier, password: GOOD_PASSWORD }))).code,
      'identity.second-factor-required',
    );
    assert.ok(await house.api.login(guest(), { identifier, password: GOOD_PASSWORD, totpCode: await codeOf(secret) }));
  });

  test('should say what is on and how many recovery codes are left when its owner asks', async () => {
    const fresh = await makeAdmin();
    const state = () => house.api.totpState(fresh.own, {});
    assert.deepEqual(await state(), { isOn: false, recoveryCodesLeft: 0 });
    const { secret } = await house.api.setUpTotp(fresh.own, {});
    assert.deepEqual(await state(), { isOn: false, recoveryCodesLeft: 0 });
    const { recoveryCodes } = await house.api.confirmTotp(fresh.own, { code: await codeOf(secret) });
    assert.deepEqual(await state(), { isOn: true, recoveryCodesLeft: 10 });
    const totpCode = recoveryCodes[0] ?? '';
    await house.api.login(guest(), { identifier: fresh.email, password: GOOD_PASSWORD, totpCode });
    assert.deepEqual(await state(), { isOn: true, recoveryCodesLeft: 9 });
  });

  test('should not tell that there is a second factor when the password is wrong', async () => {
    const { email } = await withTotp();
    assert.equal(
      (await refusalOf(house.api.login(guest(), { identifier: email, password: 'salah sama sekali' }))).code,
      'identity.invalid-credentials',
    );
  });

  test('should refuse identity.second-factor-wrong when the code is wrong, old or used already', async () => {
    const { email, secret } = await withTotp();
    const attempt = async (totpCode: string) =>
      house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, totpCode });
    const code = await codeOf(secret);
    assert.equal(
      (await refusalOf(attempt(code === '000000' ? '000001' : '000000'))).code,
      'identity.second-factor-wrong',
    );
    assert.equal((await refusalOf(attempt(await codeOf(secret, -120)))).code, 'identity.second-factor-wrong');
    assert.ok(await attempt(code));
    assert.equal((await refusalOf(attempt(code))).code, 'identity.second-factor-wrong');
    assert.equal((await refusalOf(attempt(await codeOf(secret, -30)))).code, 'identity.second-factor-wrong');
  });

  test('should sign in once when the same code comes from two places at once', async () => {
    const { email, secret } = await withTotp();
    const totpCode = await codeOf(secret);
    const answers = await Promise.allSettled(
      [1, 2, 3].map(() => house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, totpCode })),
    );
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
  });

  test('should take a recovery code once when the phone is lost', async () => {
    const { email, recoveryCodes } = await withTotp();
    assert.equal(recoveryCodes.length, 10);
    const totpCode = recoveryCodes[0]?.toUpperCase().replace('-', ' ') ?? '';
    assert.ok(await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, totpCode }));
    assert.equal(
      (await refusalOf(house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, totpCode }))).code,
      'identity.second-factor-wrong',
    );
  });

  test('should lock when five codes were wrong', async () => {
    const { email, secret } = await withTotp();
    const attempt = (totpCode: string) =>
      house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, totpCode });
    for (let n = 0; n < 5; n++) await refusalOf(attempt('abcde-fghjk'));
    assert.equal((await refusalOf(attempt(await codeOf(secret)))).code, 'identity.too-many-tries');
  });

  test('should not count it as a wrong try when only the code is missing', async () => {
    const { email, secret } = await withTotp();
    for (let n = 0; n < 8; n++)
      assert.equal(
        (await refusalOf(house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }))).code,
        'identity.second-factor-required',
      );
    assert.ok(
      await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, totpCode: await codeOf(secret) }),
    );
  });

  test('should ask for it too, and keep the code good meanwhile, when somebody signs in by code', async () => {
    const { email, secret } = await withTotp();
    await house.api.requestCode(guest(), { identifier: email });
    await house.carry();
    const code = house.codes.at(-1)?.code ?? '';
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code }))).code,
      'identity.second-factor-required',
    );
    assert.equal(
      (await refusalOf(house.api.verifyCode(guest(), { identifier: email, code, totpCode: 'abcde-fghjk' }))).code,
      'identity.second-factor-wrong',
    );
    assert.ok(await house.api.verifyCode(guest(), { identifier: email, code, totpCode: await codeOf(secret) }));
  });

  test('should refuse identity.totp-already-on when it is set up or confirmed twice', async () => {
    const { own, secret } = await withTotp();
    assert.equal((await refusalOf(house.api.setUpTotp(own, {}))).code, 'identity.totp-already-on');
    assert.equal(
      (await refusalOf(house.api.confirmTotp(own, { code: await codeOf(secret) }))).code,
      'identity.totp-already-on',
    );
  });

  test('should refuse identity.totp-not-set-up when there is nothing to confirm or turn off', async () => {
    const { own } = await makeAdmin();
    assert.equal((await refusalOf(house.api.confirmTotp(own, { code: '123456' }))).code, 'identity.totp-not-set-up');
    assert.equal((await refusalOf(house.api.disableTotp(own, { code: '123456' }))).code, 'identity.totp-not-set-up');
  });

  test('should refuse identity.second-factor-wrong, then identity.too-many-tries when confirming is guessed at', async () => {
    const { own, secret } = await makeAdminWithSecret();
    const right = await codeOf(secret);
    const wrong = right === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n++)
      assert.equal((await refusalOf(house.api.confirmTotp(own, { code: wrong }))).code, 'identity.second-factor-wrong');
    assert.equal((await refusalOf(house.api.confirmTotp(own, { code: right }))).code, 'identity.too-many-tries');
  });

  test('should ask for nothing any more when it was turned off with a code', async () => {
    const { own, email, secret } = await withTotp();
    assert.equal(
      (await refusalOf(house.api.disableTotp(own, { code: 'abcde-fghjk' }))).code,
      'identity.second-factor-wrong',
    );
    await house.api.disableTotp(own, { code: await codeOf(secret) });
    assert.ok(await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }));
  });

  test('should refuse identity.too-many-tries when turning off is guessed at', async () => {
    const { own } = await withTotp();
    for (let n = 0; n < 5; n++) await refusalOf(house.api.disableTotp(own, { code: 'abcde-fghjk' }));
    assert.equal(
      (await refusalOf(house.api.disableTotp(own, { code: 'abcde-fghjk' }))).code,
      'identity.too-many-tries',
    );
  });

  test('should carry no staff role until it is set up when the setting forces it', async () => {
    isForced = true;
    try {
      const { own, session } = await makeAdmin();
      assert.deepEqual(session.user.roles, ['CUSTOMER']);
      const { secret } = await house.api.setUpTotp(own, {});
      await house.api.confirmTotp(own, { code: await codeOf(secret) });
      const renewed = await house.api.refresh(guest(), { refreshToken: session.refreshToken });
      assert.deepEqual(renewed.user.roles, ['ADMIN', 'CUSTOMER']);
    } finally {
      isForced = false;
    }
  });

  test('should keep secret and recovery codes sealed when the tables are read', async () => {
    const { secret, recoveryCodes } = await withTotp();
    const rows = await db.database.run<{ text: string }>(
      sql`select string_agg(t::text, ' ') as text from identity.totp_secrets t`,
    );
    assert.ok(!rows[0]?.text.includes(secret));
    const codes = await db.database.run<{ text: string }>(
      sql`select string_agg(encode(code_hash, 'escape'), ' ') as text from identity.recovery_codes`,
    );
    assert.ok(!codes[0]?.text.includes(recoveryCodes[0] ?? '?'));
  });

  const makeAdminWithSecret = async () => {
    const admin = await makeAdmin();
    return { ...admin, ...(await house.api.setUpTotp(admin.own, {})) };
  };
});

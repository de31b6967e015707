import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generate } from 'otplib';
import { systemCall } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal, type Refusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, freshPhone, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';
import { type LocalPerson, LocalProvider, walkThrough } from '../testing/local-provider.ts';

const CALLBACK = 'http://localhost:3999/api/v1/auth/google/callback';

describe('sign-in with Google', () => {
  const db = testDatabase('identity');
  const provider = new LocalProvider(CALLBACK);
  let house: TestIdentity;
  before(async () => {
    await provider.start();
    house = makeIdentity(db.database, {
      start: new Date().toISOString(),
      google: {
        issuer: provider.issuer,
        clientId: provider.clientId,
        clientSecret: provider.clientSecret,
        redirectUri: () => CALLBACK,
      },
    });
    await house.identity.start?.();
  });
  after(() => provider.stop());
  const guest = () => guestCall({ clientAddress: null });
  const refusalOf = async (work: Promise<unknown>): Promise<Refusal> => {
    const refusal = await work.then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(isRefusal(refusal), `${refusal}`);
    return refusal;
  };
  const person = (claims: LocalPerson): string => {
    const id = newUuid();
    provider.people.set(id, claims);
    return id;
  };
  const arrive = async (id: string, returnTo?: string) => {
    provider.signInAs = id;
    const { url, sealed } = await house.api.startGoogle(guest(), returnTo === undefined ? {} : { returnTo });
    const back = await walkThrough(url, CALLBACK);
    return { query: back.search.slice(1), sealed };
  };
  const signIn = async (id: string, returnTo?: string) => house.api.finishGoogle(guest(), await arrive(id, returnTo));

  test('should make a proven account without password when the e-mail is new', async () => {
    const email = freshEmail();
    const { session, returnTo } = await signIn(
      person({ email, email_verified: true, name: 'Dewi Lestari' }),
      '/keranjang',
    );
    assert.equal(returnTo, '/keranjang');
    assert.deepEqual(session.user, {
      id: session.user.id,
      name: 'Dewi Lestari',
      email,
      phone: null,
      roles: ['CUSTOMER'],
    });
    const { data } = await house.api.exportPersonalData(guest(), { userId: session.user.id });
    const account = data.account as { hasPassword: boolean; emailVerifiedAt: Date | null };
    assert.ok(!account.hasPassword && account.emailVerifiedAt);
  });

  test('should find the same account when the person comes again, even with another e-mail', async () => {
    const id = person({ email: freshEmail(), email_verified: true, name: 'Dewi' });
    const first = await signIn(id);
    provider.people.set(id, { email: freshEmail(), email_verified: false, name: 'Dewi' });
    assert.equal((await signIn(id)).session.user.id, first.session.user.id);
  });

  test('should link the account and keep its password when its e-mail is proven on both sides', async () => {
    const email = freshEmail();
    const { userId } = await house.api.ensureAccount(systemCall('test', 'test'), {
      name: 'Siti',
      email,
      password: GOOD_PASSWORD,
      roles: ['SELLER'],
    });
    const { session } = await signIn(person({ email: email.toUpperCase(), email_verified: true }));
    assert.equal(session.user.id, userId);
    assert.ok(await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }));
  });

  test('should throw out whoever registered the e-mail without proving it when its owner comes by Google', async () => {
    const email = freshEmail();
    const { user } = await house.api.register(guest(), {
      name: 'Bukan Pemilik',
      email,
      phone: freshPhone(),
      password: GOOD_PASSWORD,
    });
    const claimer = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    const { session } = await signIn(person({ email, email_verified: true, name: 'Pemilik' }));
    assert.equal(session.user.id, user.id);
    assert.equal(
      (await refusalOf(house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }))).code,
      'identity.invalid-credentials',
    );
    assert.equal(
      (await refusalOf(house.api.refresh(guest(), { refreshToken: claimer.refreshToken }))).code,
      'identity.session-ended',
    );
    assert.equal((await house.api.getAccount(guest(), { userId: user.id })).phone, null);
  });

  test('should refuse identity.google-email-not-verified and link nothing when the provider has not checked the e-mail', async () => {
    const email = freshEmail();
    await house.api.ensureAccount(systemCall('test', 'test'), {
      name: 'Korban',
      email,
      password: GOOD_PASSWORD,
      roles: [],
    });
    for (const claims of [
      { email, email_verified: false },
      { email },
      { name: 'Tanpa e-mail' },
      { email: 'bukan email', email_verified: true },
    ]) {
      const id = person(claims);
      assert.equal((await refusalOf(signIn(id))).code, 'identity.google-email-not-verified');
      assert.equal(
        (await db.database.run(sql`select 1 as one from identity.external_identities where subject = ${id}`)).length,
        0,
      );
    }
  });

  test('should refuse identity.second-factor-required when the account has a second factor', async () => {
    const email = freshEmail();
    const id = person({ email, email_verified: true });
    const { session } = await signIn(id);
    const own = callOf(session, guest());
    const { secret } = await house.api.setUpTotp(own, {});
    await house.api.confirmTotp(own, {
      code: await generate({ secret, epoch: Math.floor(house.clock.now().getTime() / 1_000) }),
    });
    assert.equal((await refusalOf(signIn(id))).code, 'identity.second-factor-required');
  });

  test('should refuse identity.google-refused when state, code, cookie or time do not fit', async () => {
    const id = person({ email: freshEmail(), email_verified: true });
    const [one, two] = [await arrive(id), await arrive(id)];
    const refused = async (input: { query: string; sealed: string }) =>
      assert.equal((await refusalOf(house.api.finishGoogle(guest(), input))).code, 'identity.google-refused');
    await refused({ query: one.query, sealed: two.sealed });
    await refused({ query: one.query.replace(/state=[^&]+/, 'state=lain'), sealed: one.sealed });
    await refused({ query: one.query.replace(/code=[^&]+/, 'code=lain'), sealed: one.sealed });
    await refused({ query: one.query, sealed: 'bukan segel' });
    await refused({ query: one.query, sealed: '' });
    await refused({ query: 'error=access_denied&state=x', sealed: one.sealed });
    await refused({ query: '', sealed: one.sealed });
    const fresh = await arrive(id);
    await house.api.finishGoogle(guest(), fresh);
    await refused(fresh);
    const late = await arrive(id);
    house.clock.advance(10 * 60_000);
    await refused(late);
  });

  test('should refuse identity.google-refused when the person presses cancel there', async () => {
    provider.isRefusing = true;
    try {
      const back = await arrive(person({ email: freshEmail(), email_verified: true }));
      assert.match(back.query, /error=access_denied/);
      assert.equal((await refusalOf(house.api.finishGoogle(guest(), back))).code, 'identity.google-refused');
    } finally {
      provider.isRefusing = false;
    }
  });

  test('should go nowhere else when a foreign address is asked for', async () => {
    const { returnTo } = await signIn(person({ email: freshEmail(), email_verified: true }), '//evil.example/x');
    assert.equal(returnTo, '/');
  });

  test('should make one account when the same person comes twice at once', async () => {
    const email = freshEmail();
    const id = person({ email, email_verified: true });
    const arrivals = [await arrive(id), await arrive(id)];
    const answers = await Promise.all(arrivals.map((arrival) => house.api.finishGoogle(guest(), arrival)));
    assert.equal(new Set(answers.map((answer) => answer.session.user.id)).size, 1);
  });

  test('should refuse identity.google-unavailable when the provider is away', async () => {
    const away = makeIdentity(db.database, {
      start: new Date().toISOString(),
      google: { issuer: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b', redirectUri: () => CALLBACK },
    });
    assert.equal((await refusalOf(away.api.startGoogle(guest(), {}))).code, 'identity.google-unavailable');
    const arrival = await arrive(person({ email: freshEmail(), email_verified: true }));
    assert.equal((await refusalOf(away.api.finishGoogle(guest(), { ...arrival }))).code, 'identity.google-unavailable');
  });

  test('should refuse identity.google-off when Google is not set up', async () => {
    const off = makeIdentity(db.database);
    assert.equal((await refusalOf(off.api.startGoogle(guest(), {}))).code, 'identity.google-off');
    assert.equal(
      (await refusalOf(off.api.finishGoogle(guest(), { query: '', sealed: '' }))).code,
      'identity.google-off',
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { ACCESS_TOKEN, createTokenVerifier } from '#platform/access-token';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { testDatabase } from '../../../platform/testing/database.ts';
import { TEST_CIPHER } from '../fixtures.ts';
import { createSigningKeys } from './signing-keys.ts';

const DAY_MS = 24 * 3_600_000;

describe('signing keys', () => {
  const db = testDatabase('identity');
  const makeKeys = async () => {
    await db.database.run(sql`delete from identity.signing_keys`);
    const clock = fixedClock('2026-11-21T08:00:00Z');
    const keys = createSigningKeys({ database: db.database, cipher: TEST_CIPHER, clock });
    await keys.rotate();
    return { clock, keys, another: () => createSigningKeys({ database: db.database, cipher: TEST_CIPHER, clock }) };
  };
  const claims = { userId: newUuid(), sessionId: newUuid(), roles: ['CUSTOMER' as const] };
  const kidOf = (token: string) => decodeProtectedHeader(token).kid;

  test('should be accepted by the platform for fifteen minutes when a token is signed', async () => {
    const { clock, keys } = await makeKeys();
    const token = await keys.sign(claims);
    const verify = createTokenVerifier({ keys: keys.verificationKey, clock, isRevoked: () => false });
    assert.deepEqual(await verify(token), { kind: 'user', ...claims });
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(readSet(await keys.jwks())), {
      currentDate: clock.now(),
    });
    assert.deepEqual(payload, {
      sid: claims.sessionId,
      roles: ['CUSTOMER'],
      iss: 'lumbung',
      aud: 'lumbung-api',
      sub: claims.userId,
      iat: 1_795_248_000,
      exp: 1_795_248_900,
    });
    assert.equal(protectedHeader.alg, 'RS256');
    clock.advance((ACCESS_TOKEN.lifetimeSeconds + 10) * 1_000);
    assert.equal(await verify(token), null);
  });

  test('should publish only public halves when the set is asked for', async () => {
    const { keys } = await makeKeys();
    const { keys: published } = await keys.jwks();
    assert.deepEqual(
      published.map((key) => Object.keys(key).sort()),
      [['alg', 'e', 'kid', 'kty', 'n', 'use']],
    );
  });

  test('should make one key when five processes start at once', async () => {
    const { another } = await makeKeys();
    await db.database.run(sql`delete from identity.signing_keys`);
    await Promise.all([1, 2, 3, 4, 5].map(() => another().rotate()));
    assert.equal((await another().jwks()).keys.length, 1);
  });

  test('should publish the next key first, then sign with it, and drop the old one when its tokens are gone', async () => {
    const { clock, keys } = await makeKeys();
    const first = await keys.sign(claims);
    clock.advance(29 * DAY_MS);
    await keys.rotate();
    assert.equal((await keys.jwks()).keys.length, 1);

    clock.advance(DAY_MS);
    const old = await keys.sign(claims);
    await keys.rotate();
    assert.equal((await keys.jwks()).keys.length, 2);
    assert.equal(kidOf(await keys.sign(claims)), kidOf(first));

    clock.advance(11 * 60_000);
    assert.notEqual(kidOf(await keys.sign(claims)), kidOf(first));
    const verify = createTokenVerifier({ keys: keys.verificationKey, clock, isRevoked: () => false });
    assert.ok(await verify(old));

    clock.advance(30 * 60_000);
    await keys.rotate();
    assert.equal((await keys.jwks()).keys.length, 1);
    const rows = await db.database.run<{ sealed: boolean }>(
      sql`select private_sealed is not null as sealed from identity.signing_keys order by created_at`,
    );
    assert.deepEqual(
      rows.map((row) => row.sealed),
      [false, true],
    );
  });

  test('should let another process sign with the same key when it shares the database', async () => {
    const { keys, another } = await makeKeys();
    assert.equal(kidOf(await another().sign(claims)), kidOf(await keys.sign(claims)));
  });

  test('should keep private halves sealed when the table is read', async () => {
    const { keys } = await makeKeys();
    await keys.sign(claims);
    const rows = await db.database.run<{ text: string }>(
      sql`select string_agg(k::text, ' ') as text from identity.signing_keys k`,
    );
    assert.ok(rows[0] && !/"(d|p|q|dp|dq|qi)"/.test(rows[0].text));
  });
});

function readSet(published: { keys: Record<string, unknown>[] }) {
  return { keys: published.keys.map((key) => ({ ...key, kty: String(key.kty) })) };
}

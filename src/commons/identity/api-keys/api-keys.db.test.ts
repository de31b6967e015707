import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Role, systemCall } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';
import { isAllowed } from '../role-permissions.ts';

const byHouse = systemCall('test', 'test');

describe('API keys', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const guest = () => guestCall({ clientAddress: null });
  const signUp = async (roles: Role[]) => {
    const email = freshEmail();
    const { userId } = await house.api.ensureAccount(byHouse, {
      name: 'Toko Sari',
      email,
      password: GOOD_PASSWORD,
      roles,
    });
    const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    return { userId, own: callOf(session, guest()) };
  };
  const actorOf = async (key: string) => (await house.api.authenticateApiKey(guest(), { key })).actor;

  test('should act within its scopes when it is shown', async () => {
    const { own, userId } = await signUp(['SELLER']);
    const made = await house.api.createApiKey(own, { name: ' Kasir ', scopes: ['orders:ship', 'products:write'] });
    assert.match(made.key, /^lmb_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/);
    assert.equal(made.name, 'Kasir');
    const actor = await house.identity.edge.verifyApiKey(made.key);
    assert.deepEqual(actor, {
      kind: 'key',
      keyId: made.id,
      userId,
      tenantId: null,
      roles: ['CUSTOMER', 'SELLER'],
      scopes: ['orders:ship', 'products:write'],
    });
    assert.ok(actor);
    assert.deepEqual(
      ['orders:ship', 'orders:cancel', 'signed-in', 'sellers:approve', 'public'].map((scope) =>
        isAllowed(actor, scope),
      ),
      [true, false, false, false, true],
    );
  });

  test('should show its beginning and last use, never the key, when keys are listed', async () => {
    const { own } = await signUp(['SELLER']);
    const { key, ...made } = await house.api.createApiKey(own, { name: 'Kasir', scopes: ['orders:ship'] });
    await actorOf(key);
    assert.deepEqual((await house.api.listApiKeys(own, {})).items, [
      { ...made, lastUsedAt: house.clock.now().toISOString() },
    ]);
    const rows = await db.database.run<{ text: string }>(
      sql`select string_agg(k::text, ' ') || (select string_agg(payload::text, ' ') from identity.outbox) as text from identity.api_keys k`,
    );
    assert.ok(!rows[0]?.text.includes(key.slice(13)));
  });

  test('should be nobody when it is unknown, revoked, too old or its owner has left', async () => {
    const { own, userId } = await signUp(['SELLER']);
    assert.equal(await actorOf(`lmb_00000000_${'A'.repeat(43)}`), null);
    assert.equal(await actorOf('bukan kunci'), null);
    const first = await house.api.createApiKey(own, { name: 'Satu', scopes: ['orders:ship'] });
    await house.api.revokeApiKey(own, { keyId: first.id });
    assert.equal(await actorOf(first.key), null);
    const second = await house.api.createApiKey(own, {
      name: 'Dua',
      scopes: ['orders:ship'],
      expiresAt: new Date(house.clock.now().getTime() + 60_000).toISOString(),
    });
    assert.ok(await actorOf(second.key));
    house.clock.advance(60_000);
    assert.equal(await actorOf(second.key), null);
    const third = await house.api.createApiKey(own, { name: 'Tiga', scopes: ['orders:ship'] });
    await house.api.eraseAccount(guest(), { userId, password: GOOD_PASSWORD });
    assert.equal(await actorOf(third.key), null);
  });

  test('should lose what its owner may no longer do when a role is taken', async () => {
    const { own, userId } = await signUp(['SELLER']);
    const { key } = await house.api.createApiKey(own, { name: 'Kasir', scopes: ['orders:ship'] });
    await house.api.revokeRole(byHouse, { userId, role: 'SELLER' });
    const actor = await house.identity.edge.verifyApiKey(key);
    assert.ok(actor && !isAllowed(actor, 'orders:ship'));
  });

  test('should refuse identity.api-key-scope-not-yours when the maker does not hold it, or nobody does', async () => {
    const { own } = await signUp(['SELLER']);
    for (const scope of ['sellers:approve', 'tidak:ada']) {
      await assert.rejects(
        house.api.createApiKey(own, { name: 'Kasir', scopes: ['orders:ship', scope] }),
        (error) => isRefusal(error, 'identity.api-key-scope-not-yours') && error.details.scope === scope,
      );
    }
  });

  test('should refuse request.invalid when its end lies in the past', async () => {
    const { own } = await signUp(['SELLER']);
    await assert.rejects(
      house.api.createApiKey(own, { name: 'Kasir', scopes: ['orders:ship'], expiresAt: '2020-01-01T00:00:00Z' }),
      (error) => isRefusal(error, 'request.invalid'),
    );
  });

  test('should refuse identity.api-key-limit when there are twenty', async () => {
    const { own } = await signUp(['SELLER']);
    const make = () => house.api.createApiKey(own, { name: 'Kasir', scopes: ['orders:ship'] });
    const answers = await Promise.allSettled(Array.from({ length: 22 }, make));
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 20);
    await assert.rejects(make(), (error) => isRefusal(error, 'identity.api-key-limit'));
  });

  test('should refuse identity.api-key-not-found when it is unknown or a stranger’s', async () => {
    const { own } = await signUp(['SELLER']);
    const stranger = await signUp(['SELLER']);
    const { id, key } = await house.api.createApiKey(stranger.own, { name: 'Kasir', scopes: ['orders:ship'] });
    for (const keyId of [newUuid(), id])
      await assert.rejects(house.api.revokeApiKey(own, { keyId }), (error) =>
        isRefusal(error, 'identity.api-key-not-found'),
      );
    assert.ok(await actorOf(key));
  });
});

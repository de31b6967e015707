import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, GOOD_PASSWORD, makeIdentity, readSessionId, type TestIdentity } from '../fixtures.ts';
import type { Session } from '../shapes.ts';

const ended = (error: unknown) => isRefusal(error, 'identity.session-ended');

describe('sessions', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const guest = () => guestCall({ clientAddress: null });
  const signUp = async (): Promise<{ email: string; session: Session }> => {
    const email = freshEmail();
    await house.api.register(guest(), { name: 'Siti', email, password: GOOD_PASSWORD });
    return { email, session: await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }) };
  };
  const refresh = (refreshToken: string) => house.api.refresh(guest(), { refreshToken });
  const isRevoked = async (session: Session) => house.identity.edge.isRevoked(readSessionId(session));

  test('should give a new token each time when a session is refreshed', async () => {
    const { session } = await signUp();
    const second = await refresh(session.refreshToken);
    house.clock.advance(60_000);
    const third = await refresh(second.refreshToken);
    assert.equal(new Set([session.refreshToken, second.refreshToken, third.refreshToken]).size, 3);
    assert.match(third.refreshToken, /^[A-Za-z0-9_-]{43}$/);
    assert.equal(readSessionId(third), readSessionId(session));
    assert.equal(third.expiresInSeconds, 900);
  });

  test('should give both tabs the same successor when they refresh at the same moment', async () => {
    const { session } = await signUp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(session.refreshToken)));
    assert.equal(new Set(answers.map((answer) => answer.refreshToken)).size, 1);
    const rows = await db.database.run(
      sql`select 1 as one from identity.refresh_tokens where session_id = ${readSessionId(session)}`,
    );
    assert.equal(rows.length, 2);
    assert.equal(await isRevoked(session), false);
  });

  test('should give the same successor when the answer got lost and the token comes again within ten seconds', async () => {
    const { session } = await signUp();
    const first = await refresh(session.refreshToken);
    house.clock.advance(10_000);
    assert.equal((await refresh(session.refreshToken)).refreshToken, first.refreshToken);
  });

  test('should refuse identity.session-ended and end the session when a used token comes back later', async () => {
    const { session } = await signUp();
    const next = await refresh(session.refreshToken);
    house.clock.advance(10_001);
    await assert.rejects(refresh(session.refreshToken), ended);
    await assert.rejects(refresh(next.refreshToken), ended);
    assert.equal(await isRevoked(session), true);
    await house.carry();
    assert.deepEqual(
      house.notices.filter((notice) => notice.userId === session.user.id).map(({ type, data }) => [type, data.reason]),
      [['identity.device-signed-out', 'reuse']],
    );
    const audit = await db.database.run<{ payload: { action: string } }>(
      sql`select payload from identity.outbox where aggregate_id = ${`user:${session.user.id}`} order by id`,
    );
    assert.ok(audit.some((row) => row.payload.action === 'identity.refresh-token-reused'));
  });

  test('should end the session exactly once when thief and owner use the old token at once', async () => {
    const { session } = await signUp();
    await refresh(session.refreshToken);
    house.clock.advance(11_000);
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => refresh(session.refreshToken)));
    assert.ok(answers.every((answer) => answer.status === 'rejected'));
    const said = await db.database.run(
      sql`select 1 as one from identity.outbox where event_type = 'session.revoked' and aggregate_id = ${session.user.id}`,
    );
    assert.equal(said.length, 1);
  });

  test('should refuse identity.session-ended when the token is unknown, a week old or the account is gone', async () => {
    await assert.rejects(refresh('x'.repeat(43)), ended);
    const { session } = await signUp();
    house.clock.advance(7 * 24 * 3_600_000);
    await assert.rejects(refresh(session.refreshToken), ended);
    const other = await signUp();
    await house.api.eraseAccount(guest(), { userId: other.session.user.id, password: GOOD_PASSWORD });
    await assert.rejects(refresh(other.session.refreshToken), ended);
  });

  test('should live on when it is refreshed within each week', async () => {
    let { session } = await signUp();
    for (let week = 0; week < 3; week++) {
      house.clock.advance(6 * 24 * 3_600_000);
      session = await refresh(session.refreshToken);
    }
    assert.equal(await isRevoked(session), false);
  });

  test('should sign the oldest device out and tell its owner when a sixth one comes', async () => {
    const { email, session: first } = await signUp();
    const sessions: Session[] = [first];
    for (let n = 2; n <= 6; n++) {
      house.clock.advance(1_000);
      sessions.push(
        await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD, deviceName: `HP ${n}` }),
      );
    }
    assert.deepEqual(await Promise.all(sessions.map(isRevoked)), [true, false, false, false, false, false]);
    const { items } = await house.api.listDevices(callOf(sessions[5] as Session, guest()), {});
    assert.deepEqual(
      items.map((device) => device.name),
      ['HP 6', 'HP 5', 'HP 4', 'HP 3', 'HP 2'],
    );
    await house.carry();
    assert.deepEqual(
      house.notices.filter((notice) => notice.userId === first.user.id).map(({ data }) => data.reason),
      ['device-limit'],
    );
  });

  test('should keep five devices when ten sign in at once', async () => {
    const { email, session } = await signUp();
    await Promise.all(
      Array.from({ length: 10 }, () => house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD })),
    );
    const rows = await db.database.run(
      sql`select 1 as one from identity.sessions where account_id = ${session.user.id} and revoked_at is null`,
    );
    assert.equal(rows.length, 5);
  });

  test('should end only that device when its owner revokes it', async () => {
    const { email, session } = await signUp();
    const other = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    assert.equal(await isRevoked(other), false);
    await house.api.revokeDevice(callOf(session, guest()), { deviceId: readSessionId(other) });
    assert.equal(await isRevoked(other), true);
    assert.equal(await isRevoked(session), false);
    await assert.rejects(refresh(other.refreshToken), ended);
  });

  test('should refuse identity.device-not-found when the device is unknown, gone or a stranger’s', async () => {
    const { session } = await signUp();
    const stranger = await signUp();
    const own = callOf(session, guest());
    const notFound = (error: unknown) => isRefusal(error, 'identity.device-not-found');
    await assert.rejects(house.api.revokeDevice(own, { deviceId: newUuid() }), notFound);
    await assert.rejects(house.api.revokeDevice(own, { deviceId: readSessionId(stranger.session) }), notFound);
    assert.equal(await isRevoked(stranger.session), false);
    await house.api.revokeDevice(own, { deviceId: readSessionId(session) });
    await assert.rejects(house.api.revokeDevice(own, { deviceId: readSessionId(session) }), notFound);
  });

  test('should end the session of the call and of the token when somebody signs out', async () => {
    const { email, session } = await signUp();
    await house.api.logout(callOf(session, guest()), {});
    assert.equal(await isRevoked(session), true);
    const again = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    await house.api.logout(guest(), { refreshToken: again.refreshToken });
    assert.equal(await isRevoked(again), true);
    assert.deepEqual(await house.api.logout(guest(), { refreshToken: 'unknown' }), {});
  });

  test('should call a session revoked when it never was one', async () => {
    assert.deepEqual(await house.api.isSessionRevoked(guest(), { sessionId: newUuid() }), { isRevoked: true });
  });

  test('should refuse request.sign-in-required when a guest asks for devices', async () => {
    await assert.rejects(house.api.listDevices(guest(), {}), (error) => isRefusal(error, 'request.sign-in-required'));
    assert.deepEqual(await house.api.listDevices(userCall(newUuid()), {}), { items: [] });
  });

  test('should delete spent tokens and old traces when it cleans up', async () => {
    const { session } = await signUp();
    house.clock.advance(100 * 24 * 3_600_000);
    const job = house.identity.jobs?.find((candidate) => candidate.name === 'identity.clean-up');
    await job?.run(guest(), null);
    const rows = await db.database.run(
      sql`select 1 as one from identity.sessions where id = ${readSessionId(session)}`,
    );
    assert.equal(rows.length, 0);
  });
});

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { isRefusal } from '#platform/refusal';
import { guestCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { callOf, freshEmail, GOOD_PASSWORD, makeIdentity, type TestIdentity } from '../fixtures.ts';

const NEW_PASSWORD = 'nasi uduk pagi hari';

describe('change password', () => {
  const db = testDatabase('identity');
  let house: TestIdentity;
  before(async () => {
    house = makeIdentity(db.database);
    await house.identity.start?.();
  });
  const guest = () => guestCall({ clientAddress: null });
  const signUp = async () => {
    const email = freshEmail();
    await house.api.register(guest(), { name: 'Siti', email, password: GOOD_PASSWORD });
    const session = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    return { email, session, own: callOf(session, guest()) };
  };

  test('should take the new password, keep this device and sign out the others when the current one is right', async () => {
    const { email, session, own } = await signUp();
    const other = await house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD });
    await house.api.changePassword(own, { currentPassword: GOOD_PASSWORD, newPassword: NEW_PASSWORD });
    assert.ok(await house.api.refresh(guest(), { refreshToken: session.refreshToken }));
    await assert.rejects(house.api.refresh(guest(), { refreshToken: other.refreshToken }), (error) =>
      isRefusal(error, 'identity.session-ended'),
    );
    assert.ok(await house.api.login(guest(), { identifier: email, password: NEW_PASSWORD }));
    await assert.rejects(house.api.login(guest(), { identifier: email, password: GOOD_PASSWORD }), (error) =>
      isRefusal(error, 'identity.invalid-credentials'),
    );
    await house.carry();
    assert.deepEqual(house.notices.at(-1), {
      userId: session.user.id,
      type: 'identity.password-changed',
      data: { how: 'change' },
    });
  });

  test('should refuse identity.password-wrong when the current one is wrong, then identity.too-many-tries', async () => {
    const { own } = await signUp();
    const attempt = () =>
      house.api.changePassword(own, { currentPassword: 'salah sama sekali', newPassword: NEW_PASSWORD });
    for (let n = 0; n < 5; n++) await assert.rejects(attempt(), (error) => isRefusal(error, 'identity.password-wrong'));
    await assert.rejects(attempt(), (error) => isRefusal(error, 'identity.too-many-tries'));
  });

  test('should refuse identity.password-weak when the new one is too easy', async () => {
    const { own, email } = await signUp();
    for (const newPassword of ['password1234', email, 'aaaaaaaaaaaaaaa']) {
      await assert.rejects(
        house.api.changePassword(own, { currentPassword: GOOD_PASSWORD, newPassword }),
        (error) => isRefusal(error, 'identity.password-weak') && error.fields[0]?.pointer === '/newPassword',
      );
    }
  });

  test('should change it once when two devices change it at the same moment', async () => {
    const { own, email } = await signUp();
    const wanted = ['nasi uduk pagi hari', 'bubur ayam pagi hari'];
    const answers = await Promise.allSettled(
      wanted.map((newPassword) => house.api.changePassword(own, { currentPassword: GOOD_PASSWORD, newPassword })),
    );
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 1);
    const right = wanted[answers.findIndex((answer) => answer.status === 'fulfilled')] ?? '';
    assert.ok(await house.api.login(guest(), { identifier: email, password: right }));
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { giveBackTry, lockSecondsAfter, NAME_POLICY, networkOf, type Tries, takeTry } from './throttle-rules.ts';

const untouched: Tries = { failures: 0, lastTryAt: null, lockedUntil: null };
const start = new Date('2026-11-21T08:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

function fail(times: number): { tries: Tries; at: Date } {
  let tries = untouched;
  let at = start;
  for (let n = 0; n < times; n++) {
    at = tries.lockedUntil ?? at;
    const decision = takeTry(NAME_POLICY, tries, at);
    assert.ok(decision.isAllowed);
    tries = decision.after;
  }
  return { tries, at };
}

describe('throttle rules', () => {
  test('should lock for 30 seconds when the fifth try in a row is wrong, then twice as long each time', () => {
    assert.deepEqual(
      [1, 4, 5, 6, 7, 8, 12, 13, 500].map((failures) => lockSecondsAfter(NAME_POLICY, failures)),
      [0, 0, 30, 60, 120, 240, 3_600, 3_600, 3_600],
    );
  });

  test('should refuse with the seconds left when it is locked', () => {
    const { tries, at } = fail(5);
    assert.deepEqual(takeTry(NAME_POLICY, tries, new Date(at.getTime() + 10_500)), {
      isAllowed: false,
      retryAfterSeconds: 20,
    });
  });

  test('should allow one more try when the lock is over, and lock twice as long', () => {
    const { tries, at } = fail(5);
    const decision = takeTry(NAME_POLICY, tries, new Date(at.getTime() + 30_000));
    assert.ok(decision.isAllowed && decision.hasLocked);
    assert.equal(decision.after.lockedUntil?.getTime(), at.getTime() + 90_000);
  });

  test('should forget everything when nobody has tried for a day', () => {
    const { tries } = fail(7);
    const decision = takeTry(NAME_POLICY, tries, later(2 * 86_400));
    assert.ok(decision.isAllowed && !decision.hasLocked);
    assert.equal(decision.after.failures, 1);
  });

  test('should give the try back when it was right', () => {
    const decision = takeTry(NAME_POLICY, fail(4).tries, later(1));
    assert.ok(decision.isAllowed && decision.hasLocked);
    assert.deepEqual(giveBackTry(decision.after), { failures: 4, lastTryAt: later(1), lockedUntil: null });
  });

  test('should never shorten a lock when more tries fail', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (failures) => {
        assert.ok(lockSecondsAfter(NAME_POLICY, failures + 1) >= lockSecondsAfter(NAME_POLICY, failures));
        assert.ok(Number.isSafeInteger(lockSecondsAfter(NAME_POLICY, failures)));
      }),
    );
  });

  test('should count one network when addresses share 64 bits', () => {
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2::/64');
    assert.equal(networkOf('2001:0db8:0001:0002::9'), '2001:db8:1:2::/64');
    assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('::ffff:10.0.0.7'), '10.0.0.7');
    assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64');
  });
});

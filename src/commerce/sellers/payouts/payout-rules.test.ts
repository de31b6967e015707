import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPayoutDay, payoutDay } from './payout-rules.ts';

describe('days of payouts', () => {
  const monday = new Date('2026-11-22T22:00:00Z');
  const tuesday = new Date('2026-11-23T22:00:00Z');

  it('should count by Jakarta when it is still yesterday in Greenwich', () => {
    assert.equal(payoutDay(monday), '2026-11-23');
  });

  it('should be every day, Mondays or never when the schedule says so', () => {
    const days = (schedule: 'manual' | 'weekly' | 'daily') =>
      [monday, tuesday].map((day) => isPayoutDay({ schedule, minimumMinor: 1 }, day));
    assert.deepEqual(
      [days('daily'), days('weekly'), days('manual')],
      [
        [true, true],
        [true, false],
        [false, false],
      ],
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dayInJakarta, daysBehind, decideStart, idBefore, isMonthEnd, stretchesOf } from './day-rules.ts';

describe('business day', () => {
  test('should go by the clock in Jakarta when the day turns', () => {
    assert.equal(dayInJakarta(new Date('2026-11-20T16:59:59Z')), '2026-11-20');
    assert.equal(dayInJakarta(new Date('2026-11-20T17:00:00Z')), '2026-11-21');
  });

  test('should count days that are over when the house was away, and none when the day still runs', () => {
    assert.equal(daysBehind('2026-11-18', '2026-11-21'), 3);
    assert.equal(daysBehind('2026-11-21', '2026-11-21'), 0);
    assert.equal(daysBehind('2026-11-22', '2026-11-21'), 0);
  });

  test('should know the end of a month when the year is a leap year', () => {
    assert.deepEqual(['2028-02-28', '2028-02-29', '2026-11-30'].map(isMonthEnd), [false, true, true]);
  });

  test('should begin the business date only when its day has come', () => {
    const decide = (wished: string | null, today = '2026-11-21') => decideStart(wished, '2026-11-21', today);
    assert.deepEqual(decide(null), { kind: 'start', businessDate: '2026-11-21' });
    assert.deepEqual(decide('2026-11-21'), { kind: 'start', businessDate: '2026-11-21' });
    assert.deepEqual(decide('2026-11-20'), { kind: 'known', businessDate: '2026-11-20' });
    assert.deepEqual(decide('2026-11-22'), { kind: 'refused', code: 'close-of-business.not-the-business-date' });
    assert.deepEqual(decide(null, '2026-11-20'), { kind: 'refused', code: 'close-of-business.date-not-begun' });
  });

  test('should leave no gap between stretches and none outside when loans are cut', () => {
    assert.deepEqual(stretchesOf([]), [{ number: 1, afterLoanId: null, untilLoanId: null }]);
    assert.deepEqual(stretchesOf(['a', 'b']), [
      { number: 1, afterLoanId: null, untilLoanId: 'a' },
      { number: 2, afterLoanId: 'a', untilLoanId: 'b' },
      { number: 3, afterLoanId: 'b', untilLoanId: null },
    ]);
  });

  test('should name the id right before another when ids are random', () => {
    assert.equal(idBefore('00000000-0000-0000-0000-000000000000'), null);
    assert.equal(idBefore('00000000-0000-0000-0001-000000000000'), '00000000-0000-0000-0000-ffffffffffff');
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const before = idBefore(id) ?? '';
        assert.ok(before < id);
        assert.equal(before.length, id.length);
      }),
      { seed: 7 },
    );
  });
});

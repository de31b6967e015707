import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../calendar/days.ts';
import { foldLoan } from '../life/apply-event.ts';
import type { LoanEvent } from '../life/loan-events.ts';
import { viewLoan } from '../life/view-loan.ts';
import { plainLoan, START, startOf } from '../testing/loan-cases.ts';
import { delinquencyOf } from './days-past-due.ts';
import { classOf, KOL, lpbbtiClasses, OJK_STATISTICS, twp90 } from './quality-classes.ts';

const LPBBTI = lpbbtiClasses({ attentionUntil: 30, substandardUntil: 60 });

describe('Quality classes', () => {
  it('should change on the day after each line when days pass', () => {
    const days = [0, 1, 30, 31, 90, 91, 120, 121, 180, 181];
    assert.equal(days.map((day) => classOf(KOL, day)).join(' '), '1 2 2 2 2 3 3 4 4 5');
    assert.deepEqual(
      [30, 31, 90, 91].map((day) => classOf(OJK_STATISTICS, day)),
      ['lancar', 'tidak lancar', 'tidak lancar', 'macet'],
    );
    assert.deepEqual(
      [0, 30, 60, 90, 91].map((day) => classOf(LPBBTI, day)),
      ['lancar', 'dalam perhatian khusus', 'kurang lancar', 'diragukan', 'macet'],
    );
  });

  it('should have exactly one class and never a better one when days grow', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), (day) => {
        for (const table of [KOL, OJK_STATISTICS, LPBBTI]) {
          const at = (days: number): number => table.findIndex(({ name }) => name === classOf(table, days));
          assert.ok(at(day) <= at(day + 1));
        }
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });

  it('should say the share over ninety days when loans are late', () => {
    const loans = [
      { outstandingMinor: 300, daysPastDue: 91 },
      { outstandingMinor: 600, daysPastDue: 90 },
    ];
    assert.equal(twp90(loans), 33.33);
    assert.equal(twp90([]), 0);
  });
});

describe('Days past due', () => {
  const due = '2026-02-15';
  const lateOn = (day: string, events: LoanEvent[] = [], arrearsGraceDays = 0) => {
    const state = foldLoan([...startOf(plainLoan({}, { arrearsGraceDays })), ...events]);
    return delinquencyOf(state, viewLoan(state), day);
  };

  it('should count from the oldest open due date when nothing was paid', () => {
    assert.equal(lateOn(due).daysPastDue, 0);
    assert.equal(lateOn(addDays(due, 1)).daysPastDue, 1);
    assert.equal(lateOn(addDays(due, 45)).daysPastDue, 45);
    assert.equal(lateOn(addDays(due, 1)).overdueMinor, 106_619);
  });

  it('should start over when the oldest instalment is paid', () => {
    const payment: LoanEvent = {
      id: 'p',
      enteredOn: addDays(due, 10),
      kind: 'paid',
      reason: 'repayment',
      onDate: addDays(due, 10),
      amountMinor: 106_619,
    };
    assert.equal(lateOn('2026-03-20', [payment]).daysPastDue, 5);
  });

  it('should leave out grace and paused days when the class is counted', () => {
    const pause: LoanEvent = {
      id: 'pause',
      enteredOn: START,
      kind: 'delinquency-paused',
      fromOn: addDays(due, 5),
      untilOn: addDays(due, 15),
    };
    const late = lateOn(addDays(due, 40), [pause], 3);
    assert.equal(late.daysPastDue, 40);
    assert.equal(late.delinquentDays, 40 - 3 - 10);
  });
});

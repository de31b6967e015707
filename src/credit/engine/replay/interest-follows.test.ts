import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../calendar/days.ts';
import { applyEvent, foldLoan } from '../life/apply-event.ts';
import type { LoanEvent } from '../life/loan-events.ts';
import { payoffQuote } from '../life/payoff-quote.ts';
import { viewLoan } from '../life/view-loan.ts';
import { plainLoan, START, startOf } from '../testing/loan-cases.ts';
import { bucketsOf, PENALTY_FEE_INTEREST_PRINCIPAL } from './allocation-rules.ts';
import { openPart } from './instalment.ts';
import type { LoanTerms } from './loan-facts.ts';
import { totalOf } from './parts.ts';

const LOAN_MINOR = 1_200_000;

const anyTerms: fc.Arbitrary<LoanTerms> = fc
  .record({
    restRule: fc.constantFrom('next-instalment' as const, 'last-instalment' as const, 're-amortise' as const),
    direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
    settlement: fc.constantFrom('until-payment' as const, 'until-due-date' as const),
    rest: fc.constantFrom('daily' as const, 'due-date' as const),
    prepayment: fc.constantFrom(
      'smaller-instalments' as const,
      'fewer-instalments' as const,
      'next-instalments' as const,
    ),
    isByInstalments: fc.boolean(),
  })
  .map(({ restRule, direction, settlement, rest, prepayment, isByInstalments }) => {
    const order = bucketsOf(['penalty', 'fee', 'interest', 'principal']);
    const buckets = { kind: 'buckets' as const, direction, standard: { order, rest: restRule }, byKind: {} };
    const allocation = isByInstalments ? PENALTY_FEE_INTEREST_PRINCIPAL : buckets;
    const recalculation = { rest, settlement, prepayment };
    return plainLoan({ periods: 6, interestPeriod: 'by-days' }, { allocation, recalculation });
  });

const anyPayments: fc.Arbitrary<LoanEvent[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 400_000 })), {
    maxLength: 6,
    selector: ([day]) => day,
  })
  .map((list) =>
    list
      .toSorted(([a], [b]) => a - b)
      .map(([day, amountMinor], index) => {
        const onDate = addDays(START, day);
        return { id: `p${index}`, enteredOn: onDate, kind: 'paid', reason: 'repayment', onDate, amountMinor };
      }),
  );

describe('Interest that follows the money', () => {
  it('should cost less when the borrower pays early, and more when late', () => {
    const recalculation = { rest: 'daily', settlement: 'until-payment', prepayment: 'smaller-instalments' } as const;
    const order = bucketsOf(['penalty', 'fee', 'interest', 'principal']);
    const allocation = {
      kind: 'buckets',
      direction: 'horizontal',
      standard: { order, rest: 'next-instalment' },
      byKind: {},
    } as const;
    const terms = plainLoan({ periods: 6, interestPeriod: 'by-days' }, { recalculation, allocation });
    const interestWhenPaid = (day: string): number => {
      const payment: LoanEvent = {
        id: 'p',
        enteredOn: day,
        kind: 'paid',
        reason: 'repayment',
        onDate: day,
        amountMinor: 207_058,
      };
      return viewLoan(foldLoan([...startOf(terms), payment])).rows.reduce((total, row) => total + row.due.interest, 0);
    };
    const [early, onTime, late] = ['2026-02-01', '2026-02-15', '2026-03-10'].map(interestWhenPaid);
    assert.ok(early !== undefined && onTime !== undefined && late !== undefined);
    assert.ok(early < onTime && onTime < late, `${early} ${onTime} ${late}`);
  });

  it('should keep principal whole and lose no money when payments come on any day', () => {
    fc.assert(
      fc.property(anyTerms, anyPayments, (terms, payments) => {
        const { rows, outcomes } = viewLoan(foldLoan([...startOf(terms), ...payments]));
        assert.equal(
          rows.reduce((total, row) => total + row.due.principal, 0),
          LOAN_MINOR,
        );
        for (const row of rows) {
          assert.ok(openPart(row, 'principal') >= 0 && openPart(row, 'interest') >= 0, JSON.stringify(row));
        }
        for (const { id } of payments) {
          const outcome = outcomes.get(id);
          assert.ok(outcome);
          assert.equal(totalOf(outcome.parts) + outcome.overpaidMinor, outcome.amountMinor);
        }
      }),
      { numRuns: 1_500, seed: 20_261_121 },
    );
  });

  it('should be settled to the unit by its own quote when the term is over', () => {
    fc.assert(
      fc.property(anyTerms, anyPayments, fc.integer({ min: 0, max: 40 }), (terms, payments, lag) => {
        const onDate = addDays(START, 201 + lag);
        const state = foldLoan([
          ...startOf(terms),
          ...payments,
          { id: 'close', enteredOn: onDate, kind: 'day-closed' },
        ]);
        const { totalMinor, parts } = payoffQuote(state, onDate);
        assert.equal(totalOf(parts), totalMinor);
        if (totalMinor === 0) return;
        const settle = { id: 's', enteredOn: onDate, kind: 'paid', reason: 'repayment', onDate } as const;
        const { openMinor, overpaidMinor } = viewLoan(applyEvent(state, { ...settle, amountMinor: totalMinor }));
        assert.deepEqual({ openMinor, overpaidMinor }, { openMinor: 0, overpaidMinor: 0 });
      }),
      { numRuns: 500, seed: 20_261_121 },
    );
  });
});

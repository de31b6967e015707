import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { loanAccounts } from '../books/loan-accounts.ts';
import { addDays } from '../calendar/days.ts';
import { openPart } from '../replay/instalment.ts';
import { roomOfLifeCap } from '../replay/life-cap.ts';
import { COMPONENTS, totalOf } from '../replay/parts.ts';
import { anyProduct, anyStory, LAST_DAY } from '../testing/any-product.ts';
import { anyLife, START, startOf } from '../testing/loan-cases.ts';
import { incomeOfDays } from './accrue.ts';
import { foldLoan, newLoan } from './apply-event.ts';
import { gatherLoan, withEvent } from './gather-loan.ts';
import type { LoanState, LoanView } from './loan-state.ts';
import { settlementQuote } from './payoff-quote.ts';
import { viewLoan } from './view-loan.ts';

const SEED = 20_261_121;
const END = addDays(START, LAST_DAY);

describe('Every product', () => {
  it('should stand the same when gathered with one replay as when folded event by event', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const folded = foldLoan(events);
        const { state, view } = gatherLoan(events);
        assert.deepEqual(view, viewLoan(folded));
        assert.deepEqual(
          { status: state.status, transactions: state.transactions, version: state.version },
          { status: folded.status, transactions: folded.transactions, version: folded.version },
        );
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('should show in its preview what the loan shows when it is paid out on that day', () => {
    fc.assert(
      fc.property(anyProduct, (terms) => {
        const preview = viewLoan(newLoan({ id: 'preview', kind: 'applied', enteredOn: START, terms })).rows;
        const booked = gatherLoan(startOf(terms)).view.rows;
        const figures = ({ dueOn, due }: (typeof booked)[number]) => ({ dueOn, due });
        assert.deepEqual(preview.map(figures), booked.map(figures));
        const principalMinor = booked.reduce((total, row) => total + row.due.principal, 0);
        assert.equal(principalMinor, terms.agreedMinor);
      }),
      { numRuns: 1_000, seed: SEED },
    );
  });

  it('should lose and make no money, leave nothing below zero and keep its accounts balanced when anything happens', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const { state, view } = gatherLoan(events, END);
        checkRows(view.rows);
        checkPayments(state, view);
        const accounts = loanAccounts(state, view, incomeOfDays(view, END));
        const sum = [...accounts.values()].reduce((total, amountMinor) => total + amountMinor, 0);
        assert.equal(sum, 0);
      }),
      { numRuns: 1_000, seed: SEED },
    );
  });

  it('should never pass the cap of the loan’s life with late charges when its price is within it', () => {
    fc.assert(
      fc.property(anyStory, (events) => {
        const [applied] = events;
        if (applied?.kind !== 'applied') return;
        // Random terms may cost more than the law allows: those a product could not be saved with.
        if (roomOfLifeCap(applied.terms, viewLoan(newLoan(applied))) < 0) return;
        const { state, view } = gatherLoan(events, END);
        const room = roomOfLifeCap(state.terms, view);
        const entered = state.charges.reduce((total, { amountMinor }) => total + amountMinor, 0);
        // Charges somebody enters are refused by the steps where they would pass it; here they come unasked.
        assert.ok(room + entered >= 0, `${room}`);
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('should be settled to the unit by its quote on any day when somebody pays it', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: 0, max: 40 }), (events, later) => {
        const last = events.at(-1)?.enteredOn ?? START;
        const onDate = addDays(last, later);
        const { state } = gatherLoan(events, onDate);
        if (state.status !== 'active') return;
        const { totalMinor, parts } = settlementQuote(state, onDate);
        assert.equal(totalOf(parts), totalMinor);
        const paid = { id: 's', enteredOn: onDate, kind: 'paid', reason: 'repayment', onDate, settles: true } as const;
        const { state: after, view } = withEvent(state, { ...paid, amountMinor: totalMinor });
        assert.deepEqual([view.openMinor, view.overpaidMinor, after.status], [0, 0, 'closed']);
        const more = withEvent(state, { ...paid, amountMinor: totalMinor + 77 });
        assert.deepEqual([more.view.openMinor, more.view.overpaidMinor], [0, 77]);
        if (state.transactions.some(({ kind }) => kind === 'charge-off')) return;
        // Nothing is left in the receivables of a loan that is over.
        const accounts = loanAccounts(after, view, incomeOfDays(view, 'whole'));
        for (const account of [
          'loans-receivable',
          'interest-receivable',
          'fee-receivable',
          'penalty-receivable',
        ] as const)
          assert.equal(accounts.get(account) ?? 0, 0, account);
      }),
      { numRuns: 500, seed: SEED },
    );
  });

  it('should be as if on time when a late message tells an earlier day, however interest is reckoned', () => {
    fc.assert(
      fc.property(anyProduct, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 40 }), (terms, day, lag) => {
        const onDate = addDays(START, day);
        const paid = {
          id: 'p',
          kind: 'paid',
          reason: 'repayment',
          onDate,
          amountMinor: Math.ceil(terms.agreedMinor / 3),
        } as const;
        const onTime = gatherLoan([...startOf(terms), { ...paid, enteredOn: onDate }], END);
        const late = gatherLoan([...startOf(terms), { ...paid, enteredOn: addDays(onDate, lag) }], END);
        if (terms.recalculation !== null) return;
        assert.deepEqual(late.view.rows, onTime.view.rows);
      }),
      { numRuns: 300, seed: SEED },
    );
  });

  it('should charge nothing on frozen days when a freeze covers all of them', () => {
    fc.assert(
      fc.property(anyProduct, (terms) => {
        const frozen = { id: 'f', enteredOn: START, kind: 'charges-frozen', fromOn: START, untilOn: END } as const;
        const { view } = gatherLoan([...startOf(terms), frozen], END);
        assert.equal(
          view.rows.reduce((total, { due }) => total + due.penalty, 0),
          0,
        );
      }),
      { numRuns: 200, seed: SEED },
    );
  });
});

function checkRows(rows: LoanView['rows']): void {
  for (const row of rows) {
    for (const component of COMPONENTS) {
      assert.ok(openPart(row, component) >= 0 && row.paid[component] >= 0, `${component} ${JSON.stringify(row)}`);
    }
  }
}

function checkPayments(state: LoanState, view: LoanView): void {
  for (const { id, kind } of state.transactions) {
    if (kind !== 'repayment' && kind !== 'goodwill-credit' && kind !== 'merchant-refund') continue;
    const outcome = view.outcomes.get(id);
    assert.ok(outcome);
    assert.equal(totalOf(outcome.parts) + outcome.overpaidMinor, outcome.amountMinor, id);
  }
}

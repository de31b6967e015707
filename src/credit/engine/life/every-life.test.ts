import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { loanBooks } from '../books/loan-books.ts';
import { addDays } from '../calendar/days.ts';
import { type Instalment, openPart } from '../replay/instalment.ts';
import { PAYMENT_KINDS } from '../replay/loan-facts.ts';
import { COMPONENTS, totalOf } from '../replay/parts.ts';
import { anyLife, plainLoan, START, startOf } from '../testing/loan-cases.ts';
import { applyEvent, foldLoan } from './apply-event.ts';
import type { LoanEvent } from './loan-events.ts';
import type { LoanState, LoanView } from './loan-state.ts';
import { payoffQuote } from './payoff-quote.ts';
import { viewLoan } from './view-loan.ts';

/** What a borrower would see: amounts of each instalment. */
function seen(rows: readonly Instalment[]): unknown[] {
  return rows.map(({ dueOn, due, paid }) => ({ dueOn, due, paid }));
}

describe('Every life of a loan', () => {
  it('should lose and make no money when payments are allocated', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const state = foldLoan(events);
        const view = viewLoan(state);
        const inMinor = checkPayments(state, view);
        checkRows(view.rows);
        // What a charge-back took back is on the rows again, and no longer with us.
        if (state.transactions.some(({ kind }) => kind === 'chargeback')) return;
        const onRowsMinor = view.rows.reduce((total, row) => total + totalOf(row.paid), 0);
        assert.equal(onRowsMinor + view.overpaidMinor, inMinor);
      }),
      { numRuns: 3_000, seed: 20_261_121 },
    );
  });

  it('should be the same live and replayed when the state is written down after every event', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const [first, ...rest] = events;
        assert.ok(first);
        const live = rest.reduce<LoanState>(
          (state, event) => copied(applyEvent(copied(state), event)),
          foldLoan([first]),
        );
        const replayed = foldLoan(copied(events));
        assert.deepEqual(live, copied(replayed));
        assert.deepEqual(viewLoan(live), viewLoan(replayed));
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });

  it('should balance every entry when it goes into the books', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const state = foldLoan(events);
        for (const { id, postings } of loanBooks(state, viewLoan(state))) {
          assert.equal(
            postings.reduce((total, { amountMinor }) => total + amountMinor, 0),
            0,
            id,
          );
        }
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });

  it('should look as if it had never been when a payment is reversed', () => {
    fc.assert(
      fc.property(
        anyLife,
        fc.integer({ min: 1, max: 500_000 }),
        fc.integer({ min: 0, max: 200 }),
        (events, amountMinor, day) => {
          const enteredOn = addDays(START, 230);
          const onDate = addDays(START, day);
          const wrong: LoanEvent[] = [
            { id: 'wrong', enteredOn, kind: 'paid', reason: 'repayment', onDate, amountMinor },
            { id: 'undo', enteredOn, kind: 'reversed', transactionId: 'wrong' },
          ];
          const without = viewLoan(foldLoan(events));
          const reversed = viewLoan(foldLoan([...events, ...wrong]));
          assert.deepEqual(seen(reversed.rows), seen(without.rows));
          assert.equal(reversed.overpaidMinor, without.overpaidMinor);
        },
      ),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });

  it('should end the same when a payment is told late', () => {
    const day = fc.integer({ min: 1, max: 200 });
    const payments = fc.uniqueArray(fc.record({ day, amountMinor: fc.integer({ min: 1, max: 400_000 }) }), {
      maxLength: 6,
      selector: (payment) => payment.day,
    });
    fc.assert(
      fc.property(payments, fc.infiniteStream(fc.integer({ min: 0, max: 60 })), (list, lags) => {
        const terms = plainLoan({ periods: 6 });
        const onTime = list.map((payment, index) => paid(payment, index, 0)).toSorted(byEntry);
        const late = list.map((payment, index) => paid(payment, index, lags.next().value ?? 0)).toSorted(byEntry);
        const [a, b] = [onTime, late].map((events) => viewLoan(foldLoan([...startOf(terms), ...events])));
        assert.ok(a && b);
        assert.deepEqual(seen(a.rows), seen(b.rows));
        assert.equal(a.overpaidMinor, b.overpaidMinor);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });

  it('should end the same when payments of one day come in another order', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 200 }), (list, day) => {
        const one = list.map((amountMinor, index) => paid({ day, amountMinor }, index, 0));
        const other = list.toReversed().map((amountMinor, index) => paid({ day, amountMinor }, index, 0));
        const [a, b] = [one, other].map((events) => viewLoan(foldLoan([...startOf(plainLoan()), ...events])));
        assert.ok(a && b);
        assert.deepEqual(seen(a.rows), seen(b.rows));
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });

  it('should be settled by its own quote and never owe more when somebody pays it off', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const state = foldLoan(events);
        const onDate = addDays(START, 230);
        const { totalMinor } = payoffQuote(state, onDate);
        if (totalMinor === 0) return;
        const settled = foldLoan([
          ...events,
          { id: 'settle', enteredOn: onDate, kind: 'paid', reason: 'repayment', onDate, amountMinor: totalMinor },
        ]);
        const view = viewLoan(settled);
        assert.equal(view.openMinor, 0);
        assert.equal(view.outcomes.get('settle')?.overpaidMinor, 0);
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});

/** Each payment is its parts and what nobody wanted; says how much came in. */
function checkPayments(state: LoanState, view: LoanView): number {
  let inMinor = 0;
  for (const { id, kind } of state.transactions) {
    if (!(PAYMENT_KINDS as readonly string[]).includes(kind)) continue;
    const outcome = view.outcomes.get(id);
    assert.ok(outcome);
    inMinor += outcome.amountMinor;
    assert.equal(totalOf(outcome.parts) + outcome.overpaidMinor, outcome.amountMinor, id);
    assert.ok(Object.values(outcome.parts).every((part) => part >= 0));
  }
  return inMinor;
}

function checkRows(rows: readonly Instalment[]): void {
  for (const row of rows) {
    for (const component of COMPONENTS) {
      assert.ok(openPart(row, component) >= 0 && row.paid[component] >= 0, `${component} ${JSON.stringify(row)}`);
    }
  }
}

function paid({ day, amountMinor }: { day: number; amountMinor: number }, index: number, lag: number): LoanEvent {
  const onDate = addDays(START, day);
  return { id: `p${index}`, enteredOn: addDays(onDate, lag), kind: 'paid', reason: 'repayment', onDate, amountMinor };
}

function byEntry(a: LoanEvent, b: LoanEvent): number {
  return a.enteredOn < b.enteredOn ? -1 : Number(a.enteredOn > b.enteredOn);
}

function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

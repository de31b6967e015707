import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { loanAccounts } from '#engine/books/loan-accounts';
import { addDays, laterOf } from '#engine/calendar/days';
import { incomeOf, incomeOfDays } from '#engine/life/accrue';
import { newLoan } from '#engine/life/apply-event';
import { gatherLoan, standing } from '#engine/life/gather-loan';
import type { LoanEvent } from '#engine/life/loan-events';
import { viewLoan } from '#engine/life/view-loan';
import { openParts } from '#engine/replay/instalment';
import { roomOfLifeCap } from '#engine/replay/life-cap';
import { PAYMENT_KINDS } from '#engine/replay/loan-facts';
import { addParts, COMPONENTS, noParts, type Parts, totalOf } from '#engine/replay/parts';
import { START } from '#engine/testing/loan-cases';
import { anyScript, play, type Told } from './any-story-fixture.ts';

/** `STORIES=20 node --test …` tells twenty times as many. */
const TIMES = Number(process.env.STORIES ?? 1);
const runs = (count: number) => ({ numRuns: count * TIMES, seed: 20_261_121 });
const END = addDays(START, 300);

describe('Every story of a loan, told through the rules of its steps', () => {
  it('should lose and make no money, leave nothing below zero, pass no cap and keep its books exact when anything is tried', () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(anyScript, (script) => {
        play(script, (told) => {
          checkStanding(told);
          counts.set(told.kind, (counts.get(told.kind) ?? 0) + 1);
        });
      }),
      runs(120),
    );
    // The stories really tell all of it.
    for (const kind of TOLD) assert.ok((counts.get(kind) ?? 0) > 0, `${kind}: ${JSON.stringify([...counts])}`);
  });

  it('should stand the same when its written events are replayed from the first', () => {
    fc.assert(
      fc.property(anyScript, (script) => {
        const { events, loan } = play(script);
        const read = JSON.parse(JSON.stringify(events)) as LoanEvent[];
        const replayed = gatherLoan(read, loan.state.businessDate);
        assert.deepEqual(replayed.view, loan.view);
        assert.deepEqual(JSON.parse(JSON.stringify(replayed.state)), JSON.parse(JSON.stringify(loan.state)));
      }),
      runs(60),
    );
  });

  it('should end the same when two payments of different days are told in either order', () => {
    const day = fc.integer({ min: 1, max: 180 });
    const payments = fc.tuple(day, day, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }));
    fc.assert(
      fc.property(anyScript, payments, (script, [one, other, shareOne, shareOther]) => {
        const { events, loan } = play(script);
        const { terms, status, transactions } = loan.state;
        const activatedOn = transactions.find(({ kind }) => kind === 'disbursement')?.onDate ?? START;
        // Rows of old terms are made in the order in which payments became known.
        const isOld = terms.recalculation !== null && terms.allocation.kind === 'instalments';
        if (one === other || isOld || status !== 'active') return;
        const enteredOn = laterOf(END, loan.state.businessDate);
        const paid = (id: string, at: number, share: number): LoanEvent => ({
          ...{ id, enteredOn, kind: 'paid', reason: 'repayment', onDate: addDays(activatedOn, at) },
          amountMinor: Math.max(1, Math.floor((terms.agreedMinor * share) / 300)),
        });
        const [a, b] = [paid('a', one, shareOne), paid('b', other, shareOther)];
        const first = gatherLoan([...events, a, b], END);
        const second = gatherLoan([...events, b, a], END);
        assert.deepEqual(second.view.rows, first.view.rows);
        assert.equal(second.view.overpaidMinor, first.view.overpaidMinor);
      }),
      runs(50),
    );
  });
});

/** What has to have been told for these properties to say anything. */
const TOLD = [
  ...['disbursement', 'repayment', 'goodwill-credit', 'merchant-refund', 'payout-refund', 'down-payment', 'recovery'],
  ...['chargeback', 'credit-balance-refund', 'interest-waiver', 'charge-waiver', 'charge-off', 'write-off', 'fee'],
  ...['re-amortisation', 're-ageing', 'reschedule', 'payment-holiday', 'charge-freeze', 'reversal'],
];

function checkStanding({ loan, kind }: Told): void {
  const { state, view } = loan;
  for (const row of view.rows) {
    for (const component of COMPONENTS) {
      const open = openParts(row)[component];
      const isSound = open >= 0 && row.paid[component] >= 0 && row.due[component] >= 0;
      assert.ok(isSound, `${component} after ${kind} ${JSON.stringify(row)}`);
    }
  }
  // Before money went out, or when it came back, the rows are a plan.
  if (!state.transactions.some((transaction) => transaction.kind === 'disbursement')) return;
  checkMoney(loan);
  checkBooks(loan);
  checkCap(loan);
  checkCap(standing(state, END));
}

/** A price that was within the cap when it was agreed never passes it, whatever happens and however late somebody pays. */
function checkCap({ state, view }: Told['loan']): void {
  const { terms } = state;
  const planned = viewLoan(newLoan({ id: 'plan', enteredOn: START, kind: 'applied', terms }));
  if (roomOfLifeCap(terms, planned) < 0) return;
  const room = roomOfLifeCap(terms, view);
  assert.ok(room >= 0, `${room} below the cap`);
}

/** What came in less what went out again is on the rows, or it is the borrower's. */
function checkMoney({ state, view }: Told['loan']): void {
  let inMinor = 0;
  let outMinor = 0;
  for (const { id, kind } of state.transactions) {
    const outcome = view.outcomes.get(id);
    assert.ok(outcome);
    if (kind === 'chargeback' || kind === 'credit-balance-refund') outMinor += outcome.amountMinor;
    if (!(PAYMENT_KINDS as readonly string[]).includes(kind) || kind === 'recovery') continue;
    assert.equal(totalOf(outcome.parts) + outcome.overpaidMinor, outcome.amountMinor, `${kind} ${id}`);
    inMinor += outcome.amountMinor;
  }
  const onRowsMinor = view.rows.reduce((total, { paid, credited }) => total + totalOf(paid) - totalOf(credited), 0);
  assert.equal(onRowsMinor + view.overpaidMinor, inMinor - outMinor);
  const paidOutMinor = state.transactions.reduce(
    (total, { id, kind }) => (kind === 'disbursement' ? total + (view.outcomes.get(id)?.amountMinor ?? 0) : total),
    0,
  );
  const principalMinor = view.rows.reduce((total, { due, credited }) => total + due.principal - credited.principal, 0);
  assert.equal(principalMinor, paidOutMinor);
}

const RECEIVABLE = {
  principal: 'loans-receivable',
  interest: 'interest-receivable',
  fee: 'fee-receivable',
  penalty: 'penalty-receivable',
} as const;

/** Every account as it must be: what is owed and has become income, to the unit. */
function checkBooks({ state, view }: Told['loan']): void {
  const recognised = incomeOfDays(view, state.businessDate);
  const accounts = loanAccounts(state, view, recognised);
  assert.equal(
    [...accounts.values()].reduce((total, amountMinor) => total + amountMinor, 0),
    0,
  );
  if (state.transactions.some(({ kind }) => kind === 'charge-off' || kind === 'write-off')) return;
  assert.equal((accounts.get('overpayment-liability') ?? 0) + view.overpaidMinor, 0);
  const open = view.rows.reduce<Parts>((total, row) => addParts(total, openParts(row)), noParts());
  const whole = view.rows.reduce<Parts>((total, row) => addParts(total, incomeOf(row)), noParts());
  for (const component of COMPONENTS) {
    const toComeMinor = component === 'principal' ? 0 : whole[component] - recognised[component];
    assert.equal(accounts.get(RECEIVABLE[component]) ?? 0, open[component] - toComeMinor, component);
  }
}

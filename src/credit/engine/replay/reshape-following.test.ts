import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Day } from '../calendar/days.ts';
import { foldLoan } from '../life/apply-event.ts';
import { gatherLoan } from '../life/gather-loan.ts';
import type { LoanEvent } from '../life/loan-events.ts';
import type { LoanState } from '../life/loan-state.ts';
import { settlementQuote } from '../life/payoff-quote.ts';
import { viewLoan } from '../life/view-loan.ts';
import { plainLoan, startOf } from '../testing/loan-cases.ts';
import { bucketsOf } from './allocation-rules.ts';
import type { Instalment } from './instalment.ts';
import { priceOfLife } from './life-cap.ts';
import type { Component } from './parts.ts';

/** 1,200,000 over twelve months at 1 % a month, from 15 January: 106,619 a month. Interest follows the payments day by day. */
function following(
  chargebackOrder: readonly Component[] | null = null,
  direction: 'horizontal' | 'vertical' = 'horizontal',
) {
  const standard = { order: bucketsOf(['penalty', 'fee', 'interest', 'principal']), rest: 'next-instalment' as const };
  return plainLoan(
    {},
    {
      recalculation: { rest: 'daily', settlement: 'until-payment', prepayment: 'next-instalments' },
      allocation: { kind: 'buckets', direction, standard, byKind: {} },
      chargebackOrder,
    },
  );
}

const start = startOf(following());

function paid(id: string, onDate: Day, amountMinor: number, more: { settles?: boolean } = {}): LoanEvent {
  return { id, enteredOn: onDate, kind: 'paid', reason: 'repayment', onDate, amountMinor, ...more };
}

/** How it stands at the end of a day, gathered with one replay. */
function rowsOn(events: readonly LoanEvent[], day: Day): readonly Instalment[] {
  return gatherLoan(events, day).view.rows;
}

const interestOf = (rows: readonly Instalment[]): number[] => rows.map(({ due }) => due.interest);
const principalOf = (rows: readonly Instalment[]): number => rows.reduce((total, { due }) => total + due.principal, 0);

describe('Agreements on loans whose interest follows the payments', () => {
  it('should charge a new rate from its instalment on when one was agreed, and keep the ones before', () => {
    const changes = [{ kind: 'rate' as const, fromDueOn: '2026-08-15', annualRatePercent: '24' }];
    const before = rowsOn(start, '2026-01-15');
    const rows = rowsOn([...start, { id: 'c', enteredOn: '2026-01-20', kind: 'terms-changed', changes }], '2026-01-20');
    assert.deepEqual(interestOf(rows.slice(0, 6)), interestOf(before.slice(0, 6)));
    const owedMinor = before.slice(6).reduce((total, { due }) => total + due.principal, 0);
    assert.equal(rows[6]?.due.interest, Math.round(owedMinor * 0.02));
    // What is left over six months at 2 %: P · r ÷ (1 − (1+r)⁻⁶).
    const instalment = (owedMinor * 0.02) / (1 - 1.02 ** -6);
    assert.ok(Math.abs((rows[6]?.due.principal ?? 0) + (rows[6]?.due.interest ?? 0) - instalment) <= 1);
    assert.equal(principalOf(rows), 1_200_000);
  });

  it('should pay interest with the first instalment after when two months are a holiday', () => {
    const changes = (['extra-periods', 'principal-grace', 'interest-grace'] as const).map((kind) => ({
      ...{ kind, fromDueOn: '2026-04-15', periods: 2 },
    }));
    const event: LoanEvent = { id: 'c', enteredOn: '2026-01-20', kind: 'terms-changed', changes };
    const before = rowsOn(start, '2026-01-15');
    const rows = rowsOn([...start, event], '2026-01-20');
    assert.equal(rows.length, 14);
    assert.deepEqual(
      rows.slice(2, 4).map(({ due }) => due.principal + due.interest),
      [0, 0],
    );
    const owedMinor = 1_200_000 - principalOf(before.slice(0, 2));
    assert.equal(rows[4]?.due.interest, 3 * Math.round(owedMinor * 0.01));
    assert.equal(principalOf(rows), 1_200_000);
    // With interest due in the meantime, only principal waits.
    const paying = rowsOn([...start, { ...event, changes: changes.slice(0, 2) }], '2026-01-20');
    assert.deepEqual(
      interestOf(paying.slice(2, 5)),
      [1, 1, 1].map(() => Math.round(owedMinor * 0.01)),
    );
    assert.deepEqual(
      paying.slice(2, 4).map(({ due }) => due.principal),
      [0, 0],
    );
  });

  it('should bear interest on the real days when a due date moves', () => {
    const changes = [{ kind: 'due-date' as const, fromDueOn: '2026-03-15', dueOn: '2026-03-30' }];
    const rows = rowsOn([...start, { id: 'c', enteredOn: '2026-01-20', kind: 'terms-changed', changes }], '2026-01-20');
    const owedMinor = 1_200_000 - (rows[0]?.due.principal ?? 0);
    // A month and fifteen days of a year of 360.
    assert.deepEqual(
      [rows[1]?.dueOn, rows[1]?.due.interest],
      ['2026-03-30', Math.round((owedMinor * 0.12 * 45) / 360)],
    );
    assert.equal(rows[2]?.dueOn, '2026-04-30');
    assert.equal(principalOf(rows), 1_200_000);
  });

  it('should move overdue principal to what is to come and keep the interest that fell due when it is re-amortised', () => {
    const event: LoanEvent = { id: 'r', enteredOn: '2026-04-20', kind: 're-amortised', onDate: '2026-04-20' };
    const rows = rowsOn([...start, event], '2026-04-20');
    // Nobody paid: the whole sum bears one percent a month.
    assert.deepEqual(interestOf(rows.slice(0, 4)), [12_000, 12_000, 12_000, 12_000]);
    assert.deepEqual(
      rows.slice(0, 3).map(({ due }) => due.principal),
      [0, 0, 0],
    );
    const instalment = 12_000 / (1 - 1.01 ** -9);
    assert.ok(Math.abs((rows[3]?.due.principal ?? 0) + 12_000 - instalment) <= 1);
    assert.equal(principalOf(rows), 1_200_000);
  });

  it('should begin new instalments with a balance of their own when it is re-aged', () => {
    const event: LoanEvent = {
      ...{ id: 'r', enteredOn: '2026-04-20', kind: 're-aged', onDate: '2026-04-20', startOn: '2026-06-05' },
      ...{ instalments: 3, every: 1, unit: 'months' },
    };
    const rows = rowsOn([...start, event], '2026-04-20');
    const old = rows.filter(({ kind }) => kind === 'instalment');
    // Interest until the day stays where it fell due: three whole months, and five of thirty days.
    assert.deepEqual(interestOf(old), [12_000, 12_000, 12_000, 2_000, ...new Array<number>(8).fill(0)]);
    assert.equal(principalOf(old), 0);
    const fresh = rows.filter(({ kind }) => kind === 're-aged');
    assert.deepEqual(
      fresh.map(({ dueOn }) => dueOn),
      ['2026-06-05', '2026-07-05', '2026-08-05'],
    );
    // 20 April to 5 June: a month and fifteen days.
    assert.equal(fresh[0]?.due.interest, 18_000);
    assert.equal(principalOf(fresh), 1_200_000);
    assert.equal(fresh[1]?.due.interest, Math.round((1_200_000 - (fresh[0]?.due.principal ?? 0)) * 0.01));
    // Paying early costs less there too.
    const early = rowsOn([...start, event, paid('p', '2026-05-05', 400_000)], '2026-05-05');
    const totalOf = (of: readonly Instalment[]) => interestOf(of).reduce((total, amount) => total + amount, 0);
    assert.ok(totalOf(early) < totalOf(rows));
    assert.equal(principalOf(early), 1_200_000);
  });

  it('should bear interest again from that day when a payment went back', () => {
    const back: LoanEvent = {
      ...{ id: 'b', enteredOn: '2026-02-25', kind: 'charged-back', onDate: '2026-02-25' },
      ...{ amountMinor: 106_619, paymentId: 'p' },
    };
    const rows = rowsOn([...start, paid('p', '2026-02-15', 106_619), back], '2026-02-25');
    const [first, second] = rows;
    const owedMinor = 1_200_000 - 94_619;
    assert.equal(first?.isMet, true);
    // 18 of the 28 days of that month.
    const wantedMinor = Math.round(owedMinor * 0.01 * (10 / 28)) + Math.round((owedMinor + 106_619) * 0.01 * (18 / 28));
    assert.equal(second?.due.interest, wantedMinor);
    assert.equal(second?.credited.principal, 106_619);
    assert.equal(principalOf(rows), 1_200_000 + 106_619);
  });

  for (const direction of ['horizontal', 'vertical'] as const) {
    it(`should take back interest first and principal then when the product says so (${direction})`, () => {
      const terms = following(['interest', 'principal', 'fee', 'penalty'], direction);
      const back: LoanEvent = {
        ...{ id: 'b', enteredOn: '2026-02-25', kind: 'charged-back', onDate: '2026-02-25' },
        ...{ amountMinor: 50_000, paymentId: 'p' },
      };
      const events = [...startOf(terms), paid('p', '2026-02-15', 106_619), back];
      const { view } = gatherLoan(events, '2026-02-25');
      assert.deepEqual(view.outcomes.get('b')?.parts, { principal: 38_000, interest: 12_000, fee: 0, penalty: 0 });
      assert.deepEqual(view.rows[1]?.credited, { principal: 38_000, interest: 12_000, fee: 0, penalty: 0 });
      // A second one takes what the first has left.
      const again = gatherLoan([...events, { ...back, id: 'b2', amountMinor: 56_619 }], '2026-02-25');
      assert.deepEqual(again.view.outcomes.get('b2')?.parts, { principal: 56_619, interest: 0, fee: 0, penalty: 0 });
    });
  }

  it('should owe again with interest when the payment that settled the loan went back', () => {
    const state: LoanState = gatherLoan(start, '2026-04-15').state;
    const { totalMinor } = settlementQuote(state, '2026-04-15');
    const settled = [...start, paid('p', '2026-04-15', totalMinor, { settles: true })];
    assert.equal(viewLoan(foldLoan(settled)).openMinor, 0);
    const back: LoanEvent = {
      ...{ id: 'b', enteredOn: '2026-04-30', kind: 'charged-back', onDate: '2026-04-30' },
      ...{ amountMinor: 500_000, paymentId: 'p' },
    };
    const rows = rowsOn([...settled, back], '2026-04-30');
    // Half a month of one percent, due with the instalment of May.
    const open = rows.filter((row) => !row.isMet);
    assert.deepEqual(
      open.map(({ dueOn, due, paid: { principal, interest } }) => [
        dueOn,
        due.principal - principal,
        due.interest - interest,
      ]),
      [['2026-05-15', 500_000, 2_500]],
    );
  });
});

describe('The cap of the loan’s life where interest follows the payments', () => {
  it('should stop late charges and then interest when both would pass it, also what is paid late', () => {
    const lateCharge = { percentPerDay: '1', graceDays: 0, base: 'principal' as const, lifeCapMinor: 200_000 };
    const events = startOf({ ...following(), lateCharge });
    const priceOn = (more: readonly LoanEvent[], day: Day): number => {
      const { state, view } = gatherLoan([...events, ...more], day);
      return priceOfLife(state.terms, view);
    };
    // Twelve months cost 79,423; what is left of the cap goes to late charges and late interest, and no unit more.
    assert.equal(priceOn([], '2026-01-15'), 79_423);
    assert.equal(priceOn([], '2027-06-01'), 200_000);
    // Late charges that were paid are not asked back: then interest has no room to grow any more.
    const some = paid('p', '2026-06-20', 300_000);
    assert.ok((gatherLoan([...events, some], '2026-06-20').view.outcomes.get('p')?.parts.penalty ?? 0) > 0);
    for (const day of ['2026-06-20', '2026-09-01', '2027-06-01', '2030-01-01'])
      assert.ok(priceOn([some], day) <= 200_000, day);
    assert.equal(priceOn([some], '2030-01-01'), 200_000);
    // A payment of an earlier day that is told later takes late charges back, though they had been paid.
    const earlier: LoanEvent = { ...paid('q', '2026-02-10', 700_000), enteredOn: '2026-06-25' };
    const told = gatherLoan([...events, some, earlier], '2026-06-25').view;
    assert.equal(told.outcomes.get('p')?.parts.penalty, 0);
    assert.equal(
      told.rows.reduce((total, { due }) => total + due.penalty, 0),
      0,
    );
  });
});

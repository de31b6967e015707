import { compareDays, type Day } from '../calendar/days.ts';
import { buildSchedule, periodEnds } from '../schedule/build-schedule.ts';
import { rateOf } from '../schedule/period-rates.ts';
import type { ScheduleTerms, Tranche } from '../schedule/schedule-terms.ts';
import { type Instalment, newInstalment } from './instalment.ts';
import type { LoanFacts } from './loan-facts.ts';

/** The terms of the schedule with what happened: the payouts, and changes that were agreed since. */
export function scheduleTermsOf({ terms, transactions, changes }: LoanFacts): ScheduleTerms {
  const tranches = transactions
    .filter((transaction) => transaction.kind === 'disbursement')
    .map(({ onDate, amountMinor }): Tranche => ({ onDate, amountMinor }))
    .sort((a, b) => compareDays(a.onDate, b.onDate));
  const startOn = tranches[0]?.onDate ?? terms.submittedOn;
  const planned = tranches.length > 0 ? tranches : [{ onDate: startOn, amountMinor: terms.agreedMinor }];
  return {
    ...terms.schedule,
    startOn,
    tranches: planned,
    changes,
    ...(terms.isReckonedFromAgreed ? { agreedMinor: terms.agreedMinor } : {}),
  };
}

/** Rows with their principal and interest, as the terms alone say. */
export function scheduledRows(facts: LoanFacts): Instalment[] {
  return buildSchedule(scheduleTermsOf(facts)).rows.map((row) =>
    newInstalment(row, { principal: row.principalMinor, interest: row.interestMinor }),
  );
}

/** Rows without amounts: the due dates, and a down payment for each payout. Payouts fill them as they are replayed. */
export function emptyRows(facts: LoanFacts): Instalment[] {
  const terms = scheduleTermsOf(facts);
  const ends = periodEnds(terms);
  const rows: Instalment[] = [];
  const add = (kind: Instalment['kind'], fromOn: Day, dueOn: Day): void => {
    rows.push(newInstalment({ number: rows.length + 1, kind, fromOn, dueOn }));
  };
  const waiting = terms.downPaymentPercent === undefined ? [] : [...terms.tranches];
  let fromOn = terms.startOn;
  for (const dueOn of ends) {
    while (waiting[0] && waiting[0].onDate < dueOn) {
      add('down-payment', waiting[0].onDate, waiting[0].onDate);
      waiting.shift();
    }
    add('instalment', fromOn, dueOn);
    fromOn = dueOn;
  }
  for (const tranche of waiting) add('down-payment', tranche.onDate, tranche.onDate);
  return rows;
}

/**
 * Does the schedule have a shape that equal shares or one falling balance cannot give: flat interest, bullet or balloon,
 * equal principal, grace, or terms that were changed?
 */
export function hasShape({ terms, changes }: LoanFacts): boolean {
  const { method, amortisation, grace, balloonMinor } = terms.schedule;
  const hasGrace = grace.principalPeriods + grace.interestPeriods + grace.interestFreePeriods > 0;
  if (hasGrace || balloonMinor !== undefined) return true;
  // Where interest follows the payments, the moving balance takes changes too.
  const follows = terms.recalculation !== null && method === 'declining' && amortisation === 'equal-instalments';
  if (changes.length > 0) return !follows;
  const isFree = method === 'none' || rateOf(terms.schedule.ratePercent) === 0n;
  if (isFree) return amortisation === 'bullet' || amortisation === 'balloon';
  return method !== 'declining' || amortisation !== 'equal-instalments';
}

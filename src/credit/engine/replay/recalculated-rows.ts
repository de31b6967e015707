import type { Day } from '../calendar/days.ts';
import { compareDays } from '../calendar/days.ts';
import { periodEnds } from '../schedule/build-schedule.ts';
import { equalGrowth, equalInstalment } from '../schedule/equal-instalment.ts';
import { interestOver, nominalFactor, periodPart, rateOf } from '../schedule/period-rates.ts';
import type { ScheduleTerms } from '../schedule/schedule-terms.ts';
import { allocateByInstalments } from './allocate-by-instalments.ts';
import type { AllocationRules } from './allocation-rules.ts';
import { scheduledRows, scheduleTermsOf } from './base-rows.ts';
import { type Instalment, judge, newInstalment, openPart } from './instalment.ts';
import { type LoanFacts, PAYMENT_KINDS, type PaymentKind, type Recalculation, type Transaction } from './loan-facts.ts';
import { newOutcome } from './replay-run.ts';
import { allocatedAmount } from './settling.ts';

type Paid = Extract<Transaction, { kind: PaymentKind }>;
type InstalmentRules = Extract<AllocationRules, { kind: 'instalments' }>;

/**
 * Rows whose interest follows the days on which money really came. Each payment, in the order in which they became known,
 * makes the rows from its day on anew: overdue principal bears interest until it is paid, early money bears none from its
 * day on. Rows that had fallen due before keep their figures.
 */
export function recalculatedRows(facts: LoanFacts, rules: InstalmentRules, recalculation: Recalculation): Instalment[] {
  let rows = scheduledRows(facts);
  const known: Paid[] = [];
  const payments = facts.transactions
    .filter(isPaid)
    .sort((a, b) => compareDays(a.enteredOn, b.enteredOn) || a.order - b.order);
  for (const payment of payments) {
    known.push(payment);
    const step = { facts, rules, recalculation, terms: scheduleTermsOf(facts), known: inOrder(known) };
    rows = recalculate(step, rows, payment.onDate, payment.enteredOn);
  }
  return rows.map((row) => newInstalment(row, { principal: row.due.principal, interest: row.due.interest }));
}

type Step = {
  facts: LoanFacts;
  rules: InstalmentRules;
  recalculation: Recalculation;
  terms: ScheduleTerms;
  known: readonly Paid[];
};

/** Where the making of rows stands. */
type Run = Step & {
  today: Day;
  rows: Instalment[];
  waiting: Paid[];
  /** Principal owed when every row so far is paid as it says. */
  balanceMinor: number;
  instalmentMinor: number;
  /** Early principal that makes the next instalments smaller, where the product says so. */
  carriedMinor: number;
  period: number;
};

function recalculate(step: Step, old: readonly Instalment[], fromOn: Day, today: Day): Instalment[] {
  const run: Run = {
    ...step,
    today,
    rows: [],
    waiting: [...step.known],
    balanceMinor: 0,
    instalmentMinor: firstInstalment(step.terms),
    carriedMinor: 0,
    period: 1,
  };
  const ends = periodEnds(step.terms);
  let startOn = step.terms.startOn;
  for (const tranche of step.terms.tranches) if (tranche.onDate <= startOn) run.balanceMinor += tranche.amountMinor;
  for (const dueOn of ends) {
    const kept = old.find((row) => row.kind === 'instalment' && row.dueOn === dueOn && dueOn < fromOn);
    if (kept) keepRow(run, kept);
    // A tranche may come after all before it was paid.
    else if (run.balanceMinor + trancheSum(run, startOn, dueOn) > 0) makeRow(run, startOn, dueOn);
    startOn = dueOn;
    run.period += 1;
  }
  return run.rows;
}

/** A row that had fallen due: its figures stand, and payments of its time run over it. */
function keepRow(run: Run, kept: Instalment): void {
  const { principal, interest } = kept.due;
  addTranches(run, kept.fromOn, kept.dueOn);
  run.balanceMinor -= principal;
  pushRow(run, kept, principal, interest);
  for (const payment of takeUntil(run, kept.dueOn)) pay(run, payment);
  const earlyMinor = principal - (run.instalmentMinor - interest);
  if (earlyMinor > 0 && run.balanceMinor > 0) applyEarly(run, earlyMinor);
}

/** A row made anew: interest on what was really owed each day, principal as the instalment leaves it. */
function makeRow(run: Run, fromOn: Day, dueOn: Day): void {
  const { interestMinor, earlyMinor } = runThrough(run, fromOn, dueOn);
  addTranches(run, fromOn, dueOn);
  const isLast = run.period === run.terms.periods;
  const regularMinor = Math.max(0, run.instalmentMinor - interestMinor - run.carriedMinor);
  run.carriedMinor = Math.max(0, run.carriedMinor - Math.max(0, run.instalmentMinor - interestMinor));
  const wantedMinor = isLast ? run.balanceMinor : Math.max(regularMinor, earlyMinor);
  let principalMinor = Math.min(wantedMinor, run.balanceMinor);
  const row = pushRow(run, { fromOn, dueOn, number: 0, kind: 'instalment' }, principalMinor, interestMinor);
  run.balanceMinor -= principalMinor;
  let excessMinor = Math.max(0, principalMinor - regularMinor);
  for (const payment of takeUntil(run, dueOn)) {
    const leftMinor = Math.min(pay(run, payment), run.balanceMinor);
    row.due.principal += leftMinor;
    row.paid.principal += leftMinor;
    principalMinor += leftMinor;
    run.balanceMinor -= leftMinor;
    excessMinor += leftMinor;
    judge(row, dueOn);
  }
  if (excessMinor > 0 && !isLast && run.balanceMinor > 0) applyEarly(run, excessMinor);
}

/** The days of a period: interest of each stretch, and what came early in it. Payments inside run over the rows before. */
function runThrough(run: Run, fromOn: Day, dueOn: Day): { interestMinor: number; earlyMinor: number } {
  const rate = rateOf(run.terms.ratePercent);
  let interestMinor = 0;
  let earlyMinor = 0;
  let startOn = fromOn;
  const accrue = (untilOn: Day): void => {
    if (untilOn <= startOn) return;
    const owedMinor = run.balanceMinor + trancheSum(run, fromOn, startOn) + lateMinor(run, startOn) - earlyMinor;
    const part = periodPart(run.terms, startOn, untilOn);
    interestMinor += interestOver(Math.max(0, owedMinor), rate, part, run.terms.rounding.mode);
    startOn = untilOn;
  };
  for (const day of stopsIn(run, fromOn, dueOn)) {
    accrue(day);
    if (run.recalculation.rest === 'due-date') continue;
    for (const payment of takeOn(run, day)) earlyMinor += Math.min(pay(run, payment), run.balanceMinor - earlyMinor);
  }
  accrue(dueOn);
  return { interestMinor, earlyMinor };
}

/** Days inside a period on which what is owed changes. */
function stopsIn(run: Run, fromOn: Day, dueOn: Day): Day[] {
  const days = [
    run.today,
    ...(run.recalculation.rest === 'daily' ? run.waiting.map((payment) => payment.onDate) : []),
    ...run.terms.tranches.map((tranche) => tranche.onDate),
  ];
  return [...new Set(days)].filter((day) => day > fromOn && day < dueOn).sort(compareDays);
}

/** Principal of earlier rows that is unpaid. From today on it is expected to be paid. */
function lateMinor(run: Run, onDate: Day): number {
  if (onDate >= run.today) return 0;
  return run.rows.reduce((total, row) => total + openPart(row, 'principal'), 0);
}

/** What an early payment does to the instalments after it. */
function applyEarly(run: Run, earlyMinor: number): void {
  if (run.recalculation.prepayment === 'fewer-instalments') return;
  if (run.recalculation.prepayment === 'next-instalments') {
    run.carriedMinor += earlyMinor;
    return;
  }
  const left = run.terms.periods - run.period;
  if (left > 0) run.instalmentMinor = instalmentOver(run.terms, run.balanceMinor, left);
}

function firstInstalment(terms: ScheduleTerms): number {
  const paidOutMinor = terms.tranches.reduce((total, tranche) => total + tranche.amountMinor, 0);
  return instalmentOver(terms, terms.agreedMinor ?? paidOutMinor, terms.periods);
}

function instalmentOver(terms: ScheduleTerms, balanceMinor: number, periods: number): number {
  const factor = nominalFactor(terms, rateOf(terms.ratePercent));
  return equalInstalment(balanceMinor, equalGrowth(factor, periods), terms.rounding);
}

function pay(run: Run, payment: Paid): number {
  const outcome = newOutcome(payment.amountMinor);
  const paying = { rows: run.rows, charges: [], onDate: payment.onDate, order: payment.order, outcome };
  return allocateByInstalments(paying, run.rules, allocatedAmount(payment));
}

function pushRow(
  run: Run,
  row: Pick<Instalment, 'fromOn' | 'dueOn' | 'kind' | 'number'>,
  principal: number,
  interest: number,
): Instalment {
  const made = newInstalment({ ...row, number: run.rows.length + 1 }, { principal, interest });
  run.rows.push(made);
  return made;
}

function takeUntil(run: Run, day: Day): Paid[] {
  const taken = run.waiting.filter((payment) => payment.onDate <= day);
  run.waiting = run.waiting.filter((payment) => payment.onDate > day);
  return taken;
}

function takeOn(run: Run, day: Day): Paid[] {
  return takeUntil(run, day);
}

function addTranches(run: Run, fromOn: Day, dueOn: Day): void {
  for (const tranche of run.terms.tranches) {
    if (tranche.onDate > fromOn && tranche.onDate <= dueOn) run.balanceMinor += tranche.amountMinor;
  }
}

/** Tranches of this period that have been paid out by a day. */
function trancheSum(run: Run, fromOn: Day, day: Day): number {
  return run.terms.tranches.reduce(
    (total, tranche) => (tranche.onDate > fromOn && tranche.onDate <= day ? total + tranche.amountMinor : total),
    0,
  );
}

function inOrder(payments: readonly Paid[]): Paid[] {
  return [...payments].sort(
    (a, b) => compareDays(a.onDate, b.onDate) || compareDays(a.enteredOn, b.enteredOn) || a.order - b.order,
  );
}

function isPaid(transaction: Transaction): transaction is Paid {
  return (PAYMENT_KINDS as readonly string[]).includes(transaction.kind) && transaction.kind !== 'recovery';
}

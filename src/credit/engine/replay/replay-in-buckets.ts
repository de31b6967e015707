import { assert } from '#platform/assert';
import { evenShare, roundToMultiple } from '../arithmetic/rounding.ts';
import { compareDays, earlierOf } from '../calendar/days.ts';
import { downPaymentOf } from '../schedule/schedule-run.ts';
import { allocateByBuckets, type Payment } from './allocate-by-buckets.ts';
import { emptyRows, hasShape, scheduledRows, scheduleTermsOf } from './base-rows.ts';
import { finishRows } from './finish-rows.ts';
import { addPrincipal, judge, judgeChange } from './instalment.ts';
import {
  addOverdue,
  changeDays,
  changeFollowing,
  payFollowing,
  payOutWithInterest,
  startInterest,
} from './interest-follows.ts';
import { keepLifeCap, runLateCharges } from './late-charges.ts';
import { type Charge, type LoanFacts, PAYMENT_KINDS, type PaymentKind, type Transaction } from './loan-facts.ts';
import { placeCharge } from './place-charges.ts';
import { chargeStates, newOutcome, type Outcome, openOnCharge, type ReplayRun } from './replay-run.ts';

export type Apply = (run: ReplayRun, transaction: Transaction) => Outcome;

/**
 * Allocation by buckets: payouts, charges and payments run in one order of days, so that a payout raises only the
 * instalments after it, and a charge is paid by money that came before it only where that money is still a liability.
 */
export function replayInBuckets(facts: LoanFacts, apply: Apply): ReplayRun {
  const startOn = scheduleTermsOf(facts).startOn;
  // Payouts fill the rows where principal comes back evenly; what has a shape of its own is made from the terms.
  const isShaped = hasShape(facts);
  const rows = isShaped ? scheduledRows(facts) : emptyRows(facts);
  for (const row of rows) judge(row, startOn);
  const run: ReplayRun = {
    ...{ facts, rows, startOn, charges: chargeStates(facts, rows, startOn), overpaidMinor: 0 },
    outcomes: new Map(),
    interest: isShaped ? null : startInterest(facts, rows),
    isShaped,
  };
  const plan = isPaidOut(facts) ? facts.transactions : [plannedPayout(facts)];
  const changes = run.interest ? changeDays(facts) : [];
  for (const step of stepsInOrder(plan, run.charges, changes)) {
    runLateCharges(run, step.onDate);
    if (step.changesAt !== undefined && run.interest) changeFollowing(run, run.interest, step.changesAt, step.onDate);
    else if (step.charge) takeCharge(run, step.charge);
    else if (step.transaction) run.outcomes.set(step.transaction.id, take(run, step.transaction, apply));
  }
  if (run.interest && isPaidOut(facts)) addOverdue(run, run.interest, facts.businessDate);
  runLateCharges(run, facts.businessDate);
  keepLifeCap(run);
  finishRows(run);
  return run;
}

function take(run: ReplayRun, transaction: Transaction, apply: Apply): Outcome {
  if (transaction.kind === 'disbursement') return payOut(run, transaction);
  const outcome = apply(run, transaction);
  if (transaction.kind === 'chargeback' && run.facts.terms.chargebackOrder) payFromLiability(run, transaction, outcome);
  return outcome;
}

/** A payout raises every instalment after it by an equal share; what the loan was overpaid pays at once. */
function payOut(run: ReplayRun, payout: Extract<Transaction, { kind: 'disbursement' }>): Outcome {
  const { schedule } = run.facts.terms;
  const outcome = newOutcome(payout.amountMinor);
  if (run.isShaped) {
    payFromLiability(run, payout, outcome);
    return outcome;
  }
  const downPaymentMinor = downPaymentOf(schedule, payout.amountMinor);
  const downPaymentRow = run.rows.find((row) => row.kind === 'down-payment' && row.due.principal === 0);
  if (schedule.downPaymentPercent !== undefined && downPaymentRow) {
    addPrincipal(downPaymentRow, payout.onDate, downPaymentMinor);
  }
  const amortisedMinor = payout.amountMinor - downPaymentMinor;
  if (run.interest) payOutWithInterest(run, run.interest, payout.onDate, amortisedMinor);
  else spread(run, payout, amortisedMinor);
  payFromLiability(run, payout, outcome);
  return outcome;
}

function spread(run: ReplayRun, { onDate }: Transaction, amountMinor: number): void {
  if (amountMinor === 0) return;
  const { mode, multipleMinor } = run.facts.terms.schedule.rounding;
  const regular = run.rows.filter((row) => row.kind === 'instalment' || row.kind === 're-aged');
  const later = regular.filter((row) => row.dueOn > onDate);
  const rows = later.length > 0 ? later : regular.slice(-1);
  const last = rows.at(-1);
  assert(last, 'A loan has an instalment');
  const shareMinor = evenShare(amountMinor, rows.length, mode);
  let leftMinor = amountMinor;
  for (const row of rows) {
    const raisedMinor = row.due.principal + shareMinor;
    const newMinor = multipleMinor === null ? raisedMinor : roundToMultiple(raisedMinor, multipleMinor, mode);
    // A multiple may be more than there is: the last rows then have less, never less than nothing.
    const addedMinor = Math.min(newMinor - row.due.principal, leftMinor);
    leftMinor -= addedMinor;
    row.due.principal += addedMinor;
    judgeChange(row, onDate);
  }
  addPrincipal(last, onDate, leftMinor);
}

/** What the loan was overpaid pays what has just become owed. */
export function payFromLiability(run: ReplayRun, { onDate }: { onDate: string }, outcome: Outcome): void {
  const { allocation } = run.facts.terms;
  if (run.overpaidMinor === 0 || allocation.kind !== 'buckets') return;
  const scratch = newOutcome(run.overpaidMinor);
  const leftMinor = run.overpaidMinor;
  const payment: Payment = { run, onDate, outcome: scratch, leftMinor, paysCharges: true, ...paidHow(run) };
  allocateByBuckets(payment, allocation.standard, allocation.direction);
  outcome.allocations = scratch.allocations;
  outcome.overpaidMinor = leftMinor - payment.leftMinor + (outcome.givenBackMinor ?? 0);
  run.overpaidMinor = payment.leftMinor;
}

/** Where interest follows the payments, paying a row moves the balance behind it. */
export function paidHow({ interest, facts }: ReplayRun): Pick<Payment, 'payRow'> {
  return interest && facts.terms.recalculation ? { payRow: payFollowing(interest) } : {};
}

/** A charge falls due; money that was too much before pays it, the oldest first. */
function takeCharge(run: ReplayRun, charge: ReplayRun['charges'][number]): void {
  placeCharge(run, charge);
  const { allocation } = run.facts.terms;
  if (allocation.kind !== 'buckets') return;
  const before = run.facts.transactions.filter((candidate) => run.outcomes.has(candidate.id));
  for (const payment of before.sort((a, b) => compareDays(a.onDate, b.onDate))) {
    if (openOnCharge(charge) === 0 || run.overpaidMinor === 0) return;
    const outcome = run.outcomes.get(payment.id);
    if (outcome && outcome.overpaidMinor > 0 && isReusable(payment)) reuse(run, payment, outcome);
  }
}

function reuse(run: ReplayRun, payment: Extract<Transaction, { kind: PaymentKind }>, outcome: Outcome): void {
  const { allocation } = run.facts.terms;
  if (allocation.kind !== 'buckets') return;
  const amountMinor = Math.min(run.overpaidMinor, outcome.overpaidMinor);
  outcome.overpaidMinor -= amountMinor;
  run.overpaidMinor -= amountMinor;
  const { onDate } = payment;
  const again: Payment = { run, onDate, outcome, leftMinor: amountMinor, paysCharges: true, ...paidHow(run) };
  allocateByBuckets(again, allocation.byKind[payment.kind] ?? allocation.standard, allocation.direction);
  outcome.overpaidMinor += again.leftMinor;
  run.overpaidMinor += again.leftMinor;
}

/** Money that can wait as a liability and pay a later charge. */
function isReusable(transaction: Transaction): transaction is Extract<Transaction, { kind: PaymentKind }> {
  return (PAYMENT_KINDS as readonly string[]).includes(transaction.kind) && transaction.kind !== 'recovery';
}

type Step = {
  onDate: string;
  enteredOn: string;
  order: number;
  charge?: ReplayRun['charges'][number];
  transaction?: Transaction;
  changesAt?: number;
};

/** A charge counts from the day it was entered, or from its due date where that is earlier. New terms begin at a day's end. */
function stepsInOrder(
  transactions: readonly Transaction[],
  charges: ReplayRun['charges'],
  changes: readonly { onDate: string; at: number }[],
): Step[] {
  const steps: Step[] = [
    ...changes.map(({ onDate, at }) => ({ onDate, enteredOn: '9999-12-31', order: at, changesAt: at })),
    ...charges.map((charge) => ({ onDate: dayOf(charge), enteredOn: charge.enteredOn, order: charge.order, charge })),
    ...transactions.map((transaction) => ({ ...pick(transaction), transaction })),
  ];
  return steps.sort(
    (a, b) => compareDays(a.onDate, b.onDate) || compareDays(a.enteredOn, b.enteredOn) || a.order - b.order,
  );
}

function pick({ onDate, enteredOn, order }: Transaction): Pick<Step, 'onDate' | 'enteredOn' | 'order'> {
  return { onDate, enteredOn, order };
}

function dayOf(charge: Charge): string {
  return earlierOf(charge.dueOn, charge.enteredOn);
}

function isPaidOut({ transactions }: LoanFacts): boolean {
  return transactions.some((transaction) => transaction.kind === 'disbursement');
}

/** Before anything is paid out, the schedule shows what would be. */
function plannedPayout({ terms }: LoanFacts): Transaction {
  const onDate = terms.submittedOn;
  return { id: 'planned', kind: 'disbursement', onDate, enteredOn: onDate, order: 0, amountMinor: terms.agreedMinor };
}

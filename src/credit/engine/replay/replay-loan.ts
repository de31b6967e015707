import { compareDays, laterOf } from '../calendar/days.ts';
import { allocateByBuckets, type Payment, payBucket } from './allocate-by-buckets.ts';
import { allocateByInstalments } from './allocate-by-instalments.ts';
import type { AllocationRules, BucketOrder } from './allocation-rules.ts';
import { scheduledRows, scheduleTermsOf } from './base-rows.ts';
import { creditAsPrincipal, creditByOrder } from './credit-back.ts';
import { finishRows } from './finish-rows.ts';
import { judge, judgeChange, openMinor, openParts, waivePart, writeOffRow } from './instalment.ts';
import { addOverdue, payInModel, settleFollowing } from './interest-follows.ts';
import { keepLifeCap, runLateCharges } from './late-charges.ts';
import { type LoanFacts, PAYMENT_KINDS, type PaymentKind, type Transaction } from './loan-facts.ts';
import { addParts, COMPONENTS, noParts, type Parts, totalOf } from './parts.ts';
import { placeCharge } from './place-charges.ts';
import { recalculatedRows } from './recalculated-rows.ts';
import { paidHow, replayInBuckets } from './replay-in-buckets.ts';
import { chargeStates, newOutcome, type Outcome, type ReplayRun, rowAfterEnd, sortRows } from './replay-run.ts';
import { reAgeFollowing, reAmortiseFollowing } from './reshape-following.ts';
import { reAge, reAmortise } from './reshape-rows.ts';
import { allocatedAmount, NotEnough, replaySettling, WITHOUT_END_MINOR } from './settling.ts';

type PaymentTransaction = Extract<Transaction, { kind: PaymentKind }>;

/**
 * The loan as it stands when everything that happened is put in the order of its days and applied from the first event.
 * Whoever adds a backdated payment, or takes one out, simply replays: all later figures follow.
 */
export function replayLoan(facts: LoanFacts): ReplayRun {
  return replaySettling(facts, replayOnce);
}

function replayOnce(facts: LoanFacts): ReplayRun {
  const { allocation, recalculation, schedule } = facts.terms;
  if (allocation.kind === 'buckets') return replayInBuckets(facts, applyTransaction);
  const follows =
    recalculation !== null && schedule.method === 'declining' && schedule.downPaymentPercent === undefined;
  return replayByInstalments(
    facts,
    follows ? recalculatedRows(facts, allocation, recalculation) : scheduledRows(facts),
  );
}

/** Allocation by instalments: the schedule is made first, charges are put into it, then payments run over it. */
export function replayByInstalments(facts: LoanFacts, rows: ReplayRun['rows']): ReplayRun {
  const startOn = scheduleTermsOf(facts).startOn;
  const run: ReplayRun = {
    facts,
    rows,
    charges: chargeStates(facts, rows, startOn),
    outcomes: new Map(),
    overpaidMinor: 0,
    startOn,
    interest: null,
  };
  const lastCharge = run.charges
    .filter((charge) => charge.timing === 'on-date')
    .reduce((last, charge) => laterOf(charge.dueOn, last), '');
  if (lastCharge !== '') rowAfterEnd(run, lastCharge);
  for (const row of rows) judge(row, startOn);
  for (const charge of run.charges) placeCharge(run, charge);
  for (const transaction of inOrder(facts.transactions)) {
    sortRows(run.rows);
    runLateCharges(run, transaction.onDate);
    const outcome = applyTransaction(run, transaction);
    run.outcomes.set(transaction.id, outcome);
    if (outcome.givenBackMinor !== undefined) payAgain(run, transaction, outcome);
  }
  runLateCharges(run, facts.businessDate);
  keepLifeCap(run);
  finishRows(run);
  return run;
}

/** What the loan was overpaid pays what a charge-back has made owed again. */
function payAgain(run: ReplayRun, { onDate, order }: Transaction, outcome: Outcome): void {
  const { allocation } = run.facts.terms;
  if (run.overpaidMinor === 0 || allocation.kind !== 'instalments') return;
  sortRows(run.rows);
  const scratch = newOutcome(run.overpaidMinor);
  const paying = { rows: run.rows, charges: run.charges, onDate, order, outcome: scratch };
  const leftMinor = allocateByInstalments(paying, allocation, run.overpaidMinor);
  outcome.allocations = scratch.allocations;
  outcome.overpaidMinor += run.overpaidMinor - leftMinor;
  run.overpaidMinor = leftMinor;
}

/** By day, then by the day they were entered, then by the order of the events. */
export function inOrder<T extends Pick<Transaction, 'onDate' | 'enteredOn' | 'order'>>(
  transactions: readonly T[],
): T[] {
  return [...transactions].sort(
    (a, b) => compareDays(a.onDate, b.onDate) || compareDays(a.enteredOn, b.enteredOn) || a.order - b.order,
  );
}

function applyTransaction(run: ReplayRun, transaction: Transaction): Outcome {
  const follows = run.facts.terms.recalculation !== null ? run.interest : null;
  // Whatever looks at what is owed sees the interest that overdue principal has borne until then.
  if (transaction.kind !== 'disbursement') {
    if (follows) addOverdue(run, follows, transaction.onDate);
    keepLifeCap(run);
  }
  switch (transaction.kind) {
    case 'disbursement':
      return newOutcome(transaction.amountMinor);
    case 'charge-waiver':
      return waiveCharge(run, transaction);
    case 'chargeback':
      return run.facts.terms.chargebackOrder
        ? creditByOrder(run, transaction, run.facts.terms.chargebackOrder)
        : creditAsPrincipal(run, transaction);
    case 'credit-balance-refund':
      return creditAsPrincipal(run, transaction);
    case 'interest-waiver':
      return waiveInterest(run, transaction);
    case 'charge-off':
      return openOutcome(run);
    case 'write-off':
      return writeOff(run, transaction);
    case 're-amortisation':
      return follows ? reAmortiseFollowing(run, follows, transaction) : reAmortise(run, transaction);
    case 're-ageing':
      return follows ? reAgeFollowing(run, follows, transaction) : reAge(run, transaction);
    default:
      return applyPayment(run, transaction);
  }
}

function applyPayment(run: ReplayRun, payment: PaymentTransaction): Outcome {
  const outcome = newOutcome(payment.amountMinor);
  // A recovery comes after the write-off: nothing is open that it could pay, and it is no liability either.
  if (payment.kind === 'recovery') return outcome;
  const { allocation } = run.facts.terms;
  const leftMinor =
    allocation.kind === 'buckets'
      ? payByBuckets(run, payment, outcome, allocation)
      : allocateByInstalments(
          { rows: run.rows, charges: run.charges, onDate: payment.onDate, order: payment.order, outcome },
          allocation,
          allocatedAmount(payment),
        );
  if (payment.settles) return settled(run, payment, outcome, leftMinor);
  outcome.overpaidMinor = leftMinor;
  run.overpaidMinor = leftMinor > 0 ? run.overpaidMinor + leftMinor : 0;
  return outcome;
}

/** What a settling payment did not use of its own amount is the borrower's. */
function settled(run: ReplayRun, payment: PaymentTransaction, outcome: Outcome, leftMinor: number): Outcome {
  const overpaidMinor = leftMinor - WITHOUT_END_MINOR;
  if (overpaidMinor < 0) throw new NotEnough(payment.id);
  outcome.overpaidMinor = overpaidMinor;
  run.overpaidMinor += overpaidMinor;
  return outcome;
}

function payByBuckets(
  run: ReplayRun,
  transaction: PaymentTransaction,
  outcome: Outcome,
  rules: Extract<AllocationRules, { kind: 'buckets' }>,
): number {
  const { kind, onDate } = transaction;
  const leftMinor = allocatedAmount(transaction);
  const payment: Payment = { run, onDate, outcome, leftMinor, paysCharges: true, ...paidHow(run) };
  allocateByBuckets(payment, bucketOrderOf(rules, kind), rules.direction);
  if (payment.payRow) payWhatReturned(payment, payment.payRow);
  if (transaction.settles) payWhatIsLeft(payment);
  return payment.leftMinor;
}

/** Interest that ran before may fall on a later row once the balance is gone: it is paid before money is left over. */
function payWhatReturned(payment: Payment, payRow: NonNullable<Payment['payRow']>): void {
  for (const row of payment.run.rows) {
    for (const component of COMPONENTS) {
      if (payment.leftMinor === 0) return;
      payment.leftMinor -= payRow(payment, row, { when: 'due', component }, payment.leftMinor);
    }
  }
}

/** A settling payment leaves no row open, and nothing that follows moves: the balance behind the rows is gone. */
function payWhatIsLeft(payment: Payment): void {
  for (const row of payment.run.rows) {
    for (const component of COMPONENTS) {
      payment.leftMinor -= payBucket(payment, row, { when: 'due', component }, payment.leftMinor);
    }
  }
  settleFollowing(payment.run);
}

export function bucketOrderOf(rules: Extract<AllocationRules, { kind: 'buckets' }>, kind: PaymentKind): BucketOrder {
  return rules.byKind[kind] ?? rules.standard;
}

export function isPayment(transaction: Transaction): transaction is PaymentTransaction {
  return (PAYMENT_KINDS as readonly string[]).includes(transaction.kind);
}

/** A charge lies waived in its row from the start; a late charge by the day is forgiven as far as it has come. */
function waiveCharge(run: ReplayRun, waiver: Extract<Transaction, { kind: 'charge-waiver' }>): Outcome {
  const { chargeId, onDate, amountMinor } = waiver;
  if (amountMinor === undefined)
    return newOutcome(run.charges.find((charge) => charge.id === chargeId)?.waivedMinor ?? 0);
  const row = run.rows.find(({ dueOn }) => lateChargeId(dueOn) === chargeId);
  const outcome = newOutcome(row === undefined ? 0 : waivePart(row, 'penalty', onDate, amountMinor));
  outcome.parts.penalty = outcome.amountMinor;
  return outcome;
}

/** The late charge of an instalment, by which it can be waived. */
export function lateChargeId(dueOn: string): string {
  return `late-${dueOn}`;
}

/** All that is open, as it stands: a charge-off moves it in the books, the borrower still owes it. */
function openOutcome(run: ReplayRun): Outcome {
  const parts = run.rows.reduce<Parts>(
    (total, row) => (row.isMet ? total : addParts(total, openParts(row))),
    noParts(),
  );
  return { ...newOutcome(totalOf(parts)), parts };
}

function writeOff(run: ReplayRun, { onDate }: Transaction): Outcome {
  const parts = run.rows
    .filter((row) => openMinor(row) > 0)
    .reduce<Parts>((total, row) => addParts(total, writeOffRow(row, onDate)), noParts());
  if (run.facts.terms.recalculation !== null) run.interest = null;
  return { ...newOutcome(totalOf(parts)), parts };
}

/** Forgives interest, the oldest first. */
function waiveInterest(run: ReplayRun, waiver: Extract<Transaction, { kind: 'interest-waiver' }>): Outcome {
  const outcome = newOutcome(waiver.amountMinor);
  let leftMinor = waiver.amountMinor;
  for (const row of run.rows) {
    if (leftMinor === 0) break;
    const waived = waivePart(row, 'interest', waiver.onDate, leftMinor);
    leftMinor -= waived;
    outcome.parts.interest += waived;
    const at = run.interest?.rows.indexOf(row) ?? -1;
    // To the balance behind the rows it is as if it had been paid.
    if (run.interest && run.facts.terms.recalculation && at >= 0)
      payInModel(run.interest, at, { onDate: waiver.onDate, component: 'interest', amountMinor: waived });
    judgeChange(row, waiver.onDate);
  }
  outcome.amountMinor = outcome.parts.interest;
  return outcome;
}

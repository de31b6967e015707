import type { Day } from '#engine/calendar/days';
import { chargeLines } from '#engine/life/charge-lines';
import { withEvent } from '#engine/life/gather-loan';
import type { LoanEvent } from '#engine/life/loan-events';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import { settlementQuote } from '#engine/life/payoff-quote';
import { openPart } from '#engine/replay/instalment';
import { roomOfLifeCap } from '#engine/replay/life-cap';
import type { PaymentKind } from '#engine/replay/loan-facts';
import type { TermChange } from '#engine/schedule/schedule-terms';
import { type AgreedPrice, priceAgain } from './price-again.ts';
import type { loanRefusals } from './refusals.ts';
import type { LoanStatus, PriceProof, Step } from './shapes.ts';

export type RefusalCode = keyof typeof loanRefusals;
export type Refused = { accepted: false; code: RefusalCode; details?: Record<string, unknown> };
/** With the proof of its price, where a step makes another schedule of a loan whose price is capped. */
export type Decision = { accepted: true; event: LoanEvent; proof?: PriceProof } | Refused;

/** The loan before a step, and the step with its days. */
export type StepCase = {
  state: LoanState;
  view: LoanView;
  step: Step;
  transactionId: string;
  valueDate: Day;
  /** The business date on which it becomes known. */
  enteredOn: Day;
  /** The last day that has come. */
  today: Day;
  activatedOn: Day | null;
  /** Income in the books when days are closed until now. */
  income: { principal: number; interest: number; fee: number; penalty: number };
  /** For steps that make another schedule; others are not asked. */
  agreed?: AgreedPrice | null;
};

/** Steps after which the whole price is checked again. */
const PRICED: ReadonlySet<Step['kind']> = new Set(['re-amortisation', 're-ageing', 'reschedule', 'payment-holiday']);

export function isPriced({ kind }: Step): boolean {
  return PRICED.has(kind);
}

/** What may happen to a loan, and the event that says it did. */
export function decideStep(of: StepCase): Decision {
  const { state, valueDate, today, activatedOn, step } = of;
  if (valueDate > today) return no('loans.date-in-future');
  if (state.status === 'applied' || state.status === 'approved' || state.status === 'cancelled' || activatedOn === null)
    return wrongState(state);
  if (valueDate < activatedOn) return no('loans.date-before-payout');
  if (!STATES[step.kind].includes(state.status)) return wrongState(state);
  return eventOf(of);
}

const OWED: readonly LoanState['status'][] = ['active'];
const MONEY_IN: readonly LoanState['status'][] = ['active', 'overpaid', 'closed'];

/** In which states a step is possible. Money that comes for a loan that is over becomes the borrower's credit. */
const STATES: Record<Step['kind'], readonly LoanState['status'][]> = {
  repayment: MONEY_IN,
  'down-payment': MONEY_IN,
  'goodwill-credit': OWED,
  'merchant-refund': MONEY_IN,
  'payout-refund': MONEY_IN,
  recovery: ['written-off'],
  chargeback: MONEY_IN,
  'credit-balance-refund': ['overpaid'],
  'interest-waiver': OWED,
  'charge-waiver': OWED,
  'charge-off': OWED,
  'write-off': OWED,
  're-amortisation': OWED,
  're-ageing': OWED,
  fee: OWED,
  reschedule: OWED,
  'payment-holiday': OWED,
  'charge-freeze': OWED,
};

function eventOf(of: StepCase): Decision {
  const { step, transactionId: id, enteredOn, valueDate: onDate } = of;
  const base = { id, enteredOn, onDate };
  switch (step.kind) {
    case 'repayment':
    case 'down-payment':
    case 'goodwill-credit':
    case 'merchant-refund':
    case 'payout-refund':
    case 'recovery':
      return paid(of, step);
    case 'chargeback':
      return chargeback(of, step);
    case 'credit-balance-refund':
      if (step.amountMinor > of.view.overpaidMinor)
        return no('loans.amount-too-large', { mostMinor: of.view.overpaidMinor });
      return yes({ ...base, kind: 'credit-refunded', amountMinor: step.amountMinor });
    case 'interest-waiver':
      return interestWaiver(of, step.amountMinor);
    case 'charge-waiver':
      return chargeWaiver(of, step.chargeId);
    case 'charge-off':
      if (of.state.transactions.some(({ kind }) => kind === 'charge-off')) return no('loans.nothing-open');
      if (isBeforePayout(of)) return no('loans.dates-contradict');
      return yes({ ...base, kind: 'charged-off', isFraud: step.isFraud, income: of.income });
    case 'write-off':
      if (isBeforePayout(of)) return no('loans.dates-contradict');
      return yes({ ...base, kind: 'written-off', income: frozenIncome(of) });
    case 'fee':
      return fee(of, step);
    case 'charge-freeze':
      if (step.untilOn < step.fromOn || step.fromOn < (of.activatedOn ?? onDate)) return no('loans.dates-contradict');
      return yes({ id, enteredOn, kind: 'charges-frozen', fromOn: step.fromOn, untilOn: step.untilOn });
    default:
      return newSchedule(of, step);
  }
}

/** What went out after a loss was booked would stand in the receivables of a loan that has none. */
function isBeforePayout({ state, valueDate }: StepCase): boolean {
  return state.transactions.some(({ kind, onDate }) => kind === 'disbursement' && onDate > valueDate);
}

/** Where interest follows the payments, one that is enough to settle the loan settles it, to the unit. */
function paid(of: StepCase, step: Extract<Step, { amountMinor: number; kind: PaymentKind }>): Decision {
  const { state, view, transactionId: id, enteredOn, valueDate: onDate } = of;
  const { kind: reason, amountMinor } = step;
  const isFollowing = state.terms.recalculation !== null && state.status === 'active' && reason !== 'recovery';
  // A quote costs a replay: asked only where the money could be enough at all.
  const mayBeEnough = isFollowing && amountMinor >= principalOpen(view);
  const settles = mayBeEnough && amountMinor >= settlementQuote(state, onDate).totalMinor;
  return yes({ id, enteredOn, onDate, kind: 'paid', reason, amountMinor, ...(settles && { settles }) });
}

function principalOpen(view: LoanView): number {
  return view.rows.reduce((total, row) => total + openPart(row, 'principal'), 0);
}

/** Income stopped with a charge-off; a write-off after it finds it as it was. */
function frozenIncome({ state, income }: StepCase): StepCase['income'] {
  const chargeOff = state.transactions.find(({ kind }) => kind === 'charge-off');
  return chargeOff?.kind === 'charge-off' && chargeOff.income ? chargeOff.income : income;
}

function chargeback(of: StepCase, step: Extract<Step, { kind: 'chargeback' }>): Decision {
  const { state, valueDate: onDate, transactionId: id, enteredOn } = of;
  if (hasFixedRows(state)) return no('loans.not-for-this-product');
  const payment = state.transactions.find((transaction) => transaction.id === step.paymentId);
  if (
    payment === undefined ||
    payment.kind === 'disbursement' ||
    !('amountMinor' in payment) ||
    payment.kind === 'chargeback'
  )
    return no('loans.no-such-transaction');
  if (onDate < payment.onDate) return no('loans.dates-contradict');
  const takenMinor = state.transactions.reduce(
    (total, other) =>
      other.kind === 'chargeback' && other.paymentId === payment.id ? total + other.amountMinor : total,
    0,
  );
  const mostMinor = (payment.amountMinor ?? 0) - takenMinor;
  if (step.amountMinor > mostMinor) return no('loans.amount-too-large', { mostMinor });
  return yes({ id, enteredOn, kind: 'charged-back', onDate, amountMinor: step.amountMinor, paymentId: payment.id });
}

function interestWaiver(
  { view, transactionId: id, enteredOn, valueDate: onDate }: StepCase,
  amountMinor: number,
): Decision {
  const mostMinor = view.rows.reduce((total, row) => total + openPart(row, 'interest'), 0);
  if (amountMinor > mostMinor) return no('loans.amount-too-large', { mostMinor });
  return yes({ id, enteredOn, kind: 'interest-waived', onDate, amountMinor });
}

function chargeWaiver({ view, transactionId: id, enteredOn }: StepCase, chargeId: string): Decision {
  const charge = chargeLines(view).find(
    (line) => line.id === chargeId && line.openMinor > 0 && !line.isTakenFromPayout,
  );
  if (charge === undefined) return no('loans.no-such-charge');
  const { kind, dueOn, openMinor: amountMinor } = charge;
  const event = { id, enteredOn, kind: 'charge-waived' as const, chargeId, amountMinor };
  // A late charge is forgiven as far as it has come, as of today; others as of the day on which they fall due.
  return yes(kind === 'late-charge' ? event : { ...event, dueOn });
}

function fee(of: StepCase, step: Extract<Step, { kind: 'fee' }>): Decision {
  const { activatedOn, transactionId: id, enteredOn, state, view } = of;
  const { name, isPenalty, dueOn, amountMinor } = step;
  if (activatedOn !== null && dueOn < activatedOn) return no('loans.dates-contradict');
  const mostMinor = leftOfLifeCap(state, view);
  if (amountMinor > mostMinor) return no('loans.amount-too-large', { mostMinor });
  const price = { kind: 'flat' as const, amountMinor };
  return yes({ id, enteredOn, kind: 'charged', charge: { id, name, isPenalty, timing: 'on-date', dueOn, price } });
}

/** What price and late charges may still come to over the life of the loan. */
export function leftOfLifeCap({ terms }: LoanState, view: LoanView): number {
  return Math.max(0, roomOfLifeCap(terms, view));
}

/** Does the loan cost more over its life than the law allows? */
export function isOverLifeCap({ terms }: LoanState, view: LoanView): boolean {
  return roomOfLifeCap(terms, view) < 0;
}

/**
 * Loans from before interest that follows the payments was reckoned on a moving balance: their rows are made by the payments
 * alone, instalment by instalment. New loans are never agreed on such terms; there, such a payment is reversed.
 */
function hasFixedRows({ terms }: LoanState): boolean {
  return terms.recalculation !== null && terms.allocation.kind === 'instalments';
}

type Reshaping = Extract<Step, { kind: 're-amortisation' | 're-ageing' | 'reschedule' | 'payment-holiday' }>;

function newSchedule(of: StepCase, step: Reshaping): Decision {
  const { state, valueDate: onDate, transactionId: id, enteredOn } = of;
  if (hasFixedRows(state)) return no('loans.not-for-this-product');
  switch (step.kind) {
    case 're-amortisation':
      return reAmortisation(of, { id, enteredOn, kind: 're-amortised', onDate });
    case 're-ageing': {
      if (step.startOn <= onDate) return no('loans.dates-contradict');
      const { startOn, instalments, every, unit } = step;
      return tried(of, { id, enteredOn, kind: 're-aged', onDate, startOn, instalments, every, unit });
    }
    case 'reschedule':
      return changedTerms(of, step.changes);
    case 'payment-holiday': {
      const { fromDueOn, periods, isInterestDue } = step;
      const kinds = isInterestDue ? (['principal-grace'] as const) : (['principal-grace', 'interest-grace'] as const);
      return changedTerms(of, [
        { kind: 'extra-periods', fromDueOn, periods },
        ...kinds.map((kind) => ({ kind, fromDueOn, periods })),
      ]);
    }
  }
}

function reAmortisation(of: StepCase, event: LoanEvent): Decision {
  const { view, valueDate } = of;
  const hasOverdue = view.rows.some((row) => row.dueOn <= valueDate && openPart(row, 'principal') > 0);
  const hasLater = view.rows.some((row) => row.dueOn > valueDate && row.kind === 'instalment');
  return hasOverdue && hasLater ? tried(of, event) : no('loans.nothing-open');
}

/** Changes start with an instalment that is still to come. */
function changedTerms(of: StepCase, changes: readonly TermChange[]): Decision {
  const { state, view, transactionId: id, enteredOn, valueDate } = of;
  // What was re-aged has new instalments, which are re-aged again where they are to change.
  if (state.transactions.some(({ kind }) => kind === 're-ageing')) return no('loans.dates-contradict');
  for (const change of changes) {
    const row = view.rows.find(({ dueOn, kind }) => dueOn === change.fromDueOn && kind === 'instalment');
    if (row === undefined || row.dueOn <= valueDate) return no('loans.dates-contradict');
    if (change.kind === 'due-date' && change.dueOn <= row.fromOn) return no('loans.dates-contradict');
  }
  return tried(of, { id, enteredOn, kind: 'terms-changed', changes });
}

/** A new schedule may cost no more than the caps allow: that of the day, from the dated table, and that of the loan's life. */
export function tried({ state, agreed = null }: Pick<StepCase, 'state' | 'agreed'>, event: LoanEvent): Decision {
  const after = withEvent(state, event);
  const proof = priceAgain(agreed, after);
  if (proof !== null && proof.verdict !== 'within') return no('loans.over-cap', { ...proof });
  if (isOverLifeCap(after.state, after.view)) return no('loans.over-cap');
  return proof === null ? yes(event) : { accepted: true, event, proof };
}

const REVERSIBLE: ReadonlySet<string> = new Set([
  'disbursement',
  'repayment',
  'down-payment',
  'goodwill-credit',
  'merchant-refund',
  'payout-refund',
  'recovery',
  'chargeback',
  'credit-balance-refund',
  'interest-waiver',
  'charge-off',
  'write-off',
  're-amortisation',
  're-ageing',
]);

/** A payout goes back only while nothing else has happened; a payment only while no charge-back rests on it. */
export function decideReversal(
  { transactions, status }: LoanState,
  { transactionId, reversalId, enteredOn }: { transactionId: string; reversalId: string; enteredOn: Day },
): Decision {
  const found = transactions.find(({ id }) => id === transactionId);
  if (found === undefined || !REVERSIBLE.has(found.kind)) return no('loans.no-such-transaction');
  const isRestedOn = transactions.some((other) => other.kind === 'chargeback' && other.paymentId === found.id);
  const isLastPayout = found.kind === 'disbursement' && transactions.length > 1;
  if (isRestedOn || isLastPayout) return no('loans.wrong-state', { status: statusName(status) });
  return yes({ id: reversalId, enteredOn, kind: 'reversed', transactionId });
}

function statusName(status: LoanState['status']): LoanStatus {
  return status === 'applied' ? 'approved' : status;
}

function wrongState({ status }: LoanState): Refused {
  return no('loans.wrong-state', { status: statusName(status) });
}

function yes(event: LoanEvent): Decision {
  return { accepted: true, event };
}

function no(code: RefusalCode, details?: Record<string, unknown>): Refused {
  return details ? { accepted: false, code, details } : { accepted: false, code };
}

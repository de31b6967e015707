import { assert, assertNever } from '#platform/assert';
import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import { addDays } from '../calendar/days.ts';
import type { Charge, Transaction } from '../replay/loan-facts.ts';
import { noParts, type Parts } from '../replay/parts.ts';
import { downPaymentOf } from '../schedule/schedule-run.ts';
import { accrueOnClosing, accrueOnDay } from './accrue.ts';
import { chargeLines } from './charge-lines.ts';
import { chargeOverdue } from './charge-overdue.ts';
import { classify } from './classify.ts';
import type { LoanEvent, NewCharge } from './loan-events.ts';
import type { LoanState, LoanStatus, LoanView } from './loan-state.ts';
import { balancesOf } from './statement.ts';
import { viewLoan } from './view-loan.ts';

/** A loan from its events, the first of which says its terms. Live and replayed are the same fold. */
export function foldLoan(events: readonly LoanEvent[]): LoanState {
  const [first, ...rest] = events;
  assert(first?.kind === 'applied', 'The first event of a loan says its terms');
  return rest.reduce(applyEvent, newLoan(first));
}

export function newLoan({ terms, enteredOn }: Extract<LoanEvent, { kind: 'applied' }>): LoanState {
  return {
    terms,
    status: 'applied',
    version: 1,
    businessDate: enteredOn,
    approvedMinor: null,
    transactions: [],
    reversed: [],
    charges: [],
    changes: [],
    accruals: [],
    pauses: [],
    freezes: [],
    waived: {},
    isFraud: false,
    stored: { range: null, instalments: [] },
  };
}

/** The next state. Pure: the given state is not touched. What may happen at all, the verbs decide before. */
export function applyEvent(before: LoanState, event: LoanEvent): LoanState {
  const state: LoanState = { ...before, version: before.version + 1, businessDate: event.enteredOn };
  switch (event.kind) {
    case 'applied':
      return state;
    case 'approved':
      return { ...state, status: 'approved', approvedMinor: event.amountMinor };
    case 'cancelled':
      return { ...state, status: 'cancelled' };
    case 'fraud-flagged':
      return { ...state, isFraud: true };
    case 'delinquency-paused':
      return { ...state, pauses: [...state.pauses, { fromOn: event.fromOn, untilOn: event.untilOn }] };
    case 'charges-frozen':
      return settled(state, frozen(state, event), event.enteredOn, event.id);
    case 'delinquency-resumed':
      return { ...state, pauses: resumed(state, event.onDate) };
    case 'classified':
      return classify(state, viewLoan(state));
    case 'day-closed':
      return closeDay(state, event.id);
    case 'disbursed':
      return disburse(state, event);
    case 'charged':
      return settled(state, addCharge(state, event.charge), event.charge.dueOn, event.id);
    case 'charge-waived':
      return waiveCharge(state, event);
    case 'reversed':
      return reverse(state, event.transactionId, event.id);
    case 'terms-changed':
      return settled(state, { ...state, changes: [...state.changes, ...event.changes] }, event.enteredOn, event.id);
    default:
      return book(state, transactionOf(state, event), event.id);
  }
}

export type MoneyEvent = Exclude<
  LoanEvent,
  {
    kind:
      | 'applied'
      | 'approved'
      | 'cancelled'
      | 'fraud-flagged'
      | 'delinquency-paused'
      | 'delinquency-resumed'
      | 'charges-frozen'
      | 'classified'
      | 'day-closed'
      | 'disbursed'
      | 'charged'
      | 'charge-waived'
      | 'reversed'
      | 'terms-changed';
  }
>;

export function transactionOf(
  { version, isFraud }: Pick<LoanState, 'version' | 'isFraud'>,
  event: MoneyEvent,
): Transaction {
  const { id, enteredOn, onDate } = event;
  const base = { id, onDate, enteredOn, order: version };
  switch (event.kind) {
    case 'paid':
      return {
        ...{ ...base, kind: event.reason, amountMinor: event.amountMinor },
        ...(event.settles && { settles: true }),
      };
    case 'charged-back':
      return { ...base, kind: 'chargeback', amountMinor: event.amountMinor, paymentId: event.paymentId };
    case 'credit-refunded':
      return { ...base, kind: 'credit-balance-refund', amountMinor: event.amountMinor };
    case 'interest-waived':
      return { ...base, kind: 'interest-waiver', amountMinor: event.amountMinor };
    case 'charged-off':
      return { ...base, kind: 'charge-off', isFraud: event.isFraud ?? isFraud, ...incomeWith(event) };
    case 'written-off':
      return { ...base, kind: 'write-off', ...incomeWith(event) };
    case 're-amortised':
      return { ...base, kind: 're-amortisation' };
    case 're-aged': {
      const { startOn, instalments, every, unit } = event;
      return { ...base, kind: 're-ageing', startOn, instalments, every, unit };
    }
    default:
      return assertNever(event);
  }
}

function incomeWith({ income }: { income?: Parts }): { income?: Parts } {
  return income === undefined ? {} : { income };
}

function book(state: LoanState, transaction: Transaction, eventId: string): LoanState {
  const after = { ...state, transactions: [...state.transactions, transaction] };
  return settled(state, after, transaction.onDate, eventId);
}

/** A payout, and the down payment that goes with it where the product books it by itself. */
function disburse(state: LoanState, event: Extract<LoanEvent, { kind: 'disbursed' }>): LoanState {
  const { id, onDate, enteredOn, amountMinor } = event;
  const payout: Transaction = { id, kind: 'disbursement', onDate, enteredOn, order: state.version, amountMinor };
  const paidOut = { ...state, transactions: [...state.transactions, payout] };
  const settledPayout = settled(state, paidOut, onDate, id);
  if (!state.terms.isDownPaymentAutomatic) return settledPayout;
  const downMinor = openDownPayment(state, settledPayout, payout);
  if (downMinor === 0) return settledPayout;
  const order = state.version + 0.5;
  const downPayment: Transaction = {
    id: `${id}:down-payment`,
    kind: 'down-payment',
    onDate,
    enteredOn,
    order,
    amountMinor: downMinor,
  };
  return book(settledPayout, downPayment, `${id}:down-payment`);
}

/** The down payment less what a liability of before has paid of the payout already. */
function openDownPayment(
  before: LoanState,
  after: LoanState,
  payout: Extract<Transaction, { kind: 'disbursement' }>,
): number {
  const downMinor = downPaymentOf(after.terms.schedule, payout.amountMinor);
  const view = viewLoan(after);
  if (after.terms.allocation.kind === 'buckets') {
    return Math.max(0, downMinor - (view.outcomes.get(payout.id)?.overpaidMinor ?? 0));
  }
  if (view.overpaidMinor > 0) return 0;
  const wasOverpaidMinor = before.transactions.length === 0 ? 0 : viewLoan(before).overpaidMinor;
  return Math.max(0, downMinor - Math.min(wasOverpaidMinor, payout.amountMinor));
}

function addCharge(state: LoanState, { price, ...charge }: NewCharge): LoanState {
  const amountMinor = price.kind === 'flat' ? price.amountMinor : percentOf(state, price);
  const entered: Charge = {
    ...charge,
    amountMinor,
    waivedMinor: 0,
    enteredOn: state.businessDate,
    order: state.version,
  };
  return { ...state, charges: [...state.charges, entered] };
}

function percentOf(state: LoanState, price: Extract<NewCharge['price'], { kind: 'percent' }>): number {
  const { rows } = viewLoan(state);
  const principalMinor = rows.reduce((total, row) => total + row.due.principal, 0);
  const interestMinor = rows.reduce((total, row) => total + row.due.interest, 0);
  const payouts = state.transactions.filter((transaction) => transaction.kind === 'disbursement');
  const baseMinor = {
    principal: principalMinor,
    interest: interestMinor,
    'principal-and-interest': principalMinor + interestMinor,
    'last-payout': payouts.at(-1)?.amountMinor ?? 0,
  }[price.base];
  return divideMinor(BigInt(baseMinor) * fixed(price.percent), 100n * ONE, state.terms.schedule.rounding.mode);
}

/** Forgives what is still open of a charge, as of the day it was due; of a late charge by the day, as of today. */
function waiveCharge(state: LoanState, event: Extract<LoanEvent, { kind: 'charge-waived' }>): LoanState {
  const view = viewLoan(state);
  const { id, enteredOn, chargeId } = event;
  const base = { id, kind: 'charge-waiver' as const, chargeId, enteredOn, order: state.version };
  const late = chargeLines(view).find((line) => line.kind === 'late-charge' && line.id === chargeId);
  if (late) return book(state, { ...base, onDate: enteredOn, amountMinor: event.amountMinor ?? late.openMinor }, id);
  const open = view.charges.find((charge) => charge.id === chargeId);
  assert(open, `There is no charge ${chargeId}`);
  const waivedMinor = open.amountMinor - open.paidMinor;
  const isEntered = state.charges.some((charge) => charge.id === chargeId);
  const charges = state.charges.map((charge) => (charge.id === chargeId ? { ...charge, waivedMinor } : charge));
  const waived = isEntered ? state.waived : { ...state.waived, [chargeId]: waivedMinor };
  const waiver: Transaction = { ...base, onDate: open.dueOn };
  const after = { ...state, charges, waived, transactions: [...state.transactions, waiver] };
  return settled(state, after, open.dueOn, id);
}

/** A freeze, with its last day, replaces what an earlier one says of the days from its first day on. */
export function frozen(state: LoanState, { fromOn, untilOn }: { fromOn: string; untilOn: string }): LoanState {
  const span = { fromOn, untilOn: addDays(untilOn, 1) };
  const cut = <S extends { fromOn: string; untilOn: string }>(spans: readonly S[]): S[] =>
    spans.flatMap((old) => {
      if (old.untilOn <= fromOn) return [old];
      return old.fromOn < fromOn ? [{ ...old, untilOn: fromOn }] : [];
    });
  return { ...state, freezes: [...cut(state.freezes), span], pauses: [...cut(state.pauses), span] };
}

/** Takes a transaction out: what came after it is replayed as if it had never been. */
function reverse(state: LoanState, transactionId: string, eventId: string): LoanState {
  const transaction = state.transactions.find((candidate) => candidate.id === transactionId);
  assert(transaction, `There is no transaction ${transactionId}`);
  const outcome = viewLoan(state).outcomes.get(transactionId);
  const reversed = {
    transaction,
    amountMinor: outcome?.amountMinor ?? 0,
    parts: outcome?.parts ?? noParts(),
    overpaidMinor: outcome?.overpaidMinor ?? 0,
    balanceMinor: balancesOf(state, viewLoan(state)).get(transactionId) ?? 0,
    reversedOn: state.businessDate,
  };
  const after = {
    ...state,
    transactions: state.transactions.filter((candidate) => candidate.id !== transactionId),
    reversed: [...state.reversed, reversed],
  };
  return settled(state, after, transaction.onDate, eventId);
}

function closeDay(state: LoanState, eventId: string): LoanState {
  if (state.status !== 'active') return state;
  const charged = chargeOverdue(state, viewLoan(state));
  const accrued = accrueOnDay(charged, viewLoan(charged), eventId);
  // During a pause the class stays as it was, whatever the days say.
  const isPaused = state.pauses.some(
    ({ fromOn, untilOn }) => fromOn <= state.businessDate && state.businessDate <= untilOn,
  );
  return isPaused ? accrued : classify(accrued, viewLoan(accrued));
}

/** The status that follows from the balances; a loan that has just ended recognises the rest of its income. */
function settled(before: LoanState, after: LoanState, onDate: string, eventId: string): LoanState {
  const view = viewLoan(after);
  const status = statusOf(after, view);
  const hasEnded = status !== before.status && (status === 'closed' || status === 'overpaid');
  const next = { ...after, status };
  return classify(hasEnded ? accrueOnClosing(next, view, { onDate, eventId }) : next, view);
}

export function statusOf(state: LoanState, view: LoanView): LoanStatus {
  if (!state.transactions.some((transaction) => transaction.kind === 'disbursement')) {
    return state.approvedMinor === null ? 'applied' : 'approved';
  }
  if (state.transactions.some((transaction) => transaction.kind === 'write-off')) return 'written-off';
  if (view.overpaidMinor > 0) return 'overpaid';
  return view.openMinor === 0 ? 'closed' : 'active';
}

/** Ends every pause that runs on that day. */
function resumed(state: LoanState, onDate: string): LoanState['pauses'] {
  return state.pauses.map((pause) =>
    pause.fromOn <= onDate && onDate <= pause.untilOn ? { ...pause, untilOn: onDate } : pause,
  );
}

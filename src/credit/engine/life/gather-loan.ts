import { assert, assertNever } from '#platform/assert';
import type { Charge, Transaction } from '../replay/loan-facts.ts';
import { noParts } from '../replay/parts.ts';
import { frozen, newLoan, statusOf, transactionOf } from './apply-event.ts';
import type { LoanEvent } from './loan-events.ts';
import type { LoanState, LoanView } from './loan-state.ts';
import { viewLoan } from './view-loan.ts';

export type GatheredLoan = { state: LoanState; view: LoanView };

/**
 * A loan from its events with one replay at the end instead of one after each event: the same rows, balances and status as
 * the fold (a property proves it). What a fold looks up on the way (the amount of a percent charge, what was open of a waived
 * one) must stand in the events; accruals and the stored class, which the books and the close of days keep, are not made.
 */
export function gatherLoan(events: readonly LoanEvent[], asOf?: string): GatheredLoan {
  const [first, ...rest] = events;
  assert(first?.kind === 'applied', 'The first event of a loan says its terms');
  return standing(rest.reduce(gathered, newLoan(first)), asOf);
}

/** One more event on a gathered loan. */
export function withEvent(state: LoanState, event: LoanEvent): GatheredLoan {
  return standing(gathered(state, event));
}

/** The loan as somebody sees it who looks on a day, not before the day of its last event. */
export function standing(state: LoanState, asOf?: string): GatheredLoan {
  const businessDate = asOf !== undefined && asOf > state.businessDate ? asOf : state.businessDate;
  const looked = { ...state, businessDate };
  const view = viewLoan(looked);
  return { state: { ...looked, status: looked.status === 'cancelled' ? 'cancelled' : statusOf(looked, view) }, view };
}

function gathered(before: LoanState, event: LoanEvent): LoanState {
  const state: LoanState = { ...before, version: before.version + 1, businessDate: event.enteredOn };
  switch (event.kind) {
    case 'applied':
    case 'classified':
    case 'day-closed':
      return state;
    case 'cancelled':
      return { ...state, status: 'cancelled' };
    case 'approved':
      return { ...state, status: 'approved', approvedMinor: event.amountMinor };
    case 'fraud-flagged':
      return { ...state, isFraud: true };
    case 'delinquency-paused':
      return { ...state, pauses: [...state.pauses, { fromOn: event.fromOn, untilOn: event.untilOn }] };
    case 'delinquency-resumed':
      return { ...state, pauses: state.pauses.map((pause) => ended(pause, event.onDate)) };
    case 'charges-frozen':
      return frozen(state, event);
    case 'disbursed':
      return withTransaction(state, payoutOf(state, event));
    case 'charged':
      return { ...state, charges: [...state.charges, chargeOf(state, event)] };
    case 'charge-waived':
      return waived(state, event);
    case 'reversed':
      return reversed(state, event.transactionId);
    case 'terms-changed':
      return { ...state, changes: [...state.changes, ...event.changes] };
    case 'paid':
    case 'charged-back':
    case 'credit-refunded':
    case 'interest-waived':
    case 'charged-off':
    case 'written-off':
    case 're-amortised':
    case 're-aged':
      return withTransaction(state, transactionOf(state, event));
    default:
      return assertNever(event);
  }
}

function withTransaction(state: LoanState, transaction: Transaction): LoanState {
  return { ...state, transactions: [...state.transactions, transaction] };
}

function payoutOf(state: LoanState, event: Extract<LoanEvent, { kind: 'disbursed' }>): Transaction {
  const { id, onDate, enteredOn, amountMinor } = event;
  assert(!state.terms.isDownPaymentAutomatic, 'A gathered loan books its down payment as an event of its own');
  return { id, kind: 'disbursement', onDate, enteredOn, order: state.version, amountMinor };
}

function chargeOf(state: LoanState, { charge }: Extract<LoanEvent, { kind: 'charged' }>): Charge {
  const { price, ...rest } = charge;
  assert(price.kind === 'flat', 'A gathered charge has its amount in the event');
  const { amountMinor } = price;
  return { ...rest, amountMinor, waivedMinor: 0, enteredOn: state.businessDate, order: state.version };
}

function waived(state: LoanState, event: Extract<LoanEvent, { kind: 'charge-waived' }>): LoanState {
  const { id, chargeId, enteredOn, amountMinor, dueOn } = event;
  assert(amountMinor !== undefined, 'A gathered waiver has its amount in the event');
  const base = { id, kind: 'charge-waiver' as const, chargeId, enteredOn, order: state.version };
  if (dueOn === undefined) return withTransaction(state, { ...base, onDate: enteredOn, amountMinor });
  const isEntered = state.charges.some((charge) => charge.id === chargeId);
  const charges = state.charges.map((charge) =>
    charge.id === chargeId ? { ...charge, waivedMinor: charge.waivedMinor + amountMinor } : charge,
  );
  const beforeMinor = state.waived[chargeId] ?? 0;
  const forgiven = isEntered ? state.waived : { ...state.waived, [chargeId]: beforeMinor + amountMinor };
  return withTransaction({ ...state, charges, waived: forgiven }, { ...base, onDate: dueOn });
}

/** What a reversed transaction had done is kept by whoever gathers; here it only leaves the loan. */
function reversed(state: LoanState, transactionId: string): LoanState {
  const transaction = state.transactions.find((candidate) => candidate.id === transactionId);
  assert(transaction, `There is no transaction ${transactionId}`);
  const parts = noParts();
  const entry = {
    transaction,
    amountMinor: 0,
    parts,
    overpaidMinor: 0,
    balanceMinor: 0,
    reversedOn: state.businessDate,
  };
  return {
    ...state,
    transactions: state.transactions.filter((candidate) => candidate.id !== transactionId),
    reversed: [...state.reversed, entry],
  };
}

function ended(pause: LoanState['pauses'][number], onDate: string): LoanState['pauses'][number] {
  return pause.fromOn <= onDate && onDate <= pause.untilOn ? { ...pause, untilOn: onDate } : pause;
}

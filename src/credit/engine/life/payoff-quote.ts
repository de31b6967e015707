import { assert } from '#platform/assert';
import { type Day, laterOf } from '../calendar/days.ts';
import { scheduleTermsOf } from '../replay/base-rows.ts';
import { type Instalment, openParts } from '../replay/instalment.ts';
import type { InterestRun } from '../replay/interest-follows.ts';
import type { Transaction } from '../replay/loan-facts.ts';
import { addParts, noParts, type Parts, totalOf } from '../replay/parts.ts';
import { WITHOUT_END_MINOR } from '../replay/settling.ts';
import { payableOn } from '../schedule/instalment-model.ts';
import { interestOver, periodPart, rateOf } from '../schedule/period-rates.ts';
import type { LoanState, LoanView } from './loan-state.ts';
import { factsOf, viewLoan } from './view-loan.ts';

/** What settles a loan on a day. It holds until the end of that day; a payment of that day settles it, never more. */
export type PayoffQuote = { onDate: Day; parts: Parts; totalMinor: number };

/**
 * All principal that is open, interest until the day (or until the next due date, where the product says so), and open
 * fees and penalties. Where interest does not follow the payments it is the interest of the whole schedule.
 */
export function payoffQuote(state: LoanState, onDate: Day): PayoffQuote {
  const view = viewLoan(state);
  const open = view.rows.reduce<Parts>((total, row) => addParts(total, openParts(row)), noParts());
  const reckoned = { ...open, interest: interestUntil(state, view, onDate) };
  if (state.terms.recalculation === null) return { onDate, parts: reckoned, totalMinor: totalOf(reckoned) };
  const totalMinor = settlingAmount(state, onDate, totalOf(reckoned));
  const interest = Math.max(0, reckoned.interest + totalMinor - totalOf(reckoned));
  return { onDate, parts: { ...reckoned, interest }, totalMinor };
}

/**
 * What a payment that settles the loan on a day uses, with its parts: found by replaying one without end. A payment of that
 * amount, entered as settling, leaves nothing open and nothing over.
 */
export function settlementQuote(state: LoanState, onDate: Day): PayoffQuote {
  const base = { id: 'settlement', onDate, enteredOn: laterOf(state.businessDate, onDate), order: state.version + 1 };
  const payment: Transaction = { ...base, kind: 'repayment', amountMinor: WITHOUT_END_MINOR, settles: true };
  const businessDate = laterOf(state.businessDate, onDate);
  const view = viewLoan({ ...state, businessDate, transactions: [...state.transactions, payment] });
  const outcome = view.outcomes.get(payment.id);
  assert(outcome, 'A payment has an outcome');
  return { onDate, parts: outcome.parts, totalMinor: totalOf(outcome.parts) };
}

const MOST_TRIES = 6;

/** Where interest follows the payments, the payment itself moves it: the amount is tried until nothing is left over. */
function settlingAmount(state: LoanState, onDate: Day, reckonedMinor: number): number {
  let amountMinor = reckonedMinor;
  for (let tried = 0; tried < MOST_TRIES && amountMinor > 0; tried += 1) {
    const { openMinor, overpaidMinor } = viewLoan(withPayment(state, onDate, amountMinor));
    if (openMinor === overpaidMinor) return amountMinor;
    amountMinor += openMinor - overpaidMinor;
  }
  return reckonedMinor;
}

function withPayment(state: LoanState, onDate: Day, amountMinor: number): LoanState {
  const base = { id: 'settlement', onDate, enteredOn: onDate, order: state.version };
  const payment: Transaction = { ...base, kind: 'repayment', amountMinor };
  const businessDate = laterOf(state.businessDate, onDate);
  return { ...state, businessDate, transactions: [...state.transactions, payment] };
}

function interestUntil(state: LoanState, view: LoanView, onDate: Day): number {
  const { recalculation } = state.terms;
  if (recalculation === null) return view.rows.reduce((total, row) => total + openParts(row).interest, 0);
  const restOn = recalculation.settlement === 'until-due-date' ? nextRest(view.rows, onDate) : onDate;
  return view.rows.reduce((total, row) => total + rowInterest(state, view, row, restOn), 0);
}

/** Interest of one row until a day: all of it when it is due, its own days when it runs, nothing when it is to come. */
function rowInterest(state: LoanState, view: LoanView, row: Instalment, onDate: Day): number {
  const open = openParts(row).interest;
  if (row.dueOn <= onDate) return open;
  if (row.fromOn >= onDate) return 0;
  if (view.interest) return followingInterest(view.interest, row, onDate);
  const terms = scheduleTermsOf(factsOf(state));
  const owedMinor = view.rows.reduce((total, other) => total + openParts(other).principal, 0);
  const part = periodPart(terms, row.fromOn, onDate);
  const ranMinor = interestOver(owedMinor, rateOf(terms.ratePercent), part, terms.rounding.mode);
  return Math.min(open, ranMinor);
}

/** The same where a balance moves behind the rows: what that says of the row's days, on top of what had been settled. */
function followingInterest({ model, rows, settled }: InterestRun, row: Instalment, onDate: Day): number {
  const dueOn = model.periods[rows.indexOf(row)]?.dueOn;
  if (dueOn === undefined) return openParts(row).interest;
  const onTopMinor = (settled.get(row)?.interest ?? 0) + row.credited.interest;
  const takenMinor = row.paid.interest + row.waived.interest + row.writtenOff.interest;
  return Math.max(0, onTopMinor + payableOn(model, dueOn, onDate).interestMinor - takenMinor);
}

function nextRest(rows: readonly Instalment[], onDate: Day): Day {
  return rows.find((row) => row.kind === 'instalment' && row.fromOn < onDate && row.dueOn >= onDate)?.dueOn ?? onDate;
}

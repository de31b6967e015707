import type { LoanEvent, NewCharge } from '../../credit/engine/life/loan-events.ts';
import type { LoanState } from '../../credit/engine/life/loan-state.ts';
import { payoffQuote } from '../../credit/engine/life/payoff-quote.ts';
import { statementOf } from '../../credit/engine/life/statement.ts';
import { viewLoan } from '../../credit/engine/life/view-loan.ts';
import { isPayment } from '../../credit/engine/replay/replay-loan.ts';
import type { TermChange } from '../../credit/engine/schedule/schedule-terms.ts';
import { plain, toMinor } from './amounts.ts';
import { PAYMENT_KINDS_BY_NAME, unitOf } from './loan-terms-of-case.ts';
import { TRANSACTION_NAMES } from './transaction-names.ts';
import { type Fields, numberOf, textOf } from './vector-file.ts';

const CHARGE_NAMES: Record<string, string> = {
  NSF_FEE: 'NSF fee',
  SNOOZE_FEE: 'Snooze fee',
  PROCESSING: 'Installment percentage fee',
  DISBURSEMENT_PERCENTAGE_FEE: 'Disbursement percentage fee',
  TRANCHE_DISBURSEMENT_PERCENTAGE_FEE: 'Disbursement percentage fee',
};

/** Where a case stands: its business date, and how many digits its currency has. */
export type CaseClock = { date: string; digits: number; numbersPayments: boolean };

/** The loan's events that follow from one event of a case: usually one, none for the clock. */
export function loanEventsOf(event: Fields, state: LoanState, clock: CaseClock, id: string): LoanEvent[] {
  const base = { id, enteredOn: clock.date };
  const amountMinor = event.amount === undefined ? 0 : toMinor(event.amount, clock.digits);
  const type = textOf(event, 'type');
  switch (type) {
    case 'approve':
      return [{ ...base, kind: 'approved', onDate: textOf(event, 'date'), amountMinor }];
    case 'disburse':
      return [{ ...base, kind: 'disbursed', onDate: textOf(event, 'date'), amountMinor }];
    case 'repayment':
      return [{ ...base, kind: 'paid', reason: 'repayment', onDate: textOf(event, 'date'), amountMinor }];
    case 'transaction':
      return [otherTransaction(event, base, amountMinor)];
    case 'charge':
      return [{ ...base, kind: 'charged', charge: chargeOf(event, state, clock, id) }];
    case 'chargeback':
      return [
        {
          ...base,
          kind: 'charged-back',
          onDate: clock.date,
          amountMinor,
          paymentId: paymentId(state, event, clock.numbersPayments),
        },
      ];
    case 'credit_balance_refund':
      return [{ ...base, kind: 'credit-refunded', onDate: textOf(event, 'date'), amountMinor }];
    case 'charge_off':
      return [{ ...base, kind: 'charged-off', onDate: textOf(event, 'date') }];
    case 'write_off':
      return [{ ...base, kind: 'written-off', onDate: textOf(event, 'date') }];
    case 'waive_interest':
      return [{ ...base, kind: 'interest-waived', onDate: textOf(event, 'date'), amountMinor }];
    case 'undo':
      return [{ ...base, kind: 'reversed', transactionId: undoneId(state, event) }];
    default:
      return rarerEvents(event, state, clock, base);
  }
}

function rarerEvents(
  event: Fields,
  state: LoanState,
  clock: CaseClock,
  base: { id: string; enteredOn: string },
): LoanEvent[] {
  switch (event.type) {
    case 'business_date':
      return [];
    case 'close_of_business':
      return [{ ...base, kind: 'day-closed' }];
    case 'classify_delinquency':
      return [{ ...base, kind: 'classified' }];
    case 'set_fraud_flag':
      return [{ ...base, kind: 'fraud-flagged' }];
    case 'waive_last_charge':
      return [{ ...base, kind: 'charge-waived', chargeId: state.charges.at(-1)?.id ?? '' }];
    case 'delinquency_pause':
      return [{ ...base, kind: 'delinquency-paused', fromOn: textOf(event, 'start'), untilOn: textOf(event, 'end') }];
    case 'delinquency_resume':
      return [{ ...base, kind: 'delinquency-resumed', onDate: textOf(event, 'start') }];
    case 're_amortize':
      return [{ ...base, kind: 're-amortised', onDate: clock.date }];
    case 're_age':
      return [reAge(event, clock, base)];
    case 'reschedule':
      return [{ ...base, kind: 'terms-changed', changes: changesOf(event) }];
    case 'payoff': {
      const onDate = textOf(event, 'date');
      return [
        { ...base, kind: 'paid', reason: 'repayment', onDate, amountMinor: payoffQuote(state, onDate).totalMinor },
      ];
    }
    default:
      throw new Error(`"${String(event.type)}" is no event this runner knows`);
  }
}

function otherTransaction(event: Fields, base: { id: string; enteredOn: string }, amountMinor: number): LoanEvent {
  const reason = PAYMENT_KINDS_BY_NAME[textOf(event, 'kind')];
  if (!reason) throw new Error(`"${textOf(event, 'kind')}" is no kind of payment`);
  return { ...base, kind: 'paid', reason, onDate: textOf(event, 'date'), amountMinor };
}

function chargeOf(event: Fields, state: LoanState, clock: CaseClock, id: string): NewCharge {
  const code = textOf(event, 'charge');
  const isTaken = code.includes('DISBURSEMENT');
  const percent = event.percent;
  const base = String(event.base ?? '');
  return {
    id: `charge-${id}`,
    name: CHARGE_NAMES[code] ?? code,
    isPenalty: event.penalty === true,
    timing: isTaken ? 'at-disbursement' : 'on-date',
    dueOn: isTaken ? (state.transactions[0]?.onDate ?? clock.date) : textOf(event, 'due_date'),
    price:
      typeof percent === 'number'
        ? { kind: 'percent', percent: plain(percent), base: percentBase(isTaken, base) }
        : { kind: 'flat', amountMinor: toMinor(event.amount, clock.digits) },
  };
}

function percentBase(
  isTaken: boolean,
  base: string,
): 'last-payout' | 'principal-and-interest' | 'interest' | 'principal' {
  if (isTaken) return 'last-payout';
  if (base.includes('+')) return 'principal-and-interest';
  return base === 'interest' ? 'interest' : 'principal';
}

/**
 * The payment a charge-back takes back. The files write number 1 also where their source names no payment and means the
 * last one; in a case that uses other numbers as well, 1 is the first.
 */
function paymentId(state: LoanState, event: Fields, numbersPayments: boolean): string {
  const nth = event.payment_nr === undefined ? 1 : numberOf(event, 'payment_nr');
  const repayments = state.transactions.filter((transaction) => transaction.kind === 'repayment');
  const chosen = numbersPayments ? repayments[nth - 1] : repayments.at(-1);
  const payment = chosen ?? state.transactions.findLast(isPayment);
  if (!payment) throw new Error('There is no payment to charge back');
  return payment.id;
}

/** The nth transaction of a kind on a day, as the statement lists them. */
function undoneId(state: LoanState, event: Fields): string {
  const nth = numberOf(event, 'nth');
  const kind = textOf(event, 'kind').toLowerCase();
  const lines = statementOf(state, viewLoan(state)).filter(
    (line) =>
      line.onDate === event.date && (kind === 'transaction' || TRANSACTION_NAMES[line.kind].toLowerCase() === kind),
  );
  const chosen = lines[nth - 1];
  const open = chosen && !chosen.isReversed ? chosen : lines.find((line) => !line.isReversed);
  if (!open) throw new Error(`There is no ${kind} to undo on ${String(event.date)}`);
  return open.id;
}

function reAge(event: Fields, clock: CaseClock, base: { id: string; enteredOn: string }): LoanEvent {
  return {
    ...base,
    kind: 're-aged',
    onDate: clock.date,
    startOn: textOf(event, 'startdate'),
    instalments: numberOf(event, 'numberofinstallments'),
    every: numberOf(event, 'frequencynumber'),
    unit: event.frequencytype === 'YEARS' ? 'years' : unitOf(textOf(event, 'frequencytype')),
  };
}

/** A re-schedule from an instalment on. Grace periods lengthen the schedule by as many periods. */
function changesOf(event: Fields): TermChange[] {
  const fromDueOn = textOf(event, 'reschedulefromdate');
  const changes: TermChange[] = [];
  if (event.adjustedduedate !== undefined) {
    changes.push({ kind: 'due-date', fromDueOn, dueOn: textOf(event, 'adjustedduedate') });
  }
  if (event.newinterestrate !== undefined) {
    changes.push({ kind: 'rate', fromDueOn, annualRatePercent: plain(numberOf(event, 'newinterestrate')) });
  }
  const grace = { principal: count(event.graceonprincipal), interest: count(event.graceoninterest) };
  const extra = count(event.extraterms) + Math.max(grace.principal, grace.interest);
  if (extra > 0) changes.push({ kind: 'extra-periods', fromDueOn, periods: extra });
  if (grace.principal > 0) changes.push({ kind: 'principal-grace', fromDueOn, periods: grace.principal });
  if (grace.interest > 0) changes.push({ kind: 'interest-grace', fromDueOn, periods: grace.interest });
  return changes;
}

function count(value: unknown): number {
  return value === undefined || value === null ? 0 : Number(value);
}

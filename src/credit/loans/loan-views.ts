import { addDays, type Day, daysBetween } from '#engine/calendar/days';
import { classOf, KOL } from '#engine/delinquency/quality-classes';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import type { Instalment as Row } from '#engine/replay/instalment';
import { openMinor } from '#engine/replay/instalment';
import { type Parts as EngineParts, totalOf } from '#engine/replay/parts';
import { type Figures, figuresOf } from './loan-figures.ts';
import type { LoanRow, PositionRow } from './loan-record.ts';
import type { Instalment, Loan, LoanFacts, Parts, Transaction, TransactionKind } from './shapes.ts';
import type { TransactionRow } from './stream-queries.ts';

export function toParts({ principal, interest, fee, penalty }: EngineParts): Parts {
  return { principalMinor: principal, interestMinor: interest, feeMinor: fee, penaltyMinor: penalty };
}

export function toLoan(
  row: LoanRow,
  {
    state,
    view,
    closedUntil,
    endedOn,
  }: { state: LoanState; view: LoanView; closedUntil: Day | null; endedOn: Day | null },
  asOf: Day,
): Loan {
  const figures = figuresOf(state, view, asOf);
  return {
    ...identityOf(row),
    status: figures.status,
    version: state.version,
    paidOutMinor: figures.paidOutMinor,
    activatedOn: figures.activatedOn,
    endsOn: figures.endsOn,
    endedOn,
    ...openFigures(figures),
    nextDue: figures.openDue,
    isChargedOff: figures.isChargedOff,
    isFraud: state.transactions.some((transaction) => transaction.kind === 'charge-off' && transaction.isFraud),
    chargesFrozenUntil: frozenUntil(state, asOf),
    closedUntil,
  };
}

/** A loan whose stream cannot be replayed, as it last stood; only the days go on. */
export function toBrokenLoan(row: LoanRow, position: PositionRow, asOf: Day): Loan {
  const { late_from_on: lateFromOn, open_due_on: dueOn, status } = position;
  const daysPastDue = status === 'active' && lateFromOn !== null ? Math.max(0, daysBetween(lateFromOn, asOf)) : 0;
  const open = {
    principal: position.principal_minor,
    interest: position.interest_minor,
    fee: position.fee_minor,
    penalty: position.penalty_minor,
  };
  return {
    ...identityOf(row),
    status,
    version: position.version,
    paidOutMinor: position.paid_out_minor,
    activatedOn: position.activated_on,
    endsOn: position.ends_on,
    endedOn: position.ended_on,
    open: toParts(open),
    openMinor: totalOf(open),
    overpaidMinor: position.overpaid_minor,
    overdueMinor: position.overdue_minor,
    ...{ daysPastDue, bucket: position.bucket, kol: classOf(KOL, daysPastDue) },
    nextDue: dueOn === null ? null : { dueOn, openMinor: position.open_due_minor },
    isChargedOff: position.is_charged_off,
    isFraud: false,
    chargesFrozenUntil: null,
    closedUntil: position.closed_until,
    isStreamBroken: true,
  };
}

/** What a loan is from its first day to its last. */
function identityOf(row: LoanRow) {
  return {
    loanId: row.loan_id,
    tenantId: row.tenant_id,
    number: row.number,
    borrowerId: row.borrower_id,
    productId: row.product_id,
    productVersion: row.product_version,
    productName: row.product_name,
    fundedBy: row.funded_by,
    purpose: row.purpose,
    amountMinor: row.amount_minor,
    netPayoutMinor: row.net_payout_minor,
    periods: row.periods,
    agreedOn: row.agreed_on,
    createdAt: row.created_at.toISOString(),
  };
}

function openFigures(figures: Figures) {
  const { overpaidMinor, overdueMinor, daysPastDue, bucket, kol } = figures;
  const openTotal = { open: toParts(figures.open), openMinor: figures.openMinor };
  return { ...openTotal, overpaidMinor, overdueMinor, daysPastDue, bucket, kol };
}

function frozenUntil({ freezes }: LoanState, asOf: Day): Day | null {
  const running = freezes.filter((freeze) => freeze.fromOn <= asOf && freeze.untilOn > asOf);
  const last = running.reduce<Day | null>((day, { untilOn }) => (day === null || untilOn > day ? untilOn : day), null);
  return last === null ? null : addDays(last, -1);
}

/** What every event about a loan carries. */
export function toFacts(row: LoanRow, version: number, figures: Figures): LoanFacts {
  const { overpaidMinor, overdueMinor, daysPastDue, status } = figures;
  return {
    loanId: row.loan_id,
    tenantId: row.tenant_id,
    borrowerId: row.borrower_id,
    productId: row.product_id,
    number: row.number,
    version,
    status,
    open: toParts(figures.open),
    openMinor: figures.openMinor,
    overpaidMinor,
    overdueMinor,
    daysPastDue,
  };
}

export function toInstalment(row: Row): Instalment {
  const { number, kind, fromOn, dueOn, due, paid, waived, writtenOff, isMet, metOn } = row;
  return {
    ...{ number, kind, fromOn, dueOn },
    due: toParts(due),
    paid: toParts(paid),
    waived: toParts(waived),
    writtenOff: toParts(writtenOff),
    openMinor: openMinor(row),
    isMet,
    metOn,
  };
}

export function toTransaction(row: TransactionRow): Transaction {
  return {
    transactionId: row.transaction_id,
    kind: row.kind as TransactionKind,
    valueDate: row.value_date,
    enteredOn: row.entered_on,
    amountMinor: row.amount_minor,
    parts: {
      principalMinor: row.principal_minor,
      interestMinor: row.interest_minor,
      feeMinor: row.fee_minor,
      penaltyMinor: row.penalty_minor,
    },
    overpaidMinor: row.overpaid_minor,
    balanceMinor: row.balance_minor,
    isReversed: row.is_reversed,
    reference: row.reference,
    note: row.note,
  };
}

/** An instalment as short as it can be: twelve of them in every row of the table. */
export function packRow(row: Row): unknown[] {
  const short = ({ principal, interest, fee, penalty }: EngineParts) => [principal, interest, fee, penalty];
  const { number, kind, fromOn, dueOn, due, paid, waived, writtenOff, metOn } = row;
  return [number, kind, fromOn, dueOn, short(due), short(paid), short(waived), short(writtenOff), metOn];
}

export function recognisedOf(position: PositionRow): EngineParts {
  return {
    principal: 0,
    interest: position.recognised_interest_minor,
    fee: position.recognised_fee_minor,
    penalty: position.recognised_penalty_minor,
  };
}

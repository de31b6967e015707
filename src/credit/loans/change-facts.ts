import type { LoanView } from '#engine/life/loan-state';
import { auditRow } from '#platform/audit';
import type { Call } from '#platform/call';
import { eventRow, type OutboxRow } from '#platform/events';
import { postingRow } from '#platform/posting';
import { loansContract } from './contract.ts';
import { figuresOf } from './loan-figures.ts';
import type { LoanRow, PositionRow } from './loan-record.ts';
import { toFacts, toParts } from './loan-views.ts';
import type { LoanFacts, TransactionKind } from './shapes.ts';
import type { EntryRow, TransactionRow } from './stream-queries.ts';
import type { LoanChange, WrittenLoan } from './write-loan.ts';

export type Correction = { row: TransactionRow; before: TransactionRow };
export type WrittenChange = {
  after: WrittenLoan['standing'];
  position: PositionRow;
  transaction: TransactionRow;
  corrections: readonly Correction[];
  entry: EntryRow | null;
};

/** What a change says to the house: what happened, what has become true with it, who did it, and what to post. */
export function factsOfChange(call: Call, change: LoanChange, written: WrittenChange): OutboxRow[] {
  const { row, event, enteredOn } = change;
  const { state, view } = written.after;
  const base = toFacts(row, event.version, figuresOf(state, view, enteredOn));
  return [
    ...eventsOf(call, change, written, base),
    auditOf(call, change, written, base),
    ...(written.entry ? [postingOf(call, row, written.entry)] : []),
  ];
}

function eventsOf(call: Call, change: LoanChange, written: WrittenChange, base: LoanFacts): OutboxRow[] {
  const about = { call, aggregateId: change.row.loan_id };
  return [mainEvent(about, change, written, base), ...statusEvents(about, change, written, base)];
}

type About = { call: Call; aggregateId: string };

function mainEvent(
  about: About,
  change: LoanChange,
  { transaction: line, corrections, after, position }: WrittenChange,
  base: LoanFacts,
): OutboxRow {
  const { before, event, row, onDate, enteredOn, reason } = change;
  if (before.position.activated_on === null && event.kind === 'disbursed') {
    const amountMinor = line.amount_minor;
    const paidOut = { paidOutOn: onDate, amountMinor, netPayoutMinor: amountMinor - takenOf(after.view) };
    const payload = { ...base, ...paidOut, endsOn: position.ends_on, fundedBy: row.funded_by };
    return eventRow(loansContract, 'loan.activated', { ...about, payload });
  }
  const money = {
    transactionId: line.transaction_id,
    kind: line.kind as TransactionKind,
    valueDate: line.value_date,
    amountMinor: line.amount_minor,
    parts: partsOf(line),
    overpaidMinor: line.overpaid_minor,
    corrections: corrections.map(correctionOf),
  };
  if (event.kind === 'reversed') {
    const payload = { ...base, ...money, reason: reason ?? '' };
    return eventRow(loansContract, 'loan.transaction-reversed', { ...about, payload });
  }
  const payload = { ...base, ...money, enteredOn, reference: line.reference };
  return eventRow(loansContract, 'loan.transaction-recorded', { ...about, payload });
}

const RESHAPING: ReadonlySet<string> = new Set(['re-amortised', 're-aged', 'terms-changed']);

/** What else has become true: another schedule, another range, an end. */
function statusEvents(
  about: About,
  change: LoanChange,
  { position, transaction }: WrittenChange,
  base: LoanFacts,
): OutboxRow[] {
  const { event, before, enteredOn, onDate, kind } = change;
  const rows: OutboxRow[] = [];
  if (RESHAPING.has(event.kind)) {
    const payload = { ...base, kind, endsOn: position.ends_on };
    rows.push(eventRow(loansContract, 'loan.schedule-changed', { ...about, payload }));
  }
  if (position.bucket !== before.position.bucket) {
    const buckets = { bucket: position.bucket, bucketBefore: before.position.bucket, dueOn: position.open_due_on };
    const payload = { ...base, businessDate: enteredOn, ...buckets };
    rows.push(eventRow(loansContract, 'loan.delinquency-changed', { ...about, payload }));
  }
  if (before.position.status === 'active' && (position.status === 'closed' || position.status === 'overpaid')) {
    const payload = { ...base, endedOn: position.ended_on ?? enteredOn };
    rows.push(eventRow(loansContract, 'loan.closed', { ...about, payload }));
  }
  if (event.kind === 'written-off') {
    const payload = { ...base, writtenOffOn: onDate, parts: partsOf(transaction) };
    rows.push(eventRow(loansContract, 'loan.written-off', { ...about, payload }));
  }
  return rows;
}

function auditOf(call: Call, change: LoanChange, { transaction }: WrittenChange, base: LoanFacts): OutboxRow {
  const { row, kind, before, onDate, reason } = change;
  const { principal_minor, interest_minor, fee_minor, penalty_minor, status } = before.position;
  const openMinor = principal_minor + interest_minor + fee_minor + penalty_minor;
  const { transaction_id: transactionId, amount_minor: amountMinor } = transaction;
  const money = { transactionId, amountMinor, onDate };
  return auditRow(call, {
    stream: `loan:${row.loan_id}`,
    action: `loans.${kind}`,
    before: { status, openMinor },
    after: { status: base.status, openMinor: base.openMinor, ...money, ...(reason !== null && { reason }) },
  });
}

function correctionOf({ row, before }: Correction) {
  return {
    transactionId: row.transaction_id,
    parts: partsOf(row),
    overpaidMinor: row.overpaid_minor,
    before: { parts: partsOf(before), overpaidMinor: before.overpaid_minor },
  };
}

function partsOf(line: TransactionRow) {
  const { principal_minor: principal, interest_minor: interest, fee_minor: fee, penalty_minor: penalty } = line;
  return toParts({ principal, interest, fee, penalty });
}

/** Fees that were taken out of the payout. */
function takenOf(view: LoanView): number {
  return view.charges.reduce(
    (total, charge) => (charge.timing === 'at-disbursement' ? total + charge.amountMinor : total),
    0,
  );
}

/** The instruction to the ledger, on the accounts of the institution. */
function postingOf(call: Call, { tenant_id: tenantId, number, loan_id: loanId }: LoanRow, entry: EntryRow): OutboxRow {
  return postingRow(call, {
    entryId: entry.entry_id,
    kind: `loan.${entry.kind}`,
    currency: 'IDR',
    description: `${number}: ${entry.kind}`,
    reference: `loan:${loanId}`,
    lines: entry.lines.map(([account, amountMinor]) => ({
      accountCode: `credit:${tenantId}:${account}`,
      side: amountMinor > 0 ? ('debit' as const) : ('credit' as const),
      amountMinor: Math.abs(amountMinor),
    })),
  });
}

import { accountChange } from '#engine/books/loan-accounts';
import { type Day, laterOf } from '#engine/calendar/days';
import { standing } from '#engine/life/gather-loan';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import type { Call } from '#platform/call';
import type { Sql, Tx } from '#platform/database';
import { outboxInserts } from '#platform/events';
import { derivedId } from '#platform/ids';
import { type Correction, factsOfChange } from './change-facts.ts';
import { accountsOf, isSameOutcome, positionOf, transactionRows } from './loan-positions.ts';
import type { LoanRow, NewEventRow, PositionRow } from './loan-record.ts';
import { packRow, recognisedOf } from './loan-views.ts';
import {
  type EntryRow,
  insertEntry,
  insertEvents,
  type TransactionRow,
  updatePosition,
  upsertSchedule,
  upsertTransactions,
} from './stream-queries.ts';

/** A loan before and after something happened to it, and what it was. */
export type LoanChange = {
  row: LoanRow;
  before: { state: LoanState; view: LoanView; position: PositionRow };
  after: { state: LoanState; view: LoanView };
  event: NewEventRow;
  enteredOn: Day;
  onDate: Day;
  /** What it is in the books and in the audit: `repayment`, `reversal`. */
  kind: string;
  /** The line of the account statement that came, or was reversed. */
  transaction: TransactionRow;
  reason: string | null;
};

export type WrittenLoan = {
  position: PositionRow;
  standing: { state: LoanState; view: LoanView };
  transaction: TransactionRow;
};

/**
 * Writes an event with everything that follows from it, in one transaction and one round trip: stream, projections (position,
 * schedule, transactions), the journal entry, and in the outbox the events, the audit entry and the posting.
 */
export function writeLoan(tx: Tx, call: Call, change: LoanChange): WrittenLoan {
  const { row, before, event, enteredOn } = change;
  const { loan_id: loanId, tenant_id: tenantId } = row;
  const closedUntil = before.position.closed_until;
  const after = standing(change.after.state, closedUntil === null ? enteredOn : laterOf(enteredOn, closedUntil));
  const position = positionOf({ loan_id: loanId, tenant_id: tenantId, entered_on: enteredOn }, after, before.position);
  const changed = changedTransactions(change, after);
  const transaction =
    changed.rows.find((line) => line.transaction_id === change.transaction.transaction_id) ?? change.transaction;
  const entry = entryOf(change, after, position);
  const written = { after, position, transaction, corrections: changed.corrections, entry };
  const statements: Sql[] = [
    insertEvents(loanId, tenantId, [event]),
    updatePosition(position),
    upsertSchedule(loanId, after.view.rows.map(packRow)),
    ...(changed.rows.length > 0 ? [upsertTransactions(loanId, tenantId, changed.rows)] : []),
    ...(entry ? [insertEntry(tenantId, entry)] : []),
    ...outboxInserts('loans', factsOfChange(call, change, written)),
  ];
  tx.write(...statements);
  return { position, standing: after, transaction };
}

/** The transaction that came or left, and older ones that pay something else now. */
function changedTransactions(
  { before, transaction, event }: LoanChange,
  after: WrittenLoan['standing'],
): { rows: TransactionRow[]; corrections: Correction[] } {
  const known = new Map(transactionRows(before).map((row) => [row.transaction_id, row]));
  const corrections: Correction[] = [];
  let own = transaction;
  for (const row of transactionRows(after)) {
    const old = known.get(row.transaction_id);
    if (row.transaction_id === transaction.transaction_id && event.kind !== 'reversed')
      own = { ...row, kind: transaction.kind, reference: transaction.reference, note: transaction.note };
    else if (old && !isSameOutcome(old, row)) corrections.push({ row, before: old });
  }
  return { rows: [own, ...corrections.map(({ row }) => row)], corrections };
}

/** One balanced entry: what the books must say after, less what they said before. */
function entryOf(change: LoanChange, after: WrittenLoan['standing'], position: PositionRow): EntryRow | null {
  const { row, before, event, onDate, kind, transaction } = change;
  const lines = accountChange(
    accountsOf(before, recognisedOf(before.position)),
    accountsOf(after, recognisedOf(position)),
  );
  if (lines.length === 0) return null;
  return {
    entry_id: derivedId('loan-entry', row.loan_id, String(event.version)),
    loan_id: row.loan_id,
    version: event.version,
    kind,
    on_date: onDate,
    transaction_id: transaction.transaction_id,
    lines: lines.map(({ account, amountMinor }) => [account, amountMinor]),
  };
}

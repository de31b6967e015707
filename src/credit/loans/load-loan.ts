import { assert } from '#platform/assert';
import type { Runner, Tx } from '#platform/database';
import type { BrokenLoan, EventRow, LoadedLoan, LoanRow, PositionRow } from './loan-record.ts';
import type { LoansDeps } from './loans-deps.ts';
import { orBroken, readStream } from './read-stream.ts';
import {
  listSheets,
  selectBusinessDayOfLoan,
  selectEvents,
  selectLoans,
  selectPositionForUpdate,
  selectPositions,
} from './stream-queries.ts';
import { keepSheet, keptSheet, type Sheet } from './term-sheets.ts';

/** A loan locked for a change, with its business day; one round trip where its sheet is known. */
export async function lockLoan(
  tx: Tx,
  loanId: string,
): Promise<
  { row: LoanRow; position: PositionRow; events: EventRow[]; sheet: Sheet; businessDate: string | null } | undefined
> {
  const [[position], [row], events, [day]] = await tx.batch<
    [PositionRow[], LoanRow[], EventRow[], { business_date: string }[]]
  >([selectPositionForUpdate(loanId), selectLoans([loanId]), selectEvents([loanId]), selectBusinessDayOfLoan(loanId)]);
  if (!row || !position) return undefined;
  const sheets = await sheetsOf(tx, [row]);
  const sheet = sheets.get(row.sheet_id);
  return sheet && { row, position, events, sheet, businessDate: day?.business_date ?? null };
}

/** Loans as they stand on a day, in the order of the ids that were asked for; unknown ones are left out. */
export async function loadLoans(
  { database, log }: Pick<LoansDeps, 'database' | 'log'>,
  loanIds: readonly string[],
  asOf?: string,
): Promise<(LoadedLoan | BrokenLoan)[]> {
  if (loanIds.length === 0) return [];
  const [rows, positions, events] = await database.batch<[LoanRow[], PositionRow[], EventRow[]]>([
    selectLoans(loanIds),
    selectPositions(loanIds),
    selectEvents(loanIds),
  ]);
  const sheets = await sheetsOf(database, rows);
  const positionOf = new Map(positions.map((position) => [position.loan_id, position]));
  const rowOf = new Map(rows.map((row) => [row.loan_id, row]));
  const eventsOf = Map.groupBy(events, (event) => event.loan_id);
  return loanIds.flatMap((loanId) => {
    const row = rowOf.get(loanId);
    const position = positionOf.get(loanId);
    if (!row || !position) return [];
    const stream = eventsOf.get(loanId) ?? [];
    const loan = orBroken(log, loanId, () => {
      const sheet = sheets.get(row.sheet_id);
      assert(sheet, 'A loan has its sheet');
      return readStream(stream, sheet, asOf);
    });
    return [{ row, position, events: stream, ...(loan ?? { state: null, view: null }) }];
  });
}

/** Sheets by id: kept in this process, the missing ones read. */
export async function sheetsOf(
  runner: Runner,
  rows: readonly Pick<LoanRow, 'sheet_id'>[],
): Promise<Map<string, Sheet>> {
  const ids = [...new Set(rows.map((row) => row.sheet_id))];
  const found = new Map<string, Sheet>();
  const missing: string[] = [];
  for (const id of ids) {
    const known = keptSheet(id);
    if (known) found.set(id, known);
    else missing.push(id);
  }
  if (missing.length === 0) return found;
  for (const { sheet_id: id, terms } of await listSheets(runner, missing)) found.set(id, keepSheet(id, terms));
  return found;
}

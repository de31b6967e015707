import { accrualJournal } from '#engine/books/journal';
import type { GatheredLoan } from '#engine/life/gather-loan';
import { addParts, noParts, type Parts, subtractParts, totalOf } from '#engine/replay/parts';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { eventRow, type OutboxRow, outboxInserts } from '#platform/events';
import { postingRow } from '#platform/posting';
import { refuse } from '#platform/refusal';
import {
  type ClosedInStride,
  closeInStride,
  insertAccrual,
  listStretchEnds,
  listToLookAt,
  type Stretch,
  updatePositions,
} from './closing-queries.ts';
import { loansContract } from './contract.ts';
import { sheetsOf } from './load-loan.ts';
import { figuresOf } from './loan-figures.ts';
import { positionOf } from './loan-positions.ts';
import type { EventRow, LoanRow, PositionRow } from './loan-record.ts';
import { recognisedOf, toFacts, toParts } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import { readStream } from './read-stream.ts';
import { selectEvents, selectLoans, selectPositions } from './stream-queries.ts';
import type { Sheet } from './term-sheets.ts';

type CloseInput = Omit<Stretch, 'untilLoanId'> & { untilLoanId?: string | null };
type Closed = { loans: number; parts: Parts };

/** How many loans are read and replayed at a time: what they bring into memory is gone before the next come. */
const AT_A_TIME = 500;

/** Closes a business date for a stretch of loans, in one transaction. Only the house does that. */
export async function closeLoans(deps: LoansDeps, call: Call, input: CloseInput) {
  if (call.actor.kind !== 'system') throw refuse('loans.not-allowed');
  const stretch: Stretch = { ...input, untilLoanId: input.untilLoanId ?? null };
  return deps.database.inTx(async (tx) => {
    const [stride] = await tx.run<ClosedInStride>(closeInStride(stretch));
    const lastLoanId = stride?.last_loan_id ?? null;
    if (!stride || lastLoanId === null)
      return { closed: 0, replayed: 0, setAside: [], accrued: toParts(noParts()), lastLoanId: null };
    const looked = await lookAtLoans(tx, call, stretch, lastLoanId);
    const accrued = addParts(looked.accrued, { ...noParts(), interest: stride.interest_minor });
    const closed = stride.closed + looked.closed;
    writeIncome(deps, tx, call, { stretch, closed: { loans: closed, parts: accrued }, facts: looked.facts });
    return {
      closed,
      replayed: looked.closed,
      setAside: looked.setAside,
      accrued: toParts(accrued),
      lastLoanId: stride.seen < stretch.limit ? null : lastLoanId,
    };
  });
}

type Looked = { closed: number; accrued: Parts; setAside: { loanId: string; code: string }[]; facts: OutboxRow[] };

/** Replays the loans on which something falls due, is late or changes, some hundred at a time. */
async function lookAtLoans(tx: Tx, call: Call, stretch: Stretch, lastLoanId: string): Promise<Looked> {
  const looked: Looked = { closed: 0, accrued: noParts(), setAside: [], facts: [] };
  const ids = (await listToLookAt(tx, stretch, lastLoanId)).map((row) => row.loan_id);
  for (let at = 0; at < ids.length; at += AT_A_TIME) {
    const some = ids.slice(at, at + AT_A_TIME);
    const [rows, positions, events] = await tx.batch<[LoanRow[], PositionRow[], EventRow[]]>([
      selectLoans(some),
      selectPositions(some),
      selectEvents(some),
    ]);
    const sheets = await sheetsOf(tx, rows);
    const rowOf = new Map(rows.map((row) => [row.loan_id, row]));
    const streams = Map.groupBy(events, (event) => event.loan_id);
    const moved: PositionRow[] = [];
    for (const position of positions) {
      const loan = { row: rowOf.get(position.loan_id), stream: streams.get(position.loan_id), position };
      const next = lookAtLoan(call, looked, { ...loan, sheets }, stretch.businessDate);
      if (next) moved.push(next);
    }
    looked.closed += moved.length;
    if (moved.length > 0) tx.write(updatePositions(moved));
  }
  return looked;
}

type Looking = {
  row: LoanRow | undefined;
  stream: EventRow[] | undefined;
  position: PositionRow;
  sheets: ReadonlyMap<string, Sheet>;
};

/** One bad loan never stops the others: it stays where it was, and the next close tries it again. */
function lookAtLoan(
  call: Call,
  looked: Looked,
  { row, stream, position, sheets }: Looking,
  businessDate: string,
): PositionRow | null {
  const sheet = row && sheets.get(row.sheet_id);
  try {
    if (!row || !sheet || !stream) throw new Error('A loan has its sheet and its stream');
    const loan = readStream(stream, sheet, businessDate);
    const next = closedPosition(position, loan, businessDate);
    if (next.bucket !== position.bucket)
      looked.facts.push(bucketFact(call, row, { position, next, ...loan }, businessDate));
    looked.accrued = addParts(looked.accrued, subtractParts(recognisedOf(next), recognisedOf(position)));
    return next;
  } catch {
    looked.setAside.push({ loanId: position.loan_id, code: 'loans.cannot-be-closed' });
    return null;
  }
}

type Standing = GatheredLoan;

function closedPosition(position: PositionRow, loan: Standing, businessDate: string): PositionRow {
  return positionOf(position, loan, { closed_until: businessDate, ended_on: position.ended_on });
}

function bucketFact(
  call: Call,
  row: LoanRow,
  { position, next, state, view }: Standing & { position: PositionRow; next: PositionRow },
  businessDate: string,
): OutboxRow {
  const facts = toFacts(row, next.version, figuresOf(state, view, businessDate));
  const payload = {
    ...facts,
    businessDate,
    bucket: next.bucket,
    bucketBefore: position.bucket,
    dueOn: next.open_due_on,
  };
  return eventRow(loansContract, 'loan.delinquency-changed', { call, aggregateId: row.loan_id, payload });
}

/** One entry and one event for the income of all loans of the stretch. */
function writeIncome(
  { newId }: LoansDeps,
  tx: Tx,
  call: Call,
  { stretch, closed, facts }: { stretch: Stretch; closed: Closed; facts: OutboxRow[] },
): void {
  const { tenantId, businessDate } = stretch;
  const { parts, loans } = closed;
  if (loans === 0) return;
  const lines = accrualJournal(parts);
  const entryId = lines.length === 0 ? null : newId();
  const payload = { tenantId, businessDate, loans, parts: toParts(parts), entryId };
  const rows = [...facts, eventRow(loansContract, 'loan.accrued', { call, aggregateId: tenantId, payload })];
  if (entryId !== null) {
    rows.push(
      postingRow(call, {
        entryId,
        kind: 'loan.income',
        currency: 'IDR',
        description: `Income of ${loans} loans on ${businessDate}: ${totalOf(parts)}`,
        reference: `tenant:${tenantId}:${businessDate}`,
        lines: lines.map(({ account, amountMinor }) => ({
          accountCode: `credit:${tenantId}:${account}`,
          side: amountMinor > 0 ? ('debit' as const) : ('credit' as const),
          amountMinor: Math.abs(amountMinor),
        })),
      }),
    );
    const { interest: interest_minor, fee: fee_minor, penalty: penalty_minor } = parts;
    const row = { entry_id: entryId, tenant_id: tenantId, business_date: businessDate, loans };
    tx.write(insertAccrual({ ...row, interest_minor, fee_minor, penalty_minor }));
  }
  tx.write(...outboxInserts('loans', rows));
}

/** Cuts the loans of an institution into stretches that workers close side by side. */
export async function loanStretches({ database }: LoansDeps, { tenantId, size }: { tenantId: string; size: number }) {
  const ends = await listStretchEnds(database, tenantId, size);
  const last = ends.at(-1);
  return { endLoanIds: ends.slice(0, -1).map((row) => row.loan_id), loans: last?.place ?? 0 };
}

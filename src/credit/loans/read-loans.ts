import { addDays, type Day, laterOf } from '#engine/calendar/days';
import { chargeLines } from '#engine/life/charge-lines';
import { standing } from '#engine/life/gather-loan';
import { settlementQuote } from '#engine/life/payoff-quote';
import { type Call, userIdOf } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { type Acting, actingInstitution, type Reader, readerOf } from './acting.ts';
import { dayInJakarta } from './business-day.ts';
import { type ListedLoan, listEntries, listLoanIds, listLoanIdsOfBorrower, listTransactions } from './list-queries.ts';
import { loadLoans } from './load-loan.ts';
import { figuresOf } from './loan-figures.ts';
import type { BrokenLoan, LoadedLoan } from './loan-record.ts';
import { recognisedOf, toBrokenLoan, toInstalment, toLoan, toParts, toTransaction } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import { orBroken } from './read-stream.ts';
import type { Loan, LoanStatus } from './shapes.ts';
import { selectBusinessDay } from './stream-queries.ts';

type Asked = { tenantId?: string; loanId: string };
export type ReadLoan = LoadedLoan & { asOf: Day };
type ListedAsOf = (LoadedLoan | BrokenLoan) & { asOf: Day };

/** A loan for somebody who may see it, as of the business date; for anybody else it does not exist. */
export async function readLoan(deps: LoansDeps, call: Call, { loanId, ...where }: Asked): Promise<ReadLoan> {
  const reader = await readerOf(deps, call, where);
  const [loan] = await loadAsOfToday(deps, [loanId]);
  if (!loan || !maySee(reader, loan)) throw refuse('loans.not-found');
  if (loan.state === null) throw refuse('loans.stream-broken');
  return loan;
}

function maySee({ tenantId, borrowerId }: Reader, { row }: Pick<LoadedLoan, 'row'>): boolean {
  return row.tenant_id === tenantId || (borrowerId !== null && row.borrower_id === borrowerId);
}

/** Loans as of the business date of each one's institution. */
async function loadAsOfToday(deps: LoansDeps, loanIds: readonly string[]): Promise<ListedAsOf[]> {
  const today = dayInJakarta(deps.clock);
  const loans = await loadLoans(deps, loanIds);
  const tenants = [...new Set(loans.map(({ row }) => row.tenant_id))];
  const days = await businessDays(deps, tenants);
  return loans.map((loan) => {
    const asOf = laterOf(days.get(loan.row.tenant_id) ?? today, loan.position.entered_on);
    const { state, row } = loan;
    const looked = state && orBroken(deps.log, row.loan_id, () => standing(state, asOf));
    return { ...loan, ...(looked ?? { state: null, view: null }), asOf };
  });
}

async function businessDays({ database }: LoansDeps, tenantIds: readonly string[]): Promise<Map<string, Day>> {
  const rows = await database.batch<{ business_date: string }[][]>(tenantIds.map((id) => selectBusinessDay(id)));
  const days = new Map<string, Day>();
  for (const [index, tenantId] of tenantIds.entries()) {
    const day = rows[index]?.[0]?.business_date;
    if (day !== undefined) days.set(tenantId, day);
  }
  return days;
}

function viewOfLoan({ row, position, state, view, asOf }: ListedAsOf): Loan {
  if (state === null) return toBrokenLoan(row, position, asOf);
  const { closed_until: closedUntil, ended_on: endedOn } = position;
  return toLoan(row, { state, view, closedUntil, endedOn }, asOf);
}

export async function getLoan(deps: LoansDeps, call: Call, input: Asked): Promise<Loan> {
  return viewOfLoan(await readLoan(deps, call, input));
}

export async function loansByIds(deps: LoansDeps, loanIds: readonly string[]): Promise<{ loans: Loan[] }> {
  return { loans: (await loadAsOfToday(deps, loanIds)).map(viewOfLoan) };
}

type ListInput = {
  tenantId?: string;
  status?: LoanStatus;
  productId?: string;
  borrowerId?: string;
  number?: string;
  leastDaysPastDue?: number;
  mostDaysPastDue?: number;
  limit?: number;
  cursor?: string;
};

export async function listLoans(deps: LoansDeps, call: Call, input: ListInput) {
  const { tenantId } = await actingInstitution(deps, call, input, 'loans.no-institution');
  const { businessDate } = await businessDayOf(deps, tenantId);
  const limit = input.limit ?? 20;
  const { leastDaysPastDue: least, mostDaysPastDue: most } = input;
  const rows = await listLoanIds(deps.database, {
    tenantId,
    status: input.status ?? null,
    productId: input.productId ?? null,
    borrowerId: input.borrowerId ?? null,
    number: input.number ?? null,
    lateUntil: least ? addDays(businessDate, -least) : null,
    lateFrom: most === undefined ? null : addDays(businessDate, -most),
    before: beforeOf(input.cursor),
    limit: limit + 1,
  });
  return pageOf(deps, rows, limit);
}

export async function listMyLoans(deps: LoansDeps, call: Call, input: { limit?: number; cursor?: string }) {
  const borrowerId = call.actor.kind === 'user' ? userIdOf(call) : null;
  if (borrowerId === null) return { items: [], nextCursor: null };
  const limit = input.limit ?? 20;
  const before = beforeOf(input.cursor);
  const rows = await listLoanIdsOfBorrower(deps.database, { borrowerId, before, limit: limit + 1 });
  return pageOf(deps, rows, limit);
}

function beforeOf(cursor: string | undefined): { at: string; id: string } | null {
  const values = decodeCursor(cursor, 2);
  return values && { at: String(values[0]), id: String(values[1]) };
}

async function pageOf(deps: LoansDeps, rows: ListedLoan[], limit: number) {
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.loan_id]);
  const loans = await loadAsOfToday(
    deps,
    items.map((row) => row.loan_id),
  );
  return { items: loans.map(viewOfLoan), nextCursor };
}

export async function businessDayOf({ database, clock }: LoansDeps, tenantId: string) {
  const [row] = await database.run<{ business_date: string }>(selectBusinessDay(tenantId));
  return { tenantId, businessDate: row?.business_date ?? dayInJakarta(clock) };
}

export async function schedule(deps: LoansDeps, call: Call, input: Asked) {
  const { view, asOf } = await readLoan(deps, call, input);
  return { items: view.rows.map(toInstalment), asOf };
}

export async function charges(deps: LoansDeps, call: Call, input: Asked) {
  const { view, asOf } = await readLoan(deps, call, input);
  return { items: chargeLines(view).map(({ id: chargeId, ...line }) => ({ chargeId, ...line })), asOf };
}

export async function transactions(deps: LoansDeps, call: Call, input: Asked) {
  const { row } = await readLoan(deps, call, input);
  return { items: (await listTransactions(deps.database, row.loan_id)).map(toTransaction) };
}

export async function timeline(deps: LoansDeps, call: Call, input: Asked) {
  const { events } = await readLoan(deps, call, input);
  return {
    items: events.map((event) => ({
      version: event.version,
      kind: event.kind,
      onDate: event.entered_on,
      recordedAt: event.recorded_at.toISOString(),
      byUserId: event.by_user,
      data: event.data,
    })),
  };
}

/** The books are the institution's: its borrower sees statement and schedule, not accounts. */
export async function journal(deps: LoansDeps, call: Call, input: Asked) {
  const { tenantId }: Acting = await actingInstitution(deps, call, input, 'loans.not-found');
  const { row, position } = await readLoan(deps, call, { loanId: input.loanId, tenantId });
  if (row.tenant_id !== tenantId) throw refuse('loans.not-found');
  const entries = await listEntries(deps.database, row.loan_id);
  return {
    items: entries.map((entry) => ({
      entryId: entry.entry_id,
      kind: entry.kind,
      onDate: entry.on_date,
      recordedAt: entry.recorded_at.toISOString(),
      transactionId: entry.transaction_id,
      lines: entry.lines.map(([account, amountMinor]) => ({
        account,
        side: amountMinor > 0 ? ('debit' as const) : ('credit' as const),
        amountMinor: Math.abs(amountMinor),
      })),
    })),
    recognised: toParts(recognisedOf(position)),
    closedUntil: position.closed_until,
  };
}

/** What settles a loan on a day: good until that day ends in Jakarta. */
export async function payoffQuote(deps: LoansDeps, call: Call, { onDate, ...asked }: Asked & { onDate?: Day }) {
  const { row, state, asOf } = await readLoan(deps, call, asked);
  if (state.status !== 'active') throw refuse('loans.wrong-state', { status: state.status });
  const wanted = onDate ?? asOf;
  if (wanted < asOf) throw refuse('loans.dates-contradict');
  const { parts, totalMinor } = settlementQuote(standing(state, wanted).state, wanted);
  return {
    loanId: row.loan_id,
    onDate: wanted,
    // Midnight in Jakarta is seventeen o'clock UTC.
    validUntil: `${wanted}T17:00:00.000Z`,
    parts: toParts(parts),
    totalMinor,
  };
}

/** How the loan stands at the end of a day, from what is known now; transactions of later days are left out. */
export async function loanFiguresOn(deps: LoansDeps, call: Call, { onDate, ...asked }: Asked & { onDate: Day }) {
  const { state, position } = await readLoan(deps, call, asked);
  if (position.activated_on === null || onDate < position.activated_on) throw refuse('loans.dates-contradict');
  const until = {
    ...state,
    transactions: state.transactions.filter((transaction) => transaction.onDate <= onDate),
    businessDate: onDate,
  };
  const then = standing(until, onDate);
  const { open, openMinor, overdueMinor, daysPastDue, bucket, kol } = figuresOf(then.state, then.view, onDate);
  return { onDate, open: toParts(open), openMinor, overdueMinor, daysPastDue, bucket, kol };
}

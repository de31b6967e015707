import { daysBetween } from '#engine/calendar/days';
import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { actingInstitution } from './acting.ts';
import { listDueOn, listTransactionsOfDays, sumCashFlow, sumPortfolio } from './list-queries.ts';
import { toTransaction } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import { businessDayOf } from './read-loans.ts';
import type { LoanStatus, TransactionKind } from './shapes.ts';
import { selectBooked, selectReceivable } from './verify-queries.ts';

const MOST_DAYS = 400;

export async function portfolio(deps: LoansDeps, call: Call, input: { tenantId?: string; asOf?: string }) {
  const { tenantId } = await actingInstitution(deps, call, input, 'loans.no-institution');
  const asOf = input.asOf ?? (await businessDayOf(deps, tenantId)).businessDate;
  const rows = await sumPortfolio(deps.database, tenantId, asOf);
  return {
    asOf,
    groups: rows.map((row) => ({
      productId: row.product_id,
      productName: row.product_name,
      fundedBy: row.funded_by,
      paidOutMonth: row.paid_out_month,
      status: row.status as LoanStatus,
      daysFrom: row.days_from,
      loans: row.loans,
      paidOutMinor: row.paid_out_minor,
      principalMinor: row.principal_minor,
      interestMinor: row.interest_minor,
      feeMinor: row.fee_minor,
      penaltyMinor: row.penalty_minor,
      overdueMinor: row.overdue_minor,
    })),
  };
}

export async function cashFlow(
  deps: LoansDeps,
  call: Call,
  input: { tenantId?: string; fromOn: string; untilOn: string },
) {
  const { tenantId } = await actingInstitution(deps, call, input, 'loans.no-institution');
  const { fromOn, untilOn } = input;
  if (untilOn < fromOn || daysBetween(fromOn, untilOn) > MOST_DAYS) throw refuse('loans.dates-contradict');
  const rows = await sumCashFlow(deps.database, { tenantId, fromOn, untilOn });
  return {
    items: rows.map((row) => ({
      onDate: row.on_date,
      kind: row.kind as TransactionKind,
      count: row.count,
      amountMinor: row.amount_minor,
      parts: {
        principalMinor: row.principal_minor,
        interestMinor: row.interest_minor,
        feeMinor: row.fee_minor,
        penaltyMinor: row.penalty_minor,
      },
    })),
  };
}

type DueInput = { tenantId: string; dueOn: string; afterLoanId: string | null; limit: number };

export async function loansDueOn({ database }: LoansDeps, input: DueInput) {
  const rows = await listDueOn(database, input);
  return {
    items: rows.map((row) => ({
      loanId: row.loan_id,
      number: row.number,
      borrowerId: row.borrower_id,
      dueOn: row.open_due_on,
      openMinor: row.open_due_minor,
      overdueMinor: row.overdue_minor,
    })),
    lastLoanId: rows.length === input.limit ? (rows.at(-1)?.loan_id ?? null) : null,
  };
}

type DaysInput = { tenantId: string; fromOn: string; untilOn: string; cursor?: string; limit: number };

export async function transactionsOfDay({ database }: LoansDeps, { cursor, ...filter }: DaysInput) {
  const after = decodeCursor(cursor, 3);
  const rows = await listTransactionsOfDays(database, {
    ...filter,
    after: after?.map(String) ?? null,
    limit: filter.limit + 1,
  });
  const { items, nextCursor } = page(rows, filter.limit, (row) => [row.entered_on, row.loan_id, row.transaction_id]);
  return { items: items.map((row) => ({ ...toTransaction(row), loanId: row.loan_id })), nextCursor };
}

/** For the proof of the books: what the ledger must hold of an institution, and what its loans say is owed. */
export async function bookedAccounts({ database }: LoansDeps, { tenantId }: { tenantId: string }) {
  const [lines, [receivable]] = await database.batch<
    [{ account: string; amount_minor: number }[], { amount_minor: number }[]]
  >([selectBooked(tenantId), selectReceivable(tenantId)]);
  return {
    accounts: lines.map(({ account, amount_minor: amountMinor }) => ({ account, amountMinor })),
    receivableMinor: receivable?.amount_minor ?? 0,
  };
}

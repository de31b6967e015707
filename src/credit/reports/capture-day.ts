import { addDays, daysBetween } from '#engine/calendar/days';
import { classOf, KOL } from '#engine/delinquency/quality-classes';
import { type Call, systemCall } from '#platform/call';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { reportsContract } from './contract.ts';
import type { ReportsDeps } from './module.ts';
import { qualityOf } from './portfolio-rules.ts';
import {
  findDay,
  findRegistryMonth,
  insertRegistryMonth,
  pruneGroups,
  type RegistryLine,
  type RegistryMonthRow,
  writeDay,
  writeRegistryPage,
} from './report-queries.ts';

const MODULE = 'reports';
/** Days in full are kept for two months. */
const KEPT_DAYS = 62;

type Closed = { tenantId: string; businessDate: string; isMonthEnd: boolean };

/** Asks loans for the portfolio of a day that has just been closed and keeps it. Again is the same. */
export async function captureDay(deps: ReportsDeps, call: Call, closed: Closed): Promise<void> {
  const { tenantId, businessDate, isMonthEnd } = closed;
  const own = systemCall(MODULE, call.correlationId, call.causationId);
  const [{ groups }, { borrowers, activeBorrowers }, { funders }] = await Promise.all([
    deps.loans.portfolio(own, { tenantId, asOf: businessDate }),
    deps.loans.countBorrowers(own, { tenantId }),
    deps.funding.countFunders(own, { tenantId }),
  ]);
  const { outstandingMinor, lateMinor } = qualityOf(groups);
  const capturedAt = deps.clock.now();
  const day = {
    tenantId,
    business_date: businessDate,
    is_month_end: isMonthEnd,
    outstanding_minor: outstandingMinor,
    late_minor: lateMinor,
    loans: groups.reduce((total, { loans }) => total + loans, 0),
    borrowers,
    active_borrowers: activeBorrowers,
    funders,
    paid_out_minor: groups.reduce((total, { paidOutMinor }) => total + paidOutMinor, 0),
    capturedAt,
  };
  const payload = { tenantId, businessDate, isMonthEnd, capturedAt: capturedAt.toISOString() };
  await deps.database.batch([
    ...writeDay(day, groups),
    pruneGroups(tenantId, addDays(businessDate, -KEPT_DAYS)),
    ...(isMonthEnd ? [insertRegistryMonth(tenantId, businessDate)] : []),
    eventInsert(reportsContract, 'report.day-captured', { call: own, aggregateId: tenantId, payload }),
  ]);
  if (isMonthEnd) await deps.wakeRegistry({ tenantId, monthEnd: businessDate });
}

const PAGE = 100;

/** Draws up the registry of a month, page by page from where it stopped. */
export async function drawRegistry(
  deps: ReportsDeps,
  call: Call,
  { tenantId, monthEnd }: { tenantId: string; monthEnd: string },
): Promise<{ monthEnd: string; isDone: boolean; loans: number }> {
  const day = await findDay(deps.database, tenantId, monthEnd);
  if (!day?.is_month_end) throw refuse('reports.month-not-closed', { monthEnd });
  const own = systemCall(MODULE, call.correlationId, call.causationId);
  await deps.database.run(insertRegistryMonth(tenantId, monthEnd));
  let month = await findRegistryMonth(deps.database, tenantId, monthEnd);
  while (month && !month.is_done) month = await drawPage(deps, own, { tenantId, monthEnd, month });
  return { monthEnd, isDone: month?.is_done ?? false, loans: month?.loans ?? 0 };
}

type Progress = { tenantId: string; monthEnd: string; month: RegistryMonthRow };

async function drawPage(
  deps: ReportsDeps,
  call: Call,
  { tenantId, monthEnd, month }: Progress,
): Promise<RegistryMonthRow | undefined> {
  const { cursor } = month;
  const page = await deps.loans.listLoans(call, { tenantId, limit: PAGE, ...(cursor ? { cursor } : {}) });
  const lines = page.items.flatMap((loan) => lineOf(loan, monthEnd));
  const progress = { tenantId, monthEnd, before: cursor, cursor: page.nextCursor };
  await deps.database.batch(writeRegistryPage(progress, lines));
  return findRegistryMonth(deps.database, tenantId, monthEnd);
}

type Loan = Awaited<ReturnType<ReportsDeps['loans']['listLoans']>>['items'][number];

/** What the registry names the state of a facility. */
const CONDITIONS: Readonly<Record<string, string>> = {
  active: 'aktif',
  overpaid: 'aktif',
  closed: 'lunas',
  'written-off': 'hapus buku',
};

/**
 * A loan as of the end of the month: days past due are counted to it, although the figures are read a little later. Loans
 * that were never paid out, came later or ended in an earlier month are not in it.
 */
function lineOf(loan: Loan, monthEnd: string): RegistryLine[] {
  const condition = CONDITIONS[loan.status];
  if (condition === undefined || loan.activatedOn === null || loan.activatedOn > monthEnd) return [];
  if (loan.endedOn !== null && loan.endedOn.slice(0, 7) < monthEnd.slice(0, 7)) return [];
  const dueOn = loan.nextDue?.dueOn ?? null;
  const isOwed = loan.status === 'active' || loan.status === 'overpaid';
  const daysPastDue = isOwed && dueOn !== null ? Math.max(0, daysBetween(dueOn, monthEnd)) : 0;
  return [
    {
      loan_id: loan.loanId,
      loan_number: loan.number,
      borrower_id: loan.borrowerId,
      product_name: loan.productName,
      purpose: loan.purpose,
      condition,
      amount_minor: loan.amountMinor,
      principal_minor: loan.open.principalMinor,
      interest_minor: loan.open.interestMinor,
      penalty_minor: loan.open.penaltyMinor,
      overdue_minor: loan.overdueMinor,
      days_past_due: daysPastDue,
      kol: loan.status === 'written-off' ? '5' : classOf(KOL, daysPastDue),
      agreed_on: loan.agreedOn,
      activated_on: loan.activatedOn,
      ends_on: loan.endsOn,
      ended_on: loan.endedOn,
    },
  ];
}

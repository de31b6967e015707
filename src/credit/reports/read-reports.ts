import { daysBetween, lastOfMonth } from '#engine/calendar/days';
import { type Call, systemCall } from '#platform/call';
import { decodeIdCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { ReportsDeps } from './module.ts';
import {
  ageingOf,
  cashFlowOf,
  type Group,
  type MonthEnd,
  percentOf,
  qualityOf,
  vintagesOf,
} from './portfolio-rules.ts';
import {
  findDay,
  findLatestDay,
  listDays,
  listGroups,
  listMonthEnds,
  listRegistryMonths,
  listSlips,
} from './report-queries.ts';

const PAGE = 20;
const VINTAGE_MONTHS = 36;
const MOST_DAYS = 400;

/** Now as loans say, or as the close of a day found it. */
async function groupsOf(
  deps: ReportsDeps,
  call: Call,
  { tenantId, on }: { tenantId: string; on?: string },
): Promise<{ asOf: string; isLive: boolean; groups: readonly Group[]; borrowers: number | null }> {
  if (on === undefined) {
    const own = systemCall('reports', call.correlationId, call.causationId);
    const [portfolio, people] = await Promise.all([
      deps.loans.portfolio(own, { tenantId }),
      deps.loans.countBorrowers(own, { tenantId }),
    ]);
    return { isLive: true, ...portfolio, borrowers: people.activeBorrowers };
  }
  const day = await findDay(deps.database, tenantId, on);
  const groups = day ? await listGroups(deps.database, tenantId, on) : [];
  // Of days long ago only the line is kept, unless they end a month.
  if (!day || (groups.length === 0 && day.loans > 0)) throw refuse('reports.day-not-captured', { on });
  return { asOf: on, isLive: false, groups, borrowers: day.active_borrowers };
}

export async function quality(deps: ReportsDeps, call: Call, input: { tenantId: string; on?: string }) {
  const { asOf, isLive, groups, borrowers } = await groupsOf(deps, call, input);
  const found = qualityOf(groups);
  const loans = found.classes.kol.reduce((total, line) => total + line.loans, 0);
  return { asOf, isLive, loans, borrowers, ...found };
}

/** From the last day that was closed: anybody may look, and nothing is counted for it. */
export async function publication(deps: ReportsDeps, call: Call, { tenantId }: { tenantId: string }) {
  const [day, { tenants }] = await Promise.all([
    findLatestDay(deps.database, tenantId),
    deps.tenants.tenantsByIds(systemCall('reports', call.correlationId, call.causationId), { tenantIds: [tenantId] }),
  ]);
  const [tenant] = tenants;
  if (!day || day.borrowers === null || !tenant?.isActive) throw refuse('reports.nothing-published');
  return {
    tenantId,
    name: tenant.name,
    asOf: day.business_date,
    paidOutMinor: day.paid_out_minor ?? 0,
    outstandingMinor: day.outstanding_minor,
    borrowers: day.borrowers,
    activeBorrowers: day.active_borrowers ?? 0,
    funders: day.funders ?? 0,
    tkb90: Math.round((100 - percentOf(day.late_minor, day.outstanding_minor)) * 100) / 100,
  };
}

export async function ageing(deps: ReportsDeps, call: Call, input: { tenantId: string; on?: string }) {
  const { asOf, isLive, groups } = await groupsOf(deps, call, input);
  return { asOf, isLive, bands: ageingOf(groups) };
}

type Span = { tenantId: string; fromOn: string; untilOn: string };

export async function qualityHistory(deps: ReportsDeps, _call: Call, input: Span) {
  checkSpan(input);
  const days = await listDays(deps.database, input);
  const items = days.map((day) => {
    const twp90 = percentOf(day.late_minor, day.outstanding_minor);
    return {
      businessDate: day.business_date,
      isMonthEnd: day.is_month_end,
      loans: day.loans,
      borrowers: day.active_borrowers,
      outstandingMinor: day.outstanding_minor,
      lateMinor: day.late_minor,
      twp90,
      tkb90: Math.round((100 - twp90) * 100) / 100,
    };
  });
  return { items };
}

export async function vintages(
  deps: ReportsDeps,
  _call: Call,
  { tenantId, leastDays }: { tenantId: string; leastDays?: 31 | 91 },
) {
  const rows = await listMonthEnds(deps.database, tenantId, VINTAGE_MONTHS);
  const monthEnds: MonthEnd[] = [...Map.groupBy(rows, (row) => row.businessDate)].map(([businessDate, groups]) => ({
    businessDate,
    groups,
  }));
  return { items: vintagesOf(monthEnds, leastDays ?? 31) };
}

export async function cashFlow(deps: ReportsDeps, call: Call, input: Span & { step?: 'day' | 'month' }) {
  checkSpan(input);
  const { tenantId, fromOn, untilOn } = input;
  const own = systemCall('reports', call.correlationId, call.causationId);
  const { items } = await deps.loans.cashFlow(own, { tenantId, fromOn, untilOn });
  return { items: cashFlowOf(items, input.step ?? 'day') };
}

export async function registryMonths(deps: ReportsDeps, _call: Call, { tenantId }: { tenantId: string }) {
  const rows = await listRegistryMonths(deps.database, tenantId);
  return { items: rows.map((row) => ({ monthEnd: row.month_end, isDone: row.is_done, loans: row.loans })) };
}

export async function taxSlips(
  deps: ReportsDeps,
  call: Call,
  input: { tenantId: string; month: string; limit?: number; cursor?: string },
) {
  const limit = input.limit ?? PAGE;
  const fromOn = `${input.month}-01`;
  const rows = await listSlips(deps.database, {
    tenantId: input.tenantId,
    fromOn,
    untilOn: lastOfMonth(fromOn),
    afterFunderId: decodeIdCursor(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.funder_id]);
  const own = systemCall('reports', call.correlationId, call.causationId);
  const { funders } = await deps.funding.fundersByIds(own, { funderIds: items.map((row) => row.funder_id) });
  const names = new Map(funders.map(({ funderId, name }) => [funderId, name]));
  return {
    items: items.map((row) => ({
      funderId: row.funder_id,
      funderName: names.get(row.funder_id) ?? null,
      month: input.month,
      taxArticle: row.tax_article,
      payments: row.payments,
      interestMinor: row.interest_minor,
      taxMinor: row.tax_minor,
    })),
    nextCursor,
  };
}

export function checkSpan({ fromOn, untilOn }: { fromOn: string; untilOn: string }): void {
  const days = daysBetween(fromOn, untilOn);
  if (days < 0 || days >= MOST_DAYS) throw refuse('reports.dates-contradict');
}

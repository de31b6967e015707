import type { Day } from '#engine/calendar/days';
import { classOf, KOL, lpbbtiClasses, OJK_STATISTICS, type QualityTable } from '#engine/delinquency/quality-classes';

/** A part of the portfolio at the end of a day: loans of one product, month of payout, status and band of days past due. */
export type Group = {
  productId: string;
  productName: string;
  fundedBy: string;
  paidOutMonth: Day;
  status: string;
  /** Lower end of the band: 0, 1, 8, 16, 31, 61, 91, 121, 151, 181. */
  daysFrom: number;
  loans: number;
  paidOutMinor: number;
  principalMinor: number;
  interestMinor: number;
  feeMinor: number;
  penaltyMinor: number;
  overdueMinor: number;
};

/** Loans that are still owed and not written off: what "outstanding" counts. */
const OUTSTANDING: ReadonlySet<string> = new Set(['active', 'overpaid']);
const LATE_FROM = 91;
/** The lines between the five classes of online lending are the operator's: these lie on the bands. */
const LPBBTI = lpbbtiClasses({ attentionUntil: 30, substandardUntil: 60 });

export type QualityClass = { name: string; loans: number; outstandingMinor: number; percent: number };
export type Quality = {
  outstandingMinor: number;
  lateMinor: number;
  /** Percent with two digits. */
  twp90: number;
  tkb90: number;
  classes: { kol: QualityClass[]; ojk: QualityClass[]; lpbbti: QualityClass[] };
};

/**
 * TWP90: principal that is more than 90 days past due, in percent of all that is outstanding; TKB90 is the rest. With
 * nothing outstanding nothing is late.
 */
export function qualityOf(groups: readonly Group[]): Quality {
  const own = groups.filter(({ status }) => OUTSTANDING.has(status));
  const outstandingMinor = sum(own, ({ principalMinor }) => principalMinor);
  const lateMinor = sum(
    own.filter(({ daysFrom }) => daysFrom >= LATE_FROM),
    ({ principalMinor }) => principalMinor,
  );
  const twp90 = percentOf(lateMinor, outstandingMinor);
  const classesOf = (table: QualityTable): QualityClass[] =>
    table.map(({ name }) => {
      const members = own.filter(({ daysFrom }) => classOf(table, daysFrom) === name);
      const minor = sum(members, ({ principalMinor }) => principalMinor);
      const loans = sum(members, (group) => group.loans);
      return { name, loans, outstandingMinor: minor, percent: percentOf(minor, outstandingMinor) };
    });
  const classes = { kol: classesOf(KOL), ojk: classesOf(OJK_STATISTICS), lpbbti: classesOf(LPBBTI) };
  return { outstandingMinor, lateMinor, twp90, tkb90: twoDigits(100 - twp90), classes };
}

export const BANDS = [
  { daysFrom: 0, label: '0' },
  { daysFrom: 1, label: '1-7' },
  { daysFrom: 8, label: '8-15' },
  { daysFrom: 16, label: '16-30' },
  { daysFrom: 31, label: '31-60' },
  { daysFrom: 61, label: '61-90' },
  { daysFrom: 91, label: '91-120' },
  { daysFrom: 121, label: '121-150' },
  { daysFrom: 151, label: '151-180' },
  { daysFrom: 181, label: '180+' },
] as const;

export type AgeBand = {
  band: string;
  daysFrom: number;
  loans: number;
  principalMinor: number;
  interestMinor: number;
  feeMinor: number;
  penaltyMinor: number;
  overdueMinor: number;
  percent: number;
};

/** What is outstanding by days past due; every band has a line, also an empty one. */
export function ageingOf(groups: readonly Group[]): AgeBand[] {
  const own = groups.filter(({ status }) => OUTSTANDING.has(status));
  const totalMinor = sum(own, ({ principalMinor }) => principalMinor);
  return BANDS.map(({ daysFrom, label }) => {
    const members = own.filter((group) => group.daysFrom === daysFrom);
    const principalMinor = sum(members, (group) => group.principalMinor);
    return {
      band: label,
      daysFrom,
      loans: sum(members, (group) => group.loans),
      principalMinor,
      interestMinor: sum(members, (group) => group.interestMinor),
      feeMinor: sum(members, (group) => group.feeMinor),
      penaltyMinor: sum(members, (group) => group.penaltyMinor),
      overdueMinor: sum(members, (group) => group.overdueMinor),
      percent: percentOf(principalMinor, totalMinor),
    };
  });
}

export type MonthEnd = { businessDate: Day; groups: readonly Group[] };
export type VintagePoint = { monthsOnBook: number; asOf: Day; lateMinor: number; percent: number };
export type Vintage = { paidOutMonth: Day; loans: number; paidOutMinor: number; points: VintagePoint[] };

/**
 * Of what was paid out in a month, how much is late (or was written off) so many months later. In percent of what was paid
 * out, so that repayments do not make a bad month look worse and a shrinking one better.
 * @param leastDays late from so many days past due on: 31 or 91, ends of bands
 */
export function vintagesOf(monthEnds: readonly MonthEnd[], leastDays: 31 | 91): Vintage[] {
  const months = [...new Set(monthEnds.flatMap(({ groups }) => groups.map((group) => group.paidOutMonth)))].sort();
  return months.map((paidOutMonth) => {
    const seen = monthEnds
      .map(({ businessDate, groups }) => ({
        businessDate,
        own: groups.filter((group) => group.paidOutMonth === paidOutMonth),
      }))
      .filter(({ own }) => own.length > 0)
      .toSorted((a, b) => (a.businessDate < b.businessDate ? -1 : 1));
    const latest = seen.at(-1)?.own ?? [];
    return {
      paidOutMonth,
      loans: sum(latest, ({ loans }) => loans),
      paidOutMinor: sum(latest, ({ paidOutMinor }) => paidOutMinor),
      points: seen.map(({ businessDate, own }) => pointOf(paidOutMonth, businessDate, own, leastDays)),
    };
  });
}

function pointOf(paidOutMonth: Day, asOf: Day, own: readonly Group[], leastDays: number): VintagePoint {
  const isBad = ({ status, daysFrom }: Group): boolean =>
    status === 'written-off' || (OUTSTANDING.has(status) && daysFrom >= leastDays);
  const lateMinor = sum(own.filter(isBad), ({ principalMinor }) => principalMinor);
  const paidOutMinor = sum(own, (group) => group.paidOutMinor);
  return {
    monthsOnBook: monthsBetween(paidOutMonth, asOf),
    asOf,
    lateMinor,
    percent: percentOf(lateMinor, paidOutMinor),
  };
}

function monthsBetween(month: Day, day: Day): number {
  const count = (of: Day): number => 12 * Number(of.slice(0, 4)) + Number(of.slice(5, 7));
  return count(day) - count(month);
}

/** Percent with two digits; of nothing it is nothing. Rounded half up. */
export function percentOf(partMinor: number, wholeMinor: number): number {
  if (wholeMinor === 0) return 0;
  return Number((BigInt(partMinor) * 20_000n + BigInt(wholeMinor)) / (2n * BigInt(wholeMinor))) / 100;
}

function twoDigits(value: number): number {
  return Math.round(value * 100) / 100;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Money in and out by kind: what each kind of transaction does to the institution's purse. */
const FLOWS: Readonly<Record<string, 'in' | 'out'>> = {
  disbursement: 'out',
  'credit-balance-refund': 'out',
  chargeback: 'out',
  repayment: 'in',
  'down-payment': 'in',
  'merchant-refund': 'in',
  'payout-refund': 'in',
  recovery: 'in',
};

/** `parts.feeMinor` of a payout: what was taken out of it, and so has not left. */
export type FlowItem = { onDate: Day; kind: string; count: number; amountMinor: number; parts: { feeMinor: number } };
export type FlowLine = { period: string; inMinor: number; outMinor: number; netMinor: number; count: number };

/** Cash by day or month; what moves no money (waivers, write-offs, new schedules) is left out. */
export function cashFlowOf(items: readonly FlowItem[], step: 'day' | 'month'): FlowLine[] {
  const lines = new Map<string, FlowLine>();
  for (const { onDate, kind, count, amountMinor: grossMinor, parts } of items) {
    const way = FLOWS[kind];
    if (way === undefined) continue;
    const amountMinor = kind === 'disbursement' ? grossMinor - parts.feeMinor : grossMinor;
    const period = step === 'day' ? onDate : onDate.slice(0, 'yyyy-mm'.length);
    const line = lines.get(period) ?? { period, inMinor: 0, outMinor: 0, netMinor: 0, count: 0 };
    const signed = way === 'in' ? amountMinor : -amountMinor;
    lines.set(period, {
      period,
      inMinor: line.inMinor + (way === 'in' ? amountMinor : 0),
      outMinor: line.outMinor + (way === 'out' ? amountMinor : 0),
      netMinor: line.netMinor + signed,
      count: line.count + count,
    });
  }
  return [...lines.values()].toSorted((a, b) => (a.period < b.period ? -1 : 1));
}

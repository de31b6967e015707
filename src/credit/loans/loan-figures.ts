import { type Day, daysBetween, laterOf } from '#engine/calendar/days';
import { delinquencyOf, rangeOf } from '#engine/delinquency/days-past-due';
import { classOf, KOL } from '#engine/delinquency/quality-classes';
import { incomeOfDays } from '#engine/life/accrue';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import { openMinor, openParts } from '#engine/replay/instalment';
import { addParts, noParts, type Parts, totalOf } from '#engine/replay/parts';
import type { LoanStatus } from './shapes.ts';

/** How a loan stands on a day, read off its replay. */
export type Figures = {
  status: LoanStatus;
  open: Parts;
  openMinor: number;
  overpaidMinor: number;
  overdueMinor: number;
  daysPastDue: number;
  bucket: string | null;
  kol: string;
  openDue: { dueOn: Day; openMinor: number } | null;
  /** Since when it is late, or would be if nothing came. */
  lateFromOn: Day | null;
  endsOn: Day;
  paidOutMinor: number;
  activatedOn: Day | null;
  isChargedOff: boolean;
};

export function figuresOf(state: LoanState, view: LoanView, asOf: Day): Figures {
  const open = view.rows.reduce<Parts>((total, row) => addParts(total, openParts(row)), noParts());
  const isActive = state.status === 'active';
  const { overdueMinor, daysPastDue, delinquentDays } = delinquencyOf(state, view, asOf);
  const first = isActive ? view.rows.find((row) => !row.isMet) : undefined;
  const payouts = state.transactions.filter(({ kind }) => kind === 'disbursement');
  return {
    status: statusOf(state),
    open: payouts.length === 0 ? noParts() : open,
    openMinor: payouts.length === 0 ? 0 : totalOf(open),
    overpaidMinor: view.overpaidMinor,
    overdueMinor,
    daysPastDue,
    bucket: rangeOf(state.terms.delinquencyRanges, delinquentDays)?.name ?? null,
    kol: classOf(KOL, daysPastDue),
    openDue: first ? { dueOn: first.dueOn, openMinor: openMinor(first) } : null,
    lateFromOn: lateFromOn(first?.dueOn ?? null, daysPastDue, asOf),
    endsOn: view.rows.reduce((last, row) => laterOf(row.dueOn, last), state.terms.submittedOn),
    paidOutMinor: payouts.reduce((total, payout) => total + (view.outcomes.get(payout.id)?.amountMinor ?? 0), 0),
    activatedOn: payouts.reduce<Day | null>((day, { onDate }) => (day === null || onDate < day ? onDate : day), null),
    isChargedOff: state.transactions.some(({ kind }) => kind === 'charge-off'),
  };
}

function lateFromOn(openDueOn: Day | null, daysPastDue: number, asOf: Day): Day | null {
  if (daysPastDue === 0 || openDueOn === null || daysBetween(openDueOn, asOf) === daysPastDue) return openDueOn;
  return new Date(Date.parse(asOf) - daysPastDue * 86_400_000).toISOString().slice(0, 10);
}

function statusOf({ status }: LoanState): LoanStatus {
  return status === 'applied' ? 'approved' : status;
}

/**
 * The income the books must have recognised when days are closed until one: what belongs to the days, and all of it once the
 * loan has ended. A charge-off or write-off freezes it at what it was.
 */
export function incomeTarget(state: LoanState, view: LoanView, closedUntil: Day): Parts {
  const frozen = state.transactions.find(({ kind }) => kind === 'charge-off' || kind === 'write-off');
  if (frozen && 'income' in frozen && frozen.income) return frozen.income;
  switch (state.status) {
    case 'closed':
    case 'overpaid':
      return incomeOfDays(view, 'whole');
    case 'active':
      return incomeOfDays(view, closedUntil);
    default:
      return noParts();
  }
}

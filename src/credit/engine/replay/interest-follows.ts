import type { DayCount } from '../calendar/day-count.ts';
import { type Day, earlierOf } from '../calendar/days.ts';
import { periodFrames } from '../schedule/build-schedule.ts';
import {
  addTranche,
  changeModel,
  correctOverdue,
  creditModel,
  type InstalmentModel,
  type ModelFrame,
  type ModelTerms,
  newModel,
  payableOn,
  payModelInterest,
  payModelPrincipal,
  readModel,
} from '../schedule/instalment-model.ts';
import { rateOf } from '../schedule/period-rates.ts';
import type { ScheduleTerms, TermChange } from '../schedule/schedule-terms.ts';
import { type Payment, payBucket } from './allocate-by-buckets.ts';
import type { Bucket } from './allocation-rules.ts';
import { scheduleTermsOf } from './base-rows.ts';
import { type Instalment, judgeChange, openPart } from './instalment.ts';
import { roomOfLifeCap } from './life-cap.ts';
import type { LoanFacts, LoanTerms } from './loan-facts.ts';
import { noParts, type Parts } from './parts.ts';
import type { ReplayRun } from './replay-run.ts';

/** The balance behind the rows of a loan with interest, and the last day until which overdue principal has been added. */
export type InterestRun = {
  model: InstalmentModel;
  /** The rows that take their figures from the model, one for each of its periods and those that come with changes. */
  rows: Instalment[];
  /** What a row had before this model began, on top of which its figures come. */
  settled: Map<Instalment, Parts>;
  /** Principal that an agreement moved from a row to later ones: paid in the model, not by anybody. */
  moved: Map<Instalment, number>;
  /** Interest that the cap of the loan's life has stopped: what would have come last. */
  cutMinor: number;
  correctedUntil: Day | null;
};

/** `null` for a loan without interest: its rows follow from the payouts alone. */
export function startInterest(facts: LoanFacts, rows: readonly Instalment[]): InterestRun | null {
  const { schedule } = facts.terms;
  const costs = rateOf(schedule.ratePercent) !== 0n || facts.changes.some((change) => change.kind === 'rate');
  if (schedule.method === 'none' || !costs) return null;
  // The periods as they were agreed at first; changes come to the model on their days.
  const model = newModel(modelTerms(facts.terms), framesOf({ ...scheduleTermsOf(facts), changes: [] }));
  return interestRun(
    model,
    rows.filter((row) => row.kind === 'instalment'),
  );
}

export function interestRun(model: InstalmentModel, rows: Instalment[]): InterestRun {
  return { model, rows, settled: new Map(), moved: new Map(), cutMinor: 0, correctedUntil: null };
}

/** A period is broken where it is of another length than the others: the first of its rule's dates, a date that was moved. */
function framesOf(terms: ScheduleTerms): ModelFrame[] {
  const { dueDates: rule } = terms;
  const isFirstBroken = rule.kind !== 'every' || rule.firstDueOn !== undefined;
  let fromOn = terms.startOn;
  return periodFrames(terms).map(({ dueOn, changes }, index) => {
    const isMoved = changes.some((change) => change.kind === 'due-date');
    const isBroken = isMoved || rule.kind === 'given' || (index === 0 && isFirstBroken);
    const frame = { fromOn, dueOn, isBroken };
    fromOn = dueOn;
    return frame;
  });
}

const DAYS_IN_YEAR: Record<DayCount, ModelTerms['daysInYear']> = {
  ...{ 'actual/365': 365, 'actual/actual': 'actual', 'actual/360': 360 },
  ...{ '30/360': 360, '30/365': 365, 'actual/364': 364 },
};

export function modelTerms({ schedule }: LoanTerms): ModelTerms {
  const { dueDates, dayCount, rounding } = schedule;
  const isEvery = dueDates.kind === 'every';
  return {
    rate: rateOf(schedule.ratePercent),
    daysInYear: DAYS_IN_YEAR[dayCount],
    daysInMonth: dayCount === '30/360' || dayCount === '30/365' ? 30 : 'actual',
    unit: isEvery ? dueDates.unit : 'months',
    every: isEvery ? dueDates.every : 1,
    multipleMinor: rounding.multipleMinor,
    mode: rounding.mode,
  };
}

/** The first days of periods with which changes start: what was agreed comes to the model on that day. */
export function changeDays(facts: LoanFacts): { onDate: Day; at: number }[] {
  if (facts.changes.length === 0) return [];
  const terms = scheduleTermsOf(facts);
  const frames = periodFrames(terms);
  return frames.flatMap(({ changes }, at) =>
    changes.length === 0 ? [] : [{ onDate: frames[at - 1]?.dueOn ?? terms.startOn, at }],
  );
}

/** Applies the changes that start with a period: the periods before it keep their figures. */
export function changeFollowing(run: ReplayRun, interest: InterestRun, at: number, onDate: Day): void {
  // Re-aged instalments have taken the place of those that were to change.
  if (interest.rows[at]?.kind !== 'instalment') return;
  const terms = scheduleTermsOf(run.facts);
  const frames = periodFrames(terms);
  const until = frames.slice(0, at + 1).flatMap(({ changes }) => changes);
  const own = frames[at]?.changes ?? [];
  const rate = own.findLast((change) => change.kind === 'rate');
  changeModel(interest.model, at, {
    ...(rate && { rate: rateOf(rate.annualRatePercent) }),
    frame: framesOf({ ...terms, changes: until }),
    principalGrace: periodsOf(own, 'principal-grace'),
    interestGrace: periodsOf(own, 'interest-grace'),
  });
  takeFigures(run, interest, onDate);
}

function periodsOf(changes: readonly TermChange[], kind: 'principal-grace' | 'interest-grace'): number {
  return changes.reduce((most, change) => (change.kind === kind ? Math.max(most, change.periods) : most), 0);
}

export function payOutWithInterest(run: ReplayRun, interest: InterestRun, onDate: Day, amountMinor: number): void {
  // What went out after the last date (an agreement that made room for it was taken back) is owed with the last one.
  const lastOn = interest.model.periods.at(-1)?.dueOn ?? onDate;
  addTranche(interest.model, earlierOf(onDate, lastOn), amountMinor);
  takeFigures(run, interest, onDate);
}

/** Rows take principal and interest from the model; what charge-backs put on top stays on top. */
export function takeFigures(_run: ReplayRun, interest: InterestRun, onDate: Day): void {
  const figures = readModel(interest.model);
  for (const [index, row] of interest.rows.entries()) {
    const own = figures[index];
    if (own === undefined) continue;
    const settled = interest.settled.get(row) ?? noParts();
    const movedMinor = interest.moved.get(row) ?? 0;
    row.due.principal = settled.principal + own.principalMinor + row.credited.principal - movedMinor;
    row.due.interest = Math.max(settled.interest + own.interestMinor + row.credited.interest, leastInterest(row));
  }
  let leftMinor = interest.cutMinor;
  for (const row of interest.rows.toReversed()) {
    const cutMinor = Math.max(0, Math.min(leftMinor, row.due.interest - leastInterest(row)));
    row.due.interest -= cutMinor;
    leftMinor -= cutMinor;
  }
  for (const row of interest.rows) judgeChange(row, onDate);
}

/** What was paid, forgiven or written off stays so, though less may be due now. */
function leastInterest({ paid, waived, writtenOff }: Instalment): number {
  return paid.interest + waived.interest + writtenOff.interest;
}

/**
 * Pays one component of a row so that interest follows the money: an instalment paid early owes interest only until the
 * day (or the due date, as the product says), and the balance falls from that day on.
 */
export function payFollowing(interest: InterestRun): NonNullable<Payment['payRow']> {
  return (payment, row, bucket, amountMinor) => {
    const at = interest.rows.indexOf(row);
    if (at < 0) return payBucket(payment, row, bucket, amountMinor);
    const payOn = bucket.when === 'in-advance' ? earlyPayDate(payment, row) : payment.onDate;
    if (bucket.when === 'in-advance') showPayable(payment.run, interest, row, { bucket, onDate: payOn });
    const mostMinor = bucket.component === 'principal' ? principalOwed(interest) : amountMinor;
    const paidMinor = payBucket(payment, row, bucket, Math.min(amountMinor, mostMinor));
    payInModel(interest, at, { onDate: payOn, component: bucket.component, amountMinor: paidMinor });
    takeFigures(payment.run, interest, payment.onDate);
    return paidMinor;
  };
}

/** Tells the model what was paid of a row. Fees and penalties are nothing to it. */
export function payInModel(
  { model }: InterestRun,
  at: number,
  { onDate, component, amountMinor }: { onDate: Day; component: keyof Parts; amountMinor: number },
): void {
  const dueOn = model.periods[at]?.dueOn;
  if (dueOn === undefined) return;
  if (component === 'principal') payModelPrincipal(model, dueOn, onDate, amountMinor);
  else if (component === 'interest') payModelInterest(model, dueOn, amountMinor);
}

/** Principal that nobody has paid yet, of all rows: what one row shows on a day may be more than that. */
function principalOwed({ model, rows, settled, moved }: InterestRun): number {
  const paidOutMinor = model.periods.reduce(
    (total, { stretches }) => stretches.reduce((sum, stretch) => sum + stretch.paidOutMinor, total),
    0,
  );
  return rows.reduce(
    (left, row) =>
      left + (settled.get(row)?.principal ?? 0) + row.credited.principal - row.paid.principal - (moved.get(row) ?? 0),
    paidOutMinor,
  );
}

function earlyPayDate({ run, onDate }: Payment, row: Instalment): Day {
  const isRunning = onDate > row.fromOn && onDate <= row.dueOn;
  return run.facts.terms.recalculation?.settlement === 'until-due-date' && isRunning ? row.dueOn : onDate;
}

function showPayable(
  run: ReplayRun,
  interest: InterestRun,
  row: Instalment,
  { bucket: { component }, onDate }: { bucket: Bucket; onDate: Day },
): void {
  const dueOn = interest.model.periods[interest.rows.indexOf(row)]?.dueOn;
  if (dueOn === undefined) return;
  const payable = payableOn(interest.model, dueOn, onDate);
  const settled = interest.settled.get(row) ?? noParts();
  const movedMinor = interest.moved.get(row) ?? 0;
  if (component === 'interest')
    row.due.interest = Math.max(settled.interest + payable.interestMinor + row.credited.interest, leastInterest(row));
  // Where the cap has stopped interest, paying an early row may not bring back what was cut from the last ones.
  if (component === 'interest' && interest.cutMinor > 0) {
    const overMinor = Math.max(0, -roomOfLifeCap(run.facts.terms, run));
    row.due.interest = Math.max(row.due.interest - overMinor, leastInterest(row));
  }
  if (component === 'principal')
    row.due.principal = settled.principal + Math.max(0, payable.principalMinor) + row.credited.principal - movedMinor;
}

/** Overdue principal bears interest until a day: the day of the next payment, or today. */
export function addOverdue(run: ReplayRun, interest: InterestRun, onDate: Day): void {
  const { recalculation } = run.facts.terms;
  const overdue = interest.rows.filter((row) => row.dueOn < onDate);
  const last = interest.rows.at(-1);
  if (recalculation === null || overdue.length === 0 || last === undefined) return;
  let overdueMinor = 0;
  let allMinor = 0;
  for (const row of overdue) {
    if (overdueMinor > 0) correctRow(run, interest, row, { onDate, overdueMinor, allMinor });
    overdueMinor = openPart(row, 'principal');
    allMinor += overdueMinor;
  }
  const current = interest.rows.find((row) => row.fromOn < onDate && onDate <= row.dueOn) ?? last;
  if (current !== last || last.dueOn >= onDate) correctRow(run, interest, current, { onDate, overdueMinor, allMinor });
}

function correctRow(
  run: ReplayRun,
  interest: InterestRun,
  row: Instalment,
  { onDate, overdueMinor, allMinor }: { onDate: Day; overdueMinor: number; allMinor: number },
): void {
  const { correctedUntil, model } = interest;
  const isFirst = correctedUntil === null || row.fromOn > correctedUntil;
  const isDaily = run.facts.terms.recalculation?.rest === 'daily';
  if (isDaily ? correctedUntil === onDate : !isFirst) return;
  correctOverdue(model, isFirst ? row.fromOn : correctedUntil, overdueMinor);
  if (!isDaily) interest.correctedUntil = row.fromOn;
  if (onDate > row.fromOn && onDate <= row.dueOn) {
    const untilOn = isDaily ? onDate : row.dueOn;
    correctOverdue(model, untilOn, -allMinor);
    interest.correctedUntil = untilOn;
  }
  takeFigures(run, interest, onDate);
}

/** What became owed again bears interest from its day until the row it is due with. */
export function creditFollowing(run: ReplayRun, row: Instalment, onDate: Day, parts: Parts): void {
  const { interest } = run;
  const at = interest?.rows.indexOf(row) ?? -1;
  if (!interest || at < 0 || run.facts.terms.recalculation === null) return;
  creditModel(interest.model, at, { onDate, principalMinor: parts.principal, interestMinor: parts.interest });
  takeFigures(run, interest, onDate);
}

/** Nothing is owed any more: rows keep what they have, and what may become owed again begins a balance of its own. */
export function settleFollowing({ interest }: ReplayRun): void {
  if (interest === null) return;
  const { model, rows } = interest;
  for (const row of rows) {
    interest.settled.set(row, {
      ...noParts(),
      principal: row.due.principal - row.credited.principal,
      interest: row.due.interest - row.credited.interest,
    });
  }
  const { terms, periods, rates } = model;
  interest.model = { ...newModel(terms, periods), rates };
  interest.moved.clear();
  interest.cutMinor = 0;
}

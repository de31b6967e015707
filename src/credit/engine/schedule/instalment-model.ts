import { type Fixed, ONE, timesMinor } from '../arithmetic/fixed.ts';
import { divideRounded, evenShare, type RoundingMode, roundToMultiple } from '../arithmetic/rounding.ts';
import { type DayCount, yearFraction } from '../calendar/day-count.ts';
import {
  addDays,
  type Day,
  dayOfMonth,
  daysBetween,
  daysInYear,
  earlierOf,
  lastOfMonth,
  laterOf,
  yearOf,
} from '../calendar/days.ts';
import { equalInstalment, growthOf } from './equal-instalment.ts';

/**
 * Equal instalments on a balance that moves on any day: tranches, early and late money, changed rates. Every period is cut
 * into stretches of one balance; interest of a stretch is balance × factor, rounded once. What a change leaves over goes
 * into the last unpaid instalment, and the equal instalment is shifted by the difference ÷ n where that narrows the gap.
 */
export type InstalmentModel = { terms: ModelTerms; periods: ModelPeriod[]; rates: { fromOn: Day; rate: Fixed }[] };

export type ModelTerms = {
  rate: Fixed;
  /** 360, 364, 365 or the days of the year itself. */
  daysInYear: number | 'actual';
  daysInMonth: 30 | 'actual';
  unit: 'days' | 'weeks' | 'months';
  every: number;
  multipleMinor: number | null;
  mode: RoundingMode;
};

export type ModelPeriod = {
  fromOn: Day;
  dueOn: Day;
  stretches: Stretch[];
  instalmentMinor: number;
  paidPrincipalMinor: number;
  paidInterestMinor: number;
  /** What became owed again and is due with this period, on top of its instalment. It bears interest from its day on. */
  credits: { onDate: Day; principalMinor: number; interestMinor: number }[];
  /** Of another length than the rule says (a moved due date, a broken first period): interest by its own days. */
  isBroken: boolean;
  /** Only interest is due. */
  hasPrincipalGrace: boolean;
  /** Its interest is due with the first period after it that has none of this grace. */
  hasInterestGrace: boolean;
};
export type ModelFrame = { fromOn: Day; dueOn: Day; isBroken?: boolean };

/** Days with one balance. What is paid out or corrected counts from the end of the stretch on. */
export type Stretch = {
  fromOn: Day;
  untilOn: Day;
  factor: Fixed;
  paidOutMinor: number;
  correctionMinor: number;
  /** What of the corrections is overdue principal that comes and goes: no instalment is reckoned from it. */
  overdueMinor: number;
};

/** A period as it reads with all figures worked out. */
export type ModelRow = {
  fromOn: Day;
  dueOn: Day;
  instalmentMinor: number;
  interestMinor: number;
  principalMinor: number;
  /** What of the interest earlier periods of grace have left; it comes on top of the instalment. */
  deferredMinor: number;
  /** Interest that ran in the period but is due with a later one, because the instalment was paid early. */
  unrecognisedMinor: number;
  balanceMinor: number;
  stretches: { openingMinor: number; factor: Fixed; interestMinor: number }[];
};

export function newModel(terms: ModelTerms, periods: readonly ModelFrame[]): InstalmentModel {
  return { terms, rates: [], periods: periods.map(newPeriod) };
}

const UNCHANGED = { paidOutMinor: 0, correctionMinor: 0, overdueMinor: 0 };

function newPeriod({ fromOn, dueOn, isBroken = false }: ModelFrame): ModelPeriod {
  return {
    ...{ fromOn, dueOn, isBroken },
    stretches: [{ fromOn, untilOn: dueOn, factor: 0n, ...UNCHANGED }],
    instalmentMinor: 0,
    paidPrincipalMinor: 0,
    paidInterestMinor: 0,
    credits: [],
    hasPrincipalGrace: false,
    hasInterestGrace: false,
  };
}

/** Pays out a tranche: the instalments from the next due date on are reckoned anew. */
export function addTranche(model: InstalmentModel, onDate: Day, amountMinor: number): void {
  const at = changeBalance(model, onDate, { paidOutMinor: amountMinor });
  if (at < 0) return;
  // On its due date a tranche belongs to the next period, where there is one.
  const first = model.periods[at]?.dueOn === onDate && at + 1 < model.periods.length ? at + 1 : at;
  reckonInstalments(model, first);
}

/** Another rate from a day on; the instalments of the periods that end after it are reckoned anew. */
export function changeModelRate(model: InstalmentModel, fromOn: Day, rate: Fixed): void {
  model.rates.push({ fromOn, rate });
  const at = changeBalance(model, fromOn, {});
  if (at >= 0) reckonInstalments(model, at);
}

/** Terms that change with a period: another rate, other or more due dates, grace. Periods before it keep their figures. */
export type ModelChange = {
  rate?: Fixed;
  frame?: readonly ModelFrame[];
  principalGrace?: number;
  interestGrace?: number;
};

/** Changes the terms from a period on whose days have not begun; its instalment and those after it are reckoned anew. */
export function changeModel(model: InstalmentModel, at: number, change: ModelChange): void {
  const first = model.periods[at];
  if (first === undefined) return;
  const { rate, frame = [], principalGrace = 0, interestGrace = 0 } = change;
  if (rate !== undefined) model.rates.push({ fromOn: first.fromOn, rate });
  for (const [index, days] of frame.entries()) if (index >= at) moveDays(model, index, days);
  // The last period takes what is left, so it is never free of anything.
  const later = model.periods.slice(at, -1);
  for (const period of later.slice(0, principalGrace)) period.hasPrincipalGrace = true;
  for (const period of later.slice(0, interestGrace)) period.hasInterestGrace = true;
  reckonInstalments(model, at);
}

function moveDays(model: InstalmentModel, index: number, days: ModelFrame): void {
  const old = model.periods[index];
  if (old?.fromOn === days.fromOn && old.dueOn === days.dueOn) return;
  const fresh = newPeriod(days);
  if (old === undefined) model.periods[index] = fresh;
  // A period that begins that day has the payouts of the day in it: only its end moves.
  else if (old.fromOn === days.fromOn) {
    const stretches = old.stretches.map((stretch, at) =>
      at === old.stretches.length - 1 ? { ...stretch, untilOn: days.dueOn } : stretch,
    );
    model.periods[index] = { ...old, dueOn: days.dueOn, isBroken: fresh.isBroken, stretches };
  } else {
    const { fromOn, dueOn, isBroken, stretches } = fresh;
    model.periods[index] = { ...old, fromOn, dueOn, isBroken, stretches };
  }
}

/** Principal and interest that became owed again on a day, due with a period. */
export function creditModel(
  model: InstalmentModel,
  at: number,
  credit: { onDate: Day; principalMinor: number; interestMinor: number },
): void {
  const period = model.periods[at];
  if (period === undefined) return;
  period.credits.push(credit);
  correctBalance(model, credit.onDate, credit.principalMinor);
}

/** A balance that turned out higher (overdue principal) or lower (money that came early) from a day on. */
export function correctBalance(model: InstalmentModel, onDate: Day, amountMinor: number): void {
  correct(model, onDate, { correctionMinor: amountMinor });
}

/** The same of overdue principal: it bears interest from its due date until somebody pays or looks. */
export function correctOverdue(model: InstalmentModel, onDate: Day, amountMinor: number): void {
  correct(model, onDate, { correctionMinor: amountMinor, overdueMinor: amountMinor });
}

function correct(model: InstalmentModel, onDate: Day, change: BalanceChange): void {
  const at = changeBalance(model, onDate, change);
  const period = model.periods[at];
  if (period === undefined) return;
  setFactors(model, period);
  settleLast(model);
}

export function payModelPrincipal(model: InstalmentModel, dueOn: Day, onDate: Day, amountMinor: number): void {
  const period = model.periods.find((candidate) => candidate.dueOn === dueOn);
  if (period) period.paidPrincipalMinor += amountMinor;
  correctBalance(model, onDate > dueOn ? dueOn : onDate, -amountMinor);
}

export function payModelInterest(model: InstalmentModel, dueOn: Day, amountMinor: number): void {
  const period = model.periods.find((candidate) => candidate.dueOn === dueOn);
  if (period) period.paidInterestMinor += amountMinor;
  settleLast(model);
}

/** What paying off one instalment takes on a day: its interest until then, and the principal that goes with it. */
export function payableOn(
  model: InstalmentModel,
  dueOn: Day,
  onDate: Day,
): { interestMinor: number; principalMinor: number; balanceMinor: number } {
  const copy = structuredClone(model);
  const at = copy.periods.findIndex((candidate) => candidate.dueOn === dueOn);
  const period = copy.periods[at];
  if (period === undefined) return { interestMinor: 0, principalMinor: 0, balanceMinor: 0 };
  const day = earlierOf(laterOf(onDate, period.fromOn), period.dueOn);
  const inside = period.stretches.findIndex((stretch) => day > stretch.fromOn && day <= stretch.untilOn);
  const cut = Math.max(0, inside);
  const last = period.stretches[cut];
  if (last) last.untilOn = day;
  period.stretches.splice(cut + 1);
  setFactors(copy, period);
  const row = readModel(copy)[at];
  const openingMinor = row?.stretches.at(-1)?.openingMinor ?? 0;
  const balanceMinor = openingMinor + (last?.paidOutMinor ?? 0);
  const interestMinor = onDate < period.fromOn ? 0 : (row?.interestMinor ?? 0);
  if (period.hasPrincipalGrace) return { interestMinor, principalMinor: row?.principalMinor ?? 0, balanceMinor };
  // What was credited before the day is in the balance, and is shown on top by whoever asks.
  const creditedMinor = sumOf(period.credits, (credit) => (credit.onDate < day ? credit.principalMinor : 0));
  const deferredMinor = row?.deferredMinor ?? 0;
  const openCreditMinor = Math.max(0, creditedMinor - period.paidPrincipalMinor);
  const wholeMinor = balanceMinor + interestMinor - deferredMinor;
  const instalmentMinor =
    wholeMinor - openCreditMinor < period.instalmentMinor
      ? wholeMinor - creditedMinor + paidBase(period).interestMinor + period.paidPrincipalMinor
      : period.instalmentMinor;
  return { interestMinor, principalMinor: instalmentMinor + deferredMinor - interestMinor, balanceMinor };
}

/** What was paid of a period without what was credited to it; below zero while credited principal is open. */
function paidBase({ paidPrincipalMinor, paidInterestMinor, credits }: ModelPeriod): {
  principalMinor: number;
  interestMinor: number;
} {
  return {
    principalMinor: paidPrincipalMinor - sumOf(credits, (credit) => credit.principalMinor),
    interestMinor: Math.max(0, paidInterestMinor - sumOf(credits, (credit) => credit.interestMinor)),
  };
}

function sumOf<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}

/** Works out all figures, period by period. */
export function readModel({ periods, terms }: Pick<InstalmentModel, 'periods' | 'terms'>): ModelRow[] {
  const rows: ModelRow[] = [];
  let carriedMinor = 0;
  let deferredMinor = 0;
  let openingMinor = 0;
  for (const period of periods) {
    const stretches = period.stretches.map((stretch) => {
      const read = {
        openingMinor,
        factor: stretch.factor,
        interestMinor: timesMinor(openingMinor, stretch.factor, terms.mode),
      };
      openingMinor += stretch.paidOutMinor + stretch.correctionMinor;
      return read;
    });
    const ranMinor = stretches.reduce((total, stretch) => total + stretch.interestMinor, carriedMinor);
    const due = duePart(period, ranMinor, period.hasInterestGrace ? 0 : deferredMinor);
    carriedMinor = period.hasInterestGrace ? 0 : ranMinor + deferredMinor - due.interestMinor;
    deferredMinor = period.hasInterestGrace ? deferredMinor + ranMinor - due.interestMinor : 0;
    const creditedMinor = sumOf(period.credits, (credit) => credit.principalMinor);
    openingMinor += period.paidPrincipalMinor - due.principalMinor - creditedMinor;
    const { fromOn, dueOn } = period;
    const balanceMinor = Math.max(0, openingMinor);
    rows.push({ fromOn, dueOn, ...due, unrecognisedMinor: carriedMinor, balanceMinor, stretches });
  }
  return rows;
}

/** What of a period's instalment is interest and what principal; where it was paid early, interest waits for a later one. */
function duePart(
  period: ModelPeriod,
  ranMinor: number,
  deferredMinor: number,
): Pick<ModelRow, 'instalmentMinor' | 'interestMinor' | 'principalMinor' | 'deferredMinor'> {
  const paid = paidBase(period);
  const { instalmentMinor, hasPrincipalGrace, hasInterestGrace } = period;
  if (hasPrincipalGrace) {
    const interestMinor = hasInterestGrace
      ? paid.interestMinor
      : Math.max(ranMinor + deferredMinor, paid.interestMinor);
    const principalMinor = Math.max(0, paid.principalMinor);
    return { instalmentMinor: interestMinor + principalMinor, interestMinor, principalMinor, deferredMinor };
  }
  const isPaidEarly = paid.principalMinor > instalmentMinor - ranMinor;
  const isWaiting = isPaidEarly || hasInterestGrace;
  const interestMinor = Math.max(isWaiting ? paid.interestMinor : ranMinor + deferredMinor, paid.interestMinor);
  const principalMinor = Math.max(instalmentMinor + deferredMinor - interestMinor, paid.principalMinor);
  return { instalmentMinor: instalmentMinor + deferredMinor, interestMinor, principalMinor, deferredMinor };
}

type BalanceChange = Partial<Pick<Stretch, 'paidOutMinor' | 'correctionMinor' | 'overdueMinor'>>;

/** Splits the period a balance changes in at that day. Says which period that is, or -1. */
function changeBalance(
  model: InstalmentModel,
  onDate: Day,
  { paidOutMinor = 0, correctionMinor = 0, overdueMinor = 0 }: BalanceChange,
): number {
  const at = model.periods.findIndex(({ fromOn, dueOn }, index) =>
    index === 0 ? onDate >= fromOn && onDate <= dueOn : onDate > fromOn && onDate <= dueOn,
  );
  const period = model.periods[at];
  if (period === undefined) return -1;
  let stretch = period.stretches.find((candidate) => candidate.untilOn === onDate);
  if (stretch === undefined) {
    const index = Math.max(
      0,
      period.stretches.findIndex((candidate) => onDate >= candidate.fromOn && onDate < candidate.untilOn),
    );
    const whole = period.stretches[index];
    if (whole === undefined) return -1;
    stretch = { ...whole, untilOn: onDate, ...UNCHANGED };
    period.stretches.splice(index, 1, stretch, { ...whole, fromOn: onDate });
  }
  stretch.paidOutMinor += paidOutMinor;
  stretch.correctionMinor += correctionMinor;
  stretch.overdueMinor += overdueMinor;
  return at;
}

function reckonInstalments(model: InstalmentModel, first: number): void {
  const { periods, terms } = model;
  for (const period of periods.slice(first)) setFactors(model, period);
  const related = periods.slice(first).filter((period) => !period.hasPrincipalGrace);
  const start = related[0];
  if (start === undefined) return;
  const before = readModel(model)[first - 1]?.balanceMinor ?? 0;
  const untilStart = periods.slice(first, periods.indexOf(start) + 1).flatMap((period) => period.stretches);
  const baseMinor = untilStart.reduce(
    (total, { paidOutMinor, overdueMinor }) => total + paidOutMinor + overdueMinor,
    before,
  );
  const factors = related.map((period) => period.stretches.reduce((total, stretch) => total + stretch.factor, 0n));
  const exactMinor = equalInstalment(baseMinor, growthOf(factors), {
    mode: terms.mode,
    multipleMinor: null,
    remainder: 'last',
  });
  const instalmentMinor = toMultiple(terms, exactMinor);
  for (const period of related) period.instalmentMinor = instalmentMinor;
  settleLast(model);
  narrowGap(model, first);
}

/** Puts what the instalments do not add up to into the last one that is not paid. */
function settleLast(model: InstalmentModel): void {
  const rows = readModel(model);
  const paidOutMinor = model.periods.reduce(
    (total, period) => period.stretches.reduce((sum, stretch) => sum + stretch.paidOutMinor, total),
    0,
  );
  const interestMinor = rows.reduce((total, row) => total + row.interestMinor, 0);
  const instalmentsMinor = rows.reduce((total, row) => total + row.instalmentMinor, 0);
  const last = model.periods.findLast((period) => {
    const paid = paidBase(period);
    return !period.hasPrincipalGrace && period.instalmentMinor !== paid.principalMinor + paid.interestMinor;
  });
  if (last) last.instalmentMinor += paidOutMinor + interestMinor - instalmentsMinor;
  fitPrincipal(model, paidOutMinor);
}

/**
 * Principal of all rows is what was paid out, to the unit: where early money is more than the last instalment, the ones
 * before it shrink too, from the end on. Interest follows the smaller balance, so this is done until nothing moves.
 */
function fitPrincipal({ periods, terms }: InstalmentModel, paidOutMinor: number): void {
  for (let round = 0; round <= 2 * periods.length; round += 1) {
    const rows = readModel({ periods, terms });
    let overMinor = rows.reduce((total, row) => total + row.principalMinor, -paidOutMinor);
    if (overMinor === 0) return;
    for (let at = periods.length - 1; at >= 0 && overMinor !== 0; at -= 1) {
      const [period, row] = [periods[at], rows[at]];
      if (period === undefined || row === undefined || period.hasPrincipalGrace) continue;
      const cutMinor = Math.min(overMinor, row.principalMinor - Math.max(0, paidBase(period).principalMinor));
      if (cutMinor === 0) continue;
      period.instalmentMinor = row.interestMinor - row.deferredMinor + row.principalMinor - cutMinor;
      overMinor -= cutMinor;
    }
  }
}

/**
 * Where the last instalment differs from the others by more than half a unit for each period, all are shifted by the
 * difference ÷ n; the shift stays only when it narrows the gap.
 */
function narrowGap(model: InstalmentModel, first: number): void {
  const hasNoGrace = (period: ModelPeriod): boolean => !period.hasPrincipalGrace;
  const related = model.periods.slice(first).filter(hasNoGrace);
  const gapMinor = gapOf(related);
  const half = Math.floor(related.length / 2);
  const regular = related.at(-2);
  if (gapMinor === 0 || half === 0 || regular === undefined) return;
  if (Math.abs(gapMinor) <= half) return;
  const shiftMinor = evenShare(gapMinor, related.length, model.terms.mode);
  const shiftedMinor = toMultiple(model.terms, regular.instalmentMinor + shiftMinor);
  if (shiftedMinor === regular.instalmentMinor) return;
  const tried = structuredClone(model);
  const shifted = tried.periods.slice(first).filter(hasNoGrace);
  for (const period of shifted) period.instalmentMinor = shiftedMinor;
  settleLast(tried);
  if (Math.abs(gapOf(shifted)) >= Math.abs(gapMinor)) return;
  for (const [index, period] of related.entries()) {
    period.instalmentMinor = shifted[index]?.instalmentMinor ?? period.instalmentMinor;
  }
}

function gapOf(periods: readonly ModelPeriod[]): number {
  const [regular, last] = periods.slice(-2);
  return regular && last ? last.instalmentMinor - regular.instalmentMinor : 0;
}

function toMultiple(terms: ModelTerms, amountMinor: number): number {
  return terms.multipleMinor === null ? amountMinor : roundToMultiple(amountMinor, terms.multipleMinor, terms.mode);
}

function setFactors(model: InstalmentModel, period: ModelPeriod): void {
  for (const stretch of period.stretches) stretch.factor = factorOf(model, period, stretch);
}

/** rate × (days a period counts ÷ days a year counts) × days of the stretch ÷ days of the period. */
function factorOf(model: InstalmentModel, period: ModelPeriod, { fromOn, untilOn }: Stretch): Fixed {
  const { terms } = model;
  const rate = rateOn(model, fromOn);
  if (period.isBroken) {
    const { numerator, denominator } = yearFraction(fromOn, untilOn, dayCountOf(terms));
    return divideRounded(rate * numerator, denominator, 'half-even');
  }
  if (terms.daysInYear === 'actual' && yearOf(fromOn) !== yearOf(untilOn))
    return rateAcrossYears(rate, fromOn, untilOn);
  const inYear = terms.daysInYear === 'actual' ? daysInYear(yearOf(fromOn)) : terms.daysInYear;
  const counted = countedDays(terms, fromOn);
  const numerator = rate * BigInt(counted * terms.every) * BigInt(daysBetween(fromOn, untilOn));
  return divideRounded(numerator, BigInt(inYear) * BigInt(daysBetween(period.fromOn, period.dueOn)), 'half-even');
}

function dayCountOf({ daysInYear: inYear, daysInMonth }: ModelTerms): DayCount {
  if (inYear === 360) return daysInMonth === 30 ? '30/360' : 'actual/360';
  if (inYear === 'actual') return 'actual/actual';
  if (inYear === 365 && daysInMonth === 30) return '30/365';
  return inYear === 364 ? 'actual/364' : 'actual/365';
}

function countedDays(terms: ModelTerms, fromOn: Day): number {
  if (terms.unit === 'days') return 1;
  if (terms.unit === 'weeks') return 7;
  return terms.daysInMonth === 30 ? 30 : dayOfMonth(lastOfMonth(fromOn));
}

function rateOn({ rates, terms }: InstalmentModel, day: Day): Fixed {
  return rates.findLast((change) => change.fromOn <= day)?.rate ?? terms.rate;
}

/** Each day in its own year; the year turns with the 31st of December. */
function rateAcrossYears(rate: Fixed, fromOn: Day, untilOn: Day): Fixed {
  let part = 0n;
  for (let start = fromOn; start < untilOn; ) {
    // A year's last day belongs to the next one, as the night over which its interest runs does.
    const turn = addDays(`${yearOf(start) + 1}-01-01`, -1);
    const end = start < turn && turn < untilOn ? turn : untilOn;
    const year = end === turn ? yearOf(start) : yearOf(untilOn);
    part += divideRounded(ONE * BigInt(daysBetween(start, end)), BigInt(daysInYear(year)), 'half-even');
    start = end;
  }
  return divideRounded(rate * part, ONE, 'half-even');
}

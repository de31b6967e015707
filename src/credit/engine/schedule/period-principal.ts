import { evenShare, roundToMultiple } from '../arithmetic/rounding.ts';
import type { Day } from '../calendar/days.ts';
import { dueDates } from '../calendar/due-dates.ts';
import { equalGrowth, equalInstalment, type Growth, growthOf } from './equal-instalment.ts';
import { nominalFactor, periodFactor } from './period-rates.ts';
import type { ScheduleRun } from './schedule-run.ts';

/**
 * The principal of the next period, before the last period takes what is left. In a grace period it is nothing; with a
 * bullet nothing before the end.
 */
export function principalOfPeriod(run: ScheduleRun, dueOn: Day, interestMinor: number): number {
  const { method, amortisation } = run.terms;
  // The equal instalment is fixed on the first period, also when that one is free of principal.
  if (method === 'declining' && amortisation !== 'equal-principal' && amortisation !== 'bullet') {
    const instalmentMinor = instalmentOf(run, dueOn);
    return run.principalGrace.has(run.period) ? 0 : Math.max(0, instalmentMinor - interestMinor);
  }
  if (run.principalGrace.has(run.period) || amortisation === 'bullet') return 0;
  if (method === 'declining') return equalPrincipalOf(run);
  return flatPrincipalOf(run, interestMinor);
}

/** Cuts the principal so that the last period ends at zero, and none goes below. */
export function fittedPrincipal(run: ScheduleRun, principalMinor: number): number {
  const leftMinor = run.scheduledMinor - run.principalSoFarMinor - principalMinor;
  return leftMinor < 0 || run.period === run.periods ? principalMinor + leftMinor : principalMinor;
}

function instalmentOf(run: ScheduleRun, dueOn: Day): number {
  if (run.instalmentMinor === null) {
    const baseMinor = run.period === 1 ? instalmentBase(run) : run.outstandingMinor;
    const growth = growthOfPeriods(run, dueOn);
    run.instalmentMinor = equalInstalment(baseMinor, growth, run.terms.rounding, run.terms.balloonMinor ?? 0);
  }
  return run.instalmentMinor;
}

/** The first reckoning looks at what was agreed, where less has been paid out so far. */
function instalmentBase(run: ScheduleRun): number {
  const notYetMinor = (run.terms.agreedMinor ?? run.paidOutMinor) - run.paidOutMinor;
  return run.outstandingMinor + (run.terms.agreedMinor === undefined ? 0 : waitingMinor(run) + notYetMinor);
}

function waitingMinor(run: ScheduleRun): number {
  return run.waiting.reduce((total, tranche) => total + tranche.amountMinor, 0);
}

function growthOfPeriods(run: ScheduleRun, dueOn: Day): Growth {
  const payingPeriods = periodsWithPrincipal(run, run.period - 1);
  if (run.terms.instalmentFormula === 'nominal-period') {
    return equalGrowth(nominalFactor(run.terms, run.rate), payingPeriods);
  }
  const all = exactFactors(run, dueOn);
  return growthOf(all.slice(all.length - payingPeriods));
}

/** The factors of the periods from the next one on, by their real dates. */
function exactFactors(run: ScheduleRun, dueOn: Day): bigint[] {
  const { terms } = run;
  const count = run.periods - run.period + 1;
  const rule = terms.dueDates;
  const later =
    rule.kind === 'every'
      ? dueDates(dueOn, count - 1, { kind: 'every', every: rule.every, unit: rule.unit })
      : dueDates(terms.startOn, run.periods, rule).slice(run.period);
  const ends = [dueOn, ...later];
  return ends.map((end, index) => periodFactor(terms, run.rate, ends[index - 1] ?? run.fromOn, end));
}

/** How many periods after `elapsed` carry principal. */
function periodsWithPrincipal(run: ScheduleRun, elapsed: number): number {
  let inGrace = 0;
  for (const number of run.principalGrace) if (number > elapsed) inGrace += 1;
  return run.periods - elapsed - inGrace;
}

function equalPrincipalOf(run: ScheduleRun): number {
  if (run.equalPrincipalMinor === null) {
    const elapsed = run.period - 1;
    const baseMinor = (elapsed === 0 ? instalmentBase(run) : run.outstandingMinor) - (run.terms.balloonMinor ?? 0);
    run.equalPrincipalMinor = evenShare(baseMinor, periodsWithPrincipal(run, elapsed), run.terms.rounding.mode);
  }
  return run.equalPrincipalMinor;
}

/** Equal principal such that, where a multiple is asked for, principal and interest together are one. */
function flatPrincipalOf(run: ScheduleRun, interestMinor: number): number {
  const { rounding, balloonMinor = 0 } = run.terms;
  const { periods, principalMinor } = run.shared;
  const count = periodsWithPrincipal(run, periods);
  const baseMinor = run.scheduledMinor - principalMinor - balloonMinor;
  const shareMinor = evenShare(baseMinor, count, rounding.mode);
  const { multipleMinor } = rounding;
  const mode = rounding.instalmentMode ?? rounding.mode;
  const evenMinor =
    multipleMinor === null
      ? shareMinor
      : roundToMultiple(shareMinor, multipleMinor, mode) +
        roundToMultiple(interestMinor, multipleMinor, mode) -
        interestMinor;
  const takesRemainder = rounding.remainder === 'first' && run.principalSoFarMinor === principalMinor;
  return Math.max(0, takesRemainder ? baseMinor - evenMinor * (count - 1) : evenMinor);
}

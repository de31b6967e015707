import { assert } from '#platform/assert';
import type { Day } from '../calendar/days.ts';
import { dueDates } from '../calendar/due-dates.ts';
import { interestOfPeriod, settleDays, totalFlatInterest } from './period-interest.ts';
import { fittedPrincipal, principalOfPeriod } from './period-principal.ts';
import { rateOf } from './period-rates.ts';
import { addRow, moveToWorkingDay, nextRegularDueOn, payOut, type ScheduleRun, startRun, sum } from './schedule-run.ts';
import type { Schedule, ScheduleTerms, TermChange } from './schedule-terms.ts';

const MOST_ROWS = 2_500;

/**
 * The schedule that follows from the terms alone: what is due when, before anybody paid. Rows in the order in which they
 * fall due; amounts in minor units; principal of all rows adds up to the tranches, to the unit.
 */
export function buildSchedule(terms: ScheduleTerms): Schedule {
  const run = startRun(terms);
  const changes = [...(terms.changes ?? [])];
  if (terms.method === 'flat') run.flat.totalMinor = totalFlatInterest(run, plannedEnd(terms));
  while (run.outstandingMinor > 0 || run.waiting.length > 0) {
    assert(run.rows.length < MOST_ROWS, 'A schedule does not come to an end');
    addPeriod(run, changes);
  }
  if (run.deferredMinor > 0) addDeferredToLast(run);
  return finished(run);
}

/** A period of a schedule without amounts: when it is due, and which changes start with it. */
export type PeriodFrame = { dueOn: Day; changes: TermChange[] };

/** All periods with the changes that were agreed. */
export function periodFrames(terms: ScheduleTerms): PeriodFrame[] {
  const run = startRun({ ...terms, tranches: [] });
  const waiting = [...(terms.changes ?? [])];
  const frames: PeriodFrame[] = [];
  while (run.period <= run.periods) {
    const before = [...waiting];
    const dueOn = moveToWorkingDay(terms, withChanges(run, waiting, nextRegularDueOn(run)));
    frames.push({ dueOn, changes: before.filter((change) => !waiting.includes(change)) });
    run.fromOn = dueOn;
    run.period += 1;
  }
  return frames;
}

/** Their due dates alone. */
export function periodEnds(terms: ScheduleTerms): Day[] {
  return periodFrames(terms).map(({ dueOn }) => dueOn);
}

function addPeriod(run: ScheduleRun, changes: TermChange[]): void {
  const dueOn = moveToWorkingDay(run.terms, withChanges(run, changes, nextRegularDueOn(run)));
  const interest = interestOfPeriod(run, dueOn);
  const ownInterestMinor = interest.dueMinor - (interest.deferredMinor === 0 ? run.deferredMinor : 0);
  for (const tranche of run.waiting.filter(({ onDate }) => onDate <= dueOn)) payOut(run, tranche);
  run.waiting = run.waiting.filter(({ onDate }) => onDate > dueOn);
  const principalMinor = fittedPrincipal(run, principalOfPeriod(run, dueOn, ownInterestMinor));
  addRow(run, { kind: 'instalment', fromOn: run.fromOn, dueOn }, principalMinor, interest.dueMinor);
  run.outstandingMinor -= principalMinor;
  run.principalSoFarMinor += principalMinor;
  run.interestSoFarMinor += interest.dueMinor;
  run.deferredMinor = interest.deferredMinor;
  run.fromOn = dueOn;
  run.period += 1;
}

/** Applies the changes that start with this due date, and says the due date that then holds. */
function withChanges(run: ScheduleRun, changes: TermChange[], regularDueOn: Day): Day {
  let dueOn = regularDueOn;
  for (let at = 0; at < changes.length; ) {
    const change = changes[at];
    if (change === undefined || change.fromDueOn > regularDueOn) at += 1;
    else {
      changes.splice(at, 1);
      dueOn = change.kind === 'due-date' ? moveDueDate(run, change.dueOn) : applyChange(run, change, dueOn);
    }
  }
  return dueOn;
}

function moveDueDate(run: ScheduleRun, dueOn: Day): Day {
  run.anchorOn = dueOn;
  run.sinceAnchor = 0;
  return dueOn;
}

function applyChange(run: ScheduleRun, change: Exclude<TermChange, { kind: 'due-date' }>, dueOn: Day): Day {
  const elapsed = run.period - 1;
  switch (change.kind) {
    case 'rate':
      changeRate(run, change.annualRatePercent);
      break;
    case 'extra-periods':
      run.periods += change.periods;
      run.flat.periodsBefore = elapsed;
      run.shared = { periods: elapsed, principalMinor: run.principalSoFarMinor };
      run.flat.interestBeforeMinor = run.interestSoFarMinor;
      run.instalmentMinor = null;
      run.equalPrincipalMinor = null;
      break;
    case 'principal-grace':
      for (let nth = 0; nth < change.periods; nth += 1) run.principalGrace.add(run.period + nth);
      run.instalmentMinor = null;
      break;
    case 'interest-grace':
      for (let nth = 0; nth < change.periods; nth += 1) run.interestGrace.add(run.period + nth);
      break;
  }
  return dueOn;
}

/** A new rate from this period on: flat interest is spread anew over the rest, an equal instalment is reckoned again. */
function changeRate(run: ScheduleRun, annualRatePercent: string): void {
  run.rate = rateOf(annualRatePercent);
  run.instalmentMinor = null;
  settleDays(run, run.fromOn);
  if (run.terms.method !== 'flat') return;
  run.flat.periodsBeforeRate = run.period - 1;
  run.flat.principalBeforeRateMinor = run.principalSoFarMinor;
  run.flat.totalMinor = run.interestSoFarMinor + totalFlatInterest(run, plannedEnd(run.terms));
}

/** The last due date as agreed at the start: the end of the term that flat interest is reckoned for. */
function plannedEnd(terms: ScheduleTerms): Day {
  if (terms.interestPeriod === 'equal-periods') return terms.startOn;
  return dueDates(terms.startOn, terms.periods, terms.dueDates).at(-1) ?? terms.startOn;
}

/** Deferred interest that no later period took. */
function addDeferredToLast(run: ScheduleRun): void {
  const last = run.rows.at(-1);
  assert(last, 'A schedule with deferred interest has a row');
  last.interestMinor += run.deferredMinor;
  run.interestSoFarMinor += run.deferredMinor;
}

function finished(run: ScheduleRun): Schedule {
  const { tranches } = run.terms;
  let paidMinor = 0;
  for (const row of run.rows) {
    paidMinor += row.principalMinor;
    let outMinor = 0;
    for (const tranche of tranches) if (tranche.onDate <= row.dueOn) outMinor += tranche.amountMinor;
    row.balanceMinor = outMinor - paidMinor;
  }
  return { rows: run.rows, principalMinor: sum(tranches), interestMinor: run.interestSoFarMinor };
}

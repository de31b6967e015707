import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import { addDays, type Day, daysBetween, earlierOf, laterOf } from '../calendar/days.ts';
import { feeAmount } from './charges-of-terms.ts';
import { type Instalment, judge, openPart } from './instalment.ts';
import { type InterestRun, takeFigures } from './interest-follows.ts';
import { roomOfLifeCap } from './life-cap.ts';
import type { DailyLateCharge, Freeze, LoanFee } from './loan-facts.ts';
import type { ReplayRun } from './replay-run.ts';

/** How far late charges have come: money times days for each due date, and what was charged of it. */
export type LateRun = {
  untilOn: Day;
  /** `openMinor`: what of it still stands; the cap takes back what nobody has paid. */
  byDueOn: Map<Day, { dayAmounts: bigint; chargedMinor: number; openMinor: number; feesTaken: Set<string> }>;
};

/**
 * Lets late charges run until a day (that day not counted), on what is open now: called before anything changes what is
 * open, and on the day somebody looks. Each instalment bears its own: rate × base × calendar days after grace, as one sum
 * from the first day rounded down, so no way of cutting the days changes the total. Fees for an overdue instalment are taken
 * once. Days of a freeze cost nothing. Price and late charges together stop at the cap of the loan's life.
 */
export function runLateCharges(run: ReplayRun, untilOn: Day): void {
  const { lateCharge, fees } = run.facts.terms;
  const overdueFees = fees?.filter(({ timing }) => timing === 'overdue') ?? [];
  if (!lateCharge && overdueFees.length === 0) return;
  run.late ??= { untilOn: run.startOn, byDueOn: new Map() };
  if (untilOn <= run.late.untilOn) return;
  for (const row of run.rows) {
    if (row.isMet || row.dueOn >= untilOn || row.kind === 'additional') continue;
    if (lateCharge) chargeByDay(run, run.late, row, { lateCharge, untilOn });
    for (const fee of overdueFees) chargeOnce(run, run.late, row, { fee, untilOn });
  }
  run.late.untilOn = untilOn;
}

function chargeByDay(
  run: ReplayRun,
  late: LateRun,
  row: Instalment,
  { lateCharge, untilOn }: { lateCharge: DailyLateCharge; untilOn: Day },
): void {
  const fromOn = laterOf(late.untilOn, addDays(row.dueOn, lateCharge.graceDays));
  const days = chargedDays(fromOn, untilOn, run.facts.freezes ?? []);
  const principalMinor = openPart(row, 'principal');
  const baseMinor = lateCharge.base === 'principal' ? principalMinor : principalMinor + openPart(row, 'interest');
  if (days <= 0 || baseMinor <= 0) return;
  const entry = entryOf(late, row.dueOn);
  entry.dayAmounts += BigInt(baseMinor) * BigInt(days);
  const wholeMinor = divideMinor(entry.dayAmounts * fixed(lateCharge.percentPerDay), 100n * ONE, 'down');
  const addedMinor = Math.min(wholeMinor - entry.chargedMinor, leftOfLifeCap(run));
  if (addedMinor <= 0) return;
  entry.chargedMinor += addedMinor;
  entry.openMinor += addedMinor;
  row.due.penalty += addedMinor;
  judge(row, row.metOn);
}

function chargeOnce(
  run: ReplayRun,
  late: LateRun,
  row: Instalment,
  { fee, untilOn }: { fee: LoanFee; untilOn: Day },
): void {
  const entry = entryOf(late, row.dueOn);
  const chargeableOn = addDays(row.dueOn, fee.days);
  if (untilOn <= chargeableOn || entry.feesTaken.has(fee.id)) return;
  if (chargedDays(chargeableOn, untilOn, run.facts.freezes ?? []) === 0) return;
  entry.feesTaken.add(fee.id);
  const baseMinor = openPart(row, 'principal') + openPart(row, 'interest');
  const addedMinor = Math.min(feeAmount(baseMinor, fee, run.facts), leftOfLifeCap(run));
  if (addedMinor <= 0) return;
  entry.openMinor += addedMinor;
  row.due[fee.isPenalty ? 'penalty' : 'fee'] += addedMinor;
  judge(row, row.metOn);
}

/**
 * Nothing accrues past the cap of the loan's life: where interest came after late charges had filled it, those that nobody
 * has paid make room, and then the interest stops. Called before anything is paid, so no money goes to what may not be asked.
 */
export function keepLifeCap(run: ReplayRun): void {
  const { late } = run;
  if (late === undefined) return;
  const follows = run.facts.terms.recalculation !== null;
  if (follows && run.interest) cutFollowing(run, run.interest, 0);
  let overMinor = -roomOfLifeCap(run.facts.terms, run);
  for (const row of run.rows.toReversed()) {
    if (overMinor <= 0) break;
    const cutMinor = Math.min(overMinor, late.byDueOn.get(row.dueOn)?.openMinor ?? 0, openPart(row, 'penalty'));
    if (cutMinor <= 0) continue;
    row.due.penalty -= cutMinor;
    entryOf(late, row.dueOn).openMinor -= cutMinor;
    overMinor -= cutMinor;
    judge(row, row.metOn);
  }
  if (!follows) return;
  if (run.interest) cutFollowing(run, run.interest, overMinor);
  cutInterest(run, -roomOfLifeCap(run.facts.terms, run));
}

/** How much the cap stops is found anew each time: money that came early leaves room. */
function cutFollowing(run: ReplayRun, interest: InterestRun, amountMinor: number): void {
  if (interest.cutMinor === Math.max(0, amountMinor)) return;
  interest.cutMinor = Math.max(0, amountMinor);
  takeFigures(run, interest, run.late?.untilOn ?? run.startOn);
}

/** Rows without a balance behind them: those that an agreement has taken the place of still owe what ran. */
function cutInterest(run: ReplayRun, amountMinor: number): void {
  let overMinor = amountMinor;
  for (const row of run.rows.toReversed()) {
    if (overMinor <= 0) return;
    if (run.interest?.rows.includes(row)) continue;
    const cutMinor = Math.min(overMinor, openPart(row, 'interest'));
    if (cutMinor <= 0) continue;
    row.due.interest -= cutMinor;
    overMinor -= cutMinor;
    judge(row, row.metOn);
  }
}

function entryOf(late: LateRun, dueOn: Day) {
  let entry = late.byDueOn.get(dueOn);
  if (entry === undefined) {
    entry = { dayAmounts: 0n, chargedMinor: 0, openMinor: 0, feesTaken: new Set() };
    late.byDueOn.set(dueOn, entry);
  }
  return entry;
}

function leftOfLifeCap(run: ReplayRun): number {
  return Math.max(0, roomOfLifeCap(run.facts.terms, run));
}

/** Calendar days of a span that no freeze covers; overlapping freezes count once. */
export function chargedDays(fromOn: Day, untilOn: Day, freezes: readonly Freeze[]): number {
  if (untilOn <= fromOn) return 0;
  let days = daysBetween(fromOn, untilOn);
  let coveredUntil = fromOn;
  for (const freeze of freezes.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))) {
    const start = laterOf(freeze.fromOn, coveredUntil);
    const end = earlierOf(freeze.untilOn, untilOn);
    if (end <= start) continue;
    days -= daysBetween(start, end);
    coveredUntil = end;
  }
  return days;
}

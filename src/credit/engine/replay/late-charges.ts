import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import { addDays, type Day, daysBetween, earlierOf, laterOf } from '../calendar/days.ts';
import { feeAmount } from './charges-of-terms.ts';
import { type Instalment, judge, openPart } from './instalment.ts';
import type { DailyLateCharge, Freeze, LoanFee } from './loan-facts.ts';
import type { ReplayRun } from './replay-run.ts';

/** How far late charges have come: money times days for each due date, and what was charged of it. */
export type LateRun = {
  untilOn: Day;
  byDueOn: Map<Day, { dayAmounts: bigint; chargedMinor: number; feesTaken: Set<string> }>;
  chargedMinor: number;
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
  run.late ??= { untilOn: run.startOn, byDueOn: new Map(), chargedMinor: 0 };
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
  const addedMinor = Math.min(wholeMinor - entry.chargedMinor, leftOfLifeCap(run, late));
  if (addedMinor <= 0) return;
  entry.chargedMinor += addedMinor;
  late.chargedMinor += addedMinor;
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
  const addedMinor = Math.min(feeAmount(baseMinor, fee, run.facts), leftOfLifeCap(run, late));
  if (addedMinor <= 0) return;
  late.chargedMinor += addedMinor;
  row.due[fee.isPenalty ? 'penalty' : 'fee'] += addedMinor;
  judge(row, row.metOn);
}

/** Interest that came after late charges had filled the cap takes their place, as far as they are not paid. */
export function keepLifeCap(run: ReplayRun): void {
  const { late } = run;
  if (late === undefined || late.chargedMinor === 0) return;
  let overMinor = -roomOfLifeCap(run, late);
  for (const row of run.rows.toReversed()) {
    if (overMinor <= 0) return;
    const cutMinor = Math.min(overMinor, entryOf(late, row.dueOn).chargedMinor, openPart(row, 'penalty'));
    if (cutMinor <= 0) continue;
    row.due.penalty -= cutMinor;
    late.chargedMinor -= cutMinor;
    overMinor -= cutMinor;
    judge(row, row.metOn);
  }
}

function entryOf(late: LateRun, dueOn: Day) {
  let entry = late.byDueOn.get(dueOn);
  if (entry === undefined) {
    entry = { dayAmounts: 0n, chargedMinor: 0, feesTaken: new Set() };
    late.byDueOn.set(dueOn, entry);
  }
  return entry;
}

/** What the cap of the loan's life leaves after the price of the rows as they stand and the late charges so far. */
function leftOfLifeCap(run: ReplayRun, late: LateRun): number {
  return Math.max(0, roomOfLifeCap(run, late));
}

/** The same; below zero where it is passed. */
function roomOfLifeCap(run: ReplayRun, late: LateRun): number {
  const lifeCapMinor = run.facts.terms.lateCharge?.lifeCapMinor ?? null;
  if (lifeCapMinor === null) return Number.MAX_SAFE_INTEGER;
  let priceMinor = 0;
  for (const row of run.rows) priceMinor += row.due.interest;
  const isPrice = new Set(run.facts.terms.fees?.filter((fee) => fee.isPrice).map(({ id }) => id));
  for (const charge of run.charges) if (isPrice.has(charge.id.slice(0, -11))) priceMinor += charge.amountMinor;
  return lifeCapMinor - priceMinor - late.chargedMinor;
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

import { evenShare, roundToMultiple } from '../arithmetic/rounding.ts';
import { addUnits, compareDays } from '../calendar/days.ts';
import { addPrincipal, judgeChange, newInstalment, openPart } from './instalment.ts';
import type { Transaction } from './loan-facts.ts';
import { newOutcome, type Outcome, type ReplayRun } from './replay-run.ts';

/** Overdue principal moves evenly to the instalments that are still to come; the last one takes the difference. */
export function reAmortise(run: ReplayRun, { onDate }: Transaction): Outcome {
  const later = run.rows.filter((row) => row.dueOn > onDate && row.kind === 'instalment');
  if (later.length === 0) return newOutcome(0);
  let movedMinor = 0;
  for (const row of run.rows) {
    if (row.dueOn > onDate) continue;
    const openMinor = openPart(row, 'principal');
    movedMinor += openMinor;
    row.due.principal -= openMinor;
    judgeChange(row, onDate);
  }
  const shares = roundedShares(run, movedMinor, later.length);
  for (const [index, row] of later.entries()) addPrincipal(row, onDate, shares[index] ?? 0);
  return movedOutcome(movedMinor);
}

/** All principal that is open moves to new instalments from a new first date; the old ones keep what was paid. */
export function reAge(run: ReplayRun, event: Extract<Transaction, { kind: 're-ageing' }>): Outcome {
  let movedMinor = 0;
  for (const row of run.rows) {
    const openMinor = openPart(row, 'principal');
    if (openMinor === 0) continue;
    movedMinor += openMinor;
    addPrincipal(row, event.onDate, -openMinor);
  }
  const shares = roundedShares(run, movedMinor, event.instalments);
  let fromOn = run.rows.filter((row) => row.kind !== 'down-payment').at(-1)?.dueOn ?? run.startOn;
  for (let nth = 0; nth < event.instalments; nth += 1) {
    const dueOn = addUnits(event.startOn, nth * event.every, event.unit);
    const principal = shares[nth] ?? 0;
    const row = newInstalment({ number: 0, kind: 're-aged', fromOn, dueOn }, { principal });
    judgeChange(row, event.onDate);
    run.rows.push(row);
    fromOn = dueOn;
  }
  renumber(run);
  return movedOutcome(movedMinor);
}

/** Equal shares, to the product's multiple; the last one takes the difference, and none is less than nothing. */
function roundedShares({ facts }: ReplayRun, amountMinor: number, count: number): number[] {
  const { mode, multipleMinor } = facts.terms.schedule.rounding;
  const evenMinor = evenShare(amountMinor, count, mode);
  const shareMinor = multipleMinor === null ? evenMinor : roundToMultiple(evenMinor, multipleMinor, mode);
  let leftMinor = amountMinor;
  return Array.from({ length: count }, (_, nth) => {
    const ownMinor = nth === count - 1 ? leftMinor : Math.min(shareMinor, leftMinor);
    leftMinor -= ownMinor;
    return ownMinor;
  });
}

export function movedOutcome(movedMinor: number): Outcome {
  const outcome = newOutcome(movedMinor);
  outcome.parts.principal = movedMinor;
  return outcome;
}

/** Numbers follow the due dates. Rows of one day keep their order. */
export function renumber(run: ReplayRun): void {
  run.rows.sort((a, b) => compareDays(a.dueOn, b.dueOn));
  for (const [index, row] of run.rows.entries()) row.number = index + 1;
}

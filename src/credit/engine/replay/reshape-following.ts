import { addUnits, type Day } from '../calendar/days.ts';
import { addTranche, type ModelTerms, newModel, payableOn } from '../schedule/instalment-model.ts';
import { judgeChange, newInstalment, openPart } from './instalment.ts';
import { type InterestRun, interestRun, payInModel, takeFigures } from './interest-follows.ts';
import type { Transaction } from './loan-facts.ts';
import { newOutcome, type Outcome, type ReplayRun } from './replay-run.ts';
import { movedOutcome, renumber } from './reshape-rows.ts';

/**
 * Overdue principal moves to the instalments that are still to come, which are reckoned anew from that day as if it had
 * been paid out again. Interest that has fallen due stays due.
 */
export function reAmortiseFollowing(run: ReplayRun, interest: InterestRun, { onDate }: Transaction): Outcome {
  if (!interest.rows.some((row) => row.dueOn > onDate)) return newOutcome(0);
  let movedMinor = 0;
  for (const [at, row] of interest.rows.entries()) {
    const openMinor = row.dueOn <= onDate ? openPart(row, 'principal') : 0;
    if (openMinor === 0) continue;
    payInModel(interest, at, { onDate, component: 'principal', amountMinor: openMinor });
    interest.moved.set(row, (interest.moved.get(row) ?? 0) + openMinor);
    movedMinor += openMinor;
  }
  if (movedMinor > 0) addTranche(interest.model, onDate, movedMinor);
  takeFigures(run, interest, onDate);
  return movedOutcome(movedMinor);
}

type ReAgeing = Extract<Transaction, { kind: 're-ageing' }>;

/**
 * All principal that is open moves to new instalments, with a balance of their own from that day on. The old ones keep what
 * was paid and the interest that ran until the day; interest of days to come is that of the new ones.
 */
export function reAgeFollowing(run: ReplayRun, interest: InterestRun, event: ReAgeing): Outcome {
  const { onDate } = event;
  for (const [at, row] of interest.rows.entries()) {
    if (row.dueOn <= onDate) continue;
    const dueOn = interest.model.periods[at]?.dueOn;
    const ranMinor =
      row.fromOn < onDate && dueOn !== undefined ? payableOn(interest.model, dueOn, onDate).interestMinor : 0;
    const leastMinor = row.paid.interest + row.waived.interest;
    const settledMinor = interest.settled.get(row)?.interest ?? 0;
    row.due.interest = Math.max(settledMinor + ranMinor + row.credited.interest, leastMinor);
  }
  let movedMinor = 0;
  for (const row of run.rows) {
    const openMinor = openPart(row, 'principal');
    movedMinor += openMinor;
    row.due.principal -= openMinor;
    judgeChange(row, onDate);
  }
  const { model } = interest;
  const rows = newRows(run, event);
  run.interest = interestRun({ ...newModel(termsOf(model.terms, event), framesOf(rows)), rates: model.rates }, rows);
  addTranche(run.interest.model, onDate, movedMinor);
  takeFigures(run, run.interest, onDate);
  return movedOutcome(movedMinor);
}

function newRows(run: ReplayRun, { onDate, startOn, instalments, every, unit }: ReAgeing) {
  let fromOn: Day = onDate;
  const rows = Array.from({ length: instalments }, (_, nth) => {
    const dueOn = addUnits(startOn, nth * every, unit);
    const row = newInstalment({ number: 0, kind: 're-aged', fromOn, dueOn });
    fromOn = dueOn;
    return row;
  });
  run.rows.push(...rows);
  renumber(run);
  return rows;
}

/** The first one runs from the day of the agreement to the first date: as long as it is. */
function framesOf(rows: readonly { fromOn: Day; dueOn: Day }[]) {
  return rows.map(({ fromOn, dueOn }, index) => ({ fromOn, dueOn, isBroken: index === 0 }));
}

function termsOf(terms: ModelTerms, { every, unit }: ReAgeing): ModelTerms {
  return unit === 'years' ? { ...terms, every: 12 * every, unit: 'months' } : { ...terms, every, unit };
}

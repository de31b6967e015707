import { openMinor } from './instalment.ts';
import { totalOf } from './parts.ts';
import type { ReplayRun } from './replay-run.ts';

/**
 * Last looks after a replay: a row that was made for a charge which is gone goes too; a row that only a waiver has
 * settled is met on the day of the waiver; nothing that is open counts as met.
 */
export function finishRows(run: ReplayRun): void {
  const last = run.rows.at(-1);
  if (last?.kind === 'additional' && totalOf(last.due) === 0) run.rows.pop();
  markMetByWaiver(run);
  for (const row of run.rows) {
    if (openMinor(row) === 0) continue;
    row.isMet = false;
    row.metOn = null;
  }
}

function markMetByWaiver(run: ReplayRun): void {
  const last = run.rows.at(-1);
  if (last === undefined || (last.metOn !== null && last.metOn !== run.startOn)) return;
  let waivedOn: string | null = null;
  for (const transaction of run.facts.transactions) {
    if (transaction.kind !== 'charge-waiver' || transaction.onDate <= last.fromOn) continue;
    if (waivedOn === null || transaction.onDate > waivedOn) waivedOn = transaction.onDate;
  }
  if (waivedOn !== null) {
    last.isMet = true;
    last.metOn = waivedOn;
  }
}

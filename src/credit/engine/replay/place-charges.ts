import { compareDays } from '../calendar/days.ts';
import { type Instalment, judge } from './instalment.ts';
import type { Component } from './parts.ts';
import {
  type ChargeState,
  firstRegularNumber,
  isWithin,
  openOnCharge,
  type ReplayRun,
  rowAfterEnd,
} from './replay-run.ts';

/**
 * Puts a charge into the period in which it is due. One due after the last instalment gets a row of its own behind it, so
 * no charge is ever without a due date.
 */
export function placeCharge(run: ReplayRun, charge: ChargeState): void {
  if (charge.timing === 'at-disbursement') return;
  rowAfterEnd(run, charge.dueOn);
  const component = charge.isPenalty ? 'penalty' : 'fee';
  const firstNumber = firstRegularNumber(run.rows);
  let startOn = run.startOn;
  for (const row of run.rows) {
    if (row.kind === 'down-payment') continue;
    if (isWithin(charge.dueOn, startOn, row.dueOn, row.number === firstNumber)) {
      charge.placedIn = row;
      row.due[component] += charge.amountMinor;
      row.waived[component] += charge.waivedMinor;
      judge(row, row.metOn);
      return;
    }
    startOn = row.dueOn;
  }
}

/** Pays the charges of a row, the earliest due first, as far as the amount reaches; late charges by the day take the rest. */
export function payCharges(
  charges: readonly ChargeState[],
  row: Instalment,
  component: Component,
  amountMinor: number,
): void {
  if (component !== 'penalty' && component !== 'fee') return;
  let leftMinor = amountMinor;
  const open = charges
    .filter((charge) => charge.placedIn === row && charge.isPenalty === (component === 'penalty'))
    .filter((charge) => openOnCharge(charge) > 0)
    .sort((a, b) => compareDays(a.dueOn, b.dueOn) || a.order - b.order);
  for (const charge of open) {
    if (leftMinor === 0) return;
    const paidMinor = Math.min(leftMinor, openOnCharge(charge));
    charge.paidMinor += paidMinor;
    leftMinor -= paidMinor;
  }
}

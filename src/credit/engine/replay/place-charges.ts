import { compareDays } from '../calendar/days.ts';
import { judge } from './instalment.ts';
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
      row.due[component] += charge.amountMinor;
      row.waived[component] += charge.waivedMinor;
      judge(row, row.metOn);
      return;
    }
    startOn = row.dueOn;
  }
}

/** Pays charges, the earliest due first, as far as the amount reaches. */
export function payCharges(charges: Iterable<ChargeState>, isPenalty: boolean, amountMinor: number): void {
  let leftMinor = amountMinor;
  const open = [...charges]
    .filter(
      (charge) => charge.isPenalty === isPenalty && charge.timing !== 'at-disbursement' && openOnCharge(charge) > 0,
    )
    .sort((a, b) => compareDays(a.dueOn, b.dueOn) || a.order - b.order);
  for (const charge of open) {
    if (leftMinor === 0) return;
    const paidMinor = Math.min(leftMinor, openOnCharge(charge));
    charge.paidMinor += paidMinor;
    leftMinor -= paidMinor;
  }
}

import type { Day } from '../calendar/days.ts';
import { type Component, noParts, type Parts, totalOf } from './parts.ts';

/**
 * One row that falls due, with what happened to it. Changed in place while events are replayed, and only there. Minor
 * units. Due − paid − waived − written off is what is still open; it never goes below zero.
 */
export type Instalment = {
  number: number;
  /** `additional`: made by a charge or a charge-back after the last due date. `re-aged`: made by re-ageing. */
  kind: 'instalment' | 'down-payment' | 'additional' | 're-aged';
  fromOn: Day;
  dueOn: Day;
  due: Parts;
  paid: Parts;
  waived: Parts;
  writtenOff: Parts;
  /** What charge-backs and paid-out credit put on top of `due`. */
  credited: Parts;
  paidInAdvanceMinor: number;
  paidLateMinor: number;
  isMet: boolean;
  metOn: Day | null;
};

export function newInstalment(
  row: Pick<Instalment, 'number' | 'kind' | 'fromOn' | 'dueOn'>,
  due: Partial<Parts> = {},
): Instalment {
  return {
    ...row,
    due: { ...noParts(), ...due },
    paid: noParts(),
    waived: noParts(),
    writtenOff: noParts(),
    credited: noParts(),
    paidInAdvanceMinor: 0,
    paidLateMinor: 0,
    isMet: false,
    metOn: null,
  };
}

export function openPart({ due, paid, waived, writtenOff }: Instalment, component: Component): number {
  return due[component] - paid[component] - waived[component] - writtenOff[component];
}

export function openParts(row: Instalment): Parts {
  return {
    principal: openPart(row, 'principal'),
    interest: openPart(row, 'interest'),
    fee: openPart(row, 'fee'),
    penalty: openPart(row, 'penalty'),
  };
}

export function openMinor(row: Instalment): number {
  return totalOf(row.due) - totalOf(row.paid) - totalOf(row.waived) - totalOf(row.writtenOff);
}

/** Pays one component as far as the amount and the debt reach; says how much that was. */
export function payPart(row: Instalment, component: Component, onDate: Day, amountMinor: number): number {
  if (amountMinor === 0) return 0;
  const paidMinor = Math.max(0, Math.min(amountMinor, openPart(row, component)));
  row.paid[component] += paidMinor;
  if (onDate < row.dueOn) row.paidInAdvanceMinor += paidMinor;
  else if (onDate > row.dueOn) row.paidLateMinor += paidMinor;
  judge(row, onDate);
  return paidMinor;
}

export function waivePart(row: Instalment, component: Component, onDate: Day, amountMinor: number): number {
  const waivedMinor = Math.min(amountMinor, openPart(row, component));
  row.waived[component] += waivedMinor;
  judge(row, onDate);
  return waivedMinor;
}

/** Writes off all that is open. */
export function writeOffRow(row: Instalment, onDate: Day): Parts {
  const open = openParts(row);
  row.writtenOff = {
    principal: row.writtenOff.principal + open.principal,
    interest: row.writtenOff.interest + open.interest,
    fee: row.writtenOff.fee + open.fee,
    penalty: row.writtenOff.penalty + open.penalty,
  };
  judge(row, onDate);
  return open;
}

/** Sets whether the row is met, as of this day: a row without a debt is met on the day somebody looks. */
export function judge(row: Instalment, onDate: Day | null): void {
  row.isMet = openMinor(row) === 0;
  row.metOn = row.isMet ? onDate : null;
}

/** As {@link judge}, but a row that was met keeps its day. */
export function judgeChange(row: Instalment, onDate: Day): void {
  const isMet = openMinor(row) === 0;
  if (isMet === row.isMet) return;
  row.isMet = isMet;
  row.metOn = isMet ? onDate : null;
}

export function addPrincipal(row: Instalment, onDate: Day, amountMinor: number): void {
  row.due.principal += amountMinor;
  judge(row, onDate);
}

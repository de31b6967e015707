import type { Day } from '../calendar/days.ts';
import type { AllocationRules } from './allocation-rules.ts';
import { type Instalment, payPart } from './instalment.ts';
import type { Component } from './parts.ts';
import { payCharges } from './place-charges.ts';
import { type ChargeState, noteAllocation, type Outcome, openOnCharge } from './replay-run.ts';

type InstalmentRules = Extract<AllocationRules, { kind: 'instalments' }>;
type Paying = {
  rows: readonly Instalment[];
  charges: readonly ChargeState[];
  onDate: Day;
  order: number;
  outcome: Outcome;
};

/** Spreads a payment instalment by instalment, in the order of their due dates. Says what is left. */
export function allocateByInstalments(paying: Paying, rules: InstalmentRules, amountMinor: number): number {
  let leftMinor = amountMinor;
  for (const row of paying.rows) {
    if (leftMinor === 0) break;
    if (row.isMet) continue;
    leftMinor -=
      row.dueOn > paying.onDate
        ? payInAdvance(paying, row, rules, leftMinor)
        : payInOrder(paying, row, rules.due, { leftMinor });
  }
  return leftMinor;
}

/** An instalment that is not due yet: first what comes first in advance, then the rest of it. */
function payInAdvance(paying: Paying, row: Instalment, rules: InstalmentRules, amountMinor: number): number {
  const dueMinor = { fee: dueOnCharges(paying, false), penalty: dueOnCharges(paying, true) };
  const firstMinor = payInOrder(paying, row, rules.inAdvanceFirst, { leftMinor: amountMinor, ...dueMinor });
  return firstMinor + payInOrder(paying, row, rules.inAdvance, { leftMinor: amountMinor - firstMinor });
}

/**
 * Charges that are due by the day of the payment and not paid up, at their full amount. One of the same day that was
 * entered after the payment comes after it.
 */
function dueOnCharges({ charges, onDate, order }: Paying, isPenalty: boolean): number {
  let totalMinor = 0;
  for (const charge of charges) {
    const isDue = charge.dueOn < onDate || (charge.dueOn === onDate && charge.order < order);
    const isPending = charge.isPenalty === isPenalty && isDue && openOnCharge(charge) > 0;
    if (isPending && charge.timing !== 'at-disbursement') totalMinor += charge.amountMinor;
  }
  return totalMinor;
}

/** Pays components in order, each as far as its own limit (where it has one) and the money reach. */
function payInOrder(
  paying: Paying,
  row: Instalment,
  order: readonly Component[],
  money: { leftMinor: number } & Partial<Record<Component, number>>,
): number {
  let leftMinor = money.leftMinor;
  for (const component of order) {
    const paidMinor = payPart(row, component, paying.onDate, Math.min(money[component] ?? leftMinor, leftMinor));
    if (paidMinor === 0) continue;
    leftMinor -= paidMinor;
    paying.outcome.parts[component] += paidMinor;
    noteAllocation(paying.outcome, row, { [component]: paidMinor });
    payCharges(paying.charges, row, component, paidMinor);
  }
  return money.leftMinor - leftMinor;
}

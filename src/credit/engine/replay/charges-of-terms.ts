import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import { addDays } from '../calendar/days.ts';
import type { Instalment } from './instalment.ts';
import type { LoanFacts, LoanFee } from './loan-facts.ts';
import type { ChargeState } from './replay-run.ts';

/** Charges that follow from the product's fees: with each instalment, on a day, or out of the payout. */
export function chargesOfTerms(facts: LoanFacts, rows: readonly Instalment[], startOn: string): ChargeState[] {
  const charges: ChargeState[] = [];
  for (const fee of facts.terms.fees ?? []) {
    if (fee.timing === 'overdue') continue;
    const amountMinor = feeAmount(facts.terms.agreedMinor, fee, facts);
    if (amountMinor === 0) continue;
    for (const dueOn of daysOf(fee, rows, startOn)) charges.push(chargeOf(facts, fee, dueOn, { startOn, amountMinor }));
  }
  return charges;
}

/** One posting of a fee, rounded once. */
export function feeAmount(baseMinor: number, { price }: LoanFee, { terms }: Pick<LoanFacts, 'terms'>): number {
  if (price.kind === 'flat') return price.amountMinor;
  return divideMinor(BigInt(baseMinor) * fixed(price.percent), 100n * ONE, terms.schedule.rounding.mode);
}

function daysOf({ timing, days }: LoanFee, rows: readonly Instalment[], startOn: string): string[] {
  if (timing === 'at-disbursement') return [startOn];
  if (timing === 'on-day') return [addDays(startOn, days)];
  return rows.filter(({ kind }) => kind === 'instalment').map(({ dueOn }) => dueOn);
}

function chargeOf(
  { waived }: LoanFacts,
  { id, name, isPenalty, timing }: LoanFee,
  dueOn: string,
  { startOn, amountMinor }: { startOn: string; amountMinor: number },
): ChargeState {
  const chargeId = `${id}-${dueOn}`;
  const isTaken = timing === 'at-disbursement';
  return {
    id: chargeId,
    name,
    isPenalty,
    timing: isTaken ? 'at-disbursement' : 'on-date',
    dueOn,
    amountMinor,
    waivedMinor: waived?.[chargeId] ?? 0,
    enteredOn: startOn,
    order: 0,
    paidMinor: isTaken ? amountMinor : 0,
  };
}

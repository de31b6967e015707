import { fixed, ONE } from '../arithmetic/fixed.ts';
import { divideMinor } from '../arithmetic/rounding.ts';
import { daysBetween } from '../calendar/days.ts';
import { type Instalment, openPart } from '../replay/instalment.ts';
import type { Charge } from '../replay/loan-facts.ts';
import type { LoanState, LoanView } from './loan-state.ts';

/** A late charge that is taken once for each overdue instalment. The daily one with its caps is in `pricing`. */
export function chargeOverdue(state: LoanState, view: LoanView): LoanState {
  const { lateFee } = state.terms;
  if (lateFee === null) return state;
  const charged = new Set(state.charges.filter((c) => c.timing === 'overdue-instalment').map((c) => c.dueOn));
  const late = view.rows.filter(
    (row) =>
      !row.isMet &&
      row.kind !== 'additional' &&
      daysBetween(row.dueOn, state.businessDate) > lateFee.graceDays &&
      !charged.has(row.dueOn),
  );
  const charges = late.map(
    (row): Charge => ({
      id: `late-${row.dueOn}`,
      name: lateFee.name,
      isPenalty: lateFee.isPenalty,
      timing: 'overdue-instalment',
      dueOn: row.dueOn,
      amountMinor: divideMinor(
        BigInt(baseOf(row, lateFee.base)) * fixed(lateFee.percent),
        100n * ONE,
        state.terms.schedule.rounding.mode,
      ),
      waivedMinor: 0,
      enteredOn: state.businessDate,
      order: state.version,
    }),
  );
  return charges.length === 0 ? state : { ...state, charges: [...state.charges, ...charges] };
}

function baseOf(row: Instalment, base: 'principal' | 'principal-and-interest'): number {
  const principalMinor = openPart(row, 'principal');
  return base === 'principal' ? principalMinor : principalMinor + openPart(row, 'interest');
}

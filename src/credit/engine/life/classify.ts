import { delinquencyOf, lateInstalments, rangeOf } from '../delinquency/days-past-due.ts';
import type { LoanState, LoanView } from './loan-state.ts';

/** Sets the stored delinquency class from the days as they are now. */
export function classify(state: LoanState, view: LoanView): LoanState {
  const { delinquencyRanges } = state.terms;
  const { delinquentDays } = delinquencyOf(state, view, state.businessDate);
  const range = rangeOf(delinquencyRanges, delinquentDays);
  if (range === null) return { ...state, stored: { range: null, instalments: [] } };
  const instalments = lateInstalments(state, view, state.businessDate).flatMap(({ number, days, overdueMinor }) => {
    const own = rangeOf(delinquencyRanges, days);
    return own ? [{ number, range: own.name, amountMinor: overdueMinor }] : [];
  });
  return { ...state, stored: { range: range.name, instalments } };
}

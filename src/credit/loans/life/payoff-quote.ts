import type { Day } from '../calendar/days.ts';
import { openParts } from '../replay/instalment.ts';
import { addParts, noParts, type Parts, totalOf } from '../replay/parts.ts';
import type { LoanState } from './loan-state.ts';
import { viewLoan } from './view-loan.ts';

/** What settles a loan on a day. */
export type PayoffQuote = { onDate: Day; parts: Parts; totalMinor: number };

export function payoffQuote(state: LoanState, onDate: Day): PayoffQuote {
  const parts = viewLoan(state).rows.reduce<Parts>((total, row) => addParts(total, openParts(row)), noParts());
  return { onDate, parts, totalMinor: totalOf(parts) };
}

import { type Day, daysBetween } from '#engine/calendar/days';
import { annualPercentageRate, type CashFlow } from '#engine/finance/annual-rate';
import { newLoan } from '#engine/life/apply-event';
import { viewLoan } from '#engine/life/view-loan';
import type { Instalment } from '#engine/replay/instalment';
import { totalOf } from '#engine/replay/parts';
import { assert } from '#platform/assert';
import type { Call } from '#platform/call';
import { findProof } from './list-queries.ts';
import type { LoansDeps } from './loans-deps.ts';
import { readLoan } from './read-loans.ts';
import type { Agreement } from './shapes.ts';

/** What was agreed on, whatever has happened since: the schedule of the first day, its rate a year, and the proof of the caps. */
export async function agreement(
  deps: LoansDeps,
  call: Call,
  asked: { tenantId?: string; loanId: string },
): Promise<Agreement> {
  const { row, state } = await readLoan(deps, call, asked);
  const proof = await findProof(deps.database, row.loan_id);
  assert(proof !== undefined, 'A loan is booked with the proof of its price');
  const { terms } = state;
  const { rows } = viewLoan(newLoan({ id: 'agreement', kind: 'applied', enteredOn: terms.submittedOn, terms }));
  return {
    agreedOn: row.agreed_on,
    amountMinor: row.amount_minor,
    netPayoutMinor: row.net_payout_minor,
    totalMinor: rows.reduce((total, { due }) => total + totalOf(due), 0),
    interestMinor: rows.reduce((total, { due }) => total + due.interest, 0),
    annualRatePercent: annualRate(rows, row.agreed_on, row.net_payout_minor),
    proof,
  };
}

/** In percent with two digits; null where there is none that anybody could read. */
function annualRate(rows: readonly Instalment[], startOn: Day, netPayoutMinor: number): number | null {
  const payments: CashFlow[] = rows.map((row) => ({ onDate: row.dueOn, amountMinor: totalOf(row.due) }));
  const paidMinor = payments.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (netPayoutMinor <= 0 || paidMinor <= 0) return null;
  if (paidMinor === netPayoutMinor) return 0;
  const years = daysBetween(startOn, payments.at(-1)?.onDate ?? startOn) / 365;
  if (years === 0 || Math.log10(paidMinor / netPayoutMinor) / years > 6) return null;
  const rate = annualPercentageRate([{ onDate: startOn, amountMinor: netPayoutMinor }], payments);
  return Math.round(rate * 10_000) / 100;
}

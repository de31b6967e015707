import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { refuse } from '#platform/refusal';
import type { fundingContract } from './contract.ts';
import { totalOf } from './distribution-rules.ts';
import { actingInstitution, type FundingDeps } from './funding-deps.ts';
import * as queries from './funding-queries.ts';
import type { LoanFunding } from './shapes.ts';

export async function loanFunding(
  deps: FundingDeps,
  call: Call,
  input: InputOf<typeof fundingContract, 'loanFunding'>,
): Promise<LoanFunding> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const row = await queries.findLoan(deps.database, input.loanId);
  if (row?.tenantId === tenantId) return loanFundingView(row, await queries.listLots(deps.database, input.loanId));
  const { loans } = await deps.loans.loansByIds(call, { loanIds: [input.loanId] });
  const loan = loans[0];
  if (loan?.tenantId !== tenantId) throw refuse('funding.loan-not-found');
  const { loanId, fundedBy, amountMinor } = loan;
  const none = { receivedMinor: 0, distributedMinor: 0, waitingMinor: 0, lots: [] };
  return { loanId, fundedBy, amountMinor, status: 'open', ...none };
}

export async function payoutSource(
  deps: FundingDeps,
  call: Call,
  { loanId }: { loanId: string },
): Promise<{ accountCode: string }> {
  const row = await queries.findLoan(deps.database, loanId);
  if (!row) {
    const { loans } = await deps.loans.loansByIds(call, { loanIds: [loanId] });
    if (!loans[0]) throw refuse('funding.loan-not-found');
    if (loans[0].fundedBy === 'funders') throw refuse('funding.not-funded');
    return { accountCode: `custody:tenant:${loans[0].tenantId}:funds` };
  }
  if (row.fundedBy === 'own-book') return { accountCode: `custody:tenant:${row.tenantId}:funds` };
  if (row.status !== 'funded' && row.status !== 'paid_out') throw refuse('funding.not-funded');
  return { accountCode: `custody:loan:${loanId}:committed` };
}

export function loanFundingView(row: queries.LoanRow, lots: readonly queries.LotRow[]): LoanFunding {
  const due = totalOf(dueOf(row));
  const distributedMinor = totalOf(doneOf(row));
  const { loanId, fundedBy, amountMinor, status, receivedMinor } = row;
  return {
    ...{ loanId, fundedBy, amountMinor, status, receivedMinor, distributedMinor },
    waitingMinor: due - distributedMinor,
    lots: lots.map(({ funderId, name, amountMinor: lotMinor, returnedMinor, interestMinor, taxMinor }) => ({
      ...{ funderId, name, returnedMinor, interestMinor, taxMinor },
      amountMinor: lotMinor,
    })),
  };
}

export const dueOf = (row: queries.LoanRow) => ({
  principalMinor: row.duePrincipalMinor,
  interestMinor: row.dueInterestMinor,
  feeMinor: row.dueFeeMinor,
  penaltyMinor: row.duePenaltyMinor,
});

export const doneOf = (row: queries.LoanRow) => ({
  principalMinor: row.donePrincipalMinor,
  interestMinor: row.doneInterestMinor,
  feeMinor: row.doneFeeMinor,
  penaltyMinor: row.donePenaltyMinor,
});

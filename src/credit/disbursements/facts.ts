import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventInsert } from '#platform/events';
import { disbursementsContract } from './contract.ts';
import type { DisbursementRow } from './disbursement-queries.ts';

type Failed = 'disbursement.refused' | 'disbursement.failed' | 'disbursement.reversed';

export type DisbursementFacts = Pick<
  DisbursementRow,
  | 'loanId'
  | 'tenantId'
  | 'borrowerId'
  | 'payoutId'
  | 'attempt'
  | 'tranche'
  | 'amountMinor'
  | 'netMinor'
  | 'bankCode'
  | 'accountMasked'
>;

export function factOf(call: Call, type: Failed, row: DisbursementFacts, failureCode: string): Sql {
  const payload = { ...payloadOf(row), failureCode };
  return eventInsert(disbursementsContract, type, { call, aggregateId: row.loanId, payload });
}

export function completedFact(call: Call, row: DisbursementFacts): Sql {
  const payload = payloadOf(row);
  return eventInsert(disbursementsContract, 'disbursement.completed', { call, aggregateId: row.loanId, payload });
}

export function factsOf(row: DisbursementFacts): DisbursementFacts {
  const { loanId, tenantId, borrowerId, payoutId, attempt, tranche, bankCode, accountMasked } = row;
  const { amountMinor, netMinor } = row;
  return { loanId, tenantId, borrowerId, payoutId, attempt, tranche, amountMinor, netMinor, bankCode, accountMasked };
}

function payloadOf(row: DisbursementFacts) {
  const { accountMasked: accountNumberMasked, ...rest } = factsOf(row);
  return { ...rest, accountNumberMasked };
}

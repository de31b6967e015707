import type { Payout } from '../shapes.ts';
import type { PayoutRow } from './payout-queries.ts';
import { visiblePayoutStatus } from './payout-rules.ts';

/** A payout to a seller as other modules and people see it. */
export function payoutView(row: PayoutRow): Payout {
  return {
    payoutId: row.id,
    sellerId: row.subjectId,
    amountMinor: row.amountMinor,
    status: visiblePayoutStatus(row.status),
    bankCode: row.bankCode,
    accountNumberMasked: row.accountMasked,
    accountName: row.accountName,
    failureCode: row.failureCode,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

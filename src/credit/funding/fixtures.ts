import type { Loan } from '#credit/loans';
import { newUuid } from '#platform/ids';

/** Named examples for tests. */

export const nothing = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };

/** A loan as its module shows it, approved and not paid out. */
export function aLoan(change: Partial<Loan> = {}): Loan {
  return {
    loanId: newUuid(),
    tenantId: newUuid(),
    number: 'DL-2611-000001',
    borrowerId: newUuid(),
    productId: newUuid(),
    productVersion: 1,
    productName: 'Modal Usaha',
    fundedBy: 'funders',
    purpose: 'business',
    status: 'approved',
    version: 1,
    amountMinor: 1_000_000,
    netPayoutMinor: change.amountMinor ?? 1_000_000,
    paidOutMinor: 0,
    periods: 3,
    agreedOn: '2026-11-21',
    activatedOn: null,
    endsOn: '2027-02-21',
    endedOn: null,
    open: nothing,
    openMinor: 0,
    overpaidMinor: 0,
    overdueMinor: 0,
    daysPastDue: 0,
    bucket: null,
    kol: '1',
    nextDue: null,
    isChargedOff: false,
    isFraud: false,
    chargesFrozenUntil: null,
    closedUntil: null,
    createdAt: '2026-11-21T03:00:00.000Z',
    ...change,
  };
}

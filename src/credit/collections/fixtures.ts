import type { Static } from 'typebox';
import type { Loan, LoansApi } from '#credit/loans';
import type { CollectionsDeps } from './module.ts';

export type SmallLoan = Static<typeof Loan>;
const NOTHING = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };

/** A loan of a million with ten instalments, as loans would answer it. */
export function aLoan(change: Partial<SmallLoan> & Pick<SmallLoan, 'loanId' | 'tenantId' | 'borrowerId'>): SmallLoan {
  return {
    number: 'DL-2611-000001',
    productId: '0190a000-0000-7000-8000-00000000000a',
    productVersion: 1,
    productName: 'Modal Kerja',
    fundedBy: 'own-book',
    purpose: 'business',
    status: 'active',
    version: 1,
    amountMinor: 1_000_000,
    netPayoutMinor: 1_000_000,
    paidOutMinor: 1_000_000,
    periods: 10,
    agreedOn: '2026-10-01',
    activatedOn: '2026-10-01',
    endsOn: '2027-08-01',
    endedOn: null,
    open: { ...NOTHING, principalMinor: 1_000_000 },
    openMinor: 1_000_000,
    overpaidMinor: 0,
    overdueMinor: 0,
    daysPastDue: 0,
    bucket: null,
    kol: '1',
    nextDue: { dueOn: '2026-11-24', openMinor: 100_000 },
    isChargedOff: false,
    isFraud: false,
    chargesFrozenUntil: null,
    closedUntil: null,
    createdAt: '2026-10-01T00:00:00.000Z',
    ...change,
  };
}

export type SmallWorld = {
  loans: Map<string, SmallLoan>;
  businessDate: string;
  /** Steps that were done, by transaction. */
  done: Map<string, string>;
  beforeRecord: () => void;
  members: string[];
};

/** Neighbours of the contract's type for tests of this module alone. */
export function smallNeighbours(world: SmallWorld): Pick<CollectionsDeps, 'loans' | 'tenants' | 'identity'> {
  const record: LoansApi['recordTransaction'] = async (_call, input) => {
    world.beforeRecord();
    world.done.set(input.transactionId, input.step.kind);
    return { loan: loanOf(world, input.loanId), transaction: aTransaction(input.transactionId) };
  };
  return {
    loans: {
      businessDay: async (_call, { tenantId }) => ({ tenantId: tenantId ?? '', businessDate: world.businessDate }),
      loansByIds: async (_call, { loanIds }) => ({ loans: loanIds.flatMap((id) => world.loans.get(id) ?? []) }),
      getLoan: async (_call, { loanId }) => loanOf(world, loanId),
      loansDueOn: async (_call, { tenantId, dueOn, afterLoanId, limit }) => {
        const due = [...world.loans.values()]
          .filter((loan) => loan.tenantId === tenantId && loan.nextDue?.dueOn === dueOn)
          .filter((loan) => afterLoanId === null || loan.loanId > afterLoanId)
          .sort((a, b) => (a.loanId < b.loanId ? -1 : 1));
        const items = due.slice(0, Math.min(limit, 2)).map((loan) => ({
          loanId: loan.loanId,
          number: loan.number,
          borrowerId: loan.borrowerId,
          dueOn,
          openMinor: loan.nextDue?.openMinor ?? 0,
          overdueMinor: loan.overdueMinor,
        }));
        return { items, lastLoanId: due.length > items.length ? (items.at(-1)?.loanId ?? null) : null };
      },
      previewStep: async () => ({ before: [], after: [], openBeforeMinor: 1_000_000, openAfterMinor: 1_010_000 }),
      recordTransaction: record,
    },
    identity: {
      namesByIds: async (_call, { userIds }) => ({
        names: Object.fromEntries(userIds.map((userId) => [userId, 'Budi Santoso'])),
      }),
    },
    tenants: {
      tenantOfCall: async () => {
        throw new Error('only routes ask');
      },
      listMembers: async () => ({
        items: world.members.map((userId) => ({
          userId,
          role: 'CREDIT_OFFICER' as const,
          name: null,
          since: '2026-10-01T00:00:00.000Z',
        })),
      }),
    },
  };
}

function loanOf(world: SmallWorld, loanId: string): SmallLoan {
  const loan = world.loans.get(loanId);
  if (!loan) throw new Error(`There is no loan ${loanId} in this test`);
  return loan;
}

function aTransaction(transactionId: string) {
  return {
    transactionId,
    kind: 'reschedule' as const,
    valueDate: '2026-11-21',
    enteredOn: '2026-11-21',
    amountMinor: 0,
    parts: NOTHING,
    overpaidMinor: 0,
    balanceMinor: 0,
    isReversed: false,
    reference: null,
    note: null,
  };
}

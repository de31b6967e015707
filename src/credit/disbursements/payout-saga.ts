import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { isRefusal } from '#platform/refusal';
import type { SagaDefinition } from '#platform/saga';
import { Unavailable } from '#platform/unavailable';
import { accountContext, type DisbursementsDeps } from './disbursement-deps.ts';
import { changeDisbursement, findByPayout } from './disbursement-queries.ts';
import { type DisbursementFacts, factOf } from './facts.ts';

/** The account number is not in here: it is opened when it is needed, and the opening is audited. */
export type PayoutState = {
  loanId: string;
  facts: DisbursementFacts;
  /** The liability that it is paid from. */
  fromAccountCode: string | null;
  refused: { code: string; accountName?: string } | null;
};

/**
 * One attempt to bring the money of a loan to its borrower. The saga's id is the payout's: however often a step is repeated,
 * by whichever process, payments knows one payout of this id. It asks the bank for the holder's name, holds the money and
 * sends it. What becomes of it, its events tell (follow-payout.ts).
 */
export function payoutSaga(deps: Omit<DisbursementsDeps, 'sagas'>): SagaDefinition<PayoutState> {
  return {
    kind: 'payout',
    // Whether money has left is not known after a fault: it is asked until there is an answer.
    maxAttempts: 1_000_000,
    steps: [
      { name: 'source', ask: (call, state) => source(deps, call, state) },
      {
        name: 'pay',
        ask: (call, state, payoutId) => pay(deps, call, state, payoutId),
        write: ({ loanId, facts, refused }, payoutId, call) => {
          const now = deps.clock.now();
          const opened = auditInsert('disbursements', call, {
            stream: `loan:${loanId}`,
            action: 'disbursements.account-opened',
            after: { payoutId },
          });
          if (refused === null) {
            const sent = { from: ['sending' as const], status: 'sent' as const, dueAt: null, now };
            return [changeDisbursement(payoutId, sent, null), opened];
          }
          const { code: failureCode } = refused;
          const change = { from: ['sending' as const], status: 'refused' as const, failureCode, dueAt: null, now };
          const told = factOf(call, 'disbursement.refused', facts, failureCode);
          return [changeDisbursement(payoutId, change, told), opened];
        },
      },
    ],
  };
}

async function source(
  deps: Pick<DisbursementsDeps, 'funding'>,
  call: Call,
  { loanId }: PayoutState,
): Promise<Partial<PayoutState>> {
  try {
    const { accountCode } = await deps.funding.payoutSource(call, { loanId });
    return { fromAccountCode: accountCode };
  } catch (error) {
    if (isRefusal(error, 'funding.not-funded')) return { refused: { code: 'disbursements.not-funded' } };
    if (isRefusal(error, 'funding.loan-not-found')) return { refused: { code: 'disbursements.loan-not-found' } };
    throw error;
  }
}

const REFUSED: Record<string, string> = {
  'payments.funds-too-low': 'disbursements.funds-too-low',
  'payments.account-name-differs': 'disbursements.account-name-differs',
  'payments.account-not-found': 'disbursements.account-not-found',
  'payments.bank-unknown': 'disbursements.bank-unknown',
};

async function pay(
  deps: Omit<DisbursementsDeps, 'sagas'>,
  call: Call,
  { loanId, fromAccountCode, refused }: PayoutState,
  payoutId: string,
): Promise<Partial<PayoutState>> {
  const row = await findByPayout(deps.database, payoutId);
  if (refused !== null || fromAccountCode === null || !row) return {};
  try {
    await deps.payments.payPerson(call, {
      payoutId,
      ownerKind: 'loan',
      ownerId: loanId,
      fromAccountCode,
      amountMinor: row.netMinor,
      bankCode: row.bankCode,
      accountNumber: deps.cipher.decrypt(row.accountSealed, accountContext(loanId)),
      accountName: row.accountName,
      description: 'Pencairan pinjaman',
    });
    return {};
  } catch (error) {
    // The bank may answer later; every other no stands until somebody changes something.
    if (isRefusal(error, 'payments.bank-unavailable')) throw new Unavailable('the bank', error);
    if (!isRefusal(error)) throw error;
    const code = REFUSED[error.code];
    if (code === undefined) throw error;
    const holder = error.details.accountName;
    return { refused: { code, ...(typeof holder === 'string' ? { accountName: holder } : {}) } };
  }
}

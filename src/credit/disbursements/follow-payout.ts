import { paymentsContract } from '#commons/payments';
import type { Call } from '#platform/call';
import { on, type Reaction } from '#platform/events';
import { derivedId } from '#platform/ids';
import { isRefusal, type Refusal } from '#platform/refusal';
import { type DisbursementsDeps, dayInJakarta } from './disbursement-deps.ts';
import * as queries from './disbursement-queries.ts';
import { completedFact, factOf } from './facts.ts';

type Deps = Omit<DisbursementsDeps, 'sagas'>;
const OWNER = 'loan';
const TRY_AGAIN_MS = 60_000;

/** What becomes of a payout. Each may come twice: every step starts from the stored state. */
export function payoutReactions(deps: Deps): Reaction[] {
  return [
    on(paymentsContract, 'person-payout.completed', {
      run: async (call, { payload }) => {
        if (payload.ownerKind !== OWNER) return;
        const { payoutId } = payload;
        const paidOn = dayInJakarta(new Date(payload.endedAt));
        const now = deps.clock.now();
        const from = ['sending', 'sent'] as const;
        await deps.database.run(
          queries.changeDisbursement(payoutId, { from, status: 'paid', paidOn, dueAt: now, now }, null),
        );
        await startLoan(deps, call, payoutId);
      },
    }),
    on(paymentsContract, 'person-payout.failed', {
      run: async (call, { payload }) => {
        const row =
          payload.ownerKind === OWNER ? await queries.findByPayout(deps.database, payload.payoutId) : undefined;
        if (!row) return;
        const { failureCode } = payload;
        const change = { from: ['sending', 'sent'] as const, status: 'failed' as const, failureCode, dueAt: null };
        const fact = factOf(call, 'disbursement.failed', row, failureCode);
        await deps.database.run(queries.changeDisbursement(row.payoutId, { ...change, now: deps.clock.now() }, fact));
      },
    }),
    on(paymentsContract, 'person-payout.reversed', {
      run: async (call, { payload }) => {
        const row =
          payload.ownerKind === OWNER ? await queries.findByPayout(deps.database, payload.payoutId) : undefined;
        if (!row || row.status === 'reversed') return;
        const putRightCode = row.status === 'active' ? await putLoanRight(deps, call, row) : null;
        const failureCode = putRightCode ?? payload.failureCode;
        const from = ['sending', 'sent', 'paid', 'active'] as const;
        const change = { from, status: 'reversed' as const, failureCode, dueAt: null, now: deps.clock.now() };
        const fact = factOf(call, 'disbursement.reversed', row, payload.failureCode);
        await deps.database.run(queries.changeDisbursement(row.payoutId, change, fact));
      },
    }),
  ];
}

/** The loan begins on the day on which the money arrived. Where it cannot, that is shown and tried again: the money is out. */
async function startLoan(deps: Deps, call: Call, payoutId: string): Promise<void> {
  const row = await queries.findByPayout(deps.database, payoutId);
  if (row?.status !== 'paid' || row.paidOn === null) return;
  const { loanId, tenantId, amountMinor, paidOn: paidOutOn } = row;
  const now = deps.clock.now();
  try {
    await deps.loans.activateLoan(call, { tenantId, loanId, transactionId: payoutId, paidOutOn, amountMinor });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    deps.log.error({ err: error, loanId, payoutId }, 'a loan that was paid out does not run');
    const dueAt = new Date(now.getTime() + TRY_AGAIN_MS);
    const change = { from: ['paid'] as const, status: 'paid' as const, failureCode: error.code, dueAt, now };
    await deps.database.run(queries.changeDisbursement(payoutId, change, null));
    return;
  }
  const change = { from: ['paid'] as const, status: 'active' as const, dueAt: null, now };
  await deps.database.run(queries.changeDisbursement(payoutId, change, completedFact(call, row)));
}

/**
 * The payout is taken out of the loan's life as if it had never been. Where the loan has gone on too far for that, the money
 * that came back counts as the borrower's payment of what was paid out. Answers a code where neither was possible.
 */
async function putLoanRight(deps: Deps, call: Call, row: queries.DisbursementRow): Promise<string | null> {
  const { tenantId, loanId, payoutId, netMinor } = row;
  const reason = 'Pencairan dikembalikan oleh bank';
  try {
    await deps.loans.reverseTransaction(call, { tenantId, loanId, transactionId: payoutId, reason });
    return null;
  } catch (error) {
    if (!isRefusal(error) || isBeingMended(error)) throw error;
  }
  const transactionId = derivedId('disbursements.payout-refund', payoutId);
  const valueDate = dayInJakarta(deps.clock.now());
  const step = { kind: 'payout-refund' as const, amountMinor: netMinor, reference: `payout:${payoutId}`, note: reason };
  try {
    await deps.loans.recordTransaction(call, { tenantId, loanId, transactionId, valueDate, step });
    return null;
  } catch (error) {
    if (!isRefusal(error) || isBeingMended(error)) throw error;
    deps.log.error({ err: error, loanId, payoutId }, 'a payout came back and its loan could not be put right');
    return error.code;
  }
}

/** Then it comes again until the loan can be put right. */
function isBeingMended(error: Refusal): boolean {
  return error.code === 'loans.stream-broken';
}

/** Job: starts loans whose money is out and that could not be started then. */
export async function sweepDisbursements(deps: Deps, call: Call): Promise<void> {
  const now = deps.clock.now();
  const due = await queries.claimDue(deps.database, { now, until: new Date(now.getTime() + TRY_AGAIN_MS) });
  for (const { payoutId } of due) {
    try {
      await startLoan(deps, call, payoutId);
    } catch (error) {
      deps.log.error({ err: error, payoutId }, 'a payout could not be followed');
    }
  }
}

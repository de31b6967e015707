import { paymentsContract } from '#commons/payments';
import { loansContract } from '#credit/loans';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { on, type Reaction } from '#platform/events';
import { page } from '#platform/lists';
import { defineModule } from '#platform/module';
import { type RepaymentsApi, repaymentsContract } from './contract.ts';
import { listUnidentified, loansOfNumber, resolveUnidentified, sweepUnidentified } from './identify-money.ts';
import { openFor, repaymentAccount } from './open-account.ts';
import * as queries from './receipt-queries.ts';
import { getReconciliation, listReconciliations, reconcileDay, reconcileYesterday } from './reconcile-day.ts';
import { receive, sweepReceipts } from './record-receipt.ts';
import { listRefunds, refundEnded, refundOverpayment, refundSaga } from './refund-overpayment.ts';
import { beforeOf, type RepaymentsDeps, visibleLoan } from './repayments-deps.ts';
import { listUnmatched, refundCameBack, resolveUnmatched } from './resolve-unmatched.ts';
import { repaymentRoutes } from './routes.ts';
import { claimPayment, claimsOfLoan, decideClaim, listClaims } from './settle-claim.ts';
import type { Receipt } from './shapes.ts';

export function createRepayments(deps: RepaymentsDeps) {
  const saga = refundSaga(deps);
  const api: RepaymentsApi = {
    repaymentAccount: (call, input) => repaymentAccount(deps, call, input),
    listReceipts: (call, input) => listReceipts(deps, call, input),
    claimPayment: (call, input) => claimPayment(deps, call, input),
    claimsOfLoan: (call, input) => claimsOfLoan(deps, call, input),
    listClaims: (call, input) => listClaims(deps, call, input),
    decideClaim: (call, input) => decideClaim(deps, call, input),
    listUnmatched: (call, input) => listUnmatched(deps, call, input),
    resolveUnmatched: (call, input) => resolveUnmatched(deps, call, input),
    refundOverpayment: (call, input) => refundOverpayment(deps, saga, call, input),
    listRefunds: (call, input) => listRefunds(deps, call, input),
    reconcileDay: (call, input) => reconcileDay(deps, call, input),
    listUnidentified: (call, input) => listUnidentified(deps, call, input),
    loansOfNumber: (call, input) => loansOfNumber(deps, call, input),
    resolveUnidentified: (call, input) => resolveUnidentified(deps, call, input),
    personalData: async (_call, { userId }) =>
      present(await queries.findPersonalData(deps.database, userId), 'one row comes back for anybody'),
    getReconciliation: (call, input) => getReconciliation(deps, call, input),
    listReconciliations: (call, input) => listReconciliations(deps, call, input),
  };
  return defineModule({
    contract: repaymentsContract,
    api,
    routes: repaymentRoutes(api),
    reactions: reactionsOf(deps),
    sagas: [saga],
    jobs: [
      { name: 'repayments.sweep', schedule: { everySeconds: 60 }, run: (call) => sweep(deps, call) },
      // After the bank has closed its day.
      { name: 'repayments.reconcile', schedule: { cron: '10 5 * * *' }, run: (call) => reconcileYesterday(deps, call) },
    ],
  });
}

async function sweep(deps: RepaymentsDeps, call: Call): Promise<void> {
  await sweepReceipts(deps, call);
  await sweepUnidentified(deps, call);
}

/** Each may come twice: every id follows from its cause. */
function reactionsOf(deps: RepaymentsDeps): Reaction[] {
  return [
    on(loansContract, 'loan.activated', {
      run: async (call, { payload }) => void (await openFor(deps, call, payload)),
    }),
    on(paymentsContract, 'payment-account.credited', {
      run: async (call, { payload }) => {
        if (payload.ownerKind !== 'loan') return;
        const { captureId, ownerId: loanId, amountMinor, paidAt, receivedAt } = payload;
        await receive(deps, call, { captureId, loanId, amountMinor, paidAt, receivedAt });
      },
    }),
    on(paymentsContract, 'person-payout.completed', {
      run: async (call, { payload: { payoutId, ownerKind } }) => {
        if (ownerKind === 'loan-refund') await refundEnded(deps, call, { payoutId, failureCode: null });
      },
    }),
    ...(['person-payout.failed', 'person-payout.reversed'] as const).map((type) =>
      on(paymentsContract, type, {
        run: async (call, { payload: { payoutId, ownerKind, failureCode } }) => {
          if (ownerKind !== 'loan-refund') return;
          await refundEnded(deps, call, { payoutId, failureCode });
          await refundCameBack(deps, payoutId);
        },
      }),
    ),
  ];
}

async function listReceipts(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'listReceipts'>,
): Promise<{ items: Receipt[]; nextCursor: string | null }> {
  const { loanId } = await visibleLoan(deps, call, input);
  const limit = input.limit ?? 20;
  const rows = await queries.listReceipts(deps.database, { loanId, before: beforeOf(input.cursor), limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.paidAt.toISOString(), row.id]);
  return { items: items.map(receiptView), nextCursor };
}

function receiptView(row: queries.ReceiptRow): Receipt {
  const { id: receiptId, loanId, amountMinor, valueDate, status, refusalCode, recordedOnLoan } = row;
  return {
    ...{ receiptId, loanId, amountMinor, valueDate, status, refusalCode, recordedOnLoan },
    paidAt: row.paidAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
  };
}

import type { LedgerApi } from '#commons/ledger';
import type { PaymentsApi } from '#commons/payments';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import { eventInsert } from '#platform/events';
import { isRefusal } from '#platform/refusal';
import type { SagaDefinition } from '#platform/saga';
import { Unavailable } from '#platform/unavailable';
import { sellersContract } from '../contract.ts';
import { revealBankAccount } from '../read-sellers.ts';

export type PayoutSagaDeps = {
  database: Database;
  cipher: FieldCipher;
  ledger: Pick<LedgerApi, 'balance'>;
  payments: Pick<PaymentsApi, 'payout'>;
};

/** The account number is not in here: it is opened when it is needed, and the opening is audited. */
export type PayoutState = {
  sellerId: string;
  minimumMinor: number;
  /** Measured once; a second try pays the same. */
  amountMinor: number | null;
  /** Why there is no payout. */
  refusedCode: string | null;
};

/**
 * One seller is paid what the books owe him. The saga's id is the payout's: however often a step is repeated, by whichever
 * process, payments knows one payout of this id. It asks the bank for the holder's name, holds the money, sends it, and
 * frees it again when it fails.
 */
export function payoutSaga(deps: PayoutSagaDeps): SagaDefinition<PayoutState> {
  return {
    kind: 'payout',
    steps: [
      { name: 'measure', ask: (call, state) => measure(deps, call, state) },
      {
        name: 'pay',
        ask: (call, state, sagaId) => pay(deps, call, state, sagaId),
        write: ({ sellerId, amountMinor, refusedCode }, sagaId, call) =>
          refusedCode === null || refusedCode === BELOW_MINIMUM || amountMinor === null
            ? []
            : [
                eventInsert(sellersContract, 'seller.payout-refused', {
                  call,
                  aggregateId: sellerId,
                  payload: { sellerId, payoutId: sagaId, amountMinor, code: refusedCode },
                }),
              ],
      },
    ],
  };
}

const BELOW_MINIMUM = 'sellers.payout-below-minimum';

async function measure(deps: PayoutSagaDeps, call: Call, state: PayoutState): Promise<Partial<PayoutState>> {
  const { availableMinor } = await deps.ledger.balance(call, { accountCode: `seller:${state.sellerId}:payable` });
  const isEnough = availableMinor >= Math.max(state.minimumMinor, 1);
  return isEnough ? { amountMinor: availableMinor } : { refusedCode: BELOW_MINIMUM };
}

async function pay(
  deps: PayoutSagaDeps,
  call: Call,
  state: PayoutState,
  payoutId: string,
): Promise<Partial<PayoutState>> {
  const { sellerId, amountMinor, refusedCode } = state;
  if (refusedCode !== null || amountMinor === null) return {};
  try {
    const bank = await revealBankAccount(deps, call, sellerId);
    await deps.payments.payout(call, { payoutId, sellerId, amountMinor, ...bank });
    return {};
  } catch (error) {
    // The bank may answer later; every other no stands until somebody changes something.
    if (isRefusal(error, 'payments.bank-unavailable')) throw new Unavailable('the bank', error);
    if (isRefusal(error)) return { refusedCode: error.code };
    throw error;
  }
}

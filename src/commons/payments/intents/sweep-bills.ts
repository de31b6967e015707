import type { Call } from '#platform/call';
import type { PaymentsDeps } from '../deps.ts';
import { inParallel } from '../parallel.ts';
import { applyProviderState } from './apply-provider-state.ts';
import * as bills from './bill-queries.ts';
import { closeBill } from './cancel-intent.ts';
import { endedBillCheckAt } from './payment-rules.ts';

const BATCH = 50;
const AT_ONCE = 5;
const CLAIM_MS = 60_000;

/**
 * Job: closes bills that nobody should pay any more, which a change of channel has left behind, and looks again later for
 * money that was on its way to them.
 */
export async function sweepBills(deps: PaymentsDeps, call: Call): Promise<number> {
  const now = deps.clock.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const due = await bills.claimDueBills(deps.database, { now, until, limit: BATCH });
  await inParallel(due, AT_ONCE, async (bill) => {
    try {
      await closeEndedBill(deps, call, bill);
    } catch (error) {
      // One bill must not stop the others; the claim brings it up again.
      deps.log.error({ err: error, paymentId: bill.id, attempt: bill.attempt }, 'a replaced bill could not be swept');
    }
  });
  return due.length;
}

/** Closes a bill at its provider, books what has come for it, and says when to look again. */
export async function closeEndedBill(
  deps: PaymentsDeps,
  call: Call,
  bill: Pick<bills.BillRow, 'id' | 'attempt' | 'provider' | 'providerPaymentId' | 'endedAt'>,
): Promise<void> {
  const provider = deps.providers.get(bill.provider);
  const seen = provider ? await closeBill(deps, provider, bill) : null;
  if (seen) await applyProviderState(deps, call, { provider: bill.provider, payment: seen });
  const now = deps.clock.now();
  const dueAt = endedBillCheckAt({ endedAt: bill.endedAt ?? now, wasSeen: seen !== null }, now);
  await deps.database.run(bills.setBillDueAt(bill.id, bill.attempt, dueAt));
}

import type { Call } from '#platform/call';
import { accountOfReference } from '../accounts/account-rules.ts';
import { creditArrival } from '../accounts/credit-account.ts';
import type { PaymentsDeps } from '../deps.ts';
import { followDispute } from '../disputes/follow-dispute.ts';
import { followException } from '../exceptions/follow-exception.ts';
import { applyProviderState } from '../intents/apply-provider-state.ts';
import { findPayment } from '../intents/payment-queries.ts';
import { paymentOfReference, referenceOf } from '../intents/payment-rules.ts';
import { inParallel } from '../parallel.ts';
import { followPayout } from '../payouts/follow-payout.ts';
import { findPayoutByProvider } from '../payouts/payout-queries.ts';
import type { ProviderNotice } from '../providers/payment-provider.ts';
import { followRefund } from '../refunds/follow-refund.ts';
import { claimDueNotices, markHandled, postponeNotice, pruneNotices, type WaitingNotice } from './notice-queries.ts';

type Work = { id: number; provider: string; notice: ProviderNotice; tries: number };

const CLAIM_MS = 60_000;
const BATCH = 50;
/** So many in one run of the job; after an outage there may be thousands. */
const MOST_A_RUN = 2_000;
const AT_ONCE = 5;
const MAX_TRIES = 20;
const LONGEST_PAUSE_MS = 30 * 60_000;
const KEEP_DAYS = 90;
const DAY_MS = 86_400_000;

/** Finds out what a notice means by asking its provider. Never throws: what goes wrong is written down and tried again. */
export async function handleNotice(deps: PaymentsDeps, call: Call, work: Work): Promise<void> {
  try {
    await handle(deps, call, work);
  } catch (error) {
    const tries = work.tries + 1;
    const dueAt =
      tries >= MAX_TRIES ? null : new Date(deps.clock.now().getTime() + Math.min(1_000 * 2 ** tries, LONGEST_PAUSE_MS));
    deps.log.warn(
      { err: error, noticeId: work.id, provider: work.provider, isGivenUp: dueAt === null },
      'a payment notice will be tried again',
    );
    const message = error instanceof Error ? error.message : String(error);
    await deps.database
      .run(postponeNotice(work.id, { error: message.slice(0, 500), dueAt }))
      .catch((fault: unknown) => deps.log.error({ err: fault }, 'a payment notice could not be postponed'));
  }
}

async function handle(deps: PaymentsDeps, call: Call, { id, provider, notice }: Work): Promise<void> {
  const done = () => markHandled(id, deps.clock.now());
  if (notice.about === 'payment' && notice.claim !== 'pending')
    return await handlePayment(deps, call, { id, provider, notice });
  if (notice.about === 'refund') {
    const references = [...new Set([...notice.refundKeys, ...(notice.reference === null ? [] : [notice.reference])])];
    for (const reference of references) {
      await followRefund(deps, call, reference, { providerRefundId: notice.providerRefundId });
      await followException(deps, call, reference, notice.providerRefundId);
    }
  }
  if (notice.about === 'dispute') await followDispute(deps, call, { provider, notice });
  if (notice.about === 'payout') {
    const payoutId = notice.reference ?? (await findPayoutByProvider(deps.database, provider, notice.providerPayoutId));
    if (payoutId !== null) await followPayout(deps, call, payoutId);
  }
  await deps.database.run(done());
}

async function handlePayment(
  deps: PaymentsDeps,
  call: Call,
  work: { id: number; provider: string; notice: Extract<ProviderNotice, { about: 'payment' }> },
): Promise<void> {
  const { id, notice } = work;
  if (accountOfReference(notice.reference) !== null && (await handleArrival(deps, call, work))) return;
  const done = markHandled(id, deps.clock.now());
  const seen = await deps.providers.get(work.provider)?.getPayment({
    reference: notice.reference,
    providerPaymentId: notice.providerPaymentId,
    captureId: notice.captureId,
  });
  if (seen) {
    await applyProviderState(deps, call, { provider: work.provider, payment: seen }, [done]);
    return;
  }
  // The provider does not stand by its notice. For a payment of ours the sweep keeps asking; of others we know nothing.
  const known = paymentOfReference(notice.reference);
  const payment = known ? await findPayment(deps.database, known.paymentId) : undefined;
  deps.log.warn(
    {
      noticeId: id,
      provider: work.provider,
      isOurs: payment !== undefined && referenceOf(payment.id, payment.attempt) === notice.reference,
    },
    'a provider does not know the payment of its notice',
  );
  await deps.database.run(done);
}

/** News of an account that a payer keeps. Answers whether it is one of ours; then the notice is done with. */
async function handleArrival(
  deps: PaymentsDeps,
  call: Call,
  { id, provider, notice }: { id: number; provider: string; notice: Extract<ProviderNotice, { about: 'payment' }> },
): Promise<boolean> {
  const { reference, captureId } = notice;
  // A notice without an arrival (its end at the provider) says nothing of money.
  const isNew = captureId === null ? false : await creditArrival(deps, call, { provider, reference, captureId });
  if (isNew === null) return false;
  await deps.database.run(markHandled(id, deps.clock.now()));
  return true;
}

/** Job: takes up notices whose handling was interrupted or failed, or that came in a crowd; how many. */
export async function sweepNotices(deps: PaymentsDeps, call: Call): Promise<number> {
  let swept = 0;
  for (let isFull = true; isFull && swept < MOST_A_RUN; ) {
    const taken = await sweepBatch(deps, call);
    swept += taken;
    isFull = taken === BATCH;
  }
  return swept;
}

async function sweepBatch(deps: PaymentsDeps, call: Call): Promise<number> {
  const now = deps.clock.now();
  const due = await claimDueNotices(deps.database, { now, until: new Date(now.getTime() + CLAIM_MS), limit: BATCH });
  await inParallel(due, AT_ONCE, async (waiting) => {
    const notice = reread(deps, waiting);
    if (notice)
      await handleNotice(deps, call, { id: waiting.id, provider: waiting.provider, notice, tries: waiting.tries });
    else await deps.database.run(postponeNotice(waiting.id, { error: 'can no longer be read', dueAt: null }));
  });
  return due.length;
}

/** It was verified when it came in; headers are not kept, so only the body is read again. */
function reread(deps: PaymentsDeps, waiting: WaitingNotice): ProviderNotice | null {
  return deps.providers.get(waiting.provider)?.rereadWebhook(waiting.rawBody) ?? null;
}

/** Job: forgets handled notices after a quarter of a year. */
export async function pruneOldNotices(deps: PaymentsDeps): Promise<void> {
  await deps.database.run(pruneNotices(new Date(deps.clock.now().getTime() - KEEP_DAYS * DAY_MS), 5_000));
}

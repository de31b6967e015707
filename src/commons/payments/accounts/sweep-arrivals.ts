import type { Call } from '#platform/call';
import type { PaymentsDeps } from '../deps.ts';
import { feePosting } from '../fees/fee-posting.ts';
import { insertFee } from '../fees/fee-queries.ts';
import { inParallel } from '../parallel.ts';
import type { GuardedProvider } from '../providers/guard.ts';
import { type ProviderArrival, ProviderFault, ProviderRefused } from '../providers/payment-provider.ts';
import * as queries from './account-queries.ts';
import { accountOfReference } from './account-rules.ts';
import { creditArrival } from './credit-account.ts';

/** The provider's list may lag behind its notices, and clocks differ: the last minutes are always looked at again. */
const OVERLAP_MS = 15 * 60_000;
const CHUNK_MS = 60 * 60_000;
/** A house that was away for longer goes on in the next run. */
const MOST_CHUNKS = 48;
const AT_ONCE = 5;
const KNOWN_AT_ONCE = 500;

/**
 * Job: goes through the provider's list of all arrivals, whatever notices came. One question for all accounts, so a million
 * of them cost no more than one. What it charged is booked on the way.
 */
export async function sweepArrivals(deps: PaymentsDeps, call: Call): Promise<void> {
  if (!(await queries.hasAccounts(deps.database))) return;
  for (const provider of deps.providers.values()) {
    try {
      await sweepProvider(deps, call, provider);
    } catch (error) {
      if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
      deps.log.warn({ err: error, provider: provider.name }, 'arrivals could not be compared with a provider');
    }
  }
}

async function sweepProvider(deps: PaymentsDeps, call: Call, provider: GuardedProvider): Promise<void> {
  const mark =
    (await queries.findPollMark(deps.database, provider.name)) ??
    (await queries.firstAccountAt(deps.database, provider.name));
  if (!mark) return;
  const now = deps.clock.now();
  let since = new Date(mark.getTime() - OVERLAP_MS);
  for (let chunk = 0; chunk < MOST_CHUNKS && since < now; chunk++) {
    const until = new Date(Math.min(since.getTime() + CHUNK_MS, now.getTime()));
    await takeUp(deps, call, provider, await provider.listArrivals({ since, until }));
    await deps.database.run(queries.setPollMark(provider.name, until));
    since = until;
  }
}

async function takeUp(
  deps: PaymentsDeps,
  call: Call,
  { name: provider }: GuardedProvider,
  listed: readonly ProviderArrival[],
): Promise<void> {
  const ours = listed.filter(({ reference }) => accountOfReference(reference) !== null);
  for (let start = 0; start < ours.length; start += KNOWN_AT_ONCE) {
    const some = ours.slice(start, start + KNOWN_AT_ONCE);
    const ids = some.map(({ captureId }) => captureId);
    const known = await queries.knownCredits(deps.database, provider, ids);
    const missing = some.filter(({ captureId }) => !known.has(captureId));
    await inParallel(missing, AT_ONCE, async ({ reference, captureId }) => {
      await creditArrival(deps, call, { provider, reference, captureId });
    });
    for (const arrival of some) await bookFee(deps, call, provider, arrival);
  }
}

async function bookFee(deps: PaymentsDeps, call: Call, provider: string, arrival: ProviderArrival): Promise<void> {
  const { transactionId, feeMinor: amountMinor } = arrival;
  if (amountMinor <= 0) return;
  const reference = `payment-account:${accountOfReference(arrival.reference) ?? ''}`;
  const booking = { provider, transactionId, amountMinor, reference };
  await deps.database.run(insertFee({ ...booking, now: deps.clock.now() }, feePosting(call, booking)));
}

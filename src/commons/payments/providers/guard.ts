import {
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleWhen,
  type IPolicy,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import type { ChannelCode } from '../shapes.ts';
import { type PaymentProvider, ProviderFault } from './payment-provider.ts';

/** A provider behind a breaker, with one retry where a repetition finds what the first try did. Time limits are in the adapter. */
export type GuardedProvider = PaymentProvider & {
  /** False while the breaker is open and not yet willing to try: calls would fail at once. */
  isHealthy(): boolean;
};

export type GuardOptions = {
  /** Faults in a row that open the breaker. */
  faultsToOpen?: number;
  /** How long it stays open before one call may try. */
  openMs?: number;
  retryPauseMs?: number;
};

/**
 * A refusal is an answer and never opens the breaker or is retried; only faults do. Every call here carries our own
 * reference or idempotency key, so all but refunds are repeated once after a quick fault.
 */
export function guardProvider(provider: PaymentProvider, options: GuardOptions = {}): GuardedProvider {
  const openMs = options.openMs ?? 10_000;
  const isFault = handleWhen((error) => error instanceof ProviderFault);
  // Who waited for the whole time limit has waited enough; the next provider or the sweep takes over.
  const isQuickFault = handleWhen((error) => error instanceof ProviderFault && !error.isTimeout);
  const breaker = circuitBreaker(isFault, {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(options.faultsToOpen ?? 5),
  });
  const policy = wrap(
    retry(isQuickFault, { maxAttempts: 1, backoff: new ConstantBackoff(options.retryPauseMs ?? 150) }),
    breaker,
  );
  // Xendit documents no idempotency for refunds v3: after a fault its notice is waited for before the sweep asks again.
  const once = breaker;
  let openedAt = 0;
  breaker.onBreak(() => {
    openedAt = performance.now();
  });

  async function run<T>(work: () => Promise<T>, how: Pick<IPolicy, 'execute'> = policy): Promise<T> {
    try {
      return await how.execute(work);
    } catch (error) {
      if (isBrokenCircuitError(error))
        throw new ProviderFault(provider.name, 'is left alone after a row of faults', { isSent: false });
      throw error;
    }
  }

  return {
    name: provider.name,
    supports: (channel: ChannelCode) => provider.supports(channel),
    canRefund: (channel: ChannelCode) => provider.canRefund(channel),
    createPayment: (wish) => run(() => provider.createPayment(wish)),
    getPayment: (key) => run(() => provider.getPayment(key)),
    cancelPayment: (key) => run(() => provider.cancelPayment(key)),
    canOpenAccounts: (channel: ChannelCode) => provider.canOpenAccounts(channel),
    openAccount: (wish) => run(() => provider.openAccount(wish)),
    listArrivals: (span) => run(() => provider.listArrivals(span)),
    refund: (wish) => run(() => provider.refund(wish), once),
    getRefund: (key) => run(() => provider.getRefund(key)),
    payout: (wish) => run(() => provider.payout(wish)),
    getPayout: (key) => run(() => provider.getPayout(key)),
    getDispute: (key) => run(() => provider.getDispute(key)),
    listMoves: (reference) => run(() => provider.listMoves(reference)),
    readWebhook: (rawBody, headers) => provider.readWebhook(rawBody, headers),
    rereadWebhook: (rawBody) => provider.rereadWebhook(rawBody),
    isHealthy: () => breaker.state !== CircuitState.Open || performance.now() - openedAt >= openMs,
  };
}

import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { GuardedProvider } from '../providers/guard.ts';
import {
  type PaymentWish,
  ProviderFault,
  type ProviderPayment,
  ProviderRefused,
} from '../providers/payment-provider.ts';
import type { Payment } from '../shapes.ts';
import { type ChannelSetting, channelName } from './channel-rules.ts';
import { faultOfInstructions } from './instruction-rules.ts';
import * as queries from './payment-queries.ts';
import { decideIntent, firstCheckAt, referenceOf } from './payment-rules.ts';
import { viewOf } from './payment-view.ts';

type Input = InputOf<typeof paymentsContract, 'createIntent'>;

/**
 * Own row first, then the provider, then what it answered: two local round trips. A crash in between is healed by asking
 * for the same intent again, or by the sweep, under the same reference at the provider.
 */
export async function createIntent(deps: PaymentsDeps, call: Call, input: Input): Promise<Payment> {
  const channel = (await deps.settings()).channels.find(
    (setting) => setting.code === input.channel && setting.isEnabled,
  );
  if (!channel) throw refuse('payments.channel-unknown', { channel: input.channel });
  const now = deps.clock.now();
  const decision = decideIntent({ ...input, expiresAt: new Date(input.expiresAt) }, channel, now);
  if (!decision.accepted) {
    // Asked again after a while, an intent that stands is no longer judged by the clock.
    const known = await queries.findPayment(deps.database, input.intentId);
    if (known) return await resumeIntent(deps, call, sameOrRefuse(known, input));
    throw refuse(decision.code, {
      channelName: channelName(channel.code),
      maximumMinor: channel.maximumMinor,
      minimumMinor: channel.minimumMinor,
    });
  }

  const [first] = candidates(deps, channel);
  if (!first) throw refuse('payments.provider-unavailable', {}, { retryAfterSeconds: 30 });
  const { intentId: id, invoiceId, payerId, amountMinor, description, customerName, allocations } = input;
  const payment = {
    id,
    invoiceId,
    payerId,
    channel: channel.code,
    amountMinor,
    description,
    customerName,
    provider: first.name,
    expiresAt: decision.expiresAt,
    payableUntil: new Date(input.expiresAt),
    createdAt: now,
    allocations,
  };
  const isNew = await queries.insertPayment(deps.database, { ...payment, dueAt: firstCheckAt(now) });
  if (isNew)
    return await askProviders(deps, call, {
      ...payment,
      status: 'creating',
      attempt: 1,
      providerPaymentId: null,
      instructions: null,
      failureCode: null,
      refundedMinor: 0,
      paidAt: null,
      endedAt: null,
    });
  const known = present(
    await queries.findPayment(deps.database, id),
    'A payment that stands in the way of its own insert is there',
  );
  return await resumeIntent(deps, call, sameOrRefuse(known, input));
}

/** Goes on with a payment whose creation was interrupted; one that is further is answered as it is. */
export async function resumeIntent(deps: PaymentsDeps, call: Call, payment: queries.PaymentRow): Promise<Payment> {
  if (payment.status === 'creating') return await askProviders(deps, call, payment);
  if (payment.failureCode === 'provider-unavailable')
    throw refuse('payments.provider-unavailable', {}, { retryAfterSeconds: 30 });
  return viewOf(payment);
}

function sameOrRefuse(known: queries.PaymentRow, input: Input): queries.PaymentRow {
  const isSame =
    known.amountMinor === input.amountMinor &&
    known.channel === input.channel &&
    known.invoiceId === input.invoiceId &&
    known.payerId === input.payerId;
  if (!isSame) throw refuse('payments.intent-conflict');
  return known;
}

/** Providers of a channel in the order of preference, without those that are known to be down. */
export function candidates(deps: PaymentsDeps, channel: ChannelSetting): GuardedProvider[] {
  return channel.providers.flatMap((name) => {
    const provider = deps.providers.get(name);
    return provider?.supports(channel.code) && provider.isHealthy() ? [provider] : [];
  });
}

/** Asks one provider after the other until one gives something that people can pay with. */
async function askProviders(deps: PaymentsDeps, call: Call, payment: queries.PaymentRow): Promise<Payment> {
  const channel = (await deps.settings()).channels.find((setting) => setting.code === payment.channel);
  const tried = deps.providers.get(payment.provider);
  const others = channel ? candidates(deps, channel).filter((provider) => provider !== tried) : [];
  const line = tried ? [tried, ...others] : others;
  for (const [index, provider] of line.entries()) {
    const attempt = payment.attempt + index;
    const made = await askOne(deps, provider, payment, attempt);
    if ('answer' in made) return await store(deps, call, { payment, attempt, provider, answer: made.answer });

    const now = deps.clock.now();
    const failure = { attempt, provider: provider.name, reason: made.reason };
    deps.log.warn({ paymentId: payment.id, ...failure }, 'a payment provider gave no bill');
    const next = line[index + 1];
    if (next)
      await deps.database.run(
        queries.nextAttempt(payment.id, attempt, { provider: next.name, failure, dueAt: firstCheckAt(now), now }),
      );
    else await deps.database.run(queries.abandonPayment(payment.id, failure, now));
  }
  throw refuse('payments.provider-unavailable', {}, { retryAfterSeconds: 30 });
}

/** One try at one provider. A bill that must not be shown is closed again and counts as none. */
export async function askOne(
  deps: PaymentsDeps,
  provider: GuardedProvider,
  payment: queries.PaymentRow,
  attempt: number,
): Promise<{ answer: ProviderPayment } | { reason: string }> {
  const { channel, amountMinor, description, customerName, createdAt, expiresAt } = payment;
  const wish: PaymentWish = {
    reference: referenceOf(payment.id, attempt),
    channel,
    amountMinor,
    description,
    customerName,
    createdAt,
    expiresAt,
  };
  try {
    const answer = await provider.createPayment(wish);
    const fault = faultOfInstructions(wish, answer);
    if (fault === null) return { answer };
    deps.log.error(
      { paymentId: payment.id, provider: provider.name, fault },
      'a payment provider sent a bill that must not be shown',
    );
    await close(deps, provider, wish.reference, answer.providerPaymentId);
    return { reason: fault };
  } catch (error) {
    if (error instanceof ProviderRefused || error instanceof ProviderFault) return { reason: error.message };
    throw error;
  }
}

/** Nobody saw it, so nobody should pay it; if it cannot be closed, what comes is matched by its reference all the same. */
async function close(
  deps: PaymentsDeps,
  provider: GuardedProvider,
  reference: string,
  providerPaymentId: string,
): Promise<void> {
  try {
    await provider.cancelPayment({ reference, providerPaymentId, captureId: null });
  } catch (error) {
    deps.log.warn({ err: error, reference }, 'a bill that nobody saw could not be closed');
  }
}

async function store(
  deps: PaymentsDeps,
  call: Call,
  made: { payment: queries.PaymentRow; attempt: number; provider: GuardedProvider; answer: ProviderPayment },
): Promise<Payment> {
  const { payment, attempt, provider, answer } = made;
  const { id, invoiceId, payerId, channel, amountMinor, allocations } = payment;
  const instructions = present(answer.instructions, 'Instructions were checked');
  const payload = {
    paymentId: id,
    invoiceId,
    payerId,
    channel,
    amountMinor,
    allocations,
    expiresAt: payment.expiresAt.toISOString(),
  };
  const created = eventInsert(paymentsContract, 'payment.created', { call, aggregateId: id, payload });
  const now = deps.clock.now();
  const dueAt = firstCheckAt(now);
  const bill = { provider: provider.name, providerPaymentId: answer.providerPaymentId, instructions };
  const open = queries.openPayment({ id, attempt, ...bill, dueAt, now }, created);
  // Lost in a crash, the payment is being created still, and the same bill is asked for again under the same reference.
  const [opened] = await deps.database.batch<[unknown[]]>([open], { lazy: 'where-shared' });
  if (opened.length > 0)
    return viewOf({ ...payment, status: 'pending', attempt, provider: provider.name, instructions });
  // Somebody was faster: the same request twice, a notice of its payment, or a cancellation.
  return viewOf(present(await queries.findPayment(deps.database, id), 'A payment does not vanish'));
}

import { assert, present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { GuardedProvider } from '../providers/guard.ts';
import type { ProviderPayment } from '../providers/payment-provider.ts';
import type { Payment } from '../shapes.ts';
import * as bills from './bill-queries.ts';
import { type ChannelSetting, channelName } from './channel-rules.ts';
import { askOne, candidates } from './create-intent.ts';
import * as queries from './payment-queries.ts';
import { decideChange, decideIntent, firstCheckAt, MOST_ATTEMPTS } from './payment-rules.ts';
import { viewOf } from './payment-view.ts';
import { closeEndedBill } from './sweep-bills.ts';

type Input = { paymentId: string; channel: string };
type Wish = { channel: ChannelSetting; expiresAt: Date; now: Date };
type Made = { attempt: number; provider: GuardedProvider; answer: ProviderPayment };

/**
 * Lets the payer of an open payment pay another way. The new bill is made first and the old one stays payable until then,
 * so a provider that is down costs nothing; then one transaction shows the new one, and the old one is closed. What dies
 * in between is cleared up by the sweep of bills. Money for the old bill counts all the same while the payment is open,
 * and is a double or late payment afterwards. Asking again for what is shown changes nothing.
 */
export async function changeChannel(deps: PaymentsDeps, call: Call, input: Input): Promise<Payment> {
  const payment = await findOfPayer(deps, call, input.paymentId);
  const change = decideChange(payment, input.channel);
  if (change.step === 'refuse') throw refuse(change.code);
  if (change.step === 'wait') throw refuse('request.in-progress', {}, { retryAfterSeconds: 2 });
  if (change.step === 'nothing') return viewOf(payment);

  const wish = await wishOf(deps, payment, input.channel);
  const made = await makeBill(deps, payment, wish);
  await show(deps, call, { payment, wish, made });
  return viewOf(present(await queries.findPayment(deps.database, payment.id), 'A payment does not vanish'));
}

/** Only who pays may choose how; for anybody else there is no such payment. */
async function findOfPayer(deps: PaymentsDeps, call: Call, paymentId: string): Promise<queries.PaymentRow> {
  const payment = await queries.findPayment(deps.database, paymentId);
  if (!payment || payment.payerId !== userIdOf(call)) throw refuse('payments.not-found');
  return payment;
}

async function wishOf(deps: PaymentsDeps, payment: queries.PaymentRow, code: string): Promise<Wish> {
  const channel = (await deps.settings()).channels.find((setting) => setting.code === code && setting.isEnabled);
  if (!channel) throw refuse('payments.channel-unknown', { channel: code });
  const now = deps.clock.now();
  const { amountMinor, allocations } = payment;
  const payableUntil = payment.payableUntil ?? payment.expiresAt;
  const decision = decideIntent({ amountMinor, allocations, expiresAt: payableUntil }, channel, now);
  if (decision.accepted) return { channel, expiresAt: decision.expiresAt, now };
  const { maximumMinor, minimumMinor } = channel;
  throw refuse(decision.code, { channelName: channelName(channel.code), maximumMinor, minimumMinor });
}

/** Asks one provider after the other. Each try is put down before it is asked for, under a number of its own. */
async function makeBill(
  deps: PaymentsDeps,
  payment: queries.PaymentRow,
  { channel, expiresAt, now }: Wish,
): Promise<Made> {
  const wanted = { ...payment, channel: channel.code, createdAt: now, expiresAt };
  for (const provider of candidates(deps, channel)) {
    const attempt = await deps.database.inTx(async (tx) => {
      // The lock keeps two changes at once from taking the same number.
      await queries.lockPayment(tx, payment.id);
      const dueAt = firstCheckAt(now);
      const number = await bills.insertBill(tx, {
        paymentId: payment.id,
        channel: channel.code,
        provider: provider.name,
        now,
        dueAt,
      });
      assert(number !== undefined, 'A payment that was found is there');
      if (number > MOST_ATTEMPTS) throw refuse('payments.changed-too-often');
      return number;
    });
    const made = await askOne(deps, provider, wanted, attempt);
    if ('answer' in made) return { attempt, provider, answer: made.answer };
    deps.log.warn(
      { paymentId: payment.id, attempt, provider: provider.name, reason: made.reason },
      'a payment provider gave no bill',
    );
    await deps.database.run(
      bills.endBill(payment.id, attempt, { providerPaymentId: null, now, dueAt: firstCheckAt(now) }),
    );
  }
  throw refuse('payments.provider-unavailable', {}, { retryAfterSeconds: 30 });
}

/**
 * Shows the new bill and closes the one it replaces; or closes the new one, when the payment has been paid or ended
 * meanwhile, or when somebody else has changed it to the same.
 */
async function show(
  deps: PaymentsDeps,
  call: Call,
  change: { payment: queries.PaymentRow; wish: Wish; made: Made },
): Promise<void> {
  const { payment: before, wish, made } = change;
  const providerPaymentId = made.answer.providerPaymentId;
  const closed = await deps.database.inTx(async (tx) => {
    const now = deps.clock.now();
    const payment = present(await queries.lockPayment(tx, before.id), 'A payment does not vanish');
    const verdict = decideChange(payment, wish.channel.code);
    const isTaken = verdict.step === 'change' && (await bills.takeBill(tx, payment.id, made.attempt));
    if (!isTaken) {
      tx.write(bills.endBill(payment.id, made.attempt, { providerPaymentId, now, dueAt: firstCheckAt(now) }));
      const { attempt, provider } = made;
      const bill = { id: payment.id, attempt, provider: provider.name, providerPaymentId, endedAt: now };
      return { bill, verdict, isLost: verdict.step === 'change' };
    }
    tx.write(
      bills.insertReplacedBill(payment, { madeAt: payment.createdAt, now, dueAt: firstCheckAt(now) }),
      bills.showBill(payment.id, {
        attempt: made.attempt,
        channel: wish.channel.code,
        provider: made.provider.name,
        providerPaymentId,
        instructions: present(made.answer.instructions, 'Instructions were checked'),
        expiresAt: wish.expiresAt,
        dueAt: firstCheckAt(now),
        now,
      }),
      ...tellOfChange(call, payment, wish),
    );
    return { bill: { ...payment, endedAt: now }, verdict, isLost: false };
  });
  await closeEndedBill(deps, call, closed.bill);
  if (closed.verdict.step === 'refuse') throw refuse(closed.verdict.code);
  // It took so long that the sweep has given the new bill up.
  if (closed.isLost) throw refuse('payments.provider-unavailable', {}, { retryAfterSeconds: 30 });
}

function tellOfChange(call: Call, payment: queries.PaymentRow, { channel, expiresAt }: Wish) {
  const { id, invoiceId, payerId, amountMinor, allocations, channel: previousChannel } = payment;
  const facts = { paymentId: id, invoiceId, payerId, amountMinor, allocations, channel: channel.code };
  const payload = { ...facts, previousChannel, expiresAt: expiresAt.toISOString() };
  return [
    eventInsert(paymentsContract, 'payment.channel-changed', { call, aggregateId: id, payload }),
    auditInsert('payments', call, {
      stream: `payment:${id}`,
      action: 'payments.channel-changed',
      before: { channel: previousChannel },
      after: { channel: channel.code },
    }),
  ];
}

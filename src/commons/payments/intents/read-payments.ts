import type { Actor, Call } from '#platform/call';
import { userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import type { Payment, PaymentChannel } from '../shapes.ts';
import { offerChannels } from './channel-rules.ts';
import { checkAtProvider } from './check-payment.ts';
import * as queries from './payment-queries.ts';
import { isOpen } from './payment-rules.ts';
import { viewOf } from './payment-view.ts';

const MOST_EXPORTED = 10_000;

export async function getPayment(deps: PaymentsDeps, _call: Call, input: { paymentId: string }): Promise<Payment> {
  const row = await queries.findPayment(deps.database, input.paymentId);
  if (!row) throw refuse('payments.not-found');
  return viewOf(row);
}

export async function paymentsByIds(
  deps: PaymentsDeps,
  _call: Call,
  input: { paymentIds: string[] },
): Promise<{ payments: Payment[] }> {
  if (input.paymentIds.length === 0) return { payments: [] };
  return { payments: (await queries.listPayments(deps.database, input.paymentIds)).map(viewOf) };
}

/** A person's payments, for his own export (UU 27/2022, article 13). */
export async function exportPersonalData(
  deps: PaymentsDeps,
  _call: Call,
  input: { userId: string },
): Promise<{ data: unknown }> {
  return { data: { payments: await queries.listPayerRecords(deps.database, input.userId, MOST_EXPORTED) } };
}

export async function viewPayment(deps: PaymentsDeps, call: Call, input: { paymentId: string }): Promise<Payment> {
  return viewOf(await getOwnPayment(deps, call, input.paymentId));
}

export async function checkPayment(deps: PaymentsDeps, call: Call, input: { paymentId: string }): Promise<Payment> {
  const row = await getOwnPayment(deps, call, input.paymentId);
  if (!isOpen(row.status)) return viewOf(row);
  await checkAtProvider(deps, call, row);
  return await getPayment(deps, call, input);
}

export async function listChannels(
  deps: PaymentsDeps,
  _call: Call,
  input: { amountMinor: number },
): Promise<{ channels: PaymentChannel[] }> {
  const { channels } = await deps.settings();
  return {
    channels: offerChannels(channels, input.amountMinor, (setting) =>
      setting.providers.some(
        (name) => deps.providers.get(name)?.isHealthy() && deps.providers.get(name)?.supports(setting.code),
      ),
    ),
  };
}

/** The row, if the caller may see it; else there is no such payment. */
export async function getOwnPayment(deps: PaymentsDeps, call: Call, paymentId: string): Promise<queries.PaymentRow> {
  const userId = userIdOf(call);
  if (maySeeAll(call.actor)) {
    const row = await queries.findPayment(deps.database, paymentId);
    if (row) return row;
  } else if (userId !== null) {
    const row = await queries.findPaymentSeenBy(deps.database, paymentId, userId);
    if (row) return row;
  }
  throw refuse('payments.not-found');
}

/** The roles behind `payments:read`, and the house itself. */
function maySeeAll(actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  return (
    actor.kind === 'user' &&
    actor.roles.some((role) => role === 'ADMIN' || role === 'SUPER_ADMIN' || role === 'COMPLIANCE_OFFICER')
  );
}

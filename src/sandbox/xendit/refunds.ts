import { newUuid } from '#platform/ids';
import type { Collection } from '../world/collection.ts';
import { webhookEffectOf } from '../world/payment-plans.ts';
import type { World } from '../world/world.ts';
import { notFound, XenditError } from './errors.ts';
import { sendNotice } from './notices.ts';
import { hashOf, type PaymentDesk } from './payment-requests.ts';
import { type checkRefund, type Payment, type PaymentRequest, type Refund, wireRefund } from './records.ts';

const REFUNDS_KEPT = 20_000;
type RefundBody = ReturnType<typeof checkRefund>;

export type RefundDesk = {
  refunds: Collection<Refund>;
  create(body: RefundBody, idempotencyKey: string | null): Promise<{ refund: Refund; isAnswerLost: boolean }>;
  get(id: string): Refund;
  /** Ends a refund that hangs: `null` succeeds, a code fails. */
  settle(id: string, failureCode: string | null): boolean;
};

export function createRefundDesk(world: World, paymentDesk: PaymentDesk): RefundDesk {
  const refunds = world.store.collection<Refund>('xendit-refund', { limit: REFUNDS_KEPT, keys: keysOf });
  const desk: Desk = { world, paymentDesk, refunds };
  for (const refund of refunds.newest(REFUNDS_KEPT, ({ status }) => status === 'PENDING')) settleLater(desk, refund);
  return {
    refunds,
    create: (body, idempotencyKey) => create(desk, body, idempotencyKey),
    get(id) {
      const refund = refunds.get(id);
      if (refund === undefined) throw notFound(`Refund ${id} not found`);
      return refund;
    },
    settle: (id, failureCode) => settle(desk, id, failureCode),
  };
}

type Desk = { world: World; paymentDesk: PaymentDesk; refunds: Collection<Refund> };

function keysOf(refund: Refund): string[] {
  return [
    ...(refund.referenceId === null ? [] : [`reference:${refund.referenceId}`]),
    ...(refund.idempotencyKey === null ? [] : [`idempotency:${refund.idempotencyKey}`]),
  ];
}

async function create(
  desk: Desk,
  body: RefundBody,
  idempotencyKey: string | null,
): Promise<{ refund: Refund; isAnswerLost: boolean }> {
  const { world, refunds } = desk;
  const earlier = earlierOf(refunds, body, idempotencyKey);
  if (earlier !== undefined) return { refund: earlier, isAnswerLost: false };
  const { payment, request } = refundable(desk.paymentDesk, body);
  const left = leftMinor(refunds, payment);
  const amountMinor = body.amount ?? left;
  if (amountMinor <= 0 || amountMinor > left) {
    throw new XenditError(
      400,
      'MAXIMUM_REFUND_AMOUNT_REACHED',
      'The amount is higher than what is left of the payment',
    );
  }
  const plan = world.plans.take({ provider: 'xendit', thing: 'refund' }, amountMinor);
  if (plan?.behaviour === 'server-error') throw new XenditError(500, 'SERVER_ERROR', 'An unexpected error occurred.');
  if (plan?.behaviour === 'slow') await world.dawdle();
  // The same call may have come again while this one was waiting.
  const meanwhile = earlierOf(refunds, body, idempotencyKey);
  if (meanwhile !== undefined) return { refund: meanwhile, isAnswerLost: false };
  const createdAt = world.nowIso();
  const refund = refunds.put({
    id: `rfd-${newUuid()}`,
    paymentId: payment.id,
    paymentRequestId: request.id,
    referenceId: body.reference_id ?? null,
    idempotencyKey,
    bodyHash: hashOf(body),
    amountMinor,
    channelCode: request.body.channel_code,
    reason: body.reason,
    metadata: body.metadata ?? null,
    status: 'PENDING',
    failureCode: null,
    plan,
    createdAt,
    updatedAt: createdAt,
  });
  settleLater(desk, refund);
  return { refund, isAnswerLost: plan?.behaviour === 'answer-lost' };
}

function settleLater(desk: Desk, { id, plan }: Refund): void {
  if (plan?.behaviour === 'stuck') return;
  const failureCode = plan?.behaviour === 'fail' ? (plan.failureCode ?? 'INSUFFICIENT_BALANCE') : null;
  desk.world.after(desk.world.timing.settleMs, () => settle(desk, id, failureCode));
}

function settle({ world, refunds }: Desk, id: string, failureCode: string | null): boolean {
  const refund = refunds.get(id);
  if (refund?.status !== 'PENDING') return false;
  const status = failureCode === null ? 'SUCCEEDED' : 'FAILED';
  const settled = refunds.put({ ...refund, status, failureCode, updatedAt: world.nowIso() });
  const event = failureCode === null ? 'refund.succeeded' : 'refund.failed';
  sendNotice(world, { event, subject: id, data: wireRefund(settled), effect: webhookEffectOf(refund.plan) });
  return true;
}

function earlierOf(refunds: Collection<Refund>, body: RefundBody, idempotencyKey: string | null): Refund | undefined {
  const known = idempotencyKey === null ? undefined : refunds.find(`idempotency:${idempotencyKey}`);
  if (known !== undefined && known.bodyHash !== hashOf(body))
    throw new XenditError(409, 'IDEMPOTENCY_ERROR', 'The idempotency key was used before with another request body');
  if (known !== undefined) return known;
  if (body.reference_id !== undefined && refunds.find(`reference:${body.reference_id}`) !== undefined) {
    throw new XenditError(409, 'DUPLICATE_ERROR', `A refund with reference_id ${body.reference_id} exists already`);
  }
  return undefined;
}

function refundable(desk: PaymentDesk, body: RefundBody): { payment: Payment; request: PaymentRequest } {
  const payment = desk.payments.get(body.payment_id);
  const request = payment === undefined ? undefined : desk.requests.get(payment.paymentRequestId);
  if (payment === undefined || request === undefined)
    throw new XenditError(400, 'TRANSACTION_NOT_FOUND', `Payment ${body.payment_id} not found`);
  if (payment.status !== 'SUCCEEDED')
    throw new XenditError(400, 'INELIGIBLE_TRANSACTION', 'Only a payment that succeeded can be refunded');
  if (request.vaNumber !== null)
    throw new XenditError(400, 'REFUND_NOT_SUPPORTED', `Refund is not supported for ${request.body.channel_code}`);
  return { payment, request };
}

function leftMinor(refunds: Collection<Refund>, payment: Payment): number {
  const earlier = refunds.newest(
    REFUNDS_KEPT,
    (refund) => refund.paymentId === payment.id && refund.status !== 'FAILED',
  );
  return payment.amountMinor - earlier.reduce((sum, refund) => sum + refund.amountMinor, 0);
}

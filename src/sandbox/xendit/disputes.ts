import { newUuid } from '#platform/ids';
import type { Collection } from '../world/collection.ts';
import type { World } from '../world/world.ts';
import { notFound } from './errors.ts';
import { sendFlatNotice } from './notices.ts';
import type { PaymentDesk } from './payment-requests.ts';

const DISPUTES_KEPT = 2_000;

export type DisputeStatus = 'ACTION_REQUIRED' | 'UNDER_REVIEW' | 'WON' | 'LOST';
export type Dispute = {
  id: string;
  paymentId: string;
  referenceId: string;
  amountMinor: number;
  status: DisputeStatus;
  createdAt: string;
  updatedAt: string;
};

export type DisputeDesk = {
  disputes: Collection<Dispute>;
  /** The payer's bank disputes a payment, or its dispute moves on; null for a payment that is not here. */
  move(paymentId: string, status: DisputeStatus, amountMinor?: number): Dispute | null;
  get(id: string): Dispute;
};

/** Disputes of payments by QR, as the Disputes API tells them. */
export function createDisputeDesk(world: World, desk: PaymentDesk): DisputeDesk {
  const disputes = world.store.collection<Dispute>('xendit-dispute', {
    limit: DISPUTES_KEPT,
    keys: (dispute) => [`payment:${dispute.paymentId}`],
  });
  return {
    disputes,
    move(paymentId, status, amountMinor) {
      const payment = desk.payments.get(paymentId);
      const request = payment && desk.requests.get(payment.paymentRequestId);
      if (!payment || !request) return null;
      const known = disputes.find(`payment:${paymentId}`);
      const now = world.nowIso();
      const dispute = disputes.put({
        id: known?.id ?? `mi-dspt-${newUuid()}`,
        paymentId,
        referenceId: request.body.reference_id,
        amountMinor: amountMinor ?? known?.amountMinor ?? payment.amountMinor,
        status,
        createdAt: known?.createdAt ?? now,
        updatedAt: now,
      });
      const event = `dispute.${status.toLowerCase()}`;
      sendFlatNotice(world, { event, subject: dispute.id, data: wireDispute(dispute) });
      return dispute;
    },
    get(id) {
      const dispute = disputes.get(id);
      if (dispute === undefined) throw notFound(`Dispute ${id} not found`);
      return dispute;
    },
  };
}

export function wireDispute(dispute: Dispute): Record<string, unknown> {
  const isOver = dispute.status === 'WON' || dispute.status === 'LOST';
  return {
    id: dispute.id,
    channel_code: 'QRIS',
    status: dispute.status,
    currency: 'IDR',
    amount: { initial: `${dispute.amountMinor}.00`, terminal: isOver ? `${dispute.amountMinor}.00` : null },
    payment_id: dispute.paymentId,
    reference_id: dispute.referenceId,
    created_at: dispute.createdAt,
    updated_at: dispute.updatedAt,
  };
}

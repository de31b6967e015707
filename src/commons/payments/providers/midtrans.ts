import { channelBank } from '../intents/channel-rules.ts';
import type { ChannelCode } from '../shapes.ts';
import { createIris } from './iris.ts';
import * as wire from './midtrans-wire.ts';
import { type PaymentKey, type PaymentProvider, type PaymentWish, type ProviderPayment, ProviderRefused, rereading } from './payment-provider.ts';
import { basicAuth, createProviderHttp, headerOf, type HttpWish } from './provider-http.ts';

export type MidtransOptions = {
  baseUrl: string;
  serverKey: string;
  /** Iris has its own host and keys in production; what is missing is taken from the Core API's. */
  irisBaseUrl?: string;
  irisCreatorKey?: string;
  irisApproverKey?: string;
  irisMerchantKey?: string;
  timeoutMs?: number;
};

const NAME = 'midtrans';
/** Mandiri goes by bill payment; BSI is not offered over the Core API. */
const CHANNELS: ReadonlySet<ChannelCode> = new Set(['QRIS', 'VA_BCA', 'VA_BNI', 'VA_BRI', 'VA_MANDIRI', 'VA_PERMATA', 'VA_CIMB']);

/** Midtrans: Core API v2 for payments and refunds, Iris for payouts. The body's `status_code` counts, not the HTTP status. */
export function createMidtrans(options: MidtransOptions): PaymentProvider & { close(): Promise<void> } {
  const timeoutMs = options.timeoutMs ?? 5_000;
  const http = createProviderHttp({ provider: NAME, baseUrl: options.baseUrl, headers: { authorization: basicAuth(options.serverKey) }, timeoutMs });
  const iris = createIris({
    baseUrl: options.irisBaseUrl ?? `${options.baseUrl.replace(/\/$/, '')}/iris/api/v1`,
    creatorKey: options.irisCreatorKey ?? options.serverKey,
    approverKey: options.irisApproverKey ?? options.serverKey,
    merchantKey: options.irisMerchantKey ?? options.serverKey,
    timeoutMs,
  });

  async function ask(wish: HttpWish): Promise<wire.MidtransTransaction> {
    return wire.transactionOrThrow(await http.call(wish));
  }

  async function find(id: string): Promise<wire.MidtransTransaction | null> {
    try {
      return await ask({ method: 'GET', path: `/v2/${encodeURIComponent(id)}/status` });
    } catch (error) {
      if (error instanceof ProviderRefused && error.code === '404') return null;
      throw error;
    }
  }

  async function getPayment(key: PaymentKey): Promise<ProviderPayment | null> {
    // By the transaction's own id where we have it: a second payment of one order id is another transaction.
    const found = (key.captureId === null ? null : await find(key.captureId)) ?? (await find(key.reference));
    return found && found.order_id === key.reference ? wire.paymentOf(found) : null;
  }

  async function createPayment(wish: PaymentWish): Promise<ProviderPayment> {
    try {
      return wire.paymentOf(await ask({ method: 'POST', path: '/v2/charge', headers: { 'idempotency-key': wish.reference }, body: chargeBody(wish) }), wish.customerName);
    } catch (error) {
      // The order id is taken: an earlier try of ours got through, and its answer was lost.
      const known = error instanceof ProviderRefused && error.code === '406' ? await find(wish.reference) : null;
      if (!known) throw error;
      return wire.paymentOf(known, wish.customerName);
    }
  }

  return {
    name: NAME,
    supports: (channel) => CHANNELS.has(channel),
    canRefund: (channel) => channel === 'QRIS',
    createPayment,
    getPayment,
    cancelPayment: async (key) => {
      try {
        await ask({ method: 'POST', path: `/v2/${encodeURIComponent(key.reference)}/cancel`, body: {} });
      } catch (error) {
        // 412: its state can no longer be changed; 404: it was never made.
        if (!(error instanceof ProviderRefused) || !['412', '404'].includes(error.code)) throw error;
      }
    },
    refund: async (wish) => {
      const body = { refund_key: wish.refundId, amount: wish.amountMinor, reason: wish.reason.slice(0, 255) };
      const refunded = await ask({ method: 'POST', path: `/v2/${encodeURIComponent(wish.captureId)}/refund`, headers: { 'idempotency-key': wish.refundId }, body });
      return wire.refundOf(refunded, wish.refundId) ?? { providerRefundId: wish.refundId, status: 'pending', failureCode: null };
    },
    getRefund: async ({ refundId, captureId }) => {
      const found = await find(captureId);
      return found && wire.refundOf(found, refundId);
    },
    payout: iris.payout,
    getPayout: iris.getPayout,
    readWebhook: (rawBody, headers) => (headerOf(headers, 'iris-signature') === '' ? wire.noticeOf(rawBody, options.serverKey) : iris.readWebhook(rawBody, headers)),
    rereadWebhook: (rawBody) => rereading(() => wire.noticeOf(rawBody, options.serverKey)) ?? iris.rereadWebhook(rawBody),
    close: async () => {
      await Promise.all([http.close(), iris.close()]);
    },
  };
}

function chargeBody(wish: PaymentWish): object {
  const minutes = Math.max(1, Math.floor((wish.expiresAt.getTime() - wish.createdAt.getTime()) / 60_000));
  return {
    ...paymentType(wish),
    transaction_details: { order_id: wish.reference, gross_amount: wish.amountMinor },
    customer_details: { first_name: wish.customerName.slice(0, 100) },
    custom_expiry: { order_time: wire.orderTime(wish.createdAt), expiry_duration: minutes, unit: 'minute' },
  };
}

function paymentType({ channel, customerName, description }: PaymentWish): object {
  if (channel === 'QRIS') return { payment_type: 'qris', qris: { acquirer: 'gopay' } };
  if (channel === 'VA_MANDIRI') return { payment_type: 'echannel', echannel: { bill_info1: 'Tagihan', bill_info2: description.slice(0, 30) || 'Belanja' } };
  const bank = channelBank(channel).toLowerCase();
  return { payment_type: 'bank_transfer', bank_transfer: { bank, ...(bank === 'permata' ? { permata: { recipient_name: customerName.slice(0, 20) } } : {}) } };
}

import { channelBank } from '../intents/channel-rules.ts';
import type { ChannelCode } from '../shapes.ts';
import { createIris } from './iris.ts';
import * as wire from './midtrans-wire.ts';
import { type PaymentProvider, type PaymentWish, ProviderRefused, rereading } from './payment-provider.ts';
import { basicAuth, createProviderHttp, type HttpWish, headerOf } from './provider-http.ts';

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
const CHANNELS: ReadonlySet<ChannelCode> = new Set([
  'QRIS',
  'VA_BCA',
  'VA_BNI',
  'VA_BRI',
  'VA_MANDIRI',
  'VA_PERMATA',
  'VA_CIMB',
]);

type Ask = (wish: HttpWish) => Promise<wire.MidtransTransaction>;

/** Midtrans: Core API v2 for payments and refunds, Iris for payouts. The body's `status_code` counts, not the HTTP status. */
export function createMidtrans(options: MidtransOptions): PaymentProvider & { close(): Promise<void> } {
  const { serverKey, timeoutMs = 5_000 } = options;
  const headers = { authorization: basicAuth(serverKey) };
  const http = createProviderHttp({ provider: NAME, baseUrl: options.baseUrl, headers, timeoutMs });
  const iris = createIris({
    baseUrl: options.irisBaseUrl ?? `${options.baseUrl.replace(/\/$/, '')}/iris/api/v1`,
    creatorKey: options.irisCreatorKey ?? serverKey,
    approverKey: options.irisApproverKey ?? serverKey,
    merchantKey: options.irisMerchantKey ?? serverKey,
    timeoutMs,
  });
  const ask: Ask = async (wish) => wire.transactionOrThrow(await http.call(wish));
  return {
    name: NAME,
    supports: (channel) => CHANNELS.has(channel),
    canRefund: (channel) => channel === 'QRIS',
    ...paymentCalls(ask),
    ...refundCalls(ask),
    getDispute: async ({ disputeId }) => {
      const found = await find(ask, disputeId);
      return found && wire.disputeOf(found);
    },
    // The Core API lists no transactions and names no fees: they stand in the settlement report only.
    listMoves: async () => null,
    // Its virtual accounts are of one bill each.
    canOpenAccounts: () => false,
    openAccount: async () => {
      throw new ProviderRefused(NAME, 'NOT_SUPPORTED', 'accounts for any amount');
    },
    listArrivals: async () => [],
    payout: iris.payout,
    getPayout: iris.getPayout,
    readWebhook: (rawBody, received) =>
      headerOf(received, 'iris-signature') === ''
        ? wire.noticeOf(rawBody, serverKey)
        : iris.readWebhook(rawBody, received),
    rereadWebhook: (rawBody) => rereading(() => wire.noticeOf(rawBody, serverKey)) ?? iris.rereadWebhook(rawBody),
    close: async () => {
      await Promise.all([http.close(), iris.close()]);
    },
  };
}

function paymentCalls(ask: Ask): Pick<PaymentProvider, 'createPayment' | 'getPayment' | 'cancelPayment'> {
  return {
    createPayment: async (wish) => {
      const headers = { 'idempotency-key': wish.reference };
      try {
        const made = await ask({ method: 'POST', path: '/v2/charge', headers, body: chargeBody(wish) });
        return wire.paymentOf(made, wish.customerName);
      } catch (error) {
        // The order id is taken: an earlier try of ours got through, and its answer was lost.
        const isTaken = error instanceof ProviderRefused && error.code === '406';
        const known = isTaken ? await find(ask, wish.reference) : null;
        if (!known) throw error;
        return wire.paymentOf(known, wish.customerName);
      }
    },
    getPayment: async (key) => {
      // By the transaction's own id where we have it: a second payment of one order id is another transaction.
      const named = key.captureId === null ? null : await find(ask, key.captureId);
      const found = named ?? (await find(ask, key.reference));
      return found && found.order_id === key.reference ? wire.paymentOf(found) : null;
    },
    cancelPayment: async (key) => {
      try {
        await ask({ method: 'POST', path: `/v2/${encodeURIComponent(key.reference)}/cancel`, body: {} });
      } catch (error) {
        // 412: its state can no longer be changed; 404: it was never made.
        if (!(error instanceof ProviderRefused) || !['412', '404'].includes(error.code)) throw error;
      }
    },
  };
}

function refundCalls(ask: Ask): Pick<PaymentProvider, 'refund' | 'getRefund'> {
  return {
    refund: async (wish) => {
      const refunded = await ask({
        method: 'POST',
        path: `/v2/${encodeURIComponent(wish.captureId)}/refund`,
        headers: { 'idempotency-key': wish.refundId },
        body: { refund_key: wish.refundId, amount: wish.amountMinor, reason: wish.reason.slice(0, 255) },
      });
      const pending = { providerRefundId: wish.refundId, status: 'pending' as const, failureCode: null, feeMinor: 0 };
      return wire.refundOf(refunded, wish.refundId) ?? pending;
    },
    getRefund: async ({ refundId, captureId }) => {
      const found = await find(ask, captureId);
      return found && wire.refundOf(found, refundId);
    },
  };
}

/** By order id or transaction id; null for what Midtrans does not know. */
async function find(ask: Ask, id: string): Promise<wire.MidtransTransaction | null> {
  try {
    return await ask({ method: 'GET', path: `/v2/${encodeURIComponent(id)}/status` });
  } catch (error) {
    if (error instanceof ProviderRefused && error.code === '404') return null;
    throw error;
  }
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
  if (channel === 'VA_MANDIRI')
    return {
      payment_type: 'echannel',
      echannel: { bill_info1: 'Tagihan', bill_info2: description.slice(0, 30) || 'Belanja' },
    };
  const bank = channelBank(channel).toLowerCase();
  const permata = bank === 'permata' ? { permata: { recipient_name: customerName.slice(0, 20) } } : {};
  return { payment_type: 'bank_transfer', bank_transfer: { bank, ...permata } };
}

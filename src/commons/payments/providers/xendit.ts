import { bankByCode } from '../bank/banks.ts';
import { channelBank } from '../intents/channel-rules.ts';
import type { ChannelCode } from '../shapes.ts';
import { type PaymentKey, type PaymentProvider, type PaymentWish, type ProviderCapture, ProviderFault, type ProviderPayment, ProviderRefused, rereading, WebhookRefused } from './payment-provider.ts';
import { basicAuth, createProviderHttp, headerOf, type HttpAnswer, type HttpWish, isSameSecret } from './provider-http.ts';
import * as wire from './xendit-wire.ts';

export type XenditOptions = { baseUrl: string; secretKey: string; callbackToken: string; timeoutMs?: number };

const NAME = 'xendit';
const API_VERSION = { 'api-version': '2024-11-11' };

/**
 * Xendit: payment requests v3, refunds v3, payouts v2. v3 lists no idempotency header; we send one all the same (v2 takes
 * it, v3 does no harm), and our reference makes a second payment request of one try visible as a duplicate.
 */
export function createXendit(options: XenditOptions): PaymentProvider & { close(): Promise<void> } {
  const http = createProviderHttp({ provider: NAME, baseUrl: options.baseUrl, headers: { authorization: basicAuth(options.secretKey) }, timeoutMs: options.timeoutMs ?? 5_000 });

  async function ask(wish: HttpWish): Promise<unknown> {
    return bodyOrThrow(await http.call(wish));
  }
  const v3 = (method: 'GET' | 'POST', path: string, body?: unknown, key?: string): Promise<unknown> =>
    ask({ method, path: `/v3${path}`, headers: { ...API_VERSION, ...(key === undefined ? {} : { 'idempotency-key': key }) }, ...(body === undefined ? {} : { body }) });

  async function find<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof ProviderRefused && (error.code === 'DATA_NOT_FOUND' || error.code === 'HTTP_404')) return null;
      throw error;
    }
  }

  /** One arrival of money, by its own id; null while it is none. */
  async function capture(paymentId: string): Promise<{ payment: wire.XenditPayment; capture: ProviderCapture | null } | null> {
    const payment = await find(async () => wire.readPayment(await v3('GET', `/payments/${encodeURIComponent(paymentId)}`)));
    return payment && { payment, capture: wire.captureOf(payment) };
  }

  async function getPayment(key: PaymentKey): Promise<ProviderPayment | null> {
    if (key.captureId !== null) {
      const named = await capture(key.captureId);
      if (named?.capture && named.payment.reference_id === key.reference) return wire.paidBy(named.payment, named.capture);
    }
    if (key.providerPaymentId === null) return null;
    const id = key.providerPaymentId;
    const found = await find(async () => wire.readRequest(await v3('GET', `/payment_requests/${encodeURIComponent(id)}`)));
    if (!found || found.reference_id !== key.reference) return null;
    const latest = found.latest_payment_id && wire.mayHaveMoney(found.status) ? await capture(found.latest_payment_id) : null;
    return wire.paymentOf(found, latest?.capture ?? null);
  }

  return {
    name: NAME,
    supports: () => true,
    canRefund: (channel: ChannelCode) => channel === 'QRIS',
    getPayment,
    createPayment: async (wish) => wire.paymentOf(wire.readRequest(await v3('POST', '/payment_requests', requestBody(wish), wish.reference)), null),
    cancelPayment: async (key) => {
      if (key.providerPaymentId === null) return;
      await harmless('INACTIVE_PAYMENT_REQUEST', v3('POST', `/payment_requests/${encodeURIComponent(key.providerPaymentId)}/cancel`, {}));
    },
    refund: async (wish) => {
      const body = { reference_id: wish.refundId, payment_id: wish.captureId, amount: wish.amountMinor, currency: 'IDR', reason: 'REQUESTED_BY_CUSTOMER', metadata: { reason: wish.reason } };
      return wire.refundOf(wire.readRefund(await v3('POST', '/refunds', body, wish.refundId)));
    },
    getRefund: async ({ providerRefundId }) => {
      if (providerRefundId === null) return null;
      const found = await find(async () => wire.readRefund(await v3('GET', `/refunds/${encodeURIComponent(providerRefundId)}`)));
      return found && wire.refundOf(found);
    },
    payout: async (wish) => {
      const bank = bankByCode(wish.bankCode);
      if (!bank) throw new ProviderRefused(NAME, 'BANK_UNKNOWN', wish.bankCode);
      const body = {
        reference_id: wish.payoutId,
        channel_code: `ID_${bank.short}`,
        channel_properties: { account_number: wish.accountNumber, account_holder_name: wish.accountName },
        amount: wish.amountMinor,
        currency: 'IDR',
        description: wish.description,
      };
      return wire.payoutOf(wire.readPayout(await ask({ method: 'POST', path: '/v2/payouts', headers: { 'idempotency-key': wish.payoutId }, body })));
    },
    getPayout: async ({ payoutId, providerPayoutId }) => {
      const path = providerPayoutId === null ? `/v2/payouts?reference_id=${encodeURIComponent(payoutId)}` : `/v2/payouts/${encodeURIComponent(providerPayoutId)}`;
      const answer = await find(() => ask({ method: 'GET', path }));
      const found = answer === null ? null : providerPayoutId === null ? wire.readFirstPayout(answer, payoutId) : wire.readPayout(answer);
      return found && wire.payoutOf(found);
    },
    readWebhook: (rawBody, headers) => {
      if (!isSameSecret(headerOf(headers, 'x-callback-token'), options.callbackToken)) throw new WebhookRefused('forged');
      return wire.noticeOf(rawBody);
    },
    rereadWebhook: (rawBody) => rereading(() => wire.noticeOf(rawBody)),
    close: () => http.close(),
  };
}

function requestBody(wish: PaymentWish): object {
  const isQr = wish.channel === 'QRIS';
  return {
    reference_id: wish.reference,
    type: 'PAY',
    country: 'ID',
    currency: 'IDR',
    request_amount: wish.amountMinor,
    capture_method: 'AUTOMATIC',
    channel_code: isQr ? 'QRIS' : `${channelBank(wish.channel)}_VIRTUAL_ACCOUNT`,
    channel_properties: { expires_at: wish.expiresAt.toISOString(), ...(isQr ? { qr_string_type: 'DYNAMIC' } : { display_name: wish.customerName.slice(0, 50) }) },
    description: wish.description.slice(0, 200),
  };
}

/** 2xx gives the body; 4xx is a refusal with its code; all else is a fault. 429 is a fault: the same call may work later. */
function bodyOrThrow({ status, body }: HttpAnswer): unknown {
  if (status >= 200 && status < 300) return body;
  const { code, message } = wire.readError(body);
  if (status >= 500 || status === 429 || status === 408) throw new ProviderFault(NAME, `HTTP ${status} ${code ?? ''}`, { isSent: status >= 500 && code !== 'CHANNEL_UNAVAILABLE' });
  throw new ProviderRefused(NAME, code ?? `HTTP_${status}`, message);
}

async function harmless(code: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ProviderRefused) || error.code !== code) throw error;
  }
}

import { bankByCode } from '../bank/banks.ts';
import { channelBank } from '../intents/channel-rules.ts';
import {
  type AccountWish,
  type PaymentKey,
  type PaymentProvider,
  type PaymentWish,
  type ProviderArrival,
  type ProviderCapture,
  ProviderFault,
  type ProviderPayment,
  ProviderRefused,
  rereading,
  WebhookRefused,
} from './payment-provider.ts';
import {
  basicAuth,
  createProviderHttp,
  type HttpAnswer,
  type HttpWish,
  headerOf,
  isSameSecret,
} from './provider-http.ts';
import * as wire from './xendit-wire.ts';

export type XenditOptions = { baseUrl: string; secretKey: string; callbackToken: string; timeoutMs?: number };

const NAME = 'xendit';
const API_VERSION = { 'api-version': '2024-11-11' };

/** The body of a 2xx answer. */
type Ask = (wish: HttpWish) => Promise<unknown>;
type AskV3 = (method: 'GET' | 'POST', path: string, body?: object, key?: string) => Promise<unknown>;

/**
 * Xendit: payment requests v3, refunds v3, payouts v2. v3 lists no idempotency header; we send one all the same (v2 takes
 * it, v3 does no harm), and our reference makes a second payment request of one try visible as a duplicate.
 */
export function createXendit(options: XenditOptions): PaymentProvider & { close(): Promise<void> } {
  const http = createProviderHttp({
    provider: NAME,
    baseUrl: options.baseUrl,
    headers: { authorization: basicAuth(options.secretKey) },
    timeoutMs: options.timeoutMs ?? 5_000,
  });
  const ask: Ask = async (wish) => bodyOrThrow(await http.call(wish));
  const v3: AskV3 = (method, path, body, key) =>
    ask({
      method,
      path: `/v3${path}`,
      headers: { ...API_VERSION, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(body === undefined ? {} : { body }),
    });
  return {
    name: NAME,
    supports: () => true,
    canRefund: (channel) => channel === 'QRIS',
    ...paymentCalls(v3),
    ...refundCalls(v3),
    ...payoutCalls(ask),
    ...bookCalls(ask),
    ...accountCalls(v3, ask),
    readWebhook: (rawBody, headers) => {
      if (!isSameSecret(headerOf(headers, 'x-callback-token'), options.callbackToken))
        throw new WebhookRefused('forged');
      return wire.noticeOf(rawBody);
    },
    rereadWebhook: (rawBody) => rereading(() => wire.noticeOf(rawBody)),
    close: () => http.close(),
  };
}

function paymentCalls(v3: AskV3): Pick<PaymentProvider, 'createPayment' | 'getPayment' | 'cancelPayment'> {
  /** One arrival of money, by its own id. */
  async function find(id: string): Promise<{ payment: wire.XenditPayment; capture: ProviderCapture | null } | null> {
    const payment = await orNull(async () => wire.readPayment(await v3('GET', `/payments/${encodeURIComponent(id)}`)));
    return payment && { payment, capture: wire.captureOf(payment) };
  }

  async function paidBy(captureId: string, reference: string): Promise<ProviderPayment | null> {
    const named = await find(captureId);
    const isOfBill = named?.payment.reference_id === reference;
    return named?.capture && isOfBill ? wire.paidBy(named.payment, named.capture) : null;
  }

  async function requestOf(id: string, reference: string): Promise<ProviderPayment | null> {
    const path = `/payment_requests/${encodeURIComponent(id)}`;
    const found = await orNull(async () => wire.readRequest(await v3('GET', path)));
    if (!found || found.reference_id !== reference) return null;
    const latestId = wire.mayHaveMoney(found.status) ? found.latest_payment_id : null;
    const latest = latestId ? await find(latestId) : null;
    return wire.paymentOf(found, latest?.capture ?? null);
  }

  /** An arrival that the notice names answers by itself; else the bill says which came last. */
  async function getPayment({ captureId, providerPaymentId, reference }: PaymentKey): Promise<ProviderPayment | null> {
    const paid = captureId === null ? null : await paidBy(captureId, reference);
    if (paid || providerPaymentId === null) return paid;
    return await requestOf(providerPaymentId, reference);
  }

  return {
    getPayment,
    createPayment: async (wish) => {
      const made = await v3('POST', '/payment_requests', requestBody(wish), wish.reference);
      return wire.paymentOf(wire.readRequest(made), null);
    },
    cancelPayment: async ({ providerPaymentId }) => {
      if (providerPaymentId === null) return;
      const path = `/payment_requests/${encodeURIComponent(providerPaymentId)}/cancel`;
      await harmless('INACTIVE_PAYMENT_REQUEST', v3('POST', path, {}));
    },
  };
}

function refundCalls(v3: AskV3): Pick<PaymentProvider, 'refund' | 'getRefund'> {
  return {
    refund: async (wish) => {
      const body = {
        reference_id: wish.refundId,
        payment_id: wish.captureId,
        amount: wish.amountMinor,
        currency: 'IDR',
        reason: 'REQUESTED_BY_CUSTOMER',
        metadata: { reason: wish.reason },
      };
      return wire.refundOf(wire.readRefund(await v3('POST', '/refunds', body, wish.refundId)));
    },
    getRefund: async ({ refundId, providerRefundId }) => {
      if (providerRefundId === null) return null;
      const path = `/refunds/${encodeURIComponent(providerRefundId)}`;
      const found = await orNull(async () => wire.readRefund(await v3('GET', path)));
      return found?.reference_id === refundId ? wire.refundOf(found) : null;
    },
  };
}

function payoutCalls(ask: Ask): Pick<PaymentProvider, 'payout' | 'getPayout'> {
  return {
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
      const headers = { 'idempotency-key': wish.payoutId };
      return wire.payoutOf(wire.readPayout(await ask({ method: 'POST', path: '/v2/payouts', headers, body })));
    },
    getPayout: async ({ payoutId, providerPayoutId }) => {
      if (providerPayoutId === null) {
        const listed = await ask({ method: 'GET', path: `/v2/payouts?reference_id=${encodeURIComponent(payoutId)}` });
        const first = wire.readFirstPayout(listed, payoutId);
        return first && wire.payoutOf(first);
      }
      const path = `/v2/payouts/${encodeURIComponent(providerPayoutId)}`;
      const found = await orNull(async () => wire.readPayout(await ask({ method: 'GET', path })));
      return found && wire.payoutOf(found);
    },
  };
}

function bookCalls(ask: Ask): Pick<PaymentProvider, 'getDispute' | 'listMoves'> {
  return {
    getDispute: async ({ disputeId }) => {
      const path = `/disputes/${encodeURIComponent(disputeId)}`;
      const found = await orNull(async () => wire.readDispute(await ask({ method: 'GET', path })));
      return found && wire.disputeOf(found);
    },
    listMoves: async (reference) => {
      const path = `/transactions?reference_id=${encodeURIComponent(reference)}&limit=50`;
      return wire.movesOf(wire.readTransactions(await ask({ method: 'GET', path })), reference);
    },
  };
}

/**
 * A reusable payment code without an amount: a virtual account that takes what the payer likes, as often as he likes.
 * Source: docs.xendit.co, reusable payment codes; list of transactions.
 */
function accountCalls(v3: AskV3, ask: Ask): Pick<PaymentProvider, 'canOpenAccounts' | 'openAccount' | 'listArrivals'> {
  return {
    canOpenAccounts: (channel) => channel !== 'QRIS',
    openAccount: async (wish) => {
      const made = wire.readRequest(await v3('POST', '/payment_requests', accountBody(wish), wish.reference));
      return wire.accountOf(made);
    },
    listArrivals: async ({ since, until }) => {
      const [from, to] = [since, until].map((at) => encodeURIComponent(at.toISOString()));
      const filter = `types=PAYMENT&statuses=SUCCESS&created[gte]=${from}&created[lte]=${to}&limit=${PAGE}`;
      const arrivals: ProviderArrival[] = [];
      for (let page = 0, after = ''; page < MOST_PAGES; page++) {
        const path = `/transactions?${filter}${after && `&after_id=${encodeURIComponent(after)}`}`;
        const listed = wire.readTransactions(await ask({ method: 'GET', path }));
        arrivals.push(...wire.arrivalsOf(listed));
        const last = listed.data.at(-1);
        if (!listed.has_more || !last) return arrivals;
        after = last.id;
      }
      throw new ProviderFault(NAME, `lists more than ${PAGE * MOST_PAGES} arrivals of one hour`, { isSent: true });
    },
  };
}

/** The provider's largest page. */
const PAGE = 50;
const MOST_PAGES = 1_000;
/** Such numbers are printed on contracts: they outlive every loan. */
const ACCOUNT_LIFE_YEARS = 30;

function accountBody(wish: AccountWish): object {
  const expiresAt = new Date(wish.createdAt);
  expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + ACCOUNT_LIFE_YEARS);
  return {
    reference_id: wish.reference,
    type: 'REUSABLE_PAYMENT_CODE',
    country: 'ID',
    currency: 'IDR',
    channel_code: `${channelBank(wish.channel)}_VIRTUAL_ACCOUNT`,
    channel_properties: { expires_at: expiresAt.toISOString(), display_name: wish.payerName.slice(0, 50) },
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
    channel_properties: {
      expires_at: wish.expiresAt.toISOString(),
      ...(isQr ? { qr_string_type: 'DYNAMIC' } : { display_name: wish.customerName.slice(0, 50) }),
    },
    description: wish.description.slice(0, 200),
  };
}

/** 2xx gives the body; 4xx is a refusal with its code; all else is a fault. 429 is a fault: the same call may work later. */
function bodyOrThrow({ status, body }: HttpAnswer): unknown {
  if (status >= 200 && status < 300) return body;
  const { code, message } = wire.readError(body);
  if (status >= 500 || status === 429 || status === 408)
    throw new ProviderFault(NAME, `HTTP ${status} ${code ?? ''}`, {
      isSent: status >= 500 && code !== 'CHANNEL_UNAVAILABLE',
    });
  throw new ProviderRefused(NAME, code ?? `HTTP_${status}`, message);
}

/** Null for what Xendit does not know. */
async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    const isUnknown =
      error instanceof ProviderRefused && (error.code === 'DATA_NOT_FOUND' || error.code === 'HTTP_404');
    if (isUnknown) return null;
    throw error;
  }
}

async function harmless(code: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof ProviderRefused) || error.code !== code) throw error;
  }
}

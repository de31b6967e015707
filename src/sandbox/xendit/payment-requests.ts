import { createHash, randomInt } from 'node:crypto';
import { newUuid } from '#platform/ids';
import { buildQris } from '#platform/qris';
import { bankOf } from '../world/bank-accounts.ts';
import type { PayAnswer, PayWish } from '../world/bills.ts';
import type { Collection } from '../world/collection.ts';
import { type Plan, paidAmountMinor, webhookEffectOf } from '../world/payment-plans.ts';
import type { World } from '../world/world.ts';
import { PAYMENT_CHANNELS, type PaymentChannel } from './channels.ts';
import { invalid, notFound, XenditError } from './errors.ts';
import { forgeNotice, type Notice, sendNotice } from './notices.ts';
import {
  type Payment,
  type PaymentRequest,
  type PaymentRequestBody,
  wirePayment,
  wirePaymentRequest,
} from './records.ts';

const REQUESTS_KEPT = 20_000;
/** Without a wish of the merchant a code lives a day. */
const DEFAULT_LIFE_MS = 24 * 60 * 60_000;

export type PaymentDesk = {
  requests: Collection<PaymentRequest>;
  payments: Collection<Payment>;
  create(
    body: PaymentRequestBody,
    idempotencyKey: string | null,
  ): Promise<{ request: PaymentRequest; isAnswerLost: boolean }>;
  get(id: string): PaymentRequest;
  cancel(id: string): PaymentRequest;
  pay(id: string, wish: PayWish): PayAnswer;
  fail(id: string, failureCode: string): boolean;
  expire(id: string): boolean;
};

/** Money on a kept virtual account reaches the merchant's bank at once; `onSettled` writes it into the statement. */
type OnSettled = (payment: Payment, vaNumber: string) => void;

export function createPaymentDesk(world: World, onSettled: OnSettled = () => {}): PaymentDesk {
  const requests = world.store.collection<PaymentRequest>('xendit-request', {
    limit: REQUESTS_KEPT,
    keys: (request) => [
      `reference:${request.body.reference_id}`,
      ...(request.idempotencyKey === null ? [] : [`idempotency:${request.idempotencyKey}`]),
      ...(request.qrString === null ? [] : [`qr:${request.qrString}`]),
      ...(request.vaNumber === null ? [] : [`va:${request.vaNumber}`]),
    ],
  });
  const payments = world.store.collection<Payment>('xendit-payment', { limit: REQUESTS_KEPT });
  const desk = { world, requests, payments, onSettled };
  for (const request of requests.newest(REQUESTS_KEPT, isOpen)) {
    watchExpiry(desk, request);
    followPlan(desk, request);
  }

  return {
    requests,
    payments,
    create: (body, idempotencyKey) => create(desk, body, idempotencyKey),
    get: (id) => get(desk, id),
    cancel: (id) => cancel(desk, id),
    pay: (id, wish) => pay(desk, id, wish),
    fail: (id, failureCode) => fail(desk, id, failureCode),
    expire: (id) => expire(desk, requests.get(id)),
  };
}

type Desk = { world: World; requests: Collection<PaymentRequest>; payments: Collection<Payment>; onSettled: OnSettled };

export function isOpen(request: PaymentRequest): boolean {
  return request.status === 'REQUIRES_ACTION' || request.status === 'ACCEPTING_PAYMENTS';
}

export function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}

async function create(
  desk: Desk,
  body: PaymentRequestBody,
  idempotencyKey: string | null,
): Promise<{ request: PaymentRequest; isAnswerLost: boolean }> {
  const { world, requests } = desk;
  const bodyHash = hashOf(body);
  const call = { idempotencyKey, bodyHash, referenceId: body.reference_id };
  const earlier = earlierOf(requests, call);
  if (earlier !== undefined) return { request: earlier, isAnswerLost: false };

  const channel = channelFor(body);
  const expiresAtMs = expiryOf(world, body);
  const plan = world.plans.take({ provider: 'xendit', thing: 'payment' }, body.request_amount ?? null);
  await beforeCreation(world, plan);
  // The same call may have come again while this one was waiting.
  const meanwhile = earlierOf(requests, call);
  if (meanwhile !== undefined) return { request: meanwhile, isAnswerLost: false };

  const id = `pr-${newUuid()}`;
  const createdAt = world.nowIso();
  const request = requests.put({
    id,
    body,
    bodyHash,
    idempotencyKey,
    customerId: body.customer_id ?? `cust-${newUuid()}`,
    status: body.type === 'REUSABLE_PAYMENT_CODE' ? 'ACCEPTING_PAYMENTS' : 'REQUIRES_ACTION',
    failureCode: null,
    qrString: channel.bank === null ? qrStringFor(world, id, body) : null,
    vaNumber:
      channel.bank === null ? null : vaNumberFor(desk, channel.bank, body.channel_properties.virtual_account_number),
    paymentIds: [],
    plan,
    expiresAtMs: plan?.behaviour === 'auto-expire' ? world.nowMs() + world.timing.autoMs : expiresAtMs,
    createdAt,
    updatedAt: createdAt,
  });
  watchExpiry(desk, request);
  followPlan(desk, request);
  if (plan?.behaviour === 'forged') world.after(0, () => forgePaid(world, request));
  return { request, isAnswerLost: plan?.behaviour === 'answer-lost' };
}

/** The idempotency header is honoured as in v2 (v3 does not list it); without it a reference may be used once. */
function earlierOf(
  requests: Collection<PaymentRequest>,
  call: { idempotencyKey: string | null; bodyHash: string; referenceId: string },
): PaymentRequest | undefined {
  const known = call.idempotencyKey === null ? undefined : requests.find(`idempotency:${call.idempotencyKey}`);
  if (known !== undefined && known.bodyHash !== call.bodyHash)
    throw new XenditError(409, 'IDEMPOTENCY_ERROR', 'The idempotency key was used before with another request body');
  if (known !== undefined) return known;
  if (requests.find(`reference:${call.referenceId}`) !== undefined)
    throw new XenditError(
      409,
      'DUPLICATE_ERROR',
      `A payment request with reference_id ${call.referenceId} exists already`,
    );
  return undefined;
}

function channelFor(body: PaymentRequestBody): PaymentChannel {
  const channel = PAYMENT_CHANNELS.get(body.channel_code);
  if (channel === undefined) throw invalid(`channel_code ${body.channel_code} is not supported`);
  if (body.request_amount === undefined && body.type !== 'REUSABLE_PAYMENT_CODE')
    throw invalid('request_amount is required');
  const amount = body.request_amount;
  if (amount !== undefined && (amount < channel.minimumMinor || amount > channel.maximumMinor)) {
    throw invalid(
      `request_amount must be between ${channel.minimumMinor} and ${channel.maximumMinor} for ${channel.code}`,
    );
  }
  if (channel.bank !== null && body.channel_properties.display_name === undefined)
    throw invalid('channel_properties.display_name is required');
  return channel;
}

function expiryOf(world: World, body: PaymentRequestBody): number {
  const wish = body.channel_properties.expires_at;
  if (wish === undefined) return world.nowMs() + DEFAULT_LIFE_MS;
  const expiresAtMs = Date.parse(wish);
  if (Number.isNaN(expiresAtMs)) throw invalid('channel_properties.expires_at must be an ISO 8601 date and time');
  if (expiresAtMs <= world.nowMs()) throw invalid('channel_properties.expires_at must lie in the future');
  return expiresAtMs;
}

async function beforeCreation(world: World, plan: Plan | null): Promise<void> {
  switch (plan?.behaviour) {
    case 'channel-not-activated':
      throw new XenditError(
        403,
        'CHANNEL_NOT_ACTIVATED',
        'Payment request failed because this channel has not been activated through your dashboard.',
      );
    case 'channel-unavailable':
      throw new XenditError(
        503,
        'CHANNEL_UNAVAILABLE',
        'The payment channel requested is currently experiencing unexpected issues. Please try again later.',
      );
    case 'server-error':
      throw new XenditError(
        500,
        'SERVER_ERROR',
        'An unexpected error occurred, our team has been notified and will troubleshoot the issue.',
      );
    case 'slow':
      await world.dawdle();
      return;
    default:
  }
}

/** What happens by itself; taken up again after a restart. */
function followPlan(desk: Desk, request: PaymentRequest): void {
  const { world } = desk;
  const { plan } = request;
  if (plan?.behaviour === 'auto-pay') world.after(world.timing.autoMs, () => pay(desk, request.id, {}));
  if (plan?.behaviour === 'fail')
    world.after(world.timing.autoMs, () => fail(desk, request.id, plan.failureCode ?? 'FAILURE_DETAILS_UNAVAILABLE'));
}

/** Somebody claims that the request is paid; it is not. */
export function forgePaid(world: World, request: PaymentRequest): void {
  const payment: Payment = {
    id: `py-${newUuid()}`,
    paymentRequestId: request.id,
    amountMinor: request.body.request_amount ?? 10_000,
    status: 'SUCCEEDED',
    failureCode: null,
    receiptId: receiptId(),
    createdAt: world.nowIso(),
  };
  forgeNotice(world, { event: 'payment.capture', subject: request.id, data: wirePayment(payment, request) });
}

function qrStringFor(world: World, id: string, body: PaymentRequestBody): string {
  const digits = id.replaceAll('-', '').slice(2);
  return buildQris({
    merchant: {
      acquirerDomain: 'ID.CO.SANDBOX.WWW',
      merchantPan: '936009990000000002',
      merchantId: 'LMB0000000002',
      criteria: 'UME',
      nationalId: 'ID1020000000002',
      categoryCode: '5311',
      ...world.merchant,
    },
    ...(body.request_amount === undefined ? {} : { amountMinor: body.request_amount }),
    additional: { referenceLabel: digits.slice(-25).toUpperCase(), terminalLabel: 'A01' },
  });
}

/** `999`, the bank's code and ten random digits: nobody's real number, and the bank can be read from it. */
function vaNumberFor(desk: Desk, bank: string, wish: string | undefined): string {
  if (wish !== undefined) {
    const holder = desk.requests.find(`va:${wish}`);
    if (holder !== undefined && isOpen(holder))
      throw new XenditError(400, 'API_VALIDATION_ERROR', `virtual_account_number ${wish} is in use`);
    return wish;
  }
  for (;;) {
    const number = `999${bankOf(bank)?.code ?? '000'}${String(randomInt(10_000_000_000)).padStart(10, '0')}`;
    if (desk.requests.find(`va:${number}`) === undefined) return number;
  }
}

function get(desk: Desk, id: string): PaymentRequest {
  expireIfDue(desk, id);
  const request = desk.requests.get(id);
  if (request === undefined) throw notFound(`Payment request ${id} not found`);
  return request;
}

function cancel(desk: Desk, id: string): PaymentRequest {
  const request = get(desk, id);
  if (!isOpen(request))
    throw new XenditError(
      400,
      'INACTIVE_PAYMENT_REQUEST',
      `The payment request is ${request.status} and can no longer be changed`,
    );
  return change(desk, request, { status: 'CANCELED' });
}

function pay(desk: Desk, id: string, wish: PayWish): PayAnswer {
  expireIfDue(desk, id);
  const request = desk.requests.get(id);
  if (request === undefined) return { paid: false, reason: 'unknown' };
  if (!isOpen(request) && wish.evenWhenClosed !== true)
    return { paid: false, reason: request.status === 'EXPIRED' ? 'expired' : 'not-open' };
  const { plan } = request;
  if (plan?.behaviour === 'fail') {
    const failureCode = plan.failureCode ?? 'FAILURE_DETAILS_UNAVAILABLE';
    fail(desk, id, failureCode);
    return { paid: false, reason: 'declined', failureCode };
  }
  const askedMinor = wish.amountMinor ?? request.body.request_amount;
  if (askedMinor === undefined) return { paid: false, reason: 'declined', failureCode: 'AMOUNT_REQUIRED' };
  const amountMinor = wish.amountMinor ?? paidAmountMinor(askedMinor, plan);
  if (plan?.behaviour === 'late' && isOpen(request)) expire(desk, request);
  if (plan?.behaviour === 'out-of-order') stumble(desk, id, askedMinor);
  const times = wish.times ?? (plan?.behaviour === 'double' ? 2 : 1);
  const paid = Array.from({ length: times }, () =>
    capture(desk, id, { amountMinor, ...(wish.paidAt === undefined ? {} : { paidAt: wish.paidAt }) }),
  );
  return {
    paid: true,
    payments: paid.map((payment) => ({ id: payment.id, amountMinor, paidAt: payment.paidAt ?? payment.createdAt })),
  };
}

function capture(desk: Desk, id: string, money: { amountMinor: number; paidAt?: string }): Payment {
  const request = get(desk, id);
  const payment = desk.payments.put({
    id: `py-${newUuid()}`,
    paymentRequestId: id,
    ...money,
    status: 'SUCCEEDED',
    failureCode: null,
    receiptId: receiptId(),
    createdAt: desk.world.nowIso(),
  });
  const isReusable = request.body.type === 'REUSABLE_PAYMENT_CODE';
  const paid = change(desk, request, {
    paymentIds: [...request.paymentIds, payment.id],
    ...(isReusable ? {} : { status: 'SUCCEEDED', failureCode: null }),
  });
  if (isReusable && paid.vaNumber !== null) desk.onSettled(payment, paid.vaNumber);
  tell(desk, {
    event: 'payment.capture',
    subject: id,
    data: wirePayment(payment, paid),
    effect: webhookEffectOf(request.plan),
  });
  return payment;
}

/** A first try that fails, whose webhook arrives only after the one of the try that succeeds. */
function stumble(desk: Desk, id: string, amountMinor: number): void {
  const request = get(desk, id);
  const payment = failedPayment(desk, request, { amountMinor, failureCode: 'INSUFFICIENT_BALANCE' });
  tell(desk, { event: 'payment.failure', subject: id, data: wirePayment(payment, request), effect: 'reorder' });
}

function fail(desk: Desk, id: string, failureCode: string): boolean {
  const request = desk.requests.get(id);
  if (request === undefined || !isOpen(request)) return false;
  const payment = failedPayment(desk, request, { amountMinor: request.body.request_amount ?? 0, failureCode });
  const failed = change(desk, request, {
    status: 'FAILED',
    failureCode,
    paymentIds: [...request.paymentIds, payment.id],
  });
  tell(desk, {
    event: 'payment.failure',
    subject: id,
    data: wirePayment(payment, failed),
    effect: webhookEffectOf(request.plan),
  });
  return true;
}

function failedPayment(
  desk: Desk,
  request: PaymentRequest,
  outcome: { amountMinor: number; failureCode: string },
): Payment {
  return desk.payments.put({
    id: `py-${newUuid()}`,
    paymentRequestId: request.id,
    amountMinor: outcome.amountMinor,
    status: 'FAILED',
    failureCode: outcome.failureCode,
    receiptId: receiptId(),
    createdAt: desk.world.nowIso(),
  });
}

function watchExpiry(desk: Desk, request: PaymentRequest): void {
  desk.world.due.at(request.expiresAtMs, () => expireIfDue(desk, request.id));
}

function expireIfDue(desk: Desk, id: string): void {
  const request = desk.requests.get(id);
  if (request !== undefined && isOpen(request) && request.expiresAtMs <= desk.world.nowMs()) expire(desk, request);
}

function expire(desk: Desk, request: PaymentRequest | undefined): boolean {
  if (request === undefined || !isOpen(request)) return false;
  const expired = change(desk, request, { status: 'EXPIRED', failureCode: 'PAYMENT_REQUEST_EXPIRED' });
  tell(desk, {
    event: 'payment_request.expiry',
    subject: request.id,
    data: wirePaymentRequest(expired),
    effect: webhookEffectOf(request.plan),
  });
  return true;
}

function change(desk: Desk, request: PaymentRequest, changes: Partial<PaymentRequest>): PaymentRequest {
  return desk.requests.put({ ...request, ...changes, updatedAt: desk.world.nowIso() });
}

function tell(desk: Desk, notice: Notice): void {
  sendNotice(desk.world, notice);
}

/** As printed on a payer's receipt: 12 digits. */
function receiptId(): string {
  return String(randomInt(1_000_000_000_000 / 10_000)).padStart(8, '0') + String(randomInt(10_000)).padStart(4, '0');
}

import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { bankByChannelText } from '../intents/channel-rules.ts';
import {
  assertRupiah,
  type ProviderAccount,
  type ProviderArrival,
  type ProviderCapture,
  type ProviderDispute,
  ProviderFault,
  type ProviderInstructions,
  type ProviderMove,
  type ProviderNotice,
  type ProviderPayment,
  type ProviderPayout,
  type ProviderRefund,
  type ProviderStatus,
  WebhookRefused,
} from './payment-provider.ts';

/** Xendit's JSON, read strictly where we rely on it and leniently elsewhere. Source: docs.xendit.co, payment requests v3. */

const Text = Type.String({ minLength: 1, maxLength: 1_000 });
const Amount = Type.Number({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const OrNull = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

const Request = Type.Object({
  reference_id: Text,
  payment_request_id: Text,
  latest_payment_id: OrNull(Type.String()),
  request_amount: OrNull(Amount),
  channel_code: Text,
  channel_properties: OrNull(
    Type.Object({ display_name: OrNull(Type.String()), virtual_account_number: OrNull(Type.String()) }),
  ),
  actions: OrNull(Type.Array(Type.Object({ descriptor: Type.String(), value: Type.String() }))),
  status: Text,
  failure_code: OrNull(Type.String()),
});
export type XenditRequest = Static<typeof Request>;

const Payment = Type.Object({
  payment_id: Text,
  payment_request_id: OrNull(Type.String()),
  reference_id: Text,
  request_amount: Amount,
  currency: OrNull(Type.String()),
  status: Text,
  failure_code: OrNull(Type.String()),
  captures: OrNull(Type.Array(Type.Object({ capture_amount: Amount, capture_timestamp: OrNull(Type.String()) }))),
  created: OrNull(Type.String()),
  updated: OrNull(Type.String()),
});
export type XenditPayment = Static<typeof Payment>;

const Refund = Type.Object({
  id: Text,
  refund_fee_amount: OrNull(Amount),
  reference_id: OrNull(Type.String()),
  status: Text,
  failure_code: OrNull(Type.String()),
});
const Payout = Type.Object({
  id: Text,
  reference_id: OrNull(Type.String()),
  status: Text,
  failure_code: OrNull(Type.String()),
});

/** Source: docs.xendit.co, dispute webhook notifications; amounts are texts with two decimals. */
const Dispute = Type.Object({
  id: Text,
  status: Text,
  payment_id: Text,
  amount: Type.Object({ initial: OrNull(Type.String()), terminal: OrNull(Type.String()) }),
});
/** Source: docs.xendit.co, list transactions. */
const Transactions = Type.Object({
  has_more: OrNull(Type.Boolean()),
  data: Type.Array(
    Type.Object({
      id: Text,
      product_id: OrNull(Type.String()),
      type: Text,
      status: Text,
      reference_id: OrNull(Type.String()),
      fee: OrNull(
        Type.Object({
          xendit_fee: OrNull(Amount),
          value_added_tax: OrNull(Amount),
          status: OrNull(Type.String()),
        }),
      ),
    }),
  ),
});

function reader<T extends TSchema>(schema: T, what: string): (body: unknown) => Static<T> {
  const validator = Compile(schema);
  const accepts = (body: unknown): body is Static<T> => validator.Check(body);
  return (body) => {
    if (accepts(body)) return body;
    throw new ProviderFault('xendit', `sent a ${what} that we cannot read`, { isSent: true });
  };
}

export const readRequest = reader(Request, 'payment request');
export const readPayment = reader(Payment, 'payment');
export const readRefund = reader(Refund, 'refund');
export const readPayout = reader(Payout, 'payout');
export const readDispute = reader(Dispute, 'dispute');
export const readTransactions = reader(Transactions, 'list of transactions');
const readPayouts = reader(Type.Object({ data: Type.Array(Payout) }), 'list of payouts');

export function readFirstPayout(body: unknown, reference: string): Static<typeof Payout> | null {
  return readPayouts(body).data.find((payout) => payout.reference_id === reference) ?? null;
}

const checkError = Compile(Type.Object({ error_code: Type.String(), message: Type.Optional(Type.String()) }));

export function readError(body: unknown): { code: string | null; message: string } {
  return checkError.Check(body) ? { code: body.error_code, message: body.message ?? '' } : { code: null, message: '' };
}

const STATUSES: Record<string, ProviderStatus> = {
  ACCEPTING_PAYMENTS: 'pending',
  REQUIRES_ACTION: 'pending',
  AUTHORIZED: 'pending',
  SUCCEEDED: 'paid',
  FAILED: 'failed',
  EXPIRED: 'expired',
  CANCELED: 'cancelled',
};

/** Statuses under which a payment may hang on the request: also one that arrived as the request was ending. */
export function mayHaveMoney(status: string): boolean {
  return status !== 'REQUIRES_ACTION';
}

export function paymentOf(request: XenditRequest, capture: ProviderCapture | null): ProviderPayment {
  return {
    reference: request.reference_id,
    providerPaymentId: request.payment_request_id,
    status: capture ? 'paid' : (STATUSES[request.status] ?? 'pending'),
    captures: capture ? [capture] : [],
    failureCode: request.failure_code ?? null,
    instructions: instructionsOf(request),
  };
}

/** What one arrival of money says about the whole. */
export function paidBy(payment: XenditPayment, capture: ProviderCapture): ProviderPayment {
  return {
    reference: payment.reference_id,
    providerPaymentId: payment.payment_request_id ?? '',
    status: 'paid',
    captures: [capture],
    failureCode: null,
    instructions: null,
  };
}

export function captureOf(payment: XenditPayment): ProviderCapture | null {
  if (payment.status !== 'SUCCEEDED') return null;
  const captured = payment.captures?.length
    ? payment.captures.reduce((sum, capture) => sum + capture.capture_amount, 0)
    : payment.request_amount;
  assertRupiah('xendit', payment.currency);
  if (!Number.isSafeInteger(captured))
    throw new ProviderFault('xendit', `captured ${captured}, which is not whole rupiah`, { isSent: true });
  // When the bank took the money: the payment itself may be told of much later.
  const capturedAt = payment.captures?.[0]?.capture_timestamp;
  const paidAt = new Date(capturedAt ?? payment.updated ?? payment.created ?? Number.NaN);
  return {
    captureId: payment.payment_id,
    amountMinor: captured,
    paidAt: Number.isNaN(paidAt.getTime()) ? new Date() : paidAt,
  };
}

function instructionsOf(request: XenditRequest): ProviderInstructions | null {
  const value = (descriptor: string): string | undefined =>
    request.actions?.find((action) => action.descriptor === descriptor)?.value;
  const qrString = value('QR_STRING');
  if (qrString !== undefined) return { kind: 'qr', qrString };
  const accountNumber = value('VIRTUAL_ACCOUNT_NUMBER') ?? request.channel_properties?.virtual_account_number;
  const bank = bankByChannelText(request.channel_code);
  if (!accountNumber || !bank) return null;
  return {
    kind: 'virtual_account',
    bank,
    accountNumber,
    accountName: request.channel_properties?.display_name ?? '',
    billerCode: null,
  };
}

export function refundOf(refund: Static<typeof Refund>): ProviderRefund {
  const statuses: Record<string, ProviderRefund['status']> = {
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'failed',
  };
  return {
    providerRefundId: refund.id,
    status: statuses[refund.status] ?? 'pending',
    failureCode: refund.failure_code ?? null,
    feeMinor: Math.round(refund.refund_fee_amount ?? 0),
  };
}

/** `LOCKED`, `PENDING_COMPLIANCE_ASSESSMENT` and what Xendit may add later count as not decided. */
export function payoutOf(payout: Static<typeof Payout>): ProviderPayout {
  const statuses: Record<string, ProviderPayout['status']> = {
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    CANCELLED: 'failed',
    COMPLIANCE_REJECTED: 'failed',
    EXPIRED: 'failed',
    REVERSED: 'reversed',
  };
  return {
    providerPayoutId: payout.id,
    status: statuses[payout.status] ?? 'pending',
    failureCode: payout.failure_code ?? null,
  };
}

export function disputeOf({ id, status, payment_id: captureId, amount }: Static<typeof Dispute>): ProviderDispute {
  const ends: Record<string, ProviderDispute['status']> = { WON: 'won', LOST: 'lost' };
  const text = amount.terminal ?? amount.initial ?? '';
  const match = /^(\d{1,15})(?:\.0{1,2})?$/.exec(text);
  if (!match) throw new ProviderFault('xendit', `disputes ${text}, which is not whole rupiah`, { isSent: true });
  return { disputeId: id, captureId, status: ends[status] ?? 'open', amountMinor: Number(match[1]) };
}

/** The fee and the tax on it; what is withheld from it is settled with the tax office, not with the provider. */
export function movesOf({ data }: Static<typeof Transactions>, reference: string): ProviderMove[] {
  return data
    .filter((one) => one.reference_id === reference && one.status === 'SUCCESS')
    .map(({ id, type, product_id: productId, fee }) => ({
      transactionId: id,
      captureId: type === 'PAYMENT' ? (productId ?? null) : null,
      feeMinor: feeOf(fee),
    }));
}

/** Money that came in, of any reference. */
export function arrivalsOf({ data }: Static<typeof Transactions>): ProviderArrival[] {
  return data.flatMap(({ id, type, status, reference_id: reference, product_id: captureId, fee }) =>
    type === 'PAYMENT' && status === 'SUCCESS' && reference && captureId
      ? [{ transactionId: id, reference, captureId, feeMinor: feeOf(fee) }]
      : [],
  );
}

function feeOf(fee: Static<typeof Transactions>['data'][number]['fee']): number {
  return fee?.status === 'COMPLETED' ? Math.round((fee.xendit_fee ?? 0) + (fee.value_added_tax ?? 0)) : 0;
}

/** An account without a number or a bank that we know is of no use to anybody. */
export function accountOf(request: XenditRequest): ProviderAccount {
  const instructions = instructionsOf(request);
  if (instructions?.kind !== 'virtual_account' || !/^[0-9]{8,24}$/.test(instructions.accountNumber))
    throw new ProviderFault('xendit', 'opened an account without a number', { isSent: true });
  const { bank, accountNumber, accountName } = instructions;
  const { reference_id: reference, payment_request_id: providerAccountId } = request;
  return { reference, providerAccountId, bank, accountNumber, accountName };
}

const checkDispute = Compile(
  Type.Object({
    id: Type.String({ minLength: 1, maxLength: 100 }),
    payment_id: OrNull(Type.String({ maxLength: 100 })),
  }),
);

/** Notices of disputes are flat; a `data` around them is taken as well. */
function disputeNoticeOf(body: unknown): ProviderNotice | null {
  const flat = typeof body === 'object' && body !== null ? (body as { event?: unknown; data?: unknown }) : {};
  if (typeof flat.event !== 'string' || !flat.event.startsWith('dispute.')) return null;
  const said = flat.data ?? flat;
  if (!checkDispute.Check(said)) throw new WebhookRefused('malformed');
  return { about: 'dispute', disputeId: said.id, captureId: said.payment_id ?? null };
}

const checkNotice = Compile(
  Type.Object({
    event: Type.String({ maxLength: 100 }),
    data: Type.Object({
      id: OrNull(Type.String({ maxLength: 100 })),
      payment_id: OrNull(Type.String({ maxLength: 100 })),
      payment_request_id: OrNull(Type.String({ maxLength: 100 })),
      reference_id: OrNull(Type.String({ maxLength: 255 })),
    }),
  }),
);

/** `payment_request.expired` was seen beside the documented `payment_request.expiry`; `v3_payout.…` beside `payout.…`. */
export function noticeOf(rawBody: Buffer): ProviderNotice {
  const body = parseJson(rawBody);
  const dispute = disputeNoticeOf(body);
  if (dispute) return dispute;
  if (!checkNotice.Check(body)) throw new WebhookRefused('malformed');
  const { event, data } = body;
  const { id = null, payment_id: captureId = null, reference_id: reference = null } = data;
  if (/^payment(_request)?\./.test(event)) {
    if (reference === null) throw new WebhookRefused('malformed');
    const providerPaymentId = data.payment_request_id ?? null;
    return { about: 'payment', reference, providerPaymentId, captureId, claim: CLAIMS[event] ?? 'ended' };
  }
  if (event.startsWith('refund.')) {
    const refundKeys = reference === null ? [] : [reference];
    return { about: 'refund', reference, providerRefundId: id, captureId, refundKeys };
  }
  if (/^(v3_)?payout\./.test(event) && id) return { about: 'payout', reference, providerPayoutId: id };
  return { about: 'nothing', event };
}

/** What payment events claim; all others tell of an end. */
const CLAIMS: Record<string, 'paid' | 'pending'> = {
  'payment.capture': 'paid',
  'payment.succeeded': 'paid',
  'payment.authorization': 'pending',
};

export function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw new WebhookRefused('malformed');
  }
}

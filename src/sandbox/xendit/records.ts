import { type Static, Type } from 'typebox';
import { checked } from '../world/checked.ts';
import type { Plan } from '../world/payment-plans.ts';

/** Made up; stands in `business_id` everywhere. */
export const BUSINESS_ID = '64f0a1b2c3d4e5f601020304';

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Metadata = Type.Optional(Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]));

export const PaymentRequestBody = Type.Object({
  reference_id: text(255),
  type: Type.Enum(['PAY', 'PAY_AND_SAVE', 'REUSABLE_PAYMENT_CODE']),
  country: Type.Literal('ID'),
  currency: Type.Literal('IDR'),
  request_amount: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  capture_method: Type.Optional(Type.Enum(['AUTOMATIC', 'MANUAL'])),
  channel_code: text(60),
  channel_properties: Type.Object({
    display_name: Type.Optional(text(100)),
    expires_at: Type.Optional(text(40)),
    virtual_account_number: Type.Optional(Type.String({ pattern: '^[0-9]{8,20}$' })),
    qr_string_type: Type.Optional(Type.Enum(['DYNAMIC', 'STATIC'])),
  }),
  description: Type.Optional(Type.Union([Type.String({ maxLength: 1000 }), Type.Null()])),
  metadata: Metadata,
  items: Type.Optional(Type.Union([Type.Array(Type.Unknown(), { maxItems: 500 }), Type.Null()])),
  customer_id: Type.Optional(Type.Union([text(60), Type.Null()])),
});
export type PaymentRequestBody = Static<typeof PaymentRequestBody>;
export const checkPaymentRequest = checked(PaymentRequestBody);

export const checkSimulation = checked(
  Type.Object({ amount: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })) }),
);

export const checkRefund = checked(
  Type.Object({
    reference_id: Type.Optional(text(255)),
    payment_id: text(60),
    amount: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    currency: Type.Optional(Type.Literal('IDR')),
    reason: Type.Enum(['FRAUDULENT', 'DUPLICATE', 'REQUESTED_BY_CUSTOMER', 'CANCELLATION', 'OTHERS']),
    metadata: Metadata,
  }),
);

export const PayoutBody = Type.Object({
  reference_id: text(255),
  channel_code: text(40),
  channel_properties: Type.Object({
    account_number: text(50),
    account_holder_name: Type.Optional(text(255)),
    account_type: Type.Optional(
      Type.Enum(['NATIONAL_ID', 'MOBILE_NO', 'PASSPORT', 'BUSINESS_REGISTRATION', 'BANK_ACCOUNT']),
    ),
  }),
  amount: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  currency: Type.Literal('IDR'),
  description: Type.Optional(Type.String({ maxLength: 100 })),
  receipt_notification: Type.Optional(Type.Unknown()),
  metadata: Metadata,
});
export const checkPayout = checked(PayoutBody);

export type RequestStatus = 'ACCEPTING_PAYMENTS' | 'REQUIRES_ACTION' | 'CANCELED' | 'EXPIRED' | 'SUCCEEDED' | 'FAILED';

export type PaymentRequest = {
  id: string;
  body: PaymentRequestBody;
  /** Tells a repeated call with the same idempotency key from another one. */
  bodyHash: string;
  idempotencyKey: string | null;
  customerId: string;
  status: RequestStatus;
  failureCode: string | null;
  qrString: string | null;
  vaNumber: string | null;
  /** All tries and payments, oldest first. */
  paymentIds: string[];
  plan: Plan | null;
  expiresAtMs: number;
  createdAt: string;
  updatedAt: string;
};

export type Payment = {
  id: string;
  paymentRequestId: string;
  amountMinor: number;
  status: 'SUCCEEDED' | 'FAILED';
  failureCode: string | null;
  receiptId: string;
  /** When the bank took it; the provider's own record may be later. */
  paidAt?: string;
  createdAt: string;
};

export type Refund = {
  id: string;
  paymentId: string;
  paymentRequestId: string;
  referenceId: string | null;
  idempotencyKey: string | null;
  bodyHash: string;
  amountMinor: number;
  channelCode: string;
  reason: string;
  metadata: unknown;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  failureCode: string | null;
  plan: Plan | null;
  createdAt: string;
  updatedAt: string;
};

export type Payout = {
  id: string;
  body: Static<typeof PayoutBody>;
  bodyHash: string;
  idempotencyKey: string;
  status: 'ACCEPTED' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'REVERSED';
  failureCode: string | null;
  plan: Plan | null;
  createdAt: string;
  updatedAt: string;
};

const REFUND_FEE_MINOR = 1_000;

/** As the API shows a payment request. */
export function wirePaymentRequest(request: PaymentRequest): Record<string, unknown> {
  const { body } = request;
  return {
    business_id: BUSINESS_ID,
    reference_id: body.reference_id,
    payment_request_id: request.id,
    payment_token_id: null,
    customer_id: request.customerId,
    latest_payment_id: request.paymentIds.at(-1) ?? null,
    type: body.type,
    country: body.country,
    currency: body.currency,
    request_amount: body.request_amount ?? null,
    capture_method: body.type === 'REUSABLE_PAYMENT_CODE' ? null : (body.capture_method ?? 'AUTOMATIC'),
    channel_code: body.channel_code,
    channel_properties: wireChannelProperties(request),
    actions: [
      ...(request.qrString === null
        ? []
        : [{ type: 'PRESENT_TO_CUSTOMER', descriptor: 'QR_STRING', value: request.qrString }]),
      ...(request.vaNumber === null
        ? []
        : [{ type: 'PRESENT_TO_CUSTOMER', descriptor: 'VIRTUAL_ACCOUNT_NUMBER', value: request.vaNumber }]),
    ],
    status: request.status,
    failure_code: request.failureCode,
    description: body.description ?? null,
    metadata: body.metadata ?? null,
    items: body.items ?? null,
    shipping_information: null,
    created: request.createdAt,
    updated: request.updatedAt,
  };
}

/** As the API and the webhooks show a payment. The amount that was paid stands in `request_amount`. */
export function wirePayment(payment: Payment, request: PaymentRequest): Record<string, unknown> {
  const { body } = request;
  const isPaid = payment.status === 'SUCCEEDED';
  return {
    payment_id: payment.id,
    business_id: BUSINESS_ID,
    reference_id: body.reference_id,
    payment_request_id: request.id,
    payment_token_id: null,
    customer_id: request.customerId,
    type: body.type,
    country: body.country,
    currency: body.currency,
    request_amount: payment.amountMinor,
    capture_method: 'AUTOMATIC',
    channel_code: body.channel_code,
    channel_properties: wireChannelProperties(request),
    captures: isPaid
      ? [
          {
            capture_id: `cap-${payment.id.slice(3)}`,
            capture_amount: payment.amountMinor,
            capture_timestamp: payment.paidAt ?? payment.createdAt,
          },
        ]
      : [],
    status: payment.status,
    failure_code: payment.failureCode,
    payment_details: {
      receipt_id: payment.receiptId,
      source: request.qrString === null ? 'BANK_SANDBOX' : 'QRIS_SANDBOX',
    },
    description: body.description ?? null,
    metadata: body.metadata ?? null,
    created: payment.createdAt,
    updated: payment.createdAt,
  };
}

export function wireRefund(refund: Refund): Record<string, unknown> {
  return {
    id: refund.id,
    payment_id: refund.paymentId,
    payment_request_id: refund.paymentRequestId,
    invoice_id: null,
    payment_method_type: 'QR_CODE',
    channel_code: refund.channelCode,
    amount: refund.amountMinor,
    currency: 'IDR',
    country: 'ID',
    status: refund.status,
    reason: refund.reason,
    reference_id: refund.referenceId,
    failure_code: refund.failureCode,
    // Made up: what a small bank charges for sending money back.
    refund_fee_amount: refund.status === 'SUCCEEDED' ? REFUND_FEE_MINOR : null,
    metadata: refund.metadata ?? null,
    created: refund.createdAt,
    updated: refund.updatedAt,
  };
}

export function wirePayout(payout: Payout): Record<string, unknown> {
  const { body } = payout;
  return {
    id: payout.id,
    business_id: BUSINESS_ID,
    reference_id: body.reference_id,
    channel_code: body.channel_code,
    channel_properties: body.channel_properties,
    amount: body.amount,
    currency: body.currency,
    description: body.description ?? null,
    receipt_notification: body.receipt_notification ?? null,
    metadata: body.metadata ?? null,
    status: payout.status,
    failure_code: payout.failureCode,
    estimated_arrival_time: new Date(Date.parse(payout.createdAt) + 15 * 60_000).toISOString(),
    created: payout.createdAt,
    updated: payout.updatedAt,
  };
}

function wireChannelProperties(request: PaymentRequest): Record<string, unknown> {
  return {
    ...request.body.channel_properties,
    expires_at: new Date(request.expiresAtMs).toISOString(),
    ...(request.vaNumber === null ? {} : { virtual_account_number: request.vaNumber }),
  };
}

import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { checked } from '../world/checked.ts';
import type { Plan } from '../world/payment-plans.ts';

/** Made up. */
export const MERCHANT_ID = 'G999000001';
const WIB_OFFSET_MS = 7 * 60 * 60_000;

const amount = Type.Integer({ minimum: 1, maximum: 999_999_999_999 });
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const ChargeBody = Type.Object({
  payment_type: Type.Enum(['bank_transfer', 'echannel', 'qris']),
  transaction_details: Type.Object({
    order_id: Type.String({ pattern: '^[A-Za-z0-9_.~-]{1,50}$' }),
    gross_amount: amount,
  }),
  item_details: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.Optional(Type.String({ maxLength: 50 })),
        name: text(50),
        price: Type.Integer(),
        quantity: Type.Integer({ minimum: 1 }),
      }),
      { maxItems: 500 },
    ),
  ),
  customer_details: Type.Optional(
    Type.Object({
      first_name: Type.Optional(Type.String({ maxLength: 255 })),
      last_name: Type.Optional(Type.String({ maxLength: 255 })),
      email: Type.Optional(Type.String({ maxLength: 255 })),
      phone: Type.Optional(Type.String({ maxLength: 255 })),
    }),
  ),
  custom_expiry: Type.Optional(
    Type.Object({
      order_time: Type.Optional(Type.String()),
      expiry_duration: Type.Integer({ minimum: 1 }),
      unit: Type.Optional(Type.Enum(['second', 'minute', 'hour', 'day'])),
    }),
  ),
  bank_transfer: Type.Optional(
    Type.Object({
      bank: Type.Enum(['bca', 'bni', 'bri', 'cimb', 'permata']),
      va_number: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$' })),
      permata: Type.Optional(Type.Object({ recipient_name: Type.Optional(text(20)) })),
    }),
  ),
  echannel: Type.Optional(
    Type.Object({
      bill_info1: text(10),
      bill_info2: text(30),
      bill_key: Type.Optional(Type.String({ pattern: '^[0-9]{6,12}$' })),
    }),
  ),
  qris: Type.Optional(Type.Object({ acquirer: Type.Optional(Type.Enum(['gopay', 'airpay shopee'])) })),
});
export type ChargeBody = Static<typeof ChargeBody>;
export const checkCharge = checked(ChargeBody);

export const checkRefund = checked(
  Type.Object({
    refund_key: Type.Optional(text(255)),
    amount: Type.Optional(amount),
    reason: Type.Optional(Type.String({ maxLength: 255 })),
  }),
);

export type TransactionStatus =
  | 'pending'
  | 'settlement'
  | 'expire'
  | 'cancel'
  | 'deny'
  | 'refund'
  | 'partial_refund'
  | 'chargeback'
  | 'partial_chargeback';

export type Transaction = {
  id: string;
  orderId: string;
  idempotencyKey: string | null;
  grossMinor: number;
  paymentType: ChargeBody['payment_type'];
  bank: string | null;
  vaNumber: string | null;
  billKey: string | null;
  billerCode: string | null;
  qrString: string | null;
  acquirer: string | null;
  customerName: string | null;
  status: TransactionStatus;
  refunds: { refundKey: string; amountMinor: number; reason: string | null; chargebackId: number; at: string }[];
  plan: Plan | null;
  /** Taken back by the payer's bank. */
  chargedBackMinor?: number;
  /** A second payment of the same order; the order's own status stays with the first. */
  isTwin: boolean;
  createdAt: string;
  expiresAtMs: number;
  settledAt: string | null;
};

const STATUS_CODES: Record<TransactionStatus, string> = {
  pending: '201',
  settlement: '200',
  expire: '407',
  cancel: '200',
  deny: '202',
  refund: '200',
  partial_refund: '200',
  chargeback: '200',
  partial_chargeback: '200',
};

/** `YYYY-MM-DD HH:mm:ss` in WIB, without an offset. */
export function wibTime(at: string | number): string {
  return new Date(new Date(at).getTime() + WIB_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Two decimals, as a string. */
export function wireAmount(minor: number): string {
  return `${minor}.00`;
}

/** hex(SHA-512(order_id + status_code + gross_amount + server_key)) */
export function notificationSignature(parts: {
  orderId: string;
  statusCode: string;
  grossAmount: string;
  serverKey: string;
}): string {
  return createHash('sha512')
    .update(`${parts.orderId}${parts.statusCode}${parts.grossAmount}${parts.serverKey}`)
    .digest('hex');
}

/** The transaction as charge, status and notification show it; charge leaves the signature out. */
export function wireTransaction(
  transaction: Transaction,
  message: string,
): Record<string, unknown> & { status_code: string; gross_amount: string } {
  const refundedMinor = transaction.refunds.reduce((sum, refund) => sum + refund.amountMinor, 0);
  const last = transaction.refunds.at(-1);
  return {
    status_code: STATUS_CODES[transaction.status],
    status_message: message,
    transaction_id: transaction.id,
    order_id: transaction.orderId,
    merchant_id: MERCHANT_ID,
    gross_amount: wireAmount(transaction.grossMinor),
    currency: 'IDR',
    payment_type: transaction.paymentType,
    transaction_time: wibTime(transaction.createdAt),
    transaction_status: transaction.status,
    fraud_status: transaction.status === 'deny' ? 'deny' : 'accept',
    ...means(transaction),
    expiry_time: wibTime(transaction.expiresAtMs),
    ...(transaction.settledAt === null ? {} : { settlement_time: wibTime(transaction.settledAt) }),
    ...(transaction.chargedBackMinor === undefined ? {} : { refund_amount: wireAmount(transaction.chargedBackMinor) }),
    ...(last === undefined
      ? {}
      : {
          refund_amount: wireAmount(refundedMinor),
          refund_key: last.refundKey,
          refund_chargeback_id: last.chargebackId,
          refunds: transaction.refunds.map((refund) => ({
            refund_chargeback_id: refund.chargebackId,
            refund_amount: wireAmount(refund.amountMinor),
            created_at: wibTime(refund.at),
            reason: refund.reason,
            refund_key: refund.refundKey,
            refund_method: 'refund',
          })),
        }),
  };
}

function means(transaction: Transaction): Record<string, unknown> {
  if (transaction.paymentType === 'echannel')
    return { bill_key: transaction.billKey, biller_code: transaction.billerCode };
  if (transaction.paymentType === 'qris') return { acquirer: transaction.acquirer, qr_string: transaction.qrString };
  if (transaction.bank === 'permata') return { permata_va_number: transaction.vaNumber };
  return { va_numbers: [{ bank: transaction.bank, va_number: transaction.vaNumber }] };
}

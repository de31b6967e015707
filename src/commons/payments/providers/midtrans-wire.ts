import { createHash } from 'node:crypto';
import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { bankByChannelText } from '../intents/channel-rules.ts';
import {
  assertRupiah,
  type ProviderDispute,
  ProviderFault,
  type ProviderInstructions,
  type ProviderNotice,
  type ProviderPayment,
  type ProviderRefund,
  ProviderRefused,
  type ProviderStatus,
  WebhookRefused,
} from './payment-provider.ts';
import { type HttpAnswer, isSameSecret } from './provider-http.ts';
import { parseJson } from './xendit-wire.ts';

/** Midtrans' JSON. Source: docs.midtrans.com, Core API. */

const NAME = 'midtrans';
const WIB_OFFSET_MS = 7 * 3_600_000;
const Text = Type.String({ minLength: 1, maxLength: 1_000 });
const OrNull = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

const Transaction = Type.Object({
  status_code: Text,
  transaction_id: Text,
  order_id: Text,
  gross_amount: Text,
  currency: OrNull(Type.String()),
  transaction_status: Text,
  payment_type: OrNull(Type.String()),
  settlement_time: OrNull(Type.String()),
  transaction_time: OrNull(Type.String()),
  qr_string: OrNull(Type.String()),
  va_numbers: OrNull(Type.Array(Type.Object({ bank: Type.String(), va_number: Type.String() }))),
  permata_va_number: OrNull(Type.String()),
  bill_key: OrNull(Type.String()),
  biller_code: OrNull(Type.String()),
  refund_amount: OrNull(Type.String()),
  refunds: OrNull(Type.Array(Type.Object({ refund_key: Type.String(), refund_amount: OrNull(Type.String()) }))),
});
export type MidtransTransaction = Static<typeof Transaction>;
const checkTransaction = Compile(Transaction);
const checkStatus = Compile(Type.Object({ status_code: Type.String(), status_message: OrNull(Type.String()) }));

/**
 * The transaction, whatever HTTP says. 407 (expired) and 202 (denied) are states of a transaction, not refusals of ours,
 * so a body that is a transaction is always read as one.
 */
export function transactionOrThrow({ status, body }: HttpAnswer): MidtransTransaction {
  if (checkTransaction.Check(body)) return body;
  const said = checkStatus.Check(body) ? body : null;
  const code = said?.status_code ?? String(status);
  if (Number(code) >= 500 || code === '429' || !/^4\d\d$/.test(code))
    throw new ProviderFault(NAME, `answered ${code} ${said?.status_message ?? ''}`, { isSent: code !== '503' });
  throw new ProviderRefused(NAME, code, said?.status_message ?? '');
}

const STATUSES: Record<string, ProviderStatus> = {
  pending: 'pending',
  authorize: 'pending',
  capture: 'paid',
  settlement: 'paid',
  // The money had arrived; what went back is counted where refunds are.
  refund: 'paid',
  partial_refund: 'paid',
  chargeback: 'paid',
  partial_chargeback: 'paid',
  expire: 'expired',
  cancel: 'cancelled',
  deny: 'failed',
  failure: 'failed',
};

export function paymentOf(transaction: MidtransTransaction, accountName = ''): ProviderPayment {
  const status = STATUSES[transaction.transaction_status] ?? 'pending';
  const paidAt = wibMoment(transaction.settlement_time) ?? wibMoment(transaction.transaction_time) ?? new Date();
  assertRupiah(NAME, transaction.currency);
  return {
    reference: transaction.order_id,
    providerPaymentId: transaction.transaction_id,
    status,
    captures:
      status === 'paid'
        ? [{ captureId: transaction.transaction_id, amountMinor: wholeRupiah(transaction.gross_amount), paidAt }]
        : [],
    failureCode: status === 'failed' ? transaction.transaction_status : null,
    instructions: instructionsOf(transaction, accountName),
  };
}

function instructionsOf(transaction: MidtransTransaction, accountName: string): ProviderInstructions | null {
  if (transaction.qr_string) return { kind: 'qr', qrString: transaction.qr_string };
  if (transaction.bill_key)
    return {
      kind: 'virtual_account',
      bank: 'MANDIRI',
      accountNumber: transaction.bill_key,
      accountName,
      billerCode: transaction.biller_code ?? null,
    };
  if (transaction.permata_va_number)
    return {
      kind: 'virtual_account',
      bank: 'PERMATA',
      accountNumber: transaction.permata_va_number,
      accountName,
      billerCode: null,
    };
  const [account] = transaction.va_numbers ?? [];
  const bank = account && bankByChannelText(account.bank);
  return account && bank
    ? { kind: 'virtual_account', bank, accountNumber: account.va_number, accountName, billerCode: null }
    : null;
}

export function refundOf(transaction: MidtransTransaction, refundKey: string): ProviderRefund | null {
  const isThere = transaction.refunds?.some((refund) => refund.refund_key === refundKey) ?? false;
  return isThere ? { providerRefundId: refundKey, status: 'succeeded', failureCode: null, feeMinor: 0 } : null;
}

/** A chargeback has no number of its own: it is a state of the transaction, and final. Of a part its amount is named. */
export function disputeOf(transaction: MidtransTransaction): ProviderDispute | null {
  const { transaction_id: id, transaction_status: status, gross_amount: gross, refund_amount: part } = transaction;
  if (!status.endsWith('chargeback')) return null;
  const amountMinor = wholeRupiah(status === 'partial_chargeback' && part ? part : gross);
  return { disputeId: id, captureId: id, status: 'lost', amountMinor };
}

/** `"145000.00"` → 145000. */
export function wholeRupiah(text: string): number {
  const match = /^(\d{1,15})(?:\.0{1,2})?$/.exec(text);
  if (!match) throw new ProviderFault(NAME, `sent the amount ${text}, which is not whole rupiah`, { isSent: true });
  return Number(match[1]);
}

/** `YYYY-MM-DD HH:mm:ss`, Jakarta time without an offset. */
export function wibMoment(text: string | null | undefined): Date | null {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const moment = new Date(`${text.replace(' ', 'T')}+07:00`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** `YYYY-MM-DD HH:mm:ss +0700`, for `custom_expiry`. */
export function orderTime(at: Date): string {
  return `${new Date(at.getTime() + WIB_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ')} +0700`;
}

/** hex(SHA-512(order_id + status_code + gross_amount + server key)), the amount exactly as in the body. */
export function notificationSignature(
  parts: { orderId: string; statusCode: string; grossAmount: string },
  serverKey: string,
): string {
  return createHash('sha512')
    .update(`${parts.orderId}${parts.statusCode}${parts.grossAmount}${serverKey}`)
    .digest('hex');
}

const checkNotice = Compile(
  Type.Object({
    order_id: Type.String({ maxLength: 100 }),
    status_code: Type.String({ maxLength: 10 }),
    gross_amount: Type.String({ maxLength: 30 }),
    signature_key: Type.String({ maxLength: 200 }),
    transaction_id: Type.String({ maxLength: 100 }),
    transaction_status: Type.String({ maxLength: 40 }),
    refunds: OrNull(Type.Array(Type.Object({ refund_key: Type.String({ maxLength: 255 }) }), { maxItems: 100 })),
  }),
);

/** A state that Midtrans has added since counts as not decided; the sweep will ask. */
function claimOf(status: ProviderStatus | undefined): 'paid' | 'ended' | 'pending' {
  if (status === undefined || status === 'pending') return 'pending';
  return status === 'paid' ? 'paid' : 'ended';
}

export function noticeOf(rawBody: Buffer, serverKey: string): ProviderNotice {
  const body = parseJson(rawBody);
  if (!checkNotice.Check(body)) throw new WebhookRefused('malformed');
  const expected = notificationSignature(
    { orderId: body.order_id, statusCode: body.status_code, grossAmount: body.gross_amount },
    serverKey,
  );
  if (!isSameSecret(body.signature_key, expected)) throw new WebhookRefused('forged');
  const status = STATUSES[body.transaction_status];
  if (body.transaction_status.endsWith('chargeback'))
    return { about: 'dispute', disputeId: body.transaction_id, captureId: body.transaction_id };
  if (body.transaction_status.endsWith('refund')) {
    return {
      about: 'refund',
      reference: null,
      providerRefundId: null,
      captureId: body.transaction_id,
      refundKeys: (body.refunds ?? []).map((refund) => refund.refund_key),
    };
  }
  return {
    about: 'payment',
    reference: body.order_id,
    providerPaymentId: body.transaction_id,
    captureId: body.transaction_id,
    claim: claimOf(status),
  };
}

import { type Static, Type } from 'typebox';
import type { RefusalDefinition } from '#platform/contract';
import { MAX_AMOUNT_MINOR, Money, rupiah } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** Schemas of the payments door, kept apart from contract.ts for length. */

export const Positive = Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR });
/** Words of people: something visible in it, no NUL. */
export const Label = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });

/** National clearing code, three digits (`014` is BCA). */
export const BankCode = Type.String({ pattern: '^[0-9]{3}$' });
export const AccountNumber = Type.String({ pattern: '^[0-9]{5,20}$' });

export const ChannelCode = Type.Union([
  Type.Literal('QRIS'),
  Type.Literal('VA_BCA'),
  Type.Literal('VA_BNI'),
  Type.Literal('VA_BRI'),
  Type.Literal('VA_MANDIRI'),
  Type.Literal('VA_PERMATA'),
  Type.Literal('VA_BSI'),
  Type.Literal('VA_CIMB'),
]);
export type ChannelCode = Static<typeof ChannelCode>;

export const PaymentChannel = Type.Object(
  {
    code: ChannelCode,
    group: Type.Union([Type.Literal('qris'), Type.Literal('virtual_account')]),
    name: Type.String(),
    isAvailable: Type.Boolean(),
    /** Why not: `over-limit`, `under-limit` or `temporarily-unavailable`. */
    reason: Nullable(
      Type.Union([Type.Literal('over-limit'), Type.Literal('under-limit'), Type.Literal('temporarily-unavailable')]),
    ),
    maximum: Nullable(Money),
  },
  Strict,
);
export type PaymentChannel = Static<typeof PaymentChannel>;

export const PaymentStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('completed'),
  Type.Literal('expired'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
  Type.Literal('partially_refunded'),
  Type.Literal('refunded'),
]);
export type PaymentStatus = Static<typeof PaymentStatus>;

const QrInstructions = Type.Object({ kind: Type.Literal('qr'), qrString: Type.String(), qrSvg: Type.String() }, Strict);
const VaInstructions = Type.Object(
  {
    kind: Type.Literal('virtual_account'),
    bank: Type.String(),
    accountNumber: Type.String(),
    accountName: Type.String(),
    /** Company code that Mandiri's bill payment asks for first; null elsewhere. */
    billerCode: Nullable(Type.String()),
  },
  Strict,
);

/** A payment as people see it; the same shape inside and outside. */
export const Payment = Type.Object(
  {
    id: Uuid,
    invoiceId: Uuid,
    status: PaymentStatus,
    amount: Money,
    channel: ChannelCode,
    channelName: Type.String(),
    /** Only while the payment is open. */
    instructions: Nullable(Type.Union([QrInstructions, VaInstructions])),
    expiresAt: Moment,
    paidAt: Nullable(Moment),
    refunded: Money,
  },
  Strict,
);
export type Payment = Static<typeof Payment>;

/** The part of a payment that belongs to one order. */
export const Allocation = Type.Object({ orderId: Uuid, sellerId: Uuid, amountMinor: Positive }, Strict);
export type Allocation = Static<typeof Allocation>;

export const RefundDestination = Type.Object({ bankCode: BankCode, accountNumber: AccountNumber }, Strict);
export type RefundDestination = Static<typeof RefundDestination>;

export const RefundStatus = Type.Union([
  Type.Literal('pending'),
  /** Waits for an account to pay to. */
  Type.Literal('account_needed'),
  Type.Literal('completed'),
  Type.Literal('failed'),
]);
export const Refund = Type.Object(
  {
    refundId: Uuid,
    paymentId: Uuid,
    orderId: Uuid,
    amountMinor: Positive,
    status: RefundStatus,
    reason: Type.String(),
    failureCode: Nullable(Type.String()),
    createdAt: Moment,
    completedAt: Nullable(Moment),
  },
  Strict,
);
export type Refund = Static<typeof Refund>;

export const PayoutStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('completed'),
  Type.Literal('failed'),
  Type.Literal('reversed'),
]);
export const Payout = Type.Object(
  {
    payoutId: Uuid,
    sellerId: Uuid,
    amountMinor: Positive,
    status: PayoutStatus,
    bankCode: BankCode,
    accountNumberMasked: Type.String(),
    accountName: Type.String(),
    failureCode: Nullable(Type.String()),
    createdAt: Moment,
    completedAt: Nullable(Moment),
  },
  Strict,
);
export type Payout = Static<typeof Payout>;

/** The same over HTTP. */
export const PayoutOverHttp = Type.Object(
  {
    id: Uuid,
    sellerId: Uuid,
    amount: Money,
    status: PayoutStatus,
    bankCode: BankCode,
    accountNumberMasked: Type.String(),
    accountName: Type.String(),
    failureCode: Nullable(Type.String()),
    createdAt: Moment,
    completedAt: Nullable(Moment),
  },
  Strict,
);
export type PayoutOverHttp = Static<typeof PayoutOverHttp>;

export function payoutOverHttp({ payoutId: id, amountMinor, ...payout }: Payout): PayoutOverHttp {
  return { id, amount: rupiah(amountMinor), ...payout };
}

/**
 * `late`: paid after the payment had ended. `short`, `over`: another amount. `double`: paid again. `unmatched`: money for
 * no payment of ours. `withdrawn`: taken back after it had counted. `refund-failed`,
 * `refund-account-needed`: a refund that needs a hand. `refund-returned`: the bank sent a finished refund back.
 * `dispute`: a payer's bank wants money back, to be answered at the provider. `chargeback`: the provider has taken it.
 */
export const ExceptionKind = Type.Union([
  Type.Literal('late'),
  Type.Literal('short'),
  Type.Literal('over'),
  Type.Literal('double'),
  Type.Literal('unmatched'),
  Type.Literal('withdrawn'),
  Type.Literal('refund-failed'),
  Type.Literal('refund-account-needed'),
  Type.Literal('refund-returned'),
  Type.Literal('dispute'),
  Type.Literal('chargeback'),
]);
export type ExceptionKind = Static<typeof ExceptionKind>;

/**
 * `refund`: send the money back to the payer. `returned-outside`: it was sent back by other means. `keep`: book it as
 * unclaimed income. `acknowledge`: nothing to move. `recover`: charge a chargeback to escrow, then to what the sellers are
 * owed, then to the house. `bear`: to the house alone.
 */
export const ResolveAction = Type.Union([
  Type.Literal('refund'),
  Type.Literal('returned-outside'),
  Type.Literal('keep'),
  Type.Literal('acknowledge'),
  Type.Literal('recover'),
  Type.Literal('bear'),
]);
export type ResolveAction = Static<typeof ResolveAction>;

export const PaymentException = Type.Object(
  {
    id: Uuid,
    kind: ExceptionKind,
    status: Type.Union([
      Type.Literal('open'),
      Type.Literal('proposed'),
      Type.Literal('resolving'),
      Type.Literal('resolved'),
    ]),
    paymentId: Nullable(Uuid),
    refundId: Nullable(Uuid),
    amount: Money,
    /** How much was asked for, where there is a payment. */
    expected: Nullable(Money),
    provider: Type.String(),
    providerPaymentId: Nullable(Type.String()),
    receivedAt: Moment,
    action: Nullable(ResolveAction),
    note: Nullable(Type.String()),
    proposedBy: Nullable(Uuid),
    proposedAt: Nullable(Moment),
    resolvedBy: Nullable(Uuid),
    resolvedAt: Nullable(Moment),
  },
  Strict,
);
export type PaymentException = Static<typeof PaymentException>;

export const paymentRefusals = {
  'payments.not-found': { status: 404, id: 'Pembayaran tidak ditemukan.', en: 'There is no such payment.' },
  'payments.channel-unknown': {
    status: 422,
    id: 'Cara bayar {channel} tidak tersedia.',
    en: 'The payment method {channel} is not available.',
  },
  'payments.amount-over-limit': {
    status: 422,
    id: 'Total melebihi batas {channelName}. Pilih cara bayar lain.',
    en: 'The total is above the limit of {channelName}. Choose another payment method.',
  },
  'payments.amount-under-limit': {
    status: 422,
    id: 'Total di bawah batas {channelName}. Pilih cara bayar lain.',
    en: 'The total is below the limit of {channelName}. Choose another payment method.',
  },
  'payments.provider-unavailable': {
    status: 503,
    id: 'Penyedia pembayaran sedang terganggu. Coba lagi sebentar lagi atau pilih cara bayar lain.',
    en: 'The payment provider does not answer. Try again soon or choose another payment method.',
  },
  'payments.allocation-mismatch': {
    status: 422,
    id: 'Jumlah per pesanan tidak sama dengan total.',
    en: 'The amounts per order do not add up to the total.',
  },
  'payments.intent-conflict': {
    status: 409,
    id: 'Nomor pembayaran ini sudah dipakai untuk tagihan lain.',
    en: 'This payment id was used for another bill.',
  },
  'payments.expires-too-soon': {
    status: 422,
    id: 'Batas waktu bayar sudah lewat atau terlalu dekat.',
    en: 'The time to pay has passed or is too short.',
  },
  'payments.already-paid': {
    status: 409,
    id: 'Pembayaran ini sudah diterima.',
    en: 'This payment has been received already.',
  },
  'payments.not-open': {
    status: 409,
    id: 'Pembayaran ini sudah berakhir, jadi metodenya tidak bisa diganti.',
    en: 'This payment has ended, so its method cannot be changed.',
  },
  'payments.changed-too-often': {
    status: 409,
    id: 'Metode pembayaran sudah terlalu sering diganti. Bayar dengan yang sekarang, atau batalkan lalu pesan lagi.',
    en: 'The payment method was changed too often. Pay with the present one, or cancel and order again.',
  },
  'payments.not-paid': {
    status: 409,
    id: 'Pembayaran ini belum diterima, jadi belum bisa dikembalikan.',
    en: 'This payment has not been received, so it cannot be refunded.',
  },
  'payments.refund-over-paid': {
    status: 422,
    id: 'Pengembalian melebihi sisa dana pesanan ini.',
    en: 'The refund is above what is left of this order.',
  },
  'payments.refund-conflict': {
    status: 409,
    id: 'Nomor pengembalian ini sudah dipakai untuk dana lain.',
    en: 'This refund id was used for another refund.',
  },
  'payments.refund-not-found': {
    status: 404,
    id: 'Pengembalian dana tidak ditemukan.',
    en: 'There is no such refund.',
  },
  'payments.escrow-too-low': {
    status: 409,
    id: 'Dana pesanan ini sudah diteruskan atau sedang ditahan.',
    en: 'The money of this order has been passed on or is held already.',
  },
  'payments.order-required': {
    status: 422,
    id: 'Pembayaran ini untuk beberapa pesanan. Sebutkan pesanannya.',
    en: 'This payment covers several orders. Say which one.',
  },
  'payments.bank-unknown': {
    status: 422,
    id: 'Bank {bankCode} tidak dikenal.',
    en: 'The bank {bankCode} is not known.',
  },
  'payments.account-not-found': {
    status: 422,
    id: 'Rekening tidak ditemukan. Periksa lagi bank dan nomornya.',
    en: 'The account was not found. Check the bank and the number.',
  },
  'payments.bank-unavailable': {
    status: 503,
    id: 'Bank sedang tidak bisa dihubungi. Coba lagi sebentar lagi.',
    en: 'The bank does not answer. Try again soon.',
  },
  'payments.account-name-differs': {
    status: 422,
    id: 'Nama pemilik rekening berbeda. Di bank tercatat {accountName}.',
    en: 'The account holder differs. The bank says {accountName}.',
  },
  'payments.balance-too-low': { status: 409, id: 'Saldo penjual tidak cukup.', en: 'The seller’s balance is too low.' },
  'payments.payout-conflict': {
    status: 409,
    id: 'Nomor pencairan ini sudah dipakai untuk dana lain.',
    en: 'This payout id was used for another payout.',
  },
  'payments.payout-not-found': { status: 404, id: 'Pencairan tidak ditemukan.', en: 'There is no such payout.' },
  'payments.exception-not-found': {
    status: 404,
    id: 'Kasus pembayaran tidak ditemukan.',
    en: 'There is no such payment case.',
  },
  'payments.exception-resolved': {
    status: 409,
    id: 'Kasus ini sudah diputuskan.',
    en: 'This case has been decided already.',
  },
  'payments.action-not-possible': {
    status: 422,
    id: 'Keputusan ini tidak berlaku untuk kasus ini.',
    en: 'This decision does not fit this case.',
  },
  'payments.second-person-needed': {
    status: 409,
    id: 'Usulanmu sudah tercatat. Orang lain harus menyetujuinya.',
    en: 'Your proposal is recorded. Another person must approve it.',
  },
  'payments.proposal-differs': {
    status: 409,
    id: 'Usulan yang menunggu berbeda dari ini.',
    en: 'The proposal that waits is a different one.',
  },
  'payments.destination-required': { status: 422, id: 'Sebutkan rekening tujuan.', en: 'Say to which account.' },
  'payments.webhook-forged': { status: 401, id: 'Tanda tangan tidak cocok.', en: 'The signature does not fit.' },
  'payments.webhook-malformed': {
    status: 400,
    id: 'Isi pemberitahuan tidak dikenal.',
    en: 'The notice has an unknown form.',
  },
} as const satisfies Record<string, RefusalDefinition>;

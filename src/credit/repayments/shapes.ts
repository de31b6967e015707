import { type Static, Type } from 'typebox';
import type { RefusalDefinition } from '#platform/contract';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** Words of the repayments door. Amounts in whole rupiah, days as `2026-11-21`. */

export const Minor = Type.Integer();
export const MoneyMinor = Type.Integer({ minimum: 1, maximum: 100_000_000_000 });
export const Day = Type.String({ format: 'date', maxLength: 10 });
export const Note = Type.String({ minLength: 3, maxLength: 300, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });
export const BankCode = Type.String({ pattern: '^[0-9]{3}$' });
export const AccountNumber = Type.String({ pattern: '^[0-9]{5,20}$' });
const HolderName = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });

export const RepaymentAccount = Type.Object(
  {
    loanId: Uuid,
    bank: Type.String(),
    channelName: Type.String(),
    accountNumber: Type.String(),
    accountName: Type.String(),
  },
  Strict,
);
export type RepaymentAccount = Static<typeof RepaymentAccount>;

/** `arrived` until it is recorded on the loan; `unmatched` until two people have decided, `resolved` then. */
export const ReceiptStatus = Type.Union([
  Type.Literal('arrived'),
  Type.Literal('recorded'),
  Type.Literal('unmatched'),
  Type.Literal('resolved'),
]);
export const Receipt = Type.Object(
  {
    receiptId: Uuid,
    loanId: Uuid,
    amountMinor: Minor,
    paidAt: Moment,
    receivedAt: Moment,
    valueDate: Day,
    status: ReceiptStatus,
    refusalCode: Nullable(Type.String()),
    recordedOnLoan: Nullable(Uuid),
  },
  Strict,
);
export type Receipt = Static<typeof Receipt>;

/** `apply`: to a loan (its own, once it can take it). `refund`: back to a named account. `keep`: set aside as unclaimed. */
export const UnmatchedAction = Type.Union([Type.Literal('apply'), Type.Literal('refund'), Type.Literal('keep')]);
export const UnmatchedStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('proposed'),
  Type.Literal('resolving'),
  Type.Literal('resolved'),
]);
export const Unmatched = Type.Object(
  {
    unmatchedId: Uuid,
    loanId: Uuid,
    amountMinor: Minor,
    paidAt: Moment,
    /** Why the loan did not take it. */
    reasonCode: Type.String(),
    status: UnmatchedStatus,
    action: Nullable(UnmatchedAction),
    targetLoanId: Nullable(Uuid),
    bankCode: Nullable(Type.String()),
    accountNumberMasked: Nullable(Type.String()),
    note: Nullable(Type.String()),
    proposedBy: Nullable(Uuid),
    resolvedBy: Nullable(Uuid),
    createdAt: Moment,
  },
  Strict,
);
export type Unmatched = Static<typeof Unmatched>;

export const Resolution = Type.Object(
  {
    action: UnmatchedAction,
    targetLoanId: Type.Optional(Uuid),
    destination: Type.Optional(
      Type.Object({ bankCode: BankCode, accountNumber: AccountNumber, accountName: HolderName }, Strict),
    ),
    note: Note,
  },
  Strict,
);

export const ClaimStatus = Type.Union([Type.Literal('open'), Type.Literal('accepted'), Type.Literal('rejected')]);
export const Claim = Type.Object(
  {
    claimId: Uuid,
    loanId: Uuid,
    amountMinor: Minor,
    paidOn: Day,
    note: Type.String(),
    status: ClaimStatus,
    /** Late charges stand still until that day at the latest; null where there was nothing to stop. */
    frozenUntil: Nullable(Day),
    decidedAt: Nullable(Moment),
    decisionNote: Nullable(Type.String()),
    createdAt: Moment,
  },
  Strict,
);
export type Claim = Static<typeof Claim>;
export const NewClaim = Type.Object({ amountMinor: MoneyMinor, paidOn: Day, note: Note }, Strict);

export const RefundStatus = Type.Union([
  Type.Literal('sending'),
  Type.Literal('sent'),
  Type.Literal('completed'),
  Type.Literal('failed'),
]);
export const OverpaymentRefund = Type.Object(
  {
    refundId: Uuid,
    loanId: Uuid,
    amountMinor: Minor,
    status: RefundStatus,
    bankCode: Type.String(),
    accountNumberMasked: Type.String(),
    failureCode: Nullable(Type.String()),
    createdAt: Moment,
  },
  Strict,
);
export type OverpaymentRefund = Static<typeof OverpaymentRefund>;

/** Of which loan something is, in words, for the people of its institution. */
const InWords = {
  loanNumber: Nullable(Type.String()),
  borrowerId: Nullable(Uuid),
  borrowerName: Nullable(Type.String()),
};
export type InWords = Static<ReturnType<typeof Type.Object<typeof InWords>>>;
export const ListedClaim = Type.Object({ ...Claim.properties, ...InWords }, Strict);
export const ListedUnmatched = Type.Object({ ...Unmatched.properties, ...InWords }, Strict);
export const ListedRefund = Type.Object({ ...OverpaymentRefund.properties, ...InWords }, Strict);

/** `credit`: it was paid for that loan. `set-aside`: it is nobody's here; it lies in suspense. */
export const UnidentifiedAction = Type.Union([Type.Literal('credit'), Type.Literal('set-aside')]);
export const UnidentifiedStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('proposed'),
  Type.Literal('resolving'),
  Type.Literal('credited'),
  Type.Literal('set_aside'),
]);
/** A line of the bank's own id, which is not ours to shape. */
export const EntryId = Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f]+$' });
export const Unidentified = Type.Object(
  {
    entryId: Type.String(),
    at: Moment,
    amountMinor: Minor,
    remark: Type.String(),
    status: UnidentifiedStatus,
    action: Nullable(UnidentifiedAction),
    loanId: Nullable(Uuid),
    note: Nullable(Type.String()),
    proposedBy: Nullable(Uuid),
    resolvedBy: Nullable(Uuid),
    createdAt: Moment,
    ...InWords,
  },
  Strict,
);
export type Unidentified = Static<typeof Unidentified>;
export const Identification = Type.Object(
  { action: UnidentifiedAction, loanId: Type.Optional(Uuid), note: Note },
  Strict,
);

/** A loan that a line may belong to, in words: every institution counts its own numbers. */
export const LoanOfNumber = Type.Object(
  {
    loanId: Uuid,
    loanNumber: Type.String(),
    institutionName: Type.String(),
    borrowerName: Nullable(Type.String()),
  },
  Strict,
);
export type LoanOfNumber = Static<typeof LoanOfNumber>;

export const ReconciliationProblem = Type.Object(
  {
    /** On the statement and not here; here and not on the statement. */
    kind: Type.Union([Type.Literal('missing-here'), Type.Literal('missing-at-bank')]),
    loanId: Uuid,
    amountMinor: Minor,
    at: Moment,
    reference: Type.String(),
  },
  Strict,
);
export const Reconciliation = Type.Object(
  {
    day: Day,
    lines: Minor,
    matched: Minor,
    matchedMinor: Minor,
    problems: Type.Array(ReconciliationProblem),
    createdAt: Moment,
  },
  Strict,
);
export type Reconciliation = Static<typeof Reconciliation>;

export const repaymentRefusals = {
  'repayments.no-institution': {
    status: 403,
    id: 'Kamu tidak bekerja untuk lembaga mana pun.',
    en: 'You do not work for any institution.',
  },
  'repayments.not-allowed': {
    status: 403,
    id: 'Peranmu di lembaga ini tidak boleh melakukan ini.',
    en: 'Your role in this institution may not do this.',
  },
  'repayments.loan-not-found': { status: 404, id: 'Pinjaman tidak ditemukan.', en: 'There is no such loan.' },
  'repayments.no-account-yet': {
    status: 409,
    id: 'Pinjaman ini belum dicairkan, jadi belum ada rekening pembayarannya.',
    en: 'This loan is not paid out yet, so there is no account to pay to.',
  },
  'repayments.account-unavailable': {
    status: 503,
    id: 'Rekening pembayaran belum bisa dibuka. Coba lagi sebentar lagi.',
    en: 'The account cannot be opened just now. Try again soon.',
  },
  'repayments.claim-not-found': { status: 404, id: 'Laporan tidak ditemukan.', en: 'There is no such claim.' },
  'repayments.claim-open': {
    status: 409,
    id: 'Laporanmu yang sebelumnya sedang diperiksa.',
    en: 'Your earlier claim is being looked at.',
  },
  'repayments.claim-decided': {
    status: 409,
    id: 'Laporan ini sudah diputuskan.',
    en: 'This claim is decided already.',
  },
  'repayments.paid-in-future': {
    status: 422,
    id: 'Tanggal bayar belum tiba.',
    en: 'The day of the payment has not come yet.',
  },
  'repayments.claim-too-old': {
    status: 422,
    id: 'Pembayaran lebih dari 90 hari lalu tidak bisa dilaporkan di sini.',
    en: 'Payments of more than 90 days ago cannot be claimed here.',
  },
  'repayments.unmatched-not-found': { status: 404, id: 'Dana ini tidak ditemukan.', en: 'There is no such money.' },
  'repayments.already-resolved': {
    status: 409,
    id: 'Dana ini sudah diputuskan.',
    en: 'This money is decided already.',
  },
  'repayments.second-person-needed': {
    status: 409,
    id: 'Usulanmu sudah tercatat. Orang lain harus menyetujuinya.',
    en: 'Your proposal is recorded. Another person must approve it.',
  },
  'repayments.proposal-differs': {
    status: 409,
    id: 'Usulan yang menunggu berbeda dari ini.',
    en: 'The proposal that waits is a different one.',
  },
  'repayments.target-needed': {
    status: 422,
    id: 'Sebutkan pinjaman atau rekening tujuannya.',
    en: 'Name the loan or the account that it goes to.',
  },
  'repayments.loan-takes-nothing': {
    status: 409,
    id: 'Pinjaman itu tidak bisa menerima pembayaran ini ({reason}).',
    en: 'That loan cannot take this payment ({reason}).',
  },
  'repayments.nothing-overpaid': {
    status: 409,
    id: 'Tidak ada kelebihan bayar.',
    en: 'Nothing was paid too much.',
  },
  'repayments.refund-open': {
    status: 409,
    id: 'Pengembalian sebelumnya masih berjalan.',
    en: 'An earlier refund is still on its way.',
  },
  'repayments.payout-refused': {
    status: 422,
    id: 'Rekening tujuan ditolak ({reason}).',
    en: 'The account was refused ({reason}).',
  },
  'repayments.bank-unavailable': {
    status: 503,
    id: 'Rekening koran bank sedang tidak bisa diambil. Coba lagi sebentar lagi.',
    en: 'The statement of the bank cannot be had just now. Try again soon.',
  },
  'repayments.house-only': {
    status: 403,
    id: 'Dana yang belum dikenali diurus oleh administrator.',
    en: 'Money that names no account is looked after by administrators.',
  },
  'repayments.not-reconciled': {
    status: 404,
    id: 'Hari itu belum dicocokkan dengan rekening koran.',
    en: 'That day has not been compared with the statement yet.',
  },
  'repayments.day-not-over': {
    status: 422,
    id: 'Hari itu belum selesai.',
    en: 'That day is not over yet.',
  },
} as const satisfies Record<string, RefusalDefinition>;

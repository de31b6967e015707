import { type Static, Type } from 'typebox';
import type { RefusalDefinition } from '#platform/contract';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** Words of the funding door. Amounts in whole rupiah, days as `2026-11-21`. */

export const Minor = Type.Integer();
export const MoneyMinor = Type.Integer({ minimum: 1, maximum: 100_000_000_000 });
export const Day = Type.String({ format: 'date', maxLength: 10 });
export const FunderName = Type.String({ minLength: 3, maxLength: 100, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });

export const FunderDetails = {
  name: FunderName,
  kind: Type.Union([Type.Literal('person'), Type.Literal('institution')]),
  /** Supervised by the authority: may hold up to 75 % instead of 25 %. */
  isSupervised: Type.Boolean(),
  residence: Type.Union([Type.Literal('resident'), Type.Literal('non-resident')]),
};
const Percent = Type.String({ pattern: '^\\d{1,2}(\\.\\d{1,4})?$', maxLength: 7 });
const Group = Type.String({ minLength: 2, maxLength: 60, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });

export const NewFunder = Type.Object(
  {
    ...FunderDetails,
    /** Rate of a treaty, in percent, where a certificate of domicile was given. */
    treatyPercent: Type.Optional(Percent),
    yearlyIncomeMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
    /** Funders of one group count as one for the limit. */
    affiliateGroup: Type.Optional(Group),
  },
  Strict,
);

export const Funder = Type.Object(
  {
    funderId: Uuid,
    ...FunderDetails,
    treatyPercent: Nullable(Type.String()),
    yearlyIncomeMinor: Nullable(Minor),
    affiliateGroup: Nullable(Type.String()),
    /** Principal that he has out, promised included. */
    outstandingMinor: Minor,
    /** What he was passed on and owes back; the next payments fill it first. */
    recallMinor: Minor,
    createdAt: Moment,
  },
  Strict,
);
export type Funder = Static<typeof Funder>;

export const TopUpAccount = Type.Object(
  { bank: Type.String(), channelName: Type.String(), accountNumber: Type.String(), accountName: Type.String() },
  Strict,
);

export const Lot = Type.Object({ funderId: Uuid, amountMinor: MoneyMinor }, Strict);
export const Lots = Type.Array(Lot, { minItems: 1, maxItems: 90 });

const FundingStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('reserving'),
  Type.Literal('funded'),
  Type.Literal('paid_out'),
  Type.Literal('released'),
]);
export const LoanFunding = Type.Object(
  {
    loanId: Uuid,
    fundedBy: Type.Union([Type.Literal('funders'), Type.Literal('own-book')]),
    amountMinor: Minor,
    status: FundingStatus,
    receivedMinor: Minor,
    distributedMinor: Minor,
    /** Paid by the borrower as far as the loan says, and not passed on: its money has not come through here. */
    waitingMinor: Minor,
    lots: Type.Array(
      Type.Object(
        {
          funderId: Uuid,
          name: Type.String(),
          amountMinor: Minor,
          returnedMinor: Minor,
          interestMinor: Minor,
          taxMinor: Minor,
        },
        Strict,
      ),
    ),
  },
  Strict,
);
export type LoanFunding = Static<typeof LoanFunding>;

export const FunderPayment = Type.Object(
  {
    distributionId: Uuid,
    loanId: Uuid,
    paidOn: Day,
    principalMinor: Minor,
    interestMinor: Minor,
    taxMinor: Minor,
    taxArticle: Type.String(),
    netMinor: Minor,
    recalledMinor: Minor,
  },
  Strict,
);
export type FunderPayment = Static<typeof FunderPayment>;

export const FunderLot = Type.Object(
  {
    loanId: Uuid,
    loanNumber: Nullable(Type.String()),
    loanAmountMinor: Minor,
    /** His share, what of it has come back, and what is still out (promised included). */
    amountMinor: Minor,
    returnedMinor: Minor,
    outstandingMinor: Minor,
    interestMinor: Minor,
    taxMinor: Minor,
    status: FundingStatus,
    paidOutOn: Nullable(Day),
  },
  Strict,
);

/** In and out of a funder's escrow, as the books have it. Above zero means more. */
export const EscrowMovement = Type.Object(
  {
    entryId: Uuid,
    kind: Type.Union([
      Type.Literal('deposit'),
      Type.Literal('promised'),
      Type.Literal('released'),
      Type.Literal('passed-on'),
      Type.Literal('withdrawal'),
      Type.Literal('withdrawal-returned'),
      Type.Literal('other'),
    ]),
    changeMinor: Minor,
    balanceAfterMinor: Nullable(Minor),
    reference: Type.String(),
    at: Moment,
  },
  Strict,
);
export type EscrowMovement = Static<typeof EscrowMovement>;

export const NewPayoutAccount = Type.Object(
  { bankCode: Type.String({ pattern: '^[0-9]{3}$' }), accountNumber: Type.String({ pattern: '^[0-9]{5,20}$' }) },
  Strict,
);
export const PayoutAccount = Type.Object(
  { bankCode: Type.String(), accountNumberMasked: Type.String(), accountName: Type.String() },
  Strict,
);
export type PayoutAccount = Static<typeof PayoutAccount>;

/**
 * `sending` until the provider has it, `sent` until it arrives, `completed` then. `refused`: nothing has left. `failed`,
 * `reversed`: the money lies here again.
 */
export const WithdrawalStatus = Type.Union([
  Type.Literal('sending'),
  Type.Literal('sent'),
  Type.Literal('completed'),
  Type.Literal('refused'),
  Type.Literal('failed'),
  Type.Literal('reversed'),
]);
export const Withdrawal = Type.Object(
  {
    withdrawalId: Uuid,
    funderId: Uuid,
    funderName: Type.String(),
    amountMinor: Minor,
    status: WithdrawalStatus,
    bankCode: Type.String(),
    accountNumberMasked: Type.String(),
    accountName: Type.String(),
    failureCode: Nullable(Type.String()),
    createdAt: Moment,
    updatedAt: Moment,
  },
  Strict,
);
export type Withdrawal = Static<typeof Withdrawal>;
export const NewWithdrawal = Type.Object({ amountMinor: MoneyMinor }, Strict);

/** What one funder may have out, and has. Null where nothing binds. */
export const FunderWithMoney = Type.Object(
  {
    ...Funder.properties,
    /** In escrow and free; what is being withdrawn is not. */
    escrowMinor: Minor,
    /** Where withdrawals go. */
    payoutAccount: Nullable(PayoutAccount),
    /** With affiliates, promised included; and the most that may be, of what was out at the end of the last month. */
    groupOutstandingMinor: Minor,
    shareLimitMinor: Nullable(Minor),
    incomeLimitMinor: Nullable(Minor),
  },
  Strict,
);
export type FunderWithMoney = Static<typeof FunderWithMoney>;

export const fundingRefusals = {
  'funding.no-institution': {
    status: 403,
    id: 'Kamu tidak bekerja untuk lembaga mana pun.',
    en: 'You do not work for any institution.',
  },
  'funding.not-allowed': {
    status: 403,
    id: 'Peranmu di lembaga ini tidak boleh melakukan ini.',
    en: 'Your role in this institution may not do this.',
  },
  'funding.no-funders-here': {
    status: 422,
    id: 'Lembaga ini memberi pinjaman dari dananya sendiri.',
    en: 'This institution lends its own money.',
  },
  'funding.funder-not-found': { status: 404, id: 'Pemberi dana tidak ditemukan.', en: 'There is no such funder.' },
  'funding.loan-not-found': { status: 404, id: 'Pinjaman tidak ditemukan.', en: 'There is no such loan.' },
  'funding.already-funded': { status: 409, id: 'Pinjaman ini sudah didanai.', en: 'This loan is funded already.' },
  'funding.loan-not-open': {
    status: 409,
    id: 'Pinjaman ini tidak sedang menunggu pendanaan.',
    en: 'This loan does not wait for funding.',
  },
  'funding.shares-differ': {
    status: 422,
    id: 'Jumlah bagian harus tepat {expectedMinor} rupiah.',
    en: 'The shares must add up to exactly {expectedMinor} rupiah.',
  },
  'funding.funder-twice': {
    status: 422,
    id: 'Seorang pemberi dana disebut dua kali.',
    en: 'A funder is named twice.',
  },
  'funding.over-limit': {
    status: 422,
    id: 'Pemberi dana {funderId} akan melewati batas {limitMinor} rupiah.',
    en: 'Funder {funderId} would pass the limit of {limitMinor} rupiah.',
  },
  'funding.over-income-limit': {
    status: 422,
    id: 'Pemberi dana {funderId} akan melewati batas penghasilannya, {limitMinor} rupiah.',
    en: 'Funder {funderId} would pass the limit by income, {limitMinor} rupiah.',
  },
  'funding.escrow-too-low': {
    status: 409,
    id: 'Saldo escrow seorang pemberi dana tidak cukup.',
    en: 'The escrow balance of a funder is too low.',
  },
  'funding.no-payout-account': {
    status: 409,
    id: 'Pemberi dana ini belum punya rekening penarikan.',
    en: 'This funder has named no account for withdrawals yet.',
  },
  'funding.account-name-differs': {
    status: 422,
    id: 'Rekening ini bukan atas nama pemberi dana. Di bank tercatat {accountName}.',
    en: 'This account is not the funder’s. The bank says {accountName}.',
  },
  'funding.account-not-found': {
    status: 422,
    id: 'Rekening tidak ditemukan. Periksa lagi bank dan nomornya.',
    en: 'The account was not found. Check the bank and the number.',
  },
  'funding.bank-unknown': {
    status: 422,
    id: 'Bank {bankCode} tidak dikenal.',
    en: 'The bank {bankCode} is not known.',
  },
  'funding.bank-unavailable': {
    status: 503,
    id: 'Bank sedang tidak bisa ditanya. Coba lagi sebentar lagi.',
    en: 'The bank cannot be asked just now. Try again soon.',
  },
  'funding.payout-refused': {
    status: 409,
    id: 'Penarikan ini ditolak ({reason}).',
    en: 'This withdrawal was refused ({reason}).',
  },
  'funding.withdrawal-differs': {
    status: 409,
    id: 'Penarikan dengan nomor ini sudah diminta dengan jumlah lain.',
    en: 'A withdrawal of this id was asked for with another amount.',
  },
  'funding.not-funded': {
    status: 409,
    id: 'Pinjaman ini belum didanai penuh.',
    en: 'This loan is not fully funded yet.',
  },
  'funding.account-unavailable': {
    status: 503,
    id: 'Rekening setoran belum bisa dibuka. Coba lagi sebentar lagi.',
    en: 'The account cannot be opened just now. Try again soon.',
  },
} as const satisfies Record<string, RefusalDefinition>;

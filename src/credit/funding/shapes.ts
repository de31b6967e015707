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

export const LoanFunding = Type.Object(
  {
    loanId: Uuid,
    fundedBy: Type.Union([Type.Literal('funders'), Type.Literal('own-book')]),
    amountMinor: Minor,
    status: Type.Union([
      Type.Literal('open'),
      Type.Literal('reserving'),
      Type.Literal('funded'),
      Type.Literal('paid_out'),
      Type.Literal('released'),
    ]),
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

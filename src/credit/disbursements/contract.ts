import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const TenantId = { tenantId: Type.Optional(Uuid) };
const LoanId = Type.Object({ ...TenantId, loanId: Uuid }, Strict);
const Minor = Type.Integer();
export const BankAccount = {
  bankCode: Type.String({ pattern: '^[0-9]{3}$' }),
  accountNumber: Type.String({ pattern: '^[0-9]{5,20}$' }),
};

/** Which part, the first where it is not said; and how much of it, fees included: the rest of the loan where it is not said. */
export const Part = {
  tranche: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000_000_000 })),
};

/**
 * `sending` until the provider has it, `sent` until it arrives, `paid` until the loan runs, `active` then. `refused`: nothing
 * has left, ask again. `failed`, `reversed`: try again, to the same account.
 */
export const DisbursementStatus = Type.Union([
  Type.Literal('sending'),
  Type.Literal('sent'),
  Type.Literal('paid'),
  Type.Literal('active'),
  Type.Literal('refused'),
  Type.Literal('failed'),
  Type.Literal('reversed'),
]);
export type DisbursementStatus = Static<typeof DisbursementStatus>;

export const Disbursement = Type.Object(
  {
    loanId: Uuid,
    borrowerId: Uuid,
    /** Which part of the loan, from one. */
    tranche: Type.Integer(),
    status: DisbursementStatus,
    /** Of this part, fees included. */
    amountMinor: Minor,
    /** What reaches the account. */
    netMinor: Minor,
    bankCode: Type.String(),
    accountNumberMasked: Type.String(),
    accountName: Type.String(),
    attempt: Type.Integer(),
    payoutId: Uuid,
    /** Why it was refused, failed or came back; or why the loan does not run although the money is out. */
    failureCode: Nullable(Type.String()),
    paidOn: Nullable(Type.String({ format: 'date' })),
    createdAt: Moment,
    updatedAt: Moment,
  },
  Strict,
);
export type Disbursement = Static<typeof Disbursement>;
/** As people look through them: whose loan it is, in words. */
export const ListedDisbursement = Type.Object(
  { ...Disbursement.properties, loanNumber: Nullable(Type.String()), borrowerName: Nullable(Type.String()) },
  Strict,
);
export type ListedDisbursement = Static<typeof ListedDisbursement>;

const Facts = {
  loanId: Uuid,
  tenantId: Uuid,
  borrowerId: Uuid,
  payoutId: Uuid,
  attempt: Type.Integer(),
  /** Absent in events of before there were parts. */
  tranche: Type.Optional(Type.Integer()),
  amountMinor: Minor,
  netMinor: Minor,
  bankCode: Type.String(),
  accountNumberMasked: Type.String(),
};
const event = (more: object = {}) => ({
  version: 1,
  aggregate: 'disbursement',
  payload: Type.Object({ ...Facts, ...more }),
});
const failed = {
  version: 1,
  aggregate: 'disbursement',
  payload: Type.Object({ ...Facts, failureCode: Type.String() }),
};

const sendRefusals = [
  'disbursements.no-institution',
  'disbursements.not-allowed',
  'disbursements.loan-not-found',
  'disbursements.loan-not-open',
  'disbursements.over-cap',
  'disbursements.not-funded',
  'disbursements.funds-too-low',
  'disbursements.account-name-differs',
  'disbursements.account-not-found',
  'disbursements.bank-unknown',
] as const;

/** The money of a loan on its way to its borrower: held, sent, and the loan started when it has arrived. */
export const disbursementsContract = defineContract({
  module: 'disbursements',
  operations: {
    /**
     * Sends what a loan pays out, or the next part of it, to an account that the bank says is the borrower's; fees are taken
     * out of the first part, and later ones go to the same account. Asked again for the same part it answers how it stands.
     */
    disburse: {
      input: Type.Object({ ...LoanId.properties, ...BankAccount, ...Part }, Strict),
      output: Disbursement,
      refusals: [
        ...sendRefusals,
        'disbursements.already-asked',
        'disbursements.retry-instead',
        'disbursements.earlier-tranche-open',
        'disbursements.amount-too-large',
        'disbursements.amount-too-small',
      ],
    },
    /** After it failed or came back; to the same account only. The last tranche, where none is named. */
    retryDisbursement: {
      input: Type.Object({ ...LoanId.properties, tranche: Part.tranche }, Strict),
      output: Disbursement,
      refusals: [...sendRefusals, 'disbursements.not-found', 'disbursements.nothing-to-retry'],
    },
    /** The last tranche. */
    getDisbursement: {
      input: LoanId,
      output: Disbursement,
      refusals: ['disbursements.no-institution', 'disbursements.not-found'],
    },
    /** All tranches of a loan, from the first. */
    disbursementsOfLoan: {
      input: LoanId,
      output: Type.Object({ items: Type.Array(Disbursement) }, Strict),
      refusals: ['disbursements.no-institution', 'disbursements.loan-not-found'],
    },
    /** Newest first. */
    listDisbursements: {
      input: Type.Object({ ...TenantId, status: Type.Optional(DisbursementStatus), ...PageQuery }, Strict),
      output: ListOf(ListedDisbursement),
      refusals: ['disbursements.no-institution'],
    },
    /** What is kept of a person who was paid, for their own export. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ payouts: Type.Array(Disbursement) }, Strict),
      refusals: [],
    },
  },
  events: {
    'disbursement.completed': event(),
    /** Nothing has left. */
    'disbursement.refused': failed,
    'disbursement.failed': failed,
    /** It had arrived and came back; the loan was put right. */
    'disbursement.reversed': failed,
  },
  refusals: {
    'disbursements.no-institution': {
      status: 403,
      id: 'Kamu tidak bekerja untuk lembaga mana pun.',
      en: 'You do not work for any institution.',
    },
    'disbursements.not-allowed': {
      status: 403,
      id: 'Peranmu di lembaga ini tidak boleh mencairkan dana.',
      en: 'Your role in this institution may not pay out.',
    },
    'disbursements.loan-not-found': { status: 404, id: 'Pinjaman tidak ditemukan.', en: 'There is no such loan.' },
    'disbursements.not-found': {
      status: 404,
      id: 'Pencairan untuk pinjaman ini belum ada.',
      en: 'There is no payout of this loan yet.',
    },
    'disbursements.loan-not-open': {
      status: 409,
      id: 'Pinjaman ini tidak sedang menunggu pencairan.',
      en: 'This loan does not wait for its payout.',
    },
    'disbursements.not-funded': {
      status: 409,
      id: 'Pinjaman ini belum didanai penuh.',
      en: 'This loan is not fully funded yet.',
    },
    'disbursements.funds-too-low': { status: 409, id: 'Dana lembaga tidak cukup.', en: 'The funds are too low.' },
    'disbursements.account-name-differs': {
      status: 422,
      id: 'Rekening ini bukan atas nama peminjam. Di bank tercatat {accountName}.',
      en: 'This account is not the borrower’s. The bank says {accountName}.',
    },
    'disbursements.account-not-found': {
      status: 422,
      id: 'Rekening tidak ditemukan. Periksa lagi bank dan nomornya.',
      en: 'The account was not found. Check the bank and the number.',
    },
    'disbursements.bank-unknown': {
      status: 422,
      id: 'Bank {bankCode} tidak dikenal.',
      en: 'The bank {bankCode} is not known.',
    },
    'disbursements.already-asked': {
      status: 409,
      id: 'Pencairan pinjaman ini sudah diminta ke rekening lain.',
      en: 'The payout of this loan was asked for to another account.',
    },
    'disbursements.retry-instead': {
      status: 409,
      id: 'Pencairan sebelumnya gagal. Coba lagi ke rekening yang sama.',
      en: 'The payout before failed. Try again, to the same account.',
    },
    'disbursements.earlier-tranche-open': {
      status: 409,
      id: 'Pencairan bagian {tranche} belum selesai.',
      en: 'Part {tranche} has not been paid out yet.',
    },
    'disbursements.over-cap': {
      status: 422,
      id: 'Dengan bagian ini harga pinjaman melewati batas yang berlaku.',
      en: 'With this part the price of the loan passes the cap in force.',
    },
    'disbursements.amount-too-large': {
      status: 422,
      id: 'Sisa yang bisa dicairkan {mostMinor} rupiah.',
      en: 'At most {mostMinor} rupiah are left to be paid out.',
    },
    'disbursements.amount-too-small': {
      status: 422,
      id: 'Bagian pertama harus lebih dari biaya yang dipotong, {feesMinor} rupiah.',
      en: 'The first part must be more than the fees taken out of it, {feesMinor} rupiah.',
    },
    'disbursements.nothing-to-retry': {
      status: 409,
      id: 'Pencairan ini tidak perlu dicoba lagi.',
      en: 'There is nothing to try again.',
    },
  },
});
export type DisbursementsApi = ApiOf<typeof disbursementsContract>;

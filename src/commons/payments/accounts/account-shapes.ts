import { type Static, Type } from 'typebox';
import type { RefusalDefinition } from '#platform/contract';
import { PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';
import { ChannelCode, Label, Positive } from '../shapes.ts';

/** Operations and shapes of accounts that payers keep; a part of the payments door. */

/** Whose an account or payout is, in the words of who asks: `loan`, `funder`. */
export const OwnerKind = Type.String({ pattern: '^[a-z][a-z-]{1,29}$' });
/** A liability in the ledger; which codes there are, its chart says. */
export const LiabilityCode = Type.String({
  minLength: 3,
  maxLength: 200,
  pattern: '^custody:[a-z]+:[0-9a-f-]{36}:[a-z]+$',
});

export const PaymentAccount = Type.Object(
  {
    accountId: Uuid,
    ownerKind: OwnerKind,
    ownerId: Uuid,
    channel: ChannelCode,
    channelName: Type.String(),
    status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    bank: Type.String(),
    accountNumber: Type.String(),
    accountName: Type.String(),
    openedAt: Moment,
  },
  Strict,
);
export type PaymentAccount = Static<typeof PaymentAccount>;

/** One arrival of money. `paidAt` is the bank's moment, `receivedAt` ours. */
export const AccountCredit = Type.Object(
  { captureId: Uuid, accountId: Uuid, amountMinor: Positive, paidAt: Moment, receivedAt: Moment },
  Strict,
);
export type AccountCredit = Static<typeof AccountCredit>;

/**
 * A line of the bank's statement beside what stands here. `accountId`: the account whose number the line names; `credits`:
 * arrivals here that are this line, by the provider's id in it, else by account, amount and a moment close by.
 */
export const BankLine = Type.Object(
  {
    entryId: Type.String(),
    at: Moment,
    amountMinor: Positive,
    remark: Type.String(),
    accountId: Nullable(Uuid),
    ownerKind: Nullable(OwnerKind),
    ownerId: Nullable(Uuid),
    captureId: Nullable(Uuid),
  },
  Strict,
);
export type BankLine = Static<typeof BankLine>;

export const accountOperations = {
  /**
   * A virtual account that takes any amount any number of times, for a payer to keep. Idempotent by `accountId`. What
   * arrives is credited to `creditAccountCode` and told by `payment-account.credited`.
   */
  openAccount: {
    input: Type.Object(
      {
        accountId: Uuid,
        ownerKind: OwnerKind,
        ownerId: Uuid,
        /** Shown to the payer by his bank. */
        payerName: Label(100),
        channel: Type.String({ maxLength: 40 }),
        creditAccountCode: LiabilityCode,
      },
      Strict,
    ),
    output: PaymentAccount,
    refusals: ['payments.channel-unknown', 'payments.provider-unavailable', 'payments.account-conflict'],
  },
  /** At most 100; unknown ones and those still being opened are left out. */
  accountsByIds: {
    input: Type.Object({ accountIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
    output: Type.Object({ accounts: Type.Array(PaymentAccount) }, Strict),
    refusals: [],
  },
  /** Closes it for payers. What is paid all the same is credited all the same. Harmless when repeated. */
  closeAccount: {
    input: Type.Object({ accountId: Uuid }, Strict),
    output: PaymentAccount,
    refusals: ['payments.payment-account-not-found', 'payments.provider-unavailable'],
  },
  /** Asks the provider what has arrived, and credits what was not known. Answers how many were new. */
  checkAccount: {
    input: Type.Object({ accountId: Uuid }, Strict),
    output: Type.Object({ account: PaymentAccount, found: Type.Integer() }, Strict),
    refusals: ['payments.payment-account-not-found', 'payments.provider-unavailable'],
  },
  /** Arrivals on an account, the latest first. */
  accountCredits: {
    input: Type.Object({ accountId: Uuid, ...PageQuery }, Strict),
    output: Type.Object({ items: Type.Array(AccountCredit), nextCursor: Nullable(Type.String()) }, Strict),
    refusals: [],
  },
  /** Arrivals of all accounts of one kind of owner that the bank dates into a time, in the order of their ids. */
  creditsBetween: {
    input: Type.Object({ ownerKind: OwnerKind, from: Moment, until: Moment, ...PageQuery }, Strict),
    output: Type.Object(
      {
        items: Type.Array(Type.Object({ ...AccountCredit.properties, ownerId: Uuid }, Strict)),
        nextCursor: Nullable(Type.String()),
      },
      Strict,
    ),
    refusals: [],
  },
  /**
   * Money in on the bank's own statement, beside what stands here. A line that names an account of ours without an
   * arrival here makes the provider be asked first. At most a day and 5,000 lines.
   */
  compareWithBank: {
    input: Type.Object({ from: Moment, until: Moment }, Strict),
    output: Type.Object({ lines: Type.Array(BankLine) }, Strict),
    refusals: ['payments.bank-unavailable', 'payments.span-too-long'],
  },
  /**
   * Money that reached the house's own account without naming one of these, and that people found out whose it is. It lies
   * with the bank and not with a provider. Once per line of the statement, then as any other arrival.
   */
  creditStatementLine: {
    input: Type.Object(
      {
        accountId: Uuid,
        /** The bank's own id of the line. */
        entryId: Type.String({ minLength: 1, maxLength: 100 }),
        amountMinor: Positive,
        paidAt: Moment,
      },
      Strict,
    ),
    output: Type.Object({ captureId: Uuid }, Strict),
    refusals: ['payments.payment-account-not-found', 'payments.account-conflict'],
  },
} as const;

export const accountRefusals = {
  'payments.account-conflict': {
    status: 409,
    id: 'Nomor rekening pembayaran ini sudah dipakai untuk tujuan lain.',
    en: 'This payment account was opened for something else.',
  },
  'payments.payment-account-not-found': {
    status: 404,
    id: 'Rekening pembayaran tidak ditemukan.',
    en: 'There is no such payment account.',
  },
  'payments.span-too-long': {
    status: 422,
    id: 'Rentang waktu paling lama satu hari.',
    en: 'The time may span a day at most.',
  },
} as const satisfies Record<string, RefusalDefinition>;

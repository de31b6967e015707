import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';
import { accountOperations, accountRefusals, OwnerKind } from './accounts/account-shapes.ts';
import { PersonPayoutFacts, personOperations, personRefusals } from './payouts/person-shapes.ts';
import {
  AccountNumber,
  Allocation,
  BankCode,
  ExceptionKind,
  Label,
  Payment,
  PaymentChannel,
  PaymentException,
  Payout,
  PayoutStatus,
  Positive,
  paymentRefusals,
  Refund,
  RefundDestination,
  ResolveAction,
} from './shapes.ts';

const Allocations = Type.Array(Allocation, { minItems: 1, maxItems: 50 });

const PaymentFacts = {
  paymentId: Uuid,
  invoiceId: Uuid,
  payerId: Uuid,
  channel: Type.String(),
  amountMinor: Positive,
  allocations: Type.Array(Type.Object({ orderId: Uuid, sellerId: Uuid, amountMinor: Positive })),
};
const RefundFacts = {
  refundId: Uuid,
  paymentId: Uuid,
  invoiceId: Uuid,
  payerId: Uuid,
  orderId: Uuid,
  sellerId: Uuid,
  amountMinor: Positive,
  reason: Type.String(),
};
const PayoutFacts = {
  payoutId: Uuid,
  sellerId: Uuid,
  amountMinor: Positive,
  bankCode: Type.String(),
  accountNumberMasked: Type.String(),
};

/** Money in and out through payment providers: intents, capture into escrow, refunds, payouts, and a queue for what does not fit. */
export const paymentsContract = defineContract({
  module: 'payments',
  operations: {
    /**
     * Asks a provider for a QR code or virtual account. Idempotent by `intentId`, which becomes the payment's id: asking
     * again gives the same payment. The allocations must add up to the amount.
     */
    createIntent: {
      input: Type.Object(
        {
          intentId: Uuid,
          invoiceId: Uuid,
          payerId: Uuid,
          channel: Type.String({ maxLength: 40 }),
          amountMinor: Positive,
          description: Type.String({ maxLength: 200 }),
          /** Shown to the payer by the bank as the holder of a virtual account. */
          customerName: Label(100),
          /** Latest moment at which the money is still wanted; the channel's own limit may come first. */
          expiresAt: Moment,
          allocations: Allocations,
        },
        Strict,
      ),
      output: Payment,
      refusals: [
        'payments.channel-unknown',
        'payments.amount-over-limit',
        'payments.amount-under-limit',
        'payments.provider-unavailable',
        'payments.allocation-mismatch',
        'payments.intent-conflict',
        'payments.expires-too-soon',
      ],
    },
    /** Ends an open payment. Harmless for an unknown one (`payment` is null) and for one already ended. Refused once paid. */
    cancelIntent: {
      input: Type.Object({ intentId: Uuid }, Strict),
      output: Type.Object({ payment: Nullable(Payment) }, Strict),
      refusals: ['payments.already-paid'],
    },
    /** For other modules, which answer for who may see it. */
    getPayment: { input: Type.Object({ paymentId: Uuid }, Strict), output: Payment, refusals: ['payments.not-found'] },
    /** At most 100; unknown ids are left out. */
    paymentsByIds: {
      input: Type.Object({ paymentIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ payments: Type.Array(Payment) }, Strict),
      refusals: [],
    },
    /** The payment, if the caller is its payer, one of its sellers, or staff; else it does not exist. */
    viewPayment: { input: Type.Object({ paymentId: Uuid }, Strict), output: Payment, refusals: ['payments.not-found'] },
    /** Asks the provider how the payment stands, and believes the answer. Same callers as `viewPayment`. */
    checkPayment: {
      input: Type.Object({ paymentId: Uuid }, Strict),
      output: Payment,
      refusals: ['payments.not-found'],
    },
    /**
     * Another way to pay an open payment, for its payer: the new bill takes the place of the old one, which is closed at
     * its provider. Id, amount and last moment stay. Asking for the channel it has changes nothing.
     */
    changeChannel: {
      input: Type.Object({ paymentId: Uuid, channel: Type.String({ minLength: 1, maxLength: 40 }) }, Strict),
      output: Payment,
      refusals: [
        'payments.not-found',
        'payments.not-open',
        'payments.already-paid',
        'payments.channel-unknown',
        'payments.amount-over-limit',
        'payments.amount-under-limit',
        'payments.expires-too-soon',
        'payments.changed-too-often',
        'payments.provider-unavailable',
      ],
    },
    /** All enabled channels in the order of display; `isAvailable` says whether this amount can be paid with it now. */
    listChannels: {
      input: Type.Object({ amountMinor: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }) }, Strict),
      output: Type.Object({ channels: Type.Array(PaymentChannel) }, Strict),
      refusals: [],
    },
    /**
     * Gives money of one order back to the payer. The escrow is held first, so the same money cannot go to the seller
     * meanwhile. Idempotent by `refundId`. What cannot go back over its channel (virtual accounts) is paid out to the
     * account the buyer gave; without one it waits in the exception queue.
     */
    refund: {
      input: Type.Object(
        {
          refundId: Uuid,
          paymentId: Uuid,
          orderId: Uuid,
          amountMinor: Positive,
          reason: Label(200),
          destination: Type.Optional(RefundDestination),
        },
        Strict,
      ),
      output: Refund,
      refusals: [
        'payments.not-found',
        'payments.not-paid',
        'payments.refund-over-paid',
        'payments.refund-conflict',
        'payments.escrow-too-low',
        'payments.account-not-found',
        'payments.bank-unknown',
        'payments.bank-unavailable',
      ],
    },
    getRefund: {
      input: Type.Object({ refundId: Uuid }, Strict),
      output: Refund,
      refusals: ['payments.refund-not-found'],
    },
    /** What is left to refund, per order: staff refunds a whole payment in one go. */
    refundPayment: {
      input: Type.Object(
        {
          refundId: Uuid,
          paymentId: Uuid,
          orderId: Type.Optional(Uuid),
          amountMinor: Type.Optional(Positive),
          reason: Label(200),
          destination: Type.Optional(RefundDestination),
        },
        Strict,
      ),
      output: Type.Object({ refunds: Type.Array(Refund) }, Strict),
      refusals: [
        'payments.not-found',
        'payments.not-paid',
        'payments.refund-over-paid',
        'payments.refund-conflict',
        'payments.escrow-too-low',
        'payments.order-required',
        'payments.account-not-found',
        'payments.bank-unknown',
        'payments.bank-unavailable',
      ],
    },
    /** The payer says where refunds of this payment shall go; the bank is asked for the holder's name. Waiting refunds go on. */
    setRefundAccount: {
      input: Type.Object({ paymentId: Uuid, bankCode: BankCode, accountNumber: AccountNumber }, Strict),
      output: Type.Object(
        { bankCode: BankCode, accountNumberMasked: Type.String(), accountName: Type.String() },
        Strict,
      ),
      refusals: [
        'payments.not-found',
        'payments.bank-unknown',
        'payments.account-not-found',
        'payments.bank-unavailable',
      ],
    },
    /** Who holds a bank account, by the bank itself (SNAP BI); with `expectedName`, another holder is refused. */
    inquireBankAccount: {
      input: Type.Object(
        { bankCode: BankCode, accountNumber: AccountNumber, expectedName: Type.Optional(Label(100)) },
        Strict,
      ),
      output: Type.Object({ bankCode: BankCode, accountName: Type.String() }, Strict),
      refusals: [
        'payments.bank-unknown',
        'payments.account-not-found',
        'payments.account-name-differs',
        'payments.bank-unavailable',
      ],
    },
    /** Banks that accounts may be at, in the order of display. */
    listBanks: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        { banks: Type.Array(Type.Object({ bankCode: BankCode, name: Type.String() }, Strict)) },
        Strict,
      ),
      refusals: [],
    },
    /**
     * Pays a seller what the ledger owes him: asks the bank for the name, holds the money, then sends it. Idempotent by
     * `payoutId`. What fails or is sent back becomes payable again.
     */
    payout: {
      input: Type.Object(
        {
          payoutId: Uuid,
          sellerId: Uuid,
          amountMinor: Positive,
          bankCode: BankCode,
          accountNumber: AccountNumber,
          accountName: Label(100),
          description: Type.Optional(Type.String({ maxLength: 100 })),
        },
        Strict,
      ),
      output: Payout,
      refusals: [
        'payments.payout-conflict',
        'payments.balance-too-low',
        'payments.account-name-differs',
        'payments.account-not-found',
        'payments.bank-unknown',
        'payments.bank-unavailable',
      ],
    },
    getPayout: {
      input: Type.Object({ payoutId: Uuid }, Strict),
      output: Payout,
      refusals: ['payments.payout-not-found'],
    },
    ...personOperations,
    ...accountOperations,
    /** Payouts to sellers, newest first; of one or of all. */
    listPayouts: {
      input: Type.Object({ sellerId: Type.Optional(Uuid), status: Type.Optional(PayoutStatus), ...PageQuery }, Strict),
      output: Type.Object({ items: Type.Array(Payout), nextCursor: Nullable(Type.String()) }, Strict),
      refusals: [],
    },
    listExceptions: {
      input: Type.Object(
        {
          status: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('proposed'), Type.Literal('resolved')])),
          ...PageQuery,
        },
        Strict,
      ),
      output: Type.Object({ items: Type.Array(PaymentException), nextCursor: Nullable(Type.String()) }, Strict),
      refusals: [],
    },
    /**
     * Decides what becomes of an exception. Where money moves, the first person proposes and another one, by asking for
     * the same, approves; what does not move money takes one.
     */
    resolveException: {
      input: Type.Object(
        { exceptionId: Uuid, action: ResolveAction, note: Label(500), destination: Type.Optional(RefundDestination) },
        Strict,
      ),
      output: PaymentException,
      refusals: [
        'payments.exception-not-found',
        'payments.exception-resolved',
        'payments.action-not-possible',
        'payments.second-person-needed',
        'payments.proposal-differs',
        'payments.destination-required',
        'payments.account-not-found',
        'payments.bank-unknown',
        'payments.bank-unavailable',
        'payments.provider-unavailable',
      ],
    },
    /** What is kept about a payer, for his export. */
    exportPersonalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ data: Type.Unknown() }, Strict),
      refusals: [],
    },
    /** Proves that what providers captured is booked once, and that nothing paid is missing from orders or suspense. */
    verifyPayments: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        {
          isSound: Type.Boolean(),
          payments: Type.Integer(),
          captures: Type.Integer(),
          problems: Type.Array(
            Type.Object({ code: Type.String(), subject: Type.String(), detail: Type.String() }, Strict),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
  },
  events: {
    'payment.created': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({ ...PaymentFacts, expiresAt: Moment }),
    },
    /** The payer chose another way: what was shown before is closed, and the time to pay may be another. */
    'payment.channel-changed': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({ ...PaymentFacts, previousChannel: Type.String(), expiresAt: Moment }),
    },
    /** The whole amount is in escrow; `overMinor` of it came on top and lies in suspense. */
    'payment.completed': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({
        ...PaymentFacts,
        provider: Type.String(),
        paidAt: Moment,
        overMinor: Type.Integer({ minimum: 0 }),
      }),
    },
    'payment.failed': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({ ...PaymentFacts, failureCode: Type.String() }),
    },
    'payment.expired': { version: 1, aggregate: 'payment', payload: Type.Object(PaymentFacts) },
    'payment.cancelled': { version: 1, aggregate: 'payment', payload: Type.Object(PaymentFacts) },
    /** Something that a person must look at. */
    'payment.exception': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({
        exceptionId: Uuid,
        kind: ExceptionKind,
        paymentId: Nullable(Uuid),
        payerId: Nullable(Uuid),
        refundId: Nullable(Uuid),
        amountMinor: Positive,
      }),
    },
    'refund.completed': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({ ...RefundFacts, refundedMinor: Type.Integer(), isFull: Type.Boolean() }),
    },
    'refund.failed': {
      version: 1,
      aggregate: 'payment',
      payload: Type.Object({ ...RefundFacts, failureCode: Type.String() }),
    },
    'payout.completed': { version: 1, aggregate: 'payout', payload: Type.Object(PayoutFacts) },
    'payout.failed': {
      version: 1,
      aggregate: 'payout',
      payload: Type.Object({ ...PayoutFacts, failureCode: Type.String() }),
    },
    /** The bank sent the money of a finished payout back; the seller is owed it again. */
    'payout.reversed': {
      version: 1,
      aggregate: 'payout',
      payload: Type.Object({ ...PayoutFacts, failureCode: Type.String() }),
    },
    'person-payout.completed': { version: 1, aggregate: 'payout', payload: Type.Object(PersonPayoutFacts) },
    'person-payout.failed': {
      version: 1,
      aggregate: 'payout',
      payload: Type.Object({ ...PersonPayoutFacts, failureCode: Type.String() }),
    },
    /** The bank sent the money of a finished payout back; it is owed again. */
    'person-payout.reversed': {
      version: 1,
      aggregate: 'payout',
      payload: Type.Object({ ...PersonPayoutFacts, failureCode: Type.String() }),
    },
    /** Money arrived on an account that a payer keeps; told once. `paidAt` is the bank's moment, however late we heard. */
    'payment-account.credited': {
      version: 1,
      aggregate: 'payment-account',
      payload: Type.Object({
        accountId: Uuid,
        ownerKind: OwnerKind,
        ownerId: Uuid,
        captureId: Uuid,
        amountMinor: Positive,
        paidAt: Moment,
        receivedAt: Moment,
      }),
    },
  },
  refusals: { ...paymentRefusals, ...accountRefusals, ...personRefusals },
});
export type PaymentsApi = ApiOf<typeof paymentsContract>;
export type { AccountCredit, BankLine, PaymentAccount } from './accounts/account-shapes.ts';
export type { PersonPayout } from './payouts/person-shapes.ts';
export type { Payment, PaymentChannel, PaymentException, Payout, Refund } from './shapes.ts';
export { PayoutOverHttp, payoutOverHttp } from './shapes.ts';

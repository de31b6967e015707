import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';
import {
  AccountNumber,
  BankCode,
  Claim,
  ClaimStatus,
  Day,
  EntryId,
  Identification,
  ListedClaim,
  ListedRefund,
  ListedUnmatched,
  LoanOfNumber,
  Minor,
  NewClaim,
  Note,
  OverpaymentRefund,
  Receipt,
  Reconciliation,
  RefundStatus,
  RepaymentAccount,
  Resolution,
  repaymentRefusals,
  Unidentified,
  UnidentifiedStatus,
  Unmatched,
  UnmatchedStatus,
} from './shapes.ts';

const TenantId = { tenantId: Type.Optional(Uuid) };
const LoanId = Type.Object({ ...TenantId, loanId: Uuid }, Strict);
const ReceiptFacts = {
  receiptId: Uuid,
  loanId: Uuid,
  tenantId: Uuid,
  amountMinor: Minor,
  paidAt: Moment,
  valueDate: Day,
};

/** Money that borrowers pay: an account per loan, every arrival recorded once from the bank's day, and what does not fit. */
export const repaymentsContract = defineContract({
  module: 'repayments',
  operations: {
    /** For the borrower and the institution: the virtual account of the loan, any amount, any number of times. */
    repaymentAccount: {
      input: LoanId,
      output: RepaymentAccount,
      refusals: ['repayments.loan-not-found', 'repayments.no-account-yet', 'repayments.account-unavailable'],
    },
    /** What arrived for a loan, the latest first. */
    listReceipts: {
      input: Type.Object({ ...LoanId.properties, ...PageQuery }, Strict),
      output: ListOf(Receipt),
      refusals: ['repayments.loan-not-found'],
    },
    /**
     * "I have paid, and it is not shown", by the borrower. The provider is asked at once, and no late charge accrues from
     * the day of the payment until it is decided, at most 30 days.
     */
    claimPayment: {
      input: Type.Object({ ...LoanId.properties, claimId: Type.Optional(Uuid), ...NewClaim.properties }, Strict),
      output: Claim,
      refusals: [
        'repayments.loan-not-found',
        'repayments.no-account-yet',
        'repayments.claim-open',
        'repayments.paid-in-future',
        'repayments.claim-too-old',
      ],
    },
    /** For its borrower and its institution, the latest first. */
    claimsOfLoan: {
      input: Type.Object({ ...LoanId.properties, ...PageQuery }, Strict),
      output: ListOf(Claim),
      refusals: ['repayments.loan-not-found'],
    },
    listClaims: {
      input: Type.Object({ ...TenantId, status: Type.Optional(ClaimStatus), ...PageQuery }, Strict),
      output: ListOf(ListedClaim),
      refusals: ['repayments.no-institution'],
    },
    /** Accepted: late charges run again from today. Rejected: as if they had never stood still. */
    decideClaim: {
      input: Type.Object({ ...TenantId, claimId: Uuid, isAccepted: Type.Boolean(), note: Note }, Strict),
      output: Claim,
      refusals: [
        'repayments.no-institution',
        'repayments.not-allowed',
        'repayments.claim-not-found',
        'repayments.claim-decided',
      ],
    },
    /** Money that fits no loan as it stands, the latest first. */
    listUnmatched: {
      input: Type.Object({ ...TenantId, status: Type.Optional(UnmatchedStatus), ...PageQuery }, Strict),
      output: ListOf(ListedUnmatched),
      refusals: ['repayments.no-institution'],
    },
    /** The first person proposes; another one, by asking for the same, decides. */
    resolveUnmatched: {
      input: Type.Object({ ...TenantId, unmatchedId: Uuid, ...Resolution.properties }, Strict),
      output: Unmatched,
      refusals: [
        'repayments.no-institution',
        'repayments.not-allowed',
        'repayments.unmatched-not-found',
        'repayments.already-resolved',
        'repayments.second-person-needed',
        'repayments.proposal-differs',
        'repayments.target-needed',
        'repayments.loan-not-found',
        'repayments.loan-takes-nothing',
        'repayments.payout-refused',
      ],
    },
    /** What a borrower paid too much goes back to an account of his; booked before it is sent, and put back when it fails. */
    refundOverpayment: {
      input: Type.Object({ ...LoanId.properties, bankCode: BankCode, accountNumber: AccountNumber }, Strict),
      output: OverpaymentRefund,
      refusals: [
        'repayments.no-institution',
        'repayments.not-allowed',
        'repayments.loan-not-found',
        'repayments.nothing-overpaid',
        'repayments.refund-open',
        'repayments.payout-refused',
      ],
    },
    /** The latest first: of the institution, or of one loan of it. */
    listRefunds: {
      input: Type.Object(
        { ...TenantId, loanId: Type.Optional(Uuid), status: Type.Optional(RefundStatus), ...PageQuery },
        Strict,
      ),
      output: ListOf(ListedRefund),
      refusals: ['repayments.no-institution', 'repayments.loan-not-found'],
    },
    /** A day of the bank's statement beside what was received. Lost messages are made good on the way. */
    reconcileDay: {
      input: Type.Object({ ...TenantId, day: Day }, Strict),
      output: Reconciliation,
      refusals: [
        'repayments.no-institution',
        'repayments.not-allowed',
        'repayments.day-not-over',
        'repayments.bank-unavailable',
      ],
    },
    listReconciliations: {
      input: Type.Object({ ...TenantId, ...PageQuery }, Strict),
      output: ListOf(Reconciliation),
      refusals: ['repayments.no-institution'],
    },
    /** Lines of the bank statement that name no account, the latest first. For people of the house. */
    listUnidentified: {
      input: Type.Object({ status: Type.Optional(UnidentifiedStatus), ...PageQuery }, Strict),
      output: ListOf(Unidentified),
      refusals: ['repayments.house-only'],
    },
    /** Loans that a line may belong to, by the number on the payer's papers; of all institutions, for people of the house. */
    loansOfNumber: {
      input: Type.Object({ number: Type.String({ minLength: 1, maxLength: 30 }) }, Strict),
      output: Type.Object({ items: Type.Array(LoanOfNumber) }, Strict),
      refusals: ['repayments.house-only'],
    },
    /** The first person says whose it is, another one by saying the same; then it is an arrival of that loan. */
    resolveUnidentified: {
      input: Type.Object({ entryId: EntryId, ...Identification.properties }, Strict),
      output: Unidentified,
      refusals: [
        'repayments.house-only',
        'repayments.target-needed',
        'repayments.no-account-yet',
        'repayments.unmatched-not-found',
        'repayments.already-resolved',
        'repayments.proposal-differs',
        'repayments.second-person-needed',
      ],
    },
    /** What is kept of a person as a payer, for their own export. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object(
        {
          repaymentAccounts: Type.Array(Type.Unknown()),
          receipts: Type.Array(Type.Unknown()),
          paymentClaims: Type.Array(Type.Unknown()),
          refunds: Type.Array(Type.Unknown()),
        },
        Strict,
      ),
      refusals: [],
    },
    getReconciliation: {
      input: Type.Object({ ...TenantId, day: Day }, Strict),
      output: Reconciliation,
      refusals: ['repayments.no-institution', 'repayments.not-reconciled'],
    },
  },
  events: {
    'repayment.recorded': { version: 1, aggregate: 'repayment', payload: Type.Object(ReceiptFacts) },
    'repayment.unmatched': {
      version: 1,
      aggregate: 'repayment',
      payload: Type.Object({ ...ReceiptFacts, reasonCode: Type.String() }),
    },
    /** Two people decided: the money is another loan's, or nobody's. */
    'repayment.moved': {
      version: 1,
      aggregate: 'repayment',
      payload: Type.Object({ ...ReceiptFacts, toLoanId: Nullable(Uuid) }),
    },
    'payment-claim.opened': {
      version: 1,
      aggregate: 'payment-claim',
      payload: Type.Object({ claimId: Uuid, loanId: Uuid, tenantId: Uuid, borrowerId: Uuid, amountMinor: Minor }),
    },
    'payment-claim.decided': {
      version: 1,
      aggregate: 'payment-claim',
      payload: Type.Object({
        claimId: Uuid,
        loanId: Uuid,
        tenantId: Uuid,
        borrowerId: Uuid,
        amountMinor: Minor,
        isAccepted: Type.Boolean(),
      }),
    },
  },
  refusals: repaymentRefusals,
});
export type RepaymentsApi = ApiOf<typeof repaymentsContract>;

import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';
import {
  Day,
  EscrowMovement,
  Funder,
  FunderLot,
  FunderPayment,
  FunderWithMoney,
  fundingRefusals,
  LoanFunding,
  Lots,
  Minor,
  NewFunder,
  NewPayoutAccount,
  NewWithdrawal,
  PayoutAccount,
  TopUpAccount,
  Withdrawal,
} from './shapes.ts';

const TenantId = { tenantId: Type.Optional(Uuid) };
const FunderId = Type.Object({ ...TenantId, funderId: Uuid }, Strict);
const LoanId = Type.Object({ ...TenantId, loanId: Uuid }, Strict);

const WithdrawalFacts = {
  withdrawalId: Uuid,
  tenantId: Uuid,
  funderId: Uuid,
  amountMinor: Minor,
  bankCode: Type.String(),
  accountNumberMasked: Type.String(),
};

/** Whose money a loan is: on the funders' book in shares, on the own book whole. What borrowers pay is passed on here. */
export const fundingContract = defineContract({
  module: 'funding',
  operations: {
    /** Only where the institution is an online lender. Idempotent by `funderId`. */
    addFunder: {
      input: Type.Object({ ...TenantId, funderId: Type.Optional(Uuid), ...NewFunder.properties }, Strict),
      output: Funder,
      refusals: ['funding.no-institution', 'funding.not-allowed', 'funding.no-funders-here'],
    },
    /** Newest first. */
    listFunders: {
      input: Type.Object({ ...TenantId, ...PageQuery }, Strict),
      output: ListOf(Funder),
      refusals: ['funding.no-institution'],
    },
    /** With what lies in escrow for him and is free. */
    getFunder: {
      input: FunderId,
      output: FunderWithMoney,
      refusals: ['funding.no-institution', 'funding.funder-not-found'],
    },
    /** His shares of loans, the latest first. */
    funderLots: {
      input: Type.Object({ ...FunderId.properties, ...PageQuery }, Strict),
      output: ListOf(FunderLot),
      refusals: ['funding.no-institution', 'funding.funder-not-found'],
    },
    /** Deposits, promises, what was passed on, withdrawals: in and out of his escrow, the latest first. */
    funderMovements: {
      input: Type.Object({ ...FunderId.properties, ...PageQuery }, Strict),
      output: ListOf(EscrowMovement),
      refusals: ['funding.no-institution', 'funding.funder-not-found'],
    },
    /** The account that withdrawals go to: the bank must say it is his. */
    setPayoutAccount: {
      input: Type.Object({ ...FunderId.properties, ...NewPayoutAccount.properties }, Strict),
      output: PayoutAccount,
      refusals: [
        'funding.no-institution',
        'funding.not-allowed',
        'funding.funder-not-found',
        'funding.account-name-differs',
        'funding.account-not-found',
        'funding.bank-unknown',
        'funding.bank-unavailable',
      ],
    },
    /**
     * What is not lent goes to his account: held, sent, and free again when it does not arrive. Idempotent by
     * `withdrawalId`, else by the idempotency key of the call.
     */
    withdraw: {
      input: Type.Object(
        { ...FunderId.properties, withdrawalId: Type.Optional(Uuid), ...NewWithdrawal.properties },
        Strict,
      ),
      output: Withdrawal,
      refusals: [
        'funding.no-institution',
        'funding.not-allowed',
        'funding.funder-not-found',
        'funding.no-payout-account',
        'funding.escrow-too-low',
        'funding.withdrawal-differs',
        'funding.account-name-differs',
        'funding.account-not-found',
        'funding.bank-unknown',
        'funding.payout-refused',
      ],
    },
    /** The latest first; of all funders where none is named. */
    listWithdrawals: {
      input: Type.Object({ ...TenantId, funderId: Type.Optional(Uuid), ...PageQuery }, Strict),
      output: ListOf(Withdrawal),
      refusals: ['funding.no-institution', 'funding.funder-not-found'],
    },
    /** The virtual account by which a funder fills his escrow: any amount, any number of times. */
    funderAccount: {
      input: FunderId,
      output: TopUpAccount,
      refusals: ['funding.no-institution', 'funding.funder-not-found', 'funding.account-unavailable'],
    },
    /** Shares of loans passed on to a funder, with the tax withheld; the latest first. */
    funderPayments: {
      input: Type.Object({ ...FunderId.properties, ...PageQuery }, Strict),
      output: ListOf(FunderPayment),
      refusals: ['funding.no-institution', 'funding.funder-not-found'],
    },
    /** The institution's own money here: what is free, and the account by which it grows. */
    houseFunds: {
      input: Type.Object({ ...TenantId }, Strict),
      output: Type.Object({ fundsMinor: Minor, taxMinor: Minor, account: TopUpAccount }, Strict),
      refusals: ['funding.no-institution', 'funding.account-unavailable'],
    },
    /**
     * Funders promise a loan, in shares that add up to exactly its amount; their money is set aside at once, all or none.
     * Limits: of the month-end outstanding 25 % per funder and affiliates, 75 % if supervised (in the first month of what is out now);
     * of a person's yearly income 10 %, or 20 % above 500 million. The same shares again answer the same.
     */
    fundLoan: {
      input: Type.Object({ ...LoanId.properties, lots: Lots }, Strict),
      output: LoanFunding,
      refusals: [
        'funding.no-institution',
        'funding.not-allowed',
        'funding.loan-not-found',
        'funding.loan-not-open',
        'funding.no-funders-here',
        'funding.already-funded',
        'funding.shares-differ',
        'funding.funder-twice',
        'funding.funder-not-found',
        'funding.over-limit',
        'funding.over-income-limit',
        'funding.escrow-too-low',
      ],
    },
    loanFunding: {
      input: LoanId,
      output: LoanFunding,
      refusals: ['funding.no-institution', 'funding.loan-not-found'],
    },
    /** Names, for other modules. At most 100; unknown ones are left out. */
    fundersByIds: {
      input: Type.Object({ funderIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object(
        {
          funders: Type.Array(Type.Object({ funderId: Uuid, name: Type.String(), residence: Type.String() }, Strict)),
        },
        Strict,
      ),
      refusals: [],
    },
    /** Funders who have ever promised a loan of an institution. For other modules. */
    countFunders: {
      input: Type.Object({ tenantId: Uuid }, Strict),
      output: Type.Object({ funders: Type.Integer() }, Strict),
      refusals: [],
    },
    /** From which liability a loan is paid out. For other modules. */
    payoutSource: {
      input: Type.Object({ loanId: Uuid }, Strict),
      output: Type.Object({ accountCode: Type.String() }, Strict),
      refusals: ['funding.not-funded', 'funding.loan-not-found'],
    },
  },
  events: {
    'funder-withdrawal.completed': { version: 1, aggregate: 'funder', payload: Type.Object(WithdrawalFacts) },
    /** It did not arrive, or came back: the money lies in his escrow again. */
    'funder-withdrawal.failed': {
      version: 1,
      aggregate: 'funder',
      payload: Type.Object({ ...WithdrawalFacts, failureCode: Type.String() }),
    },
    'loan-funding.funded': {
      version: 1,
      aggregate: 'loan-funding',
      payload: Type.Object({ loanId: Uuid, tenantId: Uuid, amountMinor: Minor, funders: Minor }),
    },
    /** The loan was cancelled: the money is the funders' again. */
    'loan-funding.released': {
      version: 1,
      aggregate: 'loan-funding',
      payload: Type.Object({ loanId: Uuid, tenantId: Uuid, amountMinor: Minor }),
    },
    /** What a borrower paid was passed on. Below zero where a payment turned out to be none. */
    'loan-funding.distributed': {
      version: 1,
      aggregate: 'loan-funding',
      payload: Type.Object({
        distributionId: Uuid,
        loanId: Uuid,
        tenantId: Uuid,
        distributedOn: Day,
        principalMinor: Minor,
        interestMinor: Minor,
        operatorMinor: Minor,
        taxMinor: Minor,
        parts: Type.Array(
          Type.Object({
            funderId: Uuid,
            principalMinor: Minor,
            interestMinor: Minor,
            taxMinor: Minor,
            taxArticle: Nullable(Type.String()),
            netMinor: Minor,
          }),
        ),
      }),
    },
  },
  refusals: fundingRefusals,
});
export type FundingApi = ApiOf<typeof fundingContract>;

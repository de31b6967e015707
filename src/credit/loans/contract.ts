import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';
import { loanEvents } from './event-shapes.ts';
import { LoanFilter, NewLoan, TenantId } from './new-loan-shapes.ts';
import { loanRefusals } from './refusals.ts';
import {
  Agreement,
  Charge,
  Day,
  Instalment,
  JournalEntry,
  Loan,
  LoanStatus,
  Minor,
  MoneyMinor,
  Parts,
  PayoffQuote,
  Reason,
  Step,
  TimelineEntry,
  Transaction,
  TransactionKind,
  Version,
} from './shapes.ts';

export { LoanFilter, NewLoan } from './new-loan-shapes.ts';
export {
  Instalment,
  JournalEntry,
  Loan,
  LoanFacts,
  LoanStatus,
  Parts,
  PayoffQuote,
  Step,
  Transaction,
} from './shapes.ts';

const LoanId = Type.Object({ ...TenantId, loanId: Uuid }, Strict);
const ExpectedVersion = { expectedVersion: Type.Optional(Version) };

const stepRefusals = [
  'loans.not-found',
  'loans.stream-broken',
  'loans.not-allowed',
  'loans.changed-meanwhile',
  'loans.wrong-state',
  'loans.date-in-future',
  'loans.date-before-payout',
  'loans.id-taken',
  'loans.amount-too-large',
  'loans.nothing-open',
  'loans.no-such-transaction',
  'loans.no-such-charge',
  'loans.dates-contradict',
  'loans.not-for-this-product',
  'loans.over-cap',
] as const;

const readRefusals = ['loans.not-found', 'loans.stream-broken'] as const;

/** The life of a loan from an approved offer to the last rupiah: a stream of events per loan, and what follows from it. */
export const loansContract = defineContract({
  module: 'loans',
  operations: {
    /** An approved offer becomes a loan (`approved`); its price is proven against the caps of the day. Idempotent per id. */
    createLoan: {
      input: NewLoan,
      output: Loan,
      refusals: [
        'loans.no-institution',
        'loans.not-allowed',
        'loans.product-not-available',
        'loans.outside-limits',
        'loans.over-cap',
        'loans.id-taken',
      ],
    },
    /** Before any money went out. */
    cancelLoan: {
      input: Type.Object({ ...LoanId.properties, reason: Reason, ...ExpectedVersion }, Strict),
      output: Loan,
      refusals: [
        'loans.not-found',
        'loans.stream-broken',
        'loans.not-allowed',
        'loans.wrong-state',
        'loans.changed-meanwhile',
      ],
    },
    /**
     * Money went out (a tranche of the funding amount; fees are taken out of the first). `amountMinor` is the gross amount:
     * what reached the account is less. Idempotent per `transactionId`.
     */
    activateLoan: {
      input: Type.Object(
        { ...LoanId.properties, transactionId: Uuid, paidOutOn: Day, amountMinor: MoneyMinor, ...ExpectedVersion },
        Strict,
      ),
      output: Type.Object({ loan: Loan, transaction: Transaction }, Strict),
      refusals: [
        'loans.not-found',
        'loans.stream-broken',
        'loans.not-allowed',
        'loans.wrong-state',
        'loans.changed-meanwhile',
        'loans.id-taken',
        'loans.amount-too-large',
        'loans.date-in-future',
        'loans.dates-contradict',
        'loans.over-cap',
      ],
    },
    /** Would a payout of today be taken? Asked before the money of a later tranche leaves. */
    checkPayout: {
      input: Type.Object({ ...LoanId.properties, amountMinor: MoneyMinor }, Strict),
      output: Type.Object({}, Strict),
      refusals: [
        ...readRefusals,
        'loans.not-allowed',
        'loans.wrong-state',
        'loans.amount-too-large',
        'loans.dates-contradict',
        'loans.over-cap',
      ],
    },
    /**
     * Anything that happens to a loan after that. Idempotent per `transactionId`: the same id with the same content answers
     * the same, with another content it is refused. A `valueDate` in the past replays everything after it.
     */
    recordTransaction: {
      input: Type.Object(
        { ...LoanId.properties, transactionId: Uuid, valueDate: Day, step: Step, ...ExpectedVersion },
        Strict,
      ),
      output: Type.Object({ loan: Loan, transaction: Transaction }, Strict),
      refusals: stepRefusals,
    },
    /** Takes a transaction out; everything after it is replayed as if it had never been. Idempotent per transaction. */
    reverseTransaction: {
      input: Type.Object({ ...LoanId.properties, transactionId: Uuid, reason: Reason, ...ExpectedVersion }, Strict),
      output: Type.Object({ loan: Loan, transaction: Transaction }, Strict),
      refusals: [
        'loans.not-found',
        'loans.stream-broken',
        'loans.not-allowed',
        'loans.changed-meanwhile',
        'loans.no-such-transaction',
        'loans.wrong-state',
      ],
    },
    /** For people of the institution and the borrower; for anybody else it does not exist. Figures as of the business date. */
    getLoan: { input: LoanId, output: Loan, refusals: readRefusals },
    /** For other modules, which answer for who may see it. At most 100; unknown ids are left out. */
    loansByIds: {
      input: Type.Object({ loanIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ loans: Type.Array(Loan) }, Strict),
      refusals: [],
    },
    /** Loans of exactly this number, at most 20: every institution counts its own. For other modules, which answer for who may see them. */
    loansByNumber: {
      input: Type.Object({ number: Type.String({ minLength: 1, maxLength: 30 }) }, Strict),
      output: Type.Object({ loans: Type.Array(Loan) }, Strict),
      refusals: [],
    },
    /** Newest first. */
    listLoans: { input: LoanFilter, output: ListOf(Loan), refusals: ['loans.no-institution'] },
    /** The caller's own loans as a borrower, of all institutions, newest first. */
    listMyLoans: { input: Type.Object({ ...PageQuery }, Strict), output: ListOf(Loan), refusals: [] },
    schedule: {
      input: LoanId,
      output: Type.Object({ items: Type.Array(Instalment), asOf: Day }, Strict),
      refusals: readRefusals,
    },
    /** Every charge by the day on which it falls due, late ones as of the business date, with the ids by which they are forgiven. */
    charges: {
      input: LoanId,
      output: Type.Object({ items: Type.Array(Charge), asOf: Day }, Strict),
      refusals: readRefusals,
    },
    /** By value date, the newest last; reversed ones as they stood. At most 500. */
    transactions: {
      input: LoanId,
      output: Type.Object({ items: Type.Array(Transaction) }, Strict),
      refusals: readRefusals,
    },
    /** The events of the stream, as they were recorded. */
    timeline: {
      input: LoanId,
      output: Type.Object({ items: Type.Array(TimelineEntry) }, Strict),
      refusals: readRefusals,
    },
    /** The entries that went to the ledger for this loan alone; income of the days is booked for many loans at once. */
    journal: {
      input: LoanId,
      output: Type.Object(
        {
          items: Type.Array(JournalEntry),
          /** Income that the closes of days have recognised for this loan. */
          recognised: Parts,
          closedUntil: Nullable(Day),
        },
        Strict,
      ),
      refusals: readRefusals,
    },
    /** What was agreed on: total, effective rate, and the proof that the price may be asked. */
    agreement: { input: LoanId, output: Agreement, refusals: readRefusals },
    /** What settles the loan on a day (today where left out): exactly, never more. */
    payoffQuote: {
      input: Type.Object({ ...LoanId.properties, onDate: Type.Optional(Day) }, Strict),
      output: PayoffQuote,
      refusals: [...readRefusals, 'loans.wrong-state', 'loans.dates-contradict'],
    },
    /** How a loan stood (or will stand, if nothing comes) at the end of a day, from everything known now. */
    loanFiguresOn: {
      input: Type.Object({ ...LoanId.properties, onDate: Day }, Strict),
      output: Type.Object(
        {
          onDate: Day,
          open: Parts,
          openMinor: Minor,
          overdueMinor: Minor,
          daysPastDue: Type.Integer(),
          bucket: Nullable(Type.String()),
          kol: Type.String(),
        },
        Strict,
      ),
      refusals: [...readRefusals, 'loans.dates-contradict'],
    },
    /** What a step would do, without doing it: the schedule before and after. For hardship requests and the desk. */
    previewStep: {
      input: Type.Object({ ...LoanId.properties, valueDate: Day, step: Step }, Strict),
      output: Type.Object(
        {
          before: Type.Array(Instalment),
          after: Type.Array(Instalment),
          openBeforeMinor: Minor,
          openAfterMinor: Minor,
        },
        Strict,
      ),
      refusals: stepRefusals,
    },
    /** The business date of an institution: what was opened last, or the day in Jakarta where days were never closed. */
    businessDay: {
      input: Type.Object({ ...TenantId }, Strict),
      output: Type.Object({ tenantId: Uuid, businessDate: Day }, Strict),
      refusals: ['loans.no-institution'],
    },
    /** Opens the next business date, after the one before has been closed. Never goes back; the same date again is harmless. */
    openBusinessDay: {
      input: Type.Object({ tenantId: Uuid, businessDate: Day }, Strict),
      output: Type.Object({ tenantId: Uuid, businessDate: Day }, Strict),
      refusals: ['loans.not-allowed'],
    },
    /**
     * Closes a business date for up to `limit` (at most 20,000) loans after `afterLoanId`, in the order of their ids.
     * Idempotent per (loan, date): a loan that was closed for this date or a later one is passed over, also when two workers
     * close at once or one died in between. In one transaction and a handful of statements: income of the day for all loans
     * on whose plan nothing changes is one set-wise update; only those with something due, late or changing are replayed
     * (their next such day is kept with them). One posting of all income, one `loan.accrued`; `loan.delinquency-changed`
     * only for loans whose range changes. A loan that cannot be closed is set aside with a code, stays at its earlier date
     * and is tried again by the next close. `lastLoanId` is null when no loan is left. Loans may be paid at any moment
     * meanwhile: payments and closes queue up per loan. Days that were missed are caught up.
     */
    closeLoans: {
      input: Type.Object(
        {
          tenantId: Uuid,
          businessDate: Day,
          afterLoanId: Nullable(Uuid),
          /** The last loan of a stretch (`loanStretches`), so that workers close side by side; without it there is no end. */
          untilLoanId: Type.Optional(Nullable(Uuid)),
          limit: Type.Integer({ minimum: 1, maximum: 20_000 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          /** Loans whose date moved in this call, and how many of them had to be replayed. */
          closed: Type.Integer(),
          replayed: Type.Integer(),
          setAside: Type.Array(Type.Object({ loanId: Uuid, code: Type.String() }, Strict)),
          accrued: Parts,
          lastLoanId: Nullable(Uuid),
        },
        Strict,
      ),
      refusals: ['loans.not-allowed'],
    },
    /**
     * Cuts the loans of an institution that a close looks at into stretches of `size` in the order of their ids: the last
     * id of each but the last, which has no end. `loans` is how many there are in all.
     */
    loanStretches: {
      input: Type.Object({ tenantId: Uuid, size: Type.Integer({ minimum: 1, maximum: 100_000 }) }, Strict),
      output: Type.Object({ endLoanIds: Type.Array(Uuid), loans: Type.Integer() }, Strict),
      refusals: [],
    },
    /** Active loans whose oldest open instalment is (was) due on a day, in the order of their ids: for reminders. At most 1,000. */
    loansDueOn: {
      input: Type.Object(
        {
          tenantId: Uuid,
          dueOn: Day,
          afterLoanId: Nullable(Uuid),
          limit: Type.Integer({ minimum: 1, maximum: 1_000 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          items: Type.Array(
            Type.Object(
              {
                loanId: Uuid,
                number: Type.String(),
                borrowerId: Uuid,
                dueOn: Day,
                openMinor: Minor,
                overdueMinor: Minor,
              },
              Strict,
            ),
          ),
          lastLoanId: Nullable(Uuid),
        },
        Strict,
      ),
      refusals: [],
    },
    /**
     * The portfolio at the end of a day, one line per product, month of payout and day count: everything TKB90, ageing,
     * vintages and quality classes are summed from. Set-wise over the loans as they stand now.
     */
    portfolio: {
      input: Type.Object({ ...TenantId, asOf: Type.Optional(Day) }, Strict),
      output: Type.Object(
        {
          asOf: Day,
          groups: Type.Array(
            Type.Object(
              {
                productId: Uuid,
                productName: Type.String(),
                fundedBy: Type.String(),
                /** First day of the month of the first payout. */
                paidOutMonth: Day,
                status: LoanStatus,
                /** Days past due by these lower ends: 0, 1, 8, 16, 31, 61, 91, 121, 151, 181. */
                daysFrom: Type.Integer(),
                loans: Type.Integer(),
                paidOutMinor: Minor,
                principalMinor: Minor,
                interestMinor: Minor,
                feeMinor: Minor,
                penaltyMinor: Minor,
                overdueMinor: Minor,
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: ['loans.no-institution'],
    },
    /** Transactions of an institution by the business date on which they were entered, for cash flow and slips. */
    transactionsOfDay: {
      input: Type.Object(
        {
          tenantId: Uuid,
          fromOn: Day,
          untilOn: Day,
          cursor: Type.Optional(Type.String({ maxLength: 500 })),
          limit: Type.Integer({ minimum: 1, maximum: 1_000 }),
        },
        Strict,
      ),
      output: ListOf(Type.Object({ ...Transaction.properties, loanId: Uuid }, Strict)),
      refusals: [],
    },
    /** Sums of money per day and kind, not reversed: the cash flow. At most 400 days. */
    cashFlow: {
      input: Type.Object({ ...TenantId, fromOn: Day, untilOn: Day }, Strict),
      output: Type.Object(
        {
          items: Type.Array(
            Type.Object(
              { onDate: Day, kind: TransactionKind, count: Type.Integer(), amountMinor: Minor, parts: Parts },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: ['loans.no-institution', 'loans.dates-contradict'],
    },
    /** People who were ever paid out a loan of an institution, and those of them who owe something. */
    countBorrowers: {
      input: Type.Object({ tenantId: Uuid }, Strict),
      output: Type.Object({ borrowers: Type.Integer(), activeBorrowers: Type.Integer() }, Strict),
      refusals: [],
    },
    /** What keeps this person from leaving: loans that are not over. */
    countOpenLoans: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ open: Type.Integer() }, Strict),
      refusals: [],
    },
    /** What is kept of a person as a borrower, for their own export. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ loans: Type.Array(Type.Unknown()) }, Strict),
      refusals: [],
    },
    /**
     * What loans have sent to the ledger, by account (positive is debit), and the principal that must stand in the receivables:
     * all that is owed and was not charged off.
     */
    bookedAccounts: {
      input: Type.Object({ tenantId: Uuid }, Strict),
      output: Type.Object(
        {
          accounts: Type.Array(Type.Object({ account: Type.String(), amountMinor: Minor }, Strict)),
          receivableMinor: Minor,
        },
        Strict,
      ),
      refusals: [],
    },
    /** Proves that the stream of every loan replays to what is kept beside it, and that its books add up. */
    verifyLoans: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        {
          isSound: Type.Boolean(),
          loansChecked: Type.Integer(),
          entriesChecked: Type.Integer(),
          problems: Type.Array(Type.String()),
        },
        Strict,
      ),
      refusals: [],
    },
  },
  events: loanEvents,
  refusals: loanRefusals,
});
export type LoansApi = ApiOf<typeof loansContract>;

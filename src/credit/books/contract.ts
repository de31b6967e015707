import { type Static, type TProperties, Type } from 'typebox';
import { AccountType, StatementLine } from '#commons/ledger';
import type { Account } from '#engine/books/journal';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';
import { DEFAULT_CHART } from './chart-rules.ts';

const Day = Type.String({ format: 'date', maxLength: 10 });
const Minor = Type.Integer();
/** What an account is for. */
export const AccountRole = Type.Unsafe<Account>(Type.Union(DEFAULT_CHART.map(({ role }) => Type.Literal(role))));
const AccountNumber = Type.String({ pattern: '^[0-9A-Z][0-9A-Z.-]{0,19}$' });
const Name = Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' });

const account = {
  role: AccountRole,
  /** Number in the chart of accounts. */
  code: Type.String(),
  nameId: Type.String(),
  nameEn: Type.String(),
  kind: AccountType,
};
export const BookAccount = Type.Object({ ...account, isOwn: Type.Boolean() }, Strict);
export const AccountNames = Type.Object({ code: AccountNumber, nameId: Name, nameEn: Name }, Strict);
export type AccountNames = Static<typeof AccountNames>;

export const TrialBalance = Type.Object(
  {
    /** Both sides are equal: at all times. */
    isBalanced: Type.Boolean(),
    debitMinor: Minor,
    creditMinor: Minor,
    lines: Type.Array(
      Type.Object({ ...account, isOwn: Type.Boolean(), debitMinor: Minor, creditMinor: Minor }, Strict),
    ),
  },
  Strict,
);

export const LoanJournal = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          entryId: Uuid,
          kind: Type.String(),
          onDate: Day,
          recordedAt: Moment,
          transactionId: Nullable(Type.String()),
          lines: Type.Array(
            Type.Object(
              { ...account, side: Type.Union([Type.Literal('debit'), Type.Literal('credit')]), amountMinor: Minor },
              Strict,
            ),
          ),
        },
        Strict,
      ),
    ),
    /** Income that the closes of days have booked for this loan together with others. */
    recognised: Type.Object(
      { principalMinor: Minor, interestMinor: Minor, feeMinor: Minor, penaltyMinor: Minor },
      Strict,
    ),
    closedUntil: Nullable(Day),
  },
  Strict,
);

const ofTenant = <P extends TProperties>(properties: P) => Type.Object({ tenantId: Uuid, ...properties }, Strict);

/** The books of an institution, read from the ledger and called by its own names. */
export const booksContract = defineContract({
  module: 'books',
  operations: {
    chart: { input: ofTenant({}), output: Type.Object({ accounts: Type.Array(BookAccount) }, Strict), refusals: [] },
    /** Number and names of an account, as the institution has them. */
    nameAccount: {
      input: ofTenant({ role: AccountRole, names: AccountNames }),
      output: BookAccount,
      refusals: ['books.code-taken'],
    },
    trialBalance: { input: ofTenant({}), output: TrialBalance, refusals: [] },
    /** Postings of an account, newest first. */
    statement: {
      input: ofTenant({ role: AccountRole, ...PageQuery }),
      output: ListOf(StatementLine),
      refusals: [],
    },
    /** The entries of one loan. */
    loanJournal: { input: ofTenant({ loanId: Uuid }), output: LoanJournal, refusals: ['books.loan-not-found'] },
    /**
     * Of every institution: the trial balance is even, every account holds to the unit what loans have sent there, and the
     * receivable is the principal that is owed and was not charged off.
     */
    verifyBooks: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        { isSound: Type.Boolean(), institutions: Type.Integer(), problems: Type.Array(Type.String()) },
        Strict,
      ),
      refusals: [],
    },
  },
  events: {},
  refusals: {
    'books.code-taken': {
      status: 409,
      id: 'Nomor akun {code} sudah dipakai.',
      en: 'The account number {code} is taken.',
    },
    'books.loan-not-found': { status: 404, id: 'Pinjaman ini tidak ditemukan.', en: 'There is no such loan.' },
  },
});
export type BooksApi = ApiOf<typeof booksContract>;

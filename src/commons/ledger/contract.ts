import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { MAX_PAGE } from '#platform/lists';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import { PostingRequested } from '#platform/posting';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$' });
const Positive = Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR });

/** Names an account; its kind follows from the code (account-rules.ts), and it is made when it is first posted to. */
export const AccountCode = Type.String({ minLength: 3, maxLength: 200, pattern: '^[a-z0-9]+(?:[:-][a-z0-9]+)*$' });
/** Rupiah unless said otherwise. */
export const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$' });
export const AccountType = Type.Union([
  Type.Literal('asset'),
  Type.Literal('liability'),
  Type.Literal('income'),
  Type.Literal('expense'),
]);
export type AccountType = Static<typeof AccountType>;
export const HoldStatus = Type.Union([
  Type.Literal('placed'),
  Type.Literal('settled'),
  Type.Literal('released'),
  Type.Literal('expired'),
]);
export type HoldStatus = Static<typeof HoldStatus>;

const Line = Type.Object(
  {
    accountCode: AccountCode,
    side: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
    amountMinor: Positive,
  },
  Strict,
);
/** What is to be posted: at least two lines that add up to zero. Lines of one account are added up. */
const Entry = Type.Object(
  { ...PostingRequested.properties, lines: Type.Array(Line, { minItems: 2, maxItems: 200 }) },
  Strict,
);

/** In the account's own direction: what an asset holds, what a liability owes. */
export const AccountBalance = Type.Object(
  {
    accountCode: AccountCode,
    currency: CurrencyCode,
    type: AccountType,
    balanceMinor: Type.Integer(),
    /** Set aside by open holds. */
    heldMinor: Type.Integer({ minimum: 0 }),
    /** What may be spent: balance less holds. */
    availableMinor: Type.Integer(),
  },
  Strict,
);
export type AccountBalance = Static<typeof AccountBalance>;

export const StatementLine = Type.Object(
  {
    postingId: Type.Integer(),
    entryId: Uuid,
    kind: Type.String(),
    description: Type.String(),
    reference: Type.String(),
    /** Change of the balance in the account's own direction: above zero means more. */
    changeMinor: Type.Integer(),
    /** Null for hot accounts, which keep no running balance. */
    balanceAfterMinor: Nullable(Type.Integer()),
    postedAt: Moment,
  },
  Strict,
);
export type StatementLine = Static<typeof StatementLine>;

const PostedEntry = Type.Object(
  {
    entryId: Uuid,
    kind: Type.String(),
    currency: CurrencyCode,
    description: Type.String(),
    reference: Type.String(),
    reversesEntryId: Nullable(Uuid),
    reversedByEntryId: Nullable(Uuid),
    postedAt: Moment,
    lines: Type.Array(Line),
  },
  Strict,
);

const Problem = Type.Object(
  {
    code: Type.Union([
      Type.Literal('sum-not-zero'),
      Type.Literal('entry-not-balanced'),
      Type.Literal('entry-without-postings'),
      Type.Literal('balance-differs'),
      Type.Literal('holds-differ'),
      Type.Literal('posting-without-account'),
      Type.Literal('currency-differs'),
    ]),
    subject: Type.String(),
    detail: Type.String(),
  },
  Strict,
);
export type LedgerProblem = Static<typeof Problem>;

const TrialGroup = Type.Object(
  {
    group: Type.String(),
    currency: CurrencyCode,
    type: AccountType,
    accounts: Type.Integer(),
    balanceMinor: Type.Integer(),
    heldMinor: Type.Integer(),
  },
  Strict,
);

/**
 * The books of the house: balanced, immutable double entry; balances that cannot be overdrawn; money set aside in two
 * phases. Other modules normally write through `posting.requested` in their own outbox (platform/posting.ts).
 */
export const ledgerContract = defineContract({
  module: 'ledger',
  operations: {
    /** Posts entries now, all or none. An entry already posted under the same id is left as it is. */
    post: {
      input: Type.Object({ entries: Type.Array(Entry, { minItems: 1, maxItems: 100 }) }, Strict),
      output: Type.Object({ postedEntryIds: Type.Array(Uuid), knownEntryIds: Type.Array(Uuid) }, Strict),
      refusals: ['ledger.account-unknown', 'ledger.not-balanced', 'ledger.balance-too-low', 'ledger.entry-conflict'],
    },
    /**
     * Sets money of an account aside, so that nobody else can spend it. The hold is the promise of the entry with the
     * same id: posting that entry (by `settleHold` or by `posting.requested`) settles it. Repeating it is harmless.
     */
    placeHold: {
      input: Type.Object(
        {
          holdId: Uuid,
          accountCode: AccountCode,
          currency: Type.Optional(CurrencyCode),
          amountMinor: Positive,
          reference: Type.Optional(Text(200)),
          expiresAt: Moment,
        },
        Strict,
      ),
      output: Type.Object({ holdId: Uuid, status: HoldStatus }, Strict),
      refusals: [
        'ledger.account-unknown',
        'ledger.account-not-holdable',
        'ledger.balance-too-low',
        'ledger.hold-conflict',
      ],
    },
    /** Turns a hold into an entry, whose id is the hold's. The entry may take less than was held; the rest is free again. */
    settleHold: {
      input: Type.Object(
        {
          holdId: Uuid,
          kind: Text(100),
          currency: Type.Optional(CurrencyCode),
          description: Type.String({ maxLength: 300 }),
          reference: Text(200),
          lines: Type.Array(Line, { minItems: 2, maxItems: 200 }),
        },
        Strict,
      ),
      output: Type.Object({ entryId: Uuid }, Strict),
      refusals: [
        'ledger.hold-not-found',
        'ledger.hold-closed',
        'ledger.account-unknown',
        'ledger.not-balanced',
        'ledger.balance-too-low',
        'ledger.entry-conflict',
      ],
    },
    /** Gives held money back to its account. Repeating it, and releasing an expired hold, is harmless. */
    releaseHold: {
      input: Type.Object({ holdId: Uuid }, Strict),
      output: Type.Object({ holdId: Uuid, status: HoldStatus }, Strict),
      refusals: ['ledger.hold-not-found', 'ledger.hold-closed'],
    },
    /** Balance of one account; an account that was never posted to has zero. */
    balance: {
      input: Type.Object({ accountCode: AccountCode, currency: Type.Optional(CurrencyCode) }, Strict),
      output: AccountBalance,
      refusals: ['ledger.account-unknown'],
    },
    /** Balances of at most 100 accounts, in the order asked. */
    balancesByCodes: {
      input: Type.Object(
        { accountCodes: Type.Array(AccountCode, { maxItems: MAX_PAGE }), currency: Type.Optional(CurrencyCode) },
        Strict,
      ),
      output: Type.Object({ balances: Type.Array(AccountBalance) }, Strict),
      refusals: ['ledger.account-unknown'],
    },
    /** Accounts that were ever posted to, in the order of their codes (by bytes); `prefix` names the beginning of the code. */
    listAccounts: {
      input: Type.Object(
        {
          prefix: Type.Optional(Type.String({ maxLength: 200, pattern: '^[a-z0-9:-]*$' })),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
          cursor: Type.Optional(Text(500)),
        },
        Strict,
      ),
      output: Type.Object({ items: Type.Array(AccountBalance), nextCursor: Nullable(Type.String()) }, Strict),
      refusals: [],
    },
    /** Postings of an account, newest first. */
    statement: {
      input: Type.Object(
        {
          accountCode: AccountCode,
          currency: Type.Optional(CurrencyCode),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
          cursor: Type.Optional(Text(500)),
        },
        Strict,
      ),
      output: Type.Object({ items: Type.Array(StatementLine), nextCursor: Nullable(Type.String()) }, Strict),
      refusals: ['ledger.account-unknown'],
    },
    /** All balances by group of accounts (`escrow:order:*` is one group). Debits equal credits, else `isBalanced` is false. */
    trialBalance: {
      input: Type.Object({}, Strict),
      output: Type.Object(
        {
          isBalanced: Type.Boolean(),
          totals: Type.Array(
            Type.Object({ currency: CurrencyCode, debitMinor: Type.Integer(), creditMinor: Type.Integer() }, Strict),
          ),
          groups: Type.Array(TrialGroup),
        },
        Strict,
      ),
      refusals: [],
    },
    getEntry: {
      input: Type.Object({ entryId: Uuid }, Strict),
      output: PostedEntry,
      refusals: ['ledger.entry-not-found'],
    },
    /** Posts the opposite of an entry; an entry is reversed at most once, and a reversal never. */
    reverseEntry: {
      input: Type.Object({ entryId: Uuid, reason: Text(200) }, Strict),
      output: Type.Object({ entryId: Uuid }, Strict),
      refusals: [
        'ledger.entry-not-found',
        'ledger.already-reversed',
        'ledger.not-reversible',
        'ledger.balance-too-low',
      ],
    },
    /** Proves the books: sums zero, balances equal to postings, holds equal to what is set aside. `recent` looks at the last day. */
    verifyLedger: {
      input: Type.Object({ scope: Type.Union([Type.Literal('full'), Type.Literal('recent')]) }, Strict),
      output: Type.Object(
        { isSound: Type.Boolean(), entries: Type.Integer(), accounts: Type.Integer(), problems: Type.Array(Problem) },
        Strict,
      ),
      refusals: [],
    },
    /**
     * Of posting instructions found in the modules' outboxes: which are not posted, and which were posted otherwise than
     * instructed. Together with the primary key of entries this shows that each was posted exactly once.
     */
    checkPostings: {
      input: Type.Object({ postings: Type.Array(Entry, { maxItems: 500 }) }, Strict),
      output: Type.Object({ missingEntryIds: Type.Array(Uuid), differingEntryIds: Type.Array(Uuid) }, Strict),
      refusals: [],
    },
  },
  events: {
    /** An entry that moved what a seller is owed. Entries of other accounts are not told: nobody waits for them. */
    'ledger.posted': {
      version: 1,
      aggregate: 'ledger-entry',
      payload: Type.Object(
        { entryId: Uuid, kind: Type.String(), reference: Type.String(), accountCodes: Type.Array(AccountCode) },
        Strict,
      ),
    },
    /** The nightly or five-minute proof failed: an operator must look. */
    'ledger.proof-failed': {
      version: 1,
      aggregate: 'ledger',
      payload: Type.Object({ scope: Type.String(), problems: Type.Array(Problem) }, Strict),
    },
  },
  refusals: {
    'ledger.account-unknown': {
      status: 422,
      id: 'Akun buku besar {accountCode} tidak dikenal.',
      en: 'There is no kind of ledger account called {accountCode}.',
    },
    'ledger.account-not-holdable': {
      status: 422,
      id: 'Dana di akun {accountCode} tidak bisa ditahan.',
      en: 'Money on {accountCode} cannot be held.',
    },
    'ledger.not-balanced': { status: 422, id: 'Debit dan kredit tidak sama.', en: 'Debits and credits are not equal.' },
    'ledger.balance-too-low': { status: 409, id: 'Saldo tidak cukup.', en: 'The balance is too low.' },
    'ledger.entry-conflict': {
      status: 409,
      id: 'Nomor jurnal ini sudah dipakai untuk isi lain.',
      en: 'Another entry was posted under this id.',
    },
    'ledger.entry-not-found': { status: 404, id: 'Jurnal tidak ditemukan.', en: 'There is no such entry.' },
    'ledger.already-reversed': {
      status: 409,
      id: 'Jurnal ini sudah dibalik.',
      en: 'This entry has been reversed already.',
    },
    'ledger.not-reversible': {
      status: 422,
      id: 'Jurnal balik tidak bisa dibalik lagi.',
      en: 'A reversal cannot be reversed.',
    },
    'ledger.hold-conflict': {
      status: 409,
      id: 'Nomor penahanan ini sudah dipakai untuk dana lain.',
      en: 'Another hold was placed under this id.',
    },
    'ledger.hold-not-found': { status: 404, id: 'Penahanan dana tidak ditemukan.', en: 'There is no such hold.' },
    'ledger.hold-closed': {
      status: 409,
      id: 'Penahanan dana ini sudah {status}.',
      en: 'This hold is already {status}.',
    },
  },
});
export type LedgerApi = ApiOf<typeof ledgerContract>;

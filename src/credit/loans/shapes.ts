import { type Static, type TProperties, Type } from 'typebox';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** The words of a loan on the wire. Amounts in minor units (rupiah has none below), days as `2026-11-21`. */

export const Day = Type.String({ format: 'date', maxLength: 10 });
export const Minor = Type.Integer();
/** Money that moves: at least one unit, at most 100 billion rupiah. */
export const MoneyMinor = Type.Integer({ minimum: 1, maximum: 100_000_000_000 });
export const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 });
export const Reason = Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' });
const Reference = Type.String({ minLength: 1, maxLength: 100 });
const oneOf = <const T extends readonly string[]>(names: T) =>
  // The union of a list that is made by a loop has lost its types; here they are again.
  Type.Unsafe<T[number]>(Type.Union(names.map((name) => Type.Literal(name))));

export const Parts = Type.Object(
  { principalMinor: Minor, interestMinor: Minor, feeMinor: Minor, penaltyMinor: Minor },
  Strict,
);
export type Parts = Static<typeof Parts>;

/**
 * `approved` until money went out; `active` while something is owed; `overpaid` while the borrower has money with us;
 * `closed` at zero; `written-off` is over in the books and may still bring recoveries; `cancelled` never went out.
 */
export const LoanStatus = oneOf(['approved', 'active', 'overpaid', 'closed', 'written-off', 'cancelled']);
export type LoanStatus = Static<typeof LoanStatus>;

export const Loan = Type.Object(
  {
    loanId: Uuid,
    tenantId: Uuid,
    /** For people: `DL-2611-000001`. */
    number: Type.String(),
    borrowerId: Uuid,
    productId: Uuid,
    productVersion: Type.Integer(),
    productName: Type.String(),
    fundedBy: oneOf(['funders', 'own-book']),
    purpose: oneOf(['consumer', 'business']),
    status: LoanStatus,
    /** Of the stream of events; `expectedVersion` and `If-Match` compare with it. */
    version: Type.Integer(),
    amountMinor: Minor,
    /** What reaches the account when the whole amount goes out: the amount less what is taken out of it. */
    netPayoutMinor: Minor,
    paidOutMinor: Minor,
    periods: Type.Integer(),
    agreedOn: Day,
    activatedOn: Nullable(Day),
    /** The last due date. */
    endsOn: Day,
    endedOn: Nullable(Day),
    /** Everything of the schedule that is still open, due or not. */
    open: Parts,
    openMinor: Minor,
    /** What the borrower paid too much and may have back. */
    overpaidMinor: Minor,
    overdueMinor: Minor,
    daysPastDue: Type.Integer(),
    /** Delinquency range of the product; null while none is reached. */
    bucket: Nullable(Type.String()),
    /** Kolektibilitas 1–5, read from the days past due. */
    kol: Type.String(),
    /** The oldest instalment that is still open. */
    nextDue: Nullable(Type.Object({ dueOn: Day, openMinor: Minor }, Strict)),
    isChargedOff: Type.Boolean(),
    isFraud: Type.Boolean(),
    /** No late charge accrues while a claim or a hardship is looked at: until that day, both days included. */
    chargesFrozenUntil: Nullable(Day),
    /** Until when the books have recognised income; null before the first close. */
    closedUntil: Nullable(Day),
    createdAt: Moment,
    /** Its stream of events is damaged: the figures are those of its last event or close, and nothing can be done until it is mended. */
    isStreamBroken: Type.Optional(Type.Literal(true)),
  },
  Strict,
);
export type Loan = Static<typeof Loan>;

export const Instalment = Type.Object(
  {
    number: Type.Integer(),
    kind: oneOf(['instalment', 'down-payment', 'additional', 're-aged']),
    fromOn: Day,
    dueOn: Day,
    due: Parts,
    paid: Parts,
    waived: Parts,
    writtenOff: Parts,
    openMinor: Minor,
    isMet: Type.Boolean(),
    metOn: Nullable(Day),
  },
  Strict,
);
export type Instalment = Static<typeof Instalment>;

export const TransactionKind = oneOf([
  'disbursement',
  'repayment',
  'down-payment',
  'goodwill-credit',
  'merchant-refund',
  'payout-refund',
  'recovery',
  'chargeback',
  'credit-balance-refund',
  'interest-waiver',
  'charge-waiver',
  'charge-off',
  'write-off',
  're-amortisation',
  're-ageing',
  'fee',
  'reschedule',
  'payment-holiday',
  'charge-freeze',
]);
export type TransactionKind = Static<typeof TransactionKind>;

export const Transaction = Type.Object(
  {
    transactionId: Uuid,
    kind: TransactionKind,
    /** The day from which it counts. */
    valueDate: Day,
    /** The business date on which it became known. */
    enteredOn: Day,
    amountMinor: Minor,
    /** What it paid (or took back); together with `overpaidMinor` the amount. */
    parts: Parts,
    overpaidMinor: Minor,
    /** Principal owed after it. */
    balanceMinor: Minor,
    isReversed: Type.Boolean(),
    reference: Nullable(Type.String()),
    note: Nullable(Type.String()),
  },
  Strict,
);
export type Transaction = Static<typeof Transaction>;

const TermChange = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('rate'),
      fromDueOn: Day,
      annualRatePercent: Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,8})?$', maxLength: 12 }),
    },
    Strict,
  ),
  Type.Object(
    {
      kind: oneOf(['extra-periods', 'principal-grace', 'interest-grace']),
      fromDueOn: Day,
      periods: Type.Integer({ minimum: 1, maximum: 60 }),
    },
    Strict,
  ),
  Type.Object({ kind: Type.Literal('due-date'), fromDueOn: Day, dueOn: Day }, Strict),
]);

const money = { amountMinor: MoneyMinor, reference: Type.Optional(Reference) };

/** What each step says besides its day. */
export const STEP_FIELDS = {
  repayment: money,
  'down-payment': money,
  'goodwill-credit': money,
  'merchant-refund': money,
  'payout-refund': money,
  /** After a write-off. */
  recovery: money,
  /** Money of an earlier payment that went back to its payer. */
  chargeback: { ...money, paymentId: Uuid },
  /** What was paid too much goes back to the borrower. */
  'credit-balance-refund': money,
  'interest-waiver': { amountMinor: MoneyMinor },
  /** Forgives what is open of a charge. */
  'charge-waiver': { chargeId: Type.String({ minLength: 1, maxLength: 100 }) },
  'charge-off': { isFraud: Type.Boolean() },
  'write-off': {},
  're-amortisation': {},
  're-ageing': {
    startOn: Day,
    instalments: Type.Integer({ minimum: 1, maximum: 120 }),
    every: Type.Integer({ minimum: 1, maximum: 366 }),
    unit: oneOf(['days', 'weeks', 'months']),
  },
  /** A fee or penalty due on a day. */
  fee: {
    name: Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' }),
    amountMinor: MoneyMinor,
    dueOn: Day,
    isPenalty: Type.Boolean(),
  },
  reschedule: { changes: Type.Array(TermChange, { minItems: 1, maxItems: 10 }) },
  /** So many periods from this due date on without principal (and interest, which moves behind them). */
  'payment-holiday': {
    fromDueOn: Day,
    periods: Type.Integer({ minimum: 1, maximum: 12 }),
    isInterestDue: Type.Boolean(),
  },
  /** No late charge and no delinquency accrues from `fromOn` until `untilOn`; an earlier end replaces it. */
  'charge-freeze': { fromOn: Day, untilOn: Day },
} as const satisfies Record<string, TProperties>;

const stepOf = <K extends string, P extends TProperties>(kind: K, fields: P) =>
  Type.Object({ kind: Type.Literal(kind), ...fields, note: Type.Optional(Reason) }, Strict);

/** What may be recorded on a loan. Its day is `valueDate`; a payment counts from the bank's day, however late the message. */
export const Step = Type.Union([
  stepOf('repayment', STEP_FIELDS.repayment),
  stepOf('down-payment', STEP_FIELDS['down-payment']),
  stepOf('goodwill-credit', STEP_FIELDS['goodwill-credit']),
  stepOf('merchant-refund', STEP_FIELDS['merchant-refund']),
  stepOf('payout-refund', STEP_FIELDS['payout-refund']),
  stepOf('recovery', STEP_FIELDS.recovery),
  stepOf('chargeback', STEP_FIELDS.chargeback),
  stepOf('credit-balance-refund', STEP_FIELDS['credit-balance-refund']),
  stepOf('interest-waiver', STEP_FIELDS['interest-waiver']),
  stepOf('charge-waiver', STEP_FIELDS['charge-waiver']),
  stepOf('charge-off', STEP_FIELDS['charge-off']),
  stepOf('write-off', STEP_FIELDS['write-off']),
  stepOf('re-amortisation', STEP_FIELDS['re-amortisation']),
  stepOf('re-ageing', STEP_FIELDS['re-ageing']),
  stepOf('fee', STEP_FIELDS.fee),
  stepOf('reschedule', STEP_FIELDS.reschedule),
  stepOf('payment-holiday', STEP_FIELDS['payment-holiday']),
  stepOf('charge-freeze', STEP_FIELDS['charge-freeze']),
]);
export type Step = Static<typeof Step>;

/** A fee or penalty of a loan; late charges stand by the instalment they are for. */
export const Charge = Type.Object(
  {
    /** By it the charge is forgiven (`charge-waiver`). */
    chargeId: Type.String(),
    /** Null for late charges by the day. */
    name: Nullable(Type.String()),
    kind: oneOf(['fee', 'penalty', 'late-charge']),
    /** Taken out of the payout: paid from the first day, and not to be forgiven. */
    isTakenFromPayout: Type.Boolean(),
    dueOn: Day,
    amountMinor: Minor,
    paidMinor: Minor,
    waivedMinor: Minor,
    openMinor: Minor,
  },
  Strict,
);
export type Charge = Static<typeof Charge>;

export const PayoffQuote = Type.Object(
  {
    loanId: Uuid,
    /** A payment that counts from this day settles the loan with exactly `totalMinor`. */
    onDate: Day,
    /** Until the end of that day in Jakarta. */
    validUntil: Moment,
    parts: Parts,
    totalMinor: Minor,
  },
  Strict,
);

/** The sum behind a decision about a price. `not-capped`: the institution is no online lender. */
export const PriceProof = Type.Object({
  fundingMinor: Minor,
  priceMinor: Minor,
  days: Type.Integer(),
  /** The line of the dated table that bound the agreement, for its life. */
  line: Nullable(
    Type.Object({
      fromOn: Day,
      purpose: oneOf(['consumer', 'business']),
      size: Nullable(oneOf(['micro', 'small-or-medium'])),
      longestMonths: Nullable(Type.Integer()),
      percentPerDay: Type.String(),
    }),
  ),
  mostMinor: Minor,
  mostOfLifeMinor: Minor,
  verdict: oneOf(['within', 'over-daily-cap', 'over-life-cap', 'no-rule-known', 'not-capped']),
});
export type PriceProof = Static<typeof PriceProof>;

/** What was agreed on, whatever has happened since. */
export const Agreement = Type.Object(
  {
    agreedOn: Day,
    amountMinor: Minor,
    netPayoutMinor: Minor,
    /** Everything the borrower was to pay back, and the interest in it. */
    totalMinor: Minor,
    interestMinor: Minor,
    /** Effective rate a year (XIRR of what reaches the account and all that is paid), in percent with two digits. */
    annualRatePercent: Nullable(Type.Number()),
    proof: PriceProof,
  },
  Strict,
);
export type Agreement = Static<typeof Agreement>;

export const JournalEntry = Type.Object(
  {
    entryId: Uuid,
    kind: Type.String(),
    onDate: Day,
    recordedAt: Moment,
    transactionId: Nullable(Uuid),
    lines: Type.Array(
      Type.Object({ account: Type.String(), side: oneOf(['debit', 'credit']), amountMinor: Minor }, Strict),
    ),
  },
  Strict,
);

export const TimelineEntry = Type.Object(
  {
    version: Type.Integer(),
    kind: Type.String(),
    onDate: Day,
    recordedAt: Moment,
    byUserId: Nullable(Uuid),
    data: Type.Unknown(),
  },
  Strict,
);

/** A loan on the morning after something happened to it: what every event about it carries. */
export const LoanFacts = Type.Object({
  loanId: Uuid,
  tenantId: Uuid,
  borrowerId: Uuid,
  productId: Uuid,
  number: Type.String(),
  version: Type.Integer(),
  status: LoanStatus,
  open: Parts,
  openMinor: Minor,
  overpaidMinor: Minor,
  overdueMinor: Minor,
  daysPastDue: Type.Integer(),
});
export type LoanFacts = Static<typeof LoanFacts>;

import { type Static, Type } from 'typebox';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** The words in which a product is configured and a loan is agreed. Amounts in minor units, rates in percent as text. */

export const Day = Type.String({ format: 'date', maxLength: 10 });
/** Percent as decimal text: at most three digits before and eight after the point. */
export const Percent = Type.String({ pattern: '^\\d{1,3}(\\.\\d{1,8})?$', maxLength: 12 });
/** What one loan may be: up to 100 billion rupiah. */
export const LoanAmountMinor = Type.Integer({ minimum: 1, maximum: 100_000_000_000 });
const AmountMinor = Type.Integer({ minimum: 0, maximum: 100_000_000_000 });
const Few = (maximum: number) => Type.Integer({ minimum: 0, maximum });
const Name = Type.String({ minLength: 2, maxLength: 80, pattern: '\\S' });
const oneOf = <const T extends readonly string[]>(names: T) =>
  // The union of a list that is made by a loop has lost its types; here they are again.
  Type.Unsafe<T[number]>(Type.Union(names.map((name) => Type.Literal(name))));

export const RoundingModeShape = oneOf(['half-even', 'half-up', 'up', 'down']);
export const ComponentShape = oneOf(['penalty', 'fee', 'interest', 'principal']);

export const DueDatesShape = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('every'),
      every: Type.Integer({ minimum: 1, maximum: 366 }),
      unit: oneOf(['days', 'weeks', 'months']),
    },
    Strict,
  ),
  Type.Object({ kind: oneOf(['month-start', 'month-end']) }, Strict),
]);

const Holidays = Type.Object(
  {
    rule: oneOf(['keep', 'next-working-day', 'previous-working-day', 'next-unless-next-month']),
    /** 1 is Monday, 7 is Sunday. */
    weekend: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
    /** National holidays and joint leave, as decreed. */
    days: Type.Array(Day, { maxItems: 500, uniqueItems: true }),
  },
  Strict,
);

const Grace = Type.Object(
  { principalPeriods: Few(60), interestPeriods: Few(60), interestFreePeriods: Few(60) },
  Strict,
);

const Rounding = Type.Object(
  {
    mode: RoundingModeShape,
    multipleMinor: Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    instalmentMode: Type.Optional(RoundingModeShape),
    remainder: oneOf(['last', 'first']),
  },
  Strict,
);

const Price = Type.Union([
  Type.Object({ kind: Type.Literal('flat'), amountMinor: AmountMinor }, Strict),
  Type.Object({ kind: Type.Literal('percent'), percent: Percent }, Strict),
]);

/**
 * A fee. `at-disbursement` is taken out of the payout, `each-instalment` falls due with each one, `on-day` so many days after
 * the payout, `overdue` once for each instalment that is still open so many days after its due date. Percent is of the
 * funding amount, of an overdue fee of what is open of the instalment. `price` counts for the caps; tax comes on top.
 */
export const FeeShape = Type.Object(
  {
    name: Name,
    nature: oneOf(['price', 'late-charge', 'certified-signature', 'tax']),
    timing: oneOf(['at-disbursement', 'each-instalment', 'on-day', 'overdue']),
    /** `on-day`: days after the payout; `overdue`: days after the due date. */
    days: Type.Optional(Few(3_660)),
    amount: Price,
    /** Value added tax on the fee. */
    taxPercent: Type.Optional(Percent),
  },
  Strict,
);
export type FeeShape = Static<typeof FeeShape>;

const Bucket = Type.Object({ when: oneOf(['past-due', 'due', 'in-advance']), component: ComponentShape }, Strict);
const BucketOrder = Type.Object(
  {
    order: Type.Array(Bucket, { minItems: 1, maxItems: 12 }),
    rest: oneOf(['next-instalment', 'last-instalment', 're-amortise']),
  },
  Strict,
);
const Components = Type.Array(ComponentShape, { maxItems: 4, uniqueItems: true });

export const PaymentKindShape = oneOf([
  'repayment',
  'down-payment',
  'goodwill-credit',
  'merchant-refund',
  'payout-refund',
  'recovery',
]);

export const AllocationShape = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('buckets'),
      direction: oneOf(['horizontal', 'vertical']),
      standard: BucketOrder,
      byKind: Type.Object(
        {
          repayment: Type.Optional(BucketOrder),
          'down-payment': Type.Optional(BucketOrder),
          'goodwill-credit': Type.Optional(BucketOrder),
          'merchant-refund': Type.Optional(BucketOrder),
          'payout-refund': Type.Optional(BucketOrder),
        },
        Strict,
      ),
    },
    Strict,
  ),
  Type.Object(
    { kind: Type.Literal('instalments'), due: Components, inAdvanceFirst: Components, inAdvance: Components },
    Strict,
  ),
]);

export const DelinquencyRangeShape = Type.Object(
  {
    name: Name,
    fromDays: Type.Integer({ minimum: 1, maximum: 10_000 }),
    untilDays: Nullable(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  Strict,
);

/** Everything a product says. A version of it never changes once it is released; loans keep what they agreed to. */
export const ProductTerms = Type.Object(
  {
    purpose: oneOf(['consumer', 'business']),
    /** Only for a business. */
    businessSize: Nullable(oneOf(['micro', 'small-or-medium'])),
    /** Whose money: funders' lots, or the institution's own book. */
    fundedBy: oneOf(['funders', 'own-book']),
    amount: Type.Object(
      { leastMinor: LoanAmountMinor, mostMinor: LoanAmountMinor, stepMinor: LoanAmountMinor },
      Strict,
    ),
    periods: Type.Object(
      { least: Type.Integer({ minimum: 1, maximum: 120 }), most: Type.Integer({ minimum: 1, maximum: 120 }) },
      Strict,
    ),
    dueDates: DueDatesShape,
    holidays: Nullable(Holidays),
    method: oneOf(['flat', 'flat-daily', 'declining', 'none']),
    amortisation: oneOf(['equal-instalments', 'equal-principal', 'bullet', 'balloon']),
    interestPeriod: oneOf(['equal-periods', 'by-days']),
    instalmentFormula: oneOf(['nominal-period', 'exact-periods']),
    dayCount: oneOf(['actual/365', 'actual/actual', 'actual/360', '30/360', 'actual/364']),
    /** Percent a year, or percent a day for `flat-daily`. An offer may go below, never above. */
    ratePercent: Percent,
    grace: Grace,
    rounding: Rounding,
    /** What of the funding amount stays until the end (balloon). */
    balloonPercent: Nullable(Percent),
    /** Due at once with each payout. */
    downPaymentPercent: Nullable(Percent),
    fees: Type.Array(FeeShape, { maxItems: 20 }),
    /** Late charge by the calendar day; the dated cap lowers it, the cap of the loan's life stops it. */
    lateCharge: Nullable(
      Type.Object(
        { percentPerDay: Percent, graceDays: Few(365), base: oneOf(['principal', 'principal-and-interest']) },
        Strict,
      ),
    ),
    allocation: AllocationShape,
    chargebackOrder: Nullable(Components),
    /** Interest follows the days on which money really came. */
    recalculation: Nullable(
      Type.Object(
        {
          rest: oneOf(['daily', 'due-date']),
          prepayment: oneOf(['smaller-instalments', 'fewer-instalments', 'next-instalments']),
          settlement: oneOf(['until-payment', 'until-due-date']),
        },
        Strict,
      ),
    ),
    arrearsGraceDays: Few(365),
    delinquencyRanges: Type.Array(DelinquencyRangeShape, { maxItems: 12 }),
  },
  Strict,
);
export type ProductTerms = Static<typeof ProductTerms>;

export const CapLineShape = Type.Object({
  fromOn: Day,
  purpose: oneOf(['consumer', 'business']),
  size: Nullable(oneOf(['micro', 'small-or-medium'])),
  longestMonths: Nullable(Type.Integer()),
  percentPerDay: Type.String(),
});

/** The sum behind a decision about a price. `not-capped`: the institution is no online lender. */
export const PriceProofShape = Type.Object({
  fundingMinor: Type.Integer(),
  priceMinor: Type.Integer(),
  days: Type.Integer(),
  line: Nullable(CapLineShape),
  mostMinor: Type.Integer(),
  mostOfLifeMinor: Type.Integer(),
  verdict: oneOf(['within', 'over-daily-cap', 'over-life-cap', 'no-rule-known', 'not-capped']),
});
export type PriceProofShape = Static<typeof PriceProofShape>;

export const ScheduleRowShape = Type.Object({
  number: Type.Integer(),
  kind: oneOf(['instalment', 'down-payment', 'additional', 're-aged']),
  fromOn: Day,
  dueOn: Day,
  principalMinor: Type.Integer(),
  interestMinor: Type.Integer(),
  feeMinor: Type.Integer(),
  totalMinor: Type.Integer(),
  /** Principal still owed after the row, when all before it are paid. */
  balanceMinor: Type.Integer(),
});

export const FeeAmountShape = Type.Object({
  name: Type.String(),
  nature: FeeShape.properties.nature,
  timing: FeeShape.properties.timing,
  totalMinor: Type.Integer(),
});

/** What a loan of this product would cost, before anybody signs. */
export const Preview = Type.Object({
  amountMinor: Type.Integer(),
  /** What reaches the account. */
  netPayoutMinor: Type.Integer(),
  startOn: Day,
  endsOn: Day,
  rows: Type.Array(ScheduleRowShape),
  interestMinor: Type.Integer(),
  fees: Type.Array(FeeAmountShape),
  /** Everything the borrower pays back. */
  totalMinor: Type.Integer(),
  /** The price in the sense of the caps ("manfaat ekonomi"). */
  priceMinor: Type.Integer(),
  /** Effective rate a year (XIRR of what reaches the account and all that is paid), in percent with two digits. */
  annualRatePercent: Nullable(Type.Number()),
  proof: PriceProofShape,
});
export type Preview = Static<typeof Preview>;

export const VersionStatus = oneOf(['draft', 'released', 'retired']);

export const ProductVersion = Type.Object(
  {
    productId: Uuid,
    tenantId: Uuid,
    name: Type.String(),
    version: Type.Integer(),
    status: VersionStatus,
    terms: ProductTerms,
    /** The dearest loan this version could make, under the caps of the day it was saved. */
    proof: PriceProofShape,
    madeBy: Nullable(Uuid),
    madeAt: Moment,
    releasedBy: Nullable(Uuid),
    releasedAt: Nullable(Moment),
  },
  Strict,
);
export type ProductVersion = Static<typeof ProductVersion>;

export const Product = Type.Object(
  {
    productId: Uuid,
    tenantId: Uuid,
    name: Type.String(),
    /** The version new loans are made of; null before the first release. */
    releasedVersion: Nullable(Type.Integer()),
    latestVersion: Type.Integer(),
    latestStatus: VersionStatus,
    purpose: ProductTerms.properties.purpose,
    updatedAt: Moment,
  },
  Strict,
);
export type Product = Static<typeof Product>;

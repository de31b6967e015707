import { fixed, ONE } from '#engine/arithmetic/fixed';
import { divideMinor } from '#engine/arithmetic/rounding';
import type { Day } from '#engine/calendar/days';
import { lifeCap, lowerRate } from '#engine/pricing/check-price';
import { type Agreement, capFor, type FundingType, LATE_CAPS } from '#engine/pricing/price-caps';
import type { LoanFee, LoanTerms } from '#engine/replay/loan-facts';
import type { ScheduleTerms } from '#engine/schedule/schedule-terms';
import type { FeeShape, ProductTerms } from './shapes.ts';

/** What one loan of a product is to be. `isCapped`: the institution is an online lender, so the price caps bind. */
export type Wish = {
  amountMinor: number;
  periods: number;
  startOn: Day;
  agreedOn: Day;
  ratePercent?: string;
  isCapped: boolean;
};

/**
 * The terms one loan is agreed on, frozen: the product with the amount, the term and the day. Plain data. Late charges are
 * lowered here to the cap of the agreement's day and stopped at what the law leaves of the loan's life.
 */
export function loanTermsOf(terms: ProductTerms, wish: Wish, endsOn: Day): LoanTerms {
  return {
    schedule: scheduleOf(terms, wish),
    submittedOn: wish.startOn,
    agreedMinor: wish.amountMinor,
    allocation: allocationOf(terms),
    chargebackOrder: terms.chargebackOrder,
    isDownPaymentAutomatic: false,
    isReckonedFromAgreed: false,
    recalculation: terms.recalculation,
    lateFee: null,
    arrearsGraceDays: terms.arrearsGraceDays,
    delinquencyRanges: terms.delinquencyRanges,
    fees: terms.fees.flatMap(feesOf),
    lateCharge: lateChargeOf(terms, wish, endsOn),
  };
}

const REST_OF = {
  'smaller-instalments': 're-amortise',
  'fewer-instalments': 'last-instalment',
  'next-instalments': 'next-instalment',
} as const;

/**
 * Where interest follows the payments, money runs over a moving balance, and that takes buckets: instalment by instalment is
 * one direction of them, and what an early payment changes says where the rest goes.
 */
function allocationOf({ allocation, recalculation }: ProductTerms): LoanTerms['allocation'] {
  if (recalculation === null || allocation.kind === 'buckets') return allocation;
  const { due, inAdvanceFirst, inAdvance } = allocation;
  const later = [...inAdvanceFirst, ...inAdvance.filter((component) => !inAdvanceFirst.includes(component))];
  const order = [
    ...(['past-due', 'due'] as const).flatMap((when) => due.map((component) => ({ when, component }))),
    ...later.map((component) => ({ when: 'in-advance' as const, component })),
  ];
  return {
    kind: 'buckets',
    direction: 'horizontal',
    standard: { order, rest: REST_OF[recalculation.prepayment] },
    byKind: {},
  };
}

function scheduleOf(terms: ProductTerms, wish: Wish): LoanTerms['schedule'] {
  const { holidays, balloonPercent, downPaymentPercent, dueDates, rounding } = terms;
  const { instalmentMode, ...plainRounding } = rounding;
  return {
    periods: wish.periods,
    dueDates: dueDates.kind === 'every' ? dueDates : { kind: dueDates.kind, from: wish.startOn },
    ...(holidays && {
      holidays: { rule: holidays.rule, workingDays: { holidays: holidays.days, weekend: holidays.weekend } },
    }),
    method: terms.method,
    amortisation: terms.amortisation,
    interestPeriod: terms.interestPeriod,
    instalmentFormula: terms.instalmentFormula,
    dayCount: terms.dayCount,
    ratePercent: wish.ratePercent ?? terms.ratePercent,
    grace: terms.grace,
    rounding: { ...plainRounding, ...(instalmentMode && { instalmentMode }) },
    ...(balloonPercent !== null && { balloonMinor: shareOf(wish.amountMinor, balloonPercent, rounding.mode) }),
    ...(downPaymentPercent !== null && { downPaymentPercent }),
  };
}

/** A fee, and the tax on it as a fee of its own: it is no price. */
function feesOf({ name, nature, timing, days, amount, taxPercent }: FeeShape, index: number): LoanFee[] {
  const fee: LoanFee = {
    id: `fee-${index + 1}`,
    name,
    isPenalty: nature === 'late-charge',
    isPrice: nature === 'price',
    timing,
    days: days ?? 0,
    price: amount,
  };
  if (taxPercent === undefined) return [fee];
  const price: LoanFee['price'] =
    amount.kind === 'flat'
      ? { kind: 'flat', amountMinor: shareOf(amount.amountMinor, taxPercent, 'half-even') }
      : { kind: 'percent', percent: percentOfPercent(amount.percent, taxPercent) };
  return [fee, { ...fee, id: `tax-${index + 1}`, name: `PPN ${name}`, isPrice: false, price }];
}

function lateChargeOf(terms: ProductTerms, wish: Wish, endsOn: Day): LoanTerms['lateCharge'] {
  const { lateCharge } = terms;
  if (lateCharge === null && !wish.isCapped) return null;
  // Without a late charge the cap of the loan's life still binds whatever is agreed later.
  const { graceDays, base, percentPerDay } = lateCharge ?? { graceDays: 0, base: 'principal', percentPerDay: '0' };
  if (!wish.isCapped) return { percentPerDay, graceDays, base, lifeCapMinor: null };
  const line = capFor(LATE_CAPS, agreementOf(terms, wish, endsOn));
  return {
    percentPerDay: lowerRate(percentPerDay, line),
    graceDays,
    base,
    lifeCapMinor: lifeCap(wish.amountMinor),
  };
}

export function agreementOf(terms: ProductTerms, { agreedOn }: Pick<Wish, 'agreedOn'>, endsOn: Day): Agreement {
  return { agreedOn, endsOn, type: fundingTypeOf(terms) };
}

export function fundingTypeOf({ purpose, businessSize }: ProductTerms): FundingType {
  return purpose === 'consumer' ? { purpose } : { purpose, size: businessSize ?? 'micro' };
}

function shareOf(amountMinor: number, percent: string, mode: ScheduleTerms['rounding']['mode']): number {
  return divideMinor(BigInt(amountMinor) * fixed(percent), 100n * ONE, mode);
}

/** 11 percent of 2.5 percent is 0.275 percent, as text with eight digits. */
function percentOfPercent(percent: string, ofPercent: string): string {
  const DIGITS = 100_000_000n;
  const product = (fixed(percent) * fixed(ofPercent)) / (100n * ONE);
  const hundredMillionths = (product * DIGITS) / ONE;
  const text = hundredMillionths.toString().padStart(9, '0');
  return `${text.slice(0, -8)}.${text.slice(-8)}`;
}

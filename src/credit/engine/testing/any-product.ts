import fc from 'fast-check';
import { addDays, type Day } from '../calendar/days.ts';
import type { LoanEvent } from '../life/loan-events.ts';
import { type AllocationRules, bucketsOf } from '../replay/allocation-rules.ts';
import type { LoanFee, LoanTerms, PaymentKind } from '../replay/loan-facts.ts';
import { COMPONENTS } from '../replay/parts.ts';
import { anyAllocation, plainLoan, START, startOf } from './loan-cases.ts';

const fee = (id: string): fc.Arbitrary<LoanFee> =>
  fc
    .record({
      timing: fc.constantFrom(
        'at-disbursement' as const,
        'each-instalment' as const,
        'on-day' as const,
        'overdue' as const,
      ),
      days: fc.integer({ min: 0, max: 90 }),
      isPercent: fc.boolean(),
      size: fc.integer({ min: 1, max: 300 }),
    })
    .map(({ timing, days, isPercent, size }) => ({
      id,
      name: 'Biaya',
      isPenalty: timing === 'overdue',
      isPrice: timing !== 'overdue',
      timing,
      days,
      price: isPercent
        ? { kind: 'percent' as const, percent: `${(size / 100).toFixed(2)}` }
        : { kind: 'flat' as const, amountMinor: size * 100 },
    }));

const anyOrder = fc.shuffledSubarray([...COMPONENTS], { minLength: COMPONENTS.length });

/** Both directions with any order of components, and a rest rule for each kind of payment that has its own. */
const anyBuckets: fc.Arbitrary<AllocationRules> = fc
  .record({
    direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
    order: anyOrder,
    rest: fc.constantFrom('next-instalment' as const, 'last-instalment' as const, 're-amortise' as const),
    refundRest: fc.constantFrom('next-instalment' as const, 'last-instalment' as const, 're-amortise' as const),
  })
  .map(({ direction, order, rest, refundRest }) => ({
    kind: 'buckets',
    direction,
    standard: { order: bucketsOf(order), rest },
    byKind: { 'merchant-refund': { order: bucketsOf(order.toReversed()), rest: refundRest } },
  }));

/** Whether interest follows the payments decides what else a product may have. */
const shape = fc.oneof(
  fc.record({
    method: fc.constantFrom('flat' as const, 'flat-daily' as const, 'declining' as const, 'none' as const),
    amortisation: fc.constantFrom('equal-instalments' as const, 'equal-principal' as const, 'bullet' as const),
    grace: fc.record({
      principalPeriods: fc.integer({ min: 0, max: 1 }),
      interestPeriods: fc.integer({ min: 0, max: 1 }),
      interestFreePeriods: fc.integer({ min: 0, max: 1 }),
    }),
    recalculation: fc.constant(null),
  }),
  fc.record({
    method: fc.constant('declining' as const),
    amortisation: fc.constant('equal-instalments' as const),
    grace: fc.constant({ principalPeriods: 0, interestPeriods: 0, interestFreePeriods: 0 }),
    recalculation: fc.record({
      rest: fc.constantFrom('daily' as const, 'due-date' as const),
      prepayment: fc.constantFrom(
        'smaller-instalments' as const,
        'fewer-instalments' as const,
        'next-instalments' as const,
      ),
      settlement: fc.constantFrom('until-payment' as const, 'until-due-date' as const),
    }),
  }),
);

/** Any product that a table of terms can say, with its fees, late charges and the cap of the loan's life. */
export const anyProduct: fc.Arbitrary<LoanTerms> = fc
  .record({
    amountMinor: fc.oneof(fc.integer({ min: 50_000, max: 50_000_000 }), fc.integer({ min: 500, max: 20_000 })),
    periods: fc.integer({ min: 2, max: 8 }),
    dueDates: fc.constantFrom(
      { kind: 'every' as const, every: 1, unit: 'months' as const },
      { kind: 'every' as const, every: 2, unit: 'weeks' as const },
      { kind: 'every' as const, every: 13, unit: 'days' as const },
    ),
    shape,
    rate: fc.integer({ min: 1, max: 36 }),
    interestPeriod: fc.constantFrom('equal-periods' as const, 'by-days' as const),
    multipleMinor: fc.constantFrom(null, 100, 1_000),
    fees: fc.tuple(fc.option(fee('fee-1'), { nil: null }), fc.option(fee('fee-2'), { nil: null })),
    chargebackOrder: fc.option(anyOrder, { nil: null }),
    downPayment: fc.constantFrom('0', '0', '0', '25', '12.5'),
    late: fc.option(
      fc.record({ percent: fc.constantFrom('0.1', '0.5', '5'), graceDays: fc.integer({ min: 0, max: 5 }) }),
      { nil: null },
    ),
    allocation: fc.oneof(anyAllocation, anyBuckets),
  })
  .map(({ amountMinor, periods, dueDates, shape: { recalculation, ...shaped }, rate, late, fees, ...rest }) => {
    const hasDownPayment =
      rest.downPayment !== '0' &&
      recalculation === null &&
      shaped.amortisation === 'equal-instalments' &&
      shaped.grace.principalPeriods === 0;
    const ratePercent = {
      none: '0',
      'flat-daily': `0.${String(rate).padStart(2, '0')}`,
      flat: `${rate}`,
      declining: `${rate}`,
    }[shaped.method];
    const rounding = { mode: 'half-even' as const, multipleMinor: rest.multipleMinor, remainder: 'last' as const };
    const schedule = {
      ...{ periods, dueDates, ...shaped, ratePercent, interestPeriod: rest.interestPeriod, rounding },
      ...(hasDownPayment && { downPaymentPercent: rest.downPayment }),
    };
    return plainLoan(
      { ...schedule, tranches: [{ onDate: START, amountMinor }] },
      {
        recalculation,
        allocation: rest.allocation,
        chargebackOrder: rest.chargebackOrder,
        fees: fees.filter((one) => one !== null),
        lateCharge: late && {
          percentPerDay: late.percent,
          graceDays: late.graceDays,
          base: 'principal',
          lifeCapMinor: amountMinor,
        },
        delinquencyRanges: [
          { name: '1-30', fromDays: 1, untilDays: 30 },
          { name: '>30', fromDays: 31, untilDays: null },
        ],
      },
    );
  });

export const LAST_DAY = 260;

type Happening = { kind: (typeof KINDS)[number]; day: number; lag: number; share: number };
const KINDS = [
  'pay',
  'pay',
  'pay',
  'pay',
  'goodwill',
  'refund',
  'fee',
  'freeze',
  'reverse',
  'chargeback',
  'tranche',
  'charge-off',
] as const;

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom(...KINDS),
  day: fc.integer({ min: 1, max: LAST_DAY - 30 }),
  lag: fc.integer({ min: 0, max: 25 }),
  share: fc.integer({ min: 1, max: 120 }),
});

/** A product and what happens to a loan of it, in the order in which it became known. */
export const anyStory: fc.Arbitrary<LoanEvent[]> = fc
  .record({
    terms: anyProduct,
    happenings: fc.array(happening, { maxLength: 8 }),
    firstShare: fc.constantFrom(100, 100, 60),
  })
  .map(({ terms, happenings, firstShare }) => {
    const firstMinor = Math.floor((terms.agreedMinor * firstShare) / 100);
    const [applied, approved, payout] = startOf(terms);
    if (!applied || !approved || payout?.kind !== 'disbursed') return [];
    const start = [applied, approved, { ...payout, amountMinor: firstMinor }];
    return [...start, ...told(terms, happenings, terms.agreedMinor - firstMinor)];
  });

function told(terms: LoanTerms, happenings: readonly Happening[], leftMinor: number): LoanEvent[] {
  const known: { id: string; onDay: number; amountMinor: number }[] = [];
  const used = new Set<string>();
  let trancheMinor = leftMinor;
  return happenings
    .toSorted((a, b) => a.day + a.lag - (b.day + b.lag))
    .flatMap((what, index): LoanEvent[] => {
      const base = { id: `e${index}`, enteredOn: addDays(START, what.day + what.lag) };
      const onDate: Day = addDays(START, what.day);
      const amountMinor = Math.max(1, Math.floor((terms.agreedMinor * what.share) / 300));
      if (what.kind === 'tranche') {
        const paidOut = trancheMinor;
        trancheMinor = 0;
        // A tranche comes within the term.
        const early = { ...base, onDate: addDays(START, what.day % 20) };
        return paidOut > 0 ? [{ ...early, kind: 'disbursed', amountMinor: paidOut }] : [];
      }
      // Where interest follows the payments, a payment that went back is reversed.
      if (what.kind === 'chargeback' && terms.recalculation !== null) return [];
      if (what.kind === 'reverse' || what.kind === 'chargeback') return undone(what, { ...base, onDate }, known, used);
      const other = otherEvent(what, { ...base, onDate, amountMinor });
      if (other) return other;
      known.push({ id: base.id, onDay: what.day, amountMinor });
      return [{ ...base, kind: 'paid', reason: REASONS[what.kind] ?? 'repayment', onDate, amountMinor }];
    });
}

const REASONS: Partial<Record<Happening['kind'], PaymentKind>> = {
  refund: 'merchant-refund',
  goodwill: 'goodwill-credit',
};

/** An earlier payment taken out, or its money gone back. */
function undone(
  { kind, day }: Happening,
  { id, enteredOn, onDate }: { id: string; enteredOn: Day; onDate: Day },
  known: readonly { id: string; onDay: number; amountMinor: number }[],
  used: Set<string>,
): LoanEvent[] {
  const target = known.find((payment) => !used.has(payment.id) && payment.onDay <= day);
  if (!target) return [];
  used.add(target.id);
  return kind === 'reverse'
    ? [{ id, enteredOn, kind: 'reversed', transactionId: target.id }]
    : [{ id, enteredOn, kind: 'charged-back', onDate, amountMinor: target.amountMinor, paymentId: target.id }];
}

function otherEvent(
  what: Happening,
  { id, enteredOn, onDate, amountMinor }: { id: string; enteredOn: Day; onDate: Day; amountMinor: number },
): LoanEvent[] | null {
  switch (what.kind) {
    case 'fee': {
      const price = { kind: 'flat' as const, amountMinor: Math.max(1, Math.floor(amountMinor / 40)) };
      const charge = {
        id,
        name: 'Biaya',
        isPenalty: what.share > 60,
        timing: 'on-date' as const,
        dueOn: onDate,
        price,
      };
      return [{ id, enteredOn, kind: 'charged', charge }];
    }
    case 'freeze':
      return [{ id, enteredOn, kind: 'charges-frozen', fromOn: onDate, untilOn: addDays(onDate, what.share) }];
    case 'charge-off':
      return what.share > 100 ? [{ id, enteredOn, kind: 'charged-off', onDate, isFraud: false }] : [];
    default:
      return null;
  }
}

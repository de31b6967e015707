import fc from 'fast-check';
import { addDays, type Day } from '../calendar/days.ts';
import { EVERY_DAY } from '../calendar/due-dates.ts';
import type { LoanEvent } from '../life/loan-events.ts';
import {
  type AllocationRules,
  bucketsOf,
  PENALTY_FEE_INTEREST_PRINCIPAL,
  type RestRule,
} from '../replay/allocation-rules.ts';
import type { LoanTerms } from '../replay/loan-facts.ts';
import { NO_GRACE, type ScheduleTerms } from '../schedule/schedule-terms.ts';

export const START: Day = '2026-01-15';

/** Twelve months at 12 % a year, cents, half even. */
export function plainSchedule(changes: Partial<ScheduleTerms> = {}): ScheduleTerms {
  return {
    startOn: START,
    tranches: [{ onDate: START, amountMinor: 1_200_000 }],
    periods: 12,
    dueDates: { kind: 'every', every: 1, unit: 'months' },
    method: 'declining',
    amortisation: 'equal-instalments',
    interestPeriod: 'equal-periods',
    instalmentFormula: 'nominal-period',
    dayCount: '30/360',
    ratePercent: '12',
    grace: NO_GRACE,
    rounding: { mode: 'half-even', multipleMinor: null, remainder: 'last' },
    ...changes,
  };
}

export function plainLoan(schedule: Partial<ScheduleTerms> = {}, changes: Partial<LoanTerms> = {}): LoanTerms {
  const { startOn, tranches, agreedMinor, changes: _, ...terms } = plainSchedule(schedule);
  return {
    schedule: terms,
    submittedOn: startOn,
    agreedMinor: agreedMinor ?? tranches.reduce((total, { amountMinor }) => total + amountMinor, 0),
    allocation: PENALTY_FEE_INTEREST_PRINCIPAL,
    chargebackOrder: null,
    isDownPaymentAutomatic: false,
    isReckonedFromAgreed: false,
    recalculation: null,
    lateFee: null,
    arrearsGraceDays: 0,
    delinquencyRanges: [],
    ...changes,
  };
}

/** Applied, approved and paid out on the first day. */
export function startOf(terms: LoanTerms, amountMinor = terms.agreedMinor): LoanEvent[] {
  const { submittedOn: onDate } = terms;
  return [
    { id: 'applied', enteredOn: onDate, kind: 'applied', terms },
    { id: 'approved', enteredOn: onDate, kind: 'approved', onDate, amountMinor },
    { id: 'payout', enteredOn: onDate, kind: 'disbursed', onDate, amountMinor },
  ];
}

const dueDates = fc.oneof(
  fc.record({
    kind: fc.constant('every' as const),
    every: fc.integer({ min: 1, max: 3 }),
    unit: fc.constantFrom('weeks' as const, 'months' as const),
  }),
  fc.record({
    kind: fc.constant('every' as const),
    every: fc.integer({ min: 1, max: 30 }),
    unit: fc.constant('days' as const),
  }),
  fc.constant({ kind: 'month-end' as const, from: START }),
);

const rounding = fc.record({
  mode: fc.constantFrom('half-even' as const, 'half-up' as const),
  multipleMinor: fc.constantFrom(null, 100, 1_000),
  remainder: fc.constantFrom('last' as const, 'first' as const),
});

/** Any product a table of terms can say. */
export const anySchedule: fc.Arbitrary<ScheduleTerms> = fc
  .record({
    amountMinor: fc.integer({ min: 100_000, max: 5_000_000_000 }),
    periods: fc.integer({ min: 1, max: 36 }),
    dueDates,
    method: fc.constantFrom('flat' as const, 'flat-daily' as const, 'declining' as const, 'none' as const),
    amortisation: fc.constantFrom('equal-instalments' as const, 'equal-principal' as const, 'bullet' as const),
    interestPeriod: fc.constantFrom('equal-periods' as const, 'by-days' as const),
    instalmentFormula: fc.constantFrom('nominal-period' as const, 'exact-periods' as const),
    dayCount: fc.constantFrom(
      'actual/365' as const,
      'actual/actual' as const,
      'actual/360' as const,
      '30/360' as const,
    ),
    rateHundredths: fc.integer({ min: 0, max: 6_000 }),
    rounding,
    isMoved: fc.boolean(),
  })
  .map(({ amountMinor, rateHundredths, isMoved, ...rest }) => ({
    ...rest,
    startOn: START,
    tranches: [{ onDate: START, amountMinor }],
    ratePercent:
      rest.method === 'flat-daily' ? `0.${String(rateHundredths % 40).padStart(2, '0')}` : percentText(rateHundredths),
    grace: NO_GRACE,
    ...(isMoved && {
      holidays: { rule: 'next-working-day' as const, workingDays: { ...EVERY_DAY, weekend: [6, 7] } },
    }),
  }));

const bucketRules = (rest: RestRule): AllocationRules => ({
  kind: 'buckets',
  direction: rest === 'last-instalment' ? 'vertical' : 'horizontal',
  standard: { order: bucketsOf(['penalty', 'fee', 'interest', 'principal']), rest },
  byKind: {},
});

export const anyAllocation: fc.Arbitrary<AllocationRules> = fc.constantFrom<AllocationRules>(
  PENALTY_FEE_INTEREST_PRINCIPAL,
  {
    kind: 'instalments',
    due: ['principal', 'interest', 'fee', 'penalty'],
    inAdvanceFirst: [],
    inAdvance: ['principal', 'interest', 'fee', 'penalty'],
  },
  bucketRules('next-instalment'),
  bucketRules('last-instalment'),
  bucketRules('re-amortise'),
);

type Happening = {
  kind: 'pay' | 'charge' | 'refund' | 'goodwill' | 'reverse' | 'chargeback';
  day: number;
  lag: number;
  share: number;
};

const happening: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('pay', 'pay', 'pay', 'charge', 'refund', 'goodwill', 'reverse', 'chargeback') as fc.Arbitrary<
    Happening['kind']
  >,
  day: fc.integer({ min: 0, max: 200 }),
  lag: fc.integer({ min: 0, max: 20 }),
  share: fc.integer({ min: 1, max: 130 }),
});

/** A loan of up to six instalments and what happens to it: money in and back, charges, some of it told late. */
export const anyLife: fc.Arbitrary<LoanEvent[]> = fc
  .record({
    amountMinor: fc.integer({ min: 10_000, max: 10_000_000 }),
    periods: fc.integer({ min: 1, max: 6 }),
    method: fc.constantFrom('flat' as const, 'flat-daily' as const, 'declining' as const, 'none' as const),
    allocation: anyAllocation,
    happenings: fc.array(happening, { maxLength: 10 }),
  })
  .map(({ amountMinor, periods, method, allocation, happenings }) => {
    const schedule = {
      method,
      periods,
      ratePercent: method === 'flat-daily' ? '0.2' : '18',
      tranches: [{ onDate: START, amountMinor }],
    };
    const terms = plainLoan(schedule, { allocation });
    return [...startOf(terms), ...eventsOf(happenings, amountMinor)];
  });

/** Events in the order in which they became known. */
function eventsOf(happenings: readonly Happening[], loanMinor: number): LoanEvent[] {
  const told = happenings.toSorted((a, b) => a.day + a.lag - (b.day + b.lag));
  const paid: { id: string; onDay: number; amountMinor: number }[] = [];
  const taken = new Set<string>();
  return told.flatMap((what, index): LoanEvent[] => {
    const id = `e${index}`;
    const onDate = addDays(START, what.day);
    const enteredOn = addDays(START, what.day + what.lag);
    const amountMinor = Math.max(1, Math.floor((loanMinor * what.share) / 400));
    if (what.kind === 'charge') {
      const charge = { id, name: 'Biaya', isPenalty: what.share > 60, timing: 'on-date' as const, dueOn: onDate };
      return [{ id, enteredOn, kind: 'charged', charge: { ...charge, price: { kind: 'flat', amountMinor } } }];
    }
    if (what.kind === 'reverse' || what.kind === 'chargeback') {
      const target = paid.find((payment) => !taken.has(payment.id) && payment.onDay <= what.day);
      if (target === undefined) return [];
      taken.add(target.id);
      return what.kind === 'reverse'
        ? [{ id, enteredOn, kind: 'reversed', transactionId: target.id }]
        : [{ id, enteredOn, kind: 'charged-back', onDate, amountMinor: target.amountMinor, paymentId: target.id }];
    }
    const reason = ({ pay: 'repayment', refund: 'merchant-refund', goodwill: 'goodwill-credit' } as const)[what.kind];
    paid.push({ id, onDay: what.day, amountMinor });
    return [{ id, enteredOn, kind: 'paid', reason, onDate, amountMinor }];
  });
}

function percentText(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

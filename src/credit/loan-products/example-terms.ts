import type { ProductTerms } from './shapes.ts';

const ORDER = ['penalty', 'fee', 'interest', 'principal'] as const;

/** A consumer loan of an online lender: 0.2 % a day, one to three months, a fee of 1.5 % and a late charge by the day. */
export const EXAMPLE_TERMS: ProductTerms = {
  purpose: 'consumer',
  businessSize: null,
  fundedBy: 'own-book',
  amount: { leastMinor: 1_000_000, mostMinor: 50_000_000, stepMinor: 100_000 },
  periods: { least: 1, most: 3 },
  dueDates: { kind: 'every', every: 30, unit: 'days' },
  holidays: null,
  method: 'flat-daily',
  amortisation: 'equal-principal',
  interestPeriod: 'by-days',
  instalmentFormula: 'exact-periods',
  dayCount: 'actual/365',
  ratePercent: '0.2',
  grace: { principalPeriods: 0, interestPeriods: 0, interestFreePeriods: 0 },
  rounding: { mode: 'half-even', multipleMinor: null, remainder: 'last' },
  balloonPercent: null,
  downPaymentPercent: null,
  fees: [
    {
      name: 'Biaya layanan',
      nature: 'price',
      timing: 'at-disbursement',
      amount: { kind: 'percent', percent: '1.5' },
      taxPercent: '11',
    },
  ],
  lateCharge: { percentPerDay: '0.1', graceDays: 0, base: 'principal' },
  allocation: { kind: 'instalments', due: [...ORDER], inAdvanceFirst: [], inAdvance: [...ORDER] },
  chargebackOrder: null,
  recalculation: null,
  arrearsGraceDays: 0,
  delinquencyRanges: [
    { name: '1-30', fromDays: 1, untilDays: 30 },
    { name: '31-90', fromDays: 31, untilDays: 90 },
    { name: '>90', fromDays: 91, untilDays: null },
  ],
};

import type { Component, ProductTerms } from '@lumbung/kit/api-credit.ts';
import { thousands } from '@lumbung/kit/format/money.ts';
import { readAmount, readCount, readDays, readPercent } from './read-figures.ts';

type Fee = ProductTerms['fees'][number];
type Holidays = NonNullable<ProductTerms['holidays']>;
type LateCharge = NonNullable<ProductTerms['lateCharge']>;
type Recalculation = NonNullable<ProductTerms['recalculation']>;
type InBuckets = Extract<ProductTerms['allocation'], { kind: 'buckets' }>;
export type Bucket = InBuckets['standard']['order'][number];

/** A fee as typed. */
export type FeeForm = {
  key: number;
  name: string;
  nature: Fee['nature'];
  timing: Fee['timing'];
  days: string;
  kind: Fee['amount']['kind'];
  value: string;
  tax: string;
};
export type RangeForm = { key: number; name: string; from: string; until: string };

/** A product as typed: figures are texts until they are read. */
export type ProductForm = {
  name: string;
  purpose: ProductTerms['purpose'];
  businessSize: NonNullable<ProductTerms['businessSize']>;
  fundedBy: ProductTerms['fundedBy'];
  least: string;
  most: string;
  step: string;
  periodsLeast: string;
  periodsMost: string;
  due: 'days' | 'weeks' | 'months' | 'month-start' | 'month-end';
  every: string;
  holidayRule: Holidays['rule'] | 'none';
  weekend: number[];
  holidays: string;
  method: ProductTerms['method'];
  amortisation: ProductTerms['amortisation'];
  interestPeriod: ProductTerms['interestPeriod'];
  instalmentFormula: ProductTerms['instalmentFormula'];
  dayCount: ProductTerms['dayCount'];
  rate: string;
  principalGrace: string;
  interestGrace: string;
  interestFree: string;
  rounding: ProductTerms['rounding']['mode'];
  multiple: string;
  instalmentRounding: ProductTerms['rounding']['mode'] | 'none';
  remainder: ProductTerms['rounding']['remainder'];
  balloon: string;
  downPayment: string;
  fees: FeeForm[];
  hasLateCharge: boolean;
  latePercent: string;
  lateGrace: string;
  lateBase: LateCharge['base'];
  allocation: ProductTerms['allocation']['kind'];
  dueOrder: Component[];
  firstInAdvance: Component[];
  advanceOrder: Component[];
  direction: InBuckets['direction'];
  buckets: Bucket[];
  rest: InBuckets['standard']['rest'];
  /** Orders of single kinds of payment, as they were read; the form keeps them as they are. */
  byKind: InBuckets['byKind'];
  chargebackOrder: Component[];
  hasChargebackOrder: boolean;
  hasRecalculation: boolean;
  recalculation: Recalculation;
  arrearsGrace: string;
  ranges: RangeForm[];
};

const COMPONENTS = ['penalty', 'fee', 'interest', 'principal'] as const satisfies Component[];
const WHEN = ['past-due', 'due', 'in-advance'] as const satisfies Bucket['when'][];
const everyBucket = (): Bucket[] => WHEN.flatMap((when) => COMPONENTS.map((component) => ({ when, component })));
const shown = (percent: string | null | undefined) => (percent ?? '').replace('.', ',');
let keys = 0;
export const newKey = () => ++keys;

export function emptyFee(): FeeForm {
  return {
    key: newKey(),
    name: '',
    nature: 'price',
    timing: 'at-disbursement',
    days: '',
    kind: 'percent',
    value: '',
    tax: '',
  };
}

export function formOf(name: string, terms: ProductTerms): ProductForm {
  return { name, ...limitsForm(terms), ...interestForm(terms), ...chargesForm(terms), ...paymentsForm(terms) };
}

function limitsForm({ purpose, businessSize, fundedBy, amount, periods, dueDates, holidays }: ProductTerms) {
  return {
    purpose,
    businessSize: businessSize ?? 'micro',
    fundedBy,
    least: thousands(amount.leastMinor),
    most: thousands(amount.mostMinor),
    step: thousands(amount.stepMinor),
    periodsLeast: String(periods.least),
    periodsMost: String(periods.most),
    due: dueDates.kind === 'every' ? dueDates.unit : dueDates.kind,
    every: dueDates.kind === 'every' ? String(dueDates.every) : '1',
    holidayRule: holidays?.rule ?? 'none',
    weekend: holidays?.weekend ?? [6, 7],
    holidays: (holidays?.days ?? []).join('\n'),
  } as const;
}

function interestForm(terms: ProductTerms) {
  const { grace, rounding } = terms;
  return {
    method: terms.method,
    amortisation: terms.amortisation,
    interestPeriod: terms.interestPeriod,
    instalmentFormula: terms.instalmentFormula,
    dayCount: terms.dayCount,
    rate: shown(terms.ratePercent),
    principalGrace: String(grace.principalPeriods),
    interestGrace: String(grace.interestPeriods),
    interestFree: String(grace.interestFreePeriods),
    rounding: rounding.mode,
    multiple: rounding.multipleMinor === null ? '' : thousands(rounding.multipleMinor),
    instalmentRounding: rounding.instalmentMode ?? ('none' as const),
    remainder: rounding.remainder,
    balloon: shown(terms.balloonPercent),
    downPayment: shown(terms.downPaymentPercent),
  };
}

function chargesForm({ fees, lateCharge, arrearsGraceDays, delinquencyRanges }: ProductTerms) {
  return {
    fees: fees.map(
      ({ name, nature, timing, days, amount, taxPercent }): FeeForm => ({
        key: newKey(),
        name,
        nature,
        timing,
        days: days === undefined ? '' : String(days),
        kind: amount.kind,
        value: amount.kind === 'flat' ? thousands(amount.amountMinor) : shown(amount.percent),
        tax: shown(taxPercent),
      }),
    ),
    hasLateCharge: lateCharge !== null,
    latePercent: shown(lateCharge?.percentPerDay ?? '0.1'),
    lateGrace: String(lateCharge?.graceDays ?? 0),
    lateBase: lateCharge?.base ?? ('principal' as const),
    arrearsGrace: String(arrearsGraceDays),
    ranges: delinquencyRanges.map(
      ({ name, fromDays, untilDays }): RangeForm => ({
        key: newKey(),
        name,
        from: String(fromDays),
        until: untilDays === null ? '' : String(untilDays),
      }),
    ),
  };
}

function paymentsForm({ allocation, chargebackOrder, recalculation }: ProductTerms) {
  const inBuckets = allocation.kind === 'buckets' ? allocation : null;
  const byInstalments = allocation.kind === 'instalments' ? allocation : null;
  return {
    allocation: allocation.kind,
    dueOrder: byInstalments?.due ?? [...COMPONENTS],
    firstInAdvance: byInstalments?.inAdvanceFirst ?? [],
    advanceOrder: byInstalments?.inAdvance ?? [...COMPONENTS],
    direction: inBuckets?.direction ?? ('horizontal' as const),
    buckets: inBuckets?.standard.order ?? everyBucket(),
    rest: inBuckets?.standard.rest ?? ('next-instalment' as const),
    byKind: inBuckets?.byKind ?? {},
    hasChargebackOrder: chargebackOrder !== null,
    chargebackOrder: chargebackOrder ?? [...COMPONENTS],
    hasRecalculation: recalculation !== null,
    recalculation: recalculation ?? {
      rest: 'daily' as const,
      prepayment: 'smaller-instalments' as const,
      settlement: 'until-payment' as const,
    },
  };
}

/** What a field wants, where it holds something else. The page turns it into a sentence. */
export type Wanted = 'amount' | 'percent' | 'count' | 'days' | 'name';
/** Fields by the names of the API (`terms.amount.leastMinor`). */
export type Wrong = Record<string, Wanted>;

/** What was typed as the API takes it, and which fields cannot be read. Whether it fits together, the house says. */
export function readTerms(form: ProductForm): { terms: ProductTerms; wrong: Wrong } {
  const wrong: Wrong = {};
  const read = readersInto(wrong);
  const terms: ProductTerms = {
    ...readLimits(form, read),
    ...readInterest(form, read),
    fees: form.fees.map((fee, index) => readFee(fee, `fees.${index}`, read)),
    lateCharge: form.hasLateCharge ? readLateCharge(form, read) : null,
    allocation: allocationOf(form),
    chargebackOrder: form.hasChargebackOrder ? form.chargebackOrder : null,
    recalculation: form.hasRecalculation ? form.recalculation : null,
    arrearsGraceDays: read.count('arrearsGraceDays', form.arrearsGrace, 0, 365),
    delinquencyRanges: form.ranges.map((range, index) => readRange(range, `delinquencyRanges.${index}`, read)),
  };
  return { terms, wrong };
}

type Readers = ReturnType<typeof readersInto>;

/** Readers that note what they cannot read, and go on with something that can be sent nowhere. */
function readersInto(wrong: Wrong) {
  const get = <T>(field: string, wanted: Wanted, value: T | undefined, instead: T): T => {
    if (value === undefined) wrong[`terms.${field}`] = wanted;
    return value ?? instead;
  };
  const percent = (field: string, typed: string) => get(field, 'percent', readPercent(typed), '0');
  return {
    get,
    percent,
    optional: (field: string, typed: string) => (typed.trim() === '' ? null : percent(field, typed)),
    amount: (field: string, typed: string) => get(field, 'amount', readAmount(typed), 1),
    name: (field: string, typed: string) => get(field, 'name', readName(typed), '–'),
    count: (field: string, typed: string, least: number, most: number) =>
      get(field, 'count', readCount(typed, least, most), least),
  };
}

function readLimits(form: ProductForm, { get, amount, count }: Readers) {
  return {
    purpose: form.purpose,
    businessSize: form.purpose === 'business' ? form.businessSize : null,
    fundedBy: form.fundedBy,
    amount: {
      leastMinor: amount('amount.leastMinor', form.least),
      mostMinor: amount('amount.mostMinor', form.most),
      stepMinor: amount('amount.stepMinor', form.step),
    },
    periods: {
      least: count('periods.least', form.periodsLeast, 1, 120),
      most: count('periods.most', form.periodsMost, 1, 120),
    },
    dueDates:
      form.due === 'month-start' || form.due === 'month-end'
        ? { kind: form.due }
        : { kind: 'every' as const, every: count('dueDates.every', form.every, 1, 366), unit: form.due },
    holidays:
      form.holidayRule === 'none'
        ? null
        : {
            rule: form.holidayRule,
            weekend: form.weekend.toSorted((a, b) => a - b),
            days: get('holidays.days', 'days', readDays(form.holidays), []),
          },
  };
}

function readInterest(form: ProductForm, { amount, count, percent, optional }: Readers) {
  return {
    method: form.method,
    amortisation: form.amortisation,
    interestPeriod: form.interestPeriod,
    instalmentFormula: form.instalmentFormula,
    dayCount: form.dayCount,
    ratePercent: percent('ratePercent', form.rate),
    grace: {
      principalPeriods: count('grace.principalPeriods', form.principalGrace, 0, 60),
      interestPeriods: count('grace.interestPeriods', form.interestGrace, 0, 60),
      interestFreePeriods: count('grace.interestFreePeriods', form.interestFree, 0, 60),
    },
    rounding: {
      mode: form.rounding,
      multipleMinor: form.multiple.trim() === '' ? null : amount('rounding.multipleMinor', form.multiple),
      ...(form.instalmentRounding === 'none' ? {} : { instalmentMode: form.instalmentRounding }),
      remainder: form.remainder,
    },
    balloonPercent: form.amortisation === 'balloon' ? percent('balloonPercent', form.balloon) : null,
    downPaymentPercent: optional('downPaymentPercent', form.downPayment),
  };
}

function readLateCharge(form: ProductForm, { count, percent }: Readers): LateCharge {
  return {
    percentPerDay: percent('lateCharge.percentPerDay', form.latePercent),
    graceDays: count('lateCharge.graceDays', form.lateGrace, 0, 365),
    base: form.lateBase,
  };
}

function readFee(fee: FeeForm, at: string, { get, name, count, percent, optional }: Readers): Fee {
  const hasDays = fee.timing === 'on-day' || fee.timing === 'overdue';
  const tax = fee.timing === 'overdue' || fee.nature === 'tax' ? null : optional(`${at}.taxPercent`, fee.tax);
  return {
    name: name(`${at}.name`, fee.name),
    // What falls due because something is late is a late charge, and nothing else is.
    nature: fee.timing === 'overdue' ? 'late-charge' : fee.nature,
    timing: fee.timing,
    ...(hasDays ? { days: count(`${at}.days`, fee.days, 0, 3_660) } : {}),
    amount:
      fee.kind === 'flat'
        ? { kind: 'flat', amountMinor: get(`${at}.amount`, 'amount', readAmount(fee.value, 0), 0) }
        : { kind: 'percent', percent: percent(`${at}.amount`, fee.value) },
    ...(tax === null ? {} : { taxPercent: tax }),
  };
}

function readRange({ name: typed, from, until }: RangeForm, at: string, { name, count }: Readers) {
  return {
    name: name(`${at}.name`, typed),
    fromDays: count(`${at}.fromDays`, from, 1, 10_000),
    untilDays: until.trim() === '' ? null : count(`${at}.untilDays`, until, 1, 10_000),
  };
}

function allocationOf(form: ProductForm): ProductTerms['allocation'] {
  if (form.allocation === 'instalments')
    return {
      kind: 'instalments',
      due: form.dueOrder,
      inAdvanceFirst: form.firstInAdvance,
      inAdvance: form.advanceOrder,
    };
  return {
    kind: 'buckets',
    direction: form.direction,
    standard: { order: form.buckets, rest: form.rest },
    byKind: form.byKind,
  };
}

function readName(typed: string): string | undefined {
  const name = typed.trim();
  return name.length >= 2 && name.length <= 80 ? name : undefined;
}

/** What most begin with: a consumer loan of 0.2 % a day over one to three months. */
export const FIRST_TERMS: ProductTerms = {
  purpose: 'consumer',
  businessSize: null,
  fundedBy: 'own-book',
  amount: { leastMinor: 1_000_000, mostMinor: 10_000_000, stepMinor: 100_000 },
  periods: { least: 1, most: 3 },
  dueDates: { kind: 'every', every: 1, unit: 'months' },
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
  fees: [],
  lateCharge: { percentPerDay: '0.1', graceDays: 0, base: 'principal' },
  allocation: { kind: 'instalments', due: [...COMPONENTS], inAdvanceFirst: [], inAdvance: [...COMPONENTS] },
  chargebackOrder: null,
  recalculation: null,
  arrearsGraceDays: 0,
  delinquencyRanges: [
    { name: '1-30', fromDays: 1, untilDays: 30 },
    { name: '31-90', fromDays: 31, untilDays: 90 },
    { name: '>90', fromDays: 91, untilDays: null },
  ],
};

import {
  type AllocationRules,
  bucketsOf,
  type DueTime,
  type RestRule,
} from '../../credit/engine/replay/allocation-rules.ts';
import type { DelinquencyRange, LoanTerms, PaymentKind } from '../../credit/engine/replay/loan-facts.ts';
import type { Component } from '../../credit/engine/replay/parts.ts';
import { plain, toMinor } from './amounts.ts';
import { settingsOf } from './product-settings.ts';
import { type Fields, isFields, listOf, numberOf, textOf } from './vector-file.ts';

/** The terms of a loan from the inputs of a case. */
export function loanTermsOf(inputs: Fields, delinquency: Fields): LoanTerms {
  const product = isFields(inputs.product) ? inputs.product : {};
  const digits = typeof product.currency_digits === 'number' ? product.currency_digits : 2;
  const settings = settingsOf(String(product.test_product ?? ''));
  const isByBuckets = inputs.allocation_strategy === 'ADVANCED_PAYMENT_ALLOCATION';
  return {
    schedule: scheduleOf(inputs, product, digits),
    submittedOn: textOf(inputs, 'submitted_on'),
    agreedMinor: toMinor(inputs.principal, digits),
    allocation: isByBuckets ? bucketRules(inputs, product) : instalmentRules(textOf(inputs, 'allocation_strategy')),
    chargebackOrder: isByBuckets ? settings.chargebackOrder : null,
    isDownPaymentAutomatic: product.down_payment_automatic === true,
    isReckonedFromAgreed: settings.isMultiPayout && inputs.interest_method === 'DECLINING_BALANCE',
    recalculation: product.interest_recalculation === true ? recalculationOf(product) : null,
    lateFee: lateFeeOf(product.late_fee),
    arrearsGraceDays:
      typeof product.grace_on_arrears_ageing_days === 'number' ? product.grace_on_arrears_ageing_days : 0,
    delinquencyRanges: rangesOf(delinquency),
  };
}

function scheduleOf(inputs: Fields, product: Fields, digits: number): LoanTerms['schedule'] {
  const multiple = product.installment_rounded_to_multiple_of;
  const downPayment = product.down_payment_percent;
  return {
    periods: numberOf(inputs, 'instalments'),
    dueDates: { kind: 'every', ...frequencyOf(numberOf(inputs, 'repay_every'), textOf(inputs, 'repay_unit')) },
    method: choose('interest_method', inputs.interest_method, METHODS),
    amortisation: choose('amortization', inputs.amortization ?? 'EQUAL_INSTALLMENTS', AMORTISATIONS),
    interestPeriod: choose('interest_period', inputs.interest_period ?? 'SAME_AS_REPAYMENT_PERIOD', INTEREST_PERIODS),
    instalmentFormula: 'nominal-period',
    dayCount: dayCountOf(product),
    ratePercent: plain(numberOf(inputs, 'annual_rate_percent')),
    grace: {
      principalPeriods: inputs.grace_principal === undefined ? 0 : numberOf(inputs, 'grace_principal'),
      // The source's own harness sets this field last, over the grace on interest payment; its figures follow from that.
      interestPeriods: inputs.interest_free_periods === undefined ? 0 : numberOf(inputs, 'interest_free_periods'),
      interestFreePeriods: 0,
    },
    rounding: {
      mode: roundingOf(product.rounding),
      multipleMinor: typeof multiple === 'number' && multiple > 0 ? multiple * 10 ** digits : null,
      remainder: 'last',
    },
    ...(typeof downPayment === 'number' ? { downPaymentPercent: String(downPayment) } : {}),
  };
}

const METHODS = { FLAT: 'flat', DECLINING_BALANCE: 'declining' } as const;
const AMORTISATIONS = {
  EQUAL_INSTALLMENTS: 'equal-instalments',
  EQUAL_INSTALMENTS: 'equal-instalments',
  EQUAL_PRINCIPAL_PAYMENTS: 'equal-principal',
  EQUAL_PRINCIPAL: 'equal-principal',
} as const;
const INTEREST_PERIODS = { DAILY: 'by-days', SAME_AS_REPAYMENT_PERIOD: 'equal-periods' } as const;
const ROUNDINGS = {
  HALF_EVEN: 'half-even',
  HALF_UP: 'half-up',
  HALF_DOWN: 'half-down',
  UP: 'up',
  DOWN: 'down',
  // Amounts of a schedule are never below zero, where these two would be others.
  CEILING: 'up',
  FLOOR: 'down',
} as const;

/** The files' word for something as ours; one that is not known stops the case, and is never taken for another. */
function choose<T extends string>(field: string, word: unknown, words: Readonly<Record<string, T>>): T {
  const known = words[String(word).toUpperCase()];
  if (known === undefined) throw new Error(`"${String(word)}" is no ${field} this runner knows`);
  return known;
}

export function roundingOf(word: unknown): LoanTerms['schedule']['rounding']['mode'] {
  return choose('rounding', word ?? 'HALF_EVEN', ROUNDINGS);
}

/** A year is twelve months. */
export function frequencyOf(every: number, unit: string): { every: number; unit: 'days' | 'weeks' | 'months' } {
  return unit.toUpperCase() === 'YEARS' ? { every: 12 * every, unit: 'months' } : { every, unit: unitOf(unit) };
}

export function unitOf(unit: string): 'days' | 'weeks' | 'months' {
  const units: Record<string, 'days' | 'weeks' | 'months'> = { DAYS: 'days', WEEKS: 'weeks', MONTHS: 'months' };
  const known = units[unit.toUpperCase()];
  if (!known) throw new Error(`"${unit}" is no unit of time`);
  return known;
}

/** An actual year has 365 days where schedules are cumulative, and its own days where they are progressive. */
function dayCountOf(product: Fields): LoanTerms['schedule']['dayCount'] {
  const inYear = String(product.days_in_year ?? 'ACTUAL').toUpperCase();
  const inMonth = String(product.days_in_month ?? 'ACTUAL').toUpperCase();
  const isProgressive = product.schedule_engine === 'PROGRESSIVE';
  const known: Record<string, LoanTerms['schedule']['dayCount']> = {
    '360/ACTUAL': 'actual/360',
    '360/30': '30/360',
    '364/ACTUAL': 'actual/364',
    '365/ACTUAL': 'actual/365',
    '365/30': '30/365',
    'ACTUAL/ACTUAL': isProgressive ? 'actual/actual' : 'actual/365',
    'ACTUAL/30': '30/365',
  };
  return choose('count of days', `${inYear}/${inMonth}`, known);
}

function bucketRules(inputs: Fields, product: Fields): AllocationRules {
  const order = bucketsFrom(product.allocation_order);
  const settings = settingsOf(String(product.test_product ?? ''));
  const rests: Partial<Record<PaymentKind, RestRule>> = { ...settings.rests };
  let standardRest: RestRule = 'next-instalment';
  for (const rule of listOf(inputs.future_instalment_rules)) {
    const rest = restOf(String(rule.future_instalments));
    const kind = PAYMENT_KINDS_BY_NAME[String(rule.transaction_type)];
    if (rule.transaction_type === 'DEFAULT') standardRest = rest;
    else if (kind) rests[kind] = rest;
    else throw new Error(`"${String(rule.transaction_type)}" is no kind of payment`);
  }
  const byKind: Extract<AllocationRules, { kind: 'buckets' }>['byKind'] = {};
  for (const kind of PAYMENT_KINDS) {
    const rest = rests[kind];
    if (rest) byKind[kind] = { order, rest };
  }
  const direction = choose('direction', product.allocation_direction ?? 'HORIZONTAL', {
    HORIZONTAL: 'horizontal',
    VERTICAL: 'vertical',
  } as const);
  return { kind: 'buckets', direction, standard: { order, rest: standardRest }, byKind };
}

export const PAYMENT_KINDS_BY_NAME: Record<string, PaymentKind> = {
  REPAYMENT: 'repayment',
  DOWN_PAYMENT: 'down-payment',
  GOODWILL_CREDIT: 'goodwill-credit',
  MERCHANT_ISSUED_REFUND: 'merchant-refund',
  PAYOUT_REFUND: 'payout-refund',
  RECOVERY_REPAYMENT: 'recovery',
};
const PAYMENT_KINDS = Object.values(PAYMENT_KINDS_BY_NAME);

const DUE_TIMES: Record<string, DueTime> = { PAST_DUE: 'past-due', DUE: 'due' };

function bucketsFrom(order: unknown): ReturnType<typeof bucketsOf> {
  if (!Array.isArray(order)) return bucketsOf(['penalty', 'fee', 'principal', 'interest']);
  return order.map((name) => {
    const match = /^(PAST_DUE|DUE|IN_ADVANCE)_(PENALTY|FEE|PRINCIPAL|INTEREST)$/.exec(String(name));
    const [, when = '', component = ''] = match ?? [];
    if (!match) throw new Error(`"${String(name)}" is no bucket`);
    return { when: DUE_TIMES[when] ?? 'in-advance', component: componentsFrom(component)[0] ?? 'principal' };
  });
}

function restOf(name: string): RestRule {
  const rests: Record<string, RestRule> = {
    NEXT_INSTALLMENT: 'next-instalment',
    LAST_INSTALLMENT: 'last-instalment',
    REAMORTIZATION: 're-amortise',
  };
  const rest = rests[name];
  if (!rest) throw new Error(`"${name}" is no rule for future instalments`);
  return rest;
}

/** `DUE_PENALTY_…_IN_ADVANCE_PENALTY_…`, or one order for both. */
function instalmentRules(strategy: string): AllocationRules {
  const [dueText = '', advanceText] = strategy
    .replace(/^DUE_/, '')
    .replace(/_ORDER$/, '')
    .split('_IN_ADVANCE_');
  const due = componentsFrom(dueText);
  if (advanceText === undefined) return { kind: 'instalments', due, inAdvanceFirst: [], inAdvance: due };
  // In advance the first round takes charges that are due already, and principal where it leads the list.
  const leadsWithPrincipal = advanceText.startsWith('PRINCIPAL');
  const inAdvanceFirst: Component[] = leadsWithPrincipal ? ['penalty', 'fee', 'principal'] : ['penalty', 'fee'];
  return { kind: 'instalments', due, inAdvanceFirst, inAdvance: due };
}

function componentsFrom(text: string): Component[] {
  const names: Record<string, Component> = {
    PENALTY: 'penalty',
    PENALTIES: 'penalty',
    FEE: 'fee',
    FEES: 'fee',
    INTEREST: 'interest',
    PRINCIPAL: 'principal',
  };
  return text.split('_').map((word) => {
    const component = names[word];
    if (!component) throw new Error(`"${text}" is no order of allocation`);
    return component;
  });
}

const PREPAYMENTS = {
  REDUCE_INSTALMENT_AMOUNT: 'smaller-instalments',
  REDUCE_EMI_AMOUNT: 'smaller-instalments',
  REDUCE_NUMBER_OF_INSTALMENTS: 'fewer-instalments',
  REDUCE_NUMBER_OF_INSTALLMENTS: 'fewer-instalments',
  RESCHEDULE_NEXT_REPAYMENTS: 'next-instalments',
  RESCHEDULE_NEXT_INSTALMENTS: 'next-instalments',
  ADJUST_LAST_UNPAID_PERIOD: 'fewer-instalments',
} as const;
const SETTLEMENTS = {
  TILL_PRECLOSE_DATE: 'until-payment',
  TILL_PRE_CLOSURE_DATE: 'until-payment',
  TILL_REST_FREQUENCY_DATE: 'until-due-date',
  TILL_NEXT_REST_DATE: 'until-due-date',
} as const;

function recalculationOf(product: Fields): LoanTerms['recalculation'] {
  return {
    rest: settingsOf(String(product.test_product ?? '')).recalculationRest,
    prepayment: choose('prepayment_effect', product.prepayment_effect ?? 'REDUCE_INSTALMENT_AMOUNT', PREPAYMENTS),
    settlement: choose('preclosure_interest', product.preclosure_interest ?? 'TILL_PRECLOSE_DATE', SETTLEMENTS),
  };
}

function lateFeeOf(fee: unknown): LoanTerms['lateFee'] {
  if (!isFields(fee)) return null;
  const isWithInterest = String(fee.base).includes('interest');
  return {
    name: isWithInterest ? '% Late fee amount+interest' : '% Late fee',
    percent: String(fee.percent),
    base: isWithInterest ? 'principal-and-interest' : 'principal',
    isPenalty: fee.penalty === true,
    graceDays: 0,
  };
}

function rangesOf(delinquency: Fields): DelinquencyRange[] {
  const ranges = isFields(delinquency.ranges_days) ? delinquency.ranges_days : {};
  return Object.entries(ranges).map(([name, days]) => {
    const [from, until] = Array.isArray(days) ? days : [];
    return { name, fromDays: Number(from), untilDays: typeof until === 'number' ? until : null };
  });
}

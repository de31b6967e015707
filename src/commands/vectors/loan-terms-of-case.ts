import {
  type AllocationRules,
  bucketsOf,
  type DueTime,
  type RestRule,
} from '../../credit/engine/replay/allocation-rules.ts';
import type { DelinquencyRange, LoanTerms, PaymentKind } from '../../credit/engine/replay/loan-facts.ts';
import type { Component } from '../../credit/engine/replay/parts.ts';
import { toMinor } from './amounts.ts';
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
  const rate = String(inputs.annual_rate_percent);
  return {
    periods: numberOf(inputs, 'instalments'),
    dueDates: { kind: 'every', every: numberOf(inputs, 'repay_every'), unit: unitOf(textOf(inputs, 'repay_unit')) },
    method: inputs.interest_method === 'FLAT' ? 'flat' : 'declining',
    amortisation: inputs.amortization === 'EQUAL_PRINCIPAL_PAYMENTS' ? 'equal-principal' : 'equal-instalments',
    interestPeriod: inputs.interest_period === 'DAILY' ? 'by-days' : 'equal-periods',
    instalmentFormula: 'nominal-period',
    dayCount: dayCountOf(product),
    ratePercent: rate,
    grace: {
      principalPeriods: numberOf(inputs, 'grace_principal'),
      // The source's own harness sets this field last, over the grace on interest payment; its figures follow from that.
      interestPeriods: numberOf(inputs, 'interest_free_periods'),
      interestFreePeriods: 0,
    },
    rounding: {
      mode: product.rounding === 'HALF_UP' ? 'half-up' : 'half-even',
      multipleMinor: typeof multiple === 'number' && multiple > 0 ? multiple * 10 ** digits : null,
      remainder: 'last',
    },
    ...(typeof downPayment === 'number' ? { downPaymentPercent: String(downPayment) } : {}),
  };
}

export function unitOf(unit: string): 'days' | 'weeks' | 'months' {
  const units: Record<string, 'days' | 'weeks' | 'months'> = { DAYS: 'days', WEEKS: 'weeks', MONTHS: 'months' };
  const known = units[unit.toUpperCase()];
  if (!known) throw new Error(`"${unit}" is no unit of time`);
  return known;
}

function dayCountOf(product: Fields): LoanTerms['schedule']['dayCount'] {
  const inYear = String(product.days_in_year ?? 'ACTUAL');
  if (inYear === '360') return String(product.days_in_month) === '30' ? '30/360' : 'actual/360';
  return inYear === '364' ? 'actual/364' : 'actual/365';
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
  }
  const byKind: Extract<AllocationRules, { kind: 'buckets' }>['byKind'] = {};
  for (const kind of PAYMENT_KINDS) {
    const rest = rests[kind];
    if (rest) byKind[kind] = { order, rest };
  }
  const direction = product.allocation_direction === 'VERTICAL' ? 'vertical' : 'horizontal';
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

function recalculationOf(product: Fields): LoanTerms['recalculation'] {
  return {
    rest: settingsOf(String(product.test_product ?? '')).recalculationRest,
    prepayment:
      product.prepayment_effect === 'REDUCE_NUMBER_OF_INSTALMENTS' ? 'fewer-instalments' : prepaymentOf(product),
    settlement: product.preclosure_interest === 'TILL_NEXT_REST_DATE' ? 'until-due-date' : 'until-payment',
  };
}

function prepaymentOf(product: Fields): 'smaller-instalments' | 'next-instalments' {
  return String(product.prepayment_effect).startsWith('RESCHEDULE') ? 'next-instalments' : 'smaller-instalments';
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

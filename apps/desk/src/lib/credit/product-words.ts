import type { Component, LoanProduct, PriceProof, ProductTerms } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import type { Bucket, ProductForm } from './product-form.ts';
import type { Look, Tone } from './words.ts';

type Option<V extends string> = { value: V; label: string };
type Words<V extends string> = Record<V, () => string>;

function optionsOf<V extends string>(words: Words<V>): Option<V>[] {
  // The keys of a record of ours are its type's; Object.keys has forgotten them.
  return (Object.keys(words) as V[]).map((value) => ({ value, label: words[value]() }));
}

const statuses: Record<LoanProduct['latestStatus'], { label: () => string; tone: Tone }> = {
  draft: { label: m.credit_product_status_draft, tone: 'kunyit' },
  released: { label: m.credit_product_status_released, tone: 'padi' },
  retired: { label: m.credit_product_status_retired, tone: 'neutral' },
};
export function productStatus(status: LoanProduct['latestStatus']): Look {
  const { label, tone } = statuses[status];
  return { label: label(), tone };
}

const purposes: Words<ProductTerms['purpose']> = {
  consumer: m.credit_purpose_consumer,
  business: m.credit_purpose_business,
};
export const purposeName = (purpose: ProductTerms['purpose']) => purposes[purpose]();
export const purposeOptions = () => optionsOf(purposes);

const sizes: Words<ProductForm['businessSize']> = {
  micro: m.credit_size_micro,
  'small-or-medium': m.credit_size_small,
};
export const sizeOptions = () => optionsOf(sizes);

const funded: Words<ProductTerms['fundedBy']> = { 'own-book': m.credit_funded_own, funders: m.credit_funded_funders };
export const fundedName = (fundedBy: ProductTerms['fundedBy']) => funded[fundedBy]();
export const fundedOptions = () => optionsOf(funded);

const dues: Words<ProductForm['due']> = {
  days: m.credit_due_days,
  weeks: m.credit_due_weeks,
  months: m.credit_due_months,
  'month-start': m.credit_due_month_start,
  'month-end': m.credit_due_month_end,
};
export const dueOptions = () => optionsOf(dues);
export const everyLabel = (due: ProductForm['due']): string =>
  ({
    days: m.credit_editor_every_days,
    weeks: m.credit_editor_every_weeks,
    months: m.credit_editor_every_months,
    'month-start': m.credit_editor_every_months,
    'month-end': m.credit_editor_every_months,
  })[due]();

const holidayRules: Words<ProductForm['holidayRule']> = {
  none: m.credit_holiday_none,
  keep: m.credit_holiday_keep,
  'next-working-day': m.credit_holiday_next,
  'previous-working-day': m.credit_holiday_previous,
  'next-unless-next-month': m.credit_holiday_next_same_month,
};
export const holidayOptions = () => optionsOf(holidayRules);
export const weekdays = () => [
  m.credit_weekday_1(),
  m.credit_weekday_2(),
  m.credit_weekday_3(),
  m.credit_weekday_4(),
  m.credit_weekday_5(),
  m.credit_weekday_6(),
  m.credit_weekday_7(),
];

const methods: Words<ProductTerms['method']> = {
  'flat-daily': m.credit_method_flat_daily,
  declining: m.credit_method_declining,
  flat: m.credit_method_flat,
  none: m.credit_method_none,
};
export const methodName = (method: ProductTerms['method']) => methods[method]();
export const methodOptions = () => optionsOf(methods);

const amortisations: Words<ProductTerms['amortisation']> = {
  'equal-instalments': m.credit_amortisation_equal_instalments,
  'equal-principal': m.credit_amortisation_equal_principal,
  bullet: m.credit_amortisation_bullet,
  balloon: m.credit_amortisation_balloon,
};
export const amortisationName = (one: ProductTerms['amortisation']) => amortisations[one]();
export const amortisationOptions = () => optionsOf(amortisations);

const dayCounts: Words<ProductTerms['dayCount']> = {
  'actual/365': () => 'Actual/365',
  'actual/actual': () => 'Actual/Actual',
  'actual/360': () => 'Actual/360',
  '30/360': () => '30/360',
  'actual/364': () => 'Actual/364',
};
export const dayCountOptions = () => optionsOf(dayCounts);

const interestPeriods: Words<ProductTerms['interestPeriod']> = {
  'equal-periods': m.credit_interest_period_equal,
  'by-days': m.credit_interest_period_days,
};
export const interestPeriodOptions = () => optionsOf(interestPeriods);

const formulas: Words<ProductTerms['instalmentFormula']> = {
  'nominal-period': m.credit_formula_nominal,
  'exact-periods': m.credit_formula_exact,
};
export const formulaOptions = () => optionsOf(formulas);

const roundings: Words<ProductTerms['rounding']['mode']> = {
  'half-even': m.credit_rounding_half_even,
  'half-up': m.credit_rounding_half_up,
  up: m.credit_rounding_up,
  down: m.credit_rounding_down,
};
export const roundingOptions = () => optionsOf(roundings);
export const instalmentRoundingOptions = (): Option<ProductForm['instalmentRounding']>[] => [
  { value: 'none', label: m.credit_rounding_same() },
  ...optionsOf(roundings),
];

const remainders: Words<ProductTerms['rounding']['remainder']> = {
  last: m.credit_remainder_last,
  first: m.credit_remainder_first,
};
export const remainderOptions = () => optionsOf(remainders);

const timings: Words<ProductTerms['fees'][number]['timing']> = {
  'at-disbursement': m.credit_timing_at_disbursement,
  'each-instalment': m.credit_timing_each_instalment,
  'on-day': m.credit_timing_on_day,
  overdue: m.credit_timing_overdue,
};
export const timingName = (timing: ProductTerms['fees'][number]['timing']) => timings[timing]();
export const timingOptions = () => optionsOf(timings);

const natures: Words<Exclude<ProductTerms['fees'][number]['nature'], 'late-charge'>> = {
  price: m.credit_nature_price,
  'certified-signature': m.credit_nature_signature,
  tax: m.credit_nature_tax,
};
export const natureOptions = () => optionsOf(natures);
export const lateNatureOption = () => [{ value: 'late-charge', label: m.credit_nature_late_charge() }];

export const feeKindOptions = () =>
  optionsOf<ProductTerms['fees'][number]['amount']['kind']>({ percent: m.credit_fee_percent, flat: m.credit_fee_flat });
export const lateBaseOptions = () =>
  optionsOf<ProductForm['lateBase']>({
    principal: m.credit_late_base_principal,
    'principal-and-interest': m.credit_late_base_both,
  });
export const allocationOptions = () =>
  optionsOf<ProductForm['allocation']>({
    instalments: m.credit_allocation_instalments,
    buckets: m.credit_allocation_buckets,
  });
export const directionOptions = () =>
  optionsOf<ProductForm['direction']>({
    horizontal: m.credit_direction_horizontal,
    vertical: m.credit_direction_vertical,
  });
export const restOptions = () =>
  optionsOf<ProductForm['rest']>({
    'next-instalment': m.credit_rest_next,
    'last-instalment': m.credit_rest_last,
    're-amortise': m.credit_rest_reamortise,
  });
export const recalculationRestOptions = () =>
  optionsOf<ProductForm['recalculation']['rest']>({
    daily: m.credit_recalculation_daily,
    'due-date': m.credit_recalculation_due_date,
  });
export const prepaymentOptions = () =>
  optionsOf<ProductForm['recalculation']['prepayment']>({
    'smaller-instalments': m.credit_prepayment_smaller,
    'fewer-instalments': m.credit_prepayment_fewer,
    'next-instalments': m.credit_prepayment_next,
  });
export const settlementOptions = () =>
  optionsOf<ProductForm['recalculation']['settlement']>({
    'until-payment': m.credit_settlement_payment,
    'until-due-date': m.credit_settlement_due_date,
  });

const components: Words<Component> = {
  penalty: m.credit_component_penalty,
  fee: m.credit_component_fee,
  interest: m.credit_component_interest,
  principal: m.credit_component_principal,
};
export const componentName = (component: Component) => components[component]();
const whens: Words<Bucket['when']> = {
  'past-due': m.credit_when_past_due,
  due: m.credit_when_due,
  'in-advance': m.credit_when_in_advance,
};
export const bucketName = ({ when, component }: Bucket) => `${componentName(component)}, ${whens[when]()}`;

const verdicts: Record<PriceProof['verdict'], { label: () => string; tone: Tone }> = {
  within: { label: m.credit_proof_within, tone: 'padi' },
  'over-daily-cap': { label: m.credit_proof_over_daily, tone: 'bata' },
  'over-life-cap': { label: m.credit_proof_over_life, tone: 'bata' },
  'no-rule-known': { label: m.credit_proof_no_rule, tone: 'bata' },
  'not-capped': { label: m.credit_proof_not_capped, tone: 'air' },
};
export function verdictLook(verdict: PriceProof['verdict']): Look {
  const { label, tone } = verdicts[verdict];
  return { label: label(), tone };
}

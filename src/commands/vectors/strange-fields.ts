import { type Fields, isFields, type VectorCase } from './vector-file.ts';

const LOAN = [
  ...['principal', 'annual_rate_percent', 'interest_method', 'interest_period', 'amortization', 'term', 'term_unit'],
  ...['repay_every', 'repay_unit', 'instalments', 'grace_principal', 'grace_interest_payment', 'interest_free_periods'],
  ...['submitted_on', 'allocation_strategy', 'future_instalment_rules', 'product'],
];
const PRODUCT = [
  ...['test_product', 'currency_digits', 'rounding', 'days_in_year', 'days_in_month', 'schedule_engine'],
  ...['installment_rounded_to_multiple_of', 'interest_recalculation', 'grace_on_arrears_ageing_days'],
  ...['allocation_direction', 'allocation_order', 'down_payment_percent', 'down_payment_automatic', 'late_fee'],
  ...['prepayment_effect', 'preclosure_interest'],
];
const EVENT = [
  ...['type', 'date', 'amount', 'charge', 'due_date', 'penalty', 'percent', 'base', 'channel', 'kind', 'nth', 'start'],
  ...['end', 'payment_nr', 'reschedulefromdate', 'submittedondate', 'adjustedduedate', 'extraterms', 'newinterestrate'],
  ...['graceonprincipal', 'graceoninterest', 'startdate', 'numberofinstallments', 'frequencynumber', 'frequencytype'],
];
const INPUTS: Record<string, readonly string[]> = {
  loan_lifecycle: LOAN,
  schedule: LOAN,
  function: ['function', 'args'],
  emi_engine: [
    ...[
      'annual_rate_percent',
      'days_in_year',
      'days_in_month',
      'repay_unit',
      'repay_every',
      'schedule_start',
      'periods',
    ],
    ...['rounding', 'math_precision_digits', 'currency_digits', 'installment_rounded_to_multiple_of', 'period_note'],
  ],
  frappe: [
    ...['principal', 'annual_rate_percent', 'instalments', 'first_due', 'rule', 'accrual_from', 'accrual_to_inclusive'],
    ...['days', 'days_in_year', 'grace_days', 'penalty_annual_percent', 'payment_date', 'payment', 'penalty_days'],
    ...['frequency', 'method', 'instalment'],
  ],
  tax: ['loan', 'lenders', 'monthly_interest'],
};

/** Inputs of a case that this runner has no word for: its figures may follow from something that is not looked at. */
export function strangeFields({ kind, inputs, events }: VectorCase): string[] {
  const product = isFields(inputs.product) ? inputs.product : {};
  return [
    ...namesBeyond(inputs, INPUTS[kind] ?? LOAN).map((name) => `inputs.${name}`),
    ...namesBeyond(product, PRODUCT).map((name) => `inputs.product.${name}`),
    ...events.flatMap((event) => namesBeyond(event, EVENT)).map((name) => `events.${name}`),
  ];
}

function namesBeyond(fields: Fields, known: readonly string[]): string[] {
  return Object.entries(fields)
    .filter(([name, value]) => value !== null && value !== undefined && !known.includes(name))
    .map(([name]) => name);
}

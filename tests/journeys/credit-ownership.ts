import { EXAMPLE_TERMS } from '../../src/credit/loan-products/example-terms.ts';
import type { Ownership } from './access-table.ts';

const OF_THE_LENDER = { buyer: 403, stranger: 403, seller: 403, otherOfficer: 404, officer: 'own' } as const;
const OF_THE_BORROWER = { stranger: 404, seller: 404, otherOfficer: 404, buyer: 'own' } as const;
/** No caller of this table checks what others made. */
const OF_CHECKERS = { buyer: 403, stranger: 403, otherOfficer: 403, officer: 403 } as const;
const TODAY = new Date().toISOString().slice(0, 10);
const NOTHING = '0190ffff-ffff-7fff-bfff-ffffffffffff';

/** Whose loans, products and institutions they are. */
export const CREDIT_OWNERSHIP: readonly Ownership[] = [
  { route: 'GET /credit/loans/{id}', thing: 'loan', expected: OF_THE_LENDER },
  { route: 'GET /credit/loans/{id}/schedule', thing: 'loan', expected: OF_THE_LENDER },
  { route: 'GET /credit/loans/{id}/transactions', thing: 'loan', expected: OF_THE_LENDER },
  { route: 'GET /credit/loans/{id}/payoff-quote', thing: 'loan', expected: OF_THE_LENDER },
  { route: 'GET /credit/loans/{id}/timeline', thing: 'loan', expected: OF_THE_LENDER },
  { route: 'GET /credit/loans/{id}/journal', thing: 'loan', expected: OF_THE_LENDER },
  { route: 'GET /credit/loans/{id}/figures', thing: 'loan', query: 'onDate=2099-01-01', expected: OF_THE_LENDER },
  { route: 'GET /credit/my-loans/{id}', thing: 'loan', expected: OF_THE_BORROWER },
  { route: 'GET /credit/my-loans/{id}/schedule', thing: 'loan', expected: OF_THE_BORROWER },
  { route: 'GET /credit/my-loans/{id}/transactions', thing: 'loan', expected: OF_THE_BORROWER },
  { route: 'GET /credit/my-loans/{id}/payoff-quote', thing: 'loan', expected: OF_THE_BORROWER },
  { route: 'GET /credit/funders/{id}', thing: 'funder', expected: OF_THE_LENDER },
  { route: 'GET /credit/funders/{id}/account', thing: 'funder', expected: OF_THE_LENDER },
  { route: 'GET /credit/funders/{id}/payments', thing: 'funder', expected: OF_THE_LENDER },
  {
    route: 'POST /credit/payment-claims/{id}/decision',
    thing: 'loan',
    body: { isAccepted: true, note: 'Uji coba' },
    expected: { buyer: 403, stranger: 403, otherOfficer: 404 },
  },
  {
    route: 'POST /credit/unmatched-money/{id}/resolve',
    thing: 'loan',
    body: { action: 'keep', note: 'Uji coba' },
    expected: { buyer: 403, stranger: 403, otherOfficer: 404 },
  },
  { route: 'GET /credit/loans/{id}/funding', thing: 'loan', expected: OF_THE_LENDER },
  {
    route: 'POST /credit/loans/{id}/funding',
    thing: 'loan',
    body: { lots: [{ funderId: NOTHING, amountMinor: 1 }] },
    expected: OF_THE_LENDER,
  },
  { route: 'GET /credit/loans/{id}/payout', thing: 'loan', expected: { buyer: 403, stranger: 403, otherOfficer: 404 } },
  {
    route: 'POST /credit/loans/{id}/payout',
    thing: 'loan',
    body: { bankCode: '014', accountNumber: '1234567890' },
    expected: { buyer: 403, stranger: 403, otherOfficer: 404 },
  },
  {
    route: 'POST /credit/loans/{id}/payout/retry',
    thing: 'loan',
    body: {},
    expected: { buyer: 403, otherOfficer: 404 },
  },
  {
    route: 'POST /credit/loans/{id}/overpayment-refunds',
    thing: 'loan',
    body: { bankCode: '014', accountNumber: '1234567890' },
    expected: OF_THE_LENDER,
  },
  {
    route: 'GET /credit/loans/{id}/repayment-account',
    thing: 'loan',
    expected: { ...OF_THE_BORROWER, officer: 'own' },
  },
  { route: 'GET /credit/loans/{id}/receipts', thing: 'loan', expected: { ...OF_THE_BORROWER, officer: 'own' } },
  {
    route: 'POST /credit/loans/{id}/payment-claims',
    thing: 'loan',
    body: { amountMinor: 1, paidOn: TODAY, note: 'Uji coba' },
    expected: { ...OF_THE_BORROWER, officer: 'own' },
  },
  {
    route: 'POST /credit/loans/{id}/repayments',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/down-payments',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/merchant-refunds',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/payout-refunds',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/recoveries',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/chargebacks',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1, paymentId: NOTHING },
    expected: { buyer: 403, otherOfficer: 404 },
  },
  {
    route: 'POST /credit/loans/{id}/goodwill-credits',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/credit-balance-refunds',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/interest-waivers',
    thing: 'loan',
    body: { valueDate: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/charge-waivers',
    thing: 'loan',
    body: { valueDate: TODAY, chargeId: 'uji' },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/fees',
    thing: 'loan',
    body: { valueDate: TODAY, name: 'Uji', amountMinor: 1, dueOn: TODAY, isPenalty: false },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/reschedules',
    thing: 'loan',
    body: { valueDate: TODAY, changes: [{ kind: 'extra-periods', fromDueOn: TODAY, periods: 1 }] },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/re-ages',
    thing: 'loan',
    body: { valueDate: TODAY, startOn: TODAY, instalments: 1, every: 1, unit: 'months' },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/re-amortisations',
    thing: 'loan',
    body: { valueDate: TODAY },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/payment-holidays',
    thing: 'loan',
    body: { valueDate: TODAY, fromDueOn: TODAY, periods: 1, isInterestDue: true },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/charge-freezes',
    thing: 'loan',
    body: { valueDate: TODAY, fromOn: TODAY, untilOn: TODAY },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/charge-offs',
    thing: 'loan',
    body: { valueDate: TODAY, isFraud: false },
    expected: OF_CHECKERS,
  },
  { route: 'POST /credit/loans/{id}/write-offs', thing: 'loan', body: { valueDate: TODAY }, expected: OF_CHECKERS },
  {
    route: 'POST /credit/loans/{id}/disbursements',
    thing: 'loan',
    body: { paidOutOn: TODAY, amountMinor: 1 },
    expected: OF_THE_LENDER,
  },
  { route: 'POST /credit/loans/{id}/cancel', thing: 'loan', body: { reason: 'uji' }, expected: OF_THE_LENDER },
  {
    route: 'POST /credit/loans/{id}/preview',
    thing: 'loan',
    body: { valueDate: TODAY, step: { kind: 'repayment', amountMinor: 1 } },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loans/{id}/transactions/{transactionId}/reverse',
    thing: 'loan',
    body: { reason: 'uji' },
    expected: { buyer: 403, stranger: 403, otherOfficer: 404 },
  },
  { route: 'GET /credit/close-of-business/{id}', thing: 'run', expected: OF_THE_LENDER },
  { route: 'POST /credit/close-of-business/{id}/retry', thing: 'run', expected: OF_THE_LENDER },
  { route: 'GET /credit/webhook-deliveries/{id}', thing: 'delivery', expected: OF_THE_LENDER },
  { route: 'GET /credit/institutions/{id}/members', thing: 'institution', expected: OF_THE_LENDER },
  { route: 'GET /credit/loan-products/{id}', thing: 'loanProduct', expected: OF_THE_LENDER },
  {
    route: 'POST /credit/loan-products/{id}/preview',
    thing: 'loanProduct',
    body: { amountMinor: 2_000_000, periods: 2, startOn: TODAY },
    expected: OF_THE_LENDER,
  },
  {
    route: 'POST /credit/loan-products/{id}/versions',
    thing: 'loanProduct',
    body: { terms: EXAMPLE_TERMS },
    expected: OF_THE_LENDER,
  },
  { route: 'POST /credit/loan-products/{id}/versions/{version}/release', thing: 'loanProduct', expected: OF_CHECKERS },
  { route: 'POST /credit/loan-products/{id}/retire', thing: 'loanProduct', expected: OF_CHECKERS },
];

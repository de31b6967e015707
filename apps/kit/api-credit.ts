/** Names for the shapes of lending: products, loans, closes of business, collections. */
import type { Answer, Body } from './api.ts';

type Item<T> = T extends { items: (infer I)[] } ? I : never;

export type Institution = Answer<'GET /credit/institution'>;
export type InstitutionHead = Item<Answer<'GET /credit/institutions'>>;
export type Colleague = Item<Answer<'GET /credit/institutions/{id}/members'>>;
export type LoanProduct = Item<Answer<'GET /credit/loan-products'>>;
export type ProductVersion = Answer<'GET /credit/loan-products/{id}'>;
export type ProductTerms = Body<'POST /credit/loan-products'>['terms'];
export type LoanPreview = Answer<'POST /credit/loan-products/preview'>;
export type PriceProof = LoanPreview['proof'];
export type ScheduleRow = LoanPreview['rows'][number];
export type Component = NonNullable<ProductTerms['chargebackOrder']>[number];

export type BusinessDay = Answer<'GET /credit/business-day'>;
export type ClosingRun = Item<Answer<'GET /credit/close-of-business'>>;
export type SetAsideLoan = Item<Answer<'GET /credit/close-of-business/set-aside-loans'>>;

export type CollectionCase = Item<Answer<'GET /credit/collections'>>;
export type CollectionFile = Answer<'GET /credit/collections/{loanId}'>;
export type CollectionBucket = NonNullable<CollectionCase['bucket']>;
export type BorrowerContact = CollectionFile['contacts'][number];
export type ContactChannel = BorrowerContact['channel'];
export type ContactOutcome = Body<'POST /credit/collections/{loanId}/contacts'>['outcome'];
export type PaymentPromise = CollectionFile['promises'][number];
export type Hardship = CollectionFile['hardships'][number];
export type LoanStep = Body<'POST /credit/collections/{loanId}/hardships'>['step'];
export type Instalment = Hardship['preview']['before'][number];

export type Quality = Answer<'GET /credit/reports/quality'>;
export type QualityPoint = Item<Answer<'GET /credit/reports/quality-history'>>;
export type AgeBand = Answer<'GET /credit/reports/ageing'>['bands'][number];
export type Vintage = Item<Answer<'GET /credit/reports/vintages'>>;
export type FlowLine = Item<Answer<'GET /credit/reports/cash-flow'>>;

export type Loan = Item<Answer<'GET /credit/loans'>>;
export type LoanStatus = Loan['status'];
export type LoanTransaction = Item<Answer<'GET /credit/loans/{id}/transactions'>>;
export type TimelineEntry = Item<Answer<'GET /credit/loans/{id}/timeline'>>;
export type LoanJournal = Answer<'GET /credit/books/loans/{loanId}/journal'>;
export type StepPreview = Answer<'POST /credit/loans/{id}/preview'>;
export type PayoffQuote = Answer<'GET /credit/loans/{id}/payoff-quote'>;

export type Disbursement = Item<Answer<'GET /credit/disbursements'>>;
export type PaymentClaim = Item<Answer<'GET /credit/payment-claims'>>;
export type UnmatchedMoney = Item<Answer<'GET /credit/unmatched-money'>>;
export type Refund = Item<Answer<'GET /credit/overpayment-refunds'>>;
export type Agreement = Answer<'GET /credit/loans/{id}/agreement'>;
export type Reconciliation = Item<Answer<'GET /credit/reconciliations'>>;

export type Funder = Item<Answer<'GET /credit/funders'>>;
export type FunderPayment = Item<Answer<'GET /credit/funders/{id}/payments'>>;
export type LoanFunding = Answer<'GET /credit/loans/{id}/funding'>;

export type BookAccount = Item<Answer<'GET /credit/books/accounts'>>;
export type AccountRole = BookAccount['role'];
export type BookPosting = Item<Answer<'GET /credit/books/accounts/{role}/statement'>>;

export type ReminderPlan = Answer<'GET /credit/collections/plan'>;
export type Holidays = Answer<'GET /credit/holidays/{year}'>;

export type Webhook = Item<Answer<'GET /credit/webhooks'>>;
export type WebhookEvent = Body<'POST /credit/webhooks'>['eventTypes'][number];
export type WebhookDelivery = Item<Answer<'GET /credit/webhook-deliveries'>>;

export type FunderWithMoney = Answer<'GET /credit/funders/{id}'>;
export type FunderLot = Item<Answer<'GET /credit/funders/{id}/lots'>>;
export type EscrowMovement = Item<Answer<'GET /credit/funders/{id}/movements'>>;
export type Withdrawal = Item<Answer<'GET /credit/funders/{id}/withdrawals'>>;
export type LoanCharge = Item<Answer<'GET /credit/loans/{id}/charges'>>;
export type Unidentified = Item<Answer<'GET /credit/unidentified-money'>>;
export type LoanOfNumber = Answer<'GET /credit/unidentified-money/loans'>['items'][number];

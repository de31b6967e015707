import { CREDIT_OWNERSHIP } from './credit-ownership.ts';
import { INSIGHT_OWNERSHIP, INSIGHT_ROUTES } from './insight-access.ts';

/**
 * Who may call what, written down by hand: a route that is not here fails the test, and so does one whose scope has
 * changed without this page. Whose things they are stands further down.
 */
export type Caller =
  | 'guest'
  | 'buyer'
  | 'stranger'
  | 'seller'
  | 'otherSeller'
  | 'admin'
  | 'officer'
  | 'otherOfficer'
  | 'key';

/** Sellers are customers as well; the key belongs to the seller and may read goods and orders. */
export const ALLOWED: Record<string, readonly Caller[]> = {
  EVERYBODY: ['guest', 'buyer', 'stranger', 'seller', 'otherSeller', 'admin', 'officer', 'otherOfficer', 'key'],
  SIGNED_IN: ['buyer', 'stranger', 'seller', 'otherSeller', 'admin', 'officer', 'otherOfficer'],
  PEOPLE: ['buyer', 'stranger', 'seller', 'otherSeller', 'admin', 'officer', 'otherOfficer'],
  BUYERS: ['buyer', 'stranger', 'seller', 'otherSeller', 'admin', 'officer', 'otherOfficer'],
  SHOPS: ['seller', 'otherSeller', 'admin'],
  STAFF: ['admin'],
  /** Owners and managers of stores, and staff; whose store it is, each verb asks. */
  STORES: ['seller', 'otherSeller', 'admin'],
  KEEPERS: ['seller', 'otherSeller'],
  /** People of an institution that lends, and its keys. */
  LENDERS: ['officer', 'otherOfficer'],
  LENDERS_AND_STAFF: ['officer', 'otherOfficer', 'admin'],
  /** Those who check what others made: none of these. */
  CHECKERS: [],
};

export const ROUTES: Record<keyof typeof ALLOWED, readonly string[]> = {
  LENDERS_AND_STAFF: ['GET /credit/institutions/{id}/members', 'POST /credit/people/find'],
  STAFF: [
    'GET /settings',
    'PUT /settings/{key}',
    'GET /audit/entries',
    'GET /ledger/trial-balance',
    'GET /ledger/accounts',
    'GET /ledger/accounts/{code}/statement',
    'GET /users',
    'PUT /users/{id}/roles/{role}',
    'DELETE /users/{id}/roles/{role}',
    'POST /payments/{id}/refunds',
    'GET /payments/exceptions',
    'POST /payments/exceptions/{id}/resolve',
    'GET /payouts',
    'POST /payouts/run',
    'POST /insight/market-prices',
    'POST /categories',
    'PATCH /categories/{category}',
    'POST /brands',
    'PATCH /brands/{brandId}',
    'GET /sellers',
    'GET /orders/search',
    'POST /sellers/{id}/approve',
    'POST /sellers/{id}/reject',
    'POST /sellers/{id}/suspend',
    'POST /sellers/{id}/reinstate',
    'GET /search/synonyms',
    'POST /search/synonyms',
    'DELETE /search/synonyms/{id}',
    'PUT /credit/holidays/{year}',
    'GET /credit/unidentified-money',
    'GET /credit/unidentified-money/loans',
    'POST /credit/unidentified-money/{entryId}/resolve',
    'GET /credit/institutions',
    'POST /credit/institutions',
    'PUT /credit/institutions/{id}/members/{userId}',
    'DELETE /credit/institutions/{id}/members/{userId}',
  ],
  PEOPLE: [
    'POST /insight/stores',
    'POST /media',
    'POST /orders',
    'GET /orders',
    'GET /orders/{id}',
    'GET /orders/{id}/tracking',
    'GET /orders/{id}/invoice',
    'POST /orders/{id}/cancel',
  ],
  EVERYBODY: [
    'GET /credit/institutions/{id}/publication',
    'GET /media/{id}/{file}',
    'POST /auth/register',
    'POST /auth/login',
    'POST /auth/refresh',
    'POST /auth/logout',
    'GET /auth/session',
    'GET /.well-known/jwks.json',
    'POST /auth/otp/request',
    'POST /auth/otp/verify',
    'POST /auth/password/reset',
    'GET /auth/ways',
    'GET /auth/google/start',
    'GET /auth/google/callback',
    'GET /regions',
    'GET /banks',
    'GET /categories',
    'GET /categories/{category}',
    'GET /brands',
    'GET /sellers/{id}',
    'GET /products',
    'GET /products/{product}',
    'GET /search',
    'GET /search/suggest',
    'GET /recommendations',
    'GET /cart',
    'POST /checkout/quote',
    'POST /cart/items',
    'PATCH /cart/items/{offerId}',
    'DELETE /cart/items/{offerId}',
  ],
  SIGNED_IN: [
    'GET /notifications',
    'POST /notifications/{id}/read',
    'POST /notifications/read-all',
    'GET /notifications/preferences',
    'PUT /notifications/preferences',
    'GET /notifications/stream',
    'GET /auth/devices',
    'DELETE /auth/devices/{id}',
    'POST /auth/password',
    'GET /auth/totp',
    'POST /auth/totp/setup',
    'POST /auth/totp/confirm',
    'POST /auth/totp/disable',
    'GET /users/me',
    'PATCH /users/me',
    'DELETE /users/me',
    'GET /users/me/export',
    'GET /users/me/addresses',
    'POST /users/me/addresses',
    'PATCH /users/me/addresses/{id}',
    'DELETE /users/me/addresses/{id}',
    'GET /payments/{id}',
    'POST /payments/{id}/check',
    'POST /payments/{id}/channel',
    'GET /payments/{id}/channels',
    'GET /payments/{id}/qr.png',
    'PUT /payments/{id}/refund-account',
    'POST /sellers',
    'GET /sellers/me',
    'PATCH /sellers/me',
    'POST /insight/invitations/accept',
    'GET /sellers/me/balance',
    'GET /sellers/me/statement',
    'GET /sellers/me/payouts',
    'GET /sellers/me/payout-terms',
    'POST /cart/merge',
    'GET /credit/me/contacts',
    'GET /credit/my-loans',
    'GET /credit/my-loans/{id}',
    'GET /credit/my-loans/{id}/schedule',
    'GET /credit/my-loans/{id}/charges',
    'GET /credit/my-loans/{id}/transactions',
    'GET /credit/my-loans/{id}/payoff-quote',
    'GET /credit/me/contact-preferences',
    'PUT /credit/me/contact-preferences',
    'POST /credit/me/loans/{loanId}/promises',
    'POST /credit/me/loans/{loanId}/hardships',
    'GET /credit/holidays/{year}',
    'GET /credit/loans/{id}/repayment-account',
    'GET /credit/loans/{id}/receipts',
    'POST /credit/loans/{id}/payment-claims',
    'GET /credit/loans/{id}/payment-claims',
  ],
  SHOPS: [
    'POST /auth/api-keys',
    'GET /auth/api-keys',
    'DELETE /auth/api-keys/{id}',
    'GET /sellers/me/offers/{offerId}/stock',
    'PATCH /sellers/me/offers/{offerId}/stock',
    'GET /sellers/me/offers/{offerId}/movements',
    'POST /sellers/me/offers/{offerId}/movements',
    'GET /sellers/me/locations',
    'POST /sellers/me/locations',
    'GET /sellers/me/products',
    'GET /sellers/me/low-stock',
    'POST /sellers/me/products',
    'GET /sellers/me/products/{productId}',
    'PATCH /sellers/me/products/{productId}',
    'POST /sellers/me/offers',
    'PATCH /sellers/me/offers/{offerId}',
    'GET /sellers/me/offers/{offerId}/prices',
    'GET /sellers/me/shipping-tariffs',
    'PUT /sellers/me/shipping-tariffs',
    'GET /sellers/me/orders',
    'POST /orders/{id}/ship',
    'POST /orders/{id}/deliver',
  ],
  BUYERS: ['POST /orders/{id}/complete'],
  ...INSIGHT_ROUTES,
  CHECKERS: [
    'POST /credit/webhooks',
    'PATCH /credit/webhooks/{id}',
    'DELETE /credit/webhooks/{id}',
    'POST /credit/webhooks/{id}/rotate-secret',
    'POST /credit/webhooks/{id}/ping',
    'POST /credit/webhook-deliveries/{id}/replay',
    'POST /credit/webhooks/{id}/replay',
    'POST /credit/hardships/{id}/decide',
    'PUT /credit/collections/plan',
    'PUT /credit/books/accounts/{role}',
    'POST /credit/loan-products/{id}/versions/{version}/release',
    'POST /credit/loan-products/{id}/retire',
    'POST /credit/loans/{id}/charge-offs',
    'POST /credit/loans/{id}/write-offs',
  ],
  LENDERS: [
    'POST /credit/funders',
    'GET /credit/funders',
    'GET /credit/funders/{id}',
    'GET /credit/funders/{id}/account',
    'GET /credit/funders/{id}/payments',
    'GET /credit/funders/{id}/lots',
    'GET /credit/funders/{id}/movements',
    'PUT /credit/funders/{id}/payout-account',
    'POST /credit/funders/{id}/withdrawals',
    'GET /credit/funders/{id}/withdrawals',
    'GET /credit/funder-withdrawals',
    'GET /credit/funds',
    'GET /credit/loans/{id}/funding',
    'POST /credit/loans/{id}/funding',
    'GET /credit/disbursements',
    'GET /credit/loans/{id}/payout',
    'GET /credit/loans/{id}/payouts',
    'POST /credit/loans/{id}/payout',
    'POST /credit/loans/{id}/payout/retry',
    'POST /credit/loans/{id}/overpayment-refunds',
    'GET /credit/loans/{id}/overpayment-refunds',
    'GET /credit/overpayment-refunds',
    'GET /credit/payment-claims',
    'POST /credit/payment-claims/{id}/decision',
    'GET /credit/unmatched-money',
    'POST /credit/unmatched-money/{id}/resolve',
    'GET /credit/reconciliations',
    'GET /credit/reconciliations/{day}',
    'POST /credit/reconciliations',
    'GET /credit/institution',
    'GET /credit/loan-products',
    'GET /credit/loan-products/{id}',
    'POST /credit/loan-products',
    'POST /credit/loan-products/preview',
    'POST /credit/loan-products/{id}/preview',
    'POST /credit/loan-products/{id}/versions',
    'GET /credit/loans',
    'POST /credit/loans',
    'GET /credit/loans/{id}',
    'GET /credit/loans/{id}/schedule',
    'GET /credit/loans/{id}/charges',
    'GET /credit/loans/{id}/transactions',
    'GET /credit/loans/{id}/payoff-quote',
    'GET /credit/loans/{id}/agreement',
    'GET /credit/loans/{id}/timeline',
    'GET /credit/loans/{id}/journal',
    'GET /credit/loans/{id}/figures',
    'POST /credit/loans/{id}/disbursements',
    'POST /credit/loans/{id}/cancel',
    'POST /credit/loans/{id}/preview',
    'POST /credit/loans/{id}/transactions/{transactionId}/reverse',
    'POST /credit/loans/{id}/repayments',
    'POST /credit/loans/{id}/down-payments',
    'POST /credit/loans/{id}/merchant-refunds',
    'POST /credit/loans/{id}/payout-refunds',
    'POST /credit/loans/{id}/recoveries',
    'POST /credit/loans/{id}/chargebacks',
    'POST /credit/loans/{id}/goodwill-credits',
    'POST /credit/loans/{id}/credit-balance-refunds',
    'POST /credit/loans/{id}/interest-waivers',
    'POST /credit/loans/{id}/charge-waivers',
    'POST /credit/loans/{id}/fees',
    'POST /credit/loans/{id}/reschedules',
    'POST /credit/loans/{id}/re-ages',
    'POST /credit/loans/{id}/re-amortisations',
    'POST /credit/loans/{id}/payment-holidays',
    'POST /credit/loans/{id}/charge-freezes',
    'GET /credit/webhooks',
    'GET /credit/webhook-deliveries',
    'GET /credit/webhook-deliveries/{id}',
    'GET /credit/business-day',
    'PUT /credit/business-day/automatic',
    'GET /credit/close-of-business',
    'POST /credit/close-of-business',
    'GET /credit/close-of-business/{id}',
    'GET /credit/close-of-business/set-aside-loans',
    'POST /credit/close-of-business/{id}/retry',
    'GET /credit/collections',
    'GET /credit/collections/buckets',
    'GET /credit/collections/plan',
    'GET /credit/collections/{loanId}',
    'PUT /credit/collections/{loanId}/assignee',
    'POST /credit/collections/{loanId}/contact-check',
    'POST /credit/collections/{loanId}/contacts',
    'POST /credit/collections/{loanId}/promises',
    'POST /credit/collections/{loanId}/hardships',
    'GET /credit/hardships',
    'GET /credit/books/accounts',
    'GET /credit/books/accounts/{role}/statement',
    'GET /credit/books/trial-balance',
    'GET /credit/books/loans/{loanId}/journal',
    'GET /credit/reports/quality',
    'GET /credit/reports/quality-history',
    'GET /credit/reports/ageing',
    'GET /credit/reports/vintages',
    'GET /credit/reports/cash-flow',
    'GET /credit/reports/registry-months',
    'GET /credit/reports/tax-slips',
    'GET /credit/reports/files/{name}',
  ],
};

/**
 * Closed with 403 to the shop of a suspended seller: whatever belongs to selling. The other routes of shops stay open: it
 * still has to see its orders through and to keep its books.
 */
export const CLOSED_TO_SUSPENDED: readonly string[] = [
  'GET /sellers/me/products',
  'GET /sellers/me/products/{productId}',
  'GET /sellers/me/low-stock',
  'GET /sellers/me/offers/{offerId}/prices',
  'GET /sellers/me/shipping-tariffs',
  'POST /sellers/me/products',
  'PATCH /sellers/me/products/{productId}',
  'POST /sellers/me/offers',
  'PATCH /sellers/me/offers/{offerId}',
  'PUT /sellers/me/shipping-tariffs',
];

/** What a key for `products:read` and `orders:read` opens, besides what is open to everybody. */
export const OPEN_TO_KEY: readonly string[] = [
  'GET /sellers/me/low-stock',
  'GET /sellers/me/products',
  'GET /sellers/me/products/{productId}',
  'GET /sellers/me/offers/{offerId}/prices',
  'GET /orders',
  'GET /orders/{id}',
  'GET /orders/{id}/tracking',
  'GET /orders/{id}/invoice',
];

/** `own`: it is theirs, so any answer but "not yours"; a number: exactly that. */
export type Expected = 'own' | 403 | 404;
export type Ownership = {
  route: string;
  /** Which of the prepared things the path names. */
  thing:
    | 'order'
    | 'payment'
    | 'address'
    | 'notification'
    | 'device'
    | 'apiKey'
    | 'offer'
    | 'product'
    | 'institution'
    | 'loan'
    | 'loanProduct'
    | 'funder'
    | 'run'
    | 'delivery'
    | 'store'
    | 'storeProduct';
  body?: unknown;
  /** `{store}` stands for the prepared store. */
  query?: string;
  expected: Partial<Record<Caller, Expected>>;
};

const OF_BOTH_SIDES = { stranger: 404, otherSeller: 404, buyer: 'own', seller: 'own', admin: 'own' } as const;
const OF_THE_BUYER = { stranger: 404, otherSeller: 404, seller: 404, admin: 404, buyer: 'own' } as const;
const OF_THE_SHOP = { buyer: 403, stranger: 403, otherSeller: 404, seller: 'own' } as const;

/** Foreign callers come first in each row, so that nothing has changed when they look. */
export const OWNERSHIP: readonly Ownership[] = [
  ...INSIGHT_OWNERSHIP,
  { route: 'GET /orders/{id}', thing: 'order', expected: OF_BOTH_SIDES },
  { route: 'GET /orders/{id}/tracking', thing: 'order', expected: OF_BOTH_SIDES },
  { route: 'GET /orders/{id}/invoice', thing: 'order', expected: OF_BOTH_SIDES },
  { route: 'GET /payments/{id}', thing: 'payment', expected: OF_BOTH_SIDES },
  { route: 'GET /payments/{id}/qr.png', thing: 'payment', expected: OF_BOTH_SIDES },
  { route: 'POST /payments/{id}/check', thing: 'payment', body: {}, expected: OF_BOTH_SIDES },
  { route: 'GET /payments/{id}/channels', thing: 'payment', expected: OF_BOTH_SIDES },
  {
    route: 'POST /payments/{id}/channel',
    thing: 'payment',
    body: { paymentChannel: 'VA_BNI' },
    expected: OF_THE_BUYER,
  },
  {
    route: 'PUT /payments/{id}/refund-account',
    thing: 'payment',
    body: { bankCode: '014', accountNumber: '1234567890' },
    expected: { stranger: 404, otherSeller: 404, seller: 404, buyer: 'own' },
  },
  { route: 'PATCH /users/me/addresses/{id}', thing: 'address', body: { label: 'Baru' }, expected: OF_THE_BUYER },
  { route: 'DELETE /users/me/addresses/{id}', thing: 'address', expected: OF_THE_BUYER },
  { route: 'POST /notifications/{id}/read', thing: 'notification', expected: OF_THE_BUYER },
  { route: 'DELETE /auth/devices/{id}', thing: 'device', expected: OF_THE_BUYER },
  {
    route: 'DELETE /auth/api-keys/{id}',
    thing: 'apiKey',
    expected: { buyer: 403, stranger: 403, otherSeller: 404, admin: 404, seller: 'own' },
  },
  { route: 'GET /sellers/me/offers/{offerId}/stock', thing: 'offer', expected: OF_THE_SHOP },
  { route: 'PATCH /sellers/me/offers/{offerId}/stock', thing: 'offer', body: { lowLevel: 2 }, expected: OF_THE_SHOP },
  { route: 'GET /sellers/me/offers/{offerId}/movements', thing: 'offer', expected: OF_THE_SHOP },
  {
    route: 'POST /sellers/me/offers/{offerId}/movements',
    thing: 'offer',
    body: { kind: 'receive', quantity: 1, reason: 'uji' },
    expected: OF_THE_SHOP,
  },
  { route: 'GET /sellers/me/offers/{offerId}/prices', thing: 'offer', expected: OF_THE_SHOP },
  { route: 'PATCH /sellers/me/offers/{offerId}', thing: 'offer', body: { minQuantity: 1 }, expected: OF_THE_SHOP },
  { route: 'GET /sellers/me/products/{productId}', thing: 'product', expected: OF_THE_SHOP },
  {
    route: 'PATCH /sellers/me/products/{productId}',
    thing: 'product',
    body: { description: 'Uji.' },
    expected: OF_THE_SHOP,
  },
  {
    route: 'POST /orders/{id}/ship',
    thing: 'order',
    body: {},
    expected: { buyer: 403, stranger: 403, otherSeller: 404, seller: 'own' },
  },
  {
    route: 'POST /orders/{id}/deliver',
    thing: 'order',
    body: {},
    expected: { buyer: 403, stranger: 403, otherSeller: 404, seller: 'own' },
  },
  {
    route: 'POST /orders/{id}/complete',
    thing: 'order',
    body: {},
    expected: { stranger: 404, otherSeller: 404, buyer: 'own' },
  },
  {
    route: 'POST /orders/{id}/cancel',
    thing: 'order',
    body: { reason: 'uji' },
    expected: { stranger: 404, otherSeller: 404, buyer: 'own' },
  },
  ...CREDIT_OWNERSHIP,
];

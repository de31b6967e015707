/**
 * Who may call what, written down by hand: a route that is not here fails the test, and so does one whose scope has
 * changed without this page. Whose things they are stands further down.
 */
export type Caller = 'guest' | 'buyer' | 'stranger' | 'seller' | 'otherSeller' | 'admin' | 'key';

/** Sellers are customers as well; the key belongs to the seller and may read goods and orders. */
export const ALLOWED: Record<string, readonly Caller[]> = {
  EVERYBODY: ['guest', 'buyer', 'stranger', 'seller', 'otherSeller', 'admin', 'key'],
  SIGNED_IN: ['buyer', 'stranger', 'seller', 'otherSeller', 'admin'],
  PEOPLE: ['buyer', 'stranger', 'seller', 'otherSeller', 'admin'],
  BUYERS: ['buyer', 'stranger', 'seller', 'otherSeller', 'admin'],
  SHOPS: ['seller', 'otherSeller', 'admin'],
  STAFF: ['admin'],
};

export const ROUTES: Record<keyof typeof ALLOWED, readonly string[]> = {
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
  ],
  PEOPLE: [
    'POST /media',
    'POST /orders',
    'GET /orders',
    'GET /orders/{id}',
    'GET /orders/{id}/tracking',
    'GET /orders/{id}/invoice',
    'POST /orders/{id}/cancel',
  ],
  EVERYBODY: [
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
    'GET /sellers/me/balance',
    'GET /sellers/me/statement',
    'GET /sellers/me/payouts',
    'GET /sellers/me/payout-terms',
    'POST /cart/merge',
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
  thing: 'order' | 'payment' | 'address' | 'notification' | 'device' | 'apiKey' | 'offer' | 'product';
  body?: unknown;
  expected: Partial<Record<Caller, Expected>>;
};

const OF_BOTH_SIDES = { stranger: 404, otherSeller: 404, buyer: 'own', seller: 'own', admin: 'own' } as const;
const OF_THE_BUYER = { stranger: 404, otherSeller: 404, seller: 404, admin: 404, buyer: 'own' } as const;
const OF_THE_SHOP = { buyer: 403, stranger: 403, otherSeller: 404, seller: 'own' } as const;

/** Foreign callers come first in each row, so that nothing has changed when they look. */
export const OWNERSHIP: readonly Ownership[] = [
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
];

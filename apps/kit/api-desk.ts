/** Names for the shapes that only the desk uses: selling and running the house. */
import type { Answer, Body, Renamed } from './api.ts';

type Item<T> = T extends { items: (infer I)[] } ? I : never;

export type Media = Answer<'POST /media'>;
export type OwnProduct = Answer<'GET /sellers/me/products/{productId}'>;
export type OwnVariant = OwnProduct['variants'][number];
export type OwnOffer = NonNullable<OwnVariant['offer']>;
export type ProductStatus = OwnProduct['status'];
export type Axis = OwnProduct['axes'][number];
export type NewProduct = Body<'POST /sellers/me/products'>;
export type Stock = Answer<'GET /sellers/me/offers/{offerId}/stock'>;
export type ManualMovement = Body<'POST /sellers/me/offers/{offerId}/movements'>['kind'];
export type Movement = Item<Answer<'GET /sellers/me/offers/{offerId}/movements'>>;
export type Balance = Answer<'GET /sellers/me/balance'>;
export type StatementLine = Item<Answer<'GET /sellers/me/statement'>>;
export type PaymentCase = Item<Answer<'GET /payments/exceptions'>>;
export type CaseAction = Body<'POST /payments/exceptions/{id}/resolve'>['action'];
export type Payout = Item<Answer<'GET /payouts'>>;
export type LedgerAccount = Item<Answer<'GET /ledger/accounts'>>;
export type LedgerLine = Item<Answer<'GET /ledger/accounts/{code}/statement'>>;
/** The shop's own delivery, beside the couriers. */
export type Tariff = Answer<'GET /sellers/me/shipping-tariffs'>['tariffs'][number];
export type Setting = Item<Answer<'GET /settings'>>;
export type AuditEntry = Item<Answer<'GET /audit/entries'>>;

/** The desk calls every id `id`. */
export type RenamedDeskEndpoints = {
  'GET /sellers/me/products/{id}': Renamed<'GET /sellers/me/products/{productId}', { id: string }>;
  'PATCH /sellers/me/products/{id}': Renamed<'PATCH /sellers/me/products/{productId}', { id: string }>;
};

/** The shapes and endpoints that only the desk uses: selling and running the house. Names and fields are the API's own. */
import type { List, Money, Order, OrderStatus, OwnSeller, Picture, SellerApplication } from './api.ts';

export type Media = {
  id: string;
  url: string;
  width: number;
  height: number;
  sources: { type: string; srcset: string }[];
};

export type OwnOffer = {
  offerId: string;
  sku: string;
  price: Money;
  isActive: boolean;
  minQuantity: number;
  maxQuantity: number;
  stock: { onHand: number; reserved: number; free: number };
};

export type OwnVariant = {
  id: string;
  sku: string;
  options: Record<string, string>;
  weightGrams: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  image: Picture | null;
  isActive: boolean;
  offer: OwnOffer | null;
};

export type ProductStatus = 'draft' | 'active' | 'archived';

export type OwnProduct = {
  id: string;
  slug: string;
  name: string;
  description: string;
  status: ProductStatus;
  /** False where another seller made the product and this one only offers it. */
  isOwner: boolean;
  categoryId: string;
  images: Picture[];
  variants: OwnVariant[];
  soldCount: number;
  version: number;
  createdAt: string;
  updatedAt: string;
};

export type NewProduct = {
  name: string;
  description?: string;
  categoryId: string;
  images?: { mediaId: string; alt?: string }[];
  variants: {
    sku?: string;
    weightGrams: number;
    lengthMm?: number;
    widthMm?: number;
    heightMm?: number;
    price: Money;
    stock?: number;
  }[];
  status?: 'draft' | 'active';
};

export type Stock = {
  offerId: string;
  onHand: number;
  reserved: number;
  free: number;
  lowLevel: number;
  locations: { locationId: string; name: string; onHand: number; reserved: number }[];
};

export type ManualMovement = 'receive' | 'adjust' | 'waste' | 'return' | 'count';

export type Movement = {
  movementId: number;
  kind: ManualMovement | 'reserve' | 'release' | 'expire' | 'deduct';
  onHandChange: number;
  reservedChange: number;
  reason: string;
  createdAt: string;
};

export type Balance = { balance: Money; held: Money; available: Money };

export type StatementLine = {
  id: number;
  kind: string;
  description: string;
  reference: string;
  change: Money;
  postedAt: string;
};

export type PaymentCase = {
  id: string;
  kind:
    | 'late'
    | 'short'
    | 'over'
    | 'double'
    | 'unmatched'
    | 'withdrawn'
    | 'refund-failed'
    | 'refund-account-needed'
    | 'refund-returned';
  status: 'open' | 'proposed' | 'resolving' | 'resolved';
  paymentId: string | null;
  refundId: string | null;
  amount: Money;
  expected: Money | null;
  provider: string;
  providerPaymentId: string | null;
  receivedAt: string;
  action: CaseAction | null;
  note: string | null;
  proposedBy: string | null;
  proposedAt: string | null;
  resolvedBy: string | null;
  resolvedAt: string | null;
};

export type CaseAction = 'refund' | 'returned-outside' | 'keep' | 'acknowledge';

export type Setting = {
  key: string;
  value: unknown;
  isDefault: boolean;
  version: number;
  description: { id: string; en: string };
  /** JSON Schema of the value. */
  schema: unknown;
  changedAt: string | null;
  reason: string | null;
};

export type AuditEntry = {
  eventId: string;
  stream: string;
  sequence: number;
  action: string;
  module: string;
  actor: { kind: string; id: string | null; roles: string[] };
  onBehalfOf: string | null;
  before: unknown;
  after: unknown;
  correlationId: string;
  clientAddress: string | null;
  recordedAt: string;
  hash: string;
};

type None = Record<never, never>;
type Paging = { limit?: number; cursor?: string };
type ById = { path: { id: string } };
type OfOffer = { path: { offerId: string } };
type SellerDecision = ById & { body: { reason: string }; answer: OwnSeller };

export type DeskEndpoints = {
  'GET /sellers/me/orders': { query: Paging & { status?: OrderStatus }; answer: List<Order> };
  'POST /orders/{id}/ship': ById & { body: { trackingNumber?: string }; answer: Order };
  'POST /orders/{id}/deliver': ById & { body: None; answer: Order };
  'GET /sellers/me/products': { query: Paging & { status?: ProductStatus; q?: string }; answer: List<OwnProduct> };
  'POST /sellers/me/products': { body: NewProduct; answer: OwnProduct };
  'GET /sellers/me/products/{id}': ById & { answer: OwnProduct };
  'PATCH /sellers/me/products/{id}': ById & {
    body: {
      name?: string;
      description?: string;
      categoryId?: string;
      status?: ProductStatus;
      images?: ({ mediaId: string; alt?: string } | { url: string; alt?: string })[];
    };
    answer: OwnProduct;
  };
  'PATCH /sellers/me/offers/{offerId}': OfOffer & {
    body: { price?: Money; isActive?: boolean; sku?: string };
    answer: OwnProduct;
  };
  'GET /sellers/me/offers/{offerId}/stock': OfOffer & { answer: Stock };
  'PATCH /sellers/me/offers/{offerId}/stock': OfOffer & { body: { lowLevel: number }; answer: Stock };
  'GET /sellers/me/offers/{offerId}/movements': OfOffer & { query: Paging; answer: List<Movement> };
  'POST /sellers/me/offers/{offerId}/movements': OfOffer & {
    body: { kind: ManualMovement; quantity: number; reason?: string };
    answer: Stock;
  };
  'POST /media': { body: FormData; answer: Media };
  'GET /sellers/me/balance': { answer: Balance };
  'GET /sellers/me/statement': { query: Paging; answer: List<StatementLine> };
  'PATCH /sellers/me': { body: Partial<SellerApplication> & { expectedVersion?: number }; answer: OwnSeller };
  'GET /banks': { answer: List<{ bankCode: string; name: string }> };
  'GET /sellers': { query: Paging & { status?: OwnSeller['status'] }; answer: List<OwnSeller> };
  'POST /sellers/{id}/approve': ById & { answer: OwnSeller };
  'POST /sellers/{id}/reject': SellerDecision;
  'POST /sellers/{id}/suspend': SellerDecision;
  'POST /sellers/{id}/reinstate': SellerDecision;
  'GET /payments/exceptions': {
    query: Paging & { status?: 'open' | 'proposed' | 'resolved' };
    answer: List<PaymentCase>;
  };
  'POST /payments/exceptions/{id}/resolve': ById & {
    body: { action: CaseAction; note: string; destination?: { bankCode: string; accountNumber: string } };
    answer: PaymentCase;
  };
  'GET /settings': { answer: { items: Setting[] } };
  'PUT /settings/{key}': {
    path: { key: string };
    body: { value: unknown; expectedVersion: number; reason: string };
    answer: Setting;
  };
  'GET /audit/entries': {
    query: Paging & { stream?: string; actorId?: string; action?: string };
    answer: List<AuditEntry>;
  };
};

/**
 * The shapes of Lumbung's HTTP API (`/api/v1`) that the apps use, and the table of its endpoints.
 * Kept by hand until `docs/reference/openapi.json` types it; names and fields are the API's own.
 */
import type { DeskEndpoints } from './api-desk.ts';
import type { Money } from './format/money.ts';

export type { Money };

export type List<T> = { items: T[]; nextCursor: string | null };

/** RFC 9457, with our stable code and errors by field. */
export type Problem = {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail?: string;
  correlationId?: string;
  errors?: { pointer: string; code: string; detail: string }[];
};

// People

export type Role =
  | 'CUSTOMER'
  | 'SELLER'
  | 'STORE_MANAGER'
  | 'CREDIT_OFFICER'
  | 'COMPLIANCE_OFFICER'
  | 'ADMIN'
  | 'SUPER_ADMIN'
  | 'PARTNER';

export type Session = {
  accessToken: string | null;
  refreshToken: string | null;
  tokenType: 'Bearer';
  expiresInSeconds: number;
  user: { id: string; name: string; email: string | null; phone: string | null; roles: Role[] };
};

export type Me = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  roles: Role[];
  language: 'id' | 'en';
  timeZone: string;
};

export type Device = { id: string; name: string; current: boolean; lastSeenAt: string; createdAt: string };

export type Address = {
  id: string;
  label: string;
  recipientName: string;
  phone: string;
  street: string;
  villageCode: string;
  villageName: string;
  districtName: string;
  regencyName: string;
  provinceName: string;
  postalCode: string;
  landmark: string | null;
  isDefault: boolean;
  timeZone: string;
};

export type NewAddress = {
  label: string;
  recipientName: string;
  phone: string;
  street: string;
  villageCode: string;
  postalCode: string;
  landmark?: string;
  isDefault?: boolean;
};

export type Region = {
  code: string;
  level: 'province' | 'regency' | 'district' | 'village';
  name: string;
  label: string;
  timeZone: string;
  /** Of villages, where the operator has loaded a table. */
  postalCode: string | null;
};

// Goods

export type Picture = {
  url: string;
  alt: string;
  width?: number | null;
  height?: number | null;
  sources?: PictureSource[];
};
export type PictureSource = { type: string; srcset: string };

export type Category = {
  id: string;
  slug: string;
  name: string;
  parentId: string | null;
  productCount?: number;
  attributes?: { code: string; name: string; kind: string; unit: string | null; values?: string[] }[];
};

export type ProductCard = {
  id: string;
  slug: string;
  name: string;
  priceFrom: Money;
  priceTo: Money;
  image: Picture | null;
  seller: { id: string; name: string; city: string };
  offerCount: number;
  soldCount: number;
  inStock: boolean;
  categoryId: string;
};

export type Offer = {
  offerId: string;
  seller: { id: string; name: string; slug: string; city: string; isVerified: boolean };
  price: Money;
  available: number;
  minQuantity: number;
  maxQuantity: number;
};

export type Variant = {
  id: string;
  sku: string;
  options: Record<string, string>;
  weightGrams: number;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  image: Picture | null;
  offers: Offer[];
};

export type Product = {
  id: string;
  slug: string;
  name: string;
  /** Sanitised by the API: paragraphs, lists, emphasis; no links, no pictures, no attributes. */
  description: string;
  status: string;
  category: { id: string; slug: string; name: string; path: { id: string; slug: string; name: string }[] };
  brand: { id: string; name: string; slug: string } | null;
  attributes: { code: string; name: string; value: string | number | boolean; unit: string | null }[];
  images: Picture[];
  axes: { name: string; values: string[] }[];
  variants: Variant[];
  priceFrom: Money;
  priceTo: Money;
  soldCount: number;
};

export type Facet = {
  code: string;
  name: string;
  kind: 'terms' | 'range';
  values: { value: string; label: string; count: number; selected: boolean }[];
  min?: number;
  max?: number;
};

export type SearchResult = List<ProductCard> & {
  total: number;
  correctedQuery: string | null;
  isLoose: boolean;
  facets: Facet[];
};

export type Suggestion = {
  kind: 'query' | 'category' | 'product';
  text: string;
  categoryId?: string | null;
  productId?: string | null;
  slug?: string | null;
};

export type SortOrder = 'relevance' | 'newest' | 'price_asc' | 'price_desc' | 'best_selling';

export type Seller = {
  id: string;
  name: string;
  slug: string;
  city: string;
  description: string;
  isVerified: boolean;
  joinedAt: string;
};

/** One's own shop; the account number comes masked. */
export type OwnSeller = Seller & {
  status: 'applied' | 'approved' | 'rejected' | 'suspended';
  statusReason: string | null;
  commissionBps: number;
  phone: string;
  pickup: { street: string; villageCode: string; postalCode: string; areaLabel: string; timeZone: string };
  bank: { bankCode: string; accountNumber: string; accountName: string };
  version: number;
};

export type SellerApplication = {
  name: string;
  description?: string;
  pickup: { street: string; villageCode: string; postalCode: string };
  phone: string;
  bank: { bankCode: string; accountNumber: string; accountName: string };
};

// Buying

export type CartNotice = {
  code: 'price_changed' | 'stock_reduced' | 'out_of_stock' | 'unavailable';
  previousPrice?: Money;
};

export type CartLine = {
  offerId: string;
  productId: string;
  slug: string;
  variantId: string;
  name: string;
  options: Record<string, string>;
  image: Picture | null;
  quantity: number;
  unitPrice: Money;
  lineTotal: Money;
  available: number;
  maxQuantity: number;
  notices: CartNotice[];
};

export type SellerRef = { id: string; name: string; slug: string; city: string };

export type Cart = {
  /** Null while nothing has ever been put in. */
  id: string | null;
  itemCount: number;
  total: Money;
  sellers: { seller: SellerRef; subtotal: Money; lines: CartLine[] }[];
};

export type CourierGroup = 'instant' | 'same_day' | 'regular' | 'economy' | 'cargo';

export type CourierService = {
  serviceCode: string;
  courierName: string;
  serviceName: string;
  group: CourierGroup;
  price: Money;
  arrivesFrom: string;
  arrivesUntil: string;
  cashOnDelivery?: boolean;
};

export type QuoteLine = {
  offerId: string;
  productId: string;
  slug: string;
  name: string;
  options: Record<string, string>;
  image: Picture | null;
  quantity: number;
  unitPrice: Money;
  lineTotal: Money;
};

export type PaymentChannel = {
  code: string;
  group: 'qris' | 'virtual_account';
  name: string;
  isAvailable: boolean;
  reason: 'over-limit' | 'under-limit' | 'temporarily-unavailable' | null;
  maximum: Money | null;
};

export type Quote = {
  sellers: {
    seller: SellerRef;
    lines: QuoteLine[];
    subtotal: Money;
    weightGrams: number;
    services: CourierService[];
    isShippingDown?: boolean;
  }[];
  subtotal: Money;
  paymentChannels: PaymentChannel[];
};

export type LineRequest = { offerId: string; quantity: number };

export type OrderRequest = {
  addressId: string;
  shipping: { sellerId: string; serviceCode: string }[];
  paymentChannel: string;
  lines?: LineRequest[];
  /** What the buyer was shown: another total today is refused instead of charged. */
  expectedTotal?: Money;
};

export type OrderStatus = 'awaiting_payment' | 'paid' | 'shipped' | 'delivered' | 'completed' | 'cancelled' | 'expired';

export type Order = {
  id: string;
  number: string;
  invoiceId: string;
  invoiceNumber: string;
  paymentId: string;
  status: OrderStatus;
  buyer: { id: string; name: string };
  seller: SellerRef;
  lines: QuoteLine[];
  subtotal: Money;
  shippingFee: Money;
  total: Money;
  /** Given back to the buyer so far. */
  refunded: Money;
  shipping: {
    serviceCode: string;
    courierName: string;
    serviceName: string;
    arrivesFrom: string;
    arrivesUntil: string;
    trackingNumber: string | null;
  };
  address: {
    recipientName: string;
    phone: string;
    street: string;
    areaLabel: string;
    postalCode: string;
    landmark: string | null;
  };
  /** Oldest first. */
  history: { status: OrderStatus; at: string; note: string | null }[];
  actions: ('pay' | 'cancel' | 'ship' | 'deliver' | 'complete')[];
  payableUntil: string | null;
  /** Only while it is delivered: then it completes by itself. */
  completesAt: string | null;
  version: number;
  createdAt: string;
};

export type Tracking = {
  trackingNumber: string | null;
  courierName: string;
  status: string | null;
  link: string | null;
  /** Oldest first. */
  events: { status: string; note: string; at: string }[];
};

export type PaymentStatus =
  | 'pending'
  | 'completed'
  | 'expired'
  | 'failed'
  | 'cancelled'
  | 'partially_refunded'
  | 'refunded';

export type Payment = {
  id: string;
  invoiceId: string;
  status: PaymentStatus;
  amount: Money;
  channel: string;
  channelName: string;
  instructions:
    | { kind: 'qr'; qrString: string; qrSvg: string }
    | { kind: 'virtual_account'; bank: string; accountNumber: string; accountName: string; billerCode: string | null }
    | null;
  expiresAt: string;
  paidAt: string | null;
  refunded: Money;
};

export type Checkout = { invoiceId: string; invoiceNumber: string; total: Money; orders: Order[]; payment: Payment };

export type Notification = {
  id: string;
  type: string;
  group: string;
  title: string;
  body: string;
  /** A path within the shop or the desk. */
  link: string | null;
  isRead: boolean;
  createdAt: string;
};

// The table of endpoints: what each takes and answers.

type None = Record<never, never>;
type Paging = { limit?: number; cursor?: string };
type ProductQuery = Paging & {
  category?: string;
  seller?: string;
  brand?: string;
  minPrice?: number;
  maxPrice?: number;
  inStock?: boolean;
  sort?: SortOrder;
};
type SearchQuery = Omit<ProductQuery, 'brand'> & { q?: string; brand?: string[]; city?: string[]; filter?: string[] };

type ShopEndpoints = {
  'POST /auth/register': {
    body: { name: string; email?: string; phone?: string; password: string; language?: string };
    answer: { user: { id: string; name: string } };
  };
  'POST /auth/login': {
    body: {
      identifier: string;
      password: string;
      totpCode?: string;
      deviceName?: string;
      session?: 'token' | 'cookie';
    };
    answer: Session;
  };
  'POST /auth/refresh': { body: { refreshToken?: string }; answer: Session };
  'POST /auth/logout': { body: { refreshToken?: string }; answer: undefined };
  'POST /auth/otp/request': {
    body: { identifier: string; purpose?: 'login' | 'verify' | 'reset' };
    answer: { expiresAt: string; resendAfterSeconds: number };
  };
  'POST /auth/otp/verify': {
    body: { identifier: string; code: string; totpCode?: string; deviceName?: string; session?: 'token' | 'cookie' };
    answer: Session;
  };
  'POST /auth/password': { body: { currentPassword: string; newPassword: string }; answer: undefined };
  'POST /auth/password/reset': { body: { identifier: string; code: string; newPassword: string }; answer: undefined };
  'GET /auth/devices': { answer: { items: Device[] } };
  'DELETE /auth/devices/{id}': { path: { id: string }; answer: undefined };
  'GET /users/me': { answer: Me };
  'PATCH /users/me': { body: { name?: string; language?: string; timeZone?: string }; answer: Me };
  'GET /users/me/addresses': { answer: { items: Address[] } };
  'POST /users/me/addresses': { body: NewAddress; answer: Address };
  'PATCH /users/me/addresses/{id}': { path: { id: string }; body: Partial<NewAddress>; answer: Address };
  'DELETE /users/me/addresses/{id}': { path: { id: string }; answer: undefined };
  'GET /regions': {
    query: { q?: string; parent?: string; level?: Region['level']; limit?: number };
    answer: { items: Region[] };
  };
  'GET /categories': { answer: List<Category> };
  'GET /products': { query: ProductQuery; answer: List<ProductCard> };
  'GET /products/{id}': { path: { id: string }; answer: Product };
  'GET /search': { query: SearchQuery; answer: SearchResult };
  'GET /search/suggest': { query: { q: string }; answer: { items: Suggestion[] } };
  'GET /cart': { answer: Cart };
  'POST /cart/items': { body: { items: LineRequest[] }; answer: Cart };
  'PATCH /cart/items/{offerId}': { path: { offerId: string }; body: { quantity: number }; answer: Cart };
  'DELETE /cart/items/{offerId}': { path: { offerId: string }; answer: Cart };
  'POST /cart/merge': { body: None; answer: Cart };
  'POST /checkout/quote': { body: { addressId: string; lines?: LineRequest[] }; answer: Quote };
  'POST /orders': { body: OrderRequest; answer: Checkout };
  'GET /orders': { query: Paging & { status?: string }; answer: List<Order> };
  'GET /orders/{id}': { path: { id: string }; answer: Order };
  'POST /orders/{id}/cancel': { path: { id: string }; body: { reason: string }; answer: Order };
  'POST /orders/{id}/complete': { path: { id: string }; body: None; answer: Order };
  'GET /orders/{id}/tracking': { path: { id: string }; answer: Tracking };
  'GET /payments/{id}': { path: { id: string }; answer: Payment };
  'POST /payments/{id}/check': { path: { id: string }; body: None; answer: Payment };
  'PUT /payments/{id}/refund-account': {
    path: { id: string };
    body: { bankCode: string; accountNumber: string };
    answer: { bankCode: string; accountNumberMasked: string; accountName: string };
  };
  'POST /sellers': { body: SellerApplication; answer: OwnSeller };
  'GET /sellers/{id}': { path: { id: string }; answer: Seller };
  'GET /sellers/me': { answer: OwnSeller };
  'GET /notifications': { query: Paging & { unread?: boolean }; answer: List<Notification> & { unreadCount: number } };
  'POST /notifications/{id}/read': { path: { id: string }; body: None; answer: undefined };
  'POST /notifications/read-all': { body: None; answer: { marked: number } };
};

export type Endpoints = ShopEndpoints & DeskEndpoints;

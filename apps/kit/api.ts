/**
 * Names for the shapes of Lumbung's HTTP API (`/api/v1`) that the apps use, and the table of its endpoints. The shapes
 * themselves are generated from docs/reference/openapi.json (`npm run docs`).
 */
import type { RenamedDeskEndpoints } from './api-desk.ts';
import type { Money } from './format/money.ts';
import type { paths } from './generated/api.ts';

export type { Money };

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Paths = keyof paths & string;
/** `GET /orders/{id}`: as the reference writes it. */
export type EndpointName = {
  [P in Paths]: `${Uppercase<Extract<keyof paths[P], Method>>} ${P}`;
}[Paths];

type Operation<E extends string> = E extends `${infer M} ${infer P}`
  ? P extends Paths
    ? Lowercase<M> extends keyof paths[P]
      ? paths[P][Lowercase<M>]
      : never
    : never
  : never;

type Part<O, K extends 'path' | 'query'> = O extends { parameters: Record<K, infer V> } ? { [N in K]: V } : unknown;
/** `query` may be left out: a request without one takes what is usual. */
type QueryPart<O> = O extends { parameters: { query?: infer Q } } ? { query: NonNullable<Q> } : unknown;
type BodyPart<O> = O extends { requestBody?: { content: infer C } }
  ? { body: C extends { 'application/json': infer B } ? B : FormData }
  : unknown;
type Json<R> = R extends { content: { 'application/json': infer J } } ? J : undefined;

/** What an operation answers when it does what it was asked for; undefined where it has nothing to say. */
export type Answer<E extends EndpointName> = Operation<E> extends { responses: infer R } ? Json<R[keyof R]> : never;
/** What an operation takes as its body. */
export type Body<E extends EndpointName> = BodyPart<Operation<E>> extends { body: infer B } ? B : never;

/** What an endpoint takes and answers, by its name. */
export type Endpoint<E extends EndpointName> = Part<Operation<E>, 'path'> &
  QueryPart<Operation<E>> &
  BodyPart<Operation<E>> & { answer: Answer<E> };
/** The same under a path whose parameter has another name. */
export type Renamed<E extends EndpointName, Path> = Omit<Endpoint<E>, 'path'> & { path: Path };

export type Endpoints = { [E in EndpointName]: Endpoint<E> } & RenamedDeskEndpoints & {
    'GET /products/{id}': Renamed<'GET /products/{product}', { id: string }>;
  };

export type List<T> = { items: T[]; nextCursor: string | null };
type Item<E extends EndpointName> = Answer<E> extends { items: (infer T)[] } ? T : never;

/** RFC 9457, with our stable code and errors by field. */
export type Problem = {
  type?: string;
  title?: string;
  status: number;
  code: string;
  detail?: string;
  correlationId?: string;
  errors?: { pointer: string; code: string; detail: string }[];
  /** Figures and names behind the sentence, where a program may need them. */
  details?: Record<string, unknown>;
};

// People

export type Session = Answer<'POST /auth/login'>;
export type Me = Answer<'GET /users/me'>;
export type Role = Me['roles'][number];
export type Device = Item<'GET /auth/devices'>;
export type Address = Item<'GET /users/me/addresses'>;
export type NewAddress = Body<'POST /users/me/addresses'>;
export type Region = Item<'GET /regions'>;

// Goods

/** What components draw. The API's own pictures have more or fewer of these, as their sources are known. */
export type Picture = {
  url: string;
  alt: string;
  width?: number | null;
  height?: number | null;
  sources?: PictureSource[];
};
export type PictureSource = { type: string; srcset: string };

export type Category = Item<'GET /categories'>;
export type ProductCard = Item<'GET /products'>;
export type Product = Answer<'GET /products/{product}'>;
export type Variant = Product['variants'][number];
export type Offer = Variant['offers'][number];
export type SearchResult = Answer<'GET /search'>;
export type Recommendations = Answer<'GET /recommendations'>;
export type Facet = SearchResult['facets'][number];
export type Suggestion = Item<'GET /search/suggest'>;
export type SortOrder = NonNullable<Endpoint<'GET /search'>['query']['sort']>;
export type Seller = Answer<'GET /sellers/{id}'>;
/** One's own shop; the account number comes masked. */
export type OwnSeller = Answer<'GET /sellers/me'>;
export type SellerApplication = Body<'POST /sellers'>;

// Buying

export type Cart = Answer<'GET /cart'>;
export type CartLine = Cart['sellers'][number]['lines'][number];
export type CartNotice = CartLine['notices'][number];
export type SellerRef = Cart['sellers'][number]['seller'];
export type Quote = Answer<'POST /checkout/quote'>;
export type QuoteLine = Quote['sellers'][number]['lines'][number];
export type CourierService = Quote['sellers'][number]['services'][number];
export type CourierGroup = CourierService['group'];
export type PaymentChannel = Quote['paymentChannels'][number];
export type OrderRequest = Body<'POST /orders'>;
export type LineRequest = NonNullable<OrderRequest['lines']>[number];
export type Checkout = Answer<'POST /orders'>;
export type Order = Answer<'GET /orders/{id}'>;
export type OrderStatus = Order['status'];
export type Tracking = Answer<'GET /orders/{id}/tracking'>;
export type Payment = Answer<'GET /payments/{id}'>;
export type PaymentStatus = Payment['status'];
export type Notification = Item<'GET /notifications'>;

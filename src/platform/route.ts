import type { Static, TSchema } from 'typebox';
import type { Call } from './call.ts';
import type { PassedRequest } from './proxy.ts';

/**
 * Who may call: `public` (guests too), `signed-in` (any person), `webhook` (a provider; the handler verifies the raw
 * body), or a permission like `orders:ship` that some role must hold, else the server does not start.
 */
export type Scope = 'public' | 'signed-in' | 'webhook' | `${string}:${string}`;

export type RouteRequest<P, Q, B> = {
  call: Call;
  params: P;
  query: Q;
  body: B;
  headers: Record<string, string | string[] | undefined>;
  cookies: Record<string, string | undefined>;
  /** Path and query as they came. */
  url: string;
  /** The bytes as they came; only where `rawBody` is set. */
  rawBody: Buffer | null;
  /** Parts of a multipart upload; only where `multipart` is set. */
  files: () => Promise<UploadedFile[]>;
  /** Aborted when the client goes away (streams). */
  signal: AbortSignal;
};

export type UploadedFile = { field: string; filename: string; bytes: Buffer; fields: Record<string, string> };

export type CookieChange = {
  name: string;
  value: string | null;
  /** Seconds; null deletes with the session. */
  maxAgeSeconds: number | null;
  path?: string;
};

/** A full answer, where status, headers, cookies or a stream matter. Made by `answer`. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  readonly cookies: CookieChange[];
  constructor(status: number, body: unknown, headers: Record<string, string>, cookies: CookieChange[]) {
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.cookies = cookies;
  }
}

/** `answer(202, body, { headers, cookies })`. A Buffer, string or Readable as body is sent as it is (set content-type). */
export function answer(
  status: number,
  body: unknown,
  extra: { headers?: Record<string, string>; cookies?: CookieChange[] } = {},
): Answer {
  return new Answer(status, body, extra.headers ?? {}, extra.cookies ?? []);
}

export type RateLimit = { perMinute: number; by: 'address' | 'user'; name: string };

type SchemaOr<S, Else> = S extends TSchema ? Static<S> : Else;

export type RouteDefinition<P, Q, B> = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, in Fastify's spelling (`/orders/:id`), unless `prefix` says otherwise. */
  path: string;
  prefix?: '' | '/api/v1';
  summary: string;
  scope: Scope;
  params?: P;
  query?: Q;
  body?: B;
  /** Schema per success status; the first is the default. `null` means no body, `'binary'` a file or stream. */
  answers: Record<number, TSchema | null | 'binary'>;
  /** Refusal codes beyond the platform's, for the reference. */
  refusals?: readonly string[];
  /** POST: `accepted` unless said otherwise. `required` where money or stock moves, `none` for sign-in routes. */
  idempotency?: 'required' | 'accepted' | 'none';
  /** Besides the general limits. */
  rateLimits?: readonly RateLimit[];
  rawBody?: boolean;
  multipart?: boolean;
  bodyLimitBytes?: number;
  /** `Cache-Control` of the answer; `no-store` unless said otherwise. An ETag is added to GET answers. */
  cacheControl?: string;
  /** Media types of a `'binary'` answer, for the reference; `application/octet-stream` unless said otherwise. */
  binaryTypes?: readonly string[];
  /** Examples for the reference, where those made from the schemas would not do; each is exercised by the contract tests. */
  examples?: { body?: unknown; answer?: unknown };
  handle: (
    request: RouteRequest<
      SchemaOr<P, Record<string, never>>,
      SchemaOr<Q, Record<string, never>>,
      SchemaOr<B, undefined>
    >,
  ) => Promise<unknown>;
};

/** A route as the server sees it, its types forgotten. */
export type Route = Omit<RouteDefinition<TSchema | undefined, TSchema | undefined, TSchema | undefined>, 'handle'> & {
  /** Set where the module runs elsewhere: takes the place of `handle`, and what is in the request is not looked at. */
  passOn?: (request: PassedRequest) => Promise<Answer>;
  handle: (request: RouteRequest<never, never, never>) => Promise<unknown>;
};

/** Binds schemas and handler: inside `handle`, params, query and body have the types of their schemas. */
export function route<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(definition: RouteDefinition<P, Q, B>): Route {
  return definition as unknown as Route;
}

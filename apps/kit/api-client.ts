import type { Endpoints, Problem } from './api.ts';

/** What an endpoint refused or could not do. `code` is stable; `detail` is a sentence for people, in their language. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: { pointer: string; code: string; detail: string }[];
  readonly details: Record<string, unknown>;
  readonly correlationId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(`${problem.status} ${problem.code}`);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail ?? problem.title ?? '';
    this.fields = problem.errors ?? [];
    this.details = problem.details ?? {};
    this.correlationId = problem.correlationId ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The sentence for one field, by its JSON pointer: `/pickup/postalCode`. */
  field(pointer: string): string | undefined {
    return this.fields.find((error) => error.pointer === pointer)?.detail;
  }
}

export function isApiProblem(error: unknown, ...codes: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

type Wanted<E extends keyof Endpoints, K extends 'path' | 'query' | 'body'> = K extends keyof Endpoints[E]
  ? K extends 'query'
    ? { [P in K]?: Endpoints[E][K] }
    : { [P in K]: Endpoints[E][K] }
  : unknown;
/** A POST that takes nothing may say so with an empty body. */
type EmptyBody<E extends keyof Endpoints> = 'body' extends keyof Endpoints[E]
  ? unknown
  : { body?: Record<never, never> };

/** Everything an endpoint takes, plus what any request may carry. */
export type CallOptions<E extends keyof Endpoints> = Wanted<E, 'path'> &
  Wanted<E, 'query'> &
  Wanted<E, 'body'> &
  EmptyBody<E> & {
    idempotencyKey?: string;
    /** The version one has read: when it has changed since, the endpoint refuses with `request.stale`. */
    version?: number;
    signal?: AbortSignal;
  };

export type Api = <E extends keyof Endpoints>(
  endpoint: E,
  ...options: unknown extends Wanted<E, 'path'> & Wanted<E, 'body'> ? [CallOptions<E>?] : [CallOptions<E>]
) => Promise<Endpoints[E]['answer']>;

type LooseOptions = {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  version?: number;
  signal?: AbortSignal;
};

/**
 * Makes the one function through which an app speaks to the API.
 * @param fetcher the browser's fetch, or SvelteKit's `event.fetch` on the server.
 * @param language called per request, sent as Accept-Language: refusals come back in it.
 */
export function createApi(fetcher: typeof fetch, language: () => string): Api {
  async function call(endpoint: string, options: LooseOptions = {}): Promise<unknown> {
    const [method = 'GET', template = ''] = endpoint.split(' ');
    const headers = new Headers({ accept: 'application/json', 'accept-language': language() });
    // A form says its own type, with the boundary that only the browser knows.
    if (options.body !== undefined && !(options.body instanceof FormData))
      headers.set('content-type', 'application/json');
    if (options.version !== undefined) headers.set('if-match', `"v${options.version}"`);
    if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
    const response = await reach(() =>
      fetcher(`/api/v1${fillPath(template, options.path)}${queryString(options.query)}`, {
        method,
        headers,
        body: bodyOf(options.body),
        signal: options.signal,
        credentials: 'same-origin',
      }),
    );
    return readAnswer(response);
  }
  // The table `Endpoints` is what makes this safe: the wire itself is untyped, so the types are claimed here, once.
  return call as Api;
}

function bodyOf(body: unknown): BodyInit | undefined {
  if (body instanceof FormData) return body;
  return body === undefined ? undefined : JSON.stringify(body);
}

/** A network that fails becomes a problem like any other, so that pages have one kind of error to show. */
async function reach(request: () => Promise<Response>): Promise<Response> {
  try {
    return await request();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    const problem = new ApiProblem({ status: 503, code: 'network.unreachable' });
    problem.cause = cause;
    throw problem;
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  if (response.ok)
    return response.status === 204 || response.headers.get('content-length') === '0' ? undefined : response.json();
  const retryAfter = Number(response.headers.get('retry-after'));
  throw new ApiProblem(await readProblem(response), Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null);
}

/** A proxy or a crash may answer with something that is not problem+json. */
async function readProblem(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    if (isProblem(body)) return { ...body, status: response.status };
  } catch {
    // Not JSON: described below by its status alone.
  }
  return { status: response.status, code: `http.${response.status}` };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';
}

function fillPath(template: string, values: Record<string, string> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** Leaves out what is not set; repeats a name for each value of a list. */
function queryString(query: Record<string, unknown> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

import type { TSchema } from 'typebox';
import type { Language } from './call.ts';
import { parseJsonBody } from './json-body.ts';
import { compileWriter, type Write } from './recurring-parts.ts';
import { refuse } from './refusal.ts';
import type { Route, Scope } from './route.ts';
import { type BodyCheck, compileAnswer, compileBody, compileParameters, type ParameterCheck } from './validation.ts';
import { describeIssue, type FieldIssue } from './validation-sentences.ts';

/** A route and the module it belongs to (its tag in the reference, its schema for idempotency keys). */
export type ServedRoute = Route & { module: string };

/** A route with everything made ready at start. */
export type CompiledRoute = {
  route: ServedRoute;
  /** Full pattern, e.g. `/api/v1/orders/:id`. */
  url: string;
  /** `POST /api/v1/orders/:id/cancel`: stands in metrics, logs and idempotency keys. */
  name: string;
  isWrite: boolean;
  /**
   * What it counts against: the limits of people; those of files that a page pulls in by the dozen (public reads
   * outside the API, such as pictures); those of webhooks; or none (our own processes).
   */
  limits: 'people' | 'files' | 'webhooks' | 'none';
  idempotency: 'required' | 'accepted' | 'none';
  defaultStatus: number;
  /** Per status: what passes to the client, `null` no body, `'binary'` bytes. */
  answers: Map<number, AnswerForm>;
  readParams: ParameterCheck;
  readQuery: ParameterCheck;
  readBody: (body: Buffer | undefined) => { value: unknown; issues: FieldIssue[] };
};

export type AnswerForm =
  | { kind: 'none' }
  | { kind: 'binary' }
  | { kind: 'json'; write: Write; check: ((value: unknown) => FieldIssue[]) | null };

const API_PREFIX = '/api/v1';
const OPEN_SCOPES: ReadonlySet<string> = new Set<Scope>(['public', 'signed-in', 'webhook']);

/** Full pattern of a route. */
export function urlOf(route: Pick<Route, 'path' | 'prefix'>): string {
  return (route.prefix ?? API_PREFIX) + route.path;
}

/** Calls between processes of one installation: signed, not part of the public API, not limited. */
export function isInternal(route: Pick<Route, 'path' | 'prefix'>): boolean {
  return urlOf(route).startsWith('/internal/');
}

/** Makes a route ready, or throws: nothing starts with a route that lets in or out what it should not. */
export function compileRoute(
  route: ServedRoute,
  options: { knownScopes: ReadonlySet<string>; checkAnswers: boolean },
): CompiledRoute {
  const url = urlOf(route);
  const name = `${route.method} ${url}`;
  assertScope(route, name, options.knownScopes);
  assertParams(route, url, name);
  const statuses = Object.keys(route.answers).map(Number);
  const [defaultStatus] = statuses;
  if (defaultStatus === undefined) throw new Error(`${name}: no answer is declared`);
  return {
    route,
    url,
    name,
    isWrite: route.method !== 'GET' && route.scope !== 'webhook',
    limits: limitsOf(route),
    // Keys are kept where the work is done.
    idempotency: route.passOn ? 'none' : idempotencyOf(route),
    defaultStatus,
    answers: new Map(
      statuses.map((status) => [
        status,
        formOf(route.answers[status] ?? null, `${name} ${status}`, options.checkAnswers),
      ]),
    ),
    readParams: route.params ? compileParameters(route.params, `${name} params`) : () => NOTHING,
    readQuery: route.query ? compileParameters(route.query, `${name} query`) : readNoQuery,
    readBody: bodyReader(route, name),
  };
}

/** Throws `request.invalid` with all issues in the caller's language. */
export function refuseIssues(issues: readonly FieldIssue[], language: Language): Error {
  return refuse('request.invalid', {}, { fields: issues.map((issue) => describeIssue(issue, language)) });
}

const NOTHING = Object.freeze({ value: Object.freeze({}), issues: [] });

/** A route without a query schema takes no notice of a query. */
function readNoQuery(): typeof NOTHING {
  return NOTHING;
}

function assertScope(route: ServedRoute, name: string, knownScopes: ReadonlySet<string>): void {
  const scope: string | undefined = route.scope;
  if (!scope) throw new Error(`${name} declares no scope: say who may call it`);
  if (!OPEN_SCOPES.has(scope) && !knownScopes.has(scope))
    throw new Error(`${name} needs the permission ${scope}, which no role holds`);
}

function assertParams(route: ServedRoute, url: string, name: string): void {
  const declared = new Set(Object.keys((route.params as { properties?: object } | undefined)?.properties ?? {}));
  const missing = [...url.matchAll(/:([A-Za-z0-9_]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((param) => !declared.has(param));
  if (missing.length > 0) throw new Error(`${name}: the path has ${missing.join(', ')} without a schema in params`);
}

function limitsOf(route: ServedRoute): CompiledRoute['limits'] {
  if (isInternal(route)) return 'none';
  if (route.scope === 'webhook') return 'webhooks';
  return route.method === 'GET' && route.prefix === '' && route.scope === 'public' ? 'files' : 'people';
}

function idempotencyOf(route: ServedRoute): CompiledRoute['idempotency'] {
  if (route.idempotency) return route.idempotency;
  return route.method === 'POST' && route.scope !== 'webhook' ? 'accepted' : 'none';
}

function formOf(answer: TSchema | null | 'binary', where: string, checkAnswers: boolean): AnswerForm {
  if (answer === null) return { kind: 'none' };
  if (answer === 'binary') return { kind: 'binary' };
  return { kind: 'json', write: compileWriter(answer), check: checkAnswers ? compileAnswer(answer, where) : null };
}

function bodyReader(route: ServedRoute, name: string): CompiledRoute['readBody'] {
  if (route.multipart) return () => ({ value: undefined, issues: [] });
  if (!route.body) return route.rawBody ? () => ({ value: undefined, issues: [] }) : readNoBody;
  const check: BodyCheck = compileBody(route.body, `${name} body`);
  return (bytes) => {
    // No body at all is read as an empty object, so that the missing fields are named one by one.
    const value = bytes === undefined || bytes.length === 0 ? {} : parseJsonBody(bytes);
    return { value, issues: check(value) };
  };
}

/** Nothing, or an empty object, which many clients send with every POST. */
function readNoBody(bytes: Buffer | undefined): { value: unknown; issues: FieldIssue[] } {
  if (bytes === undefined || bytes.length === 0) return { value: undefined, issues: [] };
  const value = parseJsonBody(bytes);
  const isEmpty =
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
  return { value: undefined, issues: isEmpty || value === null ? [] : [{ pointer: '', code: 'unexpected-body' }] };
}

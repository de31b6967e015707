import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { assert } from './assert.ts';
import type { CompiledRoute } from './compiled-route.ts';
import { serializeCookie } from './cookies.ts';
import type { KeptAnswer } from './idempotency.ts';
import type { Problem } from './problem.ts';
import { Answer } from './route.ts';
import type { FieldIssue } from './validation-sentences.ts';

/** An answer as it goes over the wire, but for compression. */
export type Rendered = {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  payload: string | Buffer | Readable | null;
};

const JSON_TYPE = 'application/json; charset=utf-8';

export type RenderOptions = {
  isSecure: boolean;
  /** Told of an answer that does not match its schema; throw to make it a fault. */
  onMismatch: (name: string, status: number, issues: FieldIssue[]) => void;
};

/** Turns what a handler has returned into bytes: plain values by the route's first answer, `Answer` as it says. */
export function renderAnswer(compiled: CompiledRoute, result: unknown, options: RenderOptions): Rendered {
  const isFull = result instanceof Answer;
  const status = isFull ? result.status : compiled.defaultStatus;
  const body = isFull ? result.body : result;
  const rendered: Rendered = {
    status,
    headers: isFull ? lowerCased(result.headers) : {},
    cookies: isFull ? result.cookies.map((cookie) => serializeCookie(cookie, options.isSecure)) : [],
    payload: null,
  };
  if (!rendered.headers['cache-control']) rendered.headers['cache-control'] = compiled.route.cacheControl ?? 'no-store';
  return withPayload(compiled, rendered, body, options);
}

function withPayload(compiled: CompiledRoute, rendered: Rendered, body: unknown, options: RenderOptions): Rendered {
  if (
    Buffer.isBuffer(body) ||
    body instanceof Readable ||
    (typeof body === 'string' && rendered.headers['content-type'])
  ) {
    rendered.headers['content-type'] ??= 'application/octet-stream';
    rendered.payload = body;
    return rendered;
  }
  const form = compiled.answers.get(rendered.status);
  const hasNoBody = form?.kind === 'none' || (form === undefined && (body === null || body === undefined));
  if (hasNoBody) {
    if (rendered.status === 200 && compiled.defaultStatus === 200) rendered.status = 204;
    return rendered;
  }
  assert(form !== undefined, `${compiled.name} answered ${rendered.status}, which it does not declare`);
  assert(
    form.kind === 'json' && body !== undefined,
    `${compiled.name} answered ${rendered.status} without the body that it declares`,
  );
  rendered.headers['content-type'] ??= JSON_TYPE;
  const write = (): string => {
    const text = form.write(body);
    const issues = form.check?.(JSON.parse(text)) ?? [];
    if (issues.length > 0) options.onMismatch(compiled.name, rendered.status, issues);
    return text;
  };
  const isCached = compiled.route.cacheControl !== undefined && typeof body === 'object' && body !== null;
  if (!isCached) return { ...rendered, payload: write() };
  const { text, etag } = keptText(compiled, { status: rendered.status, body, write });
  rendered.headers.etag ??= etag;
  return { ...rendered, payload: text };
}

type KeptText = { text: string; etag: string };
const keptTexts = new WeakMap<CompiledRoute, Map<number, WeakMap<object, KeptText>>>();

/**
 * Texts of answers to cacheable reads, as long as the very object lives that was answered: one that comes out of a cache
 * again and again is written out and hashed once (a list of 20: 40 µs). Nobody changes what they have taken from there.
 */
function keptText(
  compiled: CompiledRoute,
  { status, body, write }: { status: number; body: object; write: () => string },
): KeptText {
  const byStatus = keptTexts.get(compiled) ?? new Map<number, WeakMap<object, KeptText>>();
  keptTexts.set(compiled, byStatus);
  const kept = byStatus.get(status) ?? new WeakMap<object, KeptText>();
  byStatus.set(status, kept);
  let known = kept.get(body);
  if (!known) {
    const text = write();
    known = { text, etag: etagOf(text) };
    kept.set(body, known);
  }
  return known;
}

function etagOf(payload: string | Buffer): string {
  return `W/"${hash('sha1', payload, 'base64url')}"`;
}

export function renderedProblem(problem: Problem): Rendered {
  return {
    status: problem.status,
    headers: { ...problem.headers, 'cache-control': 'no-store' },
    cookies: [],
    payload: JSON.stringify(problem.body),
  };
}

/** Headers that belong to the answer itself; the rest (limits, correlation) belongs to the request at hand. */
const KEPT_HEADERS = [
  'content-type',
  'content-language',
  'content-disposition',
  'location',
  'etag',
  'cart-token',
  'www-authenticate',
  'retry-after',
  'cache-control',
];

export function toKept(rendered: Rendered): KeptAnswer {
  const headers: KeptAnswer['headers'] = {};
  for (const name of KEPT_HEADERS) {
    const value = rendered.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  if (rendered.cookies.length > 0) headers['set-cookie'] = rendered.cookies;
  return { status: rendered.status, headers, body: typeof rendered.payload === 'string' ? rendered.payload : null };
}

export function fromKept(kept: KeptAnswer): Rendered {
  const { 'set-cookie': cookies = [], ...others } = kept.headers;
  const headers: Record<string, string> = { 'idempotency-replayed': 'true' };
  for (const [name, value] of Object.entries(others)) if (typeof value === 'string') headers[name] = value;
  return { status: kept.status, headers, cookies: [cookies].flat(), payload: kept.body };
}

/**
 * Adds a weak ETag to a cacheable read, and empties the answer when the client has it already. Weak, because the same
 * content may travel compressed in different ways.
 */
export function withEtag(rendered: Rendered, ifNoneMatch: string | undefined): Rendered {
  const { payload } = rendered;
  if (rendered.status !== 200 || payload === null || payload instanceof Readable) return rendered;
  rendered.headers.etag ??= etagOf(payload);
  if (ifNoneMatch === undefined || !matches(ifNoneMatch, rendered.headers.etag)) return rendered;
  const { 'content-type': _type, ...headers } = rendered.headers;
  return { ...rendered, status: 304, headers, payload: null };
}

function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const weak = (tag: string) => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => weak(tag) === weak(etag));
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name of Object.keys(headers)) result[name.toLowerCase()] = headers[name] ?? '';
  return result;
}

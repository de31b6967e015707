import { randomUUID } from 'node:crypto';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Operation } from './openapi-document.ts';

export type Problem = {
  code?: string;
  status?: number;
  type?: string;
  correlationId?: string;
  errors?: { pointer: string; code: string }[];
};

/** Headers that no client of ours would send. */
export const ODD_HEADERS: [string, Record<string, string>][] = [
  ['a long idempotency key', { 'idempotency-key': 'k'.repeat(5_000) }],
  ['an empty idempotency key', { 'idempotency-key': '' }],
  ['an odd idempotency key', { 'idempotency-key': "'; drop table x; -- \u00ff" }],
  ['an odd If-Match', { 'if-match': 'W/"x", *, "\u00e9"' }],
  ['an odd If-None-Match', { 'if-none-match': '"'.repeat(2_000) }],
  ['a language that is none', { 'accept-language': `${'x-'.repeat(500)};q=9,*;q=-1,id;q=NaN` }],
  ['odd cookies', { cookie: 'lumbung_access=%; lumbung_cart=%00; lumbung_language=<script>; =; ;;__proto__=1' }],
  ['a cart of nobody', { 'cart-token': "' or 1=1" }],
  ['a long cart token', { 'cart-token': 'x'.repeat(4_000) }],
  ['a range', { range: 'bytes=9999999999-1,-5,0-' }],
  ['a foreign origin', { origin: 'https://jahat.example' }],
  ['an origin that is none', { origin: 'null' }],
  ['a token that is none', { authorization: 'Bearer a.b.c' }],
  ['a token without signature', { authorization: `Bearer ${unsigned({ alg: 'none' })}` }],
  ['another scheme', { authorization: `Basic ${'x'.repeat(2_000)}` }],
  ['an API key that is none', { 'x-api-key': 'lmb_\u00ff_x' }],
  ['a correlation id that is none', { 'x-correlation-id': '<script>'.repeat(50) }],
  ['odd forwarding', { 'x-forwarded-for': '::1, x, 999.1.1.1', 'x-forwarded-host': 'jahat.example' }],
  ['an odd trace', { traceparent: '00-zz-00-ff' }],
  ['an odd encoding', { 'accept-encoding': 'br;q=2, gzip;q=x, *' }],
  ['packed', { 'content-encoding': 'gzip' }],
  ['method override', { 'x-http-method-override': 'DELETE' }],
  ['many headers', Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`x-${index}`, 'y']))],
];

function unsigned(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: '0190ffff-ffff-7fff-bfff-ffffffffffff', iss: 'lumbung', aud: 'lumbung-api', roles: ['ADMIN'] };
  return `${part(header)}.${part({ ...claims, sid: claims.sub, exp: 4_000_000_000 })}.`;
}

/** It never ends, so it is not asked here. */
export function isStream(operation: Operation): boolean {
  return operation.path.endsWith('/stream');
}

/** Another key each time, or the first answer would come again. */
export function freshKey(headers: Record<string, string>): Record<string, string> {
  return headers['idempotency-key'] === undefined ? {} : { 'idempotency-key': randomUUID() };
}

export function isProblem(problem: Problem, status: number): boolean {
  return (
    problem.status === status &&
    /^[a-z][a-z-]*\.[a-z][a-z0-9-]*$/.test(problem.code ?? '') &&
    problem.type === `urn:lumbung:problem:${problem.code}` &&
    typeof problem.correlationId === 'string'
  );
}

/** An error at the field, in it, or at what holds it (a union speaks for its branches). */
export function pointsAt(problem: Problem, pointer: string): boolean {
  const holder = pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
  return (problem.errors ?? []).some(
    ({ pointer: told }) =>
      told.startsWith(pointer) || pointer.startsWith(told) || (holder !== '' && told.startsWith(holder)),
  );
}

const ajv = new Ajv2020({ strict: false, logger: false, allErrors: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
const checks = new Map<string, ValidateFunction>();

/** Does the description take this body? A judgement of its own, by the published schema. */
export function checkOf(operation: Operation): (value: unknown) => boolean {
  let check = checks.get(operation.name);
  if (!check) {
    check = ajv.compile(operation.body?.schema ?? {});
    checks.set(operation.name, check);
  }
  return check;
}

/** By the schema, or by what no text and no number may be anywhere. */
export function mustBeRefused(value: unknown, check: (value: unknown) => boolean): boolean {
  return !check(value) || isForbidden(value);
}

function isForbidden(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object' || value === null) return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(isForbidden);
}

/** A text of a path or a query that the schema takes in none of the forms it may be read as. */
export function textMustBeRefused(encoded: string, schema: object): boolean {
  const text = decoded(encoded);
  if (text === null || text === '') return false;
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const forms = [
    text,
    text.split(','),
    ...(isNumber ? [Number(text)] : []),
    ...(/^(true|false)$/.test(text) ? [text === 'true'] : []),
  ];
  return text.includes('\0') || forms.every((form) => !ajv.validate(schema, form));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Some of them, evenly spread, the same ones each time. */
export function sample<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, index) => index % step === 0).slice(0, count);
}

export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Uploads as no browser makes them. */
export function oddUploads(): { what: string; body: Buffer; type: string }[] {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000', 'hex');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>');
  const part = (head: string, content: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  const end = Buffer.from('--b--\r\n');
  const file = (name: string, content: Buffer | string) => part(`name="file"; filename="${name}"`, content);
  const form = (what: string, ...parts: Buffer[]) => ({
    what,
    body: Buffer.concat([...parts, end]),
    type: 'multipart/form-data; boundary=b',
  });
  const purpose = part('name="purpose"', 'product');
  return [
    form('nothing at all'),
    form('no file', purpose),
    form('an empty file', file('a.png', ''), purpose),
    form('a broken picture', file('a.png', png), purpose),
    form('a picture with a script', file('a.svg', svg), purpose),
    form('text as picture', file('a.png', 'x'.repeat(1_000)), purpose),
    form('a path as name', file('../../../etc/passwd\u0000.png', png), purpose),
    form('a long name', file('a'.repeat(20_000), png), purpose),
    form('two files', file('a.png', png), file('b.png', png), purpose),
    form('many fields', ...Array.from({ length: 200 }, (_, index) => part(`name="f${index}"`, 'x'))),
    form('an unknown purpose', file('a.png', png), part('name="purpose"', "'; drop table x")),
    form('twelve megabytes', file('a.png', Buffer.alloc(12_000_000)), purpose),
    { what: 'never ended', body: file('a.png', png), type: 'multipart/form-data; boundary=b' },
    { what: 'no boundary', body: file('a.png', png), type: 'multipart/form-data' },
    { what: 'another boundary', body: file('a.png', png), type: 'multipart/form-data; boundary=zzz' },
    { what: 'JSON', body: Buffer.from('{}'), type: 'application/json' },
  ];
}

/** Many findings of one kind are one finding: the first of each beginning. */
export function distinct(findings: readonly string[]): string[] {
  const first = new Map<string, string>();
  for (const finding of findings) {
    const kind = finding.split(': ').slice(0, 2).join(': ');
    if (!first.has(kind)) first.set(kind, finding);
  }
  return [...first.values()];
}

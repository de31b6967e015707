import type { Operation, Schema } from './openapi-document.ts';
import { type Known, sampleOf } from './sample-values.ts';

/** One thing that nobody should send: which field (as a JSON pointer), what about it, and the whole that carries it. */
export type Hostile = { pointer: string; what: string; value: unknown };

export const NOBODY = '0190ffff-ffff-7fff-bfff-ffffffffffff';
const deep = (depth: number): unknown => (depth === 0 ? 'x' : [deep(depth - 1)]);

/** Tried in every field, whatever its type. */
export const VALUES: [string, unknown][] = [
  ['null', null],
  ['a boolean', true],
  ['a number', 7],
  ['zero', 0],
  ['negative', -1],
  ['a fraction', 1.5],
  ['huge', Number.MAX_SAFE_INTEGER],
  ['beyond what is safe', 2 ** 53 + 2],
  ['beyond bigint', 1e30],
  ['empty text', ''],
  ['blanks', '   '],
  ['NUL', 'a\u0000b'],
  ['half a surrogate pair', 'a\ud800b'],
  ['emoji', '🧺🇮🇩👩🏽‍🌾'],
  ['right to left', '\u202eabc\u200b\ufeff'],
  ['line breaks', 'a\r\nSet-Cookie: x=1\r\n'],
  ['SQL', "'; drop table orders.orders; --"],
  ['SQL wildcards', '%_\\'],
  ['script', '<script>alert(1)</script>'],
  ['a path', '../../../../etc/passwd'],
  ['a template', '{{7*7}} <%= 7*7 %> %s %n'],
  ['nobody’s id', NOBODY],
  ['the nil id', '00000000-0000-0000-0000-000000000000'],
  ['a number as text', '1e3'],
  ['31 February', '2026-02-31T25:61:61Z'],
  ['a list', ['x']],
  ['an empty list', []],
  ['an empty object', {}],
  ['an object with odd names', JSON.parse('{"constructor":{"prototype":1},"toString":2,"":3}')],
  ['a prototype', JSON.parse('{"__proto__":{"isAdmin":true}}')],
  ['nested 30 deep', deep(30)],
];

/** Texts for query and path. */
export const TEXTS: [string, string][] = [
  ['empty', ''],
  ['a word', 'kopi'],
  ['zero', '0'],
  ['negative', '-1'],
  ['a fraction', '1.5'],
  ['huge', '9007199254740993'],
  ['beyond bigint', '1'.padEnd(40, '0')],
  ['hexadecimal', '0x10'],
  ['an exponent', '1e3'],
  ['NUL', 'a%00b'],
  ['half a character', '%E0%A4%A'],
  ['bytes that are no text', '%ff%fe'],
  ['half a surrogate pair', '%ED%A0%80'],
  ['emoji', encodeURIComponent('🧺👩🏽‍🌾')],
  ['SQL', encodeURIComponent("' or 1=1; --")],
  ['SQL wildcards', encodeURIComponent('%_\\')],
  ['script', encodeURIComponent('<script>alert(1)</script>')],
  ['a path', encodeURIComponent('../../../etc/passwd')],
  ['line breaks', 'a%0d%0aSet-Cookie:%20x=1'],
  ['nobody’s id', NOBODY],
  ['almost an id', NOBODY.slice(0, -1)],
  ['a prototype', '__proto__'],
  ['too long', 'x'.repeat(3_000)],
];

/** Every field of the body with every value, missing, and with something unknown beside it. */
export function hostileBodies(operation: Operation, known: Known): Hostile[] {
  const schema = operation.body?.schema;
  if (!schema) return [];
  const cases: Hostile[] = [];
  walk(schema, { pointer: '', name: '', build: (value) => value, known, cases });
  return cases;
}

type Place = { pointer: string; name: string; build: (value: unknown) => unknown; known: Known; cases: Hostile[] };

function walk(schema: Schema, place: Place): void {
  const { pointer, build, cases } = place;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) {
    add(schema, place);
    for (const branch of branches) walkParts(branch, place);
    return;
  }
  add(schema, place);
  if (schema.type === 'string')
    cases.push({ pointer, what: 'too long', value: build('x'.repeat((schema.maxLength ?? 100_000) + 1)) });
  walkParts(schema, place);
}

function add(_schema: Schema, { pointer, build, cases }: Place): void {
  for (const [what, value] of VALUES) cases.push({ pointer, what, value: build(value) });
}

function walkParts(schema: Schema, place: Place): void {
  if (schema.type === 'object') walkObject(schema, place);
  if (schema.type === 'array' && schema.items) walkList(schema, schema.items, place);
}

function walkObject(schema: Schema, place: Place): void {
  const { pointer, build, known, cases } = place;
  const sample = sampleOf(schema, known) as Record<string, unknown>;
  cases.push({ pointer: `${pointer}/takDikenal`, what: 'unknown', value: build({ ...sample, takDikenal: 1 }) });
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const { [name]: _left, ...rest } = sample;
    cases.push({ pointer: `${pointer}/${name}`, what: 'missing', value: build(rest) });
    walk(property, {
      ...place,
      pointer: `${pointer}/${name}`,
      name,
      build: (value) => build({ ...sample, [name]: value }),
    });
  }
}

function walkList(schema: Schema, items: Schema, place: Place): void {
  const { pointer, build, known, cases } = place;
  const sample = sampleOf(items, known, place.name);
  const many = Array.from({ length: (schema.maxItems ?? 2_000) + 1 }, () => sample);
  cases.push({ pointer, what: 'too many', value: build(many) });
  cases.push({ pointer, what: 'twice the same', value: build([sample, sample]) });
  walk(items, { ...place, pointer: `${pointer}/0`, build: (value) => build([value]) });
}

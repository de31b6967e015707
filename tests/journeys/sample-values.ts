import type { Operation, Schema } from './openapi-document.ts';

/** Values of this house by the name of their field, so that a request gets past the schema to the verb. */
export type Known = Record<string, unknown>;

const TEXTS = [
  'uji',
  'Uji Coba',
  'uji:coba',
  '123456',
  '12345678',
  '12345',
  '123',
  '11000',
  '2027',
  '32.73.25.1001',
  'CODE_1',
  'a1',
  '0.1',
  '081234567890',
  'orders:read',
  '08:00',
  'K7M2P-QX9RT',
  'https://mitra.test/uji',
];

/** A value that the schema takes; fields whose name the house knows get its value when that fits. */
export function sampleOf(schema: Schema, known: Known, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return sampleOf(branches.find((branch) => branch.type !== 'null') ?? {}, known, name);
  if (name in known && fits(known[name], schema)) return known[name];
  return sampleOfType(schema, known);
}

function sampleOfType(schema: Schema, known: Known): unknown {
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, known);
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => sampleOf(schema.items ?? {}, known));
    case 'string':
      return sampleText(schema);
    case 'integer':
    case 'number':
      return Math.min(Math.max(schema.minimum ?? 1, 1), schema.maximum ?? 1);
    case 'boolean':
      return false;
    default:
      return null;
  }
}

function sampleObject(schema: Schema, known: Known): Record<string, unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    sampleOf(property, known, name),
  ]);
  const [pattern] = Object.values(schema.patternProperties ?? {});
  if (fields.length === 0 && pattern && (schema.minProperties ?? 0) > 0) fields.push(['uji', sampleOf(pattern, known)]);
  return Object.fromEntries(fields);
}

function sampleText(schema: Schema): string {
  if (schema.format === 'uuid') return '0190a000-0000-7000-8000-000000000001';
  if (schema.format === 'email') return 'uji@journey.test';
  if (schema.format === 'date-time') return '2026-11-21T00:00:00Z';
  if (schema.format === 'date') return '2026-11-21';
  const text = TEXTS.find((candidate) => fits(candidate, schema));
  return text ?? 'uji'.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? 1_000);
}

function fits(value: unknown, schema: Schema): boolean {
  if (schema.type === 'string') return typeof value === 'string' && fitsText(value, schema);
  // Lines of an order are no lines of a recipe.
  if (schema.type === 'array') return Array.isArray(value) && value.every((item) => hasAll(item, schema.items));
  if (schema.type === 'object') return typeof value === 'object' && !Array.isArray(value);
  return typeof value === (schema.type === 'integer' ? 'number' : schema.type);
}

function hasAll(item: unknown, schema: Schema | undefined): boolean {
  if (typeof item !== 'object' || item === null) return true;
  return (schema?.required ?? []).every((name) => name in item);
}

function fitsText(value: string, schema: Schema): boolean {
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY))
    return false;
  if (schema.format === 'uuid' && !/^[0-9a-f-]{36}$/.test(value)) return false;
  return !schema.pattern || new RegExp(schema.pattern, 'u').test(value);
}

/** Path parameters that lead somewhere. */
export function samplePath(operation: Operation, known: Known): Record<string, string> {
  const values = operation.parameters.filter((parameter) => parameter.in === 'path');
  // `/api/v1/orders/{id}`, `/api/v1/credit/loans/{id}`.
  const [first = '', second = ''] = operation.path.split('/').slice(3);
  const noun = first === 'credit' ? second : first;
  return Object.fromEntries(
    values.map(({ name, schema }) => [name, String(sampleOf(schema, known, name === 'id' ? `${noun}.id` : name))]),
  );
}

/** What the query of an operation must hold, as text behind the path; empty where nothing is needed. */
export function sampleQuery(operation: Operation, known: Known): string {
  const needed = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = new URLSearchParams(
    Object.fromEntries(needed.map(({ name, schema }) => [name, String(sampleOf(schema, known, name))])),
  );
  return needed.length > 0 ? `?${query}` : '';
}

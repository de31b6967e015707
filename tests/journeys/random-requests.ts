import fc, { type Arbitrary } from 'fast-check';
import { VALUES } from './hostile-values.ts';
import type { Operation, Parameter, Schema } from './openapi-document.ts';
import { type Known, sampleOf } from './sample-values.ts';

/** A body and a query made up by luck; the luck is the same each time. */
export type RandomRequest = { query: string; body: unknown };

/** One in so many values is none that the schema takes. */
const ONE_WRONG_IN = 12;
const SEED = 20_261_121;

/** So many requests to one operation: mostly what its schemas take, in combinations that nobody would write down. */
export function randomRequests(operation: Operation, known: Known, count: number): RandomRequest[] {
  const query = operation.parameters.filter((parameter) => parameter.in === 'query');
  const request = fc.record({
    query: queryOf(query, known),
    body: operation.body?.kind === 'json' ? arbitraryOf(operation.body.schema, known, '') : fc.constant(undefined),
  });
  return fc.sample(request, { numRuns: count, seed: SEED });
}

function queryOf(parameters: readonly Parameter[], known: Known): Arbitrary<string> {
  const pairs = parameters.map(({ name, schema }) =>
    fc.option(arbitraryOf(schema, known, name), { nil: undefined }).map((value) =>
      [value]
        .flat()
        .filter((item) => item !== undefined)
        .map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(item))}`),
    ),
  );
  return fc.tuple(...pairs).map((parts) => parts.flat().join('&'));
}

function wellFormed(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

function arbitraryOf(schema: Schema, known: Known, name: string): Arbitrary<unknown> {
  const right = rightOf(schema, known, name);
  const wrong = fc.constantFrom(...VALUES.map(([, value]) => value));
  return fc.oneof({ arbitrary: right, weight: ONE_WRONG_IN - 1 }, { arbitrary: wrong, weight: 1 });
}

function rightOf(schema: Schema, known: Known, name: string): Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return fc.oneof(...branches.map((branch) => rightOf(branch, known, name)));
  const sample = fc.constant(sampleOf(schema, known, name));
  switch (schema.type) {
    case 'object':
      return recordOf(schema, known);
    case 'array':
      return fc.oneof(
        sample,
        fc.array(arbitraryOf(schema.items ?? {}, known, name), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.min(schema.maxItems ?? 4, Math.max(4, schema.minItems ?? 0)),
        }),
      );
    case 'string':
      return schema.format || schema.pattern ? sample : fc.oneof(sample, textOf(schema));
    case 'integer':
      return fc.oneof(
        sample,
        fc.integer({ min: schema.minimum ?? -1_000, max: Math.min(schema.maximum ?? 1_000, 2 ** 31) }),
      );
    case 'boolean':
      return fc.boolean();
    default:
      return sample;
  }
}

function recordOf(schema: Schema, known: Known): Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const fields = Object.fromEntries(properties.map(([name, property]) => [name, arbitraryOf(property, known, name)]));
  if (properties.length === 0) return fc.constant(sampleOf(schema, known));
  return fc.record(fields, { requiredKeys: schema.required ?? [] });
}

function textOf({ minLength = 0, maxLength = 40 }: Schema): Arbitrary<string> {
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, Math.max(minLength, 40)) });
}

import type { TSchema } from 'typebox';

/** The part of JSON Schema 2020-12 that TypeBox writes, as plain data. */
export type JsonSchema = {
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  unevaluatedProperties?: boolean | JsonSchema;
  items?: JsonSchema | JsonSchema[];
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  $ref?: string;
  $id?: string;
  $defs?: Record<string, JsonSchema>;
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  maxItems?: number;
  description?: string;
  [keyword: string]: unknown;
};

/** A TypeBox schema without its hidden parts: exactly what a client would be told. */
export function toJsonSchema(schema: TSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}

export type SchemaPlace = { pointer: string; schema: JsonSchema; parent: JsonSchema | null };

/** Every subschema, the root included, in order of reading. */
export function* placesOf(schema: JsonSchema, pointer = '', parent: JsonSchema | null = null): Generator<SchemaPlace> {
  yield { pointer, schema, parent };
  for (const [step, child] of childrenOf(schema)) yield* placesOf(child, pointer + step, schema);
}

/** Direct subschemas with the step that leads to them; the parts of a union stand at the place of the union. */
function childrenOf(schema: JsonSchema): [string, JsonSchema][] {
  const open = [schema.additionalProperties, schema.unevaluatedProperties].filter((child) => typeof child === 'object');
  const items = [schema.items ?? [], schema.prefixItems ?? []].flat();
  const branches = [schema.anyOf ?? [], schema.oneOf ?? [], schema.allOf ?? []].flat();
  return [
    ...Object.entries(schema.properties ?? {}).map(([name, child]): [string, JsonSchema] => [`/${name}`, child]),
    ...[...Object.values(schema.patternProperties ?? {}), ...open].map((child): [string, JsonSchema] => ['/*', child]),
    ...items.map((child): [string, JsonSchema] => ['/-', child]),
    ...[...branches, ...Object.values(schema.$defs ?? {})].map((child): [string, JsonSchema] => ['', child]),
  ];
}

/** Follows `$ref` inside one document: `#/$defs/X`, or the bare name that TypeBox writes for cyclic types. */
export function resolveRef(ref: string, root: JsonSchema): JsonSchema | undefined {
  const name = ref.startsWith('#/$defs/') ? ref.slice('#/$defs/'.length) : ref;
  return root.$defs?.[name] ?? Object.values(root.$defs ?? {}).find((schema) => schema.$id === ref);
}

/** Places where an object would let unknown fields through. */
export function findOpenObjects(schema: JsonSchema): string[] {
  const open: string[] = [];
  for (const place of placesOf(schema)) {
    if (place.schema.type !== 'object' || place.schema.patternProperties) continue;
    // The parts of an intersection are closed by its own `unevaluatedProperties`.
    const isClosedByParent =
      place.parent?.allOf?.includes(place.schema) === true && place.parent.unevaluatedProperties === false;
    if (place.schema.additionalProperties !== false && !isClosedByParent) open.push(place.pointer || '/');
  }
  return open;
}

/** Places without a bound: text without a length, numbers without a range, lists without a size, anything at all. */
export function findUnbounded(schema: JsonSchema): string[] {
  const found: string[] = [];
  for (const { pointer, schema: place } of placesOf(schema)) {
    const lack = isFixedOrComposed(place) ? null : lackOf(place);
    if (lack) found.push(`${pointer || '/'}: ${lack}`);
  }
  return found;
}

function isFixedOrComposed(schema: JsonSchema): boolean {
  return ['const', 'enum', 'anyOf', 'oneOf', 'allOf', '$ref'].some((keyword) => schema[keyword] !== undefined);
}

function lackOf(schema: JsonSchema): string | null {
  const hasMinimum = schema.minimum !== undefined || schema.exclusiveMinimum !== undefined;
  const hasMaximum = schema.maximum !== undefined || schema.exclusiveMaximum !== undefined;
  switch (schema.type) {
    case undefined:
      return 'any type';
    case 'string':
      return ['maxLength', 'format', 'pattern'].some((keyword) => schema[keyword] !== undefined)
        ? null
        : 'text without maxLength';
    case 'integer':
    case 'number':
      return hasMinimum && hasMaximum ? null : 'number without minimum and maximum';
    case 'array':
      return schema.maxItems === undefined ? 'list without maxItems' : null;
    default:
      return null;
  }
}

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
  for (const [name, child] of Object.entries(schema.properties ?? {}))
    yield* placesOf(child, `${pointer}/${name}`, schema);
  for (const child of Object.values(schema.patternProperties ?? {})) yield* placesOf(child, `${pointer}/*`, schema);
  for (const child of [schema.additionalProperties, schema.unevaluatedProperties]) {
    if (typeof child === 'object') yield* placesOf(child, `${pointer}/*`, schema);
  }
  for (const child of [schema.items ?? [], schema.prefixItems ?? []].flat())
    yield* placesOf(child, `${pointer}/-`, schema);
  for (const child of [schema.anyOf ?? [], schema.oneOf ?? [], schema.allOf ?? []].flat())
    yield* placesOf(child, pointer, schema);
  for (const child of Object.values(schema.$defs ?? {})) yield* placesOf(child, pointer, schema);
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
    const at = pointer || '/';
    const isFixed = place.const !== undefined || place.enum !== undefined;
    const isComposed =
      place.anyOf !== undefined || place.oneOf !== undefined || place.allOf !== undefined || place.$ref !== undefined;
    const hasMinimum = place.minimum !== undefined || place.exclusiveMinimum !== undefined;
    const hasMaximum = place.maximum !== undefined || place.exclusiveMaximum !== undefined;
    if (isFixed || isComposed) continue;
    if (place.type === undefined) found.push(`${at}: any type`);
    if (place.type === 'string' && place.maxLength === undefined && place.format === undefined)
      found.push(`${at}: text without maxLength`);
    if ((place.type === 'integer' || place.type === 'number') && !(hasMinimum && hasMaximum))
      found.push(`${at}: number without minimum and maximum`);
    if (place.type === 'array' && place.maxItems === undefined) found.push(`${at}: list without maxItems`);
  }
  return found;
}

import { type JsonSchema, placesOf } from './json-schema.ts';

/** Named schemas of a document: those with a `$id`, and those that contain themselves, stand once under components. */
export type SchemaShelf = {
  schemas: Record<string, unknown>;
  /** The schema as it stands at its place: itself, or a reference to the shelf. */
  place(schema: JsonSchema): unknown;
};

export function createSchemaShelf(): SchemaShelf {
  const schemas: Record<string, unknown> = {};

  function shelve(name: string, schema: JsonSchema): void {
    if (schemas[name] !== undefined) return;
    // Taken before its parts are written, so that a schema which contains itself comes to an end.
    schemas[name] = {};
    schemas[name] = write(schema);
  }

  function place(schema: JsonSchema): unknown {
    for (const { schema: part } of placesOf(schema)) {
      for (const [name, definition] of Object.entries(part.$defs ?? {}))
        shelve(nameOf(definition.$id ?? name), definition);
    }
    return placed(schema);
  }

  function placed(schema: JsonSchema): unknown {
    if (schema.$ref !== undefined) return { $ref: `#/components/schemas/${nameOf(schema.$ref)}` };
    if (schema.$id === undefined) return write(schema);
    shelve(nameOf(schema.$id), schema);
    return { $ref: `#/components/schemas/${nameOf(schema.$id)}` };
  }

  function write(schema: JsonSchema): unknown {
    const { $id: _id, $defs: _defs, ...rest } = schema;
    const literal = asEnum(rest);
    if (literal) return literal;
    return { ...rest, ...mapParts(rest, placed) };
  }

  return { schemas, place };
}

function nameOf(reference: string): string {
  return reference.replace(/^#\/\$defs\//, '').replace(/[^A-Za-z0-9._-]/g, '_');
}

/** A union of fixed values reads better as an `enum`, and generators make a type of it. */
function asEnum(schema: JsonSchema): JsonSchema | null {
  const { anyOf, ...rest } = schema;
  if (!anyOf || anyOf.length === 0 || !anyOf.every((branch) => branch.const !== undefined || branch.type === 'null'))
    return null;
  const types = [
    ...new Set(anyOf.map((branch) => (branch.type === undefined ? typeof branch.const : String(branch.type)))),
  ];
  const [only] = types;
  return {
    ...rest,
    type: types.length === 1 && only ? only : types,
    enum: anyOf.map((branch) => (branch.const === undefined ? null : branch.const)),
  };
}

/** The subschemas of a schema, each replaced by what `map` makes of it. */
function mapParts(schema: JsonSchema, map: (part: JsonSchema) => unknown): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (NAMED.has(keyword)) parts[keyword] = mapValues(value as Record<string, JsonSchema>, map);
    else if (LISTED.has(keyword) && Array.isArray(value)) parts[keyword] = (value as JsonSchema[]).map(map);
    else if (SINGLE.has(keyword) && typeof value === 'object' && value !== null)
      parts[keyword] = map(value as JsonSchema);
  }
  return parts;
}

/** Keywords whose value holds schemas: by name, in a list, or one. */
const NAMED: ReadonlySet<string> = new Set(['properties', 'patternProperties']);
const LISTED: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'allOf', 'prefixItems', 'items']);
const SINGLE: ReadonlySet<string> = new Set(['items', 'not', 'additionalProperties', 'unevaluatedProperties']);

function mapValues<T>(record: Record<string, T>, map: (value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

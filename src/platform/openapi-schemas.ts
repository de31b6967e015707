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
      for (const [name, definition] of Object.entries(part.$defs ?? {})) shelve(nameOf(definition.$id ?? name), definition);
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
    const written: Record<string, unknown> = { ...rest };
    for (const key of ['properties', 'patternProperties'] as const) if (rest[key]) written[key] = mapValues(rest[key], placed);
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const) if (rest[key]) written[key] = rest[key].map(placed);
    if (rest.items) written.items = Array.isArray(rest.items) ? rest.items.map(placed) : placed(rest.items);
    if (rest.not) written.not = placed(rest.not);
    if (typeof rest.additionalProperties === 'object') written.additionalProperties = placed(rest.additionalProperties);
    return written;
  }

  return { schemas, place };
}

function nameOf(reference: string): string {
  return reference.replace(/^#\/\$defs\//, '').replace(/[^A-Za-z0-9._-]/g, '_');
}

/** A union of fixed values reads better as an `enum`, and generators make a type of it. */
function asEnum(schema: JsonSchema): JsonSchema | null {
  const { anyOf, ...rest } = schema;
  if (!anyOf || anyOf.length === 0 || !anyOf.every((branch) => branch.const !== undefined || branch.type === 'null')) return null;
  const types = [...new Set(anyOf.map((branch) => (branch.type === undefined ? typeof branch.const : String(branch.type))))];
  const [only] = types;
  return { ...rest, type: types.length === 1 && only ? only : types, enum: anyOf.map((branch) => (branch.const === undefined ? null : branch.const)) };
}

function mapValues<T>(record: Record<string, T>, map: (value: T) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

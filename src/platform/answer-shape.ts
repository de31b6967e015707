import type { TSchema } from 'typebox';
import { type JsonSchema, resolveRef, toJsonSchema } from './json-schema.ts';

/**
 * Drops what a schema does not declare. Returns the very value when there is nothing to drop, a copy without the
 * surplus otherwise; the value handed in is never changed.
 */
export type Shape = (value: unknown) => unknown;

/**
 * Makes the filter that stands before every answer, so that a column added to a query never leaks by accident.
 * Measured on a list of 20 (8.5 kB): JSON.stringify 18.7 µs, this and JSON.stringify 22.0 µs, fast-json-stringify
 * 21.9 µs; the latter also turns wrong values into others silently (null into ""), and throws on missing ones.
 */
export function compileShape(schema: TSchema): Shape {
  let shape: Shape | undefined;
  return (value) => {
    shape ??= madeShape(schema);
    return shape(value);
  };
}

function madeShape(schema: TSchema): Shape {
  const json = toJsonSchema(schema);
  return shapeOf(json, json, new Map()) ?? ((value) => value);
}

/** Null: nothing below this place can be dropped. */
function shapeOf(schema: JsonSchema, root: JsonSchema, known: Map<JsonSchema, Shape>): Shape | null {
  if (schema.$ref !== undefined) return refShape(schema.$ref, root, known);
  const branches = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (branches) return branchesShape(branches, root, known);
  if (schema.type === 'array') return listShape(schema, root, known);
  if (schema.type === 'object') return objectShape([schema], root, known);
  return null;
}

/** A schema may contain itself (a category tree): looked up when the first value passes. */
function refShape(ref: string, root: JsonSchema, known: Map<JsonSchema, Shape>): Shape | null {
  const target = resolveRef(ref, root);
  if (!target) throw new Error(`The answer schema refers to ${ref}, which it does not define`);
  return (value) => {
    let shape = known.get(target);
    if (!shape) {
      shape = shapeOf(target, root, known) ?? ((same) => same);
      known.set(target, shape);
    }
    return shape(value);
  };
}

/** A field passes a union when one of its branches declares it. */
function branchesShape(branches: JsonSchema[], root: JsonSchema, known: Map<JsonSchema, Shape>): Shape | null {
  const resolved = branches.map((branch) =>
    branch.$ref === undefined ? branch : (resolveRef(branch.$ref, root) ?? branch),
  );
  const lists = resolved.filter((branch) => branch.type === 'array');
  const objects = resolved.filter((branch) => branch.type === 'object');
  const nested = resolved.flatMap((branch) => branch.anyOf ?? branch.oneOf ?? branch.allOf ?? []);
  if (nested.length > 0) return branchesShape([...lists, ...objects, ...nested], root, known);
  const list = lists[0] ? listShape(lists[0], root, known) : null;
  const object = objects.length > 0 ? objectShape(objects, root, known) : null;
  if (!list && !object) return null;
  return (value) => (Array.isArray(value) ? (list?.(value) ?? value) : (object?.(value) ?? value));
}

function listShape(schema: JsonSchema, root: JsonSchema, known: Map<JsonSchema, Shape>): Shape | null {
  if (!schema.items || Array.isArray(schema.items)) return null;
  const item = shapeOf(schema.items, root, known);
  if (!item) return null;
  return (value) => {
    if (!Array.isArray(value)) return value;
    let result: unknown[] = value;
    for (let index = 0; index < value.length; index++) {
      const shaped = item(value[index]);
      if (shaped === value[index]) continue;
      if (result === value) result = value.slice();
      result[index] = shaped;
    }
    return result;
  };
}

function objectShape(schemas: JsonSchema[], root: JsonSchema, known: Map<JsonSchema, Shape>): Shape | null {
  const isOpen = schemas.some(
    (schema) =>
      schema.patternProperties !== undefined ||
      (schema.additionalProperties !== undefined && schema.additionalProperties !== false),
  );
  if (isOpen) return openShape(schemas, root, known);
  const declared = new Map<string, JsonSchema[]>();
  for (const schema of schemas) {
    for (const [name, property] of Object.entries(schema.properties ?? {}))
      declared.set(name, [...(declared.get(name) ?? []), property]);
  }
  const shapes = new Map<string, Shape | null>();
  for (const [name, properties] of declared) {
    const [only] = properties;
    shapes.set(
      name,
      properties.length === 1 && only ? shapeOf(only, root, known) : branchesShape(properties, root, known),
    );
  }
  return (value) => (isPlain(value) ? pick(value, shapes) : value);
}

/** A record: every name passes, its values are filtered. */
function openShape(schemas: JsonSchema[], root: JsonSchema, known: Map<JsonSchema, Shape>): Shape | null {
  const values = schemas.flatMap((schema) => [
    ...Object.values(schema.patternProperties ?? {}),
    ...Object.values(schema.properties ?? {}),
    ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
  ]);
  const shape = values.length > 0 ? branchesShape(values, root, known) : null;
  if (!shape) return null;
  return (value) => {
    if (!isPlain(value)) return value;
    let result = value;
    for (const name of Object.keys(value)) {
      const shaped = shape(value[name]);
      if (shaped === value[name]) continue;
      if (result === value) result = { ...value };
      result[name] = shaped;
    }
    return result;
  };
}

function pick(value: Record<string, unknown>, shapes: Map<string, Shape | null>): Record<string, unknown> {
  let result = value;
  for (const name in value) {
    const shape = shapes.get(name);
    if (shape === null) continue;
    if (result === value && shape === undefined) result = { ...value };
    if (shape === undefined) {
      delete result[name];
      continue;
    }
    const shaped = shape(value[name]);
    if (shaped === value[name]) continue;
    if (result === value) result = { ...value };
    result[name] = shaped;
  }
  return result;
}

/** Dates and other things that write themselves stay as they are. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

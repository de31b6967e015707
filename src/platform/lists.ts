import { type TSchema, Type } from 'typebox';
import { type Refusal, refuse } from './refusal.ts';

export const MAX_PAGE = 100;

/** The query part of every list: at most 100 rows, 20 by default, continued by an opaque cursor. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: 20 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
};

export const ListOf = <T extends TSchema>(item: T) =>
  Type.Object(
    { items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) },
    { additionalProperties: false },
  );

/** Packs the sort values of the last row; keyset paging, so page 1,000 costs what page 1 costs. */
export function encodeCursor(values: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** The packed values, or a refusal `request.invalid` at `/cursor` where it is not one of ours. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (cursor === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isOurs =
      Array.isArray(values) &&
      values.length === length &&
      values.every(
        (v) =>
          v === null ||
          (typeof v === 'string' && v.length <= 300 && !v.includes('\0')) ||
          (typeof v === 'number' && Number.isFinite(v)),
      );
    if (isOurs) return values as (string | number | null)[];
  } catch {
    // Falls through to the refusal: a broken cursor is the caller's.
  }
  throw brokenCursor();
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of lists in the order of their ids. */
export function decodeIdCursor(cursor: string | undefined): string | null {
  const [id] = decodeCursor(cursor, 1) ?? [null];
  if (id === null && cursor === undefined) return null;
  if (typeof id !== 'string' || !UUID.test(id)) throw brokenCursor();
  return id;
}

/** Of lists in the order of moments, and of ids where those are equal. */
export function decodeMomentCursor(cursor: string | undefined): { at: string; id: string } | null {
  const [at, id] = decodeCursor(cursor, 2) ?? [null, null];
  if (cursor === undefined) return null;
  if (typeof at !== 'string' || typeof id !== 'string' || !UUID.test(id)) throw brokenCursor();
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) throw brokenCursor();
  return { at: new Date(ms).toISOString(), id };
}

function brokenCursor(): Refusal {
  return refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
}

/** Cuts the extra row that was fetched to see whether there is more. */
export function page<Row>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => readonly (string | number | null)[],
): { items: Row[]; nextCursor: string | null } {
  if (rows.length <= limit) return { items: rows, nextCursor: null };
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last ? encodeCursor(cursorOf(last)) : null };
}

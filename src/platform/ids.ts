import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes ids; handed in like time. Ours are UUIDv7: sortable by creation, kind to indexes. */
export type NewId = () => string;

export const newUuid: NewId = () => v7();

/**
 * The same id for the same parts, always: lets a repeated request find what its first try has begun.
 * A UUID of version 8 (RFC 9562, custom) over SHA-256 of the parts.
 */
export function derivedId(...parts: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

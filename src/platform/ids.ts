import { createHash, randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Makes ids; handed in like time. Ours are UUIDv7: sortable by creation, kind to indexes. */
export type NewId = () => string;

const RANDOM_BYTES = 16;
/** Random bytes are fetched for hundreds of ids at once: one by one they cost more than all the rest of an id. */
const pool = new Uint8Array(256 * RANDOM_BYTES);
let next = pool.length;
let lastMs = 0;
let sequence = 0;

export const newUuid: NewId = () => {
  if (next >= pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const random = pool.subarray(next, next + RANDOM_BYTES);
  next += RANDOM_BYTES;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // 31 random bits: room to count up within the millisecond, so that ids of one process stay in order.
    sequence =
      (((random[6] ?? 0) & 0x7f) << 24) | ((random[7] ?? 0) << 16) | ((random[8] ?? 0) << 8) | (random[9] ?? 0);
  } else {
    sequence = (sequence + 1) | 0;
    if (sequence === 0) lastMs++;
  }
  return v7({ random, msecs: lastMs, seq: sequence });
};

/**
 * The same id for the same parts, always: lets a repeated request find what its first try has begun.
 * A UUID of version 8 (RFC 9562, custom) over SHA-256 of the parts.
 */
export function derivedId(...parts: string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

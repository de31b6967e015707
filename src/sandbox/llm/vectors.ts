import { createHash } from 'node:crypto';

/** A direction for a text: the sum of one fixed direction for each of its letter threes. Alike texts come near each other. */
export function vectorOf(text: string, dimension: number): number[] {
  const vector: number[] = Array.from({ length: dimension }, () => 0);
  const plain = ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  for (let at = 0; at + 3 <= plain.length && at < 4_000; at++) {
    const hash = createHash('sha1')
      .update(plain.slice(at, at + 3))
      .digest();
    const place = hash.readUInt32LE(0) % dimension;
    vector[place] = (vector[place] ?? 0) + (hash.readUInt8(4) % 2 === 0 ? 1 : -1);
  }
  if (!vector.some((value) => value !== 0)) vector[0] = 1;
  return vector;
}

/** Vectors of pieces of text: exact cosine, and the union of two rankings. */

export type StoredVector = { chunkId: string; vector: Float32Array };

/** Float4, little-endian. */
export function toBytes(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes;
}

export function fromBytes(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(at * 4));
}

/** The nearest by cosine (all are one long, so the inner product is it), best first. Every vector is looked at: exact. */
export function nearest(question: Float32Array, stored: readonly StoredVector[], limit: number): string[] {
  return stored
    .map(({ chunkId, vector }) => {
      let product = 0;
      for (let at = 0; at < vector.length; at++) product += (question[at] ?? 0) * (vector[at] ?? 0);
      return { chunkId, product };
    })
    .sort((a, b) => b.product - a.product || (a.chunkId < b.chunkId ? -1 : 1))
    .slice(0, limit)
    .map(({ chunkId }) => chunkId);
}

const RANK_OFFSET = 60;

/** Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): sum of 1 / (60 + rank) over the rankings. */
export function fuseRankings(rankings: readonly (readonly string[])[]): { id: string; score: number }[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings)
    for (const [rank, id] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (RANK_OFFSET + rank + 1));
  return [...scores].map(([id, score]) => ({ id, score })).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

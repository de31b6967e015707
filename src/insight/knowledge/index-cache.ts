import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import { changeOf, hasVectorType, listDocumentIds, listTexts, listVectors } from './document-queries.ts';
import { createTextIndex, type TextIndex } from './retrieval/text-index.ts';
import { fromBytes, type StoredVector } from './vectors.ts';

/** Everything of one store that questions are laid against. */
export type StoreIndex = {
  text: TextIndex;
  /** Empty where pgvector looks at them. */
  vectors: StoredVector[];
  hasPgvector: boolean;
};

/**
 * The index of a store, in the memory of this process. It is built from the store's rows and checked against their count of
 * changes at every question: what was added or deleted, here or by another process, is in or out before the next answer.
 */
export type IndexCache = {
  get(database: Database, storeId: string, model: string | null): Promise<StoreIndex>;
};

type Entry = {
  change: number;
  text: TextIndex;
  chunksOf: Map<string, string[]>;
  model: string | null;
  vectors: StoredVector[];
  hasPgvector: boolean;
};

/** Chunks of all stores together; about 5 kB each with a vector of 768 numbers. */
const MOST_CHUNKS = 40_000;
const ROWS_AT_ONCE = 500;

export function createIndexCache(mostChunks = MOST_CHUNKS): IndexCache {
  const entries = new LRUCache<string, Entry>({
    maxSize: mostChunks,
    sizeCalculation: ({ text }) => Math.max(1, text.size),
  });
  // Two questions at once do not read the same rows twice, nor change one index together.
  const running = new Map<string, Promise<Entry>>();

  return {
    async get(database, storeId, model) {
      await running.get(storeId)?.catch(() => {});
      const change = await changeOf(database, storeId);
      const known = entries.get(storeId);
      if (known?.change === change && known.model === model) return known;
      const going = running.get(storeId);
      if (going) return going;
      const bringing = bringUpToDate(database, { storeId, model, change }, known).finally(() =>
        running.delete(storeId),
      );
      running.set(storeId, bringing);
      const entry = await bringing;
      entries.set(storeId, entry);
      return entry;
    },
  };
}

async function bringUpToDate(
  database: Database,
  wanted: { storeId: string; model: string | null; change: number },
  known: Entry | undefined,
): Promise<Entry> {
  const { storeId, model, change } = wanted;
  const documentIds = await listDocumentIds(database, storeId);
  const text = known?.text ?? createTextIndex();
  const chunksOf = known?.chunksOf ?? new Map<string, string[]>();
  const alive = new Set(documentIds);
  for (const [documentId, chunkIds] of chunksOf) {
    if (alive.has(documentId)) continue;
    for (const chunkId of chunkIds) text.remove(chunkId);
    chunksOf.delete(documentId);
  }
  const fresh = documentIds.filter((documentId) => !chunksOf.has(documentId));
  if (fresh.length > 0) await addTexts(database, { storeId, documentIds: fresh }, { text, chunksOf });
  const hasPgvector = model !== null && (await hasVectorType(database));
  const rows = model === null || hasPgvector ? [] : await listVectors(database, storeId, model);
  const vectors = rows.map((row) => ({ chunkId: row.chunk_id, vector: fromBytes(row.vector) }));
  return { change, text, chunksOf, model, vectors, hasPgvector };
}

/** Reads in portions: between two of them this process answers others. */
async function addTexts(
  database: Database,
  of: { storeId: string; documentIds: string[] },
  { text, chunksOf }: Pick<Entry, 'text' | 'chunksOf'>,
): Promise<void> {
  let after: { documentId: string; place: number } | null = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof listTexts>> = await listTexts(database, of, after, ROWS_AT_ONCE);
    for (const row of rows) {
      text.add({ id: row.id, title: row.title, text: row.body });
      const chunkIds = chunksOf.get(row.document_id);
      if (chunkIds) chunkIds.push(row.id);
      else chunksOf.set(row.document_id, [row.id]);
    }
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = { documentId: last.document_id, place: last.place };
  }
}

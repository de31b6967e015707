import type { Call } from '#platform/call';
import { eventInsert } from '#platform/events';
import { type Embedder, MOST_TEXTS } from '#platform/language-model';
import { knowledgeContract } from './contract.ts';
import { type BareChunk, deleteWithoutNumbers, hasVectorType, insertVectors, listBare } from './document-queries.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';
import { toBytes } from './vectors.ts';

/** Portions in one go of the nightly work; what is left is next night's. */
const MOST_PORTIONS = 200;

/**
 * Gives every piece of a document (or of all, where it is null) that has none a vector of the model in use. Nothing is done
 * twice: what has a vector is left alone, so that after a fault the rest is bought and no more. A change of the model gives
 * new vectors beside the old ones.
 */
export async function embedDocuments(deps: KnowledgeDeps, call: Call, documentId: string | null): Promise<number> {
  const { embedder } = deps;
  if (!embedder) return 0;
  const hasPgvector = await hasVectorType(deps.database);
  if (hasPgvector && documentId === null) await deps.database.run(deleteWithoutNumbers(embedder.model));
  let embedded = 0;
  for (let portion = 0; portion < MOST_PORTIONS; portion++) {
    const chunks = await listBare(deps.database, embedder.model, documentId, MOST_TEXTS);
    if (chunks.length === 0) break;
    // One document at a time, so that its store is told what it cost.
    const own = chunks.filter((chunk) => chunk.document_id === chunks[0]?.document_id);
    await embedPortion(deps, { embedder, hasPgvector }, call, own);
    embedded += own.length;
  }
  return embedded;
}

async function embedPortion(
  deps: KnowledgeDeps,
  { embedder, hasPgvector }: { embedder: Embedder; hasPgvector: boolean },
  call: Call,
  chunks: BareChunk[],
): Promise<void> {
  const [first] = chunks;
  if (!first) return;
  const { vectors, tokens, isEstimated, latencyMs } = await embedder.embed(
    'passage',
    chunks.map(({ text }) => text),
  );
  const rows = chunks.flatMap((chunk, at) => {
    const vector = vectors[at];
    const { id: chunkId, store_id: storeId, document_id: documentId } = chunk;
    const numbers = vector && hasPgvector ? `{${vector.join(',')}}` : null;
    return vector ? [{ chunkId, storeId, documentId, vector: toBytes(vector), numbers }] : [];
  });
  const payload = {
    storeId: first.store_id,
    documentId: first.document_id,
    userId: first.uploaded_by,
    model: embedder.model,
    tokens,
    isEstimated,
    latencyMs: Math.round(latencyMs),
  };
  await deps.database.batch([
    ...insertVectors(embedder.model, embedder.dimension, rows),
    eventInsert(knowledgeContract, 'document.embedded', { call, aggregateId: first.document_id, payload }),
  ]);
}

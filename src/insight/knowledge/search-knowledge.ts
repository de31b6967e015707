import type { Call } from '#platform/call';
import { ModelFault } from '#platform/language-model';
import type { FoundChunk, SearchAnswer } from './contract.ts';
import { type ChunkRow, listChunksByIds, listNearest } from './document-queries.ts';
import type { StoreIndex } from './index-cache.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';
import { toChunk } from './read-documents.ts';
import type { RankedPassage } from './retrieval/ranking.ts';
import { searchPassages } from './retrieval/search-passages.ts';
import { wordsOf } from './retrieval/words.ts';
import { fuseRankings, nearest } from './vectors.ts';

export const TOP = 5;
/** Of each ranking, before they are joined. */
const FUSED = 60;

/** Words rank by the retrieval core; with an embedding endpoint vectors rank as well and both are joined by reciprocal rank. */
export async function searchKnowledge(
  deps: KnowledgeDeps,
  call: Call,
  { storeId, question, limit = TOP }: { storeId: string; question: string; limit?: number | undefined },
): Promise<SearchAnswer> {
  await deps.stores.storeOfCall(call, { storeId });
  const index = await deps.indexes.get(deps.database, storeId, deps.embedder?.model ?? null);
  const found = searchPassages(index.text, question, FUSED);
  const vector = await vectorOf(deps, index, question);
  const words = found.passages.map(({ id }) => id);
  const near = vector ? await nearestOf(deps, storeId, index, vector.vector) : [];
  const ranked = vector
    ? fuseRankings([words, near]).slice(0, limit)
    : found.passages.slice(0, limit).map(({ id, score }) => ({ id, score }));
  const rows = await listChunksByIds(
    deps.database,
    storeId,
    ranked.map(({ id }) => id),
  );
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const passageOf = new Map(found.passages.map((passage) => [passage.id, passage]));
  return {
    // A piece that was deleted a moment ago is left out.
    passages: ranked.flatMap(({ id, score }) => {
      const row = rowOf.get(id);
      return row ? [foundChunk(row, score, passageOf.get(id))] : [];
    }),
    certainty: found.certainty,
    isAnswerable: found.isAnswerable,
    method: vector ? 'words+vectors' : 'words',
    embedding: vector?.embedding ?? null,
  };
}

/** By pgvector where the server has it, else here: both look at every vector of the store. */
async function nearestOf(
  { database, embedder }: KnowledgeDeps,
  storeId: string,
  index: StoreIndex,
  question: Float32Array,
): Promise<string[]> {
  if (!index.hasPgvector || !embedder) return nearest(question, index.vectors, FUSED);
  return listNearest(database, { storeId, model: embedder.model }, Array.from(question), FUSED);
}

/** Null without an endpoint, without stored vectors, and when the endpoint fails: words then answer alone. */
async function vectorOf(
  deps: KnowledgeDeps,
  index: StoreIndex,
  question: string,
): Promise<{ vector: Float32Array; embedding: SearchAnswer['embedding'] } | null> {
  const hasVectors = index.hasPgvector ? index.text.size > 0 : index.vectors.length > 0;
  if (!deps.embedder || !hasVectors) return null;
  try {
    const { vectors, tokens, isEstimated, latencyMs } = await deps.embedder.embed('query', [question]);
    const [vector] = vectors;
    return vector ? { vector, embedding: { model: deps.embedder.model, tokens, isEstimated, latencyMs } } : null;
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    deps.log.warn({ kind: error.kind }, 'no vector for a question; words answer alone');
    return null;
  }
}

function foundChunk(row: ChunkRow, score: number, passage: RankedPassage | undefined): FoundChunk {
  return { ...toChunk(row), score, excerpt: passage ? excerptOf(row, passage) : null };
}

/** The best sentence counts words of title and text together; here it becomes characters of the document. */
function excerptOf(row: ChunkRow, { sentence }: RankedPassage): FoundChunk['excerpt'] {
  if (!sentence) return null;
  const title = wordsOf(titleOf(row)).length;
  const words = wordsOf(row.body);
  const first = words[Math.max(0, sentence.from - title)];
  const last = words[Math.min(words.length, sentence.to - title) - 1];
  if (!first || !last || last.to <= first.from) return null;
  const end = /^[.!?)%"']+/.exec(row.body.slice(last.to))?.[0].length ?? 0;
  const [from, to] = [first.from, last.to + end];
  return { from: row.char_from + from, to: row.char_from + to, text: row.body.slice(from, to) };
}

/** As the index has it: document and headings. */
function titleOf(row: ChunkRow): string {
  return row.heading === '' ? row.document_name : `${row.document_name} › ${row.heading}`;
}

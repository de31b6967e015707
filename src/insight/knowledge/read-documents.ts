import type { Call } from '#platform/call';
import { decodeCursor, decodeMomentCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Chunk, Document } from './contract.ts';
import { type ChunkRow, type DocumentRow, findDocument, listChunksOf, listDocumentsOf } from './document-queries.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';

type Page = { limit?: number | undefined; cursor?: string | undefined };

export async function listDocuments(
  deps: KnowledgeDeps,
  call: Call,
  { storeId, limit = 20, cursor }: Page & { storeId: string },
): Promise<{ items: Document[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId });
  const after = decodeMomentCursor(cursor);
  const model = deps.embedder?.model ?? null;
  const rows = await listDocumentsOf(deps.database, storeId, model, { after, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(toDocument), nextCursor };
}

export async function getDocument(
  deps: KnowledgeDeps,
  call: Call,
  one: { storeId: string; documentId: string },
): Promise<Document> {
  await deps.stores.storeOfCall(call, { storeId: one.storeId });
  const row = await findDocument(deps.database, { ...one, model: deps.embedder?.model ?? null });
  if (!row) throw refuse('knowledge.not-found');
  return toDocument(row);
}

export async function listChunks(
  deps: KnowledgeDeps,
  call: Call,
  { limit = 20, cursor, ...one }: Page & { storeId: string; documentId: string },
): Promise<{ items: Chunk[]; nextCursor: string | null }> {
  await getDocument(deps, call, one);
  const [place] = decodeCursor(cursor, 1) ?? [-1];
  if (typeof place !== 'number' || !Number.isInteger(place) || Math.abs(place) > 1_000_000)
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  const rows = await listChunksOf(deps.database, one, place, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.place]);
  return { items: items.map(toChunk), nextCursor };
}

export function toDocument(row: DocumentRow): Document {
  return {
    id: row.id,
    storeId: row.store_id,
    name: row.name,
    kind: row.kind,
    bytes: row.bytes,
    pages: row.pages,
    characters: row.characters,
    chunks: row.chunks,
    embedded: row.embedded,
    uploadedBy: row.uploaded_by,
    createdAt: row.created_at.toISOString(),
  };
}

export function toChunk(row: ChunkRow): Chunk {
  return {
    id: row.id,
    documentId: row.document_id,
    documentName: row.document_name,
    place: row.place,
    heading: row.heading,
    page: row.page,
    from: row.char_from,
    to: row.char_to,
    text: row.body,
  };
}

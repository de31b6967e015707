import { createHash } from 'node:crypto';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { isConflict } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { cutIntoPieces } from './chunk-rules.ts';
import { type Document, knowledgeContract, MOST_BYTES, MOST_CHUNKS, MOST_DOCUMENTS } from './contract.ts';
import { type DocumentRow, findBySum, insertDocument, lockTotals, type NewDocument } from './document-queries.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';
import { toDocument } from './read-documents.ts';
import { sniffFile } from './sniff-file.ts';

export type NewFile = { storeId: string; name: string; bytes: Buffer };

/** Reads a file apart from this process, cuts it, and keeps document and pieces in one transaction. */
export async function addDocument(deps: KnowledgeDeps, call: Call, file: NewFile): Promise<Document> {
  const { storeId, bytes } = file;
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  if (bytes.length > MOST_BYTES) throw refuse('knowledge.too-large', { most: `${MOST_BYTES / 1024 / 1024} MB` });
  const name = cleanName(file.name);
  const kind = sniffFile(name, bytes);
  if (!kind) throw refuse('knowledge.type-unknown');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = await findBySum(deps.database, storeId, sha256, deps.embedder?.model ?? null);
  if (known) return toDocument(known);

  const { blocks, pages } = await deps.readFile(kind, bytes);
  const { text, pieces } = cutIntoPieces(blocks);
  if (pieces.length === 0) throw refuse('knowledge.no-text');
  const document: NewDocument = {
    id: deps.newId(),
    store_id: storeId,
    name,
    kind,
    sha256,
    bytes: bytes.length,
    pages,
    characters: text.length,
    chunks: pieces.length,
    uploaded_by: userIdOf(call),
    created_at: deps.clock.now(),
  };
  const chunks = pieces.map((piece, place) => ({
    id: deps.newId(),
    place,
    heading: piece.heading,
    page: piece.page,
    char_from: piece.from,
    char_to: piece.to,
    body: piece.text,
  }));
  return toDocument(await keep(deps, call, document, chunks));
}

async function keep(
  deps: KnowledgeDeps,
  call: Call,
  document: NewDocument,
  chunks: Parameters<typeof insertDocument>[1],
): Promise<DocumentRow> {
  const { id: documentId, store_id: storeId, name } = document;
  try {
    return await deps.database.inTx(async (tx) => {
      const totals = await lockTotals(tx, storeId);
      if (totals.documents >= MOST_DOCUMENTS) throw refuse('knowledge.too-many', { most: `${MOST_DOCUMENTS} dokumen` });
      if (totals.chunks + chunks.length > MOST_CHUNKS)
        throw refuse('knowledge.too-many', { most: `${MOST_CHUNKS} potongan teks` });
      tx.write(...insertDocument(document, chunks));
      appendEvent(tx, knowledgeContract, 'document.added', {
        call,
        aggregateId: documentId,
        payload: { storeId, documentId, name, chunks: chunks.length },
      });
      const after = { documentId, name, chunks: chunks.length };
      tx.write(
        auditInsert('knowledge', call, { stream: `store:${storeId}`, action: 'knowledge.document-added', after }),
      );
      return { ...document, embedded: 0 };
    });
  } catch (error) {
    // The same file was sent twice at once: the other one is it.
    if (!isConflict(error)) throw error;
    const known = await findBySum(deps.database, storeId, document.sha256, deps.embedder?.model ?? null);
    if (!known) throw error;
    return known;
  }
}

/** The last part of a path, without signs that hide or turn what is shown. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/[\p{C}<>]/gu, '')
    .trim()
    .slice(0, 200);
  return clean === '' ? 'dokumen' : clean;
}

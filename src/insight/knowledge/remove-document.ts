import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { knowledgeContract } from './contract.ts';
import { deleteDocument } from './document-queries.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';

/** Document, pieces and vectors go together; the next question, in any process, no longer finds them. */
export async function removeDocument(
  deps: KnowledgeDeps,
  call: Call,
  { storeId, documentId }: { storeId: string; documentId: string },
): Promise<Record<string, never>> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  await deps.database.inTx(async (tx) => {
    if (!(await deleteDocument(tx, storeId, documentId))) throw refuse('knowledge.not-found');
    const fact = { call, aggregateId: documentId, payload: { storeId, documentId } };
    appendEvent(tx, knowledgeContract, 'document.removed', fact);
    const entry = { stream: `store:${storeId}`, action: 'knowledge.document-removed', before: { documentId } };
    tx.write(auditInsert('knowledge', call, entry));
  });
  return {};
}

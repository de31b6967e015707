import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { addDocument } from './add-document.ts';
import { type KnowledgeApi, knowledgeContract } from './contract.ts';
import { embedDocuments } from './embed-documents.ts';
import { createIndexCache } from './index-cache.ts';
import type { KnowledgeDeps } from './knowledge-deps.ts';
import { getDocument, listChunks, listDocuments } from './read-documents.ts';
import { createReadFile } from './read-in-process.ts';
import { removeDocument } from './remove-document.ts';
import { knowledgeRoutes } from './routes.ts';
import { searchKnowledge } from './search-knowledge.ts';

export type KnowledgeModuleDeps = Omit<KnowledgeDeps, 'readFile' | 'indexes'> & Partial<KnowledgeDeps>;

export function createKnowledge(given: KnowledgeModuleDeps) {
  const deps: KnowledgeDeps = { readFile: createReadFile(), indexes: createIndexCache(), ...given };
  const api: KnowledgeApi = {
    addDocument: (call, { base64, ...file }) =>
      addDocument(deps, call, { ...file, bytes: Buffer.from(base64, 'base64') }),
    listDocuments: (call, input) => listDocuments(deps, call, input),
    getDocument: (call, input) => getDocument(deps, call, input),
    listChunks: (call, input) => listChunks(deps, call, input),
    removeDocument: (call, input) => removeDocument(deps, call, input),
    searchKnowledge: (call, input) => searchKnowledge(deps, call, input),
  };
  return defineModule({
    contract: knowledgeContract,
    api,
    routes: knowledgeRoutes(deps, api),
    // Without an embedding endpoint there is nothing to be done, and nothing is listened for.
    reactions: deps.embedder
      ? [
          on(knowledgeContract, 'document.added', {
            run: async (call, { payload }) => void (await embedDocuments(deps, call, payload.documentId)),
          }),
        ]
      : [],
    jobs: deps.embedder
      ? [
          {
            name: 'knowledge.embed-missing',
            schedule: { cron: '10 1 * * *' },
            run: async (call) => void (await embedDocuments(deps, call, null)),
          },
        ]
      : [],
  });
}

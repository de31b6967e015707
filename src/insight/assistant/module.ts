import { identityContract } from '#commons/identity';
import { knowledgeContract } from '#insight/knowledge';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import type { AssistantDeps } from './assistant-deps.ts';
import { type AssistantApi, assistantContract } from './contract.ts';
import { decideProposal } from './decide-proposal.ts';
import { readUsage } from './keep-account.ts';
import { createSession, listMessages, listSessions, openSession, removeSession, toSession } from './keep-sessions.ts';
import { assistantRoutes } from './routes.ts';
import { beginMessage } from './send-message.ts';
import { deleteSessionsOf, listSaidOf } from './session-queries.ts';
import { insertEmbeddingCall } from './usage-queries.ts';

const MOST_EXPORTED = 5_000;

export function createAssistant(deps: AssistantDeps) {
  const api: AssistantApi = {
    createSession: (call, input) => createSession(deps, call, input),
    listSessions: (call, input) => listSessions(deps, call, input),
    getSession: async (call, { sessionId }) => toSession((await openSession(deps, call, sessionId)).session),
    removeSession: (call, { sessionId }) => removeSession(deps, call, sessionId),
    listMessages: (call, input) => listMessages(deps, call, input),
    sendMessage: async (call, input) => (await beginMessage(deps, call, input)).answer(),
    decideProposal: (call, input) => decideProposal(deps, call, input),
    personalData: async (_call, { userId }) => ({
      conversations: await listSaidOf(deps.database, userId, MOST_EXPORTED),
    }),
    readUsage: (call, { storeId }) => readUsage(deps, call, storeId),
  };
  return defineModule({
    contract: assistantContract,
    api,
    routes: assistantRoutes(deps, api),
    reactions: [
      on(identityContract, 'user.erased', { inTx: (tx, { payload }) => tx.write(deleteSessionsOf(payload.userId)) }),
      on(knowledgeContract, 'document.embedded', {
        inTx: (tx, { eventId, eventTimestamp, payload }) => {
          const about = {
            id: eventId,
            feature: 'document' as const,
            provider: 'embeddings',
            at: new Date(eventTimestamp),
          };
          tx.write(insertEmbeddingCall({ ...payload, ...about }));
        },
      }),
    ],
  });
}

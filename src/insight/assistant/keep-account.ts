import type { KnowledgeApi } from '#insight/knowledge';
import type { Store } from '#insight/stores';
import { type Call, userIdOf } from '#platform/call';
import {
  type ChatModel,
  type ChatRequest,
  type ChatResult,
  estimateTokens,
  ModelFault,
} from '#platform/language-model';
import type { AssistantDeps } from './assistant-deps.ts';
import type { Usage } from './contract.ts';
import { dayOf } from './periods.ts';
import {
  insertEmbeddingCall,
  insertRunningCall,
  listUsage,
  lockTokens,
  updateCallDone,
  updateCallFailed,
} from './usage-queries.ts';

/** The store has used up its tokens of this month. */
export class StoreQuotaReached extends Error {}

type Asker = { call: Call; store: Store };

/**
 * One call of the model, let in and accounted for: the most it may cost is booked before it, under a lock, and put right
 * after it. Throws `StoreQuotaReached` before anything is sent, and `ModelFault` of the model. Who stops it by `signal` has used what was asked
 * and what was said until then.
 */
export async function chatOnAccount(
  deps: AssistantDeps,
  { call, store }: Asker,
  request: ChatRequest & { model: ChatModel; signal?: AbortSignal | undefined },
  onText?: (text: string) => void,
): Promise<ChatResult> {
  const { model, signal, ...asked } = request;
  const id = deps.newId();
  const at = deps.clock.now();
  const promptTokens = upperEstimate(asked);
  await deps.database.inTx(async (tx) => {
    const used = await lockTokens(tx, store.id, monthStart(at, store.timeZone));
    if (used + promptTokens + asked.maxTokens > deps.tokensPerMonth) throw new StoreQuotaReached();
    const about = {
      id,
      storeId: store.id,
      userId: userIdOf(call),
      provider: deps.modelProvider,
      model: model.model,
      at,
    };
    tx.write(insertRunningCall({ ...about, feature: 'chat', promptTokens, completionTokens: asked.maxTokens }));
  });
  const started = performance.now();
  let heard = '';
  const hear = (text: string): void => {
    heard += text;
    onText?.(text);
  };
  try {
    const result = await model.chat(asked, hear, signal);
    await deps.database.run(updateCallDone(id, { ...result.usage, latencyMs: result.latencyMs }));
    return result;
  } catch (error) {
    const fault = error instanceof ModelFault ? error.kind : 'fault';
    const latencyMs = performance.now() - started;
    if (signal?.aborted) {
      const completionTokens = estimateTokens(heard);
      await deps.database.run(
        updateCallDone(id, { promptTokens, completionTokens, cachedTokens: 0, isEstimated: true, latencyMs }),
      );
    } else await deps.database.run(updateCallFailed(id, fault, latencyMs));
    throw error;
  }
}

function upperEstimate({ messages, tools = [] }: ChatRequest): number {
  const said = messages.reduce((sum, message) => sum + estimateTokens(message.content) + 8, 0);
  return said + tools.reduce((sum, tool) => sum + estimateTokens(JSON.stringify(tool)), 0);
}

/** The first moment of the month that it is where the store is. All zones of the country are ahead of UTC by whole hours. */
export function monthStart(at: Date, timeZone: Store['timeZone']): Date {
  const hours = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 }[timeZone];
  const month = dayOf(at, timeZone).slice(0, 7);
  return new Date(Date.parse(`${month}-01T00:00:00Z`) - hours * 60 * 60 * 1_000);
}

/** A search of documents whose question cost a vector is accounted for as well. */
export function searchOnAccount(deps: AssistantDeps, store: Store): Pick<KnowledgeApi, 'searchKnowledge'> {
  return {
    searchKnowledge: async (call, input) => {
      const answer = await deps.knowledge.searchKnowledge(call, input);
      const { embedding } = answer;
      if (embedding)
        await deps.database.run(
          insertEmbeddingCall({
            ...embedding,
            id: deps.newId(),
            storeId: store.id,
            userId: userIdOf(call),
            feature: 'question',
            provider: 'embeddings',
            at: deps.clock.now(),
          }),
        );
      return answer;
    },
  };
}

export async function readUsage(deps: AssistantDeps, call: Call, storeId: string): Promise<Usage> {
  const store = await deps.stores.storeOfCall(call, { storeId });
  const now = deps.clock.now();
  const rows = await listUsage(deps.database, storeId, monthStart(now, store.timeZone));
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const used = sum((row) => row.prompt + row.completion + row.embedding);
  return {
    month: dayOf(now, store.timeZone).slice(0, 7),
    tokens: used,
    quota: deps.tokensPerMonth,
    remaining: Math.max(0, deps.tokensPerMonth - used),
    calls: sum((row) => row.calls),
    failedCalls: sum((row) => row.failed),
    estimatedTokens: sum((row) => row.estimated),
    byFeature: rows.map((row) => ({
      feature: row.feature,
      model: row.model,
      calls: row.calls,
      promptTokens: row.prompt,
      completionTokens: row.completion,
      embeddingTokens: row.embedding,
      cachedTokens: row.cached,
    })),
    hasModel: deps.model !== null,
    hasEmbeddings: deps.hasEmbeddings,
  };
}

import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Usage } from './contract.ts';

export type Feature = Usage['byFeature'][number]['feature'];

export type NewCall = {
  id: string;
  storeId: string;
  userId: string | null;
  feature: Feature;
  provider: string;
  model: string;
  /** What it may cost at most; put right at its end. */
  promptTokens: number;
  completionTokens: number;
  at: Date;
};

const tokens = sql`prompt_tokens + completion_tokens + embedding_tokens`;
/** A call that a dead process left behind counts no longer. */
const counts = sql`(status <> 'running' or created_at > now() - interval '10 minutes')`;

/** Tokens of the store since a moment; two that ask at once wait for each other. */
export async function lockTokens(tx: Tx, storeId: string, since: Date): Promise<number> {
  tx.write(sql`insert into assistant.quotas (store_id) values (${storeId}) on conflict do nothing`);
  const [, rows] = await tx.batch<[unknown[], { tokens: number }[]]>([
    sql`select store_id from assistant.quotas where store_id = ${storeId} for update`,
    sql`select coalesce(sum(${tokens}), 0)::bigint as tokens from assistant.model_calls
      where store_id = ${storeId} and created_at >= ${since} and ${counts}`,
  ]);
  return rows?.[0]?.tokens ?? 0;
}

export function insertRunningCall(call: NewCall): Sql {
  return sql`insert into assistant.model_calls
      (id, store_id, user_id, feature, provider, model, status, prompt_tokens, completion_tokens, is_estimated, created_at)
    values (${call.id}, ${call.storeId}, ${call.userId}, ${call.feature}, ${call.provider}, ${call.model}, 'running',
      ${call.promptTokens}, ${call.completionTokens}, true, ${call.at})`;
}

export type CallEnd = {
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  isEstimated: boolean;
  latencyMs: number;
};

export function updateCallDone(id: string, end: CallEnd): Sql {
  return sql`update assistant.model_calls set status = 'done', prompt_tokens = ${end.promptTokens},
      completion_tokens = ${end.completionTokens}, cached_tokens = ${end.cachedTokens}, is_estimated = ${end.isEstimated},
      latency_ms = ${Math.round(end.latencyMs)}
    where id = ${id}`;
}

/** What a failed call has cost is not known; nothing is counted. */
export function updateCallFailed(id: string, fault: string, latencyMs: number): Sql {
  return sql`update assistant.model_calls set status = 'failed', fault = ${fault}, prompt_tokens = 0, completion_tokens = 0,
      is_estimated = true, latency_ms = ${Math.round(latencyMs)}
    where id = ${id}`;
}

export type EmbeddingCall = {
  id: string;
  storeId: string;
  userId: string | null;
  feature: 'document' | 'question';
  provider: string;
  model: string;
  tokens: number;
  isEstimated: boolean;
  latencyMs: number;
  at: Date;
};

/** The same call again changes nothing. */
export function insertEmbeddingCall(call: EmbeddingCall): Sql {
  return sql`insert into assistant.model_calls
      (id, store_id, user_id, feature, provider, model, status, embedding_tokens, is_estimated, latency_ms, created_at)
    values (${call.id}, ${call.storeId}, ${call.userId}, ${call.feature}, ${call.provider}, ${call.model}, 'done', ${call.tokens},
      ${call.isEstimated}, ${Math.round(call.latencyMs)}, ${call.at})
    on conflict (id) do nothing`;
}

type FeatureRow = {
  feature: Feature;
  model: string;
  calls: number;
  failed: number;
  prompt: number;
  completion: number;
  embedding: number;
  cached: number;
  estimated: number;
};

/** Calls of a store since a moment, by feature and model. */
export async function listUsage(runner: Runner, storeId: string, since: Date): Promise<FeatureRow[]> {
  return runner.run<FeatureRow>(sql`
    select feature, model, count(*)::int as calls, count(*) filter (where status = 'failed')::int as failed,
      sum(prompt_tokens)::bigint as prompt, sum(completion_tokens)::bigint as completion,
      sum(embedding_tokens)::bigint as embedding, sum(cached_tokens)::bigint as cached,
      coalesce(sum(${tokens}) filter (where is_estimated), 0)::bigint as estimated
    from assistant.model_calls where store_id = ${storeId} and created_at >= ${since} and ${counts}
    group by feature, model order by feature, model limit 100`);
}

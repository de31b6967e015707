import type { Region } from '@lumbung/kit/api.ts';
import { api } from '#lib/api.ts';

/** Villages that fit what was typed; none when the house does not answer. */
export async function searchVillages(q: string): Promise<Region[]> {
  const answer = await api('GET /regions', { query: { q, level: 'village', limit: 12 } }).catch(() => null);
  return answer?.items ?? [];
}

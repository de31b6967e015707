import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { LoansDeps } from './loans-deps.ts';
import { upsertBusinessDay } from './stream-queries.ts';

/** Only a close of business moves the date of an institution, and only on. */
export async function openBusinessDay(
  { database }: LoansDeps,
  call: Call,
  { tenantId, businessDate }: { tenantId: string; businessDate: string },
): Promise<{ tenantId: string; businessDate: string }> {
  if (call.actor.kind !== 'system') throw refuse('loans.not-allowed');
  const [row] = await database.run<{ business_date: string }>(upsertBusinessDay(tenantId, businessDate));
  return { tenantId, businessDate: row?.business_date ?? businessDate };
}

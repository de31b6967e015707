import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { Payout } from '../shapes.ts';
import { listPayouts as queryPayouts } from './payout-queries.ts';
import { storedPayoutStatuses } from './payout-rules.ts';
import { payoutView } from './payout-view.ts';

/** Newest first; of one seller or of all. */
export async function listPayouts(
  deps: Pick<PaymentsDeps, 'database'>,
  _call: Call,
  input: InputOf<typeof paymentsContract, 'listPayouts'>,
): Promise<{ items: Payout[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const rows = await queryPayouts(deps.database, {
    sellerId: input.sellerId ?? null,
    statuses: input.status ? storedPayoutStatuses(input.status) : null,
    before: before(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: items.map(payoutView), nextCursor };
}

function before(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const values = decodeCursor(cursor, 2);
  if (!values) return null;
  const [at, id] = values;
  const createdAt = new Date(String(at));
  const isOurs = !Number.isNaN(createdAt.getTime()) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id);
  if (!isOurs)
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { createdAt, id };
}

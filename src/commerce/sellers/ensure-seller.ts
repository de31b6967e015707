import type { Static } from 'typebox';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import type { NewId } from '#platform/ids';
import { sellersContract } from './contract.ts';
import { bankColumns, type DetailsDeps, pickupColumns } from './seller-details.ts';
import { findBySlug, findByUser, insertSeller, type SellerRow } from './seller-queries.ts';
import { toSellerEvent } from './seller-views.ts';

type EnsureInput = Static<(typeof sellersContract)['operations']['ensureSeller']['input']>;

/** An approved shop for seeding and import: found by slug or by person, else made. */
export async function ensureSeller(
  deps: Omit<DetailsDeps, 'payments'> & { database: Database; clock: Clock; newId: NewId },
  call: Call,
  input: EnsureInput,
): Promise<{ sellerId: string }> {
  const known = (await findBySlug(deps.database, input.slug)) ?? (await findByUser(deps.database, input.userId));
  if (known) return { sellerId: known.id };
  const now = deps.clock.now();
  const id = deps.newId();
  const row: SellerRow = {
    id,
    user_id: input.userId,
    name: input.name,
    slug: input.slug,
    description: input.description,
    status: 'approved',
    status_reason: null,
    is_verified: true,
    commission_bps: input.commissionBps,
    phone: input.pickup.contactPhone,
    ...(await pickupColumns(deps, call, input.pickup)),
    ...bankColumns(deps, id, input.bank),
    version: 1,
    created_at: now,
    updated_at: now,
  };
  try {
    await deps.database.batch([
      insertSeller(row),
      eventInsert(sellersContract, 'seller.approved', { call, aggregateId: id, payload: toSellerEvent(row) }),
      auditInsert('sellers', call, { stream: `seller:${id}`, action: 'sellers.ensured', after: { name: row.name } }),
    ]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return ensureSeller(deps, call, input);
  }
  return { sellerId: id };
}

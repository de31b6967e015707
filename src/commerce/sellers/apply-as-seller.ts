import type { Static } from 'typebox';
import { assert } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { type OwnSeller, type SellerApplication, sellersContract } from './contract.ts';
import { bankColumns, checkBankAccount, type DetailsDeps, pickupColumns } from './seller-details.ts';
import { findByUser, insertSeller, listSlugsLike, type SellerRow } from './seller-queries.ts';
import { freeSlug, slugOf } from './seller-rules.ts';
import { toOwnSeller, toSellerEvent } from './seller-views.ts';

export type ApplyDeps = DetailsDeps & {
  database: Database;
  clock: Clock;
  newId: NewId;
  defaultCommissionBps: () => Promise<number>;
};

/** Opens an application. A person has one shop; a rejected one may be changed and looked at again. */
export async function applyAsSeller(
  deps: ApplyDeps,
  call: Call,
  input: Static<typeof SellerApplication>,
): Promise<OwnSeller> {
  const userId = userIdOf(call);
  assert(userId, 'Only signed-in people apply');
  if (await findByUser(deps.database, userId)) throw refuse('sellers.already-applied');
  const pickup = await pickupColumns(deps, call, input.pickup);
  await checkBankAccount(deps, call, input.bank);

  const slug = slugOf(input.name);
  const now = deps.clock.now();
  const id = deps.newId();
  const row: SellerRow = {
    id,
    user_id: userId,
    name: input.name,
    slug: freeSlug(slug, await listSlugsLike(deps.database, slug)),
    description: input.description ?? '',
    status: 'applied',
    status_reason: null,
    is_verified: false,
    commission_bps: await deps.defaultCommissionBps(),
    phone: input.phone,
    ...pickup,
    ...bankColumns(deps, id, input.bank),
    version: 1,
    created_at: now,
    updated_at: now,
  };
  try {
    await deps.database.batch([
      insertSeller(row),
      eventInsert(sellersContract, 'seller.applied', { call, aggregateId: id, payload: toSellerEvent(row) }),
      auditInsert('sellers', call, {
        stream: `seller:${id}`,
        action: 'sellers.applied',
        after: { name: row.name, city: row.city },
      }),
    ]);
  } catch (error) {
    if (isConflict(error, 'sellers_user_id_key')) throw refuse('sellers.already-applied');
    throw error;
  }
  return toOwnSeller(row);
}

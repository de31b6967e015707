import type { Static } from 'typebox';
import { assert } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type OwnSeller, type SellerChange, sellersContract } from './contract.ts';
import { bankColumns, checkBankAccount, type DetailsDeps, pickupColumns } from './seller-details.ts';
import { lockSellerOfUser, type SellerRow, updateSeller } from './seller-queries.ts';
import { toOwnSeller, toSellerEvent } from './seller-views.ts';

type Change = Static<typeof SellerChange>;

/** Changes what the owner may change. A rejected application that is changed goes back into the queue. */
export async function changeOwnSeller(
  deps: DetailsDeps & { database: Database; clock: Clock },
  call: Call,
  input: Change,
): Promise<OwnSeller> {
  const userId = userIdOf(call);
  assert(userId, 'Only signed-in people change their shop');
  const pickup = input.pickup ? await pickupColumns(deps, call, input.pickup) : {};
  if (input.bank) await checkBankAccount(deps, call, input.bank);

  return deps.database.inTx(async (tx) => {
    const before = await lockSellerOfUser(tx, userId);
    if (!before) throw refuse('sellers.no-shop');
    if (input.expectedVersion !== undefined && input.expectedVersion !== before.version)
      throw refuse('sellers.changed-meanwhile');
    const isResubmitted = before.status === 'rejected';
    const after: SellerRow = {
      ...before,
      ...pickup,
      ...(input.bank ? bankColumns(deps, before.id, input.bank) : {}),
      ...plainColumns(input),
      ...(isResubmitted ? { status: 'applied', status_reason: null } : {}),
      updated_at: deps.clock.now(),
      version: before.version + 1,
    };
    tx.write(updateSeller(after));
    appendEvent(tx, sellersContract, isResubmitted ? 'seller.applied' : 'seller.updated', {
      call,
      aggregateId: after.id,
      payload: toSellerEvent(after),
    });
    appendAudit(tx, 'sellers', call, {
      stream: `seller:${after.id}`,
      action: 'sellers.changed',
      before: toOwnSeller(before),
      after: toOwnSeller(after),
    });
    return toOwnSeller(after);
  });
}

/** What was given, and only that. */
function plainColumns(input: Change): Partial<Pick<SellerRow, 'name' | 'description' | 'phone'>> {
  const given = { name: input.name, description: input.description, phone: input.phone };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

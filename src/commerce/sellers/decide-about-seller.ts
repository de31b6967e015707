import type { IdentityApi } from '#commons/identity';
import { assertNever } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import { type Call, systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type OwnSeller, sellersContract } from './contract.ts';
import { listByIds, lockSeller, type SellerRow, updateSeller } from './seller-queries.ts';
import { decide, type SellerDecision } from './seller-rules.ts';
import { toOwnSeller, toSellerEvent } from './seller-views.ts';

export type DecideDeps = { database: Database; clock: Clock; identity: Pick<IdentityApi, 'grantRole'> };

/** Staff decides: approve, reject, suspend, reinstate. The role of a seller is given before the approval, and may be given twice. */
export async function decideAboutSeller(
  deps: DecideDeps,
  call: Call,
  input: { sellerId: string; decision: SellerDecision; reason: string | null },
): Promise<OwnSeller> {
  const { sellerId, decision } = input;
  const [known] = await listByIds(deps.database, [sellerId]);
  if (!known) throw refuse('sellers.not-found');
  if (decision === 'approve' && decide(known.status, decision)) {
    await deps.identity.grantRole(systemCall('sellers', call.correlationId), { userId: known.user_id, role: 'SELLER' });
  }
  return deps.database.inTx(async (tx) => {
    const before = await lockSeller(tx, sellerId);
    if (!before) throw refuse('sellers.not-found');
    const status = decide(before.status, decision);
    if (!status) throw refuse('sellers.not-in-that-state', { status: before.status });
    const after: SellerRow = {
      ...before,
      status,
      status_reason: input.reason,
      is_verified: before.is_verified || decision === 'approve',
      updated_at: deps.clock.now(),
      version: before.version + 1,
    };
    tx.write(updateSeller(after));
    appendEvent(tx, sellersContract, eventOf(decision), { call, aggregateId: sellerId, payload: toSellerEvent(after) });
    appendAudit(tx, 'sellers', call, {
      stream: `seller:${sellerId}`,
      action: `sellers.${decision}`,
      before: { status: before.status },
      after: { status, reason: input.reason },
    });
    return toOwnSeller(after);
  });
}

function eventOf(decision: SellerDecision): 'seller.approved' | 'seller.rejected' | 'seller.suspended' {
  switch (decision) {
    case 'approve':
    case 'reinstate':
      return 'seller.approved';
    case 'reject':
      return 'seller.rejected';
    case 'suspend':
      return 'seller.suspended';
    default:
      return assertNever(decision);
  }
}

import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { derivedId } from '#platform/ids';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { type Plan, type PlanHead, purchasePlansContract } from './contract.ts';
import { deletePlan, findPlan, listPage, lockPlan, type PlanRow, updatePlan } from './plan-queries.ts';
import { totalsOf, withQuantity } from './plan-rules.ts';
import { toHead, toPlan } from './plan-views.ts';
import type { PlansDeps } from './plans-deps.ts';

type One = { storeId: string; planId: string };

export async function listPlans(
  deps: PlansDeps,
  call: Call,
  input: { storeId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: PlanHead[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listPage(deps.database, input.storeId, before, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(toHead), nextCursor };
}

export async function getPlan(deps: PlansDeps, call: Call, { storeId, planId }: One): Promise<Plan> {
  await deps.stores.storeOfCall(call, { storeId });
  const row = await findPlan(deps.database, storeId, planId);
  if (!row) throw refuse('purchase-plans.not-found');
  return toPlan(row);
}

type LineChange = One & {
  ingredientId: string;
  quantity?: number | undefined;
  note?: string | undefined;
  expectedVersion?: number | undefined;
};

export async function changeLine(deps: PlansDeps, call: Call, change: LineChange): Promise<Plan> {
  return changing(deps, call, change, (row) => {
    if (row.status !== 'draft') throw refuse('purchase-plans.not-a-draft');
    if (change.expectedVersion !== undefined && change.expectedVersion !== row.version)
      throw refuse('purchase-plans.changed-meanwhile');
    if (!row.lines.some((line) => line.ingredientId === change.ingredientId))
      throw refuse('purchase-plans.line-not-found');
    const lines = row.lines.map((line) => {
      if (line.ingredientId !== change.ingredientId) return line;
      const moved = change.quantity === undefined ? line : withQuantity(line, change.quantity);
      return { ...moved, note: change.note ?? moved.note };
    });
    return { ...row, lines, ...totalsOf(lines) };
  });
}

/** First the plan, whose lines stand from now on, then the shelves: a second call finishes what a dead process has left. */
export async function markOrdered(deps: PlansDeps, call: Call, one: One): Promise<Plan> {
  const plan = await changing(deps, call, one, (row, tx) => {
    if (row.status === 'arrived') throw refuse('purchase-plans.not-a-draft');
    if (row.status === 'draft')
      appendEvent(tx, purchasePlansContract, 'purchase-plan.ordered', {
        call,
        aggregateId: row.id,
        payload: { planId: row.id, storeId: row.store_id, costMinor: row.cost_minor },
      });
    return { ...row, status: 'ordered' };
  });
  await move(deps, call, plan, 'ordered');
  return plan;
}

export async function markArrived(deps: PlansDeps, call: Call, one: One): Promise<Plan> {
  const plan = await changing(deps, call, one, (row) => {
    if (row.status === 'draft') throw refuse('purchase-plans.not-ordered');
    return { ...row, status: 'arrived' };
  });
  await move(deps, call, plan, 'arrived');
  return plan;
}

async function move(deps: PlansDeps, call: Call, plan: Plan, kind: 'ordered' | 'arrived'): Promise<void> {
  await deps.ingredients.moveOrdered(call, {
    storeId: plan.storeId,
    movementKey: derivedId('purchase-plan', plan.id, kind),
    kind,
    lines: plan.lines
      .filter((line) => line.quantity > 0)
      .map(({ ingredientId, quantity }) => ({ ingredientId, quantity })),
  });
}

export async function removePlan(
  deps: PlansDeps,
  call: Call,
  { storeId, planId }: One,
): Promise<Record<string, never>> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  await deps.database.inTx(async (tx) => {
    const row = await lockPlan(tx, storeId, planId);
    if (!row) throw refuse('purchase-plans.not-found');
    if (row.status !== 'draft') throw refuse('purchase-plans.not-a-draft');
    tx.write(deletePlan(storeId, planId));
  });
  return {};
}

async function changing(
  deps: PlansDeps,
  call: Call,
  { storeId, planId }: One,
  decide: (row: PlanRow, tx: Tx) => PlanRow,
): Promise<Plan> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  return deps.database.inTx(async (tx) => {
    const before = await lockPlan(tx, storeId, planId);
    if (!before) throw refuse('purchase-plans.not-found');
    const after = decide(before, tx);
    if (after.status === before.status && after.lines === before.lines) return toPlan(before);
    tx.write(updatePlan(after));
    appendAudit(tx, 'purchase_plans', call, {
      stream: `store:${storeId}`,
      action: 'purchase-plans.changed',
      before: { planId, status: before.status, costMinor: before.cost_minor },
      after: { planId, status: after.status, costMinor: after.cost_minor },
    });
    return toPlan({ ...after, version: before.version + 1 });
  });
}

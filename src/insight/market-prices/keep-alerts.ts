import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { type AlertRow, countAlerts, deleteAlert, insertAlert, listPage } from './alert-queries.ts';
import { isComplete } from './alert-rules.ts';
import { commodityByCode } from './commodity-rules.ts';
import type { NewAlert, PriceAlert } from './contract.ts';
import { hasSeries } from './price-queries.ts';
import type { PricesDeps } from './prices-deps.ts';
import { regionNameOf } from './region-rules.ts';

export const MOST_ALERTS = 100;

export async function listAlerts(
  deps: PricesDeps,
  call: Call,
  input: { storeId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: PriceAlert[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listPage(deps.database, input.storeId, before, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(toAlert), nextCursor };
}

/** Without a region: the store's own province. */
export async function addAlert(
  deps: PricesDeps,
  call: Call,
  { storeId, ...wish }: { storeId: string } & NewAlert,
): Promise<PriceAlert> {
  const store = await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const row: AlertRow = {
    id: deps.newId(),
    store_id: storeId,
    commodity: wish.commodity,
    region_code: wish.regionCode ?? store.regionCode,
    kind: wish.kind,
    amount_minor: wish.amount?.amount ?? null,
    percent: wish.percent ?? null,
    days: wish.days ?? null,
    is_active: true,
    is_triggered: false,
    last_fired_on: null,
    created_at: deps.clock.now(),
  };
  if (!commodityByCode(row.commodity)) throw refuse('market-prices.commodity-not-found');
  if (!isComplete(row)) throw refuse('market-prices.alert-incomplete');
  if (wish.regionCode && !(await hasSeries(deps.database, null, wish.regionCode)))
    throw refuse('market-prices.region-not-found');
  if ((await countAlerts(deps.database, storeId)) >= MOST_ALERTS)
    throw refuse('market-prices.too-many-alerts', { most: MOST_ALERTS });
  await deps.database.inTx(async (tx) => {
    tx.write(insertAlert(row));
    appendAudit(tx, 'market_prices', call, {
      stream: `store:${storeId}`,
      action: 'market-prices.alert-added',
      after: toAlert(row),
    });
  });
  return toAlert(row);
}

export async function removeAlert(
  deps: PricesDeps,
  call: Call,
  { storeId, alertId }: { storeId: string; alertId: string },
): Promise<Record<string, never>> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  if (!(await deleteAlert(deps.database, storeId, alertId))) throw refuse('market-prices.alert-not-found');
  return {};
}

function toAlert(row: AlertRow): PriceAlert {
  return {
    id: row.id,
    storeId: row.store_id,
    commodity: row.commodity,
    regionCode: row.region_code,
    kind: row.kind,
    amount: row.amount_minor === null ? null : { ...rupiah(row.amount_minor), currency: 'IDR' },
    percent: row.percent,
    days: row.days,
    commodityName: commodityByCode(row.commodity)?.name ?? row.commodity,
    regionName: regionNameOf(row.region_code),
    isActive: row.is_active,
    lastFiredOn: row.last_fired_on,
    createdAt: row.created_at.toISOString(),
  };
}

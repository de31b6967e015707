import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { type SalesDay, type SalesRow, salesContract } from './contract.ts';
import { dayWithoutCorrection, deleteLines, lockStore, recountDays, upsertLines } from './line-queries.ts';
import { findProduct } from './product-queries.ts';
import { salesByDay } from './read-sales.ts';
import { appendSalesChanged, type Recorded, recordPart, type ToldLine } from './record-lines.ts';
import type { SalesDeps } from './sales-deps.ts';
import { addDays, dayInZone } from './till/day-rules.ts';

export const EARLIEST = '2000-01-01';

/** Till rows over the API: all or none. */
export async function recordSales(
  deps: SalesDeps,
  call: Call,
  { storeId, rows }: { storeId: string; rows: SalesRow[] },
): Promise<Recorded> {
  const store = await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const latest = addDays(dayInZone(deps.clock.now(), store.timeZone), 1);
  const lines = rows.map((row, index): ToldLine => {
    const on = row.soldAt.length === 10 ? row.soldAt : dayInZone(new Date(row.soldAt), store.timeZone);
    if (on < EARLIEST || on > latest) throw refuse('sales.day-out-of-range', { line: index + 1, day: on });
    return {
      externalId: row.externalId,
      on,
      quantity: Math.round(row.quantity * 1_000) / 1_000,
      amountMinor: row.amount ?? null,
      transaction: null,
      product: row.product.trim(),
      sku: row.sku?.trim() ?? null,
      category: row.category?.trim() ?? null,
      catalogProductId: null,
    };
  });
  const once = [...new Map(lines.map((line) => [line.externalId, line])).values()];
  const done = await deps.database.inTx((tx) => recordPart(tx, call, { storeId, source: 'api' }, once));
  return { ...done, repeated: done.repeated + lines.length - once.length };
}

type Correction = {
  storeId: string;
  productId: string;
  on: string;
  quantity: number;
  amount?: number | undefined;
  reason: string;
};

/** What was really sold that day, whatever the lines say: the difference is a line of its own. */
export async function correctDay(deps: SalesDeps, call: Call, input: Correction): Promise<SalesDay> {
  const { storeId, productId, on, quantity } = input;
  const store = await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const latest = addDays(dayInZone(deps.clock.now(), store.timeZone), 1);
  if (on < EARLIEST || on > latest) throw refuse('sales.day-out-of-range', { line: 1, day: on });
  if (!(await findProduct(deps.database, storeId, productId))) throw refuse('sales.product-not-found');
  await deps.database.inTx(async (tx) => {
    tx.write(lockStore(storeId));
    const told = await dayWithoutCorrection(tx, storeId, productId, on);
    const amount = input.amount ?? (told.quantity > 0 ? Math.round((told.amountMinor / told.quantity) * quantity) : 0);
    const externalId = `${on}:${productId}`;
    const line = {
      externalId,
      productId,
      on,
      quantity: Math.round((quantity - told.quantity) * 1_000) / 1_000,
      amountMinor: amount - told.amountMinor,
      transaction: null,
    };
    const isNone = line.quantity === 0 && line.amountMinor === 0;
    tx.write(
      isNone ? deleteLines(storeId, 'correction', [externalId]) : upsertLines(storeId, 'correction', [line]),
      ...recountDays(storeId, [line]),
    );
    appendSalesChanged(tx, call, { storeId, source: 'correction', touched: [line], rows: 1 });
    appendAudit(tx, salesContract.module, call, {
      stream: `store:${storeId}`,
      action: 'sales.day-corrected',
      before: { productId, on, ...told },
      after: { productId, on, quantity, amountMinor: amount, reason: input.reason },
    });
  });
  const { items } = await salesByDay(deps, call, { storeId, productId, from: on, to: on });
  const [day] = items;
  if (!day) throw refuse('sales.product-not-found');
  return day;
}

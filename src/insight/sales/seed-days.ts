import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { ensureProducts, hasLines, insertSeedLines, type LineRow, lockStore } from './line-queries.ts';
import { appendSalesChanged, nameKey } from './record-lines.ts';
import { addDays } from './till/day-rules.ts';

type Seed = {
  storeId: string;
  products: {
    productId: string;
    name: string;
    category: string;
    startOn: string;
    quantities: number[];
    priceMinor: number;
  }[];
};

/** The made-up past of a store that has none, in one transaction; a store with lines is left alone. */
export async function seedDays(database: Database, call: Call, { storeId, products }: Seed): Promise<{ days: number }> {
  const wishes = products.map(({ productId, name, category }) => ({
    id: productId,
    key: nameKey(name),
    name,
    sku: null,
    category,
    catalogProductId: null,
  }));
  const lines = products.flatMap(({ productId, startOn, quantities, priceMinor }) =>
    quantities.flatMap((quantity, index): LineRow[] => {
      const on = addDays(startOn, index);
      const amountMinor = Math.round(quantity * priceMinor);
      return quantity > 0
        ? [{ externalId: `${productId}:${on}`, productId, on, quantity, amountMinor, transaction: null }]
        : [];
    }),
  );
  return database.inTx(async (tx) => {
    tx.write(lockStore(storeId));
    if (await hasLines(tx, storeId)) return { days: 0 };
    await ensureProducts(tx, storeId, wishes);
    tx.write(...insertSeedLines(storeId, lines));
    appendSalesChanged(tx, call, { storeId, source: 'seed', touched: lines, rows: lines.length });
    return { days: lines.length };
  });
}

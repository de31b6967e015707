import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import type { Mark, StoreProduct } from './contract.ts';
import { countMarks, deleteMark, insertMark, listMarkRows } from './day-queries.ts';
import { findProduct, listByIds, listPage, type ProductRow, updateProduct } from './product-queries.ts';
import { checkPeriod } from './read-sales.ts';
import type { SalesDeps } from './sales-deps.ts';

export const MOST_MARKS = 1_000;
type Reader = Pick<SalesDeps, 'database' | 'stores'>;

export async function listProducts(
  deps: Reader,
  call: Call,
  input: { storeId: string; q?: string | undefined; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: StoreProduct[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const after = cursor ? { name: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listPage(deps.database, input.storeId, { q: input.q ?? null, after, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.name, row.id]);
  return { items: items.map(toProduct), nextCursor };
}

export async function productsByIds(deps: Reader, storeId: string, productIds: string[]): Promise<StoreProduct[]> {
  return (await listByIds(deps.database, storeId, productIds)).map(toProduct);
}

type Change = {
  storeId: string;
  productId: string;
  name?: string | undefined;
  category?: string | null | undefined;
  isActive?: boolean | undefined;
};

export async function changeProduct(deps: Reader, call: Call, change: Change): Promise<StoreProduct> {
  const { storeId, productId } = change;
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const before = await findProduct(deps.database, storeId, productId);
  if (!before) throw refuse('sales.product-not-found');
  const after = {
    ...before,
    name: change.name?.trim() ?? before.name,
    category: change.category === undefined ? before.category : change.category,
    is_active: change.isActive ?? before.is_active,
  };
  await deps.database.inTx(async (tx) => {
    tx.write(updateProduct(storeId, after));
    appendAudit(tx, 'sales', call, {
      stream: `store:${storeId}`,
      action: 'sales.product-changed',
      before: toProduct(before),
      after: toProduct(after),
    });
  });
  return toProduct(after);
}

export function toProduct(row: ProductRow): StoreProduct {
  const hasPrice = row.last_quantity !== null && row.last_quantity > 0 && (row.last_amount ?? 0) > 0;
  return {
    id: row.id,
    name: row.name,
    sku: row.sku,
    category: row.category,
    catalogProductId: row.catalog_product_id,
    lastPrice: hasPrice ? rupiah(Math.round((row.last_amount ?? 0) / (row.last_quantity ?? 1))) : null,
    firstSoldOn: row.first_on,
    lastSoldOn: row.last_on,
    recentQuantity: row.recent_quantity,
    isActive: row.is_active,
  };
}

export async function listMarks(
  deps: Reader,
  call: Call,
  input: { storeId: string; from: string; to: string },
): Promise<{ items: Mark[] }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  checkPeriod(input);
  return { items: await listMarkRows(deps.database, input.storeId, input) };
}

export async function addMark(
  deps: Reader & Pick<SalesDeps, 'newId'>,
  call: Call,
  { storeId, ...wish }: { storeId: string } & Omit<Mark, 'id'>,
): Promise<Mark> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  checkPeriod(wish);
  if (wish.productId && !(await findProduct(deps.database, storeId, wish.productId)))
    throw refuse('sales.product-not-found');
  if ((await countMarks(deps.database, storeId)) >= MOST_MARKS)
    throw refuse('sales.too-many-marks', { most: MOST_MARKS });
  const mark = { id: deps.newId(), ...wish };
  await deps.database.run(insertMark(storeId, mark));
  return mark;
}

export async function removeMark(
  deps: Reader,
  call: Call,
  { storeId, markId }: { storeId: string; markId: string },
): Promise<Record<string, never>> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  if (!(await deleteMark(deps.database, storeId, markId))) throw refuse('sales.mark-not-found');
  return {};
}

import { createHash } from 'node:crypto';
import type { InventoryApi } from '#commerce/inventory';
import type { SellersApi } from '#commerce/sellers';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict } from '#platform/database';
import type { NewId } from '#platform/ids';
import { isRefusal, refuse } from '#platform/refusal';
import { type ImportPlan, planImport, type Standing } from './import-rules.ts';
import { copyOf } from './product-content.ts';
import { listKnownSellers, selectOffers, selectVariants, upsertSellers } from './product-queries.ts';
import type { ImportedProduct } from './product-shapes.ts';
import { listImported, listOffersBySku } from './read-queries.ts';
import { writeImport } from './write-import.ts';

export type ImportDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  sellers: Pick<SellersApi, 'sellersByIds'>;
  inventory: Pick<InventoryApi, 'openStocks' | 'setStocks'>;
};

type Outcome = 'created' | 'updated' | 'unchanged';
type Result = { sellerId: string; key: string; productId: string; outcome: Outcome };

/**
 * Products in bulk: a handful of statements for up to a thousand rows. A row whose fingerprint stands is left alone, so
 * a file may be imported again and again. Stock goes first: a crash in between leaves stock cards that nothing points
 * to, and the next run of the same file mends it.
 */
export async function importProducts(
  deps: ImportDeps,
  call: Call,
  input: { rows: ImportedProduct[] },
): Promise<{ results: Result[] }> {
  if (input.rows.length === 0) return { results: [] };
  refuseTwice(input.rows);
  const sellerIds = input.rows.map((row) => row.sellerId);
  const approved = await knowSellers(deps, call, sellerIds);
  try {
    return await importOnce(deps, call, input.rows, approved);
  } catch (error) {
    if (!mayBeOvertaken(error)) throw error;
    return importOnce(deps, call, input.rows, approved);
  }
}

/**
 * Another import of the same rows was quicker, between our look and our write: the second look finds what it made. A
 * refusal that is really one comes again.
 */
function mayBeOvertaken(error: unknown): boolean {
  return (
    isRefusal(error, 'products.sku-taken') ||
    isConflict(error, 'products_import_key_once') ||
    isConflict(error, 'offers_sku_once')
  );
}

async function importOnce(
  deps: ImportDeps,
  call: Call,
  rows: readonly ImportedProduct[],
  approved: ReadonlySet<string>,
): Promise<{ results: Result[] }> {
  const hashes = rows.map(fingerprint);
  const earlier = await listImported(deps.database, {
    sellerIds: rows.map((row) => row.sellerId),
    importKeys: rows.map((row) => row.key),
  });
  const known = new Map(earlier.map((product) => [keyOf(product.sellerId, product.importKey), product]));
  const results = rows.map((row, index): Result => {
    const found = known.get(keyOf(row.sellerId, row.key));
    if (!found) return { sellerId: row.sellerId, key: row.key, productId: deps.newId(), outcome: 'created' };
    const outcome = found.importHash === hashes[index] ? 'unchanged' : 'updated';
    return { sellerId: row.sellerId, key: row.key, productId: found.productId, outcome };
  });
  const work = rows.flatMap((row, index) => {
    const result = present(results[index], 'Every row has a result');
    return result.outcome === 'unchanged' ? [] : [{ row, result, hash: hashes[index] ?? '' }];
  });
  if (work.length === 0) return { results };

  const standing = await readStanding(deps, work);
  const plan = planImport(
    deps.newId,
    work.map(({ row, result, hash }) => ({
      row,
      productId: result.productId,
      isNew: result.outcome === 'created',
      hash,
      isSellerApproved: approved.has(row.sellerId),
    })),
    standing,
  );
  if (plan.refused) throw refuse(plan.refused.code, plan.refused.details);
  await setStocks(deps, call, plan);
  await writeImport(deps, call, plan);
  return { results };
}

async function readStanding(
  deps: ImportDeps,
  work: readonly { row: ImportedProduct; result: Result }[],
): Promise<Standing> {
  const productIds = work.filter(({ result }) => result.outcome === 'updated').map(({ result }) => result.productId);
  const skus = work.flatMap(({ row }) => row.variants.map((variant) => ({ sellerId: row.sellerId, sku: variant.sku })));
  const taken = await listOffersBySku(deps.database, {
    sellerIds: skus.map((s) => s.sellerId),
    skus: skus.map((s) => s.sku),
  });
  if (productIds.length === 0) return { variants: [], offers: [], taken };
  const [variants, offers] = await deps.database.batch<[Standing['variants'], Standing['offers']]>([
    selectVariants(productIds),
    selectOffers(productIds),
  ]);
  return { variants, offers, taken };
}

/** Cards of new offers first; then the figures of those that stand, whose free stock goes into the plan. */
async function setStocks(deps: ImportDeps, call: Call, plan: ImportPlan): Promise<void> {
  for (let from = 0; from < plan.openedStocks.length; from += 1_000) {
    await deps.inventory.openStocks(call, { stocks: plan.openedStocks.slice(from, from + 1_000) });
  }
  const free = new Map<string, number>();
  for (let from = 0; from < plan.setStocks.length; from += 1_000) {
    const stocks = plan.setStocks.slice(from, from + 1_000);
    const answer = await deps.inventory.setStocks(call, { stocks, reason: 'Impor' });
    for (const stock of answer.stocks) free.set(stock.offerId, stock.freeQuantity);
  }
  for (const offer of plan.offers) offer.freeQuantity = free.get(offer.offerId) ?? offer.freeQuantity;
}

/** Sellers whose copy we lack are asked for; an unknown one refuses the whole batch. Answers those that are approved. */
export async function knowSellers(
  deps: Pick<ImportDeps, 'database' | 'clock' | 'sellers'>,
  call: Call,
  given: readonly string[],
): Promise<ReadonlySet<string>> {
  const sellerIds = [...new Set(given)];
  const known = await listKnownSellers(deps.database, sellerIds);
  const approved = new Set(known.filter((seller) => seller.isApproved).map((seller) => seller.sellerId));
  const missing = sellerIds.filter((sellerId) => !known.some((seller) => seller.sellerId === sellerId));
  for (let from = 0; from < missing.length; from += 100) {
    const asked = missing.slice(from, from + 100);
    const { sellers } = await deps.sellers.sellersByIds(call, { sellerIds: asked });
    const unknown = asked.find((sellerId) => !sellers.some((seller) => seller.sellerId === sellerId));
    if (unknown) throw refuse('products.seller-not-found', { sellerId: unknown });
    const copies = sellers.map(copyOf);
    await deps.database.run(upsertSellers(copies, deps.clock.now()));
    for (const copy of copies) if (copy.isApproved) approved.add(copy.sellerId);
  }
  return approved;
}

function refuseTwice(rows: readonly ImportedProduct[]): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row.sellerId, row.key);
    if (seen.has(key)) throw refuse('products.row-twice', { key: row.key });
    seen.add(key);
  }
}

function keyOf(sellerId: string, key: string): string {
  return `${sellerId} ${key}`;
}

function fingerprint(row: ImportedProduct): string {
  return createHash('sha1').update(JSON.stringify(row)).digest('base64url');
}

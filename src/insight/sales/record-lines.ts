import type { Call } from '#platform/call';
import type { Database, Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { derivedId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { salesContract } from './contract.ts';
import {
  countProducts,
  ensureProducts,
  type LineRow,
  type LineSource,
  listLines,
  lockStore,
  recountDays,
  upsertLines,
} from './line-queries.ts';

export const MOST_PRODUCTS = 20_000;
const AT_ONCE = 5_000;

/** A line as a source tells it, its product by what the source calls it. */
export type ToldLine = Omit<LineRow, 'productId'> & {
  product: string;
  sku: string | null;
  category: string | null;
  catalogProductId: string | null;
};
export type Recorded = { accepted: number; repeated: number; corrected: number; productsMade: number };

/**
 * Takes lines of one source in: new ones are added, known ones with other figures put right, the same ones left alone.
 * Five thousand at a time, each part in a transaction of its own; begun anew it goes on where it was stopped.
 */
export async function recordLines(
  database: Database,
  call: Call,
  store: { storeId: string; source: LineSource },
  told: readonly ToldLine[],
): Promise<Recorded> {
  const total: Recorded = { accepted: 0, repeated: 0, corrected: 0, productsMade: 0 };
  // In order of days, so that a day's sums are made anew by one part or two, however the file is ordered.
  const lines = [...new Map(told.map((line) => [line.externalId, line])).values()].sort((a, b) =>
    a.on < b.on ? -1 : Number(a.on > b.on),
  );
  total.repeated = told.length - lines.length;
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const part = lines.slice(from, from + AT_ONCE);
    const done = await database.inTx((tx) => recordPart(tx, call, store, part));
    total.accepted += done.accepted;
    total.repeated += done.repeated;
    total.corrected += done.corrected;
    total.productsMade += done.productsMade;
  }
  return total;
}

/** The same within an open transaction; at most five thousand lines, each id once. */
export async function recordPart(
  tx: Tx,
  call: Call,
  { storeId, source }: { storeId: string; source: LineSource },
  told: readonly ToldLine[],
): Promise<Recorded> {
  tx.write(lockStore(storeId));
  const { idOf, made } = await ensureProducts(tx, storeId, wishesOf(storeId, told));
  if (made > 0 && (await countProducts(tx, storeId)) > MOST_PRODUCTS)
    throw refuse('sales.too-many-products', { most: MOST_PRODUCTS });
  const known = await listLines(
    tx,
    storeId,
    source,
    told.map((line) => line.externalId),
  );
  const before = new Map(known.map((line) => [line.externalId, line]));
  const lines = told.map((line): LineRow => {
    const { externalId, on, quantity, amountMinor, transaction } = line;
    return { externalId, productId: idOf.get(keyOf(line)) ?? '', on, quantity, amountMinor, transaction };
  });
  const changed = lines.filter((line) => !isSame(line, before.get(line.externalId)));
  const result = {
    accepted: lines.length - known.length,
    repeated: lines.length - changed.length,
    corrected: changed.length - (lines.length - known.length),
    productsMade: made,
  };
  if (changed.length === 0) return result;
  const touched = [...changed, ...changed.flatMap((line) => before.get(line.externalId) ?? [])];
  tx.write(upsertLines(storeId, source, changed), ...recountDays(storeId, touched));
  appendSalesChanged(tx, call, { storeId, source, touched, rows: changed.length });
  return result;
}

export function appendSalesChanged(
  tx: Tx,
  call: Call,
  change: { storeId: string; source: string; touched: readonly { on: string }[]; rows: number },
): void {
  const days = change.touched.map((line) => line.on).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return;
  appendEvent(tx, salesContract, 'sales.changed', {
    call,
    aggregateId: change.storeId,
    payload: { storeId: change.storeId, from, to, source: change.source, rows: change.rows },
  });
}

function isSame(line: LineRow, before: LineRow | undefined): boolean {
  return (
    before !== undefined &&
    before.productId === line.productId &&
    before.on === line.on &&
    before.quantity === line.quantity &&
    before.amountMinor === line.amountMinor &&
    before.transaction === line.transaction
  );
}

function wishesOf(storeId: string, told: readonly ToldLine[]) {
  const wishes = new Map<string, ToldLine>();
  for (const line of told) if (!wishes.has(keyOf(line))) wishes.set(keyOf(line), line);
  return [...wishes].map(([key, line]) => ({
    id: productIdOf(storeId, key),
    key,
    name: line.product,
    sku: line.sku,
    category: line.category,
    catalogProductId: line.catalogProductId,
  }));
}

/** The same item of the same store has the same id, whoever tells of it first. */
export function productIdOf(storeId: string, key: string): string {
  return derivedId('sales.product', storeId, key);
}

/** One item, one key: the marketplace's product, the till's code, else its name in small letters with single spaces. */
export function keyOf(line: Pick<ToldLine, 'product' | 'sku' | 'catalogProductId'>): string {
  if (line.catalogProductId) return `shop:${line.catalogProductId}`;
  if (line.sku) return `sku:${line.sku.toLowerCase()}`;
  return nameKey(line.product);
}

export function nameKey(name: string): string {
  return `name:${name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()}`;
}

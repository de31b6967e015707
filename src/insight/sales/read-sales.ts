import type { Store } from '#insight/stores';
import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { type DailySeries, type ImportReport, MOST_DAYS, type SalesDay, type SalesSummary } from './contract.ts';
import { type DayRow, findEnds, listBest, listDays, listMarkRows, listSeries } from './day-queries.ts';
import { listImportRows } from './import-queries.ts';
import { findProduct } from './product-queries.ts';
import type { SalesDeps } from './sales-deps.ts';
import { closedDaysOf, seriesOf, storeSeries } from './series-rules.ts';
import { addDays, dayInZone, daysBetween } from './till/day-rules.ts';

type Reader = Pick<SalesDeps, 'database' | 'stores' | 'clock'>;
type Period = { storeId: string; from: string; to: string };

export function checkPeriod({ from, to }: { from: string; to: string }): void {
  const days = daysBetween(from, to) + 1;
  if (days < 1 || days > MOST_DAYS) throw refuse('sales.period-wrong', { most: MOST_DAYS });
}

/** Every day of the period, those without sales with 0. */
export async function salesByDay(
  deps: Reader,
  call: Call,
  input: Period & { productId?: string | undefined },
): Promise<{ items: SalesDay[] }> {
  const store = await deps.stores.storeOfCall(call, { storeId: input.storeId });
  checkPeriod(input);
  const productId = input.productId ?? null;
  if (productId && !(await findProduct(deps.database, store.id, productId))) throw refuse('sales.product-not-found');
  const sold = new Map(
    (await listDays(deps.database, store.id, { from: input.from, to: input.to, productId })).map((day) => [
      day.on,
      day,
    ]),
  );
  const closed = new Set(store.closedDays.map((day) => day.on));
  const items: SalesDay[] = [];
  for (let on = input.from; on <= input.to; on = addDays(on, 1)) items.push(dayView(on, sold.get(on), closed));
  return { items };
}

function dayView(on: string, day: DayRow | undefined, closed: ReadonlySet<string>): SalesDay {
  return {
    on,
    quantity: day?.quantity ?? 0,
    revenue: rupiah(day?.amount ?? 0),
    transactions: day?.transactions ?? 0,
    isClosed: day === undefined && closed.has(on),
  };
}

export async function salesByProduct(deps: Reader, call: Call, input: Period & { limit?: number | undefined }) {
  const store = await deps.stores.storeOfCall(call, { storeId: input.storeId });
  checkPeriod(input);
  const rows = await listBest(deps.database, store.id, { from: input.from, to: input.to, limit: input.limit ?? 20 });
  return { items: rows.map(bestView) };
}

function bestView(row: { productId: string; name: string; quantity: number; amount: number }) {
  return { productId: row.productId, name: row.name, quantity: row.quantity, revenue: rupiah(row.amount) };
}

const WEEK = 7;
const MONTH = 28;

/** Today beside the same weekday of four weeks, week and month beside those before. */
export async function salesSummary(deps: Reader, call: Call, storeId: string): Promise<SalesSummary> {
  const store = await deps.stores.storeOfCall(call, { storeId });
  const ends = await findEnds(deps.database, storeId);
  const today = dayInZone(deps.clock.now(), store.timeZone);
  const on = ends.last !== null && ends.last < today ? ends.last : today;
  const rows = await listDays(deps.database, storeId, { from: addDays(on, 1 - 2 * MONTH), to: on, productId: null });
  const byDay = new Map(rows.map((row) => [row.on, row]));
  const span = (from: number, to: number): number =>
    rows.reduce((sum, row) => (isWithin(row.on, on, from, to) ? sum + row.amount : sum), 0);
  const best = await listBest(deps.database, storeId, { from: addDays(on, 1 - MONTH), to: on, limit: 5 });
  const now = byDay.get(on);
  return {
    on,
    today: {
      quantity: now?.quantity ?? 0,
      revenue: rupiah(now?.amount ?? 0),
      transactions: now?.transactions ?? 0,
    },
    usual: usualOf([1, 2, 3, 4].flatMap((week) => byDay.get(addDays(on, -WEEK * week)) ?? [])),
    week: { revenue: rupiah(span(0, WEEK)), previousRevenue: rupiah(span(WEEK, 2 * WEEK)) },
    month: { revenue: rupiah(span(0, MONTH)), previousRevenue: rupiah(span(MONTH, 2 * MONTH)) },
    best: best.map(bestView),
    firstOn: ends.first,
    lastOn: ends.last,
    daysWithSales: ends.days,
  };
}

/** Whether the day lies at least `from` and less than `to` days before `on`. */
function isWithin(day: string, on: string, from: number, to: number): boolean {
  const ago = daysBetween(day, on);
  return ago >= from && ago < to;
}

function usualOf(days: readonly DayRow[]): SalesSummary['usual'] {
  if (days.length === 0) return null;
  const mean = (pick: (day: DayRow) => number): number => days.reduce((sum, day) => sum + pick(day), 0) / days.length;
  return {
    quantity: mean((day) => day.quantity),
    revenue: rupiah(Math.round(mean((day) => day.amount))),
    transactions: mean((day) => day.transactions),
  };
}

export async function listImports(
  deps: Reader,
  call: Call,
  input: { storeId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: ImportReport[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId: input.storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listImportRows(deps.database, input.storeId, before, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map((row) => row.report), nextCursor };
}

type SeriesWish = { storeId: string; days: number; afterProductId: string | null; limit: number };

/** For forecasts; see the contract. */
export async function dailySeries(deps: Reader, call: Call, wish: SeriesWish) {
  const { stores } = await deps.stores.storesByIds(call, { storeIds: [wish.storeId] });
  const [store] = stores;
  const { last: endOn } = await findEnds(deps.database, wish.storeId);
  if (!store || endOn === null) return { endOn: null, series: [], store: null };
  const frame = await frameOf(deps, store, { from: addDays(endOn, 1 - wish.days), endOn });
  const rows = await listSeries(deps.database, wish.storeId, {
    from: frame.from,
    afterProductId: wish.afterProductId,
    limit: wish.limit,
  });
  const series = rows.flatMap((row): DailySeries[] => {
    const made = seriesOf(row, frame);
    // A product that sold nothing within the days asked for keeps its place, so that the next question goes on behind it.
    return [made ?? emptySeries(row.product_id, row.name, row.category, endOn)];
  });
  return { endOn, series, store: wish.afterProductId === null ? storeSeries(frame.sold, frame) : null };
}

function emptySeries(productId: string, name: string, category: string | null, endOn: string): DailySeries {
  return { productId, name, category, startOn: endOn, quantities: [], priceMinor: null };
}

async function frameOf(deps: Reader, store: Store, span: { from: string; endOn: string }) {
  const sold = await listDays(deps.database, store.id, { from: span.from, to: span.endOn, productId: null });
  const marks = await listMarkRows(deps.database, store.id, { from: span.from, to: span.endOn });
  return { ...span, sold, marks, closed: closedDaysOf(store, sold, { ...span, marks }) };
}

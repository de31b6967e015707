import type { Store } from '#insight/stores';
import type { DailySeries, Mark } from './contract.ts';
import type { DayRow, SeriesRow } from './day-queries.ts';
import { addDays, daysBetween } from './till/day-rules.ts';

const RECENT_DAYS = 28;

export type SeriesFrame = { from: string; endOn: string; closed: ReadonlySet<string>; marks: readonly Mark[] };

/**
 * Days on which nothing is learned from any product: those the owner has closed, weekdays without opening hours, marks of
 * the whole store, and days on which the whole store sold nothing.
 */
export function closedDaysOf(
  store: Pick<Store, 'closedDays' | 'openingHours'>,
  sold: readonly DayRow[],
  frame: { from: string; endOn: string; marks: readonly Mark[] },
): Set<string> {
  const closed = new Set(store.closedDays.map((day) => day.on));
  const open = new Set(sold.filter((day) => day.quantity > 0).map((day) => day.on));
  for (let on = frame.from; on <= frame.endOn; on = addDays(on, 1)) if (!open.has(on)) closed.add(on);
  for (const mark of frame.marks) if (mark.productId === null && mark.kind !== 'other') addSpan(closed, mark, frame);
  return closed;
}

function addSpan(days: Set<string>, mark: Mark, frame: { from: string; endOn: string }): void {
  const [first = mark.from] = [mark.from, frame.from].sort().slice(-1);
  for (let on = first; on <= mark.to && on <= frame.endOn; on = addDays(on, 1)) days.add(on);
}

/** A product's days from its first sale on: what it sold, 0 where it sold nothing, a gap where that says nothing about demand. */
export function seriesOf(row: SeriesRow, frame: SeriesFrame): DailySeries | null {
  const startOn = row.days?.[0];
  if (startOn === undefined) return null;
  const sold = new Map(row.days.map((on, index) => [on, row.quantities[index] ?? 0]));
  const own = new Set<string>();
  for (const mark of frame.marks)
    if (mark.productId === row.product_id && mark.kind !== 'other') addSpan(own, mark, frame);
  const quantities: (number | null)[] = [];
  const length = daysBetween(startOn, frame.endOn) + 1;
  for (let index = 0, on = startOn; index < length; index++, on = addDays(on, 1))
    quantities.push(frame.closed.has(on) || own.has(on) ? null : (sold.get(on) ?? 0));
  return {
    productId: row.product_id,
    name: row.name,
    category: row.category,
    startOn,
    quantities,
    priceMinor: priceOf(row, frame.endOn),
  };
}

/** Rupiah per piece over the last 28 days with an amount; null without any. */
function priceOf(row: SeriesRow, endOn: string): number | null {
  const from = addDays(endOn, -RECENT_DAYS);
  let [quantity, amount] = [0, 0];
  row.days.forEach((on, index) => {
    if (on <= from || (row.amounts[index] ?? 0) === 0) return;
    quantity += row.quantities[index] ?? 0;
    amount += row.amounts[index] ?? 0;
  });
  return quantity > 0 ? Math.round(amount / quantity) : null;
}

/** The store as a whole. */
export function storeSeries(sold: readonly DayRow[], frame: SeriesFrame) {
  const [first] = sold;
  if (!first) return null;
  const byDay = new Map(sold.map((day) => [day.on, day]));
  const quantities: (number | null)[] = [];
  const revenuesMinor: (number | null)[] = [];
  for (let on = first.on; on <= frame.endOn; on = addDays(on, 1)) {
    const day = frame.closed.has(on) ? null : byDay.get(on);
    quantities.push(day === null ? null : (day?.quantity ?? 0));
    revenuesMinor.push(day === null ? null : (day?.amount ?? 0));
  }
  return { startOn: first.on, quantities, revenuesMinor };
}

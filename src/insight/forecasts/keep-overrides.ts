import { assert } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { appendEvent } from '#platform/events';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { forecastsContract, type Override } from './contract.ts';
import { addDays, daysBetween } from './days.ts';
import { findForecast } from './forecast-queries.ts';
import type { ForecastsDeps } from './forecasts-deps.ts';
import { deleteOverride, listPage, type OverrideRow, upsertOverride } from './override-queries.ts';

type Wish = { storeId: string; target: Override['target']; subject: string; on: string; value: number; reason: string };

/** What a person says instead, for a day that lies ahead; what the forecast said is kept beside it. */
export async function overrideForecast(deps: ForecastsDeps, call: Call, wish: Wish): Promise<Override> {
  const { storeId, target, subject, on } = wish;
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  const forecast = await findForecast(deps.database, storeId, { target, subject, version: null });
  if (!forecast) throw refuse('forecasts.not-found');
  const mean = forecast.mean[daysBetween(forecast.start_on, on)];
  if (mean === undefined)
    throw refuse('forecasts.day-not-ahead', {
      day: on,
      from: forecast.start_on,
      to: addDays(forecast.start_on, forecast.mean.length - 1),
    });
  const row: OverrideRow = {
    id: deps.newId(),
    target,
    subject,
    name: forecast.name,
    day: on,
    value: wish.value,
    forecast: mean,
    reason: wish.reason,
    made_by: userIdOf(call) ?? storeId,
    created_at: deps.clock.now(),
  };
  const written = await deps.database.inTx(async (tx) => {
    const kept = await upsertOverride(tx, storeId, row);
    tell(tx, call, storeId, { row, value: wish.value });
    return kept;
  });
  assert(written, 'An override is written or replaces another one');
  return toOverride(written, null);
}

export async function removeOverride(
  deps: ForecastsDeps,
  call: Call,
  { storeId, overrideId }: { storeId: string; overrideId: string },
): Promise<Record<string, never>> {
  await deps.stores.storeOfCall(call, { storeId, access: 'write' });
  await deps.database.inTx(async (tx) => {
    const row = await deleteOverride(tx, storeId, overrideId);
    if (!row) throw refuse('forecasts.override-not-found');
    tell(tx, call, storeId, { row, value: null });
  });
  return {};
}

function tell(
  tx: Parameters<typeof appendEvent>[0],
  call: Call,
  storeId: string,
  { row, value }: { row: OverrideRow; value: number | null },
): void {
  const { target, subject, day: on, forecast, reason } = row;
  appendEvent(tx, forecastsContract, 'forecast.overridden', {
    call,
    aggregateId: storeId,
    payload: { storeId, target, subject, on, value },
  });
  appendAudit(tx, 'forecasts', call, {
    stream: `store:${storeId}`,
    action: value === null ? 'forecasts.override-removed' : 'forecasts.overridden',
    before: { target, subject, on, forecast },
    after: value === null ? null : { target, subject, on, value, reason },
  });
}

/** With what really came, and who was nearer. */
export async function listOverrides(
  deps: ForecastsDeps,
  call: Call,
  input: { storeId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Override[]; nextCursor: string | null }> {
  const { storeId } = input;
  await deps.stores.storeOfCall(call, { storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listPage(deps.database, storeId, before, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  const asked = items.filter((row) => row.target !== 'ingredient');
  const { days } =
    asked.length === 0
      ? { days: [] }
      : await deps.sales.actualsOf(call, {
          storeId,
          days: asked.map((row) => ({ productId: row.target === 'product' ? row.subject : null, on: row.day })),
        });
  const actuals = new Map(
    asked.map((row, index) => [row.id, row.subject === 'revenue' ? days[index]?.revenueMinor : days[index]?.quantity]),
  );
  return { items: items.map((row) => toOverride(row, actuals.get(row.id) ?? null)), nextCursor };
}

function toOverride(row: OverrideRow, actual: number | null): Override {
  return {
    id: row.id,
    target: row.target,
    subject: row.subject,
    name: row.name,
    on: row.day,
    value: row.value,
    forecast: row.forecast,
    reason: row.reason,
    by: row.made_by,
    createdAt: row.created_at.toISOString(),
    actual,
    nearer: actual === null ? null : nearer(Math.abs(row.value - actual), Math.abs(row.forecast - actual)),
  };
}

function nearer(person: number, forecast: number): Override['nearer'] {
  if (person === forecast) return 'equal';
  return person < forecast ? 'person' : 'forecast';
}

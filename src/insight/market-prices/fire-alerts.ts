import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { eventRow, type OutboxRow, outboxInserts } from '#platform/events';
import { type AlertRow, lockAlertsOf, updateTriggered } from './alert-queries.ts';
import { judge, type PriceFacts } from './alert-rules.ts';
import { commodityByCode } from './commodity-rules.ts';
import { marketPricesContract } from './contract.ts';
import { listBoard, listPoints, type PriceWrite } from './price-queries.ts';
import type { PricesDeps } from './prices-deps.ts';
import { regionNameOf } from './region-rules.ts';

type SeriesKey = { commodity: string; regionCode: string };
const keyOf = ({ commodity, regionCode }: SeriesKey): string => `${commodity}:${regionCode}`;
const DAY_MS = 86_400_000;

/** Judges the rules about prices that have just been brought. */
export async function judgeImported(
  deps: PricesDeps,
  tx: Tx,
  call: Call,
  rows: readonly PriceWrite[],
): Promise<number> {
  const touched = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  const alerts = await lockAlertsOf(tx, touched, ['above', 'below', 'risen']);
  return fire(deps, tx, call, { alerts, ahead: new Map() });
}

/** Judges the rules about what is expected, by the means of a new price forecast. */
export async function considerForecasts(
  deps: PricesDeps,
  call: Call,
  forecasts: readonly (SeriesKey & { means: number[] })[],
): Promise<{ fired: number }> {
  const ahead = new Map(forecasts.map((forecast) => [keyOf(forecast), forecast.means]));
  const fired = await deps.database.inTx(async (tx) => {
    const alerts = await lockAlertsOf(tx, forecasts, ['expected_rise']);
    return fire(deps, tx, call, { alerts, ahead });
  });
  return { fired };
}

/** A rule speaks when it begins to hold, and not again until it has stopped holding. */
async function fire(
  deps: PricesDeps,
  tx: Tx,
  call: Call,
  { alerts, ahead }: { alerts: readonly AlertRow[]; ahead: ReadonlyMap<string, number[]> },
): Promise<number> {
  if (alerts.length === 0) return 0;
  const owners = await ownersOf(deps, call, alerts);
  const facts = await factsOf(tx, alerts, ahead);
  const states: { id: string; isTriggered: boolean; firedOn: string | null }[] = [];
  const told: OutboxRow[] = [];
  for (const alert of alerts) {
    const known = facts.get(keyOf({ commodity: alert.commodity, regionCode: alert.region_code }));
    const verdict = known && judge(alert, known);
    if (!known || !verdict || verdict.holds === alert.is_triggered) continue;
    states.push({ id: alert.id, isTriggered: verdict.holds, firedOn: verdict.holds ? known.on : null });
    const userId = owners.get(alert.store_id);
    if (!verdict.holds || !userId) continue;
    const commodity = commodityByCode(alert.commodity);
    told.push(
      eventRow(marketPricesContract, 'price-alert.fired', {
        call,
        aggregateId: alert.id,
        payload: {
          alertId: alert.id,
          storeId: alert.store_id,
          userId,
          commodityName: commodity?.name ?? alert.commodity,
          regionName: regionNameOf(alert.region_code),
          unit: commodity?.unit ?? '',
          kind: alert.kind,
          priceMinor: known.priceMinor,
          percent: verdict.percent,
          on: known.on,
        },
      }),
    );
  }
  if (states.length > 0) tx.write(updateTriggered(states));
  tx.write(...outboxInserts('market_prices', told));
  return told.length;
}

async function ownersOf(deps: PricesDeps, call: Call, alerts: readonly AlertRow[]): Promise<Map<string, string>> {
  const storeIds = [...new Set(alerts.map((alert) => alert.store_id))];
  const owners = new Map<string, string>();
  for (let from = 0; from < storeIds.length; from += 100) {
    const { stores } = await deps.stores.storesByIds(call, { storeIds: storeIds.slice(from, from + 100) });
    for (const store of stores) if (store.status === 'active') owners.set(store.id, store.ownerId);
  }
  return owners;
}

async function factsOf(
  tx: Tx,
  alerts: readonly AlertRow[],
  ahead: ReadonlyMap<string, number[]>,
): Promise<Map<string, PriceFacts>> {
  const facts = new Map<string, PriceFacts>();
  const commodities = [...new Set(alerts.map((alert) => alert.commodity))];
  const wanted = new Set(alerts.map((alert) => keyOf({ commodity: alert.commodity, regionCode: alert.region_code })));
  const board = await listBoard(tx, { regionCode: null, commodities });
  for (const row of board) {
    const series = { commodity: row.commodity, regionCode: row.region_code };
    if (!wanted.has(keyOf(series))) continue;
    const from = new Date(Date.parse(row.on) - 45 * DAY_MS).toISOString().slice(0, 10);
    const points = await listPoints(tx, { ...series, from, to: row.on });
    facts.set(keyOf(series), {
      on: row.on,
      priceMinor: row.price,
      at: (days) => {
        const day = new Date(Date.parse(row.on) - days * DAY_MS).toISOString().slice(0, 10);
        return points.findLast((point) => point.on <= day)?.price ?? null;
      },
      ahead: ahead.get(keyOf(series)) ?? [],
    });
  }
  return facts;
}

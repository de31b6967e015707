import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { commodityOf, unitFactor } from './commodity-rules.ts';
import { MOST_PRICE, marketPricesContract, type PriceRow } from './contract.ts';
import { judgeImported } from './fire-alerts.ts';
import { type PriceWrite, upsertPrices, widenSeries } from './price-queries.ts';
import type { PricesDeps } from './prices-deps.ts';
import { regionCodeOf } from './region-rules.ts';

type Input = {
  source: 'pihps' | 'bapanas' | 'wfp' | 'manual';
  level?: 'consumer' | 'wholesale' | 'producer' | undefined;
  rows: PriceRow[];
};
type RefusedCode = 'commodity-unknown' | 'region-unknown' | 'day-out-of-range' | 'unit-unknown' | 'price-wrong';
type Answer = { saved: number; unchanged: number; refused: { row: number; code: RefusedCode }[] };
const EARLIEST = '2000-01-01';

/** Rows of one source; see the contract. Rules about prices are judged in the same transaction that brings the prices. */
export async function importPrices(deps: PricesDeps, call: Call, input: Input): Promise<Answer> {
  const { source, level = 'consumer' } = input;
  const latest = new Date(deps.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
  const refused: Answer['refused'] = [];
  const writes = new Map<string, PriceWrite>();
  input.rows.forEach((row, index) => {
    const read = readRow(row, latest);
    if (typeof read === 'string') refused.push({ row: index + 1, code: read });
    else writes.set(`${read.commodity} ${read.regionCode} ${read.on}`, read);
  });
  // In the order of their keys, so that two imports at the same time wait for each other and do not lock each other out.
  const rows = [...writes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  if (rows.length === 0) return { saved: 0, unchanged: 0, refused };
  const saved = await deps.database.inTx(async (tx) => {
    const changed = await upsertPrices(tx, { source, level }, rows);
    if (changed.length === 0) return 0;
    tx.write(widenSeries(level, rows));
    const days = rows.map((row) => row.on).sort();
    appendEvent(tx, marketPricesContract, 'market-price.imported', {
      call,
      aggregateId: source,
      payload: { source, rows: changed.length, from: days[0] ?? '', to: days.at(-1) ?? '' },
    });
    if (level === 'consumer') await judgeImported(deps, tx, call, rows);
    return changed.length;
  });
  return { saved, unchanged: rows.length - saved, refused };
}

function readRow(row: PriceRow, latest: string): PriceWrite | RefusedCode {
  const commodity = commodityOf(row.commodity);
  if (!commodity) return 'commodity-unknown';
  const regionCode = regionCodeOf(row.region);
  if (!regionCode) return 'region-unknown';
  if (row.on < EARLIEST || row.on > latest) return 'day-out-of-range';
  const factor = unitFactor(row.unit, commodity);
  if (factor === null || factor === 0) return 'unit-unknown';
  const priceMinor = Math.round(row.price / factor);
  if (priceMinor < 1 || priceMinor > MOST_PRICE) return 'price-wrong';
  return { commodity: commodity.code, regionCode, on: row.on, priceMinor };
}

import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { COMMODITIES, commodityByCode } from './commodity-rules.ts';
import type { PriceNow } from './contract.ts';
import {
  type BoardRow,
  hasSeries,
  listBoard,
  listPoints,
  listPricesOf,
  listRegionRows,
  listSeries,
  type SeriesRow,
} from './price-queries.ts';
import type { PricesDeps } from './prices-deps.ts';
import { regionNameOf } from './region-rules.ts';

type Reader = Pick<PricesDeps, 'database'>;
export const MOST_DAYS = 2_000;
const DAY_MS = 86_400_000;
const SEEN_BACK = 60;

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

export async function listRegions(deps: Reader) {
  const rows = await listRegionRows(deps.database);
  return { items: rows.map((row) => ({ ...row, name: regionNameOf(row.code) })) };
}

export async function priceBoard(
  deps: Reader,
  filter: { regionCode?: string | undefined; commodity?: string | undefined },
): Promise<{ items: PriceNow[] }> {
  if (!filter.regionCode && !filter.commodity) throw refuse('market-prices.filter-missing');
  const rows = await listBoard(deps.database, {
    regionCode: filter.regionCode ?? null,
    commodities: filter.commodity ? [filter.commodity] : null,
  });
  return { items: rows.flatMap((row) => toPrice(row) ?? []) };
}

function toPrice(row: BoardRow): PriceNow | null {
  const commodity = commodityByCode(row.commodity);
  if (!commodity) return null;
  return {
    commodity: row.commodity,
    name: commodity.name,
    category: commodity.category,
    unit: commodity.unit,
    regionCode: row.region_code,
    regionName: regionNameOf(row.region_code),
    price: rupiah(row.price),
    on: row.on,
    unchangedDays: row.since === null ? SEEN_BACK : daysBetween(row.since, row.on) - 1,
    weekChangePercent: change(row.week, row.price),
    monthChangePercent: change(row.month, row.price),
    nationalPrice: row.national === null ? null : rupiah(row.national),
    source: row.source,
  };
}

/** In percent with one decimal. */
function change(before: number | null, now: number): number | null {
  return before === null ? null : Math.round(((now - before) / before) * 1_000) / 10;
}

export async function priceHistory(
  deps: Reader,
  wish: { commodity: string; regionCode: string; from: string; to: string },
) {
  const commodity = commodityByCode(wish.commodity);
  if (!commodity) throw refuse('market-prices.commodity-not-found');
  const days = daysBetween(wish.from, wish.to) + 1;
  if (days < 1 || days > MOST_DAYS) throw refuse('market-prices.period-wrong', { most: MOST_DAYS });
  if (!(await hasSeries(deps.database, null, wish.regionCode))) throw refuse('market-prices.region-not-found');
  const points = await listPoints(deps.database, wish);
  return {
    commodity,
    regionName: regionNameOf(wish.regionCode),
    points: points.map((point) => ({ on: point.on, price: rupiah(point.price), source: point.source })),
  };
}

export async function pricesOf(deps: Reader, wish: { regionCode: string; commodities: string[] }) {
  const rows = await listPricesOf(deps.database, wish.regionCode, wish.commodities);
  return { prices: rows.map((row) => ({ ...row, unit: commodityByCode(row.commodity)?.unit ?? '' })) };
}

export async function priceSeries(
  deps: Reader,
  wish: { after: { commodity: string; regionCode: string } | null; limit: number; days: number },
) {
  return { series: (await listSeries(deps.database, wish)).map(toSeries) };
}

function toSeries(row: SeriesRow) {
  const prices: (number | null)[] = new Array(daysBetween(row.start_on, row.days.at(-1) ?? row.start_on) + 1).fill(
    null,
  );
  row.days.forEach((day, index) => {
    prices[daysBetween(row.start_on, day)] = row.prices[index] ?? null;
  });
  const commodity = commodityByCode(row.commodity);
  return {
    commodity: row.commodity,
    regionCode: row.region_code,
    name: `${commodity?.name ?? row.commodity}, ${regionNameOf(row.region_code)}`,
    unit: commodity?.unit ?? '',
    startOn: row.start_on,
    prices,
  };
}

export const listCommodities = () => ({ items: [...COMMODITIES] });

import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { PriceNow } from './contract.ts';

export type PriceWrite = { commodity: string; regionCode: string; on: string; priceMinor: number };
const LEVEL = 'consumer';

/** Answers those that are new or changed. One row per commodity, region and day. */
export async function upsertPrices(
  tx: Tx,
  how: { source: string; level: string },
  rows: readonly PriceWrite[],
): Promise<{ commodity: string; region_code: string }[]> {
  return tx.run(sql`
    insert into market_prices.prices as p (level, commodity, region_code, day, price_minor, source)
    select ${how.level}, r.commodity, r.region_code, r.day, r.price_minor, ${how.source}
    from unnest(${rows.map((row) => row.commodity)}::text[], ${rows.map((row) => row.regionCode)}::text[],
      ${rows.map((row) => row.on)}::date[], ${rows.map((row) => row.priceMinor)}::bigint[])
      as r (commodity, region_code, day, price_minor)
    on conflict (level, commodity, region_code, day) do update set price_minor = excluded.price_minor, source = excluded.source
    where p.price_minor <> excluded.price_minor or p.source <> excluded.source
    returning commodity, region_code`);
}

export function widenSeries(level: string, rows: readonly PriceWrite[]): Sql {
  return sql`
    insert into market_prices.series as s (level, commodity, region_code, first_on, last_on)
    select ${level}, r.commodity, r.region_code, min(r.day), max(r.day)
    from unnest(${rows.map((row) => row.commodity)}::text[], ${rows.map((row) => row.regionCode)}::text[],
      ${rows.map((row) => row.on)}::date[]) as r (commodity, region_code, day)
    group by r.commodity, r.region_code
    on conflict (level, commodity, region_code) do update set first_on = least(s.first_on, excluded.first_on),
      last_on = greatest(s.last_on, excluded.last_on)`;
}

export async function listRegionRows(
  runner: Runner,
): Promise<{ code: string; commodities: number; lastOn: string | null }[]> {
  return runner.run(sql`
    select region_code as code, count(*) as commodities, max(last_on) as "lastOn" from market_prices.series
    where level = ${LEVEL} group by region_code order by region_code limit 600`);
}

export type BoardRow = {
  commodity: string;
  region_code: string;
  on: string;
  price: number;
  source: PriceNow['source'];
  week: number | null;
  month: number | null;
  since: string | null;
  national: number | null;
};

/** The last price of every series that fits, with those of a week and a month before and the day it last moved. */
export async function listBoard(
  runner: Runner,
  filter: { regionCode: string | null; commodities: readonly string[] | null },
): Promise<BoardRow[]> {
  const conditions = [
    sql`s.level = ${LEVEL}`,
    ...(filter.regionCode === null ? [] : [sql`s.region_code = ${filter.regionCode}`]),
    ...(filter.commodities === null ? [] : [sql`s.commodity = any(${filter.commodities}::text[])`]),
  ];
  const at = (days: number): Sql => sql`
    (select p.price_minor from market_prices.prices p where p.level = ${LEVEL} and p.commodity = s.commodity
      and p.region_code = s.region_code and p.day <= s.last_on - ${days}::int and p.day > s.last_on - ${days + 14}::int
      order by p.day desc limit 1)`;
  return runner.run<BoardRow>(sql`
    select s.commodity, s.region_code, s.last_on as "on", last.price_minor as price, last.source,
      ${at(7)} as week, ${at(30)} as month,
      (select p.day from market_prices.prices p where p.level = ${LEVEL} and p.commodity = s.commodity
        and p.region_code = s.region_code and p.day > s.last_on - 60 and p.price_minor <> last.price_minor
        order by p.day desc limit 1) as since,
      (select round(avg(p.price_minor))::bigint from market_prices.series o join market_prices.prices p on p.level = o.level
        and p.commodity = o.commodity and p.region_code = o.region_code and p.day = s.last_on
        where o.level = ${LEVEL} and o.commodity = s.commodity and length(o.region_code) = 2 and o.region_code <> 'ID') as national
    from market_prices.series s
    join market_prices.prices last on last.level = s.level and last.commodity = s.commodity
      and last.region_code = s.region_code and last.day = s.last_on
    where ${sql.and(conditions)} order by s.commodity, s.region_code limit 1000`);
}

export async function listPoints(
  runner: Runner,
  wish: { commodity: string; regionCode: string; from: string; to: string },
): Promise<{ on: string; price: number; source: PriceNow['source'] }[]> {
  return runner.run(sql`
    select day as "on", price_minor as price, source from market_prices.prices
    where level = ${LEVEL} and commodity = ${wish.commodity} and region_code = ${wish.regionCode}
      and day between ${wish.from} and ${wish.to} order by day`);
}

export async function hasSeries(runner: Runner, commodity: string | null, regionCode: string): Promise<boolean> {
  const rows = await runner.run(sql`
    select 1 as yes from market_prices.series where level = ${LEVEL} and region_code = ${regionCode}
      and (${commodity}::text is null or commodity = ${commodity}) limit 1`);
  return rows.length > 0;
}

/** The last price in the region, else in the country. */
export async function listPricesOf(
  runner: Runner,
  regionCode: string,
  commodities: readonly string[],
): Promise<{ commodity: string; regionCode: string; priceMinor: number; on: string }[]> {
  return runner.run(sql`
    select distinct on (s.commodity) s.commodity, s.region_code as "regionCode", p.price_minor as "priceMinor", p.day as "on"
    from market_prices.series s
    join market_prices.prices p on p.level = s.level and p.commodity = s.commodity and p.region_code = s.region_code and p.day = s.last_on
    where s.level = ${LEVEL} and s.commodity = any(${commodities}::text[]) and s.region_code in (${regionCode}, ${regionCode.slice(0, 2)}, 'ID')
    order by s.commodity, length(s.region_code) desc, s.region_code <> 'ID' desc`);
}

export type SeriesRow = { commodity: string; region_code: string; start_on: string; days: string[]; prices: number[] };

export async function listSeries(
  runner: Runner,
  wish: { after: { commodity: string; regionCode: string } | null; limit: number; days: number },
): Promise<SeriesRow[]> {
  const { after } = wish;
  return runner.run<SeriesRow>(sql`
    select s.commodity, s.region_code, p.days[1] as start_on, p.days, p.prices from (
      select commodity, region_code, last_on from market_prices.series
      where level = ${LEVEL} and (${after?.commodity ?? null}::text is null
        or (commodity, region_code) > (${after?.commodity ?? ''}, ${after?.regionCode ?? ''}))
      order by commodity, region_code limit ${wish.limit}) s
    cross join lateral (
      select array_agg(day::text order by day) as days, array_agg(price_minor::float8 order by day) as prices
      from market_prices.prices where level = ${LEVEL} and commodity = s.commodity and region_code = s.region_code
        and day > s.last_on - ${wish.days}::int) p
    order by s.commodity, s.region_code`);
}

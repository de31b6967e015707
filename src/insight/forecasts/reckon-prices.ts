import type { DayFacts } from '#insight/calendar';
import type { Call } from '#platform/call';
import { priceTerms } from './calendar-terms.ts';
import { addDays } from './days.ts';
import type { ForecastsDeps } from './forecasts-deps.ts';
import type { PriceQuestion } from './reckon/finish-prices.ts';
import { kinOfCommodities } from './reckon/kin-of-commodities.ts';
import { endOf } from './reckon/price-axis.ts';
import type { ForecastRecord } from './reckon/records.ts';
import type { Outcome } from './work-run.ts';

const DAYS = 1_500;
const PAGE = 400;
const MOST_SERIES = 20_000;
type Series = Awaited<ReturnType<ForecastsDeps['marketPrices']['priceSeries']>>['series'][number];

/** All prices, one commodity after the other; then whoever wants to be told of a rise is. */
export async function reckonPrices(
  deps: ForecastsDeps,
  call: Call,
  { horizon, tell }: { horizon: number; tell: (done: number, total: number) => Promise<unknown> },
): Promise<Outcome> {
  const series = await allSeries(deps, call);
  const byCommodity = Map.groupBy(series, (one) => one.commodity);
  const kin = kinOfCommodities(byCommodity);
  const calendar = await calendarFor(deps, call, series, horizon);
  const records: ForecastRecord[] = [];
  let endOn = '';
  let done = 0;
  await tell(0, series.length);
  for (const [commodity, own] of byCommodity) {
    const relatives = byCommodity.get(kin.get(commodity) ?? '') ?? [];
    const answer = await deps.reckoner.finishPrices({ commodity, horizon, series: own, kin: relatives, calendar });
    done += own.length;
    await tell(done, series.length);
    if (!answer) continue;
    records.push(...answer.records);
    if (answer.endOn > endOn) endOn = answer.endOn;
  }
  if (records.length > 0) await warn(deps, call, records, addDays(endOn, 1));
  const asleep = series.length - records.length;
  const notes = asleep > 0 ? [`${asleep} deret harga terlalu pendek atau sudah lama tidak diperbarui.`] : [];
  return { endOn: endOn || deps.clock.now().toISOString().slice(0, 10), records, leftOut: asleep, notes };
}

/** The calendar answers so many days at a time. */
const DAYS_AT_ONCE = 800;

/** All days of all prices, and those ahead; a forecast never waits for the calendar: without an answer it is made without. */
async function calendarFor(
  deps: ForecastsDeps,
  call: Call,
  series: readonly Series[],
  horizon: number,
): Promise<PriceQuestion['calendar']> {
  const [startOn] = series.map((one) => one.startOn).sort();
  const lastOn = series.map(endOf).sort().at(-1);
  if (startOn === undefined || lastOn === undefined) return null;
  const endOn = addDays(lastOn, horizon);
  const days: DayFacts[] = [];
  try {
    for (let from = startOn; from <= endOn; from = addDays(from, DAYS_AT_ONCE)) {
      const to = [addDays(from, DAYS_AT_ONCE - 1), endOn].sort()[0] ?? endOn;
      days.push(...(await deps.calendar.calendarOf(call, { regionCode: null, from, to })).days);
    }
  } catch (error) {
    deps.log.warn({ err: error }, 'prices are forecast without the calendar');
    return null;
  }
  return { startOn, terms: priceTerms(days) };
}

async function allSeries(deps: ForecastsDeps, call: Call): Promise<Series[]> {
  const all: Series[] = [];
  let after: { commodity: string; regionCode: string } | null = null;
  while (all.length < MOST_SERIES) {
    const answer: { series: Series[] } = await deps.marketPrices.priceSeries(call, { after, limit: PAGE, days: DAYS });
    all.push(...answer.series);
    const last = answer.series.at(-1);
    if (answer.series.length < PAGE || !last) break;
    after = { commodity: last.commodity, regionCode: last.regionCode };
  }
  return all;
}

async function warn(
  deps: ForecastsDeps,
  call: Call,
  records: readonly ForecastRecord[],
  startOn: string,
): Promise<void> {
  const forecasts = records.map(({ subject, mean }) => {
    const [commodity = '', regionCode = ''] = subject.split(':');
    return { commodity, regionCode, startOn, means: [...mean].slice(0, 90) };
  });
  for (let from = 0; from < forecasts.length; from += 1_000)
    await deps.marketPrices.considerForecasts(call, { forecasts: forecasts.slice(from, from + 1_000) });
}

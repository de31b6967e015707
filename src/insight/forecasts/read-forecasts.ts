import type { DayFacts } from '#insight/calendar';
import type { Call, Language } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { withWords } from './accuracy-rules.ts';
import type { Forecast, ForecastHead, ForecastRow, Override, Target } from './contract.ts';
import { addDays, daysBetween } from './days.ts';
import { type FullRow, findForecast, type HeadRow, listFull, listHeads } from './forecast-queries.ts';
import { EVERYBODY, type ForecastsDeps } from './forecasts-deps.ts';
import { daysOf } from './gather-store.ts';
import { listAhead, type OverrideRow } from './override-queries.ts';

type Reader = Pick<ForecastsDeps, 'database' | 'stores' | 'calendar' | 'log'>;
type StoreTarget = Override['target'];
const WEEK = 7;
const MONTH = 28;

export async function listForecasts(
  deps: Reader,
  call: Call,
  input: { storeId: string; target: StoreTarget; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: ForecastHead[]; nextCursor: string | null }> {
  const { storeId, target } = input;
  await deps.stores.storeOfCall(call, { storeId });
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const after = cursor ? { week: Number(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listHeads(deps.database, storeId, { target, after, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.week_mean, row.id]);
  const subjects = items.map((row) => row.subject);
  const from = items[0]?.start_on ?? '9999-12-31';
  const overrides = Map.groupBy(
    subjects.length > 0 ? await listAhead(deps.database, storeId, { target, from, subjects }) : [],
    (row) => row.subject,
  );
  return { items: items.map((row) => toHead(row, overrides.get(row.subject) ?? [], call.language)), nextCursor };
}

export async function getForecast(
  deps: Reader,
  call: Call,
  input: { storeId: string; target: StoreTarget; subject: string; version?: number | undefined },
): Promise<Forecast> {
  const { storeId, target, subject } = input;
  const store = await deps.stores.storeOfCall(call, { storeId });
  const row = await findForecast(deps.database, storeId, { target, subject, version: input.version ?? null });
  if (!row) throw refuse('forecasts.not-found');
  const to = addDays(row.start_on, row.mean.length - 1);
  const [overrides, days] = await Promise.all([
    listAhead(deps.database, storeId, { target, from: row.start_on, subjects: [subject] }),
    daysOf(deps, call, { store, from: row.start_on, to }),
  ]);
  const closed = new Set(store.closedDays.map((day) => day.on));
  const eventsOf = (on: string, step: number): string[] => [
    ...(closed.has(on) ? ['closed'] : []),
    ...(days?.[step] ? eventNames(days[step]) : []),
  ];
  return toForecast(row, { overrides, eventsOf, language: call.language, sources: days ? weatherSource(days) : [] });
}

function weatherSource(days: readonly DayFacts[]): string[] {
  return days.some((day) => day.weather && day.weather.kind !== 'climatology') ? ['BMKG'] : [];
}

/** Everybody's: the region's own, else that of its province, else the country's. */
export async function getPriceForecast(
  deps: Reader,
  call: Call,
  { commodity, regionCode }: { commodity: string; regionCode: string },
): Promise<Forecast> {
  for (const code of regionsOf(regionCode)) {
    const subject = `${commodity}:${code}`;
    const row = await findForecast(deps.database, EVERYBODY, { target: 'price', subject, version: null });
    if (row)
      return toForecast(row, {
        overrides: [],
        eventsOf: () => [],
        language: call.language,
        sources: ['PIHPS / Bapanas / WFP'],
      });
  }
  throw refuse('forecasts.not-found');
}

function regionsOf(code: string): string[] {
  return [...new Set([code, code.slice(0, 2), 'ID'])];
}

export async function priceForecastsOf(
  deps: Reader,
  { regionCode, commodities }: { regionCode: string; commodities: string[] },
) {
  const regions = regionsOf(regionCode);
  const subjects = commodities.flatMap((commodity) => regions.map((code) => `${commodity}:${code}`));
  const rows = await listFull(deps.database, EVERYBODY, 'price', subjects);
  const bySubject = new Map(rows.map((row) => [row.subject, row]));
  const forecasts = commodities.flatMap((commodity) => {
    const code = regions.find((region) => bySubject.has(`${commodity}:${region}`));
    const row = code === undefined ? undefined : bySubject.get(`${commodity}:${code}`);
    if (!row || code === undefined) return [];
    return [{ commodity, regionCode: code, startOn: row.start_on, means: row.mean, lo80: row.lo80, hi80: row.hi80 }];
  });
  return { forecasts };
}

type Frame = {
  overrides: readonly OverrideRow[];
  eventsOf: (on: string, step: number) => string[];
  language: Language;
  sources: string[];
};

function toForecast(row: FullRow, frame: Frame): Forecast {
  const overrides = new Map(frame.overrides.map((one) => [one.day, one]));
  const historyFrom = addDays(row.based_on, 1 - row.history.length);
  let sum = 0;
  return {
    ...headOf(row, frame.language),
    rows: row.mean.map((mean, step): ForecastRow => {
      const on = addDays(row.start_on, step);
      const override = overrides.get(on);
      sum += mean;
      return {
        on,
        mean,
        lo80: row.lo80[step] ?? mean,
        hi80: row.hi80[step] ?? mean,
        lo95: row.lo95[step] ?? mean,
        hi95: row.hi95[step] ?? mean,
        errorPercent: row.error_percent[step] ?? null,
        sum: {
          mean: digits(sum),
          lo80: row.sum_lo80[step] ?? sum,
          hi80: row.sum_hi80[step] ?? sum,
          lo95: row.sum_lo95[step] ?? sum,
          hi95: row.sum_hi95[step] ?? sum,
        },
        override: override ? { value: override.value, reason: override.reason, by: override.made_by } : null,
        events: frame.eventsOf(on, step),
      };
    }),
    history: row.history.map((value, day) => ({ on: addDays(historyFrom, day), value })),
    sources: frame.sources,
  };
}

function headOf(row: HeadRow, language: Language) {
  return {
    id: row.id,
    storeId: row.scope === EVERYBODY ? null : row.scope,
    target: row.target as Target,
    subject: row.subject,
    name: row.name,
    unit: row.unit,
    category: row.category,
    version: row.version,
    madeAt: row.made_at.toISOString(),
    basedOn: row.based_on,
    historyDays: row.history_days,
    methods: row.methods,
    accuracy: withWords(row.accuracy, language),
  };
}

function toHead(row: HeadRow, overrides: readonly OverrideRow[], language: Language): ForecastHead {
  const changes = new Map(overrides.map((one) => [daysBetween(row.start_on, one.day), one.value]));
  const isPrice = row.target === 'price';
  const upTo = (days: number) => {
    const step = Math.min(days, row.mean.length) - 1;
    const mean = isPrice ? (row.mean[step] ?? 0) : sumOf(row.mean.slice(0, step + 1));
    let moved = 0;
    for (const [place, value] of changes) if (place <= step) moved += value - (row.mean[place] ?? 0);
    const at = (path: readonly number[]): number => Math.max(0, (path[step] ?? mean) + moved);
    return { mean: digits(mean + moved), lo80: digits(at(row.sum_lo80)), hi80: digits(at(row.sum_hi80)) };
  };
  return {
    ...headOf(row, language),
    tomorrow: changes.get(0) ?? row.mean[0] ?? 0,
    week: upTo(WEEK),
    month: row.mean.length >= MONTH ? upTo(MONTH) : null,
  };
}

/** Six digits are more than any forecast knows. */
function digits(value: number): number {
  return Number(value.toPrecision(6));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** What is special about a day, as stable names: screens and the assistant put them into words. */
function eventNames(day: DayFacts): string[] {
  const names = day.holidays.map((holiday) => `holiday:${holiday.code}`);
  if (day.ramadanDay !== null) names.push('ramadan');
  if (day.lebaranOffset !== null && day.lebaranOffset >= -7 && day.lebaranOffset <= 7) names.push('lebaran');
  if (day.isThr) names.push('thr');
  if (day.isPayDay) names.push('pay-day');
  if (day.isDoubleDate) names.push('double-date');
  if (day.isSchoolHoliday) names.push('school-holiday');
  if (day.isEverythingClosed) names.push('everything-closed');
  if (day.weather?.isRainy && day.weather.kind !== 'climatology') names.push('rain');
  return names;
}

import { type Runner, type Sql, sql } from '#platform/database';
import type { DayWeather, NewsItem } from './contract.ts';
import type { Headline, SeenWeather } from './signals/sources.ts';

type WeatherRow = {
  on_date: string;
  temperature_c: number;
  humidity_percent: number | null;
  rain_mm: number | null;
  is_rainy: boolean;
  description_id: string | null;
  description_en: string | null;
};

/** The word from nearest to each day, for the village itself or any that is watched in the region. Both days included. */
export async function listWeather(
  runner: Runner,
  of: { regionCode: string; from: string; to: string },
): Promise<Map<string, DayWeather>> {
  const rows = await runner.run<WeatherRow>(sql`
    select distinct on (on_date) to_char(on_date, 'YYYY-MM-DD') as on_date, temperature_c, humidity_percent, rain_mm, is_rainy,
      description_id, description_en
    from calendar.weather
    where village_code >= ${of.regionCode} and village_code < ${`${of.regionCode}~`}
      and on_date between ${of.from}::date and ${of.to}::date
    order by on_date, days_ahead, seen_at desc`);
  return new Map(
    rows.map((row) => [
      row.on_date,
      {
        kind: 'forecast',
        temperatureC: row.temperature_c,
        humidityPercent: row.humidity_percent,
        rainMm: row.rain_mm,
        isRainy: row.is_rainy,
        description:
          row.description_id === null ? null : { id: row.description_id, en: row.description_en ?? row.description_id },
      },
    ]),
  );
}

type ClimateRow = {
  month: number;
  temperature_c: number;
  humidity_percent: number | null;
  rain_mm: number | null;
  rainy: number;
};

/** What each month was like so far in a province, from at least `leastDays` days. */
export async function listClimate(
  runner: Runner,
  provinceCode: string,
  leastDays: number,
): Promise<Map<number, DayWeather>> {
  const rows = await runner.run<ClimateRow>(sql`
    select date_part('month', on_date)::int as month, avg(temperature_c)::real as temperature_c,
      avg(humidity_percent)::real as humidity_percent, avg(rain_mm)::real as rain_mm, avg(is_rainy::int)::real as rainy
    from calendar.weather where substr(village_code, 1, 2) = ${provinceCode} and days_ahead = 0
    group by 1 having count(distinct on_date) >= ${leastDays}`);
  return new Map(
    rows.map((row) => [
      row.month,
      {
        kind: 'climatology',
        temperatureC: row.temperature_c,
        humidityPercent: row.humidity_percent,
        rainMm: row.rain_mm,
        isRainy: row.rainy >= 0.5,
        description: null,
      },
    ]),
  );
}

/** @returns whether nobody had watched it before. */
export async function insertPlace(runner: Runner, villageCode: string, now: Date): Promise<boolean> {
  const rows = await runner.run(
    sql`insert into calendar.places (village_code, watched_at) values (${villageCode}, ${now}) on conflict do nothing returning 1 as made`,
  );
  return rows.length > 0;
}

/** Longest waiting first. */
export async function listPlacesDue(runner: Runner, before: Date, limit: number): Promise<string[]> {
  const rows = await runner.run<{ village_code: string }>(sql`
    select village_code from calendar.places where fetched_at is null or fetched_at < ${before}
    order by fetched_at nulls first limit ${limit}`);
  return rows.map((row) => row.village_code);
}

/** A later word for the same day and distance replaces the earlier one. */
export function writeWeather(villageCode: string, days: readonly SeenWeather[], now: Date): Sql[] {
  return [
    sql`
      insert into calendar.weather (village_code, on_date, days_ahead, temperature_c, humidity_percent, rain_mm, is_rainy,
        description_id, description_en, seen_at)
      select ${villageCode}, d.on_date, d.days_ahead, d.temperature_c, d.humidity, d.rain, d.is_rainy, d.said_id, d.said_en, ${now}
      from unnest(${days.map((day) => day.on)}::date[], ${days.map((day) => day.daysAhead)}::smallint[],
        ${days.map((day) => day.temperatureC)}::real[], ${days.map((day) => day.humidityPercent)}::real[],
        ${days.map((day) => day.rainMm)}::real[], ${days.map((day) => day.isRainy)}::boolean[],
        ${days.map((day) => day.description?.id ?? null)}::text[], ${days.map((day) => day.description?.en ?? null)}::text[])
        as d (on_date, days_ahead, temperature_c, humidity, rain, is_rainy, said_id, said_en)
      on conflict (village_code, on_date, days_ahead) do update set temperature_c = excluded.temperature_c,
        humidity_percent = excluded.humidity_percent, rain_mm = excluded.rain_mm, is_rainy = excluded.is_rainy,
        description_id = excluded.description_id, description_en = excluded.description_en, seen_at = excluded.seen_at`,
    sql`update calendar.places set fetched_at = ${now} where village_code = ${villageCode}`,
  ];
}

/** @returns whether nobody had asked about it before. */
export async function insertTopic(runner: Runner, topic: string, now: Date): Promise<boolean> {
  const [row] = await runner.run<{ made: boolean }>(sql`
    insert into calendar.topics (topic, asked_at) values (${topic}, ${now})
    on conflict (topic) do update set asked_at = excluded.asked_at
      where calendar.topics.asked_at < excluded.asked_at - interval '1 day'
    returning xmax = 0 as made`);
  return row?.made ?? false;
}

/** Topics that somebody asked about since `askedSince`, longest waiting first. */
export async function listTopicsDue(
  runner: Runner,
  due: { fetchedBefore: Date; askedSince: Date; limit: number },
): Promise<string[]> {
  const rows = await runner.run<{ topic: string }>(sql`
    select topic from calendar.topics
    where asked_at >= ${due.askedSince} and (fetched_at is null or fetched_at < ${due.fetchedBefore})
    order by fetched_at nulls first limit ${due.limit}`);
  return rows.map((row) => row.topic);
}

export function writeNews(topic: string, headlines: readonly Headline[], now: Date): Sql[] {
  return [
    sql`
      insert into calendar.news (topic, url, title, published_on, sentiment, seen_at)
      select ${topic}, n.url, n.title, n.published_on, n.sentiment, ${now}
      from unnest(${headlines.map((item) => item.url)}::text[], ${headlines.map((item) => item.title)}::text[],
        ${headlines.map((item) => item.publishedOn)}::date[], ${headlines.map((item) => item.sentiment)}::real[])
        as n (url, title, published_on, sentiment)
      on conflict do nothing`,
    sql`update calendar.topics set fetched_at = ${now} where topic = ${topic}`,
  ];
}

export async function listNews(runner: Runner, topic: string, limit: number): Promise<NewsItem[]> {
  const rows = await runner.run<{
    title: string;
    url: string;
    published_on: string | null;
    sentiment: number;
    seen_at: Date;
  }>(sql`
    select title, url, to_char(published_on, 'YYYY-MM-DD') as published_on, sentiment, seen_at
    from calendar.news where topic = ${topic} order by calendar.news.published_on desc nulls last, seen_at desc limit ${limit}`);
  return rows.map((row) => ({
    title: row.title,
    url: row.url,
    publishedOn: row.published_on,
    sentiment: row.sentiment,
    seenAt: row.seen_at.toISOString(),
  }));
}

/** Headlines older than `before` and topics that nobody has asked about since. */
export function pruneNews(before: Date): Sql[] {
  return [
    sql`delete from calendar.news where seen_at < ${before}`,
    sql`delete from calendar.topics where asked_at < ${before}`,
  ];
}

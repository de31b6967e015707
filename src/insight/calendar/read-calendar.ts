import { createHash } from 'node:crypto';
import { Compile } from 'typebox/compile';
import type { Call } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { refuse } from '#platform/refusal';
import { type CalendarDeps, FETCH_JOB } from './calendar-deps.ts';
import { insertPlace, insertTopic, listClimate, listNews, listWeather } from './calendar-queries.ts';
import { type calendarContract, type DayFacts, MOST_DAYS } from './contract.ts';
import { CALENDAR_SETTING, Corrections, NO_CORRECTIONS } from './corrections.ts';
import { dayFacts } from './day-facts.ts';
import { dayNumber } from './days.ts';
import { DAYS_VERSION } from './indonesian-days.ts';

type Contract = typeof calendarContract;

const KEPT_MS = 30_000;
const LEAST_DAYS_OF_CLIMATE = 10;
const NEWS_SHOWN = 10;

/** Table, corrections and what the sources said before; asks nobody outside. */
export async function calendarOf(
  deps: CalendarDeps,
  call: Call,
  { regionCode, from, to }: InputOf<Contract, 'calendarOf'>,
): Promise<OutputOf<Contract, 'calendarOf'>> {
  const count = dayNumber(to) - dayNumber(from) + 1;
  if (count < 1) throw refuse('calendar.period-wrong', {});
  if (count > MOST_DAYS) throw refuse('calendar.period-too-long', { most: MOST_DAYS });
  const corrections = await correctionsOf(deps, call);
  const region = regionCode === null ? null : dotted(regionCode);
  const facts = dayFacts({ from, to }, region?.slice(0, 2) ?? null, corrections);
  const days =
    region === null ? facts.map((day) => ({ ...day, weather: null })) : await withWeather(deps, facts, region);
  return {
    days,
    version: `${DAYS_VERSION}-${createHash('sha256').update(JSON.stringify(corrections)).digest('hex').slice(0, 8)}`,
    weatherSource: days.some(({ weather }) => weather !== null) ? deps.weather.attribution : null,
  };
}

async function withWeather(
  deps: CalendarDeps,
  facts: Omit<DayFacts, 'weather'>[],
  region: string,
): Promise<DayFacts[]> {
  const [from, to] = [facts[0]?.on ?? '', facts.at(-1)?.on ?? ''];
  const [seen, climate] = await Promise.all([
    listWeather(deps.database, { regionCode: region, from, to }),
    listClimate(deps.database, region.slice(0, 2), LEAST_DAYS_OF_CLIMATE),
  ]);
  return facts.map((day) => ({
    ...day,
    weather: seen.get(day.on) ?? climate.get(Number(day.on.slice(5, 7))) ?? null,
  }));
}

const checker = Compile(Corrections);
const fits = (value: unknown): value is Corrections => checker.Check(value);

async function correctionsOf(deps: CalendarDeps, call: Call): Promise<Corrections> {
  return deps.cache.remember('calendar:corrections', KEPT_MS, async () => {
    const { values } = await deps.settings.readSettings(call, { keys: [CALENDAR_SETTING.key] });
    const value = values[CALENDAR_SETTING.key];
    return fits(value) ? value : NO_CORRECTIONS;
  });
}

export async function watchPlace(
  deps: CalendarDeps,
  { villageCode }: InputOf<Contract, 'watchPlace'>,
): Promise<OutputOf<Contract, 'watchPlace'>> {
  const code = dotted(villageCode);
  if (code.length !== '31.71.03.1001'.length) throw refuse('calendar.place-wrong', {});
  // Its first weather need not wait for the hour.
  if (await insertPlace(deps.database, code, deps.clock.now()))
    await deps.enqueue(FETCH_JOB, {}, { singletonKey: code });
  return { isWatched: true };
}

export async function newsOf(
  deps: CalendarDeps,
  { topic, limit }: InputOf<Contract, 'newsOf'>,
): Promise<OutputOf<Contract, 'newsOf'>> {
  const wanted = topic.toLowerCase().replace(/\s+/g, ' ').trim();
  const isNew = await insertTopic(deps.database, wanted, deps.clock.now());
  if (isNew && deps.news) await deps.enqueue(FETCH_JOB, {}, { singletonKey: 'topics' });
  return { items: await listNews(deps.database, wanted, limit ?? NEWS_SHOWN) };
}

/** `3171031001` as `31.71.03.1001`: the form of the decree, and of BMKG. */
function dotted(code: string): string {
  const digits = code.replaceAll('.', '');
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6), digits.slice(6)]
    .filter((part) => part !== '')
    .join('.');
}

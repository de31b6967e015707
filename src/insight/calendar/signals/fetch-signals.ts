import type { CalendarDeps } from '../calendar-deps.ts';
import { listPlacesDue, listTopicsDue, pruneNews, writeNews, writeWeather } from '../calendar-queries.ts';
import { SourceUnavailable } from './sources.ts';

const HOUR_MS = 3_600_000;
const WEATHER_EVERY_MS = 6 * HOUR_MS;
const NEWS_EVERY_MS = 20 * HOUR_MS;
/** A topic that nobody has asked about for so long is not fetched any more. */
const TOPIC_LIVES_MS = 30 * 24 * HOUR_MS;
const NEWS_KEPT_MS = 180 * 24 * HOUR_MS;
/** BMKG allows sixty questions a minute. */
const PLACES_AT_ONCE = 50;
const TOPICS_AT_ONCE = 20;

/** Weather of the watched villages and headlines of the topics that are due. A source that is down ends its half; the next run goes on. */
export async function fetchSignals(deps: CalendarDeps): Promise<void> {
  const now = deps.clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const places = await listPlacesDue(deps.database, ago(WEATHER_EVERY_MS), PLACES_AT_ONCE);
  await whileUp(deps, places, async (villageCode) => {
    const days = (await deps.weather.forecastOf(villageCode)) ?? [];
    await deps.database.batch(writeWeather(villageCode, days, now));
  });
  const due = { fetchedBefore: ago(NEWS_EVERY_MS), askedSince: ago(TOPIC_LIVES_MS), limit: TOPICS_AT_ONCE };
  const { news } = deps;
  if (news)
    await whileUp(deps, await listTopicsDue(deps.database, due), async (topic) => {
      await deps.database.batch(writeNews(topic, await news.search(topic), now));
    });
  await deps.database.batch(pruneNews(ago(NEWS_KEPT_MS)));
}

async function whileUp(
  deps: CalendarDeps,
  items: readonly string[],
  work: (item: string) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      if (!(error instanceof SourceUnavailable)) throw error;
      deps.log.warn({ err: error, item }, 'a signal cannot be fetched');
      return;
    }
  }
}

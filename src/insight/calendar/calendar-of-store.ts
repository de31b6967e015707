import type { Store } from '#insight/stores';
import type { Call } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import type { CalendarDeps } from './calendar-deps.ts';
import type { calendarContract } from './contract.ts';
import { dayNumber, dayOf } from './days.ts';
import { calendarOf, newsOf, watchPlace } from './read-calendar.ts';

type Contract = typeof calendarContract;

const DAYS = 60;
const TOPICS = 5;
const OF_TOPIC = 3;
const OFFSET_HOURS: Record<Store['timeZone'], number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

/** What is coming where the store is; see the contract. */
export async function calendarOfStore(
  deps: CalendarDeps,
  call: Call,
  { storeId, days = DAYS }: InputOf<Contract, 'calendarOfStore'>,
): Promise<OutputOf<Contract, 'calendarOfStore'>> {
  const store = await deps.stores.storeOfCall(call, { storeId });
  // Stores that are older than this reaction are caught up here; twice is once.
  await watchPlace(deps, { villageCode: store.villageCode });
  const local = new Date(deps.clock.now().getTime() + OFFSET_HOURS[store.timeZone] * 3_600_000);
  const from = local.toISOString().slice(0, 10);
  const to = dayOf(dayNumber(from) + days - 1);
  const { days: facts, weatherSource } = await calendarOf(deps, call, { regionCode: store.villageCode, from, to });
  return { days: facts, weatherSource };
}

/** Headlines that were fetched before; a topic that is new has some from the next fetch on. */
export async function newsOfStore(
  deps: CalendarDeps,
  call: Call,
  { storeId }: InputOf<Contract, 'newsOfStore'>,
): Promise<OutputOf<Contract, 'newsOfStore'>> {
  await deps.stores.storeOfCall(call, { storeId });
  if (!deps.news) return { items: [] };
  const { ingredients } = await deps.ingredients.ingredientsOf(call, { storeId, ingredientIds: null });
  const followed = ingredients.flatMap(({ market, isActive }) => (market && isActive ? [market.commodity] : []));
  const topics = [...new Set(followed)].slice(0, TOPICS).map((code) => `harga ${code.replaceAll('_', ' ')}`);
  const found = await Promise.all(
    topics.map(async (topic) => {
      const { items } = await newsOf(deps, { topic, limit: OF_TOPIC });
      return items.map((item) => ({ topic, ...item }));
    }),
  );
  return { items: found.flat() };
}

/** A store has come, or has moved: the weather of its village is fetched from now on. */
export async function watchStore(deps: CalendarDeps, call: Call, storeId: string): Promise<void> {
  const { stores } = await deps.stores.storesByIds(call, { storeIds: [storeId] });
  for (const { villageCode } of stores) await watchPlace(deps, { villageCode });
}

import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import { computeInThread } from './compute-in-thread.ts';
import { MAX_LIST } from './contract.ts';
import type { Lists } from './core/compute-lists.ts';
import type { Purchases } from './core/history.ts';
import {
  type Bought,
  finishRun,
  listPurchases,
  readState,
  upsertPersonal,
  upsertRelated,
} from './recommendation-queries.ts';

export type RecomputeDeps = { database: Database; newId: NewId; clock: { now(): Date }; signal: AbortSignal };
export type Recomputed = { hasRun: boolean; purchases: number; people: number; products: number; milliseconds: number };

/** The newest purchases that are learned from; 24 bytes each, and about 200 more while they are numbered. */
const MAX_PURCHASES = 1_000_000;
const PAGE = 20_000;
const WRITTEN_AT_ONCE = 500;
/** 2,000 items in the model: 80 MB and about 8 seconds in a thread of its own; the others have popularity and baskets. */
const MAX_ITEMS = 2_000;
/** Some of what stands in a list may be sold out when it is shown. */
const LIST = 2 * MAX_LIST;
const DAY_MS = 86_400_000;

/** Reads all purchases, works the lists out in a thread, writes them. Nothing new since the last run: nothing happens. */
export async function recompute(deps: RecomputeDeps, isForced: boolean): Promise<Recomputed> {
  const { database, newId, clock, signal } = deps;
  const started = performance.now();
  const state = await readState(database);
  if (state.isKnown && !isForced)
    return { hasRun: false, purchases: state.purchases, people: 0, products: 0, milliseconds: 0 };

  const numbered = await readNumbered(database);
  const { purchases, baskets, userIds, productIds } = numbered;
  const today = clock.now().getTime() / DAY_MS;
  const lists = await computeInThread({ purchases, baskets, today, maxItems: MAX_ITEMS, limit: LIST }, signal);

  const runId = newId();
  await writeLists(database, { runId, lists, userIds, productIds });
  await database.batch(
    finishRun(
      runId,
      Array.from(lists.popular, (item) => productIds[item] ?? ''),
      state,
    ),
  );
  const milliseconds = Math.round(performance.now() - started);
  return { hasRun: true, purchases: baskets.length, people: userIds.length, products: productIds.length, milliseconds };
}

type Written = { runId: string; lists: Lists; userIds: readonly string[]; productIds: readonly string[] };

async function writeLists(database: Database, { runId, lists, userIds, productIds }: Written): Promise<void> {
  const idsOf = (items: Int32Array): string[] => Array.from(items, (item) => productIds[item] ?? '');
  for (let start = 0; start < lists.related.length; start += WRITTEN_AT_ONCE) {
    const rows = lists.related.slice(start, start + WRITTEN_AT_ONCE).map(({ item, similar, together }) => ({
      productId: productIds[item] ?? '',
      similarIds: idsOf(similar),
      togetherIds: idsOf(together),
    }));
    await database.run(upsertRelated(runId, rows));
  }
  for (let start = 0; start < lists.personal.length; start += WRITTEN_AT_ONCE) {
    const rows = lists.personal.slice(start, start + WRITTEN_AT_ONCE).map((items, place) => ({
      userId: userIds[start + place] ?? '',
      productIds: idsOf(items),
    }));
    await database.run(upsertPersonal(runId, rows));
  }
}

/** Purchases as numbers, page by page: ids are texts of 36 letters and would be most of the memory. */
async function readNumbered(
  database: Database,
): Promise<{ purchases: Purchases; baskets: Int32Array; userIds: string[]; productIds: string[] }> {
  const [people, items, baskets] = [new Numbers(), new Numbers(), new Numbers()];
  const columns: { people: number[]; items: number[]; baskets: number[]; days: number[] } = {
    people: [],
    items: [],
    baskets: [],
    days: [],
  };
  let last: (Bought & { at: string }) | undefined;
  do {
    const after = last ? { day: last.at, orderId: last.orderId, productId: last.productId } : null;
    const page = await listPurchases(database, after, PAGE);
    for (const { userId, productId, invoiceId, day } of page) {
      columns.people.push(people.of(userId));
      columns.items.push(items.of(productId));
      columns.baskets.push(baskets.of(invoiceId));
      columns.days.push(day);
    }
    last = page.length === PAGE ? page.at(-1) : undefined;
  } while (last && columns.days.length < MAX_PURCHASES);
  return {
    purchases: {
      people: Int32Array.from(columns.people),
      items: Int32Array.from(columns.items),
      days: Float64Array.from(columns.days),
      personCount: people.ids.length,
      itemCount: items.ids.length,
    },
    baskets: Int32Array.from(columns.baskets),
    userIds: people.ids,
    productIds: items.ids,
  };
}

/** Numbers from 0 for ids, in the order in which they come. */
class Numbers {
  readonly ids: string[] = [];
  private readonly known = new Map<string, number>();

  of(id: string): number {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    this.known.set(id, this.ids.length);
    this.ids.push(id);
    return this.ids.length - 1;
  }
}

import type { Order, OrderStatus } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { orderTabs } from '#lib/order-words.ts';
import { signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

const pageSize = 10;

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => {
    const key = event.url.searchParams.get('tab') ?? 'semua';
    const tab = orderTabs.find((one) => one.key === key) ?? orderTabs[0];
    return {
      tab: tab?.key ?? 'semua',
      list: await listOrders(event.locals.api, tab?.statuses ?? [], event.url.searchParams.get('mulai') ?? undefined),
    };
  });

/** A tab of several statuses is read status by status; those are short, so their next pages are not paged through. */
async function listOrders(
  api: Api,
  statuses: OrderStatus[],
  cursor: string | undefined,
): Promise<{ items: Order[]; nextCursor: string | null }> {
  if (statuses.length <= 1) return api('GET /orders', { query: { status: statuses[0], limit: pageSize, cursor } });
  const lists = await Promise.all(statuses.map((status) => api('GET /orders', { query: { status, limit: 50 } })));
  const items = lists.flatMap((list) => list.items).toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  return { items, nextCursor: null };
}

/**
 * Page 1 and page 1,000 of every long list, over HTTP, in a database of 50,000 products, 10,000 sellers and 1,000,000
 * orders. Pages are walked one after the other by their cursors, as a client does; compared are the first and the last
 * fifty.
 *
 *   node bench/long-lists.ts [--orders 1000000] [--pages 1000] [--only 'statement of a shop']
 */
import { parseArgs } from 'node:util';
import { openHouse } from './house/house.ts';
import { type Ask, jsonOf, openConnection, Times } from './house/load.ts';
import { buyerEmail, PASSWORD } from './house/market.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { type Metrics, report, round } from './house/report.ts';
import { growMarket } from './long-lists/grow-market.ts';

const MARKET = { products: 1_000, buyers: 48, stock: 10_000_000 };
const EDGE = 50;

const { values } = parseArgs({
  options: {
    orders: { type: 'string' },
    pages: { type: 'string' },
    metrics: { type: 'string' },
    only: { type: 'string' },
  },
});
const pages = Number(values.pages ?? 1_000);
const sizes = {
  products: 50_000,
  sellers: 10_000,
  orders: Number(values.orders ?? 1_000_000),
  notices: 30_000,
  entries: 30_000,
};

type List = { name: string; path: string; limit: number; who: string | null };
type Walk = { first: Times; last: Times; pages: number; firstDatabaseMs: number; lastDatabaseMs: number };

const house = await openHouse(MARKET);
try {
  await main();
} finally {
  await house.stop();
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  await house.database.adminOf(house.databaseUrl, async (client) => {
    await client.query(
      `insert into identity.account_roles (account_id, role, granted_at) select id, 'ADMIN', now() from identity.accounts where email = $1`,
      [buyerEmail(1)],
    );
    await growMarket(client, sizes, console.log);
  });
  console.log(`grown in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  const shop = openConnection(house.url);
  const table: Record<string, object> = {};
  const metrics: Metrics = {};
  for (const list of await lists(shop.ask)) {
    const walk = await walkPages(shop.ask, list);
    const [first, last] = [walk.first.at(0.5), walk.last.at(0.5)];
    const [firstDb, lastDb] = [walk.firstDatabaseMs, walk.lastDatabaseMs].map((ms) => ms / EDGE) as [number, number];
    table[list.name] = {
      pages: walk.pages,
      'first p50 ms': round(first, 1),
      'last p50 ms': round(last, 1),
      'first database ms': round(firstDb, 1),
      'last database ms': round(lastDb, 1),
      'last to first': round(last / first, 2),
    };
    metrics[`long-lists.${list.name}.firstMs`] = first;
    metrics[`long-lists.${list.name}.lastMs`] = last;
  }
  await shop.close();
  console.log(`\n${describeMachine()}; load average ${load1()}; first and last ${EDGE} of ${pages} pages`);
  console.table(table);
  report(metrics, { metricsFile: values.metrics ?? null });
}

async function lists(ask: Ask): Promise<List[]> {
  const [buyer, staff, seller] = await Promise.all(
    [buyerEmail(0), buyerEmail(1), 'penjual0@bench.test'].map((email) => signIn(ask, email)),
  );
  const list = (name: string, path: string, who: string | null = null, limit = 20): List => ({
    name,
    path,
    who,
    limit,
  });
  return [
    list('products, newest', '/products?sort=newest'),
    list('products, cheapest', '/products?sort=price_asc'),
    list('products, best selling', '/products?sort=best_selling'),
    list('search, one word', '/search?q=kemeja&sort=relevance', null, 2),
    list('search, everything by price', '/search?sort=price_asc'),
    list('orders of a buyer', '/orders', buyer ?? null),
    list('orders of a shop', '/sellers/me/orders', seller ?? null),
    list('paid orders of a shop', '/sellers/me/orders?status=completed', seller ?? null, 10),
    list('notifications', '/notifications', buyer ?? null),
    list('statement of a shop', '/sellers/me/statement', seller ?? null),
    list('goods of a shop', '/sellers/me/products', seller ?? null, 2),
    list('sellers, for staff', '/sellers', staff ?? null, 9),
  ].filter(({ name }) => values.only === undefined || name === values.only);
}

async function signIn(ask: Ask, identifier: string): Promise<string> {
  const answer = await ask({ method: 'POST', path: '/api/v1/auth/login', body: { identifier, password: PASSWORD } });
  return `Bearer ${jsonOf<{ accessToken: string }>(answer, 'signing in').accessToken}`;
}

async function walkPages(ask: Ask, list: List): Promise<Walk> {
  const walk: Walk = { first: new Times(), last: new Times(), pages: 0, firstDatabaseMs: 0, lastDatabaseMs: 0 };
  const headers: Record<string, string> = list.who ? { authorization: list.who } : {};
  let cursor: string | null = null;
  const page = async (): Promise<number> => {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `/api/v1${list.path}${list.path.includes('?') ? '&' : '?'}limit=${list.limit}${after}`;
    const start = performance.now();
    const answer = await ask({ method: 'GET', path, headers });
    const ms = performance.now() - start;
    ({ nextCursor: cursor } = jsonOf<{ nextCursor: string | null }>(answer, path));
    walk.pages++;
    return ms;
  };
  const edge = async (times: Times): Promise<number> => {
    const before = house.database.cpuMs();
    for (let i = 0; i < EDGE && (cursor !== null || walk.pages === 0); i++) times.add(await page());
    return house.database.cpuMs() - before;
  };
  // The first requests of a kind meet cold caches and plans.
  for (let i = 0; i < 10; i++) await page();
  [cursor, walk.pages] = [null, 0];
  walk.firstDatabaseMs = await edge(walk.first);
  while (cursor !== null && walk.pages < pages - EDGE) await page();
  walk.lastDatabaseMs = await edge(walk.last);
  console.log(`${list.name}: ${walk.pages} pages`);
  return walk;
}

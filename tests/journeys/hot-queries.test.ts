import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { environment, readConfig } from '../../src/config.ts';
import type { Sql } from '../../src/platform/sql.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { type Server, startServer } from '../../src/server.ts';
import { type Order, openShopper, type Placed, payAtTwin } from '../faults/shopper.ts';
import { type HousePorts, takePorts } from './house-ports.ts';
import { MASTER_KEY, PEOPLE } from './market.ts';
import { marketDatabase } from './market-database.ts';
import { guest, type Person, signIn } from './person.ts';
import { recordStatements, wholeReadsOf } from './query-plans.ts';

const GOODS = ['Kemeja Batik Parang', 'Kopi Arabika Ijen 250 gr'];

const ID = '01a1fc3d-f2ef-713a-ae22-1cfddce3a238';

/** What statements may do because that is what they are asked for. Each with its reason. */
const BY_NATURE: { statement: RegExp; finding: RegExp; why: string }[] = [
  {
    statement: /from search\.documents where true( and true)*( and in_stock)?( and price_minor [<>]= \$\d)* ?(\)|$)/,
    finding: /search\.documents/,
    why: 'A search without a word finds everything; exact facets and totals count what is found. Shelves use GET /products.',
  },
  {
    statement: /^with hits as (materialized )?\( ?select/,
    finding: /^sort of search\.documents/,
    why: 'A search puts everything that it finds in order, by relevance or another figure, on page 1,000 as on page 1.',
  },
  {
    statement: /^with standing as \( select window_from/,
    finding: /^sort of \w+\.outbox/,
    why: 'A relay sorts one window, which holds some two thousand rows at most.',
  },
  {
    statement: /p\.seller_id <> /,
    finding: /^sort of products\.products/,
    why: 'Offers on goods of other shops: few beside the own ones, which come down their index.',
  },
  {
    statement:
      /search\.vocabulary where word %|search\.queries where text like|ts_filter\(words|users\.regions where own_words/,
    finding: /^sort of (search|users)\./,
    why: 'What is alike, or begins with the letters typed, is found by an index and put in order by how well it fits.',
  },
  {
    statement: /inventory\.stock_cards/,
    finding: /^sort of inventory\.stock_cards/,
    why: 'What runs out at one shop.',
  },
];

/** Tables that do not grow with products, people and orders. */
const SMALL = new Set([
  ...['catalog.categories', 'catalog.attributes', 'settings.values', 'search.synonyms', 'users.region_lists'],
  // Folded into the accounts every second; a handful of rows.
  'ledger.hot_deltas',
  'identity.signing_keys',
]);

describe('what the busy routes send to the database', { timeout: 240_000 }, () => {
  let server: Server;
  let database: { url: string; drop(): Promise<void> };
  let ports: HousePorts;
  let dataDir: string;
  let recorded: ReturnType<typeof recordStatements>;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lumbung-queries-'));
    database = await marketDatabase(dataDir);
    ports = await takePorts();
    recorded = recordStatements();
    const env = {
      DATABASE_URL: database.url,
      LUMBUNG_DATA: dataDir,
      LUMBUNG_MASTER_KEY: MASTER_KEY,
      DEMO: 'off',
      SANDBOX: 'on',
      HOST: '127.0.0.1',
      PORT: String(ports.house),
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_SMTP_PORT: String(ports.mail),
      PUBLIC_URL: `http://127.0.0.1:${ports.house}`,
      RATE_LIMITS_AT_LEAST: '1000000',
      LOG_LEVEL: 'error',
    };
    server = await startServer(await readConfig(environment(env)));
    await walkBusyRoutes();
  });
  after(async () => {
    recorded?.stop();
    await server?.stop();
    await ports?.giveBack();
    await database?.drop();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  });

  /** Every route of the purchase path and every long list, from page to page where there is a second one. */
  async function walkBusyRoutes(): Promise<void> {
    const { url, sandboxUrl } = server;
    const { person: buyer, purchaseOfCart } = await openShopper(url);
    const sellers = await Promise.all(PEOPLE.sellers.map((email) => signIn(url, email)));
    const admin = await signIn(url, PEOPLE.admin);
    await walkShelves(guest(url));
    for (let times = 0; times < 3; times++) {
      const { key, body } = await purchaseOfCart(GOODS);
      await buyer.get('/cart');
      const placed = await buyer.post<Placed>('/orders', body, { 'idempotency-key': key });
      await payAtTwin(sandboxUrl ?? '', placed);
      const isPaid = async () => (await buyer.get<Order>(`/orders/${placed.orders[0]?.id}`)).status === 'paid';
      await waitFor('the order is paid', isPaid, 30_000);
      await buyer.get(`/payments/${placed.payment.id}`);
    }
    for (const path of ['/orders', '/orders?status=paid', '/notifications', '/notifications?unread=true'])
      await pages(buyer, path);
    for (const seller of sellers) {
      for (const path of ['/orders', '/orders?status=paid', '/products', '/statement', '/payouts', '/low-stock'])
        await pages(seller, `/sellers/me${path}`);
      await seller.get('/sellers/me/balance');
    }
    const staff = [
      '/sellers',
      '/sellers?status=approved',
      '/users',
      '/payments/exceptions',
      '/payouts',
      '/audit/entries',
    ];
    for (const path of [...staff, '/ledger/accounts', '/orders/search?q=batik']) await pages(admin, path);
    const { items } = await admin.get<{ items: { code: string }[] }>('/ledger/accounts?limit=20');
    for (const { code } of items) await pages(admin, `/ledger/accounts/${encodeURIComponent(code)}/statement`);
  }

  async function walkShelves(visitor: Person): Promise<void> {
    const { items } = await visitor.get<{
      items: { id: string; slug: string; seller: { id: string }; categoryId: string }[];
    }>('/products?limit=1');
    const [card] = items;
    const filters = ['', `&category=${card?.categoryId}`, `&seller=${card?.seller.id}`, '&inStock=true&minPrice=1'];
    for (const sort of ['newest', 'price_asc', 'price_desc', 'best_selling'])
      for (const filter of filters) {
        await pages(visitor, `/products?sort=${sort}${filter}`);
        await pages(visitor, `/search?sort=${sort}${filter}`);
      }
    for (const words of [
      'batik',
      'kopi arabika',
      'kopii',
      'batik&sort=newest',
      'batik&sort=price_asc',
      'kopi&inStock=true',
    ])
      await pages(visitor, `/search?q=${words}`);
    for (const path of [
      `/products/${card?.slug}`,
      `/products/${card?.id}`,
      `/sellers/${card?.seller.id}`,
      '/search/suggest?q=ko',
    ])
      await visitor.get(path);
    for (const path of ['/categories', '/brands?q=a', '/regions?q=bandung']) await visitor.get(path);
  }

  async function pages(person: Person, path: string): Promise<void> {
    const first = `${path}${path.includes('?') ? '&' : '?'}limit=1`;
    const { nextCursor } = await person.get<{ nextCursor?: string | null }>(first);
    if (nextCursor) await person.get(`${first}&cursor=${encodeURIComponent(nextCursor)}`);
  }

  it('should find every row by an index when no sequential scan and no sort is allowed', async (context) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const found: string[] = [];
    try {
      for (const statement of recorded.statements.values()) {
        const text = oneLine(statement);
        const allowed = BY_NATURE.filter((known) => known.statement.test(text));
        const all = await wholeReadsOf(client, statement, SMALL);
        const whole = all.filter((finding) => !allowed.some((known) => known.finding.test(finding)));
        if (whole.length > 0) found.push(`${whole.join('; ')}\n    ${text}`);
      }
    } finally {
      await client.end();
    }
    context.diagnostic(`${recorded.statements.size} different statements explained`);
    assert.ok(recorded.statements.size > 150);
    assert.deepEqual(found, []);
  });

  it('should notice a statement when it reads a table from end to end', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const judge = (text: string) => wholeReadsOf(client, { text, values: [], name: '' }, SMALL);
    assert.match((await judge('select id from orders.orders where buyer_name = $$x$$')).join(), /orders\.orders/);
    assert.match((await judge('select id from orders.orders order by total_minor limit 20')).join(), /orders\.orders/);
    const ofBuyer = `select id from orders.orders where buyer_id = '${ID}' order by`;
    assert.match((await judge(`${ofBuyer} total_minor limit 20`)).join(), /sort of orders\.orders/);
    assert.deepEqual(await judge(`${ofBuyer} id desc limit 20`), []);
    assert.deepEqual(await judge('select id from orders.orders order by id desc limit 20'), []);
    assert.deepEqual(await judge(`select id from orders.orders where invoice_id = '${ID}' order by total_minor`), []);
    await client.end();
  });
});

function oneLine({ text }: Sql): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 1_500);
}

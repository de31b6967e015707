import type pg from 'pg';

/** Every 20th order is the buyer's, every 20th the first shop's: both have lists of thousands of pages. */
const SHARE = 20;

export type Sizes = { products: number; sellers: number; orders: number; notices: number; entries: number };

/**
 * Grows a small market to the size of a large one inside the database: rows are multiplied by SQL, so a million orders
 * take minutes and not hours. Keys and figures fit each other as far as lists read them; what nothing here reads (stock,
 * payments) is left out, so `lumbung verify` is not for such a database.
 */
export async function growMarket(client: pg.Client, sizes: Sizes, say: (text: string) => void): Promise<void> {
  await client.query("set synchronous_commit = off; set statement_timeout = 0; set maintenance_work_mem = '256MB'");
  const step = async (what: string, text: string, values: unknown[] = []): Promise<void> => {
    const start = performance.now();
    const { rowCount } = await client.query(text, values);
    say(
      `${what}: ${(rowCount ?? 0).toLocaleString('en')} rows in ${((performance.now() - start) / 1_000).toFixed(1)} s`,
    );
  };
  const times = (wanted: number, there: number): number => Math.max(0, Math.floor(wanted / Math.max(there, 1)) - 1);
  const products = times(sizes.products, await count(client, 'products.products'));
  const sellers = times(sizes.sellers, await count(client, 'sellers.sellers'));
  const id = (column: string): string => `md5(t.${column}::text || n)::uuid`;
  const later = (column: string): string => `t.${column} - n * interval '1 minute'`;

  await step(
    'sellers',
    await multiplied(client, 'sellers.sellers', {
      id: id('id'),
      user_id: id('user_id'),
      slug: `t.slug || '-' || n`,
      created_at: later('created_at'),
    }),
    [sellers],
  );
  await step(
    'products',
    await multiplied(client, 'products.products', {
      id: id('id'),
      slug: `t.slug || '-' || n`,
      import_key: `t.import_key || '-' || n`,
      published_at: later('published_at'),
      created_at: later('created_at'),
      price_from_minor: 't.price_from_minor + n',
      sold_count: 'n',
    }),
    [products],
  );
  await step(
    'variants',
    await multiplied(client, 'products.variants', { id: id('id'), product_id: id('product_id') }),
    [products],
  );
  await step(
    'offers',
    await multiplied(client, 'products.offers', {
      id: id('id'),
      product_id: id('product_id'),
      variant_id: id('variant_id'),
      sku: `left(t.sku, 50) || '-' || n`,
    }),
    [products],
  );
  await step(
    'documents',
    await multiplied(client, 'search.documents', {
      product_id: id('product_id'),
      published_at: later('published_at'),
      price_minor: 't.price_minor + n',
      sold_count: 'n',
    }),
    [products],
  );
  await step('orders', ORDERS, [sizes.orders]);
  await step('lines', LINES);
  await step('notices', NOTICES, [sizes.notices]);
  await step('ledger entries', ENTRIES, [sizes.entries]);
  await step('ledger postings', POSTINGS);
  await step('figures about the rows', 'analyze');
}

async function count(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? 0;
}

/** Each row `$1` times again, with other values in some columns. */
async function multiplied(client: pg.Client, table: string, changed: Record<string, string>): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => changed[name] ?? `t.${name}`);
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table} t cross join generate_series(1, $1::int) n`;
}

/** UUIDv7: the moment first. One order every half minute. */
const ORDERS = `
  with shops as (select array_agg(id order by slug) as ids, array_agg(user_id order by slug) as users from (select * from sellers.sellers where slug ~ '^toko-\\d+$') s),
  people as (select user_id as buyer from notifications.contacts c join identity.accounts a on a.id = c.user_id where a.email = 'pembeli0@bench.test')
  insert into orders.orders (id, number, invoice_id, invoice_number, payment_id, buyer_id, buyer_name, seller_id, seller_user_id,
    seller, status, subtotal_minor, shipping_fee_minor, total_minor, commission_bps, shipping, address, payable_until, history, created_at)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || right(h, 19))::uuid, 'LB-' || left(h, 12),
    md5(h || 'i')::uuid, 'INV-' || left(h, 12), md5(h || 'p')::uuid,
    case when n % ${SHARE} = 0 then buyer else md5((n % 200000)::text)::uuid end, 'Dewi Lestari',
    ids[1 + (n / 7) % ${SHARE}], users[1 + (n / 7) % ${SHARE}],
    '{"city":"Bandung","name":"Toko","slug":"toko"}',
    (array['paid', 'shipped', 'delivered', 'completed', 'completed', 'completed', 'cancelled', 'expired'])[1 + n % 8],
    100000, 10000, 110000, 500,
    '{"group":"regular","volumeMm3":1800000,"arrivesFrom":"2026-01-02","courierName":"JNE","serviceCode":"jne:reg","serviceName":"Reguler","weightGrams":400,"arrivesUntil":"2026-01-04","isSellersOwn":false}',
    '{"phone":"+6281234567890","street":"Jalan Mawar 5","landmark":null,"areaLabel":"Bandung","postalCode":"40615","villageCode":"32.73.25.1001","recipientName":"Dewi Lestari"}',
    at + interval '1 day', jsonb_build_array(jsonb_build_object('at', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', 'buyer', 'key', null, 'code', 'placed', 'note', null, 'status', 'awaiting_payment')), at
  from generate_series(1, $1::int) n, lateral (select md5('o' || n) as h, now() - (1000000 - n) * interval '30 seconds' as at) m, shops, people`;

const LINES = `
  with some_offer as (select o.id, o.product_id, o.variant_id from products.offers o limit 1)
  insert into orders.lines (order_id, place, offer_id, product_id, variant_id, slug, sku, name, options, image_url, quantity, unit_price_minor)
  select o.id, 1, s.id, s.product_id, s.variant_id, 'barang', 'SKU', 'Barang', '{}', null, 1, 100000
  from orders.orders o, some_offer s where not exists (select from orders.lines l where l.order_id = o.id)`;

const NOTICES = `
  insert into notifications.notices (id, user_id, type, group_name, title, body, link, created_at, cause)
  select gen_random_uuid(), a.id, 'order.shipped', 'transaction', 'Pesanan dikirim', 'Pesananmu sudah dikirim.', null,
    now() - n * interval '1 minute', 'bench ' || n
  from generate_series(1, $1::int) n, identity.accounts a where a.email = 'pembeli0@bench.test'`;

/** Accounts of the first shop, and of the escrow that pays it. */
const ENTRIES = `
  with accounts as (
    insert into ledger.accounts (code, currency, type, is_hot, may_overdraw, balance_minor)
    select * from (select 'seller:' || id || ':payable', 'IDR', 'liability', false, false, $1::bigint * 1000 from sellers.sellers where slug = 'toko-0'
      union all select 'escrow:bench', 'IDR', 'liability', false, true, -$1::bigint * 1000) a
    on conflict do nothing)
  insert into ledger.entries (id, kind, currency, description, reference, fingerprint, occurred_at)
  select md5('e' || n)::uuid, 'order.completed', 'IDR', 'Pesanan selesai', 'bench', 'bench', now() - n * interval '1 minute'
  from generate_series(1, $1::int) n`;

const POSTINGS = `
  insert into ledger.postings (account_id, entry_id, amount_minor, balance_after_minor)
  select a.id, e.id, case when a.code = 'escrow:bench' then 1000 else -1000 end, 1000
  from ledger.entries e, ledger.accounts a
  where e.reference = 'bench' and (a.code = 'escrow:bench' or a.code = 'seller:' || (select id from sellers.sellers where slug = 'toko-0') || ':payable')`;

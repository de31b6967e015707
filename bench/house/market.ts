import { environment, readConfig } from '../../src/config.ts';
import { systemCall } from '../../src/platform/call.ts';
import { migrationsFingerprint } from '../../src/platform/migrate.ts';
import { listModuleFolders } from '../../src/platform/modules-on-disk.ts';
import { type Ground, prepareGround } from '../../src/server.ts';
import type { BenchDatabase } from './database.ts';
import { COLOURS, goodsRow, MATERIALS, SIZES } from './goods.ts';

export const PASSWORD = 'ukur-kecepatan-1';
const SELLERS = 20;
const ROWS_AT_ONCE = 500;
const VILLAGES = [
  { villageCode: '32.73.25.1001', postalCode: '40615' },
  { villageCode: '35.78.01.1001', postalCode: '60221' },
];
const call = systemCall('bench', 'bench');

export type MarketSize = { products: number; buyers: number; stock: number };

/** A generated market in a database of its own: built once per size and set of migrations, then copied. */
export async function marketDatabase(
  database: BenchDatabase,
  dataDir: string,
  size: MarketSize,
): Promise<{ url: string; name: string; drop(): Promise<void> }> {
  const fingerprint = await migrationsFingerprint(await listModuleFolders());
  const template = `bench_${size.products}_${size.buyers}_${size.stock}_${fingerprint}`;
  if (!(await database.has(template))) await build(database, dataDir, template, size);
  const copy = await database.copy(template);
  await database.admin((client) => client.query('checkpoint'));
  return { ...copy, url: database.urlOf(copy.name) };
}

async function build(database: BenchDatabase, dataDir: string, template: string, size: MarketSize): Promise<void> {
  console.log(`building a market of ${size.products} products and ${size.buyers} buyers (kept for the next run) …`);
  const unfinished = `${template}_new`;
  await database.admin(async (client) => {
    await client.query(`drop database if exists ${unfinished} with (force)`);
    await client.query(`create database ${unfinished}`);
  });
  const ground = await openGround(database.urlOf(unfinished), dataDir);
  await ground.house.start();
  await fill(ground, size);
  await ground.close();
  await database.admin((client) => client.query(`alter database ${unfinished} rename to ${template}`));
}

/** The modules of a database in this process, without HTTP and without the outside world. */
export async function openGround(url: string, dataDir: string): Promise<Ground> {
  const env = { DATABASE_URL: url, LUMBUNG_DATA: dataDir, SANDBOX: 'off', LOG_LEVEL: 'error' };
  return prepareGround(await readConfig(environment(env)));
}

async function fill(ground: Ground, size: MarketSize): Promise<void> {
  const { apis } = ground.app;
  for (let i = 0; i < size.buyers; i++)
    await apis.identity.ensureAccount(call, {
      email: buyerEmail(i),
      name: `Pembeli ${i}`,
      roles: ['CUSTOMER'],
      password: PASSWORD,
    });
  const categoryIds = await makeCategories(ground);
  const sellerIds: string[] = [];
  for (let i = 0; i < SELLERS; i++) sellerIds.push(await makeShop(ground, i));
  for (let from = 0; from < size.products; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, size.products - from);
    const rows = Array.from({ length: count }, (_, i) =>
      goodsRow(from + i, { sellerIds, categoryIds, stock: size.stock }),
    );
    await apis.products.importProducts(call, { rows });
  }
  await ground.house.drainEvents();
  await apis.search.catchUp(call, {});
}

export function buyerEmail(place: number): string {
  return `pembeli${place}@bench.test`;
}

async function makeCategories({ app }: Ground): Promise<string[]> {
  const choice = (code: string, name: string, values: readonly string[]) => ({
    code,
    name,
    kind: 'choice' as const,
    unit: null,
    values: [...values],
    isFilterable: true,
  });
  const attributes = [
    choice('warna', 'Warna', COLOURS),
    choice('bahan', 'Bahan', MATERIALS),
    choice('ukuran', 'Ukuran', SIZES),
  ];
  const { categories } = await app.apis.catalog.ensureCategories(call, {
    categories: Array.from({ length: 10 }, (_, i) => ({
      slug: `bagian-${i}`,
      name: `Bagian ${i}`,
      parentSlug: null,
      attributes,
    })),
  });
  return categories.map((category) => category.categoryId);
}

/** An approved shop of a generated person. */
export async function makeShop({ app }: Ground, place: number): Promise<string> {
  const { userId } = await app.apis.identity.ensureAccount(call, {
    email: `penjual${place}@bench.test`,
    name: `Penjual ${place}`,
    roles: ['CUSTOMER', 'SELLER'],
    password: PASSWORD,
  });
  const village = VILLAGES[place % VILLAGES.length] ?? { villageCode: '', postalCode: '' };
  const { sellerId } = await app.apis.sellers.ensureSeller(call, {
    userId,
    name: `Toko ${place}`,
    slug: `toko-${place}`,
    description: '',
    city: '',
    commissionBps: 500,
    pickup: { street: 'Jalan Pasar 1', ...village, contactPhone: '081234567890' },
    bank: { bankCode: 'BCA', accountNumber: '1234567890', accountName: `Penjual ${place}` },
  });
  return sellerId;
}

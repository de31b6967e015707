import { join } from 'node:path';
import type { ImportedProduct } from '#commerce/products';
import type { SearchApi } from '#commerce/search';
import { systemCall } from '../../src/platform/call.ts';
import { migrationsFingerprint } from '../../src/platform/migrate.ts';
import { listModuleFolders } from '../../src/platform/modules-on-disk.ts';
import { startPostgres } from '../../src/platform/postgres-server.ts';
import { withDatabase } from '../../src/platform/testing/template.ts';
import type { Ground } from '../../src/server.ts';
import { withClient } from '../house/database.ts';
import { makeShop, openGround } from '../house/market.ts';
import type { Goods } from './files.ts';

const PORT = 15_736;
const BATCH = 1_000;
const LONGEST_NAME = 300;
const LONGEST_DESCRIPTION = 20_000;
const call = systemCall('bench', 'relevance');

export type Shop = {
  search: SearchApi;
  /** Product → its number in the catalogue. */
  keyOf: ReadonlyMap<string, string>;
  close(): Promise<void>;
};

/** A house of its own with the catalogue as one shop; kept for the next run of the same file on the same migrations. */
export async function openShop(
  folder: string,
  { fingerprint, goods, isFresh }: { fingerprint: string; goods: Goods[]; isFresh: boolean },
): Promise<Shop> {
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: PORT,
    database: 'postgres',
    log: () => {},
  });
  const database = `catalogue_${fingerprint}_${await migrationsFingerprint(await listModuleFolders())}`;
  const isNew = await withClient(server.socketUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount && isFresh) await client.query(`drop database ${database} with (force)`);
    if (!rowCount || isFresh) await client.query(`create database ${database}`);
    return !rowCount || isFresh;
  });
  const ground = await openGround(withDatabase(server.socketUrl, database), folder);
  await ground.house.start({ hasJobs: false });
  // The same file again: what stands is left alone, and a run that was broken off goes on.
  const keyOf = await takeIn(ground, goods, isNew);
  return {
    search: ground.app.apis.search,
    keyOf,
    close: async () => {
      await ground.close();
      await server.stop();
    },
  };
}

async function takeIn(ground: Ground, goods: Goods[], isNew: boolean): Promise<Map<string, string>> {
  const { apis } = ground.app;
  if (isNew) console.log(`taking in ${goods.length} products (kept for the next run) …`);
  const sellerId = await makeShop(ground, 0);
  const categoryIds = await categoriesOf(ground, goods);
  const brands = await brandsOf(ground, goods);
  const keyOf = new Map<string, string>();
  for (let from = 0; from < goods.length; from += BATCH) {
    const rows = goods.slice(from, from + BATCH).map((one) =>
      rowOf(one, {
        sellerId,
        categoryId: categoryIds.get(one.category) ?? '',
        brand: brands.get(one.brand) ?? null,
      }),
    );
    const { results } = await apis.products.importProducts(call, { rows });
    for (const { key, productId } of results) keyOf.set(productId, key);
  }
  await ground.house.drainEvents();
  await apis.search.catchUp(call, {});
  return keyOf;
}

function rowOf(goods: Goods, place: Pick<ImportedProduct, 'sellerId' | 'categoryId' | 'brand'>): ImportedProduct {
  return {
    ...place,
    key: goods.id,
    name: goods.title.slice(0, LONGEST_NAME).trim().padEnd(3, '.'),
    description: goods.description.slice(0, LONGEST_DESCRIPTION),
    status: 'active',
    attributes: [],
    axes: [],
    images: [],
    variants: [
      {
        sku: goods.id,
        options: {},
        priceMinor: 10_000,
        stock: 10,
        weightGrams: 500,
        lengthMm: 200,
        widthMm: 150,
        heightMm: 100,
        image: null,
        minQuantity: 1,
        maxQuantity: 999,
      },
    ],
  };
}

/** A shop that names no categories has one. */
async function categoriesOf({ app }: Ground, goods: readonly Goods[]): Promise<Map<string, string>> {
  const names = [...new Set(goods.map(({ category }) => category))];
  const ids = new Map<string, string>();
  for (let from = 0; from < names.length; from += 100) {
    const some = names.slice(from, from + 100);
    const { categories } = await app.apis.catalog.ensureCategories(call, {
      categories: some.map((name, index) => ({
        slug: `bagian-${from + index}`,
        name: name.slice(0, 80) || 'Lainnya',
        parentSlug: null,
        attributes: [],
      })),
    });
    for (const [index, { categoryId }] of categories.entries()) ids.set(some[index] ?? '', categoryId);
  }
  return ids;
}

async function brandsOf({ app }: Ground, goods: readonly Goods[]) {
  const names = [...new Set(goods.map(({ brand }) => brand.slice(0, 80)).filter((name) => name !== ''))];
  const found = new Map<string, ImportedProduct['brand']>();
  for (let from = 0; from < names.length; from += BATCH) {
    const some = names.slice(from, from + BATCH);
    const { brands } = await app.apis.catalog.ensureBrands(call, { names: some });
    for (const [index, brand] of brands.entries()) found.set(some[index] ?? '', brand);
  }
  return found;
}

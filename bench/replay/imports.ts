import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImportProgress, type ImportReport, importProducts } from '../../src/import/import-products.ts';
import { importOlist } from '../../src/import/olist/import-olist.ts';
import type { Olist } from '../../src/import/olist/read-olist.ts';
import { fileRows, type ReadOptions } from '../../src/import/read-rows.ts';
import { systemCall } from '../../src/platform/call.ts';
import type { Ground } from '../../src/server.ts';

export type Taken = { what: string; rows: number; created: number; refused: number; seconds: number };
/** What the imports made; kept beside the database, so that a second run goes straight to the baskets. */
export type Imports = { taken: Taken[]; productIds: Record<string, string> };

const call = systemCall('replay', 'replay');
const OPTIONS = { stock: 100, rupiahPerUnit: 1, price: null, weightGrams: 500 };
const FILES: { what: string; file: string; shop: string; options: ReadOptions }[] = [
  {
    what: 'Icecat catalogue',
    file: 'icecat/products.jsonl.gz',
    shop: 'elektronik',
    options: { ...OPTIONS, format: 'icecat' },
  },
  {
    what: 'Indonesian listing titles',
    file: 'shopee_titles.csv.gz',
    shop: 'serba-ada',
    options: { ...OPTIONS, format: 'listings', price: 50_000 },
  },
  {
    what: 'Online Retail order lines',
    file: 'online_retail/order_lines.csv.gz',
    shop: 'grosir',
    options: { ...OPTIONS, format: 'order-lines' },
  },
];
const UNSOLD_SHOP = 'tanpa-penjual';

/** Everything in the folder into one house. Each step may be broken off: the next run finds what stands. */
export async function takeAllIn(
  { house, app }: Ground,
  options: { data: string; folder: string; olist: Olist },
  progress: (what: string) => ImportProgress,
): Promise<Imports> {
  const file = join(options.folder, 'imports.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Imports;
  for (const slug of [...FILES.map(({ shop }) => shop), UNSOLD_SHOP]) await makeShop(app.apis, slug);
  const taken: Taken[] = [];
  for (const { what, file: name, shop, options: reading } of FILES) {
    const path = join(options.data, name);
    if (!existsSync(path)) {
      console.log(`Skipped ${what}: there is no ${path}`);
      continue;
    }
    const refusedPath = join(options.folder, `${shop}.refused.jsonl`);
    const given = { rows: fileRows(path, reading), sellers: [shop], isDryRun: false, refusedPath };
    taken.push(row(what, await importProducts(app.apis, call, given, progress(what))));
  }
  const report = await importOlist(
    app.apis,
    call,
    {
      olist: options.olist,
      options: {
        unsoldSeller: UNSOLD_SHOP,
        isDryRun: false,
        refusedPath: join(options.folder, 'olist.refused.jsonl'),
      },
    },
    progress('Olist'),
  );
  taken.push(row(`Olist: ${report.sellers} shops, ${report.tariffs} tariffs, products`, report));
  await house.drainEvents();
  await app.apis.search.catchUp(call, {});
  const imports = { taken, productIds: Object.fromEntries(report.productIds) };
  writeFileSync(file, JSON.stringify(imports));
  return imports;
}

function row(what: string, { rows, created, refused, seconds }: ImportReport): Taken {
  return { what, rows, created, refused, seconds };
}

async function makeShop({ identity, sellers }: Ground['app']['apis'], slug: string): Promise<void> {
  const name = slug.replaceAll('-', ' ');
  const { userId } = await identity.ensureAccount(call, {
    name: `Penjual ${name}`,
    email: `${slug}@replay.example`,
    roles: ['CUSTOMER', 'SELLER'],
  });
  await sellers.ensureSeller(call, {
    userId,
    name: `Toko ${name}`,
    slug,
    description: '',
    city: '',
    commissionBps: 500,
    pickup: {
      street: 'Jalan Pasar 1',
      villageCode: '32.73.25.1001',
      postalCode: '40615',
      contactPhone: '081234567890',
    },
    bank: { bankCode: '014', accountNumber: '1234567890', accountName: `Penjual ${name}` },
  });
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { zipSync } from 'fflate';
import type { Picture } from '#commons/media';
import { createCatalog } from '../commerce/catalog/module.ts';
import { createInventory } from '../commerce/inventory/module.ts';
import { createProducts } from '../commerce/products/module.ts';
import { createMemoryCache } from '../platform/cache.ts';
import { systemCall } from '../platform/call.ts';
import { systemClock } from '../platform/clock.ts';
import { newUuid } from '../platform/ids.ts';
import { refuse } from '../platform/refusal.ts';
import { guestCall } from '../platform/testing/calls.ts';
import { testDatabases } from '../platform/testing/database.ts';
import { type ImportApis, type ImportOptions, importProducts } from './import-products.ts';
import { Archive } from './pictures/archive.ts';
import { fileRows } from './read-rows.ts';

const ICECAT = resolve(import.meta.dirname, '../../../shared/data/marketplace/icecat/products.jsonl.gz');

const OPTIONS = { stock: null, rupiahPerUnit: 1, price: null, weightGrams: 500 };

/** Catalogue, products and inventory as they are; shops `a` and `b` by a small object. */
function shopWorld(databases: ReturnType<typeof testDatabases>) {
  const ids: Record<string, string> = { a: newUuid(), b: newUuid() };
  const ground = { clock: systemClock, newId: newUuid };
  const sellers = {
    sellerOfUser: async () => ({ seller: null }),
    sellersByIds: async (_call: unknown, { sellerIds }: { sellerIds: string[] }) => ({
      sellers: sellerIds.map(sellerWith),
    }),
    getPublicSeller: async (_call: unknown, { idOrSlug }: { idOrSlug: string }) => {
      const id = ids[idOrSlug];
      if (!id) throw refuse('sellers.not-found');
      return {
        id,
        name: idOrSlug,
        slug: idOrSlug,
        description: '',
        city: 'Malang',
        isVerified: true,
        joinedAt: '2026-11-21T05:00:00Z',
      };
    },
  };
  const pictures = new Map<string, Picture>();
  const media = keptPictures(pictures);
  const cache = () => createMemoryCache();
  const catalog = () => createCatalog({ ...ground, cache: cache(), database: databases.of('catalog') }).api;
  const inventory = () => createInventory({ ...ground, database: databases.of('inventory'), sellers }).api;
  const products = () =>
    createProducts({
      ...ground,
      cache: cache(),
      database: databases.of('products'),
      catalog: catalog(),
      sellers,
      inventory: inventory(),
      media,
    }).api;
  const apis = (): ImportApis => ({ catalog: catalog(), products: products(), sellers, media });
  return { pictures, ids, apis, catalog, inventory, products, call: systemCall('import', newUuid()) };
}

/** Media that keeps what it is given, as it would answer. */
function keptPictures(kept: Map<string, Picture>): ImportApis['media'] {
  return {
    picturesByIds: async (_call, { pictureIds }) => ({ pictures: pictureIds.flatMap((id) => kept.get(id) ?? []) }),
    storePicture: async (_call, { pictureId = newUuid(), base64 }) => {
      if (!Buffer.from(base64, 'base64').toString().startsWith('picture')) throw refuse('media.not-a-picture');
      const picture = { id: pictureId, url: `/media/${pictureId}/800.webp`, width: 800, height: 600, sources: [] };
      kept.set(pictureId, picture);
      return picture;
    },
  };
}

function sellerWith(sellerId: string) {
  const pickup = {
    street: '',
    villageCode: '',
    postalCode: '',
    areaLabel: '',
    contactName: '',
    contactPhone: '',
    timeZone: 'Asia/Jakarta',
  };
  return {
    sellerId,
    userId: sellerId,
    name: 'Toko',
    slug: `toko-${sellerId.slice(-6)}`,
    city: 'Malang',
    status: 'approved' as const,
    isVerified: true,
    commissionBps: 500,
    pickup,
  };
}

describe('importProducts from a file', () => {
  const databases = testDatabases(['catalog', 'products', 'inventory']);
  const world = shopWorld(databases);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-import-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function run(rows: object[], change: Partial<ImportOptions> = {}) {
    const path = join(folder, `${newUuid()}.jsonl`);
    await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    const refusedPath = `${path}.refused`;
    const report = await importProducts(world.apis(), world.call, {
      rows: fileRows(path, { ...OPTIONS, format: 'jsonl' }),
      refusedPath,
      sellers: ['a'],
      isDryRun: false,
      ...change,
    });
    const lines = existsSync(refusedPath) ? (await readFile(refusedPath, 'utf8')).trim().split('\n') : [];
    return {
      report,
      refused: lines.map(
        (line) => JSON.parse(line) as { line: number; code: string; reason: string; row: { key: string } },
      ),
    };
  }
  const row = (key: string, change: object = {}) => ({
    key,
    name: `Barang ${key}`,
    category: 'Uji > Cabang',
    price: 10_000,
    stock: 3,
    weightGrams: 100,
    brand: 'Merek',
    attributes: { Warna: 'Merah', Panjang: 5 },
    ...change,
  });

  it('should make everything once when the same file comes again and again', async () => {
    const rows = ['A', 'B', 'C'].map((key) => row(key));
    const first = await run(rows);
    assert.partialDeepStrictEqual(first.report, {
      rows: 3,
      created: 3,
      updated: 0,
      unchanged: 0,
      refused: 0,
      categoriesMade: 2,
    });
    const again = await run([row('A'), row('B', { price: 12_000 }), row('C')]);
    assert.partialDeepStrictEqual(again.report, { created: 0, updated: 1, unchanged: 2, categoriesMade: 0 });
    const { items } = await world.products().listProducts(guestCall(), {
      category: 'cabang',
      seller: null,
      brand: null,
      minPriceMinor: null,
      maxPriceMinor: null,
      inStock: true,
      sort: 'price_desc',
      limit: 10,
      cursor: null,
    });
    assert.deepEqual(
      items.map((item) => [item.name, item.priceFrom.amount]),
      [
        ['Barang B', 12_000],
        ['Barang C', 10_000],
        ['Barang A', 10_000],
      ]
        .toSorted((a, b) => Number(b[1]) - Number(a[1]))
        .map((pair, index) => (index === 0 ? pair : [items[index]?.name, 10_000])),
    );
    const { attributes } = await world.catalog().getCategory(world.call, { category: 'cabang' });
    assert.deepEqual(
      attributes.map(({ code, kind, isFilterable }) => [code, kind, isFilterable]),
      [
        ['warna', 'text', true],
        ['panjang', 'number', true],
      ],
    );
    assert.equal((await world.inventory().verifyInventory(world.call, {})).isSound, true);
  });

  it('should write down line and reason when rows are refused, and take the others', async () => {
    await run([row('X1', { name: 'Lama', variants: [{ sku: 'DIPAKAI' }] })]);
    const { report, refused } = await run([
      row('D'),
      { key: 'E' },
      row('D'),
      row('F', { seller: 'tidak-ada' }),
      row('G', { sku: 'DIPAKAI' }),
      row('H', { attributes: { Panjang: 'panjang sekali' }, category: 'Uji > Angka' }),
      row('I', { attributes: { Panjang: 7 }, category: 'Uji > Angka' }),
    ]);
    assert.deepEqual(
      refused
        .map(({ line, reason, row: { key } }) => [line, key, reason])
        .toSorted((a, b) => Number(a[0]) - Number(b[0])),
      [
        [2, 'E', 'name: wajib diisi'],
        [3, 'D', 'key: "D" sudah muncul di baris sebelumnya'],
        [4, 'F', 'seller: toko "tidak-ada" tidak ada'],
        [5, 'G', 'sku: "DIPAKAI" sudah dipakai barang lain di toko ini'],
      ],
    );
    assert.partialDeepStrictEqual(report, { rows: 7, created: 3, refused: 4 });
    const strict = await run([row('J', { attributes: { Panjang: 'tiga' } })]);
    assert.match(strict.refused[0]?.reason ?? '', /^attributes\.Panjang: harus angka/);
  });

  it('should check everything and write nothing when it is a dry run', async () => {
    const { report } = await run([row('DRY', { category: 'Kering > Sekali' }), { key: 'salah' }], { isDryRun: true });
    assert.partialDeepStrictEqual(report, { rows: 2, created: 0, refused: 1, categoriesMade: 2 });
    const { categories } = await world.catalog().listCategories(world.call, {});
    assert.equal(
      categories.some((category) => category.name === 'Kering'),
      false,
    );
  });

  it('should share rows by brand, always in the same way, when several shops are named', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => row(`S${index}`, { brand: `Merek ${index % 5}` }));
    await run(rows, { sellers: ['a', 'b'] });
    assert.equal((await run(rows, { sellers: ['a', 'b'] })).report.unchanged, 20);
    const ofB = await world.products().listProducts(guestCall(), {
      category: null,
      seller: world.ids.b ?? '',
      brand: null,
      minPriceMinor: null,
      maxPriceMinor: null,
      inStock: false,
      sort: 'newest',
      limit: 100,
      cursor: null,
    });
    assert.ok(ofB.items.length > 0 && ofB.items.length < 20);
  });

  it('should bring pictures in once when they are named by address or stand in the archive, and take rows without those that are missing', async () => {
    let asked = 0;
    const web = createServer((request, response) => {
      asked++;
      response.statusCode = request.url === '/foto.jpg' ? 200 : 404;
      response.end('picture of a shirt');
    });
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    const { port } = web.address() as AddressInfo;
    const path = join(folder, 'foto.zip');
    await writeFile(path, zipSync({ 'foto/Kaos.JPG': Buffer.from('picture'), '../luar.jpg': Buffer.from('picture') }));
    const archive = await Archive.open(path, 1_000);
    const rows = [
      row('P1', { images: [`http://127.0.0.1:${port}/foto.jpg`, 'kaos.jpg'] }),
      row('P2', { images: [`http://127.0.0.1:${port}/tiada.jpg`, 'foto/tiada.jpg'] }),
    ];
    try {
      const pictures = { isFetching: true, isPrivateAllowed: true, archive };
      const first = await run(rows, { pictures });
      assert.partialDeepStrictEqual(first.report, { created: 2, refused: 0, picturesStored: 2, picturesMissing: 2 });
      assert.deepEqual(
        first.refused.map(({ line, code }) => [line, code]),
        [
          [2, 'import.picture-missing'],
          [2, 'import.picture-missing'],
        ],
      );
      const again = await run(rows.slice(0, 1), { pictures });
      assert.deepEqual([again.report.unchanged, asked], [1, 2]);
      const closed = await run([row('P3', { images: [`http://127.0.0.1:${port}/foto.jpg?3`] })], {
        pictures: { ...pictures, isPrivateAllowed: false },
      });
      assert.match(closed.refused[0]?.reason ?? '', /alamat dalam jaringan/);
      const left = await run([row('P4', { images: [`http://127.0.0.1:${port}/foto.jpg`] })]);
      assert.deepEqual([left.report.created, left.report.picturesMissing, asked], [1, 0, 2]);
    } finally {
      await archive.close();
      web.close();
    }
  });

  it('should stop with a sentence when a shop on the command line does not exist', async () => {
    await assert.rejects(run([row('A')], { sellers: ['tidak-ada'] }), /no approved shop "tidak-ada"/);
  });
});

describe('the Icecat catalogue', () => {
  const databases = testDatabases(['catalog', 'products', 'inventory']);
  const world = shopWorld(databases);

  it('should come in whole, with typed attributes and facets, when its file is there', {
    skip: existsSync(ICECAT) ? false : 'no ../shared/data here',
  }, async () => {
    const options = {
      rows: fileRows(ICECAT, { ...OPTIONS, format: 'icecat', stock: 25 }),
      refusedPath: join(tmpdir(), `icecat-${newUuid()}`),
      sellers: ['a', 'b'],
      isDryRun: false,
    };
    const report = await importProducts(world.apis(), world.call, options);
    assert.partialDeepStrictEqual(report, { rows: 19_406, created: 19_406, refused: 0 });
    const { attributes } = await world.catalog().getCategory(world.call, { category: 'laptop' });
    const kinds = new Map(
      attributes.filter((attribute) => attribute.isFilterable).map((attribute) => [attribute.kind, attribute]),
    );
    assert.deepEqual([...kinds.keys()].toSorted(), ['boolean', 'number', 'text']);
    const page = await world.products().listProducts(guestCall(), {
      category: 'komputer',
      seller: null,
      brand: null,
      minPriceMinor: null,
      maxPriceMinor: null,
      inStock: true,
      sort: 'price_asc',
      limit: 5,
      cursor: null,
    });
    assert.equal(page.items.length, 5);
    const detail = await world.products().getProduct(guestCall(), { product: page.items[0]?.slug ?? '' });
    assert.equal(detail.variants[0]?.offers[0]?.available, 25);
    assert.equal((await world.inventory().verifyInventory(world.call, {})).stocksChecked, 19_406);
  });
});

import type { Brand, CatalogApi } from '#commerce/catalog';
import type { ProductsApi } from '#commerce/products';
import type { SellersApi } from '#commerce/sellers';
import type { IdentityApi } from '#commons/identity';
import type { MediaApi, Picture } from '#commons/media';
import type { UsersApi } from '#commons/users';
import { present } from '#platform/assert';
import { type Call, systemCall } from '#platform/call';
import { newUuid } from '#platform/ids';
import { CATEGORIES } from './categories.ts';
import { ALL_GOODS } from './goods/all-goods.ts';
import { drawingsOf, firstSku, type Shelf, toRow } from './make-rows.ts';
import { type CreditDemoApis, seedCredit } from './seed-credit.ts';
import { type InsightDemoApis, STORE_NAME, seedInsight } from './seed-insight.ts';
import { SHOPS } from './shops.ts';

/** What seeding asks of the modules: their operations and nothing else. */
export type DemoApis = {
  identity: Pick<IdentityApi, 'ensureAccount'>;
  users: Pick<UsersApi, 'listAddresses' | 'addAddress'>;
  sellers: Pick<SellersApi, 'ensureSeller'>;
  catalog: Pick<CatalogApi, 'ensureCategories' | 'ensureBrands'>;
  media: Pick<MediaApi, 'storePicture' | 'picturesByIds'>;
  products: Pick<ProductsApi, 'importProducts' | 'importOffers' | 'listProductIds'>;
} & CreditDemoApis &
  InsightDemoApis;
export type Progress = (text: string) => void;

export const DEMO_PASSWORD = 'lumbung-demo';

export const DEMO_LOGINS: readonly { email: string; description: string }[] = [
  { email: 'pembeli@lumbung.test', description: 'pembeli, dengan alamat di Bandung' },
  ...SHOPS.map(({ login, name, city }) => ({
    email: sellerEmail(login),
    description: `penjual: ${name}, ${city}${login === 1 ? `; ${STORE_NAME}` : ''}`,
  })),
  { email: 'admin@lumbung.test', description: 'administrator' },
  { email: 'kredit@lumbung.test', description: 'petugas kredit: Dana Lumbung' },
  { email: 'kepatuhan@lumbung.test', description: 'petugas kepatuhan: Dana Lumbung' },
];

export async function isShopEmpty(apis: { products: Pick<ProductsApi, 'listProductIds'> }): Promise<boolean> {
  const { productIds } = await apis.products.listProductIds(seedCall(), { afterId: null, limit: 1 });
  return productIds.length === 0;
}

/**
 * Fills the shop: accounts, ten sellers, categories, pictures, goods and the offers of several sellers for the same
 * variant. Through the modules' operations only, so it works wherever they run. Running it again changes nothing.
 */
export async function seedDemo(apis: DemoApis, progress: Progress): Promise<void> {
  const call = seedCall();
  progress('Demo: akun dan toko');
  // Password hashing is slow on purpose; catalogue and pictures need not wait for it.
  const [sellerIds, catalog, pictures] = await Promise.all([
    ensurePeople(apis, call),
    ensureCatalog(apis, call),
    ensurePictures(apis, call, progress),
  ]);
  await ensureGoods(apis, call, { sellerIds, pictures, ...catalog }, progress);
}

function seedCall(): Call {
  return systemCall('demo', newUuid());
}

function sellerEmail(login: number): string {
  return `penjual${login}@lumbung.test`;
}

/** Buyer, administrator, sellers and their shops. Answers the shops' ids by key. */
async function ensurePeople(apis: DemoApis, call: Call): Promise<Map<string, string>> {
  const account = async (email: string, name: string, roles: ('CUSTOMER' | 'SELLER' | 'ADMIN')[]): Promise<string> => {
    const { userId } = await apis.identity.ensureAccount(call, {
      email,
      name,
      roles,
      password: DEMO_PASSWORD,
      language: 'id',
    });
    return userId;
  };
  const buyer = account('pembeli@lumbung.test', 'Dian Permata', ['CUSTOMER']).then((borrowerId) =>
    Promise.all([ensureAddress(apis, borrowerId), seedCredit(apis, call, { password: DEMO_PASSWORD, borrowerId })]),
  );
  const admin = account('admin@lumbung.test', 'Admin Lumbung', ['CUSTOMER', 'ADMIN']);
  const shops = SHOPS.map(async (shop) => {
    const userId = await account(sellerEmail(shop.login), shop.owner, ['CUSTOMER', 'SELLER']);
    const { name, slug, description, city, street, villageCode, postalCode, phone, bankCode, accountNumber, owner } =
      shop;
    const { sellerId } = await apis.sellers.ensureSeller(call, {
      userId,
      name,
      slug,
      description,
      city,
      commissionBps: 500,
      pickup: { street, villageCode, postalCode, contactPhone: phone },
      bank: { bankCode, accountNumber, accountName: owner.toUpperCase() },
    });
    // Whoever sells coffee online also runs a bakery round the corner.
    if (shop.login === 1) await seedInsight(apis, call, { ownerId: userId, now: new Date() });
    return [shop.key, sellerId] as const;
  });
  const [ids] = await Promise.all([Promise.all(shops), buyer, admin]);
  return new Map(ids);
}

async function ensureAddress(apis: DemoApis, userId: string): Promise<void> {
  const call: Call = { ...seedCall(), actor: { kind: 'user', userId, sessionId: newUuid(), roles: ['CUSTOMER'] } };
  const { items } = await apis.users.listAddresses(call, {});
  if (items.length > 0) return;
  await apis.users.addAddress(call, {
    label: 'Rumah',
    recipientName: 'Dian Permata',
    phone: '081200002001',
    street: 'Jalan Dago Asri 14, RT 03 RW 05',
    villageCode: '32.73.02.1004',
    postalCode: '40135',
    landmark: 'Pagar hijau, seberang mushola',
    isDefault: true,
  });
}

async function ensureCatalog(apis: DemoApis, call: Call): Promise<Pick<Shelf, 'categoryIds' | 'brands'>> {
  const { categories } = await apis.catalog.ensureCategories(call, {
    categories: CATEGORIES.flatMap(({ below, ...root }) => [
      { ...root, parentSlug: null },
      ...below.map((leaf) => ({ ...leaf, parentSlug: root.slug })),
    ]),
  });
  const names = [...new Set(ALL_GOODS.flatMap((good) => good.brand ?? []))];
  const { brands } = await apis.catalog.ensureBrands(call, { names });
  const byName = new Map<string, Brand>(
    names.map((name, index) => [name, present(brands[index], 'Brands come in the order of the names')]),
  );
  return { categoryIds: new Map(categories.map(({ slug, categoryId }) => [slug, categoryId])), brands: byName };
}

/** Pictures at a time that are drawn and stored together. */
const AT_ONCE = 8;

/** Draws what is not stored yet. The drawings are kept as SVG; sizes are made when first looked at. */
async function ensurePictures(apis: DemoApis, call: Call, progress: Progress): Promise<Map<string, Picture>> {
  const drawings = ALL_GOODS.flatMap(drawingsOf);
  const pictures = new Map<string, Picture>();
  for (let from = 0; from < drawings.length; from += 100) {
    const pictureIds = drawings.slice(from, from + 100).map((drawing) => drawing.pictureId);
    const found = await apis.media.picturesByIds(call, { pictureIds });
    for (const picture of found.pictures) pictures.set(picture.id, picture);
  }
  const missing = drawings.filter((drawing) => !pictures.has(drawing.pictureId));
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const batch = missing.slice(from, from + AT_ONCE);
    const stored = await Promise.all(
      batch.map(({ pictureId, draw }) =>
        apis.media.storePicture(call, {
          pictureId,
          ownerId: null,
          purpose: 'product',
          base64: Buffer.from(draw()).toString('base64'),
        }),
      ),
    );
    for (const picture of stored) pictures.set(picture.id, picture);
    progress(`Demo: gambar ${Math.min(from + AT_ONCE, missing.length)} dari ${missing.length}`);
  }
  return pictures;
}

const GOODS_AT_ONCE = 40;

async function ensureGoods(apis: DemoApis, call: Call, shelf: Shelf, progress: Progress): Promise<void> {
  for (let from = 0; from < ALL_GOODS.length; from += GOODS_AT_ONCE) {
    const goods = ALL_GOODS.slice(from, from + GOODS_AT_ONCE);
    await apis.products.importProducts(call, { rows: goods.map((good) => toRow(good, shelf)) });
    progress(`Demo: barang ${from + goods.length} dari ${ALL_GOODS.length}`);
  }
  const idOf = (shop: string): string => present(shelf.sellerIds.get(shop), `The demo has a shop ${shop}`);
  const rows = ALL_GOODS.flatMap((good) =>
    (good.also ?? []).map(({ shop, price, stock }) => ({
      sellerId: idOf(shop),
      sku: `${good.key}-JUAL`,
      ownerId: idOf(good.shop),
      ownerSku: firstSku(good),
      priceMinor: price,
      stock,
    })),
  );
  await apis.products.importOffers(call, { rows });
  progress(`Demo: ${ALL_GOODS.length} barang dari ${SHOPS.length} toko siap`);
}

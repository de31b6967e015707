import type { App } from '../../src/app.ts';
import { aProduct } from '../../src/credit/loan-products/fixtures.ts';
import { type Role, systemCall } from '../../src/platform/call.ts';
import { newUuid } from '../../src/platform/ids.ts';

/** A small market for journeys: two shops in two cities, four products, a buyer, somebody of the staff. */
export const PASSWORD = 'perjalanan-uji-1';
/** The market is built once and copied: what is sealed in it must open in every copy. */
export const MASTER_KEY = '5e'.repeat(32);
export const PEOPLE = {
  buyer: 'pembeli@journey.test',
  stranger: 'orang.lain@journey.test',
  sellers: ['batik@journey.test', 'kopi@journey.test'],
  admin: 'admin@journey.test',
  otherAdmin: 'admin.lain@journey.test',
  officer: 'kredit@journey.test',
  otherOfficer: 'kredit.lain@journey.test',
  checker: 'kepatuhan@journey.test',
} as const;
export const VILLAGES = { bandung: '32.73.25.1001', surabaya: '35.78.01.1001' } as const;

const call = systemCall('journey', 'journey');
const SHOPS = [
  {
    email: PEOPLE.sellers[0],
    name: 'Batik Rahma',
    slug: 'batik-rahma',
    villageCode: VILLAGES.bandung,
    postalCode: '40615',
  },
  {
    email: PEOPLE.sellers[1],
    name: 'Kopi Lereng',
    slug: 'kopi-lereng',
    villageCode: VILLAGES.surabaya,
    postalCode: '60221',
  },
];
const GOODS = [
  { shop: 0, key: 'BATIK-1', name: 'Kemeja Batik Parang', priceMinor: 185_000, stock: 50 },
  { shop: 0, key: 'BATIK-2', name: 'Selendang Batik Mega Mendung', priceMinor: 95_000, stock: 10 },
  { shop: 1, key: 'KOPI-1', name: 'Kopi Arabika Ijen 250 gr', priceMinor: 78_000, stock: 50 },
  { shop: 1, key: 'KOPI-2', name: 'Kopi Robusta Dampit 500 gr', priceMinor: 64_000, stock: 3 },
];

/** Puts the market into an empty house, through the modules' own doors. */
export async function buildMarket({ apis }: App): Promise<void> {
  const person = (email: string, name: string, roles: Role[]) =>
    apis.identity.ensureAccount(call, { email, name, roles, password: PASSWORD });
  const buyer = await person(PEOPLE.buyer, 'Dewi Lestari', ['CUSTOMER']);
  await person(PEOPLE.stranger, 'Orang Lain', ['CUSTOMER']);
  await person(PEOPLE.admin, 'Petugas Uji', ['ADMIN']);
  await person(PEOPLE.otherAdmin, 'Petugas Dua', ['ADMIN']);
  const { categories } = await apis.catalog.ensureCategories(call, {
    categories: [{ slug: 'uji', name: 'Barang Uji', parentSlug: null, attributes: [] }],
  });
  const categoryId = categories[0]?.categoryId ?? '';
  const sellerIds: string[] = [];
  for (const shop of SHOPS) {
    const { userId } = await person(shop.email, shop.name, ['CUSTOMER', 'SELLER']);
    const { sellerId } = await apis.sellers.ensureSeller(call, {
      userId,
      name: shop.name,
      slug: shop.slug,
      description: '',
      city: '',
      commissionBps: 500,
      pickup: {
        street: 'Jalan Pasar 1',
        villageCode: shop.villageCode,
        postalCode: shop.postalCode,
        contactPhone: '081234567890',
      },
      bank: { bankCode: '014', accountNumber: '1234567890', accountName: shop.name },
    });
    sellerIds.push(sellerId);
  }
  await apis.products.importProducts(call, {
    rows: GOODS.map(({ shop, key, name, priceMinor, stock }) => ({
      sellerId: sellerIds[shop] ?? '',
      key,
      name,
      description: `${name}, untuk perjalanan uji.`,
      categoryId,
      brandId: null,
      brand: null,
      status: 'active',
      attributes: [],
      axes: [],
      images: [],
      variants: [
        {
          sku: key,
          options: {},
          weightGrams: 400,
          lengthMm: 200,
          widthMm: 150,
          heightMm: 60,
          image: null,
          priceMinor,
          minQuantity: 1,
          maxQuantity: 100,
          stock,
        },
      ],
    })),
  });
  await buildLenders(apis, person, buyer.userId);
}

type Maker = (email: string, name: string, roles: Role[]) => Promise<{ userId: string }>;

/** Two institutions that lend; the first has a product and has lent the buyer two million, the other has nothing. */
async function buildLenders(apis: App['apis'], person: Maker, borrowerId: string): Promise<void> {
  const officer = await person(PEOPLE.officer, 'Sari Kredit', ['CUSTOMER', 'CREDIT_OFFICER']);
  const checker = await person(PEOPLE.checker, 'Budi Patuh', ['COMPLIANCE_OFFICER']);
  const other = await person(PEOPLE.otherOfficer, 'Rina Lain', ['CUSTOMER', 'CREDIT_OFFICER']);
  const { tenantId } = await apis.tenants.createTenant(call, { name: 'Dana Journey', kind: 'online-lender' });
  const { tenantId: otherId } = await apis.tenants.createTenant(call, { name: 'Dana Lain', kind: 'online-lender' });
  await apis.tenants.addMember(call, { tenantId, userId: officer.userId, role: 'CREDIT_OFFICER' });
  await apis.tenants.addMember(call, { tenantId, userId: checker.userId, role: 'COMPLIANCE_OFFICER' });
  await apis.tenants.addMember(call, { tenantId: otherId, userId: other.userId, role: 'CREDIT_OFFICER' });
  const product = await apis.loanProducts.createProduct(call, { tenantId, name: 'Dana Uji', terms: aProduct() });
  const { productId } = product;
  await apis.loanProducts.releaseVersion(call, { tenantId, productId, version: 1 });
  const wish = { tenantId, productId, productVersion: 1, borrowerId, amountMinor: 2_000_000, periods: 3 };
  const { loanId, agreedOn } = await apis.loans.createLoan(call, wish);
  const payout = { tenantId, loanId, transactionId: newUuid(), paidOutOn: agreedOn, amountMinor: 2_000_000 };
  await apis.loans.activateLoan(call, payout);
}

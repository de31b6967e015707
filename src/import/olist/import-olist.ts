import type { SellersApi } from '#commerce/sellers';
import type { ShippingApi } from '#commerce/shipping';
import type { IdentityApi } from '#commons/identity';
import type { Call } from '#platform/call';
import type { Draft, ReadRow } from '../draft.ts';
import { type ImportApis, type ImportProgress, type ImportReport, importProducts } from '../import-products.ts';
import { basketsOf, freightsOf, type OlistOffer, offersOf, shopSlug, skuOf, tariffCode } from './olist-rules.ts';
import type { Olist, OlistProduct, OlistSeller } from './read-olist.ts';

export type OlistApis = ImportApis & {
  identity: Pick<IdentityApi, 'ensureAccount'>;
  sellers: Pick<SellersApi, 'ensureSeller'>;
  shipping: Pick<ShippingApi, 'setTariffs'>;
};

/** `unsoldSeller`: shop of the products that no order names, which the files tell neither seller nor price of. */
export type OlistOptions = { unsoldSeller: string | null; isDryRun: boolean; refusedPath: string };

export type OlistReport = ImportReport & { sellers: number; tariffs: number; productIds: ReadonlyMap<string, string> };

/** All shops stand in one village of this country: the source's towns are not in its table of villages. */
const PICKUP = {
  street: 'Jalan Gudang 1',
  villageCode: '32.73.25.1001',
  postalCode: '40615',
  contactPhone: '081234567890',
};

/**
 * The Olist marketplace: its sellers become approved shops (their owners sign in by a code sent to their address), its
 * products one product per seller with one offer per price, and what each seller took for sending a basket that shop's
 * own tariffs, one for each different sum. Everything is found again by its number, so it may be run again and again.
 */
export async function importOlist(
  apis: OlistApis,
  call: Call,
  { olist, options }: { olist: Olist; options: OlistOptions },
  progress: ImportProgress = () => {},
): Promise<OlistReport> {
  const freights = freightsOf(basketsOf(olist.items));
  const tariffs = [...freights.values()].reduce((sum, amounts) => sum + amounts.length, 0);
  if (!options.isDryRun) await makeShops(apis, call, { sellers: olist.sellers, freights }, progress);
  const productIds = new Map<string, string>();
  const report = await importProducts(
    apis,
    call,
    {
      rows: () => rowsOf(olist, options.unsoldSeller),
      sellers: [],
      isDryRun: options.isDryRun,
      refusedPath: options.refusedPath,
      onWritten: (results) => {
        for (const { sellerId, key, productId } of results) productIds.set(`${sellerId} ${key}`, productId);
      },
    },
    progress,
  );
  return { ...report, sellers: olist.sellers.length, tariffs, productIds };
}

const AT_ONCE = 8;

async function makeShops(
  apis: OlistApis,
  call: Call,
  { sellers, freights }: { sellers: readonly OlistSeller[]; freights: ReadonlyMap<string, number[]> },
  progress: ImportProgress,
): Promise<void> {
  const waiting = sellers.values();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const seller of waiting) {
      const shopId = await makeShop(apis, call, seller);
      const amounts = freights.get(seller.sellerId);
      if (amounts) await apis.shipping.setTariffs(call, { sellerId: shopId, tariffs: amounts.map(tariffOf) });
      progress('shops', ++done, sellers.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function makeShop(apis: OlistApis, call: Call, { sellerId, city, state }: OlistSeller): Promise<string> {
  const short = sellerId.slice(0, 8);
  const { userId } = await apis.identity.ensureAccount(call, {
    name: `Penjual ${short}`,
    email: `${sellerId}@olist.example`,
    roles: ['CUSTOMER', 'SELLER'],
  });
  const shop = await apis.sellers.ensureSeller(call, {
    userId,
    name: `Toko ${short}`,
    slug: shopSlug(sellerId),
    description: '',
    city: `${city}, ${state}`,
    commissionBps: 500,
    pickup: PICKUP,
    bank: { bankCode: '014', accountNumber: '1234567890', accountName: `Penjual ${short}` },
  });
  return shop.sellerId;
}

function tariffOf(amountMinor: number) {
  const name = `Kurir toko ${amountMinor.toLocaleString('id-ID')}`;
  return {
    code: tariffCode(amountMinor),
    name,
    group: 'regular' as const,
    priceMinor: amountMinor,
    daysFrom: 2,
    daysUntil: 20,
  };
}

/** First what could not be read, then a product per seller, in the order of the table. */
export async function* rowsOf(olist: Olist, unsoldSeller: string | null): AsyncGenerator<ReadRow> {
  for (const refused of olist.refused) yield { refused };
  const offers = Map.groupBy(offersOf(olist.items), (offer) => offer.productId);
  for (const product of olist.products) {
    const bySeller = Map.groupBy(offers.get(product.productId) ?? [], (offer) => offer.sellerId);
    for (const [sellerId, ofSeller] of bySeller) yield { draft: draftOf(product, shopSlug(sellerId), ofSeller) };
    if (bySeller.size > 0) continue;
    if (unsoldSeller !== null) yield { draft: draftOf(product, unsoldSeller, []) };
    else
      yield {
        refused: {
          line: product.line,
          code: 'import.field-required',
          reason: 'price: tidak ada pesanan yang menyebut penjual dan harganya',
          record: { product_id: product.productId },
        },
      };
  }
}

const AXIS = 'Harga';
/** A draft cannot be bought; it still needs a price. */
const UNSOLD_PRICE = 1;

function draftOf(product: OlistProduct, seller: string, offers: readonly OlistOffer[]): Draft {
  const category = capitalised(product.category.replaceAll('_', ' '));
  const sorted = offers.toSorted((a, b) => a.priceMinor - b.priceMinor);
  const isSold = sorted.length > 0;
  const sold: Pick<OlistOffer, 'productId' | 'priceMinor' | 'sold'>[] = isSold
    ? sorted
    : [{ productId: product.productId, priceMinor: UNSOLD_PRICE, sold: 0 }];
  const hasAxis = sold.length > 1;
  const value = (priceMinor: number): string => `Rp${priceMinor.toLocaleString('id-ID')}`;
  return {
    line: product.line,
    record: { product_id: product.productId },
    seller,
    key: product.productId,
    name: `${category} ${product.productId.slice(0, 8)}`,
    description: '',
    category: ['Olist', category],
    brand: null,
    status: isSold ? 'active' : 'draft',
    attributes: [],
    axes: hasAxis ? [{ name: AXIS, values: sold.map(({ priceMinor }) => value(priceMinor)) }] : [],
    images: [],
    variants: sold.map((offer) => ({
      sku: isSold ? skuOf(offer) : product.productId,
      options: optionsOf(hasAxis, value(offer.priceMinor)),
      priceMinor: offer.priceMinor,
      // Exactly what was sold: replayed in full, nothing is left and nothing is missing.
      stock: offer.sold,
      weightGrams: Math.min(product.weightGrams ?? 500, 2_000_000),
      lengthMm: millimetres(product.lengthCm, 200),
      widthMm: millimetres(product.widthCm, 150),
      heightMm: millimetres(product.heightCm, 100),
      image: null,
      minQuantity: 1,
      maxQuantity: 999,
    })),
  };
}

function optionsOf(hasAxis: boolean, value: string): Record<string, string> {
  return hasAxis ? { [AXIS]: value } : {};
}

function millimetres(centimetres: number | null, otherwise: number): number {
  return centimetres === null ? otherwise : Math.min(centimetres * 10, 10_000);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

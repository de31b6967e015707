/** Named examples for tests and for nobody else. */
import type { Offer } from '#commerce/products';
import type { Seller } from '#commerce/sellers';
import { newUuid } from '#platform/ids';
import type { CartsDeps } from './open-cart.ts';

/** A shop in Bandung, as sellers tells of it. */
export function shopExample(change: Partial<Seller> = {}): Seller {
  const sellerId = change.sellerId ?? newUuid();
  return {
    sellerId,
    userId: newUuid(),
    name: 'Toko Melati',
    slug: `toko-melati-${sellerId.slice(-6)}`,
    city: 'Kota Bandung',
    status: 'approved',
    isVerified: true,
    commissionBps: 250,
    pickup: {
      street: 'Jl. Braga 12',
      villageCode: '32.73.09.1003',
      postalCode: '40111',
      areaLabel: 'Braga, Sumur Bandung, Kota Bandung, Jawa Barat',
      contactName: 'Melati',
      contactPhone: '+6281230001111',
      timeZone: 'Asia/Jakarta',
    },
    ...change,
  };
}

/** Half a kilo of coffee for Rp 65.000, on sale. */
export function offerExample(change: Partial<Offer> = {}): Offer {
  return {
    offerId: newUuid(),
    sellerId: newUuid(),
    productId: newUuid(),
    variantId: newUuid(),
    slug: 'kopi-gayo-500-g',
    sku: 'KOPI-500',
    name: 'Kopi Gayo 500 g',
    options: { Gilingan: 'Halus' },
    imageUrl: '/media/kopi.webp',
    priceMinor: 65_000,
    weightGrams: 520,
    lengthMm: 200,
    widthMm: 120,
    heightMm: 80,
    isSellable: true,
    minQuantity: 1,
    maxQuantity: 1_000,
    categoryId: newUuid(),
    ...change,
  };
}

/** The neighbours of a cart as one small market that a test can change: offers, free pieces, sellers; and how often it was asked. */
export function marketExample(offers: Offer[], freeQuantity = 10) {
  const byId = new Map(offers.map((offer) => [offer.offerId, offer]));
  const free = new Map(offers.map((offer) => [offer.offerId, freeQuantity]));
  const shops = new Map(
    [...new Set(offers.map((offer) => offer.sellerId))].map((sellerId) => [sellerId, shopExample({ sellerId })]),
  );
  const asked = { offers: 0, stocks: 0, sellers: 0 };
  const neighbours: Pick<CartsDeps, 'products' | 'inventory' | 'sellers'> = {
    products: {
      offersByIds: async (_call, { offerIds }) => {
        asked.offers++;
        return { offers: offerIds.flatMap((offerId) => byId.get(offerId) ?? []) };
      },
    },
    inventory: {
      freeByOffers: async (_call, { offerIds }) => {
        asked.stocks++;
        return { stocks: offerIds.map((offerId) => ({ offerId, freeQuantity: free.get(offerId) ?? 0 })) };
      },
    },
    sellers: {
      sellersByIds: async (_call, { sellerIds }) => {
        asked.sellers++;
        return { sellers: sellerIds.flatMap((sellerId) => shops.get(sellerId) ?? []) };
      },
    },
  };
  const change = (offerId: string, how: Partial<Offer>) => {
    const offer = byId.get(offerId);
    if (offer) byId.set(offerId, { ...offer, ...how });
  };
  return { neighbours, free, shops, asked, change };
}

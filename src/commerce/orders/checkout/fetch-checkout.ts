import type { ProductsApi } from '#commerce/products';
import type { Seller } from '#commerce/sellers';
import type { ParcelQuote } from '#commerce/shipping';
import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { OrderRecord } from '../order-record.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import type { Destination } from '../shapes.ts';
import { type Basket, foldWishes, splitBySeller, type Wish } from './basket-rules.ts';

export type FetchedGoods = {
  baskets: Basket[];
  sellers: Map<string, Seller>;
  parcels: Map<string, ParcelQuote>;
};
export type FetchedCheckout = FetchedGoods & { address: OrderRecord['address'] };
type Offer = Awaited<ReturnType<ProductsApi['offersByIds']>>['offers'][number];

/**
 * Asks the neighbours for everything a checkout is decided from, each once: address and cart side by side, then offers
 * (and stock, where the buyer only wants to see), then sellers, then the postage.
 */
export async function fetchCheckout(
  deps: OrdersDeps,
  call: Call,
  wanted: { userId: string; addressId: string; lines: readonly Wish[] | undefined; withStock: boolean },
): Promise<FetchedCheckout> {
  const address = fetchAddress(deps, call, wanted);
  const goods = await fetchGoods(deps, call, { place: address, lines: wanted.lines, withStock: wanted.withStock });
  return { ...goods, address: await address };
}

/** The same for a place that need not be anybody's address yet. */
export async function fetchGoods(
  deps: OrdersDeps,
  call: Call,
  wanted: { place: Promise<Destination>; lines: readonly Wish[] | undefined; withStock: boolean },
): Promise<FetchedGoods> {
  const [place, wishes] = await Promise.all([
    wanted.place,
    wanted.lines ?? deps.carts.getLines(call, {}).then((cart) => cart.lines),
  ]);
  const baskets = await fetchBaskets(deps, call, foldWishes(wishes), wanted.withStock);
  const { sellers } = await deps.sellers.sellersByIds(call, { sellerIds: baskets.map((basket) => basket.sellerId) });
  const sellersById = new Map(sellers.map((seller) => [seller.sellerId, seller]));
  const parcels = await fetchParcels(deps, call, { place, baskets, sellers: sellersById });
  return { baskets, sellers: sellersById, parcels };
}

/** A village that there is; its post code is the asker's word, as in an address. */
export async function fetchPlace(deps: OrdersDeps, call: Call, place: Destination): Promise<Destination> {
  try {
    await deps.users.getVillage(call, { villageCode: place.villageCode });
    return place;
  } catch (error) {
    if (!isRefusal(error, 'users.village-not-found')) throw error;
    const code = 'orders.village-not-found';
    throw refuse(code, {}, { fields: [{ pointer: '/destination/villageCode', code, detail: code }] });
  }
}

async function fetchAddress(
  deps: OrdersDeps,
  call: Call,
  { userId, addressId }: { userId: string; addressId: string },
): Promise<OrderRecord['address']> {
  try {
    const address = await deps.users.getAddress(call, { userId, addressId });
    return {
      recipientName: address.recipientName,
      phone: address.phone,
      street: address.street,
      areaLabel: [address.villageName, address.districtName, address.regencyName, address.provinceName].join(', '),
      villageCode: address.villageCode,
      postalCode: address.postalCode,
      landmark: address.landmark,
    };
  } catch (error) {
    if (!isRefusal(error, 'users.address-not-found')) throw error;
    const field = { pointer: '/addressId', code: 'orders.address-not-found', detail: 'orders.address-not-found' };
    throw refuse('orders.address-not-found', {}, { fields: [field] });
  }
}

async function fetchBaskets(
  deps: OrdersDeps,
  call: Call,
  wishes: readonly Wish[],
  withStock: boolean,
): Promise<Basket[]> {
  const offerIds = wishes.map((wish) => wish.offerId);
  const [offers, stocks] = await Promise.all([
    offerIds.length === 0 ? [] : deps.products.offersByIds(call, { offerIds }).then((answer) => answer.offers),
    offerIds.length === 0 || !withStock
      ? []
      : deps.inventory.freeByOffers(call, { offerIds }).then((answer) => answer.stocks),
  ]);
  const byId = new Map(offers.map((offer: Offer) => [offer.offerId, offer]));
  const free = withStock ? new Map(stocks.map((stock) => [stock.offerId, stock.freeQuantity])) : null;
  const split = splitBySeller(wishes, byId, free);
  if ('refusal' in split) throw refuse(split.refusal.code, split.refusal.details, { fields: split.refusal.fields });
  return split.baskets;
}

async function fetchParcels(
  deps: OrdersDeps,
  call: Call,
  { place, baskets, sellers }: { place: Destination; baskets: Basket[]; sellers: Map<string, Seller> },
): Promise<Map<string, ParcelQuote>> {
  const { parcels } = await deps.shipping.quoteMany(call, {
    destination: { villageCode: place.villageCode, postalCode: place.postalCode },
    parcels: baskets.map((basket) => {
      const pickup = sellers.get(basket.sellerId)?.pickup;
      return {
        sellerId: basket.sellerId,
        origin: { villageCode: pickup?.villageCode ?? '', postalCode: pickup?.postalCode ?? '00000' },
        weightGrams: basket.weightGrams,
        volumeMm3: basket.volumeMm3,
        valueMinor: basket.subtotalMinor,
      };
    }),
  });
  return new Map(parcels.map((parcel) => [parcel.sellerId, parcel]));
}

import type { ProductsApi } from '#commerce/products';
import type { Seller } from '#commerce/sellers';
import type { ParcelQuote } from '#commerce/shipping';
import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { OrderRecord } from '../order-record.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import { type Basket, foldWishes, splitBySeller, type Wish } from './basket-rules.ts';

export type FetchedCheckout = {
  address: OrderRecord['address'];
  baskets: Basket[];
  sellers: Map<string, Seller>;
  parcels: Map<string, ParcelQuote>;
};
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
  const [address, wishes] = await Promise.all([
    fetchAddress(deps, call, wanted),
    wanted.lines ?? deps.carts.getLines(call, {}).then((cart) => cart.lines),
  ]);
  const baskets = await fetchBaskets(deps, call, foldWishes(wishes), wanted.withStock);
  const { sellers } = await deps.sellers.sellersByIds(call, { sellerIds: baskets.map((basket) => basket.sellerId) });
  const sellersById = new Map(sellers.map((seller) => [seller.sellerId, seller]));
  const parcels = await fetchParcels(deps, call, { address, baskets, sellers: sellersById });
  return { address, baskets, sellers: sellersById, parcels };
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
  { address, baskets, sellers }: { address: OrderRecord['address']; baskets: Basket[]; sellers: Map<string, Seller> },
): Promise<Map<string, ParcelQuote>> {
  const { parcels } = await deps.shipping.quoteMany(call, {
    destination: { villageCode: address.villageCode, postalCode: address.postalCode },
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

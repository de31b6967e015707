import { type Call, userIdOf } from '#platform/call';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import type { CheckoutQuote, QuoteInput } from '../contract.ts';
import { viewLine } from '../order-view.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import { subtotalOf } from './basket-rules.ts';
import { type FetchedGoods, fetchCheckout, fetchGoods, fetchPlace } from './fetch-checkout.ts';

/** What the cart (or these lines) would cost to this address or place, with all ways to send and to pay. Reserves nothing. */
export async function quoteCheckout(deps: OrdersDeps, call: Call, input: QuoteInput): Promise<CheckoutQuote> {
  const fetched = await fetchFor(deps, call, input);
  const subtotalMinor = subtotalOf(fetched.baskets);
  const { channels } = await deps.payments.listChannels(call, { amountMinor: subtotalMinor });

  return {
    sellers: fetched.baskets.map((basket) => {
      const seller = fetched.sellers.get(basket.sellerId);
      const parcel = fetched.parcels.get(basket.sellerId);
      return {
        seller: { id: basket.sellerId, name: seller?.name ?? '', slug: seller?.slug ?? '', city: seller?.city ?? '' },
        lines: basket.lines.map(viewLine),
        subtotal: rupiah(basket.subtotalMinor),
        weightGrams: basket.weightGrams,
        services: (parcel?.services ?? []).map((service) => ({
          serviceCode: service.serviceCode,
          courierName: service.courierName,
          serviceName: service.serviceName,
          group: service.group,
          price: rupiah(service.priceMinor),
          arrivesFrom: service.arrivesFromOn,
          arrivesUntil: service.arrivesUntilOn,
          cashOnDelivery: service.cashOnDelivery,
          chargeableWeightGrams: service.chargeableWeightGrams,
        })),
        isShippingDown: parcel?.isProviderDown ?? true,
      };
    }),
    subtotal: rupiah(subtotalMinor),
    paymentChannels: channels,
  };
}

/** An address is its owner's; a place is anybody's to ask for. */
async function fetchFor(deps: OrdersDeps, call: Call, input: QuoteInput): Promise<FetchedGoods> {
  const { addressId, destination, lines } = input;
  if ((addressId === undefined) === (destination === undefined)) throw refuse('orders.destination-needed');
  if (destination)
    return fetchGoods(deps, call, { place: fetchPlace(deps, call, destination), lines, withStock: true });
  const userId = userIdOf(call);
  if (userId === null || addressId === undefined) throw refuse('orders.not-signed-in');
  return fetchCheckout(deps, call, { userId, addressId, lines, withStock: true });
}

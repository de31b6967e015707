import type { CourierGroup, CourierService, Money, PaymentChannel, Quote } from '@lumbung/kit/api.ts';

/** Pure sums and defaults of the checkout, the same on the server, in the browser and in the test. */

export const courierGroups: CourierGroup[] = ['instant', 'same_day', 'regular', 'economy', 'cargo'];

/** sellerId → serviceCode */
export type ShippingChoice = Record<string, string>;

type SellerQuote = Pick<Quote['sellers'][number], 'services' | 'subtotal'> & { seller: { id: string } };

/** What most people take: the cheapest regular service, else the cheapest of all. */
export function usualService(services: CourierService[]): CourierService | undefined {
  const cheapest = (list: CourierService[]) => list.toSorted((a, b) => a.price.amount - b.price.amount)[0];
  return cheapest(services.filter((service) => service.group === 'regular')) ?? cheapest(services);
}

export function chosenService(quote: SellerQuote, choice: ShippingChoice): CourierService | undefined {
  return (
    quote.services.find((service) => service.serviceCode === choice[quote.seller.id]) ?? usualService(quote.services)
  );
}

/** The groups that have services, in our order, cheapest first within each. */
export function servicesByGroup(services: CourierService[]): { group: CourierGroup; services: CourierService[] }[] {
  return courierGroups
    .map((group) => ({
      group,
      services: services
        .filter((service) => service.group === group)
        .toSorted((a, b) => a.price.amount - b.price.amount),
    }))
    .filter((one) => one.services.length > 0);
}

export type Sums = { goods: number; shipping: number; total: number; isComplete: boolean };

/** Incomplete while some seller has no courier to this address. */
export function sumsOf(sellers: SellerQuote[], choice: ShippingChoice): Sums {
  let goods = 0;
  let shipping = 0;
  let isComplete = sellers.length > 0;
  for (const quote of sellers) {
    const service = chosenService(quote, choice);
    goods += quote.subtotal.amount;
    shipping += service?.price.amount ?? 0;
    if (!service) isComplete = false;
  }
  return { goods, shipping, total: goods + shipping, isComplete };
}

/** A channel may be closed by its provider, or too small for this total. */
export function canPayWith(channel: PaymentChannel, total: number): boolean {
  return channel.isAvailable && !exceeds(channel.maximum, total);
}

export function exceeds(maximum: Money | null, total: number): boolean {
  return maximum !== null && total > maximum.amount;
}

export function usualChannel(channels: PaymentChannel[], total: number): PaymentChannel | undefined {
  return channels.find((channel) => canPayWith(channel, total));
}

import { randomUUID } from 'node:crypto';
import { PEOPLE, VILLAGES } from '../journeys/market.ts';
import { guest, type Person, signIn } from '../journeys/person.ts';

export type Money = { amount: number };
export type Order = { id: string; status: string; history: { status: string }[]; total: Money };
export type Placed = {
  invoiceId: string;
  orders: Order[];
  payment: { id: string; amount: Money; instructions: { qrString: string } | null };
};
/** A request to buy that can be sent again, word for word. */
export type Purchase = { key: string; body: object };

export const HOME = {
  label: 'Rumah',
  recipientName: 'Dewi Lestari',
  phone: '0812-3456-7890',
  street: 'Jalan Mawar 5 RT 01/02',
  villageCode: VILLAGES.bandung,
  postalCode: '40615',
};

type Offer = { offerId: string; sellerId: string };

/** Somebody who buys the same goods again and again. */
export type Shopper = {
  person: Person;
  purchase(names: readonly string[]): Promise<Purchase>;
};

export async function openShopper(url: string): Promise<Shopper> {
  const person = await signIn(url, PEOPLE.buyer);
  const { id: addressId } = await person.post<{ id: string }>('/users/me/addresses', HOME);
  return {
    person,
    purchase: async (names) => {
      const offers = await Promise.all(names.map((name) => offerOf(url, name)));
      const lines = offers.map(({ offerId }) => ({ offerId, quantity: 1 }));
      const shipping = await servicesFor(person, addressId, lines);
      return { key: randomUUID(), body: { addressId, lines, shipping, paymentChannel: 'QRIS' } };
    },
  };
}

export async function servicesFor(
  person: Person,
  addressId: string,
  lines: readonly object[],
): Promise<{ sellerId: string; serviceCode: string }[]> {
  const quote = await person.post<{ sellers: { seller: { id: string }; services: { serviceCode: string }[] }[] }>(
    '/checkout/quote',
    { addressId, lines },
  );
  return quote.sellers.map(({ seller, services }) => ({
    sellerId: seller.id,
    serviceCode: services[0]?.serviceCode ?? '',
  }));
}

export async function offerOf(url: string, name: string): Promise<Offer> {
  type Detail = { name: string; variants: { offers: { offerId: string; seller: { id: string } }[] }[] };
  const { items } = await guest(url).get<{ items: { slug: string; name: string }[] }>('/products?limit=100');
  const slug = items.find((item) => item.name === name)?.slug;
  const detail = await guest(url).get<Detail>(`/products/${slug}`);
  const offer = detail.variants[0]?.offers[0];
  if (!offer) throw new Error(`${name} is not for sale`);
  return { offerId: offer.offerId, sellerId: offer.seller.id };
}

export async function payAtTwin(sandboxUrl: string, placed: Placed): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/__sandbox/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ qrString: placed.payment.instructions?.qrString }),
  });
  if (!answer.ok) throw new Error(`The twin took no payment: ${await answer.text()}`);
}

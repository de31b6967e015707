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

const MOST_TRIES = 15;
const RETRY_AFTER_MS = 2_000;

type Offer = { offerId: string; sellerId: string };

/** Somebody who buys the same goods again and again. */
export type Shopper = {
  person: Person;
  purchase(names: readonly string[]): Promise<Purchase>;
  /** The goods lie in the cart, which the purchase empties. */
  purchaseOfCart(names: readonly string[]): Promise<Purchase>;
};

/** Heeds "come again in two seconds", which a server on a busy machine says now and then. */
export function patient(person: Person): Person {
  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries === MOST_TRIES || !String(error).includes('"server.busy"')) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
      }
    }
  };
  return {
    ...person,
    get: (path) => patiently(() => person.get(path)),
    post: (path, body, headers) => patiently(() => person.post(path, body, headers)),
  };
}

export async function openShopper(url: string): Promise<Shopper> {
  const person = patient(await signIn(url, PEOPLE.buyer));
  const { id: addressId } = await person.post<{ id: string }>('/users/me/addresses', HOME);
  const linesOf = async (names: readonly string[]) => {
    const offers = await Promise.all(names.map((name) => offerOf(url, name)));
    return offers.map(({ offerId }) => ({ offerId, quantity: 1 }));
  };
  return {
    person,
    purchaseOfCart: async (names) => {
      await person.post('/cart/items', { items: await linesOf(names) });
      const shipping = await servicesFor(person, addressId);
      return { key: randomUUID(), body: { addressId, shipping, paymentChannel: 'QRIS' } };
    },
    purchase: async (names) => {
      const lines = await linesOf(names);
      const shipping = await servicesFor(person, addressId, lines);
      return { key: randomUUID(), body: { addressId, lines, shipping, paymentChannel: 'QRIS' } };
    },
  };
}

export async function servicesFor(
  person: Person,
  addressId: string,
  lines?: readonly object[],
): Promise<{ sellerId: string; serviceCode: string }[]> {
  const quote = await person.post<{ sellers: { seller: { id: string }; services: { serviceCode: string }[] }[] }>(
    '/checkout/quote',
    { addressId, ...(lines ? { lines } : {}) },
  );
  return quote.sellers.map(({ seller, services }) => ({
    sellerId: seller.id,
    serviceCode: services[0]?.serviceCode ?? '',
  }));
}

export async function offerOf(url: string, name: string): Promise<Offer> {
  type Detail = { name: string; variants: { offers: { offerId: string; seller: { id: string } }[] }[] };
  const anybody = patient(guest(url));
  const { items } = await anybody.get<{ items: { slug: string; name: string }[] }>('/products?limit=100');
  const slug = items.find((item) => item.name === name)?.slug;
  const detail = await anybody.get<Detail>(`/products/${slug}`);
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

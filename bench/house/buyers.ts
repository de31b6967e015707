import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchHouse } from './house.ts';
import { type Ask, jsonOf } from './load.ts';
import { buyerEmail, PASSWORD } from './market.ts';

const SIGN_IN_ATTEMPTS = 5;

export type Buyer = { authorization: string; addressId: string };
export type Offer = { offerId: string; sellerId: string };

/** Signs a generated person in; the bearer's header. A server that is busy starting says when to come again. */
export async function signIn(ask: Ask, place: number): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const login = await ask({
      method: 'POST',
      path: '/api/v1/auth/login',
      body: { identifier: buyerEmail(place), password: PASSWORD },
    });
    if (login.status !== 503 || attempt >= SIGN_IN_ATTEMPTS)
      return `Bearer ${jsonOf<{ accessToken: string }>(login, 'signing in').accessToken}`;
    await pause(Number(login.headers['retry-after'] ?? 1) * 1_000);
  }
}

/** A generated person, signed in and with an address. */
export async function prepareBuyer(ask: Ask, place: number): Promise<Buyer> {
  const authorization = await signIn(ask, place);
  const address = await ask({
    method: 'POST',
    path: '/api/v1/users/me/addresses',
    headers: { authorization, 'idempotency-key': randomUUID() },
    body: {
      label: 'Rumah',
      recipientName: `Pembeli ${place}`,
      phone: '0812-3456-7890',
      street: 'Jalan Mawar 5 RT 01/02',
      villageCode: '32.73.25.1001',
      postalCode: '40615',
    },
  });
  return { authorization, addressId: jsonOf<{ id: string }>(address, 'adding an address').id };
}

type Quote = { sellers: { seller: { id: string }; services: { serviceCode: string }[] }[] };
type Placed = { invoiceId: string; payment: { id: string; instructions: { qrString: string } | null } };

/** The requests of one purchase, each by itself, so that a bench can look at what lies between. */
export function purchase(ask: Ask, buyer: Buyer) {
  const headers = { authorization: buyer.authorization };
  const addressId = buyer.addressId;
  return {
    add: async (offer: Offer): Promise<void> => {
      const body = { items: [{ offerId: offer.offerId, quantity: 1 }] };
      jsonOf(await ask({ method: 'POST', path: '/api/v1/cart/items', headers, body }), 'adding to the cart');
    },
    quote: async (): Promise<{ sellerId: string; serviceCode: string }[]> => {
      const quote = jsonOf<Quote>(
        await ask({ method: 'POST', path: '/api/v1/checkout/quote', headers, body: { addressId } }),
        'the quote',
      );
      return quote.sellers.map(({ seller, services }) => ({
        sellerId: seller.id,
        serviceCode: services[0]?.serviceCode ?? '',
      }));
    },
    place: async (shipping: { sellerId: string; serviceCode: string }[]): Promise<Placed> =>
      jsonOf<Placed>(
        await ask({
          method: 'POST',
          path: '/api/v1/orders',
          headers: { ...headers, 'idempotency-key': randomUUID() },
          body: { addressId, shipping, paymentChannel: 'QRIS' },
        }),
        'placing the order',
      ),
  };
}

/** The payer's bank pays; the sandbox then sends its webhook as Xendit would. */
export async function payAtSandbox(sandbox: Ask, placed: Placed): Promise<void> {
  const body = { qrString: placed.payment.instructions?.qrString };
  jsonOf(await sandbox({ method: 'POST', path: '/__sandbox/pay', body }), 'paying');
}

/** All offers of the market, those of one seller never beside each other. */
export async function listOffers(house: BenchHouse): Promise<Offer[]> {
  return house.database.adminOf(house.databaseUrl, async (client) => {
    const { rows } = await client.query<Offer>(
      'select id as "offerId", seller_id as "sellerId" from products.offers order by md5(id::text)',
    );
    return rows;
  });
}

/** Two offers of different sellers, others each time. */
export function twoOffers(offers: readonly Offer[], turn: number): [Offer, Offer] {
  const first = offers[(turn * 7_919) % offers.length];
  if (!first) throw new Error('The market is empty');
  for (let step = 1; step < offers.length; step++) {
    const second = offers[(turn * 7_919 + step * 13) % offers.length];
    if (second && second.sellerId !== first.sellerId) return [first, second];
  }
  throw new Error('The market has one seller only');
}

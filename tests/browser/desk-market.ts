import assert from 'node:assert/strict';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE, VILLAGES } from '../journeys/market.ts';
import { guest, type Person, signIn } from '../journeys/person.ts';
import type { RunningHouse } from '../journeys/running-house.ts';

export type Order = {
  id: string;
  number: string;
  status: string;
  total: { amount: number };
  refunded: { amount: number };
  shipping: { trackingNumber: string | null };
};
type Placed = { orders: Order[]; payment: { instructions: { qrString: string } } };
/** What the sandbox's bank is told: more or less than the bill on purpose. */
type Pay = { amountMinor?: number };

/** The other side of the desk: somebody who buys at the first shop, by the API. */
export type DeskMarket = {
  buyer: Person;
  /** An order that waits for its payment. */
  place(goods?: string): Promise<Placed & { order: Order }>;
  pay(placed: Placed, how?: Pay): Promise<void>;
  /** An order that is paid. */
  paidOrder(goods?: string): Promise<Order>;
  read(orderId: string): Promise<Order>;
};

export async function openDeskMarket(house: RunningHouse): Promise<DeskMarket> {
  const buyer = await signIn(house.url, PEOPLE.buyer);
  const address = { label: 'Rumah', recipientName: 'Dewi Lestari', phone: '0812-3456-7890', street: 'Jalan Mawar 5' };
  const place = { villageCode: VILLAGES.bandung, postalCode: '40615' };
  const { id: addressId } = await buyer.post<{ id: string }>('/users/me/addresses', { ...address, ...place });
  const read = (orderId: string) => buyer.get<Order>(`/orders/${orderId}`);

  async function order(goods = 'Kemeja Batik Parang') {
    const lines = [{ offerId: await offerOf(house.url, goods), quantity: 1 }];
    const { sellers } = await buyer.post<{
      sellers: { seller: { id: string }; services: { serviceCode: string }[] }[];
    }>('/checkout/quote', { addressId, lines });
    const shipping = sellers.map(({ seller, services }) => ({
      sellerId: seller.id,
      serviceCode: services[0]?.serviceCode,
    }));
    const placed = await buyer.post<Placed>('/orders', { addressId, lines, shipping, paymentChannel: 'QRIS' });
    const [first] = placed.orders;
    assert.ok(first);
    return { ...placed, order: first };
  }

  async function pay(placed: Placed, how: Pay = {}) {
    const { qrString } = placed.payment.instructions;
    const response = await fetch(`${house.sandboxUrl}/__sandbox/pay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ qrString, ...how }),
    });
    assert.ok(response.ok, await response.text());
  }

  async function paidOrder(goods?: string) {
    const placed = await order(goods);
    await pay(placed);
    await waitFor('the order is paid', async () => (await read(placed.order.id)).status === 'paid');
    return placed.order;
  }
  return { buyer, place: order, pay, paidOrder, read };
}

async function offerOf(url: string, goods: string): Promise<string> {
  const { items } = await guest(url).get<{ items: { slug: string }[] }>(`/search?q=${encodeURIComponent(goods)}`);
  const path = `/products/${items[0]?.slug}`;
  const detail = await guest(url).get<{ variants: { offers: { offerId: string }[] }[] }>(path);
  return detail.variants[0]?.offers[0]?.offerId ?? '';
}

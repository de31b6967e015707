import sharp from 'sharp';
import { PASSWORD, PEOPLE } from '../journeys/market.ts';
import { guest, type Person, signIn } from '../journeys/person.ts';

type Money = { amount: number };
type Order = { id: string; number: string; status: string; total: Money; paymentId: string };

/** What people see of a shop: what a backup has to bring back. */
export type ShopState = {
  orders: { id: string; number: string; status: string; total: number; refunded: number }[];
  balances: { email: string; balance: number }[];
  goods: { slug: string; price: number }[];
  notices: number;
};

export async function lookAtShop(url: string): Promise<ShopState> {
  const buyer = await signIn(url, PEOPLE.buyer);
  const { items } = await guest(url).get<{ items: { slug: string; priceFrom: Money }[] }>('/products?limit=100');
  const balances: ShopState['balances'] = [];
  for (const email of PEOPLE.sellers) {
    const seller = await signIn(url, email);
    const { balance } = await seller.get<{ balance: Money }>('/sellers/me/balance');
    balances.push({ email, balance: balance.amount });
  }
  const notices = await buyer.get<{ items: unknown[] }>('/notifications?limit=100');
  return {
    orders: await ordersOf(buyer),
    balances,
    goods: items.map(({ slug, priceFrom }) => ({ slug, price: priceFrom.amount })).sort(bySlug),
    notices: notices.items.length,
  };
}

async function ordersOf(buyer: Person): Promise<ShopState['orders']> {
  const seen: ShopState['orders'] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: Order[]; nextCursor: string | null } = await buyer.get(`/orders?limit=50${from}`);
    for (const { id, number, status, total, paymentId } of page.items) {
      // An order that never came as far as its payment has none.
      const { body } = await buyer.ask<{ refunded?: Money }>('GET', `/payments/${paymentId}`);
      seen.push({ id, number, status, total: total.amount, refunded: body.refunded?.amount ?? 0 });
    }
    cursor = page.nextCursor;
  }
  return seen;
}

function bySlug(one: { slug: string }, other: { slug: string }): number {
  return one.slug < other.slug ? -1 : 1;
}

/** A small picture of a seller's good; answers where it is shown. */
export async function uploadPicture(url: string, email: string): Promise<string> {
  const session = await guest(url).post<{ accessToken: string }>('/auth/login', {
    identifier: email,
    password: PASSWORD,
  });
  const background = { r: 180, g: 90, b: 40 };
  const bytes = await sharp({ create: { width: 240, height: 240, channels: 3, background } })
    .png()
    .toBuffer();
  const form = new FormData();
  form.set('purpose', 'product');
  form.set('file', new File([new Uint8Array(bytes)], 'foto.png', { type: 'image/png' }));
  const headers = { authorization: `Bearer ${session.accessToken}` };
  const response = await fetch(`${url}/api/v1/media`, { method: 'POST', body: form, headers });
  if (response.status !== 201) throw new Error(`The picture was not taken: ${await response.text()}`);
  return ((await response.json()) as { url: string }).url;
}

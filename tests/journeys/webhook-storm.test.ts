import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import { openShopper, type Placed, type Shopper } from '../faults/shopper.ts';
import { inParallel } from './hostile-requests.ts';
import { PEOPLE } from './market.ts';
import { type Person, signIn } from './person.ts';
import { untilQuiet } from './quiet-house.ts';
import { type RunningHouse, runHouse } from './running-house.ts';
import { differences, type TableWatch, watchTables } from './table-state.ts';
import { verifyRunningHouse } from './verify-running-house.ts';

type Delivery = {
  source: string;
  event: string;
  url: string;
  body: string;
  headers: Record<string, string>;
  isForged: boolean;
};
type Bill = {
  instructions: { qrString?: string; accountNumber?: string } | null;
  status: string;
  refunded: { amount: number };
};
type Order = { status: string; shipping: { trackingNumber: string | null } };

const GOODS = ['Kemeja Batik Parang'];
const CHANNELS = ['QRIS', 'VA_BCA', 'VA_BNI', 'VA_BRI', 'VA_MANDIRI', 'VA_PERMATA', 'VA_BSI', 'VA_CIMB'];
const OF_MIDTRANS = ['VA_BNI', 'VA_BRI', 'VA_MANDIRI', 'VA_PERMATA'];
const AT_ONCE = 8;
const PATIENCE_MS = 40_000;
/** Books about the messages themselves. */
const KEPT_ABOUT_MESSAGES =
  /^jobs\.|^search\.|\.(idempotency_keys|outbox_checkpoints|inbox)$|^payments\.notices$|^shipping\.webhooks$/;
/** When the courier was last asked. */
const WHEN_LAST_ASKED = { 'shipping.shipments': ['checked_at'] };

describe('every message of every provider, again and in any order', { timeout: 240_000 }, () => {
  let house: RunningHouse;
  let shopper: Shopper;
  let seller: Person;
  let tables: TableWatch;
  let genuine: Delivery[];

  before(async () => {
    house = await runHouse({ env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    shopper = await openShopper(house.url);
    seller = await signIn(house.url, PEOPLE.sellers[0]);
    await giveHalfToMidtrans();
    tables = await watchTables(house.databaseUrl, KEPT_ABOUT_MESSAGES, WHEN_LAST_ASKED);
  });
  after(async () => {
    await tables?.close();
    await house?.stop();
  });

  /** By itself the house asks Midtrans only when Xendit does not answer. */
  async function giveHalfToMidtrans(): Promise<void> {
    const admin = await signIn(house.url, PEOPLE.admin);
    type Setting = { key: string; version: number; value: { code: string; providers: string[] }[] };
    const { items } = await admin.get<{ items: Setting[] }>('/settings');
    const versionOf = (key: string) => items.find((item) => item.key === key)?.version;
    const channels = items.find(({ key }) => key === 'payments.channels')?.value ?? [];
    const value = channels.map((channel) =>
      OF_MIDTRANS.includes(channel.code) ? { ...channel, providers: ['midtrans'] } : channel,
    );
    for (const [key, changed] of [
      ['payments.channels', value],
      ['payments.payout-providers', ['midtrans']],
    ] as const) {
      const answer = await admin.ask('PUT', `/settings/${key}`, {
        value: changed,
        expectedVersion: versionOf(key),
        reason: 'uji',
      });
      assert.ok(answer.status < 300, JSON.stringify(answer.body));
    }
  }

  const atTwin = async (path: string, body?: object) => {
    const init = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const response = await fetch(`${house.sandboxUrl}/__sandbox${path}`, init || {});
    assert.ok(response.ok, `${path}: ${await response.clone().text()}`);
    return (await response.json()) as { items: (Delivery & { id: string })[] };
  };
  const billOf = ({ payment }: Placed) => shopper.person.get<Bill>(`/payments/${payment.id}`);
  const orderOf = ({ orders }: Placed) => shopper.person.get<Order>(`/orders/${orders[0]?.id}`);
  const isOrder = (placed: Placed, status: string) =>
    waitFor(`the order is ${status}`, async () => (await orderOf(placed)).status === status, PATIENCE_MS);
  const codeOf = async (placed: Placed) => {
    const { instructions } = await billOf(placed);
    return instructions?.qrString ? { qrString: instructions.qrString } : { vaNumber: instructions?.accountNumber };
  };

  async function buy(paymentChannel: string): Promise<Placed> {
    const { key, body } = await shopper.purchase(GOODS);
    return shopper.person.post<Placed>('/orders', { ...body, paymentChannel }, { 'idempotency-key': key });
  }
  async function buyAndPay(channel: string): Promise<Placed> {
    const placed = await buy(channel);
    await atTwin('/pay', await codeOf(placed));
    await isOrder(placed, 'paid');
    return placed;
  }
  async function cancel(placed: Placed): Promise<void> {
    await shopper.person.post(`/orders/${placed.orders[0]?.id}/cancel`, { reason: 'uji' });
  }
  const isRefunded = (placed: Placed) =>
    waitFor('the money is back', async () => (await billOf(placed)).refunded.amount > 0, PATIENCE_MS);

  it('should have heard every kind of message when payments, refunds, payouts and parcels go their way', async (context) => {
    for (const channel of CHANNELS) await buyAndPay(channel);
    const late = await buy('VA_BRI');
    await atTwin('/expire', await codeOf(late));
    await isOrder(late, 'expired');
    const back = await buyAndPay('QRIS');
    await cancel(back);
    await isRefunded(back);
    await refundToAccount(await buyAndPay('VA_BCA'));
    await deliver(await buyAndPay('QRIS'));
    await untilQuiet(house.databaseUrl);
    const { items } = await atTwin('/webhooks?limit=500');
    genuine = items.filter(({ isForged }) => !isForged);
    const kinds = [...new Set(genuine.map(({ source, event }) => `${source} ${event}`))].sort();
    context.diagnostic(`${genuine.length} messages: ${kinds.join(', ')}`);
    for (const source of ['xendit', 'midtrans', 'iris', 'biteship'])
      assert.ok(
        genuine.some((delivery) => delivery.source === source),
        `${source} has said nothing`,
      );
  });

  /** Money of a virtual account goes to the account that the buyer names: a payout. */
  async function refundToAccount(placed: Placed): Promise<void> {
    await cancel(placed);
    const account = { bankCode: '014', accountNumber: '1234567890' };
    const path = `/payments/${placed.payment.id}/refund-account`;
    await waitFor(
      'the account is taken',
      async () => (await shopper.person.ask('PUT', path, account)).status < 300,
      PATIENCE_MS,
    );
    await isRefunded(placed);
  }

  async function deliver(placed: Placed): Promise<void> {
    await seller.post(`/orders/${placed.orders[0]?.id}/ship`, {});
    const number = await waitFor(
      'the parcel has a number',
      async () => (await orderOf(placed)).shipping.trackingNumber,
    );
    const { items } = await atTwin('/shipments');
    const parcel = items.find((item) => JSON.stringify(item).includes(number));
    await atTwin(`/shipments/${parcel?.id}/advance`, { status: 'delivered' });
    await isOrder(placed, 'delivered');
  }

  it('should change nothing when all of them come again, backwards, shuffled and twice', async () => {
    const before = await tables.read();
    const storm = [...genuine].reverse().concat(shuffled(genuine), shuffled(genuine).reverse());
    const refused: string[] = [];
    await inParallel(storm, AT_ONCE, async (delivery) => {
      const status = await send(delivery);
      if (status >= 300) refused.push(`${delivery.source} ${delivery.event}: ${status}`);
    });
    assert.deepEqual(refused, [], 'whoever repeats a message is told that it has come');
    await untilQuiet(house.databaseUrl);
    assert.deepEqual(differences(before, await tables.read()), []);
  });

  it('should believe none of them when a stranger sends them', async () => {
    const before = await tables.read();
    const believed: string[] = [];
    await inParallel(genuine, AT_ONCE, async (delivery) => {
      const { source, headers, body } = delivery;
      const stripped = Object.fromEntries(Object.entries(headers).filter(([name]) => /content-type/i.test(name)));
      const unsigned = body.replace(/"signature_key":"[^"]*"/, '"signature_key":"0"');
      const status = await send({ ...delivery, headers: stripped, body: unsigned });
      if (status < 400 || status >= 500) believed.push(`${source} ${delivery.event}: ${status}`);
    });
    assert.deepEqual(believed, []);
    assert.deepEqual(differences(before, await tables.read()), []);
  });

  async function send({ url, headers, body }: Delivery): Promise<number> {
    const kept = Object.entries(headers).filter(([name]) => !/^(host|content-length|connection)$/i.test(name));
    const response = await fetch(url, { method: 'POST', headers: Object.fromEntries(kept), body });
    await response.arrayBuffer();
    return response.status;
  }

  it('should balance when the storm is over', async () => {
    assert.deepEqual(await verifyRunningHouse(house), []);
  });
});

/** The same order each time, and none that anybody would choose. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item, index) => ({ item, place: (index * 7_919) % 1_009 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/**
 * Makes a small backup of a shop that has lived a little, for tests to come: what is written today must open for ever.
 * See tests/upgrades/README.md.
 *
 *   node tests/upgrades/make-backup.ts [FOLDER]
 */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { takeBackup } from '../../src/backup/take-backup.ts';
import { masterKeyId } from '../../src/platform/encryption.ts';
import { diskStorage } from '../../src/platform/storage.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { openMortalHouse } from '../faults/mortal-house.ts';
import { type Order, openShopper, type Placed, payAtTwin } from '../faults/shopper.ts';
import { MASTER_KEY, PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import { lookAtShop, uploadPicture } from './shop-state.ts';

const BOTH = ['Kemeja Batik Parang', 'Kopi Arabika Ijen 250 gr'];
const TRACKED_WITHIN_MS = 20_000;

let pictureUrl = '';
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, 'backups'));
const house = await openMortalHouse();
try {
  await house.start();
  await liveALittle();
  const state = { ...(await lookAtShop(house.url)), pictureUrl };
  await thinOutRegions();
  const manifest = await takeBackup({
    databases: [{ url: house.databaseUrl, holds: () => true }],
    files: diskStorage(join(house.dataDir, 'files')),
    place: diskStorage(folder),
    masterKeyIds: [masterKeyId(Buffer.from(MASTER_KEY, 'hex'))],
    now: new Date(),
  });
  await writeFile(join(folder, manifest.name, 'shop-state.json'), `${JSON.stringify(state, null, 1)}\n`);
  console.log(join(folder, manifest.name));
} finally {
  await house.stop();
}

/** The list of regions comes with the program and is loaded at a start where it is missing: 2 MB that prove nothing. */
async function thinOutRegions(): Promise<void> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  client.on('error', () => {});
  try {
    await client.query(`
      delete from users.regions where code not in (select village_code from users.addresses);
      delete from users.region_lists`);
  } finally {
    await client.end();
  }
}

/** Every state an order can rest in, a picture, a refund, money on its way to sellers. */
async function liveALittle(): Promise<void> {
  const { person: buyer, purchase, purchaseOfCart } = await openShopper(house.url);
  const place = async (names: readonly string[], fromCart = false): Promise<Placed> => {
    const { key, body } = await (fromCart ? purchaseOfCart : purchase)(names);
    return buyer.post<Placed>('/orders', body, { 'idempotency-key': key });
  };
  const paid = async (names: readonly string[], fromCart = false): Promise<Placed> => {
    const placed = await place(names, fromCart);
    await payAtTwin(house.sandboxUrl, placed);
    await allAre(buyer, placed, 'paid');
    return placed;
  };
  await place(BOTH);
  await paid(BOTH, true);
  const completed = await paid(BOTH);
  for (const { id } of completed.orders) await send(buyer, id, 'complete');
  await send(buyer, (await paid(['Kemeja Batik Parang'])).orders[0]?.id ?? '', 'deliver');
  const refunded = await paid(BOTH);
  await buyer.post(`/orders/${refunded.orders[0]?.id}/cancel`, { reason: 'berubah pikiran' });
  await waitFor('the refund is through', () => isRefunded(buyer, refunded), TRACKED_WITHIN_MS);
  const cancelled = await place(['Kopi Robusta Dampit 500 gr']);
  await buyer.post(`/orders/${cancelled.orders[0]?.id}/cancel`, { reason: 'salah alamat' });
  await allAre(buyer, cancelled, 'cancelled');
  pictureUrl = await uploadPicture(house.url, PEOPLE.sellers[0]);
}

async function send(buyer: Person, orderId: string, until: 'deliver' | 'complete'): Promise<void> {
  for (const email of PEOPLE.sellers) {
    const seller = await signIn(house.url, email);
    const { items } = await seller.get<{ items: Order[] }>('/sellers/me/orders?status=paid');
    if (!items.some(({ id }) => id === orderId)) continue;
    await seller.post(`/orders/${orderId}/ship`, {});
    const isTracked = async () =>
      (await buyer.get<{ shipping: { trackingNumber: string | null } }>(`/orders/${orderId}`)).shipping.trackingNumber;
    await waitFor('the parcel has a number', isTracked, TRACKED_WITHIN_MS);
    await seller.post(`/orders/${orderId}/deliver`, {});
  }
  if (until === 'complete') await buyer.post(`/orders/${orderId}/complete`, {});
}

async function allAre(buyer: Person, { orders }: Placed, status: string): Promise<void> {
  const areThere = async () => {
    const seen = await Promise.all(orders.map(({ id }) => buyer.get<Order>(`/orders/${id}`)));
    return seen.every((order) => order.status === status);
  };
  await waitFor(`the orders are ${status}`, areThere, TRACKED_WITHIN_MS);
}

async function isRefunded(buyer: Person, { payment }: Placed): Promise<boolean> {
  const { refunded } = await buyer.get<{ refunded: { amount: number } }>(`/payments/${payment.id}`);
  return refunded.amount > 0;
}

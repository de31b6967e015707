/**
 * `npm run replay`: takes public marketplace data into one fresh house on an embedded database, buys the Olist baskets
 * through the public HTTP API as people would, and proves that every total equals the source. Not part of `npm test`.
 *
 * `--data FOLDER` (../shared/data/marketplace), `--limit N` baskets, `--shoppers N` at once (4), `--fresh` begins anew. A run
 * that is broken off goes on where it stood.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../../src/import/import-products.ts';
import { type Basket, basketsOf } from '../../src/import/olist/olist-rules.ts';
import { type Olist, readOlist } from '../../src/import/olist/read-olist.ts';
import { systemCall } from '../../src/platform/call.ts';
import { type Ask, jsonOf, openConnection } from '../house/load.ts';
import { describeMachine, load1 } from '../house/processes.ts';
import { openReplayHouse, type ReplayHouse } from './house.ts';
import { type Imports, takeAllIn } from './imports.ts';
import { Journal } from './journal.ts';
import { type Proof, prove, waitUntilPaid } from './prove.ts';
import {
  type Bought,
  emptyCart,
  fillCart,
  type OrderBody,
  OrderRefused,
  order,
  type Shop,
  type Shopper,
} from './shopper.ts';

const FOLDER = resolve(import.meta.dirname, '../../.data/replay');
const PASSWORD = 'belanja-ulang-2017';
/** An access token is good for fifteen minutes. */
const SIGNED_IN_MS = 10 * 60_000;
const MOST_ATTEMPTS = 60;
const timesAsked = { waited: 0 };

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data/marketplace' },
    limit: { type: 'string', default: '10000' },
    shoppers: { type: 'string', default: '4' },
    fresh: { type: 'boolean', default: false },
  },
});

const data = resolve(values.data);
if (!existsSync(join(data, 'olist'))) console.log(`Skipped: there is no ${join(data, 'olist')}. Give --data FOLDER.`);
else await replay();

async function replay(): Promise<void> {
  if (values.fresh) rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const olist = await readOlist(join(data, 'olist'));
  const all = basketsOf(olist.items);
  const baskets = all.slice(0, Number(values.limit));
  let imports: Imports | undefined;
  const house = await openReplayHouse(FOLDER, async (ground) => {
    imports = await takeAllIn(ground, { data, folder: FOLDER, olist }, importProgress);
    for (let place = 0; place < Number(values.shoppers); place++)
      await ground.app.apis.identity.ensureAccount(systemCall('replay', 'replay'), {
        email: emailOf(place),
        name: `Pembeli ${place}`,
        roles: ['CUSTOMER'],
        password: PASSWORD,
      });
  });
  try {
    await buyAll(house, { olist, all, baskets, imports: imports ?? { taken: [], productIds: {} } });
  } finally {
    await house.stop();
  }
}

type Work = { olist: Olist; all: Basket[]; baskets: Basket[]; imports: Imports };

async function buyAll(house: ReplayHouse, { olist, all, baskets, imports }: Work): Promise<void> {
  const journal = new Journal(FOLDER);
  const shops = Array.from({ length: Number(values.shoppers) }, () => openShop(house, imports));
  const shoppers = await Promise.all(shops.map(({ shop }, place) => signIn(shop, place)));
  const bar = new SingleBar({
    format: 'buying {bar} {value}/{total} baskets | {eta_formatted} left',
    noTTYOutput: true,
    notTTYSchedule: 30_000,
  });
  bar.start(baskets.length, baskets.filter(({ orderId }) => journal.bought.has(orderId)).length);
  const started = performance.now();
  const failures: string[] = [];
  let count = 0;
  await Promise.all(
    shops.map(async ({ shop }, place) => {
      let signedInAt = performance.now();
      // A basket always belongs to the same person: its order is found again by person and key.
      for (const basket of baskets.filter((_, index) => index % shops.length === place)) {
        if (journal.bought.has(basket.orderId)) continue;
        if (performance.now() - signedInAt > SIGNED_IN_MS) {
          shoppers[place] = await signIn(shop, place);
          signedInAt = performance.now();
        }
        await buy(shop, shoppers[place] as Shopper, { basket, journal }).catch((error: Error) =>
          failures.push(`${basket.orderId}: ${error.message}`),
        );
        count++;
        bar.increment();
      }
    }),
  );
  bar.stop();
  const seconds = (performance.now() - started) / 1_000;
  const [first] = shops;
  if (!first) return;
  const fresh = await Promise.all(shops.map(({ shop }, place) => signIn(shop, place)));
  await waitUntilPaid(first.shop.ask, fresh);
  const proofs = await prove(house.server, first.shop, { baskets, bought: journal.bought, items: olist.items });
  await Promise.all(shops.map(({ close }) => close()));
  proofs.unshift({
    what: 'no basket failed',
    holds: failures.length === 0,
    detail: `${failures.length} failed ${failures[0] ?? ''}`.slice(0, 300),
  });
  tell({ olist, all, imports, journal, count, seconds, proofs });
}

async function buy(
  shop: Shop,
  shopper: Shopper,
  { basket, journal }: { basket: Basket; journal: Journal },
): Promise<void> {
  const begun = journal.begun.get(basket.orderId);
  let bought = begun ? await orderAgain(shop, shopper, { basket, ...begun }) : null;
  if (!bought) {
    await emptyCart(shop, shopper);
    const body = await fillCart(shop, shopper, basket);
    // A refusal stays the answer to its key.
    const key = begun ? `${begun.key}-again` : `olist-${basket.orderId}`;
    journal.begin(basket.orderId, { body, key });
    bought = await order(shop, shopper, { basket, body, key });
  }
  journal.add(bought);
}

/** Sent, but the answer was not seen: the same question has the same answer. Null where the house had refused. */
function orderAgain(
  shop: Shop,
  shopper: Shopper,
  begun: { basket: Basket; body: OrderBody; key: string },
): Promise<Bought | null> {
  return order(shop, shopper, begun).catch((error: Error) => {
    if (error instanceof OrderRefused) return null;
    throw error;
  });
}

function openShop(house: ReplayHouse, { productIds }: Imports): { shop: Shop; close(): Promise<void> } {
  const api = openConnection(house.url);
  const sandbox = openConnection(house.sandboxUrl);
  return {
    shop: { ask: patient(api.ask), sandbox: sandbox.ask, productIds, shopIds: new Map() },
    close: async () => {
      await api.close();
      await sandbox.close();
    },
  };
}

/** A busy house says when to come again; people wait. */
function patient(ask: Ask): Ask {
  return async (wish) => {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask(wish);
      if (answer.status !== 503 || attempt === MOST_ATTEMPTS) return answer;
      timesAsked.waited++;
      await pause(Math.min(Number(answer.headers['retry-after']) || 1, 5) * 1_000);
    }
  };
}

function emailOf(place: number): string {
  return `pembeli${place}@replay.example`;
}

async function signIn({ ask }: Shop, place: number): Promise<Shopper> {
  const login = { identifier: emailOf(place), password: PASSWORD };
  const session = await ask({ method: 'POST', path: '/api/v1/auth/login', body: login });
  const authorization = `Bearer ${jsonOf<{ accessToken: string }>(session, 'signing in').accessToken}`;
  const path = '/api/v1/users/me/addresses';
  const headers = { authorization, 'idempotency-key': `address-${place}` };
  const known = jsonOf<{ items: { id: string }[] }>(await ask({ method: 'GET', path, headers }), 'the addresses');
  const [standing] = known.items;
  if (standing) return { authorization, addressId: standing.id };
  const body = {
    label: 'Rumah',
    recipientName: `Pembeli ${place}`,
    phone: '0812-3456-7890',
    street: 'Jalan Mawar 5 RT 01/02',
    villageCode: '32.73.25.1001',
    postalCode: '40615',
  };
  const made = await ask({ method: 'POST', path, headers, body });
  return { authorization, addressId: jsonOf<{ id: string }>(made, 'the address').id };
}

/** A line per tenth: these steps take minutes. */
function importProgress(what: string): ImportProgress {
  let told = '';
  return (phase, done, total) => {
    const tenth = total > 0 ? `${phase} ${Math.floor((done / total) * 10) * 10} %` : phase;
    if (tenth === told) return;
    told = tenth;
    console.log(`${what}: ${tenth}`);
  };
}

type Result = {
  olist: Olist;
  all: Basket[];
  imports: Imports;
  journal: Journal;
  count: number;
  seconds: number;
  proofs: Proof[];
};

function tell({ olist, all, imports, journal, count, seconds, proofs }: Result): void {
  console.log(`\n${describeMachine()}; load average ${load1()}`);
  console.table(
    imports.taken.map((taken) => ({
      ...taken,
      seconds: Math.round(taken.seconds),
      'rows/s': Math.round(taken.rows / taken.seconds),
    })),
  );
  const withItems = new Set(all.map(({ orderId }) => orderId));
  const without = olist.orderIds.filter((id) => !withItems.has(id)).length;
  const bought = [...journal.bought.values()];
  console.table({
    'orders in the source': olist.orderIds.length,
    'without items, excluded': without,
    'baskets replayed': bought.length,
    'orders made of them': bought.reduce((sum, one) => sum + one.orders, 0),
    'paid by QRIS': bought.filter(({ channel }) => channel === 'QRIS').length,
    'paid by virtual account': bought.filter(({ channel }) => channel !== 'QRIS').length,
    'total, rupiah for minor units': bought.reduce((sum, one) => sum + one.totalMinor, 0),
    'bought in this run': count,
    'waited because the house was busy': timesAsked.waited,
    'baskets/s in this run': Math.round((count / seconds) * 10) / 10,
  });
  console.table(proofs);
  writeFileSync(join(FOLDER, 'result.json'), JSON.stringify({ proofs, bought: bought.length, seconds }, null, 2));
  if (proofs.some(({ holds }) => !holds)) process.exitCode = 1;
}

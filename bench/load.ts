/**
 * The shop under load for a long time, and under more than it can bear.
 *
 * First: whole checkouts by `--connections` buyers for `--minutes`, with a curve of the server's memory (RSS and
 * used heap) and its slope in the second half. Then: how many orders a second it can place is measured in a closed loop, three
 * times as many are sent whether they are answered or not, and readers go on looking; what is let through, what is turned
 * away with 503, and how long readers wait.
 *
 *   node bench/load.ts [--minutes 5] [--connections 16] [--every 5]
 */

import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { type Buyer, listOffers, type Offer, payAtSandbox, prepareBuyer, purchase, twoOffers } from './house/buyers.ts';
import { openHouse } from './house/house.ts';
import { openConnection, repeat, Times } from './house/load.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { type Metrics, report } from './house/report.ts';

const MARKET = { products: 1_000, buyers: 48, stock: 10_000_000 };
const CROWD_SECONDS = 15;
const READERS = 4;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    connections: { type: 'string' },
    every: { type: 'string' },
    metrics: { type: 'string' },
  },
});
const minutes = Number(values.minutes ?? 5);
const connections = Number(values.connections ?? 16);
const everySeconds = Number(values.every ?? 5);

type Lane = { shop: ReturnType<typeof openConnection>; bank: ReturnType<typeof openConnection>; buyer: Buyer };
type Sample = { second: number; rssMb: number; heapMb: number };

const house = await openHouse(MARKET);
try {
  await main();
} finally {
  await house.stop();
}

async function main(): Promise<void> {
  const offers = await listOffers(house);
  const lanes: Lane[] = [];
  for (let i = 0; i < MARKET.buyers; i++) {
    const shop = openConnection(house.url);
    lanes.push({ shop, bank: openConnection(house.sandboxUrl), buyer: await prepareBuyer(shop.ask, i) });
  }
  const metrics: Metrics = { ...(await keepUp(lanes.slice(0, connections), offers)) };
  console.table(metrics);
  Object.assign(metrics, await crowd(lanes, offers));
  console.log(`\n${describeMachine()}; load average ${load1()}`);
  report(metrics, { metricsFile: values.metrics ?? null });
}

/** Whole checkouts, one after the other on each lane. */
async function keepUp(lanes: Lane[], offers: Offer[]): Promise<Metrics> {
  const samples: Sample[] = [];
  const placing = new Times();
  const startedAt = performance.now();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const { rssMb, heapMb } = await house.usage();
      const second = Math.round((performance.now() - startedAt) / 1_000);
      samples.push({ second, rssMb, heapMb });
      console.log(
        `${String(second).padStart(5)} s  RSS ${rssMb.toFixed(0).padStart(4)} MB  heap ${heapMb.toFixed(0).padStart(4)} MB  ${placing.count} checkouts`,
      );
      await pause(everySeconds * 1_000);
    }
  })();
  let turn = 0;
  const seconds = await repeat({ connections: lanes.length, seconds: minutes * 60 }, async (worker) => {
    const lane = lanes[worker] as Lane;
    const [one, two] = twoOffers(offers, turn++);
    const { add, quote, place } = purchase(lane.shop.ask, lane.buyer);
    await add(one);
    await add(two);
    const shipping = await quote();
    const start = performance.now();
    const placed = await place(shipping);
    placing.add(performance.now() - start);
    await payAtSandbox(lane.bank.ask, placed);
  });
  isOver = true;
  await watching;
  const late = samples.slice(Math.floor(samples.length / 2));
  return {
    'load.checkouts': placing.count,
    'load.perSecond': placing.count / seconds,
    'load.placeP99Ms': placing.at(0.99),
    'load.rssFirstMb': samples[0]?.rssMb ?? 0,
    'load.rssLastMb': samples.at(-1)?.rssMb ?? 0,
    'load.rssSlopeMbPerMinute': slope(late.map(({ second, rssMb }) => [second / 60, rssMb])),
    'load.heapSlopeMbPerMinute': slope(late.map(({ second, heapMb }) => [second / 60, heapMb])),
  };
}

/** Of the straight line through the points that misses them least (least squares). */
function slope(points: [x: number, y: number][]): number {
  const mean = (of: number[]): number => of.reduce((sum, value) => sum + value, 0) / Math.max(of.length, 1);
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, at]) => at))];
  const above = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return (
    above /
    Math.max(
      points.reduce((sum, [px]) => sum + (px - x) ** 2, 0),
      1e-9,
    )
  );
}

/** More than the house can bear: requests are sent on time, whether the ones before have been answered or not. */
async function crowd(lanes: Lane[], offers: Offer[]): Promise<Metrics> {
  const orders = await Promise.all(lanes.map((lane, i) => preparedOrder(lane, twoOffers(offers, i))));
  const pool = new Pool(house.url, { connections: 600, pipelining: 1 });
  const placeOne = async (turn: number): Promise<{ status: number; hasRetryAfter: boolean }> => {
    const wish = orders[turn % orders.length] as { authorization: string; body: string };
    const answer = await pool.request({
      method: 'POST',
      path: '/api/v1/orders',
      headers: {
        authorization: wish.authorization,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: wish.body,
    });
    await answer.body.dump();
    return { status: answer.statusCode, hasRetryAfter: answer.headers['retry-after'] !== undefined };
  };
  let turn = 0;
  let placed = 0;
  const capacitySeconds = await repeat({ connections, seconds: 10 }, async () => {
    if ((await placeOne(turn++)).status === 201) placed++;
  });
  const capacity = placed / capacitySeconds;
  const alone = await readFor(3);
  const offered = capacity * 3;
  const sent: Promise<{ status: number; hasRetryAfter: boolean; ms: number }>[] = [];
  const reading = readFor(CROWD_SECONDS);
  const startedAt = performance.now();
  while (performance.now() - startedAt < CROWD_SECONDS * 1_000) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * offered);
    for (; sent.length < due; ) {
      const from = performance.now();
      sent.push(placeOne(turn++).then((answer) => ({ ...answer, ms: performance.now() - from })));
    }
    await pause(5);
  }
  const answers = await Promise.all(sent);
  const seconds = (performance.now() - startedAt) / 1_000;
  const crowded = await reading;
  await pool.close();
  const good = answers.filter(({ status }) => status === 201);
  const shed = answers.filter(({ status, hasRetryAfter }) => status === 503 && hasRetryAfter);
  const times = new Times();
  for (const { ms } of good) times.add(ms);
  const shedTimes = new Times();
  for (const { ms } of shed) shedTimes.add(ms);
  return {
    'crowd.capacityPerSecond': capacity,
    'crowd.offeredPerSecond': answers.length / CROWD_SECONDS,
    'crowd.goodPerSecond': good.length / seconds,
    'crowd.goodP99Ms': times.at(0.99),
    'crowd.shedShare': shed.length / answers.length,
    'crowd.shedP50Ms': shedTimes.at(0.5),
    'crowd.otherAnswers': answers.length - good.length - shed.length,
    'crowd.readP99AloneMs': alone.times.at(0.99),
    'crowd.readP99Ms': crowded.times.at(0.99),
    'crowd.readsPerSecond': crowded.times.count / CROWD_SECONDS,
    'crowd.readsFailed': crowded.failed,
  };
}

/** Lists from SQL (another price bound each time), as visitors look at them. */
async function readFor(seconds: number): Promise<{ times: Times; failed: number }> {
  const readers = Array.from({ length: READERS }, () => openConnection(house.url));
  const times = new Times();
  let failed = 0;
  let turn = 0;
  await repeat({ connections: READERS, seconds }, async (worker) => {
    const start = performance.now();
    const path = `/api/v1/products?minPrice=${1 + (turn++ % 9_999_991)}`;
    const answer = await readers[worker]?.ask({ method: 'GET', path });
    if (answer?.status === 200) times.add(performance.now() - start);
    else failed++;
    await pause(20);
  });
  await Promise.all(readers.map((reader) => reader.close()));
  return { times, failed };
}

async function preparedOrder(lane: Lane, [one, two]: [Offer, Offer]): Promise<{ authorization: string; body: string }> {
  const { authorization, addressId } = lane.buyer;
  const lines = [one, two].map(({ offerId }) => ({ offerId, quantity: 1 }));
  const quote = await lane.shop.ask({
    method: 'POST',
    path: '/api/v1/checkout/quote',
    headers: { authorization },
    body: { addressId, lines },
  });
  const { sellers } = JSON.parse(quote.text) as {
    sellers: { seller: { id: string }; services: { serviceCode: string }[] }[];
  };
  const shipping = sellers.map(({ seller, services }) => ({
    sellerId: seller.id,
    serviceCode: services[0]?.serviceCode,
  }));
  return { authorization, body: JSON.stringify({ addressId, lines, shipping, paymentChannel: 'QRIS' }) };
}

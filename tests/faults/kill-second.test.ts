import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import { guest } from '../journeys/person.ts';
import { untilQuiet } from '../journeys/quiet-house.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { verifyRunningHouse } from '../journeys/verify-running-house.ts';
import { type Boundary, type DatabaseGate, installGate } from './database-gate.ts';
import { type Order, openShopper, type Placed, type Purchase, payAtTwin, type Shopper } from './shopper.ts';

/** What the second process writes to. */
const WATCHED = ['payments', 'inventory'];
const GOODS = ['Kemeja Batik Parang'];
/** Idle housekeeping of the event relay: nothing depends on when it happens. */
const IDLE = /outbox_checkpoints|hot_deltas|\.inbox$/;
const REACHED_WITHIN_MS = 3_000;
const OVER_WITHIN_MS = 30_000;
/** Each costs a start of a process. */
const MOST_DEATHS = 6;

describe('kill -9 of the second process, with payments and inventory', { timeout: 180_000 }, () => {
  let house: RunningHouse;
  let gate: DatabaseGate;
  let shopper: Shopper;
  let boundaries: Boundary[];
  const bought: Placed[] = [];

  before(async () => {
    house = await runHouse({ split: true, env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    gate = await installGate(house.databaseUrl, WATCHED);
    shopper = await openShopper(house.url);
  });
  after(async () => {
    await gate?.close();
    await house?.stop();
  });

  const place = ({ key, body }: Purchase) =>
    shopper.person.ask<Placed & { code?: string }>('POST', '/orders', body, { 'idempotency-key': key });
  /** What a good client does: the same request again, until it is answered. */
  const placeForSure = (purchase: Purchase): Promise<Placed> =>
    waitFor(
      'the same request is answered with its orders',
      async () => {
        const answer = await place(purchase);
        if (answer.status === 201) return answer.body;
        const isLater = [409, 425, 502, 503, 504].includes(answer.status);
        assert.ok(isLater, `${answer.status} ${JSON.stringify(answer.body)}`);
        return null;
      },
      OVER_WITHIN_MS,
    );
  const isPaid = ({ orders }: Placed) =>
    waitFor(
      'the order is paid',
      async () => (await shopper.person.get<Order>(`/orders/${orders[0]?.id}`)).status === 'paid',
      OVER_WITHIN_MS,
    );

  it('should show its boundaries when a purchase goes through undisturbed', async () => {
    const purchase = await shopper.purchase(GOODS);
    await untilQuiet(house.databaseUrl);
    await gate.record();
    bought.push(await placeForSure(purchase));
    await untilQuiet(house.databaseUrl);
    boundaries = (await gate.take()).filter(({ writes }) => !writes.every((write) => IDLE.test(write)));
    assert.ok(boundaries.length >= 2, JSON.stringify(boundaries));
  });

  it('should sell each purchase once when it dies before a commit and comes back', async (context) => {
    const deaths = boundaries.slice(0, MOST_DEATHS);
    for (const boundary of deaths) {
      const purchase = await shopper.purchase(GOODS);
      await untilQuiet(house.databaseUrl);
      await gate.shutAt('a', boundary);
      const first = place(purchase).catch(() => null);
      assert.ok(await gate.isReached(1, REACHED_WITHIN_MS), `not met: ${boundary.writes.join(', ')}`);
      await house.second.kill();
      await gate.dropWaiting();
      assert.equal((await guest(house.url).ask('GET', '/categories')).status, 200, 'the first process lives on');
      await house.second.start();
      await gate.letTimePass();
      const early = await first;
      assert.ok(
        early === null || early.status === 201 || [409, 502, 503, 504].includes(early.status),
        JSON.stringify(early),
      );
      const placed = await placeForSure(purchase);
      if (early?.status === 201) assert.equal(early.body.invoiceId, placed.invoiceId, 'what was answered stays');
      bought.push(placed);
    }
    context.diagnostic(`${deaths.length} of ${boundaries.length} boundaries`);
    for (const { writes } of boundaries) context.diagnostic(writes.join(', '));
  });

  it('should hold every invariant when all is paid', async () => {
    for (const placed of bought) {
      await payAtTwin(house.sandboxUrl, placed);
      await isPaid(placed);
    }
    await untilQuiet(house.databaseUrl);
    const found = await gate.query<{ id: string }>('select id from orders.orders order by id');
    const known = bought.flatMap(({ orders }) => orders.map(({ id }) => id)).sort();
    assert.deepEqual(
      found.map(({ id }) => id),
      known,
      'each purchase is there once',
    );
    const [held] = await gate.query<{ reserved: string; open: string }>(
      `select (select sum(reserved) from inventory.stocks)::text as reserved,
        (select sum(l.quantity) from orders.lines l join orders.orders o on o.id = l.order_id
         where o.status in ('awaiting_payment', 'paid'))::text as open`,
    );
    assert.equal(held?.reserved, held?.open, 'reserved = open orders');
    assert.deepEqual(await verifyRunningHouse(house), []);
  });
});

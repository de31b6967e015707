import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from '../journeys/market.ts';
import { signIn } from '../journeys/person.ts';
import { verifyRunningHouse } from '../journeys/verify-running-house.ts';
import { type Boundary, type DatabaseGate, installGate } from './database-gate.ts';
import { type MortalHouse, openMortalHouse } from './mortal-house.ts';
import { type Order, offerOf, openShopper, type Placed, type Purchase, payAtTwin, type Shopper } from './shopper.ts';

/** Modules that a purchase and its payment write to. */
const WATCHED = ['orders', 'inventory', 'payments', 'carts', 'ledger', 'audit'];
const GOODS = { bought: ['Kemeja Batik Parang', 'Kopi Arabika Ijen 250 gr'], paid: ['Selendang Batik Mega Mendung'] };
const PATIENCE_MS = 5_000;
/** Idle housekeeping of the event relay: nothing depends on when it happens. */
const IDLE = /outbox_checkpoints|hot_deltas/;

describe('kill -9 of the server', { timeout: 400_000 }, () => {
  let house: MortalHouse;
  let gate: DatabaseGate;
  let shopper: Shopper;
  let checkout: Boundary[];
  let payment: Boundary[];
  /** Purchases that were answered, or that a second try brought to an answer: each must be there once. */
  const placed: Placed[] = [];
  const paid: Placed[] = [];

  before(async () => {
    house = await openMortalHouse();
    gate = await installGate(house.databaseUrl, WATCHED);
    await house.start();
    const seller = await signIn(house.url, PEOPLE.sellers[0]);
    for (const name of [...GOODS.bought.slice(0, 1), ...GOODS.paid]) {
      const { offerId } = await offerOf(house.url, name);
      await seller.post(`/sellers/me/offers/${offerId}/movements`, { kind: 'receive', quantity: 200, reason: 'uji' });
    }
    shopper = await openShopper(house.url);
  });
  after(async () => {
    await gate?.close();
    await house?.stop();
  });

  const place = ({ key, body }: Purchase) =>
    shopper.person.ask<Placed & { code?: string }>('POST', '/orders', body, { 'idempotency-key': key });
  const placeForSure = async (purchase: Purchase): Promise<Placed> =>
    waitFor(
      'the same request is answered with its orders',
      async () => {
        const answer = await place(purchase).catch(() => null);
        if (answer?.status === 201) return answer.body;
        const isLater = answer === null || [409, 425, 503].includes(answer.status);
        assert.ok(isLater, `${answer?.status} ${JSON.stringify(answer?.body)}`);
        return null;
      },
      20_000,
    );
  const areAll = (orders: readonly Order[], status: string) =>
    waitFor(
      `the orders are ${status}`,
      async () => {
        const now = await Promise.all(orders.map(({ id }) => shopper.person.get<Order>(`/orders/${id}`)));
        return now.every((order) => order.status === status);
      },
      20_000,
    );

  it('should show its boundaries when a purchase and a payment go through undisturbed', async () => {
    const purchase = await shopper.purchaseOfCart(GOODS.bought);
    await gate.record();
    const bought = await placeForSure(purchase);
    await settled();
    checkout = (await gate.take()).filter(({ writes }) => !writes.every((write) => IDLE.test(write)));
    placed.push(bought);

    const other = await placeForSure(await shopper.purchase(GOODS.paid));
    placed.push(other);
    await settled();
    await gate.record();
    await payAtTwin(house.sandboxUrl, other);
    await areAll(other.orders, 'paid');
    await settled();
    payment = (await gate.take()).filter(({ writes }) => !writes.every((write) => IDLE.test(write)));
    paid.push(other);
    assert.ok(checkout.length >= 6 && payment.length >= 6, JSON.stringify({ checkout, payment }, null, 1));
  });

  /** Every outbox has been carried as far as it can be. */
  async function settled(): Promise<void> {
    let before = '';
    await waitFor('nothing is written any more', async () => {
      const [row] = await gate.query<{ state: string }>(
        `select coalesce(max(id), 0)::text || (select count(*) from ledger.entries) || (select count(*) from audit.entries) as state from gate.seen`,
      );
      await new Promise((resolve) => setTimeout(resolve, 250));
      const isSame = row?.state === before;
      before = row?.state ?? '';
      return isSame;
    });
  }

  it('should finish or undo everything when it dies before any commit of a purchase or a payment', async (context) => {
    const lives = Math.max(checkout.length, payment.length);
    const missed: Boundary[] = [];
    const again: Boundary[] = [];
    for (let life = 0; life < lives; life++) again.push(...(await liveAndDie(checkout[life], payment[life])));
    for (const end of again) missed.push(...(await dieAlone(end)));
    context.diagnostic(`${lives} lives, each ended before a commit of a purchase and one of a payment`);
    context.diagnostic(`${again.length} more, each before one commit alone`);
    for (const { writes } of checkout) context.diagnostic(`purchase: ${writes.join(', ')}`);
    for (const { writes } of payment) context.diagnostic(`payment: ${writes.join(', ')}`);
    for (const { writes } of missed) context.diagnostic(`not met: ${writes.join(', ')}`);
    assert.equal(missed.length, 0, 'boundaries that were not met');
  });

  /** Whoever waits at the gate may keep the other one from getting there: one row of the books, one subscriber. */
  function dieAlone(end: Boundary): Promise<Boundary[]> {
    return payment.includes(end) ? liveAndDie(undefined, end) : liveAndDie(end, undefined);
  }

  /** One life: a payment and a purchase stop before the given commits, the process is killed, and both come to their end. */
  async function liveAndDie(purchaseEnd: Boundary | undefined, paymentEnd: Boundary | undefined): Promise<Boundary[]> {
    const missed: Boundary[] = [];
    let waiting = 0;
    const meet = async (name: 'a' | 'b', end: Boundary, set: () => void): Promise<void> => {
      await gate.shutAt(name, end);
      set();
      if (await gate.isReached(waiting + 1, PATIENCE_MS)) waiting++;
      else missed.push(end);
    };
    const toPay = await placeForSure(await shopper.purchase(GOODS.paid));
    const purchase = await shopper.purchaseOfCart(GOODS.bought);
    let early: ReturnType<typeof tryOnce> | null = null;
    if (paymentEnd) await meet('a', paymentEnd, () => void payAtTwin(house.sandboxUrl, toPay));
    if (purchaseEnd)
      await meet('b', purchaseEnd, () => {
        early = tryOnce(purchase);
      });
    await house.kill();
    await gate.dropClients();
    await gate.letTimePass();
    await house.start();

    const first = await (early as ReturnType<typeof tryOnce> | null);
    const bought = await placeForSure(purchase);
    if (first?.status === 201) assert.equal(first.body.invoiceId, bought.invoiceId, 'what was answered stays');
    placed.push(bought, toPay);
    if (!paymentEnd) return missed;
    await areAll(toPay.orders, 'paid');
    paid.push(toPay);
    return missed;
  }

  /** Null when no answer came. */
  function tryOnce(purchase: Purchase) {
    return place(purchase).catch(() => null);
  }

  it('should hold every invariant when all the deaths are over', async () => {
    await settled();
    const orderIds = placed.flatMap(({ orders }) => orders.map(({ id }) => id));
    const found = await gate.query<{ id: string; status: string }>('select id, status from orders.orders');
    assert.deepEqual(found.map(({ id }) => id).sort(), [...new Set(orderIds)].sort(), 'each purchase is there once');
    const events = await gate.query<{ type: string; about: string; count: number }>(
      `select event_type as type, aggregate_id as about, count(*)::int as count from (
         select event_type, aggregate_id from orders.outbox where event_type in ('order.created', 'order.confirmed')
         union all select event_type, aggregate_id from payments.outbox where event_type in ('payment.created', 'payment.completed')) facts
       group by 1, 2`,
    );
    assert.deepEqual(
      events.filter(({ count }) => count > 1),
      [],
      'nothing was said twice',
    );
    const said = (type: string) => events.filter((event) => event.type === type).length;
    assert.equal(said('order.created'), orderIds.length);
    assert.equal(said('payment.completed'), paid.length);
    const [held] = await gate.query<{ reserved: string; open: string }>(
      `select (select sum(reserved) from inventory.stocks)::text as reserved,
        (select sum(l.quantity) from orders.lines l join orders.orders o on o.id = l.order_id where o.status in ('awaiting_payment', 'paid'))::text as open`,
    );
    assert.equal(held?.reserved, held?.open, 'reserved = open orders');
    for (const schema of WATCHED) {
      const [left] = await gate.query<{ count: number }>(
        `select (select count(*) from ${schema}.inbox_waiting)::int + (select count(*) from ${schema}.sagas where status in ('running', 'undoing'))::int as count`,
      );
      assert.equal(left?.count, 0, `${schema} has nothing left to do`);
    }
    const cart = await shopper.person.get<{ itemCount: number }>('/cart');
    assert.equal(cart.itemCount, 0, 'what was bought has left the cart');
    assert.deepEqual(await verifyRunningHouse(house), []);
  });
});

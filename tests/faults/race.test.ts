import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { PEOPLE } from '../journeys/market.ts';
import { personWith, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { verifyRunningHouse } from '../journeys/verify-running-house.ts';
import { tokensOfNewBuyers } from './many-buyers.ts';
import { HOME, offerOf, servicesFor } from './shopper.ts';

const BUYERS = 60;
const UNITS = 10;
const ROUNDS = 20;
const RARE = 'Kopi Robusta Dampit 500 gr';
/** As the market has it before the first round. */
const UNITS_AT_FIRST = 3;

type Buyer = { buy(): Promise<{ status: number; code: string; detail: string; retryAfter: string | null }> };

describe('sixty buyers and ten units', { timeout: 120_000 }, () => {
  let house: RunningHouse;
  let offerId: string;
  let buyers: Buyer[];

  before(async () => {
    house = await runHouse({ env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    const rare = await offerOf(house.url, RARE);
    offerId = rare.offerId;
    const lines = [{ offerId, quantity: 1 }];
    const tokens = await tokensOfNewBuyers(house, BUYERS);
    let shipping: object[] | null = null;
    buyers = [];
    for (const token of tokens) {
      const person = personWith(house.url, () => ({ authorization: `Bearer ${token}` }));
      const { id: addressId } = await person.post<{ id: string }>('/users/me/addresses', HOME);
      shipping ??= await servicesFor(person, addressId, lines);
      const body = { addressId, lines, shipping, paymentChannel: 'VA_BCA' };
      buyers.push({
        buy: async () => {
          const key = { 'idempotency-key': randomUUID() };
          const answer = await person.ask<{ code?: string; detail?: string }>('POST', '/orders', body, key);
          const { code = '', detail = '' } = answer.body;
          return { status: answer.status, code, detail, retryAfter: answer.headers.get('retry-after') };
        },
      });
    }
  });
  after(() => house?.stop());

  it('should sell each unit once and refuse the others kindly when all come at once, time after time', async (context) => {
    const seller = await signIn(house.url, PEOPLE.sellers[1]);
    for (let round = 0; round < ROUNDS; round++) {
      const quantity = round === 0 ? UNITS - UNITS_AT_FIRST : UNITS;
      await seller.post(`/sellers/me/offers/${offerId}/movements`, { kind: 'receive', quantity, reason: 'uji' });
      const outcomes = await Promise.all(buyers.map(({ buy }) => untilAnswered(buy)));
      const sold = outcomes.filter(({ status }) => status === 201);
      const refused = outcomes.filter(({ code }) => code === 'orders.not-available');
      const others = outcomes.filter((outcome) => !sold.includes(outcome) && !refused.includes(outcome));
      assert.deepEqual([sold.length, refused.length, others], [UNITS, BUYERS - UNITS, []]);
      assert.ok(
        refused.every(({ status, detail }) => status === 409 && detail.includes(RARE)),
        JSON.stringify(refused[0]),
      );
    }
    context.diagnostic(`${ROUNDS} rounds: ${UNITS} of ${UNITS} sold, ${BUYERS - UNITS} of ${BUYERS} refused in each`);
  });

  /** A server that sheds load says when to come again. */
  async function untilAnswered(buy: Buyer['buy']) {
    for (;;) {
      const outcome = await buy();
      if (outcome.status !== 503 || outcome.retryAfter === null) return outcome;
      await new Promise((resolve) => setTimeout(resolve, Number(outcome.retryAfter) * 1_000));
    }
  }

  it('should have stock equal to its movements, and nothing sold twice, when the rush is over', async () => {
    const client = new pg.Client({ connectionString: house.databaseUrl });
    await client.connect();
    const { rows } = await client.query(
      `select (select sum(on_hand)::int from inventory.stocks where offer_id = $1) as "onHand",
         (select sum(reserved)::int from inventory.stocks where offer_id = $1) as reserved,
         (select sum(on_hand_change)::int from inventory.movements where offer_id = $1) as moved,
         (select sum(quantity)::int from orders.lines where offer_id = $1) as ordered,
         (select count(*)::int from orders.orders) as orders`,
      [offerId],
    );
    await client.end();
    const sold = UNITS * ROUNDS;
    assert.deepEqual(rows, [{ onHand: sold, reserved: sold, moved: sold, ordered: sold, orders: sold }]);
    assert.deepEqual(await verifyRunningHouse(house), []);
  });
});

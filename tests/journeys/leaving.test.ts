import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PASSWORD, PEOPLE, VILLAGES } from './market.ts';
import { guest, type Person, signIn } from './person.ts';
import { type RunningHouse, runHouse } from './running-house.ts';

type Refusal = { code: string };

describe('a person who takes their data along and leaves', () => {
  let house: RunningHouse;
  let buyer: Person;
  let orderId: string;

  before(async () => {
    house = await runHouse();
    buyer = await signIn(house.url, PEOPLE.stranger);
    const { id: addressId } = await buyer.post<{ id: string }>('/users/me/addresses', {
      label: 'Rumah',
      recipientName: 'Orang Lain',
      phone: '0812-3456-7890',
      street: 'Jalan Mawar 5',
      villageCode: VILLAGES.bandung,
      postalCode: '40615',
    });
    const { items } = await guest(house.url).get<{ items: { slug: string }[] }>('/search?q=selendang');
    const detail = await guest(house.url).get<{ variants: { offers: { offerId: string }[] }[] }>(
      `/products/${items[0]?.slug}`,
    );
    const lines = [{ offerId: detail.variants[0]?.offers[0]?.offerId, quantity: 1 }];
    const quote = await buyer.post<{ sellers: { seller: { id: string }; services: { serviceCode: string }[] }[] }>(
      '/checkout/quote',
      { addressId, lines },
    );
    const shipping = quote.sellers.map(({ seller, services }) => ({
      sellerId: seller.id,
      serviceCode: services[0]?.serviceCode,
    }));
    const placed = await buyer.post<{ orders: { id: string }[] }>('/orders', {
      addressId,
      lines,
      shipping,
      paymentChannel: 'QRIS',
    });
    orderId = placed.orders[0]?.id ?? '';
  });
  after(() => house?.stop());

  it('should get everything that is kept of them when they ask for it', async () => {
    const file = await buyer.get<{ data: Record<string, Record<string, unknown>> }>('/users/me/export');
    assert.equal(JSON.stringify(file.data.users).includes('Jalan Mawar 5'), true);
    assert.match(JSON.stringify(file.data.orders), /Selendang Batik/);
    assert.equal(JSON.stringify(file.data.identity).includes(PEOPLE.stranger), true);
    assert.equal(JSON.stringify(file).includes('argon2'), false, 'no secret is exported');
  });

  it('should be told what is open when they want to leave in the middle of an order', async () => {
    const answer = await buyer.ask<Refusal>('DELETE', '/users/me', { password: PASSWORD });
    assert.equal(answer.body.code, 'users.obligations-open');
    const seller = await signIn(house.url, PEOPLE.sellers[0]);
    assert.equal(
      (await seller.ask<Refusal>('DELETE', '/users/me', { password: PASSWORD })).body.code,
      'users.obligations-open',
    );
  });

  it('should stay when somebody still owes what was lent to them', async () => {
    const borrower = await signIn(house.url, PEOPLE.buyer);
    const answer = await borrower.ask<Refusal>('DELETE', '/users/me', { password: PASSWORD });
    assert.equal(answer.body.code, 'users.obligations-open');
    assert.match(JSON.stringify(answer.body), /loans\.open/);
  });

  it('should be forgotten everywhere when nothing is open any more', async () => {
    await buyer.post(`/orders/${orderId}/cancel`, { reason: 'mau pergi' });
    const answer = await buyer.ask('DELETE', '/users/me', { password: PASSWORD });
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    assert.equal(
      (await guest(house.url).ask('POST', '/auth/login', { identifier: PEOPLE.stranger, password: PASSWORD })).status,
      401,
    );
    assert.equal((await buyer.ask('GET', '/users/me')).status, 401, 'their sessions are over');

    const client = new pg.Client({ connectionString: house.databaseUrl });
    await client.connect();
    try {
      await waitFor('the orders have forgotten them', async () => {
        const { rows } = await client.query('select buyer_name, address from orders.orders where id = $1', [orderId]);
        return rows[0]?.buyer_name === '-' && rows[0].address.street === '-' && rows[0].address.postalCode === '40615';
      });
      const { rows } = await client.query(
        "select count(*)::int as n from notifications.contacts where name = 'Orang Lain'",
      );
      assert.equal(rows[0].n, 0);
    } finally {
      await client.end();
    }
  });
});

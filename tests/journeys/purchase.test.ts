import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { parseQris } from '../../src/platform/qris.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE, VILLAGES } from './market.ts';
import { guest, type Person, signIn } from './person.ts';
import { type RunningHouse, runHouse } from './running-house.ts';

type Money = { amount: number; currency: string };
type Card = { id: string; slug: string; name: string; priceFrom: Money; inStock: boolean };
type Detail = {
  variants: { offers: { offerId: string; seller: { id: string; name: string }; price: Money; available: number }[] }[];
};
type Quote = {
  sellers: { seller: { id: string }; subtotal: Money; services: { serviceCode: string; price: Money }[] }[];
  paymentChannels: { code: string; isAvailable: boolean }[];
};
type Order = {
  id: string;
  number: string;
  status: string;
  seller: { id: string };
  subtotal: Money;
  shippingFee: Money;
  total: Money;
  actions: string[];
  history: { status: string }[];
  shipping: { trackingNumber: string | null };
};
type Payment = {
  id: string;
  status: string;
  amount: Money;
  instructions: { kind: string; qrString?: string; accountNumber?: string } | null;
  refunded: Money;
};
type Placed = { invoiceId: string; orders: Order[]; payment: Payment };

const CHANNELS = ['QRIS', 'VA_BCA', 'VA_BNI', 'VA_BRI', 'VA_MANDIRI', 'VA_PERMATA', 'VA_BSI', 'VA_CIMB'];

for (const split of [false, true]) {
  describe(`a purchase from two sellers, ${split ? 'payments and inventory in a second process' : 'in one process'}`, () => {
    let house: RunningHouse;
    let buyer: Person;
    let addressId: string;
    const control = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
      const response = await fetch(`${house.sandboxUrl}/__sandbox${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      assert.ok(response.ok, `${path}: ${await response.clone().text()}`);
      return response.json() as Promise<Record<string, unknown>>;
    };

    before(async () => {
      house = await runHouse({ split });
      buyer = await signIn(house.url, PEOPLE.buyer);
      const address = await buyer.post<{ id: string }>('/users/me/addresses', {
        label: 'Rumah',
        recipientName: 'Dewi Lestari',
        phone: '0812-3456-7890',
        street: 'Jalan Mawar 5 RT 01/02',
        villageCode: VILLAGES.bandung,
        postalCode: '40615',
      });
      addressId = address.id;
    });
    after(() => house?.stop());

    async function offerOf(name: string): Promise<string> {
      const { items } = await guest(house.url).get<{ items: Card[] }>(`/search?q=${encodeURIComponent(name)}`);
      const card = items.find((item) => item.name === name);
      assert.ok(card, `search does not find ${name}`);
      const detail = await guest(house.url).get<Detail>(`/products/${card.slug}`);
      const offer = detail.variants[0]?.offers[0];
      assert.ok(offer);
      return offer.offerId;
    }

    /** Two lines of two sellers, quoted and ordered: three requests. */
    async function buy(
      paymentChannel: string,
      quantity = 1,
      key: string = randomUUID(),
    ): Promise<{ placed: Placed; quote: Quote; body: object; key: string }> {
      const [batik, kopi] = await Promise.all([offerOf('Kemeja Batik Parang'), offerOf('Kopi Arabika Ijen 250 gr')]);
      await buyer.post('/cart/items', {
        items: [
          { offerId: batik, quantity },
          { offerId: kopi, quantity },
        ],
      });
      const quote = await buyer.post<Quote>('/checkout/quote', { addressId });
      const shipping = quote.sellers.map(({ seller, services }) => ({
        sellerId: seller.id,
        serviceCode: services[0]?.serviceCode,
      }));
      const body = { addressId, shipping, paymentChannel };
      const placed = await buyer.post<Placed>('/orders', body, { 'idempotency-key': key });
      return { placed, quote, body, key };
    }
    const pay = (payment: Payment, more: object = {}) =>
      control('/pay', {
        ...(payment.instructions?.qrString
          ? { qrString: payment.instructions.qrString }
          : { vaNumber: payment.instructions?.accountNumber }),
        ...more,
      });
    const orderOf = (id: string) => buyer.get<Order>(`/orders/${id}`);
    const allAre = (placed: Placed, status: string) =>
      waitFor(
        `the orders are ${status}`,
        async () =>
          (await Promise.all(placed.orders.map((order) => orderOf(order.id)))).every(
            (order) => order.status === status,
          ),
        20_000,
      );
    const stockOf = async (name: string) => {
      const { items } = await guest(house.url).get<{ items: Card[] }>(`/search?q=${encodeURIComponent(name)}`);
      const detail = await guest(house.url).get<Detail>(`/products/${items[0]?.slug}`);
      return detail.variants[0]?.offers[0]?.available;
    };

    for (const channel of CHANNELS) {
      it(`should turn both orders to paid when the buyer pays by ${channel}`, async () => {
        const before = buyer.requests();
        const { placed, quote } = await buy(channel);
        assert.ok(buyer.requests() - before <= 5, 'a whole purchase takes at most five requests');
        const fees = quote.sellers.map((seller) => seller.services[0]?.price.amount ?? 0);
        assert.equal(placed.orders.length, 2);
        assert.equal(placed.payment.amount.amount, 185_000 + 78_000 + fees.reduce((sum, fee) => sum + fee, 0));
        assert.equal(
          placed.orders.reduce((sum, order) => sum + order.total.amount, 0),
          placed.payment.amount.amount,
        );
        if (channel === 'QRIS') {
          const code = parseQris(placed.payment.instructions?.qrString ?? '');
          assert.equal(code.amountMinor, placed.payment.amount.amount);
        } else assert.match(placed.payment.instructions?.accountNumber ?? '', /^[0-9]{8,30}$/);
        await pay(placed.payment);
        await allAre(placed, 'paid');
        assert.equal((await buyer.get<Payment>(`/payments/${placed.payment.id}`)).status, 'completed');
      });
    }

    it('should give the first answer again, and buy once, when the same request comes twice', async () => {
      const { placed, body, key } = await buy('QRIS');
      const again = await buyer.ask<Placed>('POST', '/orders', body, { 'idempotency-key': key });
      assert.deepEqual([again.status, again.body.invoiceId], [201, placed.invoiceId]);
      const other = await buyer.ask<{ code: string }>(
        'POST',
        '/orders',
        { ...body, paymentChannel: 'VA_BCA' },
        { 'idempotency-key': key },
      );
      assert.deepEqual([other.status, other.body.code], [422, 'request.idempotency-key-reused']);
      const missing = await buyer.ask<{ code: string }>('POST', '/orders', body);
      assert.deepEqual([missing.status, missing.body.code], [400, 'request.idempotency-key-required']);
    });

    it('should show the order to its seller and hide it when somebody else asks', async () => {
      const { placed } = await buy('QRIS');
      await pay(placed.payment);
      await allAre(placed, 'paid');
      for (const email of PEOPLE.sellers) {
        const seller = await signIn(house.url, email);
        const { items } = await seller.get<{ items: Order[] }>('/sellers/me/orders?status=paid');
        const own = placed.orders.filter((order) => items.some((item) => item.id === order.id));
        assert.equal(own.length, 1, 'each seller sees exactly the own order');
      }
      const stranger = await signIn(house.url, PEOPLE.stranger);
      for (const path of [`/orders/${placed.orders[0]?.id}`, `/payments/${placed.payment.id}`])
        assert.equal((await stranger.ask('GET', path)).status, 404);
    });

    it('should end with the money at the sellers when the orders are shipped, delivered and completed', async () => {
      const { placed } = await buy('VA_BNI');
      await pay(placed.payment);
      await allAre(placed, 'paid');
      for (const email of PEOPLE.sellers) {
        const seller = await signIn(house.url, email);
        const before = await seller.get<{ balance: Money }>('/sellers/me/balance');
        const { items } = await seller.get<{ items: Order[] }>('/sellers/me/orders?status=paid');
        const order = items.find((item) => placed.orders.some((one) => one.id === item.id));
        assert.ok(order);
        const shipped = await seller.post<Order>(`/orders/${order.id}/ship`, {});
        assert.equal(shipped.status, 'shipped');
        await waitFor('the parcel has a number', async () => (await orderOf(order.id)).shipping.trackingNumber);
        await seller.post(`/orders/${order.id}/deliver`, {});
        const completed = await buyer.post<Order>(`/orders/${order.id}/complete`, {});
        assert.equal(completed.status, 'completed');
        const share = order.subtotal.amount - Math.round(order.subtotal.amount * 0.05);
        await waitFor(
          'the money has arrived',
          async () =>
            (await seller.get<{ balance: Money }>('/sellers/me/balance')).balance.amount - before.balance.amount ===
            share,
        );
      }
      assert.deepEqual(
        (await orderOf(placed.orders[0]?.id ?? '')).history.map((step) => step.status),
        ['awaiting_payment', 'paid', 'shipped', 'delivered', 'completed'],
      );
    });

    it('should follow the courier to delivered when the parcel moves', async () => {
      const { placed } = await buy('QRIS');
      await pay(placed.payment);
      await allAre(placed, 'paid');
      const seller = await signIn(house.url, PEOPLE.sellers[0]);
      const { items } = await seller.get<{ items: Order[] }>('/sellers/me/orders?status=paid');
      const order = items.find((item) => placed.orders.some((one) => one.id === item.id));
      assert.ok(order);
      await seller.post(`/orders/${order.id}/ship`, {});
      const trackingNumber = await waitFor(
        'the parcel has a number',
        async () => (await orderOf(order.id)).shipping.trackingNumber,
      );
      const listed = (await (await fetch(`${house.sandboxUrl}/__sandbox/shipments`)).json()) as {
        items: { id: string; waybillId?: string; waybill_id?: string }[];
      };
      const parcel = listed.items.find((item) => JSON.stringify(item).includes(trackingNumber));
      assert.ok(parcel);
      await control(`/shipments/${parcel.id}/advance`, { status: 'delivered' });
      await waitFor('the order is delivered', async () => (await orderOf(order.id)).status === 'delivered', 20_000);
    });

    it('should give the money back and the stock free when a paid order is cancelled', async () => {
      const { placed } = await buy('QRIS');
      await pay(placed.payment);
      await allAre(placed, 'paid');
      const [order] = placed.orders;
      assert.ok(order);
      const cancelled = await buyer.post<Order>(`/orders/${order.id}/cancel`, { reason: 'berubah pikiran' });
      assert.equal(cancelled.status, 'cancelled');
      const refunded = await waitFor(
        'the refund is through',
        async () => {
          const payment = await buyer.get<Payment>(`/payments/${placed.payment.id}`);
          return payment.refunded.amount > 0 ? payment : null;
        },
        20_000,
      );
      assert.equal(refunded.refunded.amount, order.total.amount);
      assert.equal((await orderOf(placed.orders[1]?.id ?? '')).status, 'paid', 'the other seller is not concerned');
    });

    it('should cancel and free the stock when the buyer cancels before paying', async () => {
      const name = 'Kemeja Batik Parang';
      const before = await stockOf(name);
      const { placed } = await buy('QRIS', 2);
      await waitFor('the stock is held', async () => (await stockOf(name)) === (before ?? 0) - 2);
      await buyer.post(`/orders/${placed.orders[0]?.id}/cancel`, { reason: 'salah alamat' });
      await allAre(placed, 'cancelled');
      await waitFor('the stock is free again', async () => (await stockOf(name)) === before);
    });

    it('should expire the orders when the payment expires at the provider', async () => {
      const { placed } = await buy('VA_BRI');
      await control('/expire', { vaNumber: placed.payment.instructions?.accountNumber });
      await allAre(placed, 'expired');
      assert.equal((await buyer.get<Payment>(`/payments/${placed.payment.id}`)).status, 'expired');
    });

    it('should expire the orders when the provider says that the payment failed', async () => {
      const { placed } = await buy('QRIS');
      await control('/fail', { qrString: placed.payment.instructions?.qrString, failureCode: 'USER_DECLINED_PAYMENT' });
      await waitFor(
        'the payment has failed',
        async () => (await buyer.get<Payment>(`/payments/${placed.payment.id}`)).status === 'failed',
        20_000,
      );
      await waitFor('the orders have ended', async () =>
        ['expired', 'cancelled'].includes((await orderOf(placed.orders[0]?.id ?? '')).status),
      );
    });

    it('should be paid by transfer when the buyer has turned from QRIS to a bank, and the code is dead', async () => {
      const { placed } = await buy('QRIS');
      const changed = await buyer.post<Payment>(`/payments/${placed.payment.id}/channel`, { paymentChannel: 'VA_BNI' });
      assert.deepEqual(
        [changed.id, changed.status, changed.amount],
        [placed.payment.id, 'pending', placed.payment.amount],
      );
      assert.equal(changed.instructions?.kind, 'virtual_account');
      const dead = await fetch(`${house.sandboxUrl}/__sandbox/pay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ qrString: placed.payment.instructions?.qrString }),
      });
      assert.equal(dead.status, 409, 'the bank refuses the code that was replaced');
      await pay(changed);
      await allAre(placed, 'paid');
      const refused = await buyer.ask<{ code: string }>('POST', `/payments/${placed.payment.id}/channel`, {
        paymentChannel: 'QRIS',
      });
      assert.deepEqual([refused.status, refused.body.code], [409, 'payments.already-paid']);
    });

    it('should lose nothing when the old code is paid after the change, and the new one as well', async () => {
      const { placed } = await buy('QRIS');
      const changed = await buyer.post<Payment>(`/payments/${placed.payment.id}/channel`, { paymentChannel: 'VA_BNI' });
      // The bank had it on its way: it arrives though the code is closed.
      await pay(placed.payment, { evenWhenClosed: true });
      await allAre(placed, 'paid');
      await pay(changed, { evenWhenClosed: true });
      const admin = await signIn(house.url, PEOPLE.admin);
      const found = await waitFor('the second money is in the queue', async () => {
        const { items } = await admin.get<{ items: { paymentId: string; kind: string; amount: Money }[] }>(
          '/payments/exceptions?limit=100',
        );
        return items.find((item) => item.paymentId === placed.payment.id);
      });
      assert.deepEqual([found.kind, found.amount.amount], ['double', placed.payment.amount.amount]);
    });

    it('should count one payment when its webhook comes twice, and find it when the webhook is lost', async () => {
      await control('/webhooks/rules', { source: 'xendit', effect: 'duplicate' });
      const twice = await buy('QRIS');
      await pay(twice.placed.payment);
      await allAre(twice.placed, 'paid');
      await control('/webhooks/rules', { source: 'xendit', effect: 'drop', times: 1 });
      const lost = await buy('QRIS');
      await pay(lost.placed.payment);
      await buyer.post(`/payments/${lost.placed.payment.id}/check`, {});
      await allAre(lost.placed, 'paid');
    });

    it('should refuse and keep the cart when there is not enough stock', async () => {
      const rare = await offerOf('Kopi Robusta Dampit 500 gr');
      const before = await buyer.get('/cart');
      const lines = [{ offerId: rare, quantity: 99 }];
      const quote = await buyer.ask<{ code: string }>('POST', '/checkout/quote', { addressId, lines });
      assert.deepEqual([quote.status, quote.body.code], [409, 'orders.not-available']);
      assert.deepEqual(await buyer.get('/cart'), before);
    });

    it('should have counted what was bought, paid and given back when figures are read', async () => {
      const text = await (await fetch(`${house.url}/metrics`)).text();
      const figure = (name: string): number =>
        text
          .split('\n')
          .filter((line) => line.startsWith(`lumbung_business_total{name="${name}"`))
          .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
      const here = ['orders_placed', 'orders_placed_rupiah', 'orders_paid', 'orders_cancelled', 'orders_expired'];
      // Every process counts what it says itself; whoever scrapes adds up.
      const elsewhere = ['payments', 'captured_rupiah', 'refunds', 'refunded_rupiah'];
      for (const name of [...here, ...(split ? [] : elsewhere)]) assert.ok(figure(name) > 0, name);
      assert.match(text, /lumbung_events_total\{type="order\.created"\} \d+/);
    });

    it('should balance when everything is over', async () => {
      const { verifyRunningHouse } = await import('./verify-running-house.ts');
      assert.deepEqual(await verifyRunningHouse(house), []);
    });
  });
}

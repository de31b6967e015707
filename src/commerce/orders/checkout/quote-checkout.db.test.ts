import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal, type Refusal } from '#platform/refusal';
import { guestCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { houseExample, marketDay } from '../house-fixture.ts';

describe('quoting a checkout', () => {
  const db = testDatabase('orders');
  const world = (free = 10) => {
    const house = houseExample(db.database);
    return { ...house, ...marketDay(house, free) };
  };
  const refused = async (work: Promise<unknown>, code: string): Promise<Refusal> => {
    let refusal: Refusal | undefined;
    await assert.rejects(work, (error) => {
      if (isRefusal(error)) refusal = error;
      return isRefusal(error, code);
    });
    assert.ok(refusal);
    return refusal;
  };

  test('should show per seller the goods, the ways to send and the ways to pay when a quote is asked for', async () => {
    const shop = world();
    const quote = await shop.api.quoteCheckout(shop.buyer(), { addressId: shop.address.id });
    assert.deepEqual(
      quote.sellers.map((group) => group.seller.id),
      shop.sellers.map((seller) => seller.sellerId),
    );
    assert.deepEqual(
      quote.sellers.map((group) => group.subtotal.amount),
      [65_000, 170_000],
    );
    assert.deepEqual(
      quote.sellers[0]?.services.map((service) => service.serviceCode),
      ['jne:reg', 'gojek:instant'],
    );
    assert.equal(quote.subtotal.amount, 235_000);
    assert.equal(quote.paymentChannels[0]?.code, 'QRIS');
    assert.equal(shop.town.reservations.size, 0);
  });

  test('should refuse orders.not-available when there is less than is wished', async () => {
    const shop = world(1);
    const refusal = await refused(
      shop.api.quoteCheckout(shop.buyer(), { addressId: shop.address.id }),
      'orders.not-available',
    );
    assert.deepEqual(
      refusal.fields.map((field) => field.pointer),
      ['/lines/1'],
    );
  });

  test('should show a guest the postage to a village when there is no address yet', async () => {
    const shop = world();
    const lines = shop.offers.map(({ offerId }) => ({ offerId, quantity: 1 }));
    const destination = { villageCode: shop.address.villageCode, postalCode: shop.address.postalCode };
    const quote = await shop.api.quoteCheckout(guestCall(), { destination, lines });
    const ofBuyer = await shop.api.quoteCheckout(shop.buyer(), { addressId: shop.address.id, lines });
    assert.deepEqual(quote, ofBuyer);
    assert.equal(quote.sellers.length, 2);
  });

  test('should refuse orders.destination-needed and orders.village-not-found when it is not clear where to', async () => {
    const shop = world();
    const destination = { villageCode: '99.01.01.1001', postalCode: '40111' };
    const both = { addressId: shop.address.id, destination };
    for (const wish of [{}, both])
      await refused(shop.api.quoteCheckout(shop.buyer(), wish), 'orders.destination-needed');
    const refusal = await refused(shop.api.quoteCheckout(shop.buyer(), { destination }), 'orders.village-not-found');
    assert.deepEqual(
      refusal.fields.map((field) => field.pointer),
      ['/destination/villageCode'],
    );
  });

  test('should say that the couriers are away when they are', async () => {
    const shop = world();
    shop.town.isShippingDown = true;
    const quote = await shop.api.quoteCheckout(shop.buyer(), { addressId: shop.address.id });
    assert.deepEqual(
      quote.sellers.map((group) => [group.isShippingDown, group.services.length]),
      [
        [true, 0],
        [true, 0],
      ],
    );
  });
});

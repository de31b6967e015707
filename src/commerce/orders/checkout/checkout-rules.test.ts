import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newUuid } from '#platform/ids';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import type { PlaceOrderInput } from '../contract.ts';
import { NOW, offerExample, orderExample, sellerExample, serviceExample } from '../fixtures.ts';
import { MAX_SELLERS } from '../shapes.ts';
import { foldWishes, type OfferFacts, splitBySeller, subtotalOf } from './basket-rules.ts';
import { type CheckoutFacts, planCheckout } from './checkout-rules.ts';
import { invoiceNumberOf, orderNumberOf } from './order-numbers.ts';

const POLICY = { qrisMinutes: 30, transferMinutes: 1_440, stockGraceMinutes: 30, completionHours: 48 };

/** Sellers with offers of random prices, and wishes for some of them. */
const shopping = fc
  .record({
    sellers: fc.integer({ min: 1, max: 5 }),
    wishes: fc.array(
      fc.record({
        seller: fc.nat({ max: 4 }),
        priceMinor: fc.integer({ min: 1, max: 20_000_000 }),
        quantity: fc.integer({ min: 1, max: 99 }),
        feeMinor: fc.integer({ min: 0, max: 500_000 }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(({ sellers: count, wishes }) => {
    const sellers = Array.from({ length: count }, () => sellerExample());
    const offers = wishes.map((wish) =>
      offerExample(sellers[wish.seller % count]?.sellerId ?? '', { priceMinor: wish.priceMinor }),
    );
    return {
      sellers,
      offers: new Map(offers.map((offer) => [offer.offerId, offer])),
      wishes: offers.map((offer, i) => ({ offerId: offer.offerId, quantity: wishes[i]?.quantity ?? 1 })),
      fees: new Map(sellers.map((seller, i) => [seller.sellerId, wishes[i % wishes.length]?.feeMinor ?? 0])),
    };
  });

function planOf(facts: CheckoutFacts, change: Partial<PlaceOrderInput> = {}) {
  const input: PlaceOrderInput = {
    addressId: newUuid(),
    paymentChannel: 'QRIS',
    shipping: facts.baskets.map(({ sellerId }) => ({ sellerId, serviceCode: 'jne:reg' })),
    ...change,
  };
  const ids = { invoiceId: newUuid(), paymentId: newUuid(), orderIds: facts.baskets.map(() => newUuid()) };
  return planCheckout(facts, input, ids);
}

function factsOf(
  sellers: ReturnType<typeof sellerExample>[],
  offers: Map<string, OfferFacts>,
  wishes: { offerId: string; quantity: number }[],
  fees?: Map<string, number>,
): CheckoutFacts {
  const split = splitBySeller(wishes, offers);
  assert.ok('baskets' in split);
  const service = (sellerId: string) => serviceExample({ priceMinor: fees?.get(sellerId) ?? 18_000 });
  return {
    buyerId: newUuid(),
    address: orderExample().address,
    baskets: split.baskets,
    sellers: new Map(sellers.map((seller) => [seller.sellerId, seller])),
    parcels: new Map(
      sellers.map(({ sellerId }) => [sellerId, { sellerId, services: [service(sellerId)], isProviderDown: false }]),
    ),
    policy: POLICY,
    now: new Date(NOW),
  };
}

/** One seller, two bags of coffee. */
function smallFacts(): CheckoutFacts {
  const seller = sellerExample();
  const offer = offerExample(seller.sellerId);
  return factsOf([seller], new Map([[offer.offerId, offer]]), [{ offerId: offer.offerId, quantity: 2 }]);
}

describe('splitting a cart', () => {
  test('should put every wish into its sellers basket and lose no rupiah when carts are random', () => {
    fc.assert(
      fc.property(shopping, ({ offers, wishes }) => {
        const split = splitBySeller(wishes, offers);
        assert.ok('baskets' in split);
        const lines = split.baskets.flatMap((basket) =>
          basket.lines.map((line) => ({ ...line, sellerId: basket.sellerId })),
        );
        assert.equal(lines.length, wishes.length);
        for (const line of lines) assert.equal(line.sellerId, offers.get(line.offerId)?.sellerId);
        assert.equal(new Set(split.baskets.map((basket) => basket.sellerId)).size, split.baskets.length);
        const total = wishes.reduce(
          (sum, wish) => sum + (offers.get(wish.offerId)?.priceMinor ?? 0) * wish.quantity,
          0,
        );
        assert.equal(subtotalOf(split.baskets), total);
        for (const basket of split.baskets) {
          assert.equal(
            basket.subtotalMinor,
            basket.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0),
          );
          assert.equal(
            basket.weightGrams,
            basket.lines.reduce((sum, line) => sum + 520 * line.quantity, 0),
          );
        }
      }),
    );
  });

  test('should fold wishes for one offer into one when it is named twice', () => {
    assert.deepEqual(
      foldWishes([
        { offerId: 'a', quantity: 1 },
        { offerId: 'b', quantity: 2 },
        { offerId: 'a', quantity: 3 },
      ]),
      [
        { offerId: 'a', quantity: 4 },
        { offerId: 'b', quantity: 2 },
      ],
    );
  });

  test('should name every place that cannot be bought when several cannot', () => {
    const seller = newUuid();
    const [good, off, small, scarce] = [
      offerExample(seller),
      offerExample(seller, { isSellable: false }),
      offerExample(seller, { minQuantity: 5 }),
      offerExample(seller),
    ];
    const offers = new Map([good, off, small, scarce].map((offer) => [offer.offerId, offer]));
    const wishes = [good, off, small, scarce].map(({ offerId }) => ({ offerId, quantity: 2 }));
    const free = new Map(wishes.map(({ offerId }) => [offerId, offerId === scarce.offerId ? 1 : 10]));
    const split = splitBySeller([...wishes, { offerId: newUuid(), quantity: 1 }], offers, free);
    assert.ok('refusal' in split);
    assert.deepEqual(
      split.refusal.fields.map((field) => field.pointer),
      ['/lines/1', '/lines/2', '/lines/3', '/lines/4'],
    );
  });

  test('should refuse when there are more sellers or a larger total than one payment holds', () => {
    const many = Array.from({ length: MAX_SELLERS + 1 }, () => offerExample(newUuid()));
    const asMap = (offers: OfferFacts[]) => new Map(offers.map((offer) => [offer.offerId, offer]));
    const asWishes = (offers: OfferFacts[], quantity: number) => offers.map(({ offerId }) => ({ offerId, quantity }));
    const tooMany = splitBySeller(asWishes(many, 1), asMap(many));
    assert.ok('refusal' in tooMany && tooMany.refusal.code === 'orders.too-many-sellers');
    const dear = [offerExample(newUuid(), { priceMinor: MAX_AMOUNT_MINOR, maxQuantity: 9_999 })];
    const tooLarge = splitBySeller(asWishes(dear, 9_999), asMap(dear));
    assert.ok('refusal' in tooLarge && tooLarge.refusal.code === 'orders.total-too-large');
  });
});

describe('planning a checkout', () => {
  test('should make one order per seller whose totals add up to the invoice when carts are random', () => {
    fc.assert(
      fc.property(shopping, ({ sellers, offers, wishes, fees }) => {
        const facts = factsOf(sellers, offers, wishes, fees);
        const decision = planOf(facts);
        assert.ok('plan' in decision);
        const { orders } = decision.plan;
        assert.deepEqual(
          orders.map((order) => order.sellerId),
          facts.baskets.map((basket) => basket.sellerId),
        );
        for (const order of orders) {
          assert.equal(order.totalMinor, order.subtotalMinor + order.shippingFeeMinor);
          assert.equal(order.shippingFeeMinor, fees.get(order.sellerId));
          assert.equal(order.invoiceId, orders[0].invoiceId);
        }
        const goods = wishes.reduce(
          (sum, wish) => sum + (offers.get(wish.offerId)?.priceMinor ?? 0) * wish.quantity,
          0,
        );
        const postage = orders.reduce((sum, order) => sum + order.shippingFeeMinor, 0);
        assert.equal(
          orders.reduce((sum, order) => sum + order.totalMinor, 0),
          goods + postage,
        );
        assert.equal(new Set(orders.map((order) => order.number)).size, orders.length);
      }),
    );
  });

  test('should hold stock a little longer than the channel allows when deadlines are set', () => {
    const qris = planOf(smallFacts());
    assert.ok('plan' in qris);
    assert.equal(qris.plan.orders[0].payableUntil, '2026-11-21T03:45:00.000Z');
    assert.equal(qris.plan.reservedUntil, '2026-11-21T04:15:00.000Z');
    const transfer = planOf(smallFacts(), { paymentChannel: 'VA_BCA' });
    assert.ok('plan' in transfer && transfer.plan.orders[0].payableUntil === '2026-11-22T03:15:00.000Z');
  });

  test('should refuse when services are missing, doubled, foreign or not offered', () => {
    const facts = smallFacts();
    const sellerId = facts.baskets[0]?.sellerId ?? '';
    const codeOf = (shipping: PlaceOrderInput['shipping'], changed = facts) => {
      const decision = planOf(changed, { shipping });
      return 'refusal' in decision ? [decision.refusal.code, decision.refusal.fields[0]?.pointer] : null;
    };
    const choice = { sellerId, serviceCode: 'jne:reg' };
    assert.deepEqual(codeOf([choice, choice]), ['orders.shipping-incomplete', '/shipping/1/sellerId']);
    assert.deepEqual(codeOf([choice, { ...choice, sellerId: newUuid() }]), [
      'orders.shipping-incomplete',
      '/shipping/1/sellerId',
    ]);
    assert.deepEqual(codeOf([]), ['orders.shipping-incomplete', '/shipping']);
    assert.deepEqual(codeOf([{ sellerId, serviceCode: 'jne:yes' }]), [
      'orders.service-not-available',
      '/shipping/0/serviceCode',
    ]);
    const down = { ...facts, parcels: new Map([[sellerId, { sellerId, services: [], isProviderDown: true }]]) };
    assert.deepEqual(codeOf([choice], down), ['orders.shipping-unavailable', '/shipping/0/serviceCode']);
  });

  test('should refuse own goods when the buyer is the seller', () => {
    const facts = smallFacts();
    const owner = [...facts.sellers.values()][0]?.userId ?? '';
    const decision = planOf({ ...facts, buyerId: owner });
    assert.ok('refusal' in decision && decision.refusal.code === 'orders.own-goods');
  });

  test('should refuse when the total is another one than the buyer was shown', () => {
    const decision = planOf(smallFacts(), { expectedTotal: { amount: 147_999, currency: 'IDR' } });
    assert.ok('refusal' in decision && decision.refusal.code === 'orders.total-changed');
    assert.equal(decision.refusal.details.totalMinor, 148_000);
    assert.ok('plan' in planOf(smallFacts(), { expectedTotal: { amount: 148_000, currency: 'IDR' } }));
  });
});

describe('numbers', () => {
  test('should carry the day in Western Indonesia when a number is made, and be told apart on the telephone', () => {
    const id = '0193a7e0-0000-7000-8000-000000000001';
    assert.match(invoiceNumberOf(id, new Date('2026-11-20T17:00:00Z')), /^INV\/2026\/11\/21\/[0-9A-HJKMNP-TV-Z]{12}$/);
    assert.match(orderNumberOf(id, 2), /^LB-[0-9A-HJKMNP-TV-Z]{12}-2$/);
    assert.equal(orderNumberOf(id, 1).slice(3, 15), invoiceNumberOf(id, new Date(NOW)).slice(-12));
  });

  test('should not repeat when ids differ', () => {
    const numbers = new Set(Array.from({ length: 5_000 }, () => orderNumberOf(newUuid(), 1)));
    assert.equal(numbers.size, 5_000);
  });
});

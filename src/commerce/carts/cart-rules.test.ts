import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newUuid } from '#platform/ids';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import {
  decideAddition,
  decideChange,
  foldItems,
  hasRoom,
  type Market,
  mergeLines,
  type OfferFacts,
  type StoredLine,
  viewCart,
} from './cart-rules.ts';
import { MAX_LINES } from './contract.ts';
import { offerExample, shopExample } from './fixtures.ts';

function marketOf(offers: OfferFacts[], free: number | ((offerId: string) => number) = 10): Market {
  const freeOf = typeof free === 'number' ? () => free : free;
  return {
    offers: new Map(offers.map((offer) => [offer.offerId, offer])),
    freeQuantities: new Map(offers.map((offer) => [offer.offerId, freeOf(offer.offerId)])),
  };
}

const lineOf = (offer: OfferFacts, quantity: number, seenPriceMinor = offer.priceMinor): StoredLine => ({
  offerId: offer.offerId,
  sellerId: offer.sellerId,
  quantity,
  seenPriceMinor,
});

describe('adding to a cart', () => {
  test('should add to the quantity that is there when the offer is in the cart already', () => {
    const offer = offerExample();
    const decision = decideAddition([lineOf(offer, 2)], [{ offerId: offer.offerId, quantity: 3 }], marketOf([offer]));
    assert.ok('lines' in decision);
    assert.deepEqual(
      decision.lines.map((line) => line.quantity),
      [5],
    );
    assert.deepEqual(
      decision.added.map((line) => line.quantity),
      [3],
    );
  });

  test('should refuse the whole request when one offer has too little stock', () => {
    const [plenty, scarce] = [offerExample(), offerExample()];
    const market = marketOf([plenty, scarce], (offerId) => (offerId === scarce.offerId ? 1 : 10));
    const items = [plenty, scarce].map((offer) => ({ offerId: offer.offerId, quantity: 2 }));
    const decision = decideAddition([], items, market);
    assert.ok('refusal' in decision);
    assert.equal(decision.refusal.code, 'carts.not-enough-stock');
    assert.equal(decision.refusal.index, 1);
    assert.equal(decision.refusal.details.available, 1);
  });

  test('should refuse a total when it leaves the bound of amounts', () => {
    const offer = offerExample({ priceMinor: MAX_AMOUNT_MINOR, maxQuantity: 9_999 });
    const decision = decideAddition([], [{ offerId: offer.offerId, quantity: 2 }], marketOf([offer]));
    assert.ok('refusal' in decision);
    assert.equal(decision.refusal.code, 'carts.total-too-large');
  });

  test('should fold an offer that is asked for twice when adding up', () => {
    const [a, b] = [newUuid(), newUuid()];
    assert.deepEqual(
      foldItems([
        { offerId: a, quantity: 1 },
        { offerId: b, quantity: 2 },
        { offerId: a, quantity: 4 },
      ]),
      [
        { offerId: a, quantity: 5 },
        { offerId: b, quantity: 2 },
      ],
    );
  });

  test('should count an offer once when it looks for room', () => {
    const offers = Array.from({ length: MAX_LINES }, () => offerExample());
    const lines = offers.map((offer) => lineOf(offer, 1));
    assert.equal(hasRoom(lines, [{ offerId: lines[0]?.offerId ?? '', quantity: 1 }]), true);
    assert.equal(hasRoom(lines, [{ offerId: newUuid(), quantity: 1 }]), false);
  });

  test('should keep the other lines as they are when one changes', () => {
    const [a, b] = [offerExample({ priceMinor: 700 }), offerExample()];
    const decision = decideChange(
      [lineOf(a, 1, 500), lineOf(b, 2)],
      { offerId: a.offerId, quantity: 4 },
      marketOf([a, b]),
    );
    assert.ok('lines' in decision);
    assert.deepEqual(decision.lines, [lineOf(a, 4, 700), lineOf(b, 2)]);
  });
});

describe('merging carts', () => {
  test('should keep the higher quantity and cap it by stock when both carts have the offer', () => {
    const offer = offerExample();
    const merged = mergeLines([lineOf(offer, 2)], [lineOf(offer, 9)], marketOf([offer], 5));
    assert.deepEqual(merged, [lineOf(offer, 5)]);
  });

  test('should keep a wish for one piece when the offer is sold out', () => {
    const offer = offerExample();
    assert.deepEqual(mergeLines([], [lineOf(offer, 3)], marketOf([offer], 0)), [lineOf(offer, 1)]);
  });

  test('should be the same the second time when a merge runs twice', () => {
    const offers = Array.from({ length: 6 }, () => offerExample());
    const lines = fc.array(fc.record({ offer: fc.constantFrom(...offers), quantity: fc.integer({ min: 1, max: 20 }) }));
    const distinct = (list: { offer: OfferFacts; quantity: number }[]) => [
      ...new Map(list.map(({ offer, quantity }) => [offer.offerId, lineOf(offer, quantity)])).values(),
    ];
    fc.assert(
      fc.property(lines, lines, fc.integer({ min: 0, max: 15 }), (mine, theirs, free) => {
        const market = marketOf(offers, free);
        const once = mergeLines(distinct(mine), distinct(theirs), market);
        assert.deepEqual(mergeLines(once, distinct(theirs), market), once);
        assert.ok(once.length <= MAX_LINES);
        for (const line of once) {
          const theirQuantity = distinct(theirs).find((other) => other.offerId === line.offerId)?.quantity;
          if (theirQuantity !== undefined) assert.ok(line.quantity <= Math.max(1, free));
        }
      }),
    );
  });

  test('should never hold more than the bound when both carts are full', () => {
    const [mine, theirs] = [0, 1].map(() => Array.from({ length: MAX_LINES }, () => lineOf(offerExample(), 1)));
    assert.deepEqual(mergeLines(mine ?? [], theirs ?? [], { offers: new Map(), freeQuantities: new Map() }), mine);
  });
});

describe('the view of a cart', () => {
  test('should have sums that equal their parts when lines, prices and stock are whatever they are', () => {
    const sellers = Array.from({ length: 4 }, () => shopExample());
    const line = fc.record({
      seller: fc.constantFrom(...sellers),
      priceMinor: fc.integer({ min: 1, max: 50_000_000 }),
      seenPriceMinor: fc.integer({ min: 1, max: 50_000_000 }),
      quantity: fc.integer({ min: 1, max: 999 }),
      free: fc.integer({ min: 0, max: 999 }),
      isSellable: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (wishes) => {
        const offers = wishes.map(({ seller, priceMinor, isSellable }) =>
          offerExample({ sellerId: seller.sellerId, priceMinor, isSellable }),
        );
        const lines = offers.map((offer, i) => lineOf(offer, wishes[i]?.quantity ?? 1, wishes[i]?.seenPriceMinor));
        const free = new Map(offers.map((offer, i) => [offer.offerId, wishes[i]?.free ?? 0]));
        const market = marketOf(offers, (offerId) => free.get(offerId) ?? 0);
        const cart = viewCart(newUuid(), lines, market, new Map(sellers.map((seller) => [seller.sellerId, seller])));
        const shown = cart.sellers.flatMap((group) => group.lines);
        assert.equal(shown.length, lines.length);
        const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
        for (const group of cart.sellers) {
          assert.equal(group.subtotal.amount, sum(group.lines.map((each) => each.lineTotal.amount)));
          for (const each of group.lines) {
            assert.equal(offers.find((offer) => offer.offerId === each.offerId)?.sellerId, group.seller.id);
          }
        }
        assert.equal(cart.total.amount, sum(cart.sellers.map((group) => group.subtotal.amount)));
        const buyable = shown.filter((each) => each.lineTotal.amount > 0);
        assert.equal(cart.itemCount, sum(buyable.map((each) => each.quantity)));
      }),
    );
  });

  test('should tell what has changed when price and stock moved', () => {
    const [dearer, fewer, gone, off] = [
      offerExample({ priceMinor: 900 }),
      offerExample(),
      offerExample(),
      offerExample({ isSellable: false }),
    ];
    const free = new Map([
      [dearer.offerId, 5],
      [fewer.offerId, 1],
      [gone.offerId, 0],
      [off.offerId, 5],
    ]);
    const offers = [dearer, fewer, gone, off].map((offer) => ({ ...offer, sellerId: dearer.sellerId }));
    const market = marketOf(offers, (offerId) => free.get(offerId) ?? 0);
    const lines = offers.map((offer) => lineOf(offer, 2));
    const cart = viewCart(
      null,
      [lineOf(dearer, 2, 800), ...lines.slice(1)],
      market,
      new Map([[dearer.sellerId, shopExample()]]),
    );
    assert.deepEqual(
      cart.sellers.flatMap((group) => group.lines.map((line) => line.notices)),
      [
        [{ code: 'price_changed', previousPrice: { amount: 800, currency: 'IDR' } }],
        [{ code: 'stock_reduced' }],
        [{ code: 'out_of_stock' }],
        [{ code: 'unavailable' }],
      ],
    );
    assert.equal(cart.itemCount, 4);
  });
});

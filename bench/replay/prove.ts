import { type Basket, type OlistItem, offersOf, skuOf } from '../../src/import/olist/olist-rules.ts';
import { systemCall } from '../../src/platform/call.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import type { Server } from '../../src/server.ts';
import { verifyHouse } from '../../src/verify.ts';
import { type Ask, jsonOf } from '../house/load.ts';
import { type Bought, type Product, type Shop, type Shopper, shopIdOf } from './shopper.ts';

export type Proof = { what: string; holds: boolean; detail: string };

const WAIT_MS = 600_000;
const call = systemCall('replay', 'proof');

/** Waits until every payment has arrived, as the buyers see it. */
export async function waitUntilPaid(ask: Ask, shoppers: readonly Shopper[]): Promise<void> {
  for (const { authorization } of shoppers) {
    const isPaid = async (): Promise<boolean> => {
      const path = '/api/v1/orders?status=awaiting_payment&limit=1';
      const answer = await ask({ method: 'GET', path, headers: { authorization } });
      return jsonOf<{ items: unknown[] }>(answer, 'the orders').items.length === 0;
    };
    await waitFor('all orders of a buyer are paid', isPaid, WAIT_MS);
  }
}

/** What the issue of this replay is: splits, totals, books and stock, each against the source. */
export async function prove(
  server: Server,
  shop: Shop,
  { baskets, bought, items }: { baskets: Basket[]; bought: ReadonlyMap<string, Bought>; items: OlistItem[] },
): Promise<Proof[]> {
  const { house, app } = server.ground;
  await house.drainEvents();
  const done = baskets.filter(({ orderId }) => bought.has(orderId));
  const several = done.filter(({ parts }) => parts.length > 1);
  const problems = [...bought.values()].flatMap((one) => one.problems);
  const source = done.reduce((sum, basket) => sum + basket.totalMinor, 0);
  const here = [...bought.values()].reduce((sum, one) => sum + one.totalMinor, 0);
  const orders = [...bought.values()].reduce((sum, one) => sum + one.orders, 0);
  const parts = done.reduce((sum, basket) => sum + basket.parts.length, 0);
  const { balanceMinor } = await app.apis.ledger.balance(call, { accountCode: 'provider:xendit' });
  const proofs: Proof[] = [
    {
      what: 'baskets equal to the source (lines, prices, freight, totals)',
      holds: problems.length === 0,
      detail: `${done.length} baskets, ${problems.length} differences ${problems.slice(0, 3).join('; ')}`,
    },
    {
      what: 'baskets of several sellers split rightly',
      holds: orders === parts && problems.length === 0,
      detail: `${several.length} baskets of several sellers; ${orders} orders for ${parts} parts`,
    },
    { what: 'sum of all totals', holds: source === here, detail: `${here} here, ${source} in the source` },
    {
      what: 'money received stands in the books',
      holds: balanceMinor === source,
      detail: `${balanceMinor} at the provider`,
    },
    await proveStock(server, shop, { done, items }),
  ];
  for (const finding of await verifyHouse(house, app, () => {}, -1))
    proofs.push({ what: `lumbung verify: ${finding.what}`, holds: finding.isSound, detail: finding.detail });
  return proofs;
}

/** Each offer began with as many pieces as the source sold: what is free now is what was not replayed. */
async function proveStock(
  { ground }: Server,
  shop: Shop,
  { done, items }: { done: Basket[]; items: OlistItem[] },
): Promise<Proof> {
  const replayed = new Map<string, number>();
  for (const { parts } of done)
    for (const { sellerId, lines } of parts)
      for (const line of lines) {
        const key = `${sellerId} ${skuOf(line)}`;
        replayed.set(key, (replayed.get(key) ?? 0) + line.quantity);
      }
  const parts = new Map<string, { sellerId: string; productId: string }>();
  const offers = offersOf(items);
  for (const offer of offers)
    if (replayed.has(`${offer.sellerId} ${skuOf(offer)}`)) parts.set(`${offer.sellerId} ${offer.productId}`, offer);
  const free = await freeBySku(ground.app.apis.inventory, shop, [...parts.values()]);
  const wrong = offers.filter((offer) => {
    const key = `${offer.sellerId} ${skuOf(offer)}`;
    return free.has(key) && free.get(key) !== offer.sold - (replayed.get(key) ?? 0);
  });
  const pieces = [...replayed.values()].reduce((sum, quantity) => sum + quantity, 0);
  return {
    what: 'stock of every offer is what was not replayed',
    holds: wrong.length === 0,
    detail: `${pieces} pieces sold, ${free.size} offers looked at, ${wrong.length} wrong`,
  };
}

/** By seller and number of the offer, as the product's page shows its offers and the inventory their stock. */
async function freeBySku(
  inventory: Server['ground']['app']['apis']['inventory'],
  shop: Shop,
  products: readonly { sellerId: string; productId: string }[],
): Promise<Map<string, number>> {
  const keys = new Map<string, string>();
  for (const { sellerId, productId } of products) {
    const shopId = await shopIdOf(shop, sellerId);
    const path = `/api/v1/products/${shop.productIds[`${shopId} ${productId}`] ?? ''}`;
    const page = jsonOf<Product>(await shop.ask({ method: 'GET', path }), 'the page');
    for (const { sku, offers } of page.variants)
      for (const { offerId } of offers) keys.set(offerId, `${sellerId} ${sku}`);
  }
  const free = new Map<string, number>();
  const ids = [...keys.keys()];
  for (let from = 0; from < ids.length; from += 1_000) {
    const { stocks } = await inventory.freeByOffers(call, { offerIds: ids.slice(from, from + 1_000) });
    for (const { offerId, freeQuantity } of stocks) free.set(keys.get(offerId) ?? '', freeQuantity);
  }
  return free;
}

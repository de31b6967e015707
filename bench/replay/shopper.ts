import type { Basket } from '../../src/import/olist/olist-rules.ts';
import { shopSlug, skuOf, tariffCode } from '../../src/import/olist/olist-rules.ts';
import { type Ask, jsonOf } from '../house/load.ts';

/** Somebody with an account and an address, who buys one basket after the other. */
export type Shopper = { authorization: string; addressId: string };
export type OrderBody = {
  addressId: string;
  shipping: { sellerId: string; serviceCode: string }[];
  paymentChannel: string;
  expectedTotal: Money;
};
/** A basket as the house took it; amounts in whole rupiah, one for each minor unit of the source. */
export type Bought = {
  basketId: string;
  invoiceId: string;
  channel: string;
  totalMinor: number;
  orders: number;
  problems: string[];
};

type Money = { amount: number; currency: string };
type Seller = { id: string; slug: string };
type Line = { offerId: string; quantity: number; unitPrice: Money };
export type Product = { variants: { sku: string; offers: { offerId: string; seller: Seller; price: Money }[] }[] };
type Quote = {
  sellers: { seller: Seller; subtotal: Money; services: { serviceCode: string; price: Money }[] }[];
  paymentChannels: { code: string; group: string; isAvailable: boolean }[];
};
type Placed = {
  invoiceId: string;
  total: Money;
  orders: { seller: Seller; lines: Line[]; subtotal: Money; shippingFee: Money; total: Money }[];
  payment: { id: string; amount: Money; instructions: { qrString?: string; accountNumber?: string } | null };
};

export type Shop = {
  ask: Ask;
  sandbox: Ask;
  productIds: Readonly<Record<string, string>>;
  shopIds: Map<string, string>;
};

/** Looks at each product, fills the cart, asks what it costs, and says what to order. */
export async function fillCart(shop: Shop, shopper: Shopper, basket: Basket): Promise<OrderBody> {
  const headers = { authorization: shopper.authorization };
  const items = [];
  for (const part of basket.parts) {
    const shopId = await shopIdOf(shop, part.sellerId);
    for (const line of part.lines) {
      const productId = shop.productIds[`${shopId} ${line.productId}`] ?? '';
      const page = jsonOf<Product>(
        await shop.ask({ method: 'GET', path: `/api/v1/products/${productId}` }),
        'the page',
      );
      const variant = page.variants.find(({ sku }) => sku === skuOf(line));
      const offer = variant?.offers.find(({ seller }) => seller.id === shopId);
      if (!offer) throw new Error(`No offer of ${skuOf(line)} at ${shopSlug(part.sellerId)}`);
      items.push({ offerId: offer.offerId, quantity: line.quantity });
    }
  }
  jsonOf(await shop.ask({ method: 'POST', path: '/api/v1/cart/items', headers, body: { items } }), 'the cart');
  const body = { addressId: shopper.addressId };
  const quote = jsonOf<Quote>(
    await shop.ask({ method: 'POST', path: '/api/v1/checkout/quote', headers, body }),
    'the quote',
  );
  const shipping = [];
  for (const part of basket.parts) {
    const sellerId = await shopIdOf(shop, part.sellerId);
    const serviceCode = `seller:${tariffCode(part.freightMinor)}`;
    const ofSeller = quote.sellers.find(({ seller }) => seller.id === sellerId);
    if (!ofSeller?.services.some((service) => service.serviceCode === serviceCode))
      throw new Error(`${shopSlug(part.sellerId)} does not offer ${serviceCode}`);
    shipping.push({ sellerId, serviceCode });
  }
  const open = quote.paymentChannels.filter((channel) => channel.isAvailable);
  const channel = open.find(({ code }) => code === 'QRIS') ?? open[0];
  if (!channel) throw new Error('No way to pay is open');
  return {
    ...body,
    shipping,
    paymentChannel: channel.code,
    expectedTotal: { amount: basket.totalMinor, currency: 'IDR' },
  };
}

/** An order was refused: under its key none was made, and none ever will be. */
export class OrderRefused extends Error {}

/** Orders under a key of the basket's own, so that it is never bought twice; compares and pays. */
export async function order(
  shop: Shop,
  shopper: Shopper,
  given: { basket: Basket; body: OrderBody; key: string },
): Promise<Bought> {
  const { basket, body, key } = given;
  const headers = { authorization: shopper.authorization, 'idempotency-key': key };
  const answer = await shop.ask({ method: 'POST', path: '/api/v1/orders', headers, body });
  if (answer.status >= 400 && answer.status < 500) throw new OrderRefused(answer.text.slice(0, 300));
  const placed = jsonOf<Placed>(answer, 'the order');
  await pay(shop, shopper, placed);
  return {
    basketId: basket.orderId,
    invoiceId: placed.invoiceId,
    channel: body.paymentChannel,
    totalMinor: placed.total.amount,
    orders: placed.orders.length,
    problems: await compare(shop, basket, placed),
  };
}

/** The payer's bank pays, unless a run that was broken off had done so. */
async function pay(shop: Shop, { authorization }: Shopper, { payment }: Placed): Promise<void> {
  const path = `/api/v1/payments/${payment.id}`;
  const now = await shop.ask({ method: 'GET', path, headers: { authorization } });
  if (jsonOf<{ status: string }>(now, 'the payment').status === 'completed') return;
  const { qrString, accountNumber } = payment.instructions ?? {};
  const bill = qrString ? { qrString } : { vaNumber: accountNumber };
  const paid = await shop.sandbox({ method: 'POST', path: '/__sandbox/pay', body: bill });
  // Paid already, and the news is on its way.
  if (paid.status !== 409) jsonOf(paid, 'paying');
}

/** Everything in which the orders are not what the source says. */
async function compare(shop: Shop, basket: Basket, placed: Placed): Promise<string[]> {
  const problems: string[] = [];
  const equal = (what: string, is: number, should: number): void => {
    if (is !== should) problems.push(`${basket.orderId}: ${what} is ${is} instead of ${should}`);
  };
  equal('number of orders', placed.orders.length, basket.parts.length);
  equal('total', placed.total.amount, basket.totalMinor);
  equal('payment', placed.payment.amount.amount, basket.totalMinor);
  for (const part of basket.parts) {
    const shopId = await shopIdOf(shop, part.sellerId);
    const ofSeller = placed.orders.filter(({ seller }) => seller.id === shopId);
    equal(`orders at ${part.sellerId}`, ofSeller.length, 1);
    const [one] = ofSeller;
    if (!one) continue;
    equal('subtotal', one.subtotal.amount, part.subtotalMinor);
    equal('freight', one.shippingFee.amount, part.freightMinor);
    equal('total of the order', one.total.amount, part.subtotalMinor + part.freightMinor);
    equal('lines', one.lines.length, part.lines.length);
    const told = (lines: { price: number; quantity: number }[]): string =>
      lines
        .map(({ price, quantity }) => `${quantity}x${price}`)
        .sort()
        .join(' ');
    const is = told(one.lines.map((line) => ({ price: line.unitPrice.amount, quantity: line.quantity })));
    const should = told(part.lines.map((line) => ({ price: line.priceMinor, quantity: line.quantity })));
    if (is !== should) problems.push(`${basket.orderId}: lines are ${is} instead of ${should}`);
  }
  return problems;
}

/** Our id of a seller of the source. */
export async function shopIdOf(shop: Shop, sellerId: string): Promise<string> {
  const known = shop.shopIds.get(sellerId);
  if (known) return known;
  const path = `/api/v1/sellers/${shopSlug(sellerId)}`;
  const { id } = jsonOf<{ id: string }>(await shop.ask({ method: 'GET', path }), 'the shop');
  shop.shopIds.set(sellerId, id);
  return id;
}

/** What an interrupted run left in the cart. */
export async function emptyCart({ ask }: Shop, { authorization }: Shopper): Promise<void> {
  const headers = { authorization };
  const cart = jsonOf<{ sellers: { lines: { offerId: string }[] }[] }>(
    await ask({ method: 'GET', path: '/api/v1/cart', headers }),
    'the cart',
  );
  for (const { offerId } of cart.sellers.flatMap((seller) => seller.lines))
    jsonOf(await ask({ method: 'DELETE', path: `/api/v1/cart/items/${offerId}`, headers }), 'emptying the cart');
}

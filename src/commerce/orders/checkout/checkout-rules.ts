import { assert } from '#platform/assert';
import { MAX_AMOUNT_MINOR } from '#platform/money';
import type { FieldError } from '#platform/refusal';
import type { PlaceOrderInput } from '../contract.ts';
import type { OrderRecord } from '../order-record.ts';
import type { OrderPolicy } from '../settings.ts';
import type { Basket } from './basket-rules.ts';
import { invoiceNumberOf, orderNumberOf } from './order-numbers.ts';

/** A seller as far as an order remembers him. */
export type SellerFacts = {
  sellerId: string;
  userId: string;
  name: string;
  slug: string;
  city: string;
  commissionBps: number;
};

export type ServiceFacts = {
  serviceCode: string;
  courierName: string;
  serviceName: string;
  group: OrderRecord['shipping']['group'];
  priceMinor: number;
  arrivesFromOn: string;
  arrivesUntilOn: string;
  isSellersOwn: boolean;
};
export type ParcelFacts = { sellerId: string; services: readonly ServiceFacts[]; isProviderDown: boolean };

/** Everything a checkout is decided from; nothing is looked up any more. */
export type CheckoutFacts = {
  buyerId: string;
  address: OrderRecord['address'];
  baskets: readonly Basket[];
  sellers: ReadonlyMap<string, SellerFacts>;
  parcels: ReadonlyMap<string, ParcelFacts>;
  policy: OrderPolicy;
  now: Date;
};

/** Ids made beforehand, so that the rules stay free of chance. */
export type CheckoutIds = { invoiceId: string; paymentId: string; orderIds: readonly string[] };

export type CheckoutPlan = {
  /** At least one; they share invoice, payment, buyer, address and time to pay. */
  orders: [OrderRecord, ...OrderRecord[]];
  paymentChannel: string;
  /** A little longer than the buyer may pay, for news that come late. */
  reservedUntil: string;
};

export type CheckoutRefusal = {
  code:
    | 'orders.own-goods'
    | 'orders.shipping-incomplete'
    | 'orders.service-not-available'
    | 'orders.shipping-unavailable'
    | 'orders.total-changed'
    | 'orders.total-too-large';
  details: Record<string, string | number | string[]>;
  fields: FieldError[];
};

type Chosen = { basket: Basket; seller: SellerFacts; service: ServiceFacts };

/**
 * One order per seller under one invoice. Prices are those of today, whatever the buyer's screen has shown; where it
 * told us its total and that is another one now, nothing is bought.
 */
export function planCheckout(
  facts: CheckoutFacts,
  input: PlaceOrderInput,
  ids: CheckoutIds,
): { plan: CheckoutPlan } | { refusal: CheckoutRefusal } {
  const chosen = chooseServices(facts, input);
  if ('refusal' in chosen) return chosen;
  const totalMinor = chosen.choices.reduce(
    (sum, { basket, service }) => sum + basket.subtotalMinor + service.priceMinor,
    0,
  );
  if (totalMinor > MAX_AMOUNT_MINOR) return refused('orders.total-too-large');
  const expected = input.expectedTotal;
  if (expected && (expected.currency !== 'IDR' || expected.amount !== totalMinor)) {
    const field = { pointer: '/expectedTotal', code: 'orders.total-changed', detail: String(totalMinor) };
    return refused('orders.total-changed', { totalMinor }, [field]);
  }
  return { plan: draw(facts, input, ids, chosen.choices) };
}

function draw(
  facts: CheckoutFacts,
  input: PlaceOrderInput,
  ids: CheckoutIds,
  choices: readonly Chosen[],
): CheckoutPlan {
  const { now, policy, buyerId } = facts;
  const createdAt = now.toISOString();
  const minutes = input.paymentChannel === 'QRIS' ? policy.qrisMinutes : policy.transferMinutes;
  const payableUntil = minutesLater(now, minutes);
  const invoiceNumber = invoiceNumberOf(ids.invoiceId, now);
  const common = {
    invoiceId: ids.invoiceId,
    invoiceNumber,
    paymentId: ids.paymentId,
    buyerId,
    // What the seller has to know of the buyer is who receives the parcel.
    buyerName: facts.address.recipientName,
    address: facts.address,
    payableUntil,
    createdAt,
  };
  const [first, ...others] = choices.map((choice, place) => orderOf(choice, ids, place, common));
  assert(first, 'A checkout has at least one basket');
  return {
    orders: [first, ...others],
    paymentChannel: input.paymentChannel,
    reservedUntil: minutesLater(now, minutes + policy.stockGraceMinutes),
  };
}

type Common = Pick<
  OrderRecord,
  'invoiceId' | 'invoiceNumber' | 'paymentId' | 'buyerId' | 'buyerName' | 'address' | 'payableUntil' | 'createdAt'
>;

function orderOf({ basket, seller, service }: Chosen, ids: CheckoutIds, place: number, common: Common): OrderRecord {
  return {
    ...common,
    orderId: ids.orderIds[place] ?? '',
    number: orderNumberOf(ids.invoiceId, place + 1),
    sellerId: seller.sellerId,
    sellerUserId: seller.userId,
    seller: { name: seller.name, slug: seller.slug, city: seller.city },
    status: 'awaiting_payment',
    lines: basket.lines,
    subtotalMinor: basket.subtotalMinor,
    shippingFeeMinor: service.priceMinor,
    totalMinor: basket.subtotalMinor + service.priceMinor,
    refundedMinor: 0,
    commissionBps: seller.commissionBps,
    shipping: {
      serviceCode: service.serviceCode,
      courierName: service.courierName,
      serviceName: service.serviceName,
      group: service.group,
      arrivesFrom: service.arrivesFromOn,
      arrivesUntil: service.arrivesUntilOn,
      isSellersOwn: service.isSellersOwn,
      weightGrams: basket.weightGrams,
      volumeMm3: basket.volumeMm3,
    },
    trackingNumber: null,
    completesAt: null,
    history: [{ status: 'awaiting_payment', at: common.createdAt, by: 'buyer', code: 'placed', note: null, key: null }],
    version: 1,
  };
}

/** The buyer's choice for each parcel, priced anew. Exactly one for each seller of the baskets, and none for others. */
function chooseServices(
  facts: CheckoutFacts,
  input: PlaceOrderInput,
): { choices: Chosen[] } | { refusal: CheckoutRefusal } {
  const wrong = input.shipping.findIndex(
    ({ sellerId }, place) =>
      !facts.baskets.some((basket) => basket.sellerId === sellerId) ||
      input.shipping.findIndex((other) => other.sellerId === sellerId) !== place,
  );
  if (wrong >= 0)
    return refused('orders.shipping-incomplete', {}, [fieldAt(wrong, 'sellerId', 'orders.shipping-incomplete')]);

  const choices: Chosen[] = [];
  for (const basket of facts.baskets) {
    const seller = facts.sellers.get(basket.sellerId);
    if (seller?.userId === facts.buyerId) return refused('orders.own-goods', { sellerId: basket.sellerId });
    const place = input.shipping.findIndex((choice) => choice.sellerId === basket.sellerId);
    const serviceCode = input.shipping[place]?.serviceCode;
    if (!seller || serviceCode === undefined) {
      const field = { pointer: '/shipping', code: 'orders.shipping-incomplete', detail: basket.sellerId };
      return refused('orders.shipping-incomplete', { sellerIds: [basket.sellerId] }, [field]);
    }
    const parcel = facts.parcels.get(basket.sellerId);
    const service = parcel?.services.find((candidate) => candidate.serviceCode === serviceCode);
    if (!service) {
      const code = parcel?.isProviderDown ? 'orders.shipping-unavailable' : 'orders.service-not-available';
      return refused(code, { serviceCode }, [fieldAt(place, 'serviceCode', code)]);
    }
    choices.push({ basket, seller, service });
  }
  return { choices };
}

function fieldAt(place: number, name: string, code: string): FieldError {
  return { pointer: `/shipping/${place}/${name}`, code, detail: code };
}

function refused(
  code: CheckoutRefusal['code'],
  details: CheckoutRefusal['details'] = {},
  fields: FieldError[] = [],
): { refusal: CheckoutRefusal } {
  return { refusal: { code, details, fields } };
}

function minutesLater(at: Date, minutes: number): string {
  return new Date(at.getTime() + minutes * 60_000).toISOString();
}

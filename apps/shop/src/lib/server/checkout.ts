import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Address, Checkout, LineRequest, OrderRequest, Quote } from '@lumbung/kit/api.ts';
import { type Api, type ApiProblem, isApiProblem } from '@lumbung/kit/api-client.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import type { ShippingChoice } from '#lib/checkout-sums.ts';
import { readItems } from '#lib/items.ts';
import { text, texts, whole } from './forms.ts';
import { signedIn } from './guard.ts';

export type CheckoutView = {
  addresses: Address[];
  address: Address | null;
  items: LineRequest[];
  quote: Quote | null;
  /** Why there is no quote, in a sentence for people. */
  obstacle: string | null;
  key: string;
};

/** Everything the till shows: the address, and for it what every shop could send with and how to pay. */
export async function loadCheckout(
  event: RequestEvent,
  items: LineRequest[],
  sentence: (problem: ApiProblem) => string,
): Promise<CheckoutView> {
  const { locals, url } = event;
  const { items: addresses } = await signedIn(event, () => locals.api('GET /users/me/addresses'));
  const wanted = url.searchParams.get('alamat');
  const address =
    addresses.find((one) => one.id === wanted) ?? addresses.find((one) => one.isDefault) ?? addresses[0] ?? null;
  const view = { addresses, address, items, key: crypto.randomUUID() };
  if (!address) return { ...view, quote: null, obstacle: null };
  try {
    return { ...view, quote: await askQuote(event, address.id, items), obstacle: null };
  } catch (error) {
    if (!isApiProblem(error)) throw error;
    if (error.code === 'orders.cart-empty') redirect(303, '/keranjang');
    return { ...view, quote: null, obstacle: sentence(error) };
  }
}

export function askQuote(event: RequestEvent, addressId: string, items: LineRequest[]): Promise<Quote> {
  return event.locals.api('POST /checkout/quote', {
    body: { addressId, ...(items.length > 0 ? { lines: items } : {}) },
  });
}

export function readShipping(form: FormData): ShippingChoice {
  const choice: ShippingChoice = {};
  for (const [name, value] of form) {
    const sellerId = /^kirim-([\w-]{1,64})$/.exec(name)?.[1];
    if (sellerId && typeof value === 'string') choice[sellerId] = value;
  }
  return choice;
}

/**
 * The order that a form says, or nothing when it names no courier. The total travels along: the buyer agrees to the
 * amount on the button, and the API refuses another.
 */
export function readOrder(form: FormData): OrderRequest | undefined {
  const shipping = Object.entries(readShipping(form)).map(([sellerId, serviceCode]) => ({ sellerId, serviceCode }));
  const lines = readItems(texts(form, 'item'));
  const total = whole(form, 'total', 1, 9_999_999_999);
  if (shipping.length === 0 || total === undefined) return undefined;
  return {
    addressId: text(form, 'addressId'),
    shipping,
    paymentChannel: text(form, 'paymentChannel'),
    expectedTotal: { amount: total, currency: 'IDR' },
    ...(lines.length > 0 ? { lines } : {}),
  };
}

const inProgress = 'request.in-progress';

/**
 * Orders, and when the same order is already being made (the button was tapped twice) waits for the first answer instead
 * of showing a refusal: whoever taps twice sees one payment.
 */
export async function placeOnce(api: Api, order: OrderRequest, key: string, pauseMs = 300): Promise<Checkout> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await api('POST /orders', { body: order, idempotencyKey: key });
    } catch (error) {
      if (attempt >= 20 || !isApiProblem(error, inProgress)) throw error;
      await pause(pauseMs);
    }
  }
}

/** After a clear no the next try is a new order; while the outcome is open it must stay the same one. */
export function keyAfter(problem: ApiProblem, formKey: string): string {
  const isOpen = problem.status >= 500 || problem.status === 429 || problem.code === inProgress;
  return isOpen ? formKey : crypto.randomUUID();
}

/**
 * The idempotency key of one order. The form's own key makes a second tap the same request; the order's content makes a
 * changed order a new one. Shaped as a UUID of version 8.
 */
export function orderKey(formKey: string, order: OrderRequest): string {
  const hex = createHash('sha256')
    .update(JSON.stringify([formKey, order]))
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

import { createHash } from 'node:crypto';
import type { Address, LineRequest, OrderRequest, Quote } from '@lumbung/kit/api.ts';
import { type ApiProblem, isApiProblem } from '@lumbung/kit/api-client.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import { chosenService, type ShippingChoice } from '#lib/checkout-sums.ts';
import { text } from './forms.ts';
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
export async function loadCheckout(event: RequestEvent, items: LineRequest[], sentence: (problem: ApiProblem) => string): Promise<CheckoutView> {
  const { locals, url } = event;
  const { items: addresses } = await signedIn(event, () => locals.api('GET /users/me/addresses'));
  const wanted = url.searchParams.get('alamat');
  const address = addresses.find((one) => one.id === wanted) ?? addresses.find((one) => one.isDefault) ?? addresses[0] ?? null;
  const view = { addresses, address, items, key: crypto.randomUUID() };
  if (!address) return { ...view, quote: null, obstacle: null };
  try {
    return { ...view, quote: await askQuote(event, address.id, items), obstacle: null };
  } catch (error) {
    if (!isApiProblem(error)) throw error;
    if (error.code === 'orders.empty' || error.code === 'carts.empty') redirect(303, '/keranjang');
    return { ...view, quote: null, obstacle: sentence(error) };
  }
}

export function askQuote(event: RequestEvent, addressId: string, items: LineRequest[]): Promise<Quote> {
  return event.locals.api('POST /checkout/quote', { body: { addressId, ...(items.length > 0 ? { lines: items } : {}) } });
}

export function readShipping(form: FormData): ShippingChoice {
  const choice: ShippingChoice = {};
  for (const [name, value] of form) {
    const sellerId = /^kirim-([\w-]{1,64})$/.exec(name)?.[1];
    if (sellerId && typeof value === 'string') choice[sellerId] = value;
  }
  return choice;
}

/** The order that a form and a fresh quote make together, or nothing when a seller has no courier. */
export function orderOf(form: FormData, quote: Quote, items: LineRequest[]): OrderRequest | undefined {
  const choice = readShipping(form);
  const shipping = quote.sellers.map((group) => ({ sellerId: group.seller.id, serviceCode: chosenService(group, choice)?.serviceCode }));
  const known = shipping.filter((one): one is { sellerId: string; serviceCode: string } => one.serviceCode !== undefined);
  if (known.length !== shipping.length || known.length === 0) return undefined;
  return {
    addressId: text(form, 'addressId'),
    shipping: known,
    paymentChannel: text(form, 'paymentChannel'),
    ...(items.length > 0 ? { lines: items } : {}),
  };
}

/**
 * The idempotency key of one order. The form's own key makes a second tap the same request; the order's content makes a
 * changed order a new one. Shaped as a UUID of version 8.
 */
export function orderKey(formKey: string, order: OrderRequest): string {
  const hex = createHash('sha256').update(JSON.stringify([formKey, order])).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

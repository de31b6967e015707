import { Type } from 'typebox';
import { answer, type CookieChange, type Route, route } from '#platform/route';
import { Strict } from '#platform/schema-parts';
import { AddItemsInput, Cart, type CartsApi, type OpenedCart, Quantity } from './contract.ts';

const CART_COOKIE = 'lumbung_cart';
const COOKIE_SECONDS = 30 * 24 * 60 * 60;

const OfferParams = Type.Object({ offerId: Type.String({ format: 'uuid' }) }, Strict);

export function cartRoutes(api: CartsApi): Route[] {
  return [...wholeCartRoutes(api), ...lineRoutes(api)];
}

function wholeCartRoutes(api: CartsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/cart',
      summary: 'The cart, grouped by seller, with what has changed since',
      scope: 'public',
      answers: { 200: Cart },
      handle: async ({ call }) => toAnswer(await api.getCart(call, {})),
    }),
    route({
      method: 'POST',
      path: '/cart/items',
      summary: 'Adds offers to the cart, all or none',
      scope: 'public',
      body: AddItemsInput,
      examples: { body: { items: [{ offerId: '0190aaaa-bbbb-7ccc-8ddd-000000000001', quantity: 2 }] } },
      answers: { 200: Cart },
      refusals: [
        'carts.offer-not-found',
        'carts.offer-not-for-sale',
        'carts.not-enough-stock',
        'carts.quantity-out-of-range',
        'carts.full',
        'carts.total-too-large',
      ],
      handle: async ({ call, body }) => toAnswer(await api.addItems(call, body)),
    }),
    route({
      method: 'POST',
      path: '/cart/merge',
      summary: "Takes the lines of the guest's cart (cookie or Cart-Token header) into the person's",
      scope: 'signed-in',
      body: Type.Object({ cartToken: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) }, Strict),
      examples: { body: { cartToken: 'contoh-dari-kepala-cart-token' } },
      answers: { 200: Cart },
      handle: async ({ call, body }) => toAnswer(await api.mergeCart(call, { cartToken: body.cartToken ?? null })),
    }),
  ];
}

function lineRoutes(api: CartsApi): Route[] {
  return [
    route({
      method: 'PATCH',
      path: '/cart/items/:offerId',
      summary: 'Sets the quantity of a line',
      scope: 'public',
      params: OfferParams,
      body: Type.Object({ quantity: Quantity }, Strict),
      examples: { body: { quantity: 3 } },
      answers: { 200: Cart },
      refusals: [
        'carts.line-not-found',
        'carts.offer-not-for-sale',
        'carts.not-enough-stock',
        'carts.quantity-out-of-range',
        'carts.total-too-large',
      ],
      handle: async ({ call, params, body }) => toAnswer(await api.changeItem(call, { ...params, ...body })),
    }),
    route({
      method: 'DELETE',
      path: '/cart/items/:offerId',
      summary: 'Takes a line out of the cart',
      scope: 'public',
      params: OfferParams,
      answers: { 200: Cart },
      refusals: ['carts.line-not-found'],
      handle: async ({ call, params }) => toAnswer(await api.removeItem(call, params)),
    }),
  ];
}

/** Guests carry their cart in a cookie (browsers) or in the `Cart-Token` header (other clients). */
function toAnswer({ cart, cartToken, isMerged }: OpenedCart) {
  const cookies: CookieChange[] = [];
  if (cartToken !== null) cookies.push({ name: CART_COOKIE, value: cartToken, maxAgeSeconds: COOKIE_SECONDS });
  if (isMerged) cookies.push({ name: CART_COOKIE, value: null, maxAgeSeconds: null });
  return answer(200, cart, { cookies, headers: cartToken === null ? {} : { 'cart-token': cartToken } });
}

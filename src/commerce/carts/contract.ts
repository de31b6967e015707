import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { Money } from '#platform/money';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';

/** Lines in one cart. */
export const MAX_LINES = 100;
/** Pieces in one line; more is a typing error. */
export const MAX_QUANTITY = 9_999;

export const Quantity = Type.Integer({ minimum: 1, maximum: MAX_QUANTITY });

/** Why a line is not what it was when the buyer put it in. */
export const CartNotice = Type.Object(
  {
    code: Type.Union([
      Type.Literal('price_changed'),
      Type.Literal('stock_reduced'),
      Type.Literal('out_of_stock'),
      Type.Literal('unavailable'),
    ]),
    /** With `price_changed`: what one piece cost when the buyer last touched the line. */
    previousPrice: Type.Optional(Money),
  },
  Strict,
);
export type CartNotice = Static<typeof CartNotice>;

export const CartLine = Type.Object(
  {
    offerId: Uuid,
    productId: Uuid,
    slug: Type.String(),
    variantId: Uuid,
    name: Type.String(),
    options: Type.Record(Type.String(), Type.String()),
    image: Nullable(Type.Object({ url: Type.String(), alt: Type.String() }, Strict)),
    /** What the buyer wants, even where there is less. */
    quantity: Quantity,
    unitPrice: Money,
    /** Quantity × price; 0 for a line that cannot be bought (out of stock, unavailable), so that sums hold. */
    lineTotal: Money,
    /** Free pieces now. */
    available: Type.Integer({ minimum: 0 }),
    /** The most that can be asked for now: free pieces or the seller's limit, whichever is less. */
    maxQuantity: Type.Integer({ minimum: 0 }),
    notices: Type.Array(CartNotice),
  },
  Strict,
);
export type CartLine = Static<typeof CartLine>;

export const Cart = Type.Object(
  {
    /** Null while nothing has ever been put in. */
    id: Nullable(Uuid),
    /** Pieces that can be bought. */
    itemCount: Type.Integer({ minimum: 0 }),
    total: Money,
    sellers: Type.Array(
      Type.Object(
        {
          seller: Type.Object({ id: Uuid, name: Type.String(), slug: Type.String(), city: Type.String() }, Strict),
          subtotal: Money,
          lines: Type.Array(CartLine),
        },
        Strict,
      ),
    ),
  },
  Strict,
);
export type Cart = Static<typeof Cart>;

/** The cart, and what its holder must remember. */
export const OpenedCart = Type.Object(
  {
    cart: Cart,
    /** The guest's token, new or the one that came; null for signed-in people and for an empty hand. */
    cartToken: Nullable(Type.String()),
    /** The guest cart of the call's token is (now) part of the person's: forget the token. */
    isMerged: Type.Boolean(),
  },
  Strict,
);
export type OpenedCart = Static<typeof OpenedCart>;

export const CartItem = Type.Object({ offerId: Uuid, quantity: Quantity }, Strict);
export const AddItemsInput = Type.Object({ items: Type.Array(CartItem, { minItems: 1, maxItems: MAX_LINES }) }, Strict);
export const ChangeItemInput = Type.Object({ offerId: Uuid, quantity: Quantity }, Strict);
export const RemoveItemInput = Type.Object({ offerId: Uuid }, Strict);

const Nothing = Type.Object({}, Strict);

/**
 * What people mean to buy. Whose cart is meant follows from the call: the person's, else the one of `call.cartToken`.
 * A person's call that still carries a guest's token takes that guest's lines over.
 */
export const cartsContract = defineContract({
  module: 'carts',
  operations: {
    getCart: { input: Nothing, output: OpenedCart, refusals: [] },
    /** Adds to what is there. All of it or nothing. */
    addItems: {
      input: AddItemsInput,
      output: OpenedCart,
      refusals: [
        'carts.offer-not-found',
        'carts.offer-not-for-sale',
        'carts.not-enough-stock',
        'carts.quantity-out-of-range',
        'carts.full',
        'carts.total-too-large',
      ],
    },
    /** Sets the quantity of a line, and takes today's price as seen. */
    changeItem: {
      input: ChangeItemInput,
      output: OpenedCart,
      refusals: [
        'carts.line-not-found',
        'carts.offer-not-for-sale',
        'carts.not-enough-stock',
        'carts.quantity-out-of-range',
        'carts.total-too-large',
      ],
    },
    removeItem: { input: RemoveItemInput, output: OpenedCart, refusals: ['carts.line-not-found'] },
    /** Takes the lines of a guest's cart into the person's: the higher quantity, capped by stock. Unknown tokens change nothing. */
    mergeCart: {
      input: Type.Object({ cartToken: Nullable(Type.String({ minLength: 1, maxLength: 200 })) }, Strict),
      output: OpenedCart,
      refusals: ['carts.not-signed-in'],
    },
    /** The bare lines of the call's cart, oldest first, for checkout. */
    getLines: {
      input: Nothing,
      output: Type.Object(
        {
          lines: Type.Array(
            Type.Object(
              { offerId: Uuid, sellerId: Uuid, quantity: Quantity, seenPriceMinor: Type.Integer({ minimum: 0 }) },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /** After checkout: takes bought offers out. Lines touched after `changedBefore` (ISO 8601) stay: they are another wish. */
    removeLines: {
      input: Type.Object(
        {
          ownerUserId: Uuid,
          offerIds: Type.Array(Uuid, { maxItems: MAX_LINES }),
          changedBefore: Type.Optional(Type.String({ format: 'date-time' })),
        },
        Strict,
      ),
      output: Nothing,
      refusals: [],
    },
  },
  events: {},
  refusals: {
    'carts.offer-not-found': { status: 422, id: 'Barang ini tidak ada.', en: 'There is no such offer.' },
    'carts.offer-not-for-sale': {
      status: 409,
      id: '{name} sedang tidak dijual.',
      en: '{name} is not for sale at the moment.',
    },
    'carts.not-enough-stock': {
      status: 409,
      id: 'Stok {name} tinggal {available}.',
      en: 'Only {available} of {name} left.',
    },
    'carts.quantity-out-of-range': {
      status: 422,
      id: 'Jumlah {name} antara {minimum} dan {maximum}.',
      en: 'The quantity of {name} is between {minimum} and {maximum}.',
    },
    'carts.full': {
      status: 409,
      id: 'Keranjang sudah penuh ({maximum} barang). Hapus sebagian dulu.',
      en: 'The cart is full ({maximum} lines). Remove some first.',
    },
    'carts.total-too-large': {
      status: 422,
      id: 'Total keranjang terlalu besar.',
      en: 'The total of the cart is too large.',
    },
    'carts.line-not-found': {
      status: 404,
      id: 'Barang ini tidak ada di keranjangmu.',
      en: 'This is not in your cart.',
    },
    'carts.not-signed-in': {
      status: 401,
      id: 'Masuk dulu untuk menggabungkan keranjang.',
      en: 'Sign in to merge carts.',
    },
  },
});
export type CartsApi = ApiOf<typeof cartsContract>;

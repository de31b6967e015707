import type { Static } from 'typebox';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { touchCart, type WrittenLine, writeLines } from './cart-queries.ts';
import { decideAddition, foldItems, hasRoom } from './cart-rules.ts';
import { type AddItemsInput, MAX_LINES, type OpenedCart } from './contract.ts';
import {
  type CartsDeps,
  findCartsOf,
  holderOf,
  joinMarkets,
  linesOf,
  loadMarket,
  mergeStatements,
  offersOf,
  refuseCart,
  showCart,
  withWritten,
} from './open-cart.ts';

/** From here on the cart is locked before its lines are counted. */
const ROOMY_LINES = 60;

/**
 * Adds to the cart of the call, all of it or nothing. Two round trips of its own, whatever the number of items; what is
 * asked of neighbours about the items does not wait for the cart.
 */
export async function addItems(deps: CartsDeps, call: Call, input: Static<typeof AddItemsInput>): Promise<OpenedCart> {
  const items = foldItems(input.items);
  const itemIds = items.map((item) => item.offerId);
  const [found, ofItems] = await Promise.all([findCartsOf(deps, call), loadMarket(deps, call, itemIds)]);
  const own = found.own?.lines ?? [];
  if (!hasRoom(own, items)) throw refuse('carts.full', { maximum: MAX_LINES });
  const newOffers = items.filter((item) => !own.some((line) => line.offerId === item.offerId));
  const roomForGuests = MAX_LINES - newOffers.length;
  const others = offersOf(found, roomForGuests).filter((id) => !itemIds.includes(id));
  const market = joinMarkets(ofItems, await loadMarket(deps, call, others));

  const before = linesOf(found, market, roomForGuests);
  const decision = decideAddition(before, items, market);
  if ('refusal' in decision) {
    throw refuseCart(decision.refusal, (index) => pointerOf(input.items, items[index]?.offerId));
  }

  const { holder, token } = holderOf(deps, found);
  const isRoomy = found.userId !== null && isFarFromFull(own, items) && found.own !== null && found.guest === null;
  const preparing = isRoomy ? [] : [touchCart(deps.newId(), holder), ...mergeStatements(deps, found, holder, before)];
  const answers = await deps.database.batch<({ id: string }[] | WrittenLine[])[]>([
    ...preparing,
    writeLines(holder, 'add', decision.added),
  ]);
  const written = (answers.at(-1) ?? []).filter((row) => 'offer_id' in row);
  // Another tab filled the cart meanwhile: nothing was added.
  if (written.length < items.length) throw refuse('carts.full', { maximum: MAX_LINES });
  const [made] = answers[0] ?? [];
  const cartId = found.own?.cartId ?? (made && 'id' in made ? made.id : null);
  const lines = withWritten(decision.lines, written);
  return showCart(deps, call, { found, cartId, lines, market, token });
}

/**
 * Most additions are one offer to a small cart: they need no lock, because even forty of them at once (more than a
 * process has connections) cannot fill it; and one row alone cannot deadlock.
 */
function isFarFromFull(own: readonly unknown[], items: readonly unknown[]): boolean {
  return items.length === 1 && own.length < ROOMY_LINES;
}

/** Where in the request the offer stands, for the field error. */
function pointerOf(items: readonly { offerId: string }[], offerId: string | undefined): string {
  const index = items.findIndex((item) => item.offerId === offerId);
  return `/items/${Math.max(0, index)}`;
}

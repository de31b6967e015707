import { type Call, userIdOf } from '#platform/call';
import type { OutputOf } from '#platform/contract';
import { refuse } from '#platform/refusal';
import { deleteLines } from './cart-queries.ts';
import type { StoredLine } from './cart-rules.ts';
import type { cartsContract, OpenedCart } from './contract.ts';
import {
  type CartsDeps,
  type FoundCarts,
  findCartsOf,
  holderOf,
  linesOf,
  loadMarket,
  mergeStatements,
  offersOf,
  showCart,
} from './open-cart.ts';

/** The cart of the call; takes a guest's over on a person's first call that still carries its token. */
export async function getCart(deps: CartsDeps, call: Call): Promise<OpenedCart> {
  return show(deps, call, await findCartsOf(deps, call));
}

/** Asked for by name: `cartToken` in place of the call's. A token that opens nothing changes nothing. */
export async function mergeCart(deps: CartsDeps, call: Call, input: { cartToken: string | null }): Promise<OpenedCart> {
  if (userIdOf(call) === null) throw refuse('carts.not-signed-in');
  return show(deps, call, await findCartsOf(deps, call, input.cartToken ?? call.cartToken));
}

/** The bare lines, for checkout: one round trip, and nobody is asked unless a guest's cart is to be taken over. */
export async function getLines(deps: CartsDeps, call: Call): Promise<OutputOf<typeof cartsContract, 'getLines'>> {
  const found = await findCartsOf(deps, call);
  if (!found.guest) return { lines: [...(found.own?.lines ?? [])] };
  const market = await loadMarket(deps, call, offersOf(found));
  const lines = linesOf(found, market);
  await takeOver(deps, found, lines);
  return { lines };
}

/** Takes bought offers out; part of the checkout, so the second time is harmless. */
export async function removeLines(
  deps: CartsDeps,
  input: { ownerUserId: string; offerIds: string[]; changedBefore?: string },
): Promise<Record<string, never>> {
  if (input.offerIds.length > 0) {
    // Lost in a crash, the cart shows for once more what was bought: no reason to wait for the disk.
    const lines = deleteLines(input.ownerUserId, input.offerIds, input.changedBefore ?? null);
    await deps.database.batch([lines], { lazy: true });
  }
  return {};
}

async function show(deps: CartsDeps, call: Call, found: FoundCarts): Promise<OpenedCart> {
  const market = await loadMarket(deps, call, offersOf(found));
  const lines = linesOf(found, market);
  const cartId = found.guest ? await takeOver(deps, found, lines) : (found.own?.cartId ?? null);
  const token = found.userId === null && found.own ? found.token : null;
  return showCart(deps, call, { found, cartId, lines, market, token });
}

/** Writes a merge; the id of the person's cart, when there is one by then. */
async function takeOver(deps: CartsDeps, found: FoundCarts, lines: readonly StoredLine[]): Promise<string | null> {
  const { holder } = holderOf(deps, found);
  const [rows] = await deps.database.batch<{ id?: string }[][]>(mergeStatements(deps, found, holder, lines));
  return rows?.[0]?.id ?? found.own?.cartId ?? null;
}

import type { Static } from 'typebox';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { deleteLine, touchCart, updateLine, type WrittenLine } from './cart-queries.ts';
import { decideChange } from './cart-rules.ts';
import type { ChangeItemInput, OpenedCart, RemoveItemInput } from './contract.ts';
import {
  type CartsDeps,
  findCartsOf,
  holderOf,
  linesOf,
  loadMarket,
  mergeStatements,
  offersOf,
  refuseCart,
  showCart,
} from './open-cart.ts';

/** Sets the quantity of a line and takes today's price as seen. */
export async function changeItem(
  deps: CartsDeps,
  call: Call,
  input: Static<typeof ChangeItemInput>,
): Promise<OpenedCart> {
  const found = await findCartsOf(deps, call);
  if (!offersOf(found).includes(input.offerId)) throw refuse('carts.line-not-found');
  const market = await loadMarket(deps, call, offersOf(found));

  const before = linesOf(found, market);
  const decision = decideChange(before, input, market);
  if ('refusal' in decision) throw refuseCart(decision.refusal, () => '/quantity');
  const changed = present(
    decision.lines.find((line) => line.offerId === input.offerId),
    'A changed cart has the changed line',
  );

  const { holder, token } = holderOf(deps, found);
  const [[cart], ...rest] = await deps.database.batch<[{ id: string }[], ...WrittenLine[][]]>([
    touchCart(deps.newId(), holder),
    ...mergeStatements(deps, found, holder, before),
    updateLine(holder, changed),
  ]);
  // Taken out in another tab a moment ago.
  if ((rest.at(-1) ?? []).length === 0) throw refuse('carts.line-not-found');
  return showCart(deps, call, { found, cartId: cart?.id ?? null, lines: decision.lines, market, token });
}

export async function removeItem(
  deps: CartsDeps,
  call: Call,
  input: Static<typeof RemoveItemInput>,
): Promise<OpenedCart> {
  const found = await findCartsOf(deps, call);
  if (!offersOf(found).includes(input.offerId)) throw refuse('carts.line-not-found');
  const market = await loadMarket(deps, call, offersOf(found));

  const before = linesOf(found, market);
  const lines = before.filter((line) => line.offerId !== input.offerId);

  const { holder, token } = holderOf(deps, found);
  const [[cart]] = await deps.database.batch<[{ id: string }[], ...WrittenLine[][]]>([
    touchCart(deps.newId(), holder),
    ...mergeStatements(deps, found, holder, before),
    deleteLine(holder, input.offerId),
  ]);
  return showCart(deps, call, { found, cartId: cart?.id ?? null, lines, market, token });
}

import { randomBytes } from 'node:crypto';
import { identityContract } from '#commons/identity';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { addItems } from './add-items.ts';
import { changeItem, removeItem } from './change-item.ts';
import { type CartsApi, cartsContract } from './contract.ts';
import { expireCarts, forgetCart } from './expire-carts.ts';
import type { CartsDeps } from './open-cart.ts';
import { getCart, getLines, mergeCart, removeLines } from './read-cart.ts';
import { cartRoutes } from './routes.ts';

export type CartsModuleDeps = Omit<CartsDeps, 'newToken'> & Partial<Pick<CartsDeps, 'newToken'>>;

export function createCarts(given: CartsModuleDeps) {
  const deps: CartsDeps = { newToken: () => randomBytes(32).toString('base64url'), ...given };
  const api: CartsApi = {
    getCart: (call) => getCart(deps, call),
    addItems: (call, input) => addItems(deps, call, input),
    changeItem: (call, input) => changeItem(deps, call, input),
    removeItem: (call, input) => removeItem(deps, call, input),
    mergeCart: (call, input) => mergeCart(deps, call, input),
    getLines: (call) => getLines(deps, call),
    removeLines: (_call, input) => removeLines(deps, input),
  };
  return defineModule({
    contract: cartsContract,
    api,
    routes: cartRoutes(api),
    reactions: [
      on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(forgetCart(event.payload.userId)) }),
    ],
    jobs: [{ name: 'carts.expire', schedule: { cron: '17 3 * * *' }, run: () => expireCarts(deps.database) }],
  });
}

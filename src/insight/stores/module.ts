import { identityContract } from '#commons/identity';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { changeStore, closeDays, openDay } from './change-store.ts';
import { type StoresApi, storesContract } from './contract.ts';
import { createStore, ensureStore } from './create-store.ts';
import {
  acceptInvitation,
  inviteManager,
  listManagers,
  removeManager,
  withdrawInvitation,
} from './keep-invitations.ts';
import { activeStores, listStores, storeOfCall, storesByIds } from './read-stores.ts';
import { storesRoutes } from './routes.ts';
import { forgetPerson } from './store-queries.ts';
import type { StoresDeps } from './stores-deps.ts';

export function createStores(deps: StoresDeps) {
  const api: StoresApi = {
    storeOfCall: (call, input) => storeOfCall(deps, call, input),
    listStores: (call, input) => listStores(deps, call, input),
    storesByIds: async (_call, { storeIds }) => ({ stores: await storesByIds(deps, storeIds) }),
    activeStores: async (_call, input) => ({ stores: await activeStores(deps, input) }),
    createStore: (call, input) => createStore(deps, call, input),
    changeStore: (call, input) => changeStore(deps, call, input),
    closeDays: (call, input) => closeDays(deps, call, input),
    openDay: (call, input) => openDay(deps, call, input),
    listManagers: (call, { storeId }) => listManagers(deps, call, storeId),
    inviteManager: (call, input) => inviteManager(deps, call, input),
    withdrawInvitation: (call, input) => withdrawInvitation(deps, call, input),
    removeManager: (call, input) => removeManager(deps, call, input),
    acceptInvitation: (call, input) => acceptInvitation(deps, call, input),
    ensureStore: (call, input) => ensureStore(deps, call, input),
  };
  return defineModule({
    contract: storesContract,
    api,
    routes: storesRoutes(api),
    reactions: [
      on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(...forgetPerson(event.payload.userId)) }),
    ],
  });
}

import type { Store } from '#insight/stores';
import { type Call, userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import { aStore } from './stores/fixtures.ts';

/** Stores as the modules of this wing ask for them in their tests: whoever is in `owners` owns that store, staff look at all, the house may do everything. */
export function storesFor(owners: Map<string, string>, change: Partial<Store> = {}) {
  const of = (id: string): Store => aStore({ id, ownerId: owners.get(id) ?? '', ...change });
  return {
    storeOfCall: async (
      call: Call,
      { storeId, access }: { storeId: string; access?: 'read' | 'write' | undefined },
    ) => {
      const isHouse = call.actor.kind === 'system';
      const isStaff = 'roles' in call.actor && call.actor.roles.includes('ADMIN');
      const isOwner = userIdOf(call) === owners.get(storeId);
      if (!owners.has(storeId) || !(isHouse || isStaff || isOwner)) throw refuse('stores.not-found');
      if (access === 'write' && isStaff) throw refuse('stores.read-only');
      return of(storeId);
    },
    storesByIds: async (_call: Call, { storeIds }: { storeIds: string[] }) => ({
      stores: storeIds.filter((id) => owners.has(id)).map(of),
    }),
    activeStores: async (_call: Call, { afterId, limit }: { afterId: string | null; limit: number }) => ({
      stores: [...owners.keys()]
        .sort()
        .filter((id) => afterId === null || id > afterId)
        .slice(0, limit)
        .map(of),
    }),
  };
}

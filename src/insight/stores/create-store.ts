import type { Static } from 'typebox';
import { assert } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { isConflict } from '#platform/database';
import { appendEvent } from '#platform/events';
import { isRefusal, refuse } from '#platform/refusal';
import { type NewStore, type OpeningHours, type Store, storesContract } from './contract.ts';
import { storeOfCall } from './read-stores.ts';
import { countOwned, insertStore, type NewStoreRow } from './store-queries.ts';
import { areHoursRight, MOST_STORES } from './store-rules.ts';
import type { StoresDeps } from './stores-deps.ts';

type Wish = Static<typeof NewStore>;

/** Connects the caller's marketplace shop, or opens a store that stands alone; its owner may use the wing from then on. */
export async function createStore(deps: StoresDeps, call: Call, wish: Wish): Promise<Store> {
  const ownerId = userIdOf(call);
  assert(ownerId, 'Only people open stores');
  if (wish.openingHours && !areHoursRight(wish.openingHours)) throw refuse('stores.hours-wrong');
  const shop = wish.sellerShop ? await shopOf(deps, call, ownerId) : null;
  const name = wish.name ?? shop?.name;
  const villageCode = wish.villageCode ?? shop?.villageCode;
  if (!name || !villageCode) throw refuse('stores.name-missing');
  const place = await placeOf(deps, call, villageCode);
  if ((await countOwned(deps.database, ownerId)) >= MOST_STORES) throw refuse('stores.too-many', { most: MOST_STORES });
  const row = {
    id: deps.newId(),
    owner_id: ownerId,
    seller_id: shop?.sellerId ?? null,
    name,
    ...place,
    opening_hours: wish.openingHours ?? [],
    created_at: deps.clock.now(),
  };
  // First the role, then the store: whoever has a store can use it, and twice is once.
  if (!shop) await deps.identity.grantRole(houseCall(call), { userId: ownerId, role: 'STORE_MANAGER' });
  await writeStore(deps, call, row);
  return storeOfCall(deps, call, { storeId: row.id });
}

/** Roles are given by the house; the person is in the audit of the store. */
export function houseCall(call: Call): Call {
  return { ...call, actor: { kind: 'system', name: 'stores' } };
}

async function shopOf(deps: StoresDeps, call: Call, userId: string) {
  const { seller } = await deps.sellers.sellerOfUser(call, { userId });
  if (seller?.status !== 'approved') throw refuse('stores.no-shop');
  return { sellerId: seller.sellerId, name: seller.name, villageCode: seller.pickup.villageCode };
}

async function writeStore(deps: StoresDeps, call: Call, row: NewStoreRow): Promise<boolean> {
  try {
    return await deps.database.inTx(async (tx) => {
      const [made] = await tx.run(insertStore(row));
      if (!made) return false;
      appendEvent(tx, storesContract, 'store.created', { call, aggregateId: row.id, payload: toFact(row) });
      appendAudit(tx, 'stores', call, { stream: `store:${row.id}`, action: 'stores.created', after: toFact(row) });
      return true;
    });
  } catch (error) {
    if (isConflict(error, 'stores_seller_id_key')) throw refuse('stores.shop-connected');
    throw error;
  }
}

export function toFact(row: { id: string; owner_id: string; seller_id: string | null; name: string; status?: string }) {
  return {
    storeId: row.id,
    ownerId: row.owner_id,
    sellerId: row.seller_id,
    name: row.name,
    status: row.status ?? 'active',
  };
}

const ZONES: Record<string, Store['timeZone']> = {
  'Asia/Makassar': 'Asia/Makassar',
  'Asia/Jayapura': 'Asia/Jayapura',
};

/** Where a village lies: its province is what prices and holidays go by. */
export async function placeOf(deps: Pick<StoresDeps, 'users'>, call: Call, villageCode: string) {
  try {
    const village = await deps.users.getVillage(call, { villageCode });
    return {
      village_code: villageCode,
      region_code: villageCode.slice(0, 2),
      area_label: [village.villageName, village.districtName, village.regencyName, village.provinceName].join(', '),
      time_zone: ZONES[village.timeZone] ?? ('Asia/Jakarta' as const),
    };
  } catch (error) {
    if (isRefusal(error, 'users.village-not-found')) throw refuse('stores.village-unknown');
    throw error;
  }
}

export type Ensure = {
  storeId: string;
  ownerId: string;
  sellerId: string | null;
  name: string;
  villageCode: string;
  openingHours: Static<typeof OpeningHours>;
};

/** For the demo and imports by the house; a store of this id that is there stays as it is. */
export async function ensureStore(
  deps: StoresDeps,
  call: Call,
  wish: Ensure,
): Promise<{ store: Store; isNew: boolean }> {
  const isNew = await writeStore(deps, call, {
    id: wish.storeId,
    owner_id: wish.ownerId,
    seller_id: wish.sellerId,
    name: wish.name,
    ...(await placeOf(deps, call, wish.villageCode)),
    opening_hours: wish.openingHours,
    created_at: deps.clock.now(),
  });
  return { store: await storeOfCall(deps, houseCall(call), { storeId: wish.storeId }), isNew };
}

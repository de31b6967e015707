import { type Call, userIdOf } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Invitation, Store } from './contract.ts';
import type { InvitationRow } from './invitation-queries.ts';
import { findStore, listActive, listByIds, listStoresOf, type StoreRow, type Viewer } from './store-queries.ts';
import type { StoresDeps } from './stores-deps.ts';

const STAFF = new Set(['ADMIN', 'SUPER_ADMIN']);

export function viewerOf(call: Call): Viewer {
  const roles = 'roles' in call.actor ? call.actor.roles : [];
  return {
    userId: userIdOf(call),
    isStaff: roles.some((role) => STAFF.has(role)),
    isHouse: call.actor.kind === 'system',
  };
}

/** The store, if the caller may do this there; see the contract. */
export async function storeOfCall(
  deps: Pick<StoresDeps, 'database'>,
  call: Call,
  input: { storeId: string; access?: 'read' | 'write' | undefined },
): Promise<Store> {
  const row = await findStore(deps.database, input.storeId, viewerOf(call));
  if (!row) throw refuse('stores.not-found');
  if (input.access === 'write' && row.role === 'staff') throw refuse('stores.read-only');
  return toStore(row);
}

export async function listStores(
  deps: Pick<StoresDeps, 'database'>,
  call: Call,
  input: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Store[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const after = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listStoresOf(deps.database, viewerOf(call), after, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(toStore), nextCursor };
}

export async function storesByIds(deps: Pick<StoresDeps, 'database'>, storeIds: string[]): Promise<Store[]> {
  return (await listByIds(deps.database, storeIds)).map(toStore);
}

export async function activeStores(
  deps: Pick<StoresDeps, 'database'>,
  input: { afterId: string | null; limit: number },
): Promise<Store[]> {
  return (await listActive(deps.database, input.afterId, input.limit)).map(toStore);
}

export function toStore(row: StoreRow): Store {
  return {
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    sellerId: row.seller_id,
    villageCode: row.village_code,
    regionCode: row.region_code,
    areaLabel: row.area_label,
    timeZone: row.time_zone,
    openingHours: row.opening_hours,
    closedDays: row.closed_days,
    status: row.status,
    role: row.role,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}

export function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    storeId: row.store_id,
    storeName: row.store_name,
    email: row.email,
    status: row.status,
    expiresAt: row.expires_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}

import type { Static } from 'typebox';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type ClosedDay, type Store, type StoreChange, storesContract } from './contract.ts';
import { placeOf, toFact } from './create-store.ts';
import { storeOfCall, toStore, viewerOf } from './read-stores.ts';
import {
  countClosedDays,
  deleteClosedDay,
  findStore,
  lockVersion,
  updateStore,
  upsertClosedDays,
} from './store-queries.ts';
import { areHoursRight, MOST_CLOSED_DAYS } from './store-rules.ts';
import type { StoresDeps } from './stores-deps.ts';

type Change = { storeId: string } & Static<typeof StoreChange>;

export async function changeStore(deps: StoresDeps, call: Call, change: Change): Promise<Store> {
  await storeOfCall(deps, call, { storeId: change.storeId, access: 'write' });
  if (change.openingHours && !areHoursRight(change.openingHours)) throw refuse('stores.hours-wrong');
  const place = change.villageCode ? await placeOf(deps, call, change.villageCode) : {};
  await deps.database.inTx(async (tx) => {
    const version = await lockVersion(tx, change.storeId);
    const before = await findStore(tx, change.storeId, viewerOf(call));
    if (!before || version === undefined) throw refuse('stores.not-found');
    if (change.expectedVersion !== undefined && change.expectedVersion !== version)
      throw refuse('stores.changed-meanwhile');
    const after = {
      ...before,
      ...place,
      name: change.name ?? before.name,
      opening_hours: change.openingHours ?? before.opening_hours,
      status: change.status ?? before.status,
    };
    tx.write(updateStore(after, deps.clock.now()));
    appendEvent(tx, storesContract, 'store.updated', { call, aggregateId: after.id, payload: toFact(after) });
    appendAudit(tx, 'stores', call, {
      stream: `store:${after.id}`,
      action: 'stores.changed',
      before: toStore(before),
      after: toStore(after),
    });
  });
  return storeOfCall(deps, call, { storeId: change.storeId });
}

export async function closeDays(
  deps: StoresDeps,
  call: Call,
  { storeId, days }: { storeId: string; days: ClosedDay[] },
): Promise<Store> {
  await storeOfCall(deps, call, { storeId, access: 'write' });
  if ((await countClosedDays(deps.database, storeId)) + days.length > MOST_CLOSED_DAYS)
    throw refuse('stores.too-many', { most: MOST_CLOSED_DAYS });
  // A day named twice counts once: one statement cannot write one row twice.
  const once = [...new Map(days.map((day) => [day.on, day])).values()];
  await deps.database.run(upsertClosedDays(storeId, once));
  return storeOfCall(deps, call, { storeId });
}

export async function openDay(
  deps: StoresDeps,
  call: Call,
  { storeId, on }: { storeId: string; on: string },
): Promise<Store> {
  await storeOfCall(deps, call, { storeId, access: 'write' });
  await deps.database.run(deleteClosedDay(storeId, on));
  return storeOfCall(deps, call, { storeId });
}

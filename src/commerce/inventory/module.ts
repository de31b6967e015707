import type { SellersApi } from '#commerce/sellers';
import { systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { type NewId, newUuid } from '#platform/ids';
import { defineModule, type Job, type Module } from '#platform/module';
import { announceStocks } from './announce-stocks.ts';
import { type InventoryApi, inventoryContract } from './contract.ts';
import { expireReservations } from './expire-reservations.ts';
import { addLocation, listLocations, setLowLevel } from './keep-locations.ts';
import { freeByOffers, listMovements, stocksByOffers, verifyInventory } from './read-stocks.ts';
import { recordMovement } from './record-movement.ts';
import { reserveMany } from './reserve.ts';
import { inventoryRoutes } from './routes.ts';
import { openStocks, setStocks } from './set-stocks.ts';
import { confirmMany, deduct, extendMany, releaseMany, restock } from './settle-reservations.ts';

export type InventoryDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  /** To find the shop of the caller on the seller's routes. */
  sellers: Pick<SellersApi, 'sellerOfUser'>;
};

export function createInventory(deps: InventoryDeps): Module<typeof inventoryContract> {
  const api = inventoryApi(deps);
  return defineModule({
    contract: inventoryContract,
    api,
    routes: inventoryRoutes(api, deps),
    jobs: inventoryJobs(deps),
    // Movements of a process that was killed before it announced them.
    start: async () => {
      await announceStocks(deps, systemCall('inventory.start', newUuid()), true);
    },
  });
}

function inventoryApi(deps: InventoryDeps): InventoryApi {
  return {
    freeByOffers: (call, input) => freeByOffers(deps, call, input),
    stocksByOffers: (call, input) => stocksByOffers(deps, call, input),
    reserveMany: (call, input) => reserveMany(deps, call, input),
    reserve: async (call, input) => {
      const { reservations } = await reserveMany(deps, call, { reservations: [input] });
      return reservations[0] ?? { reservationId: input.reservationId, expiresAt: input.expiresAt };
    },
    confirm: (call, { reservationId }) => confirmMany(deps, call, { reservationIds: [reservationId] }),
    confirmMany: (call, input) => confirmMany(deps, call, input),
    extendMany: (call, input) => extendMany(deps, call, input),
    release: (call, { reservationId }) => releaseMany(deps, call, { reservationIds: [reservationId] }),
    releaseMany: (call, input) => releaseMany(deps, call, input),
    deduct: (call, input) => deduct(deps, call, input),
    restock: (call, input) => restock(deps, call, input),
    openStocks: (call, input) => openStocks(deps, call, input),
    setStocks: (call, input) => setStocks(deps, call, input),
    receive: (call, input) =>
      recordMovement(deps, call, { ...input, kind: 'receive', sellerId: null, locationId: null }),
    recordMovement: (call, input) => recordMovement(deps, call, input),
    listMovements: (call, input) => listMovements(deps, call, input),
    setLowLevel: (call, input) => setLowLevel(deps, call, input),
    listLocations: (call, input) => listLocations(deps, call, input),
    addLocation: (call, input) => addLocation(deps, call, input),
    expireReservations: (call) => expireReservations(deps, call),
    announceStocks: (call) => announceStocks(deps, call),
    verifyInventory: () => verifyInventory(deps),
  };
}

function inventoryJobs(deps: InventoryDeps): Job[] {
  return [
    {
      name: 'inventory.expire-reservations',
      schedule: { everySeconds: 2 },
      run: async (call) => {
        await expireReservations(deps, call);
      },
    },
    {
      name: 'inventory.announce-stocks',
      schedule: { everySeconds: 1 },
      run: async (call) => {
        await announceStocks(deps, call);
      },
    },
  ];
}

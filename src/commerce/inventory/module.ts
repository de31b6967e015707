import type { SellersApi } from '#commerce/sellers';
import { type Call, systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { type NewId, newUuid } from '#platform/ids';
import { defineModule, type Job, type Module } from '#platform/module';
import { announceStocks } from './announce-stocks.ts';
import { type InventoryApi, inventoryContract } from './contract.ts';
import { expireReservations } from './expire-reservations.ts';
import { addLocation, listLocations, setLowLevel } from './keep-locations.ts';
import { freeByOffers, listMovements, lowStocks, stocksByOffers, verifyInventory } from './read-stocks.ts';
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
  const stir: Stir = { hasMoved: false };
  const api = inventoryApi(deps, stir);
  return defineModule({
    contract: inventoryContract,
    api,
    routes: inventoryRoutes(api, deps),
    jobs: inventoryJobs(deps, stir),
    // Movements of a process that was killed before it announced them.
    start: async () => {
      await announceStocks(deps, systemCall('inventory.start', newUuid()), 'everything');
    },
  });
}

/** Whether orders have moved stock in this process since it was last announced. */
type Stir = { hasMoved: boolean };

function inventoryApi(deps: InventoryDeps, stir: Stir): InventoryApi {
  const moving = <Input, Output>(work: (deps: InventoryDeps, call: Call, input: Input) => Promise<Output>) => {
    return async (call: Call, input: Input): Promise<Output> => {
      const output = await work(deps, call, input);
      stir.hasMoved = true;
      return output;
    };
  };
  const reserve = moving(reserveMany);
  const release = moving(releaseMany);
  return {
    freeByOffers: (call, input) => freeByOffers(deps, call, input),
    stocksByOffers: (call, input) => stocksByOffers(deps, call, input),
    lowStocks: (call, input) => lowStocks(deps, call, input),
    reserveMany: reserve,
    reserve: async (call, input) => {
      const { reservations } = await reserve(call, { reservations: [input] });
      return reservations[0] ?? { reservationId: input.reservationId, expiresAt: input.expiresAt };
    },
    confirm: (call, { reservationId }) => confirmMany(deps, call, { reservationIds: [reservationId] }),
    confirmMany: (call, input) => confirmMany(deps, call, input),
    extendMany: (call, input) => extendMany(deps, call, input),
    release: (call, { reservationId }) => release(call, { reservationIds: [reservationId] }),
    releaseMany: release,
    deduct: (call, input) => deduct(deps, call, input),
    restock: moving(restock),
    openStocks: (call, input) => openStocks(deps, call, input),
    setStocks: moving(setStocks),
    receive: (call, input) =>
      recordMovement(deps, call, { ...input, kind: 'receive', sellerId: null, locationId: null }),
    recordMovement: (call, input) => recordMovement(deps, call, input),
    listMovements: (call, input) => listMovements(deps, call, input),
    setLowLevel: (call, input) => setLowLevel(deps, call, input),
    listLocations: (call, input) => listLocations(deps, call, input),
    addLocation: (call, input) => addLocation(deps, call, input),
    expireReservations: moving(expireReservations),
    announceStocks: (call) => announceStocks(deps, call),
    verifyInventory: () => verifyInventory(deps),
  };
}

/** Movements of another process that died before it announced them are found this late at most. */
const IDLE_ROUNDS = 60;

function inventoryJobs(deps: InventoryDeps, stir: Stir): Job[] {
  let round = 0;
  return [
    {
      name: 'inventory.expire-reservations',
      schedule: { everySeconds: 2 },
      run: async (call) => {
        const { expired } = await expireReservations(deps, call);
        if (expired > 0) stir.hasMoved = true;
      },
    },
    {
      name: 'inventory.announce-stocks',
      schedule: { everySeconds: 1 },
      // A quiet shop is asked once a minute and not every second.
      run: async (call) => {
        const isWide = ++round % IDLE_ROUNDS === 0;
        if (!stir.hasMoved && !isWide) return;
        stir.hasMoved = false;
        await announceStocks(deps, call, isWide ? 'wide' : 'near');
      },
    },
  ];
}

import { type IdentityApi, identityContract } from '#commons/identity';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { on } from '#platform/events';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import { defineModule, type Module } from '#platform/module';
import { deletePerson, insertProfile } from './addresses/address-queries.ts';
import { addAddress, changeAddress, createAddressReader, listAddresses, removeAddress } from './addresses/addresses.ts';
import { type UsersApi, usersContract } from './contract.ts';
import { getMe, updateMe } from './profile/me.ts';
import { eraseMe, exportMe } from './profile/personal-data.ts';
import { importPostalCodes } from './regions/import-postal-codes.ts';
import { loadRegions } from './regions/load-regions.ts';
import { INDONESIA, type RegionList } from './regions/region-list.ts';
import { getVillage, searchRegions } from './regions/search-regions.ts';
import { usersRoutes } from './routes.ts';
import type { ErasureCheck, PersonalDataExporter, UsersDeps } from './users-deps.ts';

export type UsersOptions = {
  database: Database;
  identity: Pick<IdentityApi, 'getAccount' | 'updateAccount' | 'eraseAccount'>;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** Modules that keep something about people, identity among them. */
  exporters?: readonly PersonalDataExporter[];
  /** Modules that may have something open with somebody who wants to leave. */
  erasureChecks?: readonly ErasureCheck[];
  /** All of Indonesia unless given; tests take a few places. */
  regions?: RegionList;
};

export function createUsers(options: UsersOptions): Module<typeof usersContract> {
  const { database, clock, log } = options;
  const deps: UsersDeps = {
    ...options,
    exporters: options.exporters ?? [],
    erasureChecks: options.erasureChecks ?? [],
  };
  const readAddress = createAddressReader(deps);
  const api: UsersApi = {
    getMe: (call) => getMe(deps, call),
    updateMe: (call, input) => updateMe(deps, call, input),
    listAddresses: (call) => listAddresses(deps, call),
    addAddress: (call, input) => addAddress(deps, call, input),
    changeAddress: (call, input) => changeAddress(deps, call, input),
    removeAddress: (call, input) => removeAddress(deps, call, input),
    getAddress: (_call, input) => readAddress(input),
    getVillage: (_call, input) => getVillage(deps, input),
    searchRegions: (_call, input) => searchRegions(deps, input),
    importPostalCodes: (call, input) => importPostalCodes(deps, call, input),
    exportMe: (call) => exportMe(deps, call),
    eraseMe: (call, input) => eraseMe(deps, call, input),
  };
  return defineModule({
    contract: usersContract,
    api,
    routes: usersRoutes(api),
    reactions: [
      on(identityContract, 'user.registered', {
        inTx: (tx, event) => tx.write(insertProfile(event.payload.userId, new Date(event.eventTimestamp))),
      }),
      on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(...deletePerson(event.payload.userId)) }),
    ],
    start: async () => {
      await loadRegions({ database, clock, log, list: options.regions ?? INDONESIA });
    },
  });
}

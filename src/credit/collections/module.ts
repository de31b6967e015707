import type { IdentityApi } from '#commons/identity';
import type { LoansApi } from '#credit/loans';
import type { TenantsApi } from '#credit/tenants';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import { defineModule, type Job } from '#platform/module';
import { checkContact, contactsOfBorrower, recordContact } from './contact-borrowers.ts';
import { listTenants } from './contact-queries.ts';
import { type CollectionsApi, collectionsContract } from './contract.ts';
import {
  getHolidays,
  getPlan,
  getPreferences,
  personalData,
  setHolidays,
  setPlan,
  setPreferences,
} from './keep-settings.ts';
import { reactionsOf } from './on-loan-events.ts';
import { askHardship, decideHardship, finishGrants, listHardships, makePromise } from './promise-and-relieve.ts';
import { collectionsRoutes } from './routes.ts';
import { sendReminders } from './send-reminders.ts';
import { assignCase, bucketCounts, getCase, queue } from './work-queue.ts';

export type CollectionsDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  log: Log;
  loans: Pick<LoansApi, 'businessDay' | 'loansByIds' | 'loansDueOn' | 'previewStep' | 'recordTransaction' | 'getLoan'>;
  tenants: Pick<TenantsApi, 'tenantOfCall' | 'listMembers'>;
  identity: Pick<IdentityApi, 'namesByIds'>;
};

export function createCollections(deps: CollectionsDeps) {
  const api: CollectionsApi = {
    queue: (call, input) => queue(deps, call, input),
    bucketCounts: (call, input) => bucketCounts(deps, call, input),
    getCase: (call, input) => getCase(deps, call, input),
    assignCase: (call, input) => assignCase(deps, call, input),
    checkContact: (call, input) => checkContact(deps, call, input),
    recordContact: (call, input) => recordContact(deps, call, input),
    contactsOfBorrower: (call, input) => contactsOfBorrower(deps, call, input),
    makePromise: (call, input) => makePromise(deps, call, input),
    askHardship: (call, input) => askHardship(deps, call, input),
    decideHardship: (call, input) => decideHardship(deps, call, input),
    listHardships: (call, input) => listHardships(deps, call, input),
    getPreferences: (call, input) => getPreferences(deps, call, input),
    setPreferences: (call, input) => setPreferences(deps, call, input),
    getPlan: (call, input) => getPlan(deps, call, input),
    setPlan: (call, input) => setPlan(deps, call, input),
    holidays: (call, input) => getHolidays(deps, call, input),
    setHolidays: (call, input) => setHolidays(deps, call, input),
    personalData: (call, input) => personalData(deps, call, input),
    sendReminders: (call, input) => sendReminders(deps, call, input),
  };
  return defineModule({
    contract: collectionsContract,
    api,
    routes: collectionsRoutes(api, deps),
    reactions: reactionsOf(deps),
    jobs: jobsOf(deps),
  });
}

function jobsOf(deps: CollectionsDeps): Job[] {
  return [
    {
      // In the hours in which it is day in the whole country, and again for those in the east and west of it.
      name: 'collections.remind',
      schedule: { cron: '10 6-18 * * 1-6' },
      run: (call) => remindAll(deps, call),
    },
  ];
}

/** One institution whose reminders fail keeps the others from nothing. */
async function remindAll(deps: CollectionsDeps, call: Call): Promise<void> {
  await finishGrants(deps, call);
  let tenantIds = await listTenants(deps.database, null);
  while (tenantIds.length > 0) {
    for (const tenantId of tenantIds) {
      try {
        await sendReminders(deps, call, { tenantId });
      } catch (error) {
        deps.log.error({ err: error, tenantId }, 'reminders will be sent with the next round');
      }
    }
    tenantIds = await listTenants(deps.database, tenantIds.at(-1) ?? null);
  }
}

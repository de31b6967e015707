import { identityContract } from '#commons/identity';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { type TenantsApi, tenantsContract } from './contract.ts';
import { findPerson } from './find-person.ts';
import { addMember, removeMember } from './keep-members.ts';
import { createTenant, toTenant } from './keep-tenants.ts';
import { createKnownMemberships } from './known-memberships.ts';
import { getTenant, listMembers, listTenants } from './read-tenants.ts';
import { tenantsRoutes } from './routes.ts';
import { tenantOfCall } from './tenant-of-call.ts';
import { deleteMembershipsOf, listByIds } from './tenant-queries.ts';
import type { TenantsDeps } from './tenants-deps.ts';

export function createTenants(given: TenantsDeps) {
  const deps = { ...given, known: createKnownMemberships(given.database) };
  const api: TenantsApi = {
    createTenant: (call, input) => createTenant(deps, call, input),
    listTenants: (call, input) => listTenants(deps, call, input),
    getTenant: (call, { tenantId }) => getTenant(deps, call, tenantId),
    tenantsByIds: async (_call, { tenantIds }) => ({
      tenants: (await listByIds(deps.database, tenantIds)).map(toTenant),
    }),
    tenantOfCall: (call, input) => tenantOfCall(deps, call, input),
    addMember: (call, input) => addMember(deps, call, input),
    removeMember: (call, input) => removeMember(deps, call, input),
    listMembers: (call, { tenantId }) => listMembers(deps, call, tenantId),
    findPerson: (call, input) => findPerson(deps, call, input),
  };
  return defineModule({
    contract: tenantsContract,
    api,
    routes: tenantsRoutes(api),
    reactions: [
      on(identityContract, 'user.erased', {
        inTx: (tx, event) => tx.write(deleteMembershipsOf(event.payload.userId)),
      }),
    ],
  });
}

import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import type { Tenant } from './contract.ts';
import { mustBeAdministrator, toTenant } from './keep-tenants.ts';
import type { KnownMemberships } from './known-memberships.ts';
import { tenantOfCall } from './tenant-of-call.ts';
import { listByIds, listByName, listMembersOf } from './tenant-queries.ts';
import type { TenantsDeps } from './tenants-deps.ts';

type Deps = TenantsDeps & { known: KnownMemberships };

export async function listTenants({ database }: Deps, call: Call, input: { limit?: number; cursor?: string }) {
  mustBeAdministrator(call);
  const limit = input.limit ?? 20;
  const after = decodeCursor(input.cursor, 2);
  const rows = await listByName(database, after && { name: String(after[0]), id: String(after[1]) }, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.name, row.tenant_id]);
  return { items: items.map(toTenant), nextCursor };
}

export async function getTenant(deps: Deps, call: Call, tenantId: string): Promise<Tenant> {
  await mustSee(deps, call, tenantId);
  const [row] = await listByIds(deps.database, [tenantId]);
  if (!row) throw refuse('tenants.not-found');
  return toTenant(row);
}

export async function listMembers(deps: Deps, call: Call, tenantId: string) {
  await mustSee(deps, call, tenantId);
  const rows = await listMembersOf(deps.database, tenantId);
  const { accounts } = await deps.identity.accountsByIds(call, { userIds: rows.map((row) => row.user_id) });
  const names = new Map(accounts.map((account) => [account.userId, account.name]));
  return {
    items: rows.map((row) => ({
      userId: row.user_id,
      role: row.role,
      name: names.get(row.user_id) ?? null,
      since: row.since.toISOString(),
    })),
  };
}

/** Members see their own institution, administrators any; for everybody else there is none. */
async function mustSee(deps: Deps, call: Call, tenantId: string): Promise<void> {
  try {
    mustBeAdministrator(call);
  } catch (error) {
    if (!isRefusal(error, 'tenants.not-allowed')) throw error;
    await tenantOfCall(deps, call, { tenantId });
  }
}

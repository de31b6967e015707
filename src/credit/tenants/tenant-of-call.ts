import type { Call } from '#platform/call';
import { userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { ActingRole, TenantKind } from './contract.ts';
import type { KnownMemberships } from './known-memberships.ts';
import { listByIds } from './tenant-queries.ts';
import type { TenantsDeps } from './tenants-deps.ts';

type Acting = { tenantId: string; name: string; kind: TenantKind; role: ActingRole };

/** For which institution a call acts. What somebody does not belong to does not exist for them. */
export async function tenantOfCall(
  deps: TenantsDeps & { known: KnownMemberships },
  call: Call,
  { tenantId }: { tenantId?: string },
): Promise<Acting> {
  if (call.actor.kind === 'system') return ofHouse(deps, tenantId);
  const userId = userIdOf(call);
  const memberships = userId === null ? [] : await deps.known.of(userId);
  // A key is for machines of a partner; a person who works in an institution acts signed in.
  const isKey = call.actor.kind === 'key';
  const fitting = memberships.filter((membership) => (membership.role === 'PARTNER') === isKey);
  const found = tenantId === undefined ? fitting[0] : fitting.find((membership) => membership.tenant_id === tenantId);
  if (!found) throw refuse('tenants.not-found');
  return { tenantId: found.tenant_id, name: found.name, kind: found.kind, role: found.role };
}

async function ofHouse({ database }: TenantsDeps, tenantId: string | undefined): Promise<Acting> {
  const [tenant] = tenantId === undefined ? [] : await listByIds(database, [tenantId]);
  if (!tenant) throw refuse('tenants.not-found');
  return { tenantId: tenant.tenant_id, name: tenant.name, kind: tenant.kind, role: 'HOUSE' };
}

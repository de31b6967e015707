import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type Tenant, type TenantKind, tenantsContract } from './contract.ts';
import { insertTenant, listByIds, type TenantRow } from './tenant-queries.ts';
import type { TenantsDeps } from './tenants-deps.ts';

/** Institutions come with contracts: an administrator (or the house, with demo data) makes them. */
export function mustBeAdministrator({ actor }: Call): void {
  if (actor.kind === 'system') return;
  const isAdministrator =
    actor.kind === 'user' && actor.roles.some((role) => role === 'ADMIN' || role === 'SUPER_ADMIN');
  if (!isAdministrator) throw refuse('tenants.not-allowed');
}

export async function createTenant(
  { database, clock, newId }: TenantsDeps,
  call: Call,
  input: { tenantId?: string; name: string; kind: TenantKind },
): Promise<Tenant> {
  mustBeAdministrator(call);
  const row: TenantRow = {
    tenant_id: input.tenantId ?? newId(),
    name: input.name.trim(),
    kind: input.kind,
    is_active: true,
    created_at: clock.now(),
  };
  const { tenant_id: tenantId, name, kind } = row;
  try {
    await database.batch([
      insertTenant(row),
      eventInsert(tenantsContract, 'tenant.created', {
        call,
        aggregateId: tenantId,
        payload: { tenantId, name, kind },
      }),
      auditInsert('tenants', call, { stream: `tenant:${tenantId}`, action: 'tenants.created', after: { name, kind } }),
    ]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const [known] = await listByIds(database, [tenantId]);
    if (known?.name === name && known.kind === kind) return toTenant(known);
    throw refuse('tenants.name-taken');
  }
  return toTenant(row);
}

export function toTenant(row: TenantRow): Tenant {
  return {
    tenantId: row.tenant_id,
    name: row.name,
    kind: row.kind,
    isActive: row.is_active,
    createdAt: row.created_at.toISOString(),
  };
}

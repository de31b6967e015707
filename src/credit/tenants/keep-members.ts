import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type MemberRole, tenantsContract } from './contract.ts';
import { mustBeAdministrator } from './keep-tenants.ts';
import type { KnownMemberships } from './known-memberships.ts';
import { deleteMember, listByIds, upsertMember } from './tenant-queries.ts';
import type { TenantsDeps } from './tenants-deps.ts';

type Deps = TenantsDeps & { known: KnownMemberships };

export async function addMember(
  deps: Deps,
  call: Call,
  { tenantId, userId, role }: { tenantId: string; userId: string; role: MemberRole },
) {
  mustBeAdministrator(call);
  const [[tenant], { accounts }] = await Promise.all([
    listByIds(deps.database, [tenantId]),
    deps.identity.accountsByIds(call, { userIds: [userId] }),
  ]);
  if (!tenant) throw refuse('tenants.not-found');
  const [account] = accounts;
  if (!account) throw refuse('tenants.no-such-person');
  const since = deps.clock.now();
  await deps.database.batch([
    upsertMember(tenantId, { user_id: userId, role, since }),
    eventInsert(tenantsContract, 'tenant.member-added', {
      call,
      aggregateId: tenantId,
      payload: { tenantId, userId, role },
    }),
    auditInsert('tenants', call, {
      stream: `tenant:${tenantId}`,
      action: 'tenants.member-added',
      after: { userId, role },
    }),
  ]);
  deps.known.forget(userId);
  return { userId, role, name: account.name, since: since.toISOString() };
}

export async function removeMember(
  deps: Deps,
  call: Call,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<Record<string, never>> {
  mustBeAdministrator(call);
  await deps.database.inTx(async (tx) => {
    const [gone] = await tx.run(deleteMember(tenantId, userId));
    if (!gone) throw refuse('tenants.not-found');
    tx.write(
      eventInsert(tenantsContract, 'tenant.member-removed', {
        call,
        aggregateId: tenantId,
        payload: { tenantId, userId },
      }),
      auditInsert('tenants', call, {
        stream: `tenant:${tenantId}`,
        action: 'tenants.member-removed',
        before: { userId },
      }),
    );
  });
  deps.known.forget(userId);
  return {};
}

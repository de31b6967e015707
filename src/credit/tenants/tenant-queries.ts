import { type Runner, type Sql, sql } from '#platform/database';
import type { MemberRole, TenantKind } from './contract.ts';

export type TenantRow = { tenant_id: string; name: string; kind: TenantKind; is_active: boolean; created_at: Date };
export type MemberRow = { user_id: string; role: MemberRole; since: Date };
export type MembershipRow = { tenant_id: string; name: string; kind: TenantKind; role: MemberRole };

const columns = sql`tenant_id, name, kind, is_active, created_at`;

export function insertTenant(row: TenantRow): Sql {
  return sql`
    insert into tenants.tenants (${columns})
    values (${row.tenant_id}, ${row.name}, ${row.kind}, ${row.is_active}, ${row.created_at.toISOString()})`;
}

export async function listByIds(runner: Runner, ids: readonly string[]): Promise<TenantRow[]> {
  return runner.run<TenantRow>(sql`select ${columns} from tenants.tenants where tenant_id = any(${sql.uuids(ids)})`);
}

export async function listByName(
  runner: Runner,
  after: { name: string; id: string } | null,
  limit: number,
): Promise<TenantRow[]> {
  return runner.run<TenantRow>(sql`
    select ${columns} from tenants.tenants
    where ${after?.name ?? null}::text is null or (lower(name), tenant_id) > (lower(${after?.name ?? null}::text), ${after?.id ?? null}::uuid)
    order by lower(name), tenant_id limit ${limit}`);
}

/** Institutions somebody works for; more than a few is nobody. */
export async function listMemberships(runner: Runner, userId: string): Promise<MembershipRow[]> {
  return runner.run<MembershipRow>(sql`
    select t.tenant_id, t.name, t.kind, m.role from tenants.members m join tenants.tenants t using (tenant_id)
    where m.user_id = ${userId} and t.is_active order by m.since, t.tenant_id limit 100`);
}

export async function listMembersOf(runner: Runner, tenantId: string): Promise<MemberRow[]> {
  return runner.run<MemberRow>(sql`
    select user_id, role, since from tenants.members where tenant_id = ${tenantId} order by since, user_id limit 100`);
}

export function upsertMember(tenantId: string, row: MemberRow): Sql {
  return sql`
    insert into tenants.members (tenant_id, user_id, role, since) values (${tenantId}, ${row.user_id}, ${row.role}, ${row.since.toISOString()})
    on conflict (tenant_id, user_id) do update set role = excluded.role`;
}

/** A row when somebody was taken out. */
export function deleteMember(tenantId: string, userId: string): Sql {
  return sql`delete from tenants.members where tenant_id = ${tenantId} and user_id = ${userId} returning user_id`;
}

export function deleteMembershipsOf(userId: string): Sql {
  return sql`delete from tenants.members where user_id = ${userId}`;
}

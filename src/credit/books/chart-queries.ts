import { type Runner, type Sql, sql } from '#platform/database';

export type AccountRow = { role: string; code: string; name_id: string; name_en: string };

export async function listAccounts(runner: Runner, tenantId: string): Promise<AccountRow[]> {
  return runner.run(sql`select role, code, name_id, name_en from books.accounts where tenant_id = ${tenantId}`);
}

export function upsertAccount(row: AccountRow & { tenantId: string }): Sql {
  return sql`
    insert into books.accounts (tenant_id, role, code, name_id, name_en)
    values (${row.tenantId}, ${row.role}, ${row.code}, ${row.name_id}, ${row.name_en})
    on conflict (tenant_id, role) do update set code = excluded.code, name_id = excluded.name_id, name_en = excluded.name_en`;
}

export function insertTenant(tenantId: string): Sql {
  return sql`insert into books.tenants (tenant_id) values (${tenantId}) on conflict (tenant_id) do nothing`;
}

export async function listTenants(runner: Runner, afterTenantId: string | null): Promise<string[]> {
  const rows = await runner.run<{ tenant_id: string }>(sql`
    select tenant_id from books.tenants where ${afterTenantId}::uuid is null or tenant_id > ${afterTenantId}::uuid
    order by tenant_id limit 100`);
  return rows.map((row) => row.tenant_id);
}

import { type Runner, type Sql, sql } from '#platform/database';
import type { ImportReport } from './contract.ts';

export function insertImport(storeId: string, report: ImportReport & { id: string }): Sql {
  return sql`
    insert into sales.imports (id, store_id, report, created_at)
    values (${report.id}, ${storeId}, ${sql.json(report)}, ${report.createdAt})`;
}

export async function listImportRows(
  runner: Runner,
  storeId: string,
  before: { createdAt: string; id: string } | null,
  limit: number,
): Promise<{ id: string; report: ImportReport; created_at: Date }[]> {
  const older = before ? sql`(created_at, id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return runner.run(sql`
    select id, report, created_at from sales.imports where store_id = ${storeId} and ${older}
    order by created_at desc, id desc limit ${limit}`);
}

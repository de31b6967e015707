import { type Runner, type Sql, sql } from '#platform/database';

export type ChangeRow = {
  key: string;
  version: number;
  value: unknown;
  reason: string;
  changed_by: string | null;
  changed_at: Date;
};

/** The change in force for each key; keys never changed are missing. */
export async function listInForce(runner: Runner, keys: string[]): Promise<ChangeRow[]> {
  return runner.run<ChangeRow>(sql`
    select distinct on (key) key, version, value, reason, changed_by, changed_at from settings.changes
    where key = any(${keys}) order by key, version desc`);
}

/** Fails on the primary key when somebody else took the version. */
export function insertChange(change: {
  key: string;
  version: number;
  value: unknown;
  reason: string;
  changedBy: string | null;
}): Sql {
  return sql`
    insert into settings.changes (key, version, value, reason, changed_by)
    values (${change.key}, ${change.version}, ${sql.json(change.value)}, ${change.reason}, ${change.changedBy})`;
}

import { type Runner, type Sql, sql } from '#platform/database';

export type PictureRow = { id: string; width: number; height: number };

export function insertPicture(
  row: PictureRow & { ownerId: string | null; purpose: string; bytes: number; sha256: string; createdAt: Date },
): Sql {
  return sql`
    insert into media.pictures (id, owner_id, purpose, width, height, bytes, sha256, created_at)
    values (${row.id}, ${row.ownerId}, ${row.purpose}, ${row.width}, ${row.height}, ${row.bytes}, ${row.sha256}, ${row.createdAt.toISOString()})
    on conflict (id) do nothing`;
}

export async function listByIds(runner: Runner, ids: string[], ownerId: string | null): Promise<PictureRow[]> {
  return runner.run<PictureRow>(sql`
    select id, width, height from media.pictures
    where id = any(${ids}::uuid[]) and (${ownerId}::uuid is null or owner_id = ${ownerId}::uuid)`);
}

export async function countSince(runner: Runner, ownerId: string, since: Date): Promise<number> {
  const [row] = await runner.run<{ n: number }>(sql`
    select count(*) as n from media.pictures where owner_id = ${ownerId} and created_at > ${since.toISOString()}`);
  return row?.n ?? 0;
}

import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { ClosedDay, Store } from './contract.ts';

export type StoreRow = {
  id: string;
  owner_id: string;
  seller_id: string | null;
  name: string;
  village_code: string;
  region_code: string;
  area_label: string;
  time_zone: Store['timeZone'];
  opening_hours: Store['openingHours'];
  status: Store['status'];
  version: number;
  created_at: Date;
  closed_days: ClosedDay[];
  role: Store['role'];
};

/** Who looks: a person, staff, or the house (then both are set). */
export type Viewer = { userId: string | null; isStaff: boolean; isHouse: boolean };

const columns = sql`s.id, s.owner_id, s.seller_id, s.name, s.village_code, s.region_code, s.area_label, s.time_zone, s.opening_hours,
  s.status, s.version, s.created_at,
  (select coalesce(jsonb_agg(jsonb_build_object('on', c.day, 'reason', c.reason) order by c.day), '[]')
   from stores.closed_days c where c.store_id = s.id and c.day > current_date - 366) as closed_days`;

function roleOf(viewer: Viewer): Sql {
  return sql`case when ${viewer.isHouse} then 'house' when s.owner_id = ${viewer.userId}::uuid then 'owner'
    when exists (select from stores.managers m where m.store_id = s.id and m.user_id = ${viewer.userId}::uuid) then 'manager'
    when ${viewer.isStaff} then 'staff' end`;
}

/** Undefined for a stranger as for a store that is not there. */
export async function findStore(runner: Runner, storeId: string, viewer: Viewer): Promise<StoreRow | undefined> {
  const [row] = await runner.run<StoreRow>(sql`
    select ${columns}, ${roleOf(viewer)} as role from stores.stores s where s.id = ${storeId}`);
  return row?.role ? row : undefined;
}

export async function listStoresOf(
  runner: Runner,
  viewer: Viewer,
  after: { createdAt: string; id: string } | null,
  limit: number,
): Promise<StoreRow[]> {
  const conditions = [
    ...(viewer.isStaff || viewer.isHouse
      ? []
      : [
          sql`s.id in (select id from stores.stores where owner_id = ${viewer.userId}::uuid
            union all select store_id from stores.managers where user_id = ${viewer.userId}::uuid)`,
        ]),
    ...(after ? [sql`(s.created_at, s.id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)`] : []),
  ];
  return runner.run<StoreRow>(sql`
    select ${columns}, ${roleOf(viewer)} as role from stores.stores s
    where ${sql.and(conditions)} order by s.created_at, s.id limit ${limit}`);
}

export async function listByIds(runner: Runner, storeIds: readonly string[]): Promise<StoreRow[]> {
  return runner.run<StoreRow>(sql`
    select ${columns}, 'house' as role from stores.stores s where s.id = any(${sql.uuids(storeIds)})`);
}

export async function listActive(runner: Runner, afterId: string | null, limit: number): Promise<StoreRow[]> {
  return runner.run<StoreRow>(sql`
    select ${columns}, 'house' as role from stores.stores s
    where s.status = 'active' and (${afterId}::uuid is null or s.id > ${afterId}::uuid) order by s.id limit ${limit}`);
}

export async function countOwned(runner: Runner, ownerId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(
    sql`select count(*) as count from stores.stores where owner_id = ${ownerId}`,
  );
  return row?.count ?? 0;
}

export type NewStoreRow = Omit<StoreRow, 'closed_days' | 'role' | 'version' | 'status' | 'created_at'> & {
  created_at: Date;
};

/** Nothing where the id is taken; a shop that is connected elsewhere breaks the unique constraint. */
export function insertStore(row: NewStoreRow): Sql {
  return sql`
    insert into stores.stores (id, owner_id, seller_id, name, village_code, region_code, area_label, time_zone, opening_hours, created_at, updated_at)
    values (${row.id}, ${row.owner_id}, ${row.seller_id}, ${row.name}, ${row.village_code}, ${row.region_code}, ${row.area_label},
      ${row.time_zone}, ${sql.json(row.opening_hours)}, ${row.created_at.toISOString()}, ${row.created_at.toISOString()})
    on conflict (id) do nothing returning id`;
}

/** Locks the row, so that two changes of one store queue up. Answers its version. */
export async function lockVersion(tx: Tx, storeId: string): Promise<number | undefined> {
  const [row] = await tx.run<{ version: number }>(
    sql`select version from stores.stores where id = ${storeId} for update`,
  );
  return row?.version;
}

export function updateStore(row: StoreRow, now: Date): Sql {
  return sql`
    update stores.stores set name = ${row.name}, village_code = ${row.village_code}, region_code = ${row.region_code},
      area_label = ${row.area_label}, time_zone = ${row.time_zone}, opening_hours = ${sql.json(row.opening_hours)},
      status = ${row.status}, version = version + 1, updated_at = ${now.toISOString()}
    where id = ${row.id}`;
}

export function upsertClosedDays(storeId: string, days: readonly ClosedDay[]): Sql {
  return sql`
    insert into stores.closed_days (store_id, day, reason)
    select ${storeId}, d.day, d.reason
    from unnest(${days.map((day) => day.on)}::date[], ${days.map((day) => day.reason)}::text[]) as d (day, reason)
    on conflict (store_id, day) do update set reason = excluded.reason`;
}

export async function countClosedDays(runner: Runner, storeId: string): Promise<number> {
  const [row] = await runner.run<{ count: number }>(
    sql`select count(*) as count from stores.closed_days where store_id = ${storeId}`,
  );
  return row?.count ?? 0;
}

export function deleteClosedDay(storeId: string, on: string): Sql {
  return sql`delete from stores.closed_days where store_id = ${storeId} and day = ${on}`;
}

/** Who has left keeps nothing here: managed stores lose him, own ones are shut. */
export function forgetPerson(userId: string): Sql[] {
  return [
    sql`delete from stores.managers where user_id = ${userId}`,
    sql`update stores.stores set status = 'closed', version = version + 1, updated_at = now() where owner_id = ${userId} and status = 'active'`,
  ];
}

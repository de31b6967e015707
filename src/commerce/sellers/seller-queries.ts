import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Seller } from './contract.ts';

export type SellerRow = {
  id: string;
  user_id: string;
  name: string;
  slug: string;
  description: string;
  status: Seller['status'];
  status_reason: string | null;
  is_verified: boolean;
  commission_bps: number;
  city: string;
  phone: string;
  pickup_street: string;
  pickup_village_code: string;
  pickup_postal_code: string;
  pickup_area_label: string;
  pickup_time_zone: string;
  bank_code: string;
  bank_account_name: string;
  bank_account_sealed: string;
  bank_account_last4: string;
  version: number;
  created_at: Date;
  updated_at: Date;
};

const columns = sql`id, user_id, name, slug, description, status, status_reason, is_verified, commission_bps, city, phone,
  pickup_street, pickup_village_code, pickup_postal_code, pickup_area_label, pickup_time_zone,
  bank_code, bank_account_name, bank_account_sealed, bank_account_last4, version, created_at, updated_at`;

export function insertSeller(row: SellerRow): Sql {
  return sql`
    insert into sellers.sellers (${columns})
    values (${row.id}, ${row.user_id}, ${row.name}, ${row.slug}, ${row.description}, ${row.status}, ${row.status_reason}, ${row.is_verified},
      ${row.commission_bps}, ${row.city}, ${row.phone}, ${row.pickup_street}, ${row.pickup_village_code}, ${row.pickup_postal_code},
      ${row.pickup_area_label}, ${row.pickup_time_zone}, ${row.bank_code}, ${row.bank_account_name}, ${row.bank_account_sealed},
      ${row.bank_account_last4}, ${row.version}, ${row.created_at.toISOString()}, ${row.updated_at.toISOString()})`;
}

/** Everything an owner may change; the version moves on. */
export function updateSeller(row: SellerRow): Sql {
  return sql`
    update sellers.sellers set name = ${row.name}, description = ${row.description}, status = ${row.status}, status_reason = ${row.status_reason},
      is_verified = ${row.is_verified}, city = ${row.city}, phone = ${row.phone}, pickup_street = ${row.pickup_street},
      pickup_village_code = ${row.pickup_village_code}, pickup_postal_code = ${row.pickup_postal_code}, pickup_area_label = ${row.pickup_area_label},
      pickup_time_zone = ${row.pickup_time_zone}, bank_code = ${row.bank_code}, bank_account_name = ${row.bank_account_name},
      bank_account_sealed = ${row.bank_account_sealed}, bank_account_last4 = ${row.bank_account_last4},
      version = version + 1, updated_at = ${row.updated_at.toISOString()}
    where id = ${row.id}`;
}

export async function listByIds(runner: Runner, ids: string[]): Promise<SellerRow[]> {
  return runner.run<SellerRow>(sql`select ${columns} from sellers.sellers where id = any(${sql.uuids(ids)})`);
}

export async function findByUser(runner: Runner, userId: string): Promise<SellerRow | undefined> {
  return (await runner.run<SellerRow>(sql`select ${columns} from sellers.sellers where user_id = ${userId}`))[0];
}

export async function findBySlug(runner: Runner, slug: string): Promise<SellerRow | undefined> {
  return (await runner.run<SellerRow>(sql`select ${columns} from sellers.sellers where slug = ${slug}`))[0];
}

/** Locks the row, so that two decisions about one shop queue up. */
export async function lockSeller(tx: Tx, id: string): Promise<SellerRow | undefined> {
  return (await tx.run<SellerRow>(sql`select ${columns} from sellers.sellers where id = ${id} for update`))[0];
}

/** Locks the shop of a person. */
export async function lockSellerOfUser(tx: Tx, userId: string): Promise<SellerRow | undefined> {
  return (await tx.run<SellerRow>(sql`select ${columns} from sellers.sellers where user_id = ${userId} for update`))[0];
}

export async function listNewest(
  runner: Runner,
  filter: { status?: string | undefined; before: { createdAt: string; id: string } | null; limit: number },
): Promise<SellerRow[]> {
  const conditions = [
    ...(filter.status ? [sql`status = ${filter.status}`] : []),
    ...(filter.before
      ? [sql`(created_at, id) < (${filter.before.createdAt}::timestamptz, ${filter.before.id}::uuid)`]
      : []),
  ];
  return runner.run<SellerRow>(sql`
    select ${columns} from sellers.sellers where ${sql.and(conditions)} order by created_at desc, id desc limit ${filter.limit}`);
}

/** Shops that sell, in the order of their ids. */
export async function listApprovedIds(runner: Runner, after: string | null, limit: number): Promise<string[]> {
  const rows = await runner.run<{ id: string }>(sql`
    select id from sellers.sellers where status = 'approved' and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`);
  return rows.map((row) => row.id);
}

/** Takes out what is personal of a shop whose owner has left; the shop's name stays on old orders. */
export function anonymiseOwner(userId: string): Sql {
  return sql`
    update sellers.sellers set phone = '-', pickup_street = '-', bank_account_name = '-', bank_account_last4 = '', bank_account_sealed = '',
      status = case when status = 'applied' then 'rejected' else status end, version = version + 1, updated_at = now()
    where user_id = ${userId}`;
}

/** Slugs that are taken and begin like this one. */
export async function listSlugsLike(runner: Runner, slug: string): Promise<Set<string>> {
  const rows = await runner.run<{ slug: string }>(
    sql`select slug from sellers.sellers where slug = ${slug} or slug like ${`${slug}-%`} limit 1000`,
  );
  return new Set(rows.map((row) => row.slug));
}

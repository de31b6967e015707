import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { PriceProofShape, Product, ProductTerms, ProductVersion } from './shapes.ts';

export type ProductRow = {
  product_id: string;
  tenant_id: string;
  name: string;
  purpose: Product['purpose'];
  released_version: number | null;
  latest_version: number;
  latest_status: Product['latestStatus'];
  updated_at: Date;
};
export type VersionRow = {
  product_id: string;
  version: number;
  name: string;
  status: ProductVersion['status'];
  terms: ProductTerms;
  proof: PriceProofShape;
  made_by: string | null;
  made_at: Date;
  released_by: string | null;
  released_at: Date | null;
};

const columns = sql`product_id, tenant_id, name, purpose, released_version, latest_version, latest_status, updated_at`;
const versionColumns = sql`product_id, version, name, status, terms, proof, made_by, made_at, released_by, released_at`;

export function insertProduct(row: ProductRow): Sql {
  return sql`
    insert into loan_products.products (${columns})
    values (${row.product_id}, ${row.tenant_id}, ${row.name}, ${row.purpose}, ${row.released_version}, ${row.latest_version},
      ${row.latest_status}, ${row.updated_at.toISOString()})`;
}

export function updateProduct(row: ProductRow): Sql {
  return sql`
    update loan_products.products set name = ${row.name}, purpose = ${row.purpose}, released_version = ${row.released_version},
      latest_version = ${row.latest_version}, latest_status = ${row.latest_status}, updated_at = ${row.updated_at.toISOString()}
    where product_id = ${row.product_id} and tenant_id = ${row.tenant_id}`;
}

export function insertVersion(row: VersionRow): Sql {
  return sql`
    insert into loan_products.versions (${versionColumns})
    values (${row.product_id}, ${row.version}, ${row.name}, ${row.status}, ${sql.json(row.terms)}, ${sql.json(row.proof)}, ${row.made_by},
      ${row.made_at.toISOString()}, ${row.released_by}, ${row.released_at?.toISOString() ?? null})`;
}

/** The released version of before makes no new loans once another is released. */
export function releaseDraft(row: { productId: string; version: number; by: string | null; at: Date }): Sql[] {
  return [
    sql`
      update loan_products.versions set status = 'retired' where product_id = ${row.productId} and status = 'released'`,
    sql`
      update loan_products.versions set status = 'released', released_by = ${row.by}, released_at = ${row.at.toISOString()}
      where product_id = ${row.productId} and version = ${row.version}`,
  ];
}

export function retireVersions(productId: string): Sql {
  return sql`update loan_products.versions set status = 'retired' where product_id = ${productId} and status = 'released'`;
}

/** Locks the product, so that two changes of it queue up. */
export async function lockProduct(tx: Tx, tenantId: string, productId: string): Promise<ProductRow | undefined> {
  const rows = await tx.run<ProductRow>(sql`
    select ${columns} from loan_products.products where product_id = ${productId} and tenant_id = ${tenantId} for update`);
  return rows[0];
}

/** A version with its product; the latest where none is named. */
export async function findVersion(
  runner: Runner,
  { tenantId, productId, version }: { tenantId: string; productId: string; version: number | null },
): Promise<(VersionRow & { tenant_id: string; released_version: number | null }) | undefined> {
  const rows = await runner.run<VersionRow & { tenant_id: string; released_version: number | null }>(sql`
    select v.product_id, v.version, v.name, v.status, v.terms, v.proof, v.made_by, v.made_at, v.released_by, v.released_at,
      p.tenant_id, p.released_version
    from loan_products.products p join loan_products.versions v using (product_id)
    where p.product_id = ${productId} and p.tenant_id = ${tenantId} and v.version = coalesce(${version}::int, p.latest_version)`);
  return rows[0];
}

export async function listProductsOf(
  runner: Runner,
  filter: { tenantId: string; status: string | null; before: { at: string; id: string } | null; limit: number },
): Promise<ProductRow[]> {
  const conditions = [
    sql`tenant_id = ${filter.tenantId}`,
    ...(filter.status === 'released' ? [sql`released_version is not null`] : []),
    ...(filter.status !== null && filter.status !== 'released' ? [sql`latest_status = ${filter.status}`] : []),
    ...(filter.before
      ? [sql`(updated_at, product_id) < (${filter.before.at}::timestamptz, ${filter.before.id}::uuid)`]
      : []),
  ];
  return runner.run<ProductRow>(sql`
    select ${columns} from loan_products.products where ${sql.and(conditions)} order by updated_at desc, product_id desc limit ${filter.limit}`);
}

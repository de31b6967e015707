import type { ProductRow, VersionRow } from './product-queries.ts';
import type { Product, ProductVersion } from './shapes.ts';

export function toProduct(row: ProductRow): Product {
  return {
    productId: row.product_id,
    tenantId: row.tenant_id,
    name: row.name,
    releasedVersion: row.released_version,
    latestVersion: row.latest_version,
    latestStatus: row.latest_status,
    purpose: row.purpose,
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toVersion(row: VersionRow & { tenant_id: string }): ProductVersion {
  return {
    productId: row.product_id,
    tenantId: row.tenant_id,
    name: row.name,
    version: row.version,
    status: row.status,
    terms: row.terms,
    proof: row.proof,
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
    releasedBy: row.released_by,
    releasedAt: row.released_at?.toISOString() ?? null,
  };
}

import type { Call } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { type Acting, actingInstitution } from './acting-institution.ts';
import type { Wish } from './loan-terms.ts';
import { isWithinCaps, previewLoan } from './preview-loan.ts';
import { findVersion, listProductsOf, type VersionRow } from './product-queries.ts';
import { toProduct, toVersion } from './product-views.ts';
import type { ProductsDeps } from './products-deps.ts';
import type { Preview, ProductTerms, ProductVersion } from './shapes.ts';
import { contradictionsOf } from './terms-rules.ts';

type Asked = { tenantId?: string; productId: string; version?: number };
type Wanted = { amountMinor: number; periods: number; startOn: string; ratePercent?: string };

export async function listProducts(
  deps: ProductsDeps,
  call: Call,
  input: { tenantId?: string; status?: string; limit?: number; cursor?: string },
) {
  const { tenantId } = await actingInstitution(deps, call, input, 'loan-products.no-institution');
  const limit = input.limit ?? 20;
  const before = decodeCursor(input.cursor, 2);
  const rows = await listProductsOf(deps.database, {
    tenantId,
    status: input.status ?? null,
    before: before && { at: String(before[0]), id: String(before[1]) },
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.updated_at.toISOString(), row.product_id]);
  return { items: items.map(toProduct), nextCursor };
}

export async function getProduct(deps: ProductsDeps, call: Call, input: Asked): Promise<ProductVersion> {
  return toVersion((await knownVersion(deps, call, input)).row);
}

export async function previewTerms(
  deps: ProductsDeps,
  call: Call,
  { terms, tenantId, ...wanted }: Wanted & { tenantId?: string; terms: ProductTerms },
): Promise<Preview> {
  const acting = await actingInstitution(deps, call, tenantId ? { tenantId } : {}, 'loan-products.no-institution');
  const [first] = contradictionsOf(terms, acting.kind);
  if (first) throw refuse('loan-products.terms-contradict', { why: first.why });
  return previewWithin(terms, { ...wanted, agreedOn: wanted.startOn, isCapped: acting.isCapped }).preview;
}

export async function previewProduct(deps: ProductsDeps, call: Call, input: Asked & Wanted): Promise<Preview> {
  const { row, acting } = await knownVersion(deps, call, input);
  const { amountMinor, periods, startOn, ratePercent } = input;
  const wish = { amountMinor, periods, startOn, agreedOn: startOn, isCapped: acting.isCapped };
  return previewWithin(row.terms, { ...wish, ...(ratePercent !== undefined && { ratePercent }) }).preview;
}

/** The frozen terms of one loan of a released version, with the proof that its price may be booked. */
export async function agreeTerms(
  deps: ProductsDeps,
  call: Call,
  input: Asked & Wanted & { version: number; agreedOn: string },
) {
  const { row, acting } = await knownVersion(deps, call, input);
  if (row.status !== 'released') throw refuse('loan-products.not-released');
  const { amountMinor, periods, startOn, agreedOn, ratePercent } = input;
  const wish = { amountMinor, periods, startOn, agreedOn, isCapped: acting.isCapped };
  const { preview, terms } = previewWithin(row.terms, { ...wish, ...(ratePercent !== undefined && { ratePercent }) });
  if (!isWithinCaps(preview.proof)) throw refuse('loan-products.over-cap', { ...preview.proof });
  return {
    tenantId: acting.tenantId,
    productName: row.name,
    fundedBy: row.terms.fundedBy,
    purpose: row.terms.purpose,
    terms,
    fees: preview.fees,
    preview,
    proof: preview.proof,
  };
}

async function knownVersion(
  deps: ProductsDeps,
  call: Call,
  { productId, version, ...where }: Asked,
): Promise<{ row: VersionRow & { tenant_id: string }; acting: Acting }> {
  const acting = await actingInstitution(deps, call, where, 'loan-products.not-found');
  const row = await findVersion(deps.database, { tenantId: acting.tenantId, productId, version: version ?? null });
  if (!row) throw refuse('loan-products.not-found');
  return { row, acting };
}

/** Within the product's limits, or a refusal. */
function previewWithin(terms: ProductTerms, wish: Wish) {
  const { leastMinor, mostMinor, stepMinor } = terms.amount;
  const { amountMinor, periods, ratePercent } = wish;
  const isWithin =
    amountMinor >= leastMinor &&
    amountMinor <= mostMinor &&
    (amountMinor - leastMinor) % stepMinor === 0 &&
    periods >= terms.periods.least &&
    periods <= terms.periods.most &&
    (ratePercent === undefined || Number(ratePercent) <= Number(terms.ratePercent));
  if (!isWithin) throw refuse('loan-products.outside-limits');
  return previewLoan(terms, wish);
}

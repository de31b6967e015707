import { isDeepStrictEqual } from 'node:util';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type Acting, actingInstitution, mustHaveRole } from './acting-institution.ts';
import { dayInJakarta } from './business-day.ts';
import { loanProductsContract } from './contract.ts';
import { dearestLoan } from './dearest-loan.ts';
import { isWithinCaps } from './preview-loan.ts';
import {
  findVersion,
  insertProduct,
  insertVersion,
  lockProduct,
  type ProductRow,
  updateProduct,
  type VersionRow,
} from './product-queries.ts';
import { toVersion } from './product-views.ts';
import type { ProductsDeps } from './products-deps.ts';
import type { PriceProofShape, ProductTerms, ProductVersion } from './shapes.ts';
import { contradictionsOf } from './terms-rules.ts';

type NewProduct = { tenantId?: string; productId?: string; name: string; terms: ProductTerms };
type Change = { tenantId?: string; productId: string; name?: string; terms: ProductTerms; expectedVersion?: number };

const MAKERS = ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'] as const;

export async function createProduct(deps: ProductsDeps, call: Call, input: NewProduct): Promise<ProductVersion> {
  const acting = await actingInstitution(deps, call, input, 'loan-products.no-institution');
  mustHaveRole(acting, MAKERS);
  const proof = provenTerms(deps, acting, input.terms);
  const now = deps.clock.now();
  const productId = input.productId ?? deps.newId();
  const product: ProductRow = {
    product_id: productId,
    tenant_id: acting.tenantId,
    name: input.name.trim(),
    purpose: input.terms.purpose,
    released_version: null,
    latest_version: 1,
    latest_status: 'draft',
    updated_at: now,
  };
  const version = draftOf(product, { terms: input.terms, proof, madeBy: userIdOf(call), now });
  try {
    await deps.database.batch([insertProduct(product), ...savedFacts(call, product, version)]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    return sameAgain(deps, acting, { productId, name: product.name, terms: input.terms });
  }
  return toVersion({ ...version, tenant_id: acting.tenantId });
}

/** The same id again: answered the same where it is the same product. */
async function sameAgain(
  { database }: ProductsDeps,
  { tenantId }: Acting,
  wanted: { productId: string; name: string; terms: ProductTerms },
): Promise<ProductVersion> {
  const known = await findVersion(database, { tenantId, productId: wanted.productId, version: 1 });
  const isSame =
    known?.name === wanted.name && isDeepStrictEqual(known.terms, JSON.parse(JSON.stringify(wanted.terms)));
  if (!known || !isSame) throw refuse('loan-products.id-taken');
  return toVersion(known);
}

export async function changeProduct(deps: ProductsDeps, call: Call, input: Change): Promise<ProductVersion> {
  const acting = await actingInstitution(deps, call, input, 'loan-products.not-found');
  mustHaveRole(acting, MAKERS);
  const proof = provenTerms(deps, acting, input.terms);
  const now = deps.clock.now();
  return deps.database.inTx(async (tx) => {
    const known = await lockProduct(tx, acting.tenantId, input.productId);
    if (!known) throw refuse('loan-products.not-found');
    if (input.expectedVersion !== undefined && input.expectedVersion !== known.latest_version)
      throw refuse('loan-products.changed-meanwhile');
    const product: ProductRow = {
      ...known,
      name: input.name?.trim() ?? known.name,
      purpose: input.terms.purpose,
      latest_version: known.latest_version + 1,
      latest_status: 'draft',
      updated_at: now,
    };
    const version = draftOf(product, { terms: input.terms, proof, madeBy: userIdOf(call), now });
    tx.write(updateProduct(product), ...savedFacts(call, product, version));
    return toVersion({ ...version, tenant_id: acting.tenantId });
  });
}

/** The proof that every loan of these terms keeps the caps of today, or a refusal. */
function provenTerms({ clock }: ProductsDeps, { kind, isCapped }: Acting, terms: ProductTerms): PriceProofShape {
  const contradictions = contradictionsOf(terms, kind);
  const [first] = contradictions;
  if (first) {
    const fields = contradictions.map(({ pointer, why }) => ({ pointer, code: 'contradiction', detail: why }));
    throw refuse('loan-products.terms-contradict', { why: first.why }, { fields });
  }
  const proof = dearestLoan(terms, { today: dayInJakarta(clock), isCapped });
  if (!isWithinCaps(proof)) throw refuse('loan-products.over-cap', { ...proof });
  return proof;
}

function draftOf(
  product: ProductRow,
  made: { terms: ProductTerms; proof: PriceProofShape; madeBy: string | null; now: Date },
): VersionRow {
  return {
    product_id: product.product_id,
    version: product.latest_version,
    name: product.name,
    status: 'draft',
    terms: made.terms,
    proof: made.proof,
    made_by: made.madeBy,
    made_at: made.now,
    released_by: null,
    released_at: null,
  };
}

function savedFacts(call: Call, { product_id: productId, tenant_id: tenantId, name }: ProductRow, version: VersionRow) {
  const payload = { productId, tenantId, name, version: version.version };
  return [
    insertVersion(version),
    eventInsert(loanProductsContract, 'loan-product.saved', { call, aggregateId: productId, payload }),
    auditInsert('loan_products', call, {
      stream: `loan-product:${productId}`,
      action: 'loan-products.saved',
      after: { ...payload, terms: version.terms, proof: version.proof },
    }),
  ];
}

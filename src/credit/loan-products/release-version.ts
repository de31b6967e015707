import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { actingInstitution, mustHaveRole } from './acting-institution.ts';
import { dayInJakarta } from './business-day.ts';
import { loanProductsContract } from './contract.ts';
import { dearestLoan } from './dearest-loan.ts';
import { isWithinCaps } from './preview-loan.ts';
import { findVersion, lockProduct, releaseDraft, retireVersions, updateProduct } from './product-queries.ts';
import { toProduct, toVersion } from './product-views.ts';
import type { ProductsDeps } from './products-deps.ts';
import type { Product, ProductVersion } from './shapes.ts';

type Exact = { tenantId?: string; productId: string; version: number };

/** Four eyes: released by a compliance officer who did not make it; the caps of the day of the release count again. */
export async function releaseVersion(deps: ProductsDeps, call: Call, input: Exact): Promise<ProductVersion> {
  const acting = await actingInstitution(deps, call, input, 'loan-products.not-found');
  mustHaveRole(acting, ['COMPLIANCE_OFFICER']);
  const { tenantId } = acting;
  const { productId, version } = input;
  const by = userIdOf(call);
  const at = deps.clock.now();
  return deps.database.inTx(async (tx) => {
    const product = await lockProduct(tx, tenantId, productId);
    const draft = product && (await findVersion(tx, { tenantId, productId, version }));
    if (!draft) throw refuse('loan-products.not-found');
    if (draft.status !== 'draft' || version !== product.latest_version) throw refuse('loan-products.not-a-draft');
    if (by !== null && draft.made_by === by) throw refuse('loan-products.own-work');
    const proof = dearestLoan(draft.terms, { today: dayInJakarta(deps.clock), isCapped: acting.isCapped });
    if (!isWithinCaps(proof)) throw refuse('loan-products.over-cap', { ...proof });
    const payload = { productId, tenantId, name: draft.name, version };
    tx.write(
      ...releaseDraft({ productId, version, by, at }),
      updateProduct({ ...product, released_version: version, latest_status: 'released', updated_at: at }),
      eventInsert(loanProductsContract, 'loan-product.released', { call, aggregateId: productId, payload }),
      auditInsert('loan_products', call, {
        stream: `loan-product:${productId}`,
        action: 'loan-products.released',
        after: { ...payload, proof },
      }),
    );
    return toVersion({ ...draft, status: 'released', released_by: by, released_at: at });
  });
}

export async function retireProduct(
  deps: ProductsDeps,
  call: Call,
  input: { tenantId?: string; productId: string },
): Promise<Product> {
  const acting = await actingInstitution(deps, call, input, 'loan-products.not-found');
  mustHaveRole(acting, ['COMPLIANCE_OFFICER']);
  return deps.database.inTx(async (tx) => {
    const known = await lockProduct(tx, acting.tenantId, input.productId);
    if (!known) throw refuse('loan-products.not-found');
    if (known.latest_status === 'retired') return toProduct(known);
    const product = {
      ...known,
      released_version: null,
      latest_status: 'retired' as const,
      updated_at: deps.clock.now(),
    };
    const { productId } = input;
    tx.write(
      retireVersions(productId),
      updateProduct(product),
      eventInsert(loanProductsContract, 'loan-product.retired', {
        call,
        aggregateId: productId,
        payload: { productId, tenantId: acting.tenantId },
      }),
      auditInsert('loan_products', call, { stream: `loan-product:${productId}`, action: 'loan-products.retired' }),
    );
    return toProduct(product);
  });
}

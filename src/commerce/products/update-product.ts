import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { productsContract } from './contract.ts';
import { refuseStandingOffers, refusingTakenSkus, type WriteProductDeps } from './create-product.ts';
import {
  type BrandColumns,
  brandNamed,
  callingSeller,
  categoryAttributes,
  checkAttributes,
  type UploadedImage,
  uploadedImages,
} from './product-content.ts';
import {
  lockProduct,
  type ProductRow,
  refreshProducts,
  type StoredImage,
  selectVariants,
  upsertOffers,
  upsertProducts,
  upsertVariants,
  type VariantRow,
} from './product-queries.ts';
import type { ProductAttribute, ProductChange, SellerProduct, VariantChange } from './product-shapes.ts';
import { cleanDescription, cleanName } from './product-texts.ts';
import { planVariants, type VariantPlan } from './product-variants.ts';
import { readSellerProduct } from './seller-products.ts';

type Input = { productId: string; version: number | null; change: ProductChange };

/** What the neighbours say about a change, asked before the transaction. */
type Asked = { attributes: ProductAttribute[] | null; brand: BrandColumns | null; images: Map<string, StoredImage> };

/**
 * Changes an own product. Decisions that depend on the product as it stands are made with its row locked; `version` is
 * what the seller has read, so two people cannot overwrite each other unseen.
 */
export async function updateProduct(deps: WriteProductDeps, call: Call, input: Input): Promise<SellerProduct> {
  const seller = await callingSeller(deps, call);
  const before = await readSellerProduct(deps, call, seller.sellerId, input.productId);
  if (!before.isOwner) throw refuse('products.product-not-found');
  const asked = await ask(deps, call, { input, before, ownerId: seller.userId });

  // Planned on what was read: ids for cards that are opened before the offers are written. Checked again under the lock.
  const plan = planVariants(
    deps.newId,
    { productId: input.productId, sellerId: seller.sellerId, axes: before.axes },
    input.change.newVariants ?? [],
    { images: asked.images, standing: before.variants.map((variant) => variant.options) },
  );
  if (plan.stocks.length > 0) {
    if (input.version !== null && input.version !== before.version) throw refuse('request.stale');
    await refuseStandingOffers(deps.database, seller.sellerId, plan);
    await deps.inventory.openStocks(call, { stocks: plan.stocks });
  }
  await refusingTakenSkus(plan, () =>
    deps.database.inTx(async (tx) => {
      const product = await lockProduct(tx, input.productId);
      if (product?.sellerId !== seller.sellerId) throw refuse('products.product-not-found');
      const isStale =
        input.version !== null
          ? input.version !== product.version
          : plan.variants.length > 0 && before.version !== product.version;
      if (isStale) throw refuse('request.stale');
      const variants = changedVariants(
        await tx.run<VariantRow>(selectVariants([product.productId])),
        input.change.variants ?? [],
        asked.images,
      );
      writeChange(tx, deps, call, {
        product,
        after: changedProduct(product, input.change, asked, plan),
        variants,
        plan,
      });
    }),
  );
  return readSellerProduct(deps, call, seller.sellerId, input.productId);
}

async function ask(
  deps: WriteProductDeps,
  call: Call,
  { input, before, ownerId }: { input: Input; before: SellerProduct; ownerId: string },
): Promise<Asked> {
  const { change } = input;
  const name = cleanName(change.name ?? before.name);
  const uploads: UploadedImage[] = [
    ...(change.images ?? []).filter((image) => 'mediaId' in image),
    ...(change.variants ?? []).flatMap((variant) => variant.image ?? []),
    ...(change.newVariants ?? []).flatMap((variant) => variant.image ?? []),
  ];
  // Another category knows other attributes: what the product says must fit the one it will stand in.
  const isNewCategory = change.categoryId !== undefined && change.categoryId !== before.categoryId;
  const given =
    change.attributes ?? (isNewCategory ? before.attributes.map(({ code, value }) => ({ code, value })) : null);
  return {
    attributes: given
      ? checkAttributes(await categoryAttributes(deps, call, change.categoryId ?? before.categoryId), given)
      : null,
    brand: change.brand === undefined ? null : await brandNamed(deps, call, change.brand),
    images: await uploadedImages(deps, call, { images: uploads, ownerId, name }),
  };
}

function changedProduct(product: ProductRow, change: ProductChange, asked: Asked, plan: VariantPlan): ProductRow {
  return {
    ...product,
    ...asked.brand,
    name: change.name === undefined ? product.name : cleanName(change.name),
    description: change.description === undefined ? product.description : cleanDescription(change.description),
    categoryId: change.categoryId ?? product.categoryId,
    status: change.status ?? product.status,
    attributes: asked.attributes ?? product.attributes,
    axes: plan.variants.length > 0 ? plan.axes : product.axes,
    images: change.images ? changedImages(product, change.images, asked.images) : product.images,
  };
}

/** Uploads by id; pictures that the product has already, by their address. */
function changedImages(
  product: ProductRow,
  given: NonNullable<ProductChange['images']>,
  uploaded: ReadonlyMap<string, StoredImage>,
): StoredImage[] {
  const kept = new Map(product.images.map((image) => [image.url, image]));
  return given.map((image) => {
    const found = 'mediaId' in image ? uploaded.get(image.mediaId) : kept.get(image.url);
    if (!found) throw refuse('products.image-not-found');
    return image.alt ? { ...found, alt: cleanName(image.alt) } : found;
  });
}

function changedVariants(
  standing: readonly VariantRow[],
  changes: readonly VariantChange[],
  images: ReadonlyMap<string, StoredImage>,
): { all: VariantRow[]; changed: VariantRow[] } {
  const byId = new Map(standing.map((variant) => [variant.variantId, variant]));
  const changed = changes.map(({ id, image, ...fields }) => {
    const variant = byId.get(id);
    if (!variant) throw refuse('products.variant-not-found');
    const after = { ...variant, ...fields };
    if (image !== undefined) after.image = image === null ? null : (images.get(image.mediaId) ?? null);
    byId.set(id, after);
    return after;
  });
  return { all: [...byId.values()], changed };
}

type Change = {
  product: ProductRow;
  after: ProductRow;
  variants: { all: VariantRow[]; changed: VariantRow[] };
  plan: VariantPlan;
};

function writeChange(tx: Tx, deps: WriteProductDeps, call: Call, { product, after, variants, plan }: Change): void {
  const hasActive = variants.all.some((variant) => variant.isActive) || plan.variants.length > 0;
  if (after.status === 'active' && !hasActive) throw refuse('products.not-ready');
  const now = deps.clock.now();
  const { productId, sellerId } = product;
  tx.write(upsertProducts([{ ...after, importKey: null, importHash: null }], now));
  const touched = [...variants.changed, ...plan.variants];
  if (touched.length > 0) tx.write(upsertVariants(touched));
  if (plan.offers.length > 0) tx.write(upsertOffers(plan.offers, userIdOf(call), now));
  tx.write(refreshProducts([productId], now));
  const isArchived = after.status === 'archived' && product.status !== 'archived';
  appendEvent(tx, productsContract, isArchived ? 'product.archived' : 'product.updated', {
    call,
    aggregateId: productId,
    payload: { productId, sellerId, status: after.status },
  });
  appendAudit(tx, 'products', call, {
    stream: `product:${productId}`,
    action: isArchived ? 'products.archived' : 'products.updated',
    before: { version: product.version, name: product.name, status: product.status, categoryId: product.categoryId },
    after: {
      version: product.version + 1,
      name: after.name,
      status: after.status,
      categoryId: after.categoryId,
      newVariants: plan.variants.length,
    },
  });
}

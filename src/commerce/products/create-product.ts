import type { InventoryApi } from '#commerce/inventory';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict, type Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { productsContract } from './contract.ts';
import {
  brandNamed,
  type ContentDeps,
  callingSeller,
  categoryAttributes,
  checkAttributes,
  copyOf,
  uploadedImages,
} from './product-content.ts';
import {
  findOfferInTheWay,
  type NewProductRow,
  refreshProducts,
  upsertOffers,
  upsertProducts,
  upsertSellers,
  upsertVariants,
} from './product-queries.ts';
import type { NewProduct, SellerProduct } from './product-shapes.ts';
import { cleanDescription, cleanName, productSlug } from './product-texts.ts';
import { planVariants, type VariantPlan } from './product-variants.ts';
import { readSellerProduct } from './seller-products.ts';

export type WriteProductDeps = ContentDeps & {
  database: Database;
  clock: Clock;
  newId: NewId;
  inventory: Pick<InventoryApi, 'openStocks' | 'stocksByOffers'>;
};

/**
 * Makes a product with its variants, the seller's offers and their stock. Stock cards are opened first: a crash in
 * between leaves cards that nothing points to, never an offer that nobody can count.
 */
export async function createProduct(deps: WriteProductDeps, call: Call, input: NewProduct): Promise<SellerProduct> {
  const seller = await callingSeller(deps, call);
  const name = cleanName(input.name);
  const attributes = checkAttributes(await categoryAttributes(deps, call, input.categoryId), input.attributes ?? []);
  const uploads = [...(input.images ?? []), ...input.variants.flatMap((variant) => variant.image ?? [])];
  const images = await uploadedImages(deps, call, { images: uploads, ownerId: seller.userId, name });
  const productId = deps.newId();
  const product = { productId, sellerId: seller.sellerId, axes: input.axes ?? [] };
  const plan = planVariants(deps.newId, product, input.variants, { images, standing: [] });
  const row: NewProductRow = {
    productId,
    sellerId: seller.sellerId,
    slug: productSlug(name, productId),
    name,
    description: cleanDescription(input.description ?? ''),
    categoryId: input.categoryId,
    ...(await brandNamed(deps, call, input.brand ?? null)),
    status: input.status ?? 'active',
    attributes,
    axes: plan.axes,
    images: (input.images ?? []).flatMap((image) => images.get(image.mediaId) ?? []),
    importKey: null,
    importHash: null,
  };

  await refuseStandingOffers(deps.database, seller.sellerId, plan);
  await deps.inventory.openStocks(call, { stocks: plan.stocks });
  await refusingTakenSkus(plan, () =>
    deps.database.inTx(async (tx) => {
      tx.write(upsertSellers([copyOf(seller)], deps.clock.now()));
      writeWhole(tx, deps, call, { row, plan });
      say(tx, call, row);
    }),
  );
  return readSellerProduct(deps, call, seller.sellerId, productId);
}

function writeWhole(
  tx: Tx,
  deps: WriteProductDeps,
  call: Call,
  { row, plan }: { row: NewProductRow; plan: VariantPlan },
): void {
  const now = deps.clock.now();
  tx.write(
    upsertProducts([row], now),
    upsertVariants(plan.variants),
    upsertOffers(plan.offers, userIdOf(call), now),
    refreshProducts([row.productId], now),
  );
}

function say(tx: Tx, call: Call, row: NewProductRow): void {
  const { productId, sellerId, status, name, slug } = row;
  appendEvent(tx, productsContract, 'product.created', {
    call,
    aggregateId: productId,
    payload: { productId, sellerId, status },
  });
  appendAudit(tx, 'products', call, {
    stream: `product:${productId}`,
    action: 'products.created',
    after: { name, slug, status, sellerId },
  });
}

/** Before cards are opened for new offers: a refusal should leave nothing behind. Two at once still meet at the constraint. */
export async function refuseStandingOffers(
  database: Database,
  sellerId: string,
  { offers }: Pick<VariantPlan, 'offers'>,
): Promise<void> {
  const variantIds = offers.map((offer) => offer.variantId);
  const standing = await findOfferInTheWay(database, { sellerId, variantIds, skus: offers.map((offer) => offer.sku) });
  if (!standing) return;
  if (variantIds.includes(standing.variantId)) throw refuse('products.offer-exists');
  throw refuse('products.sku-taken', { sku: standing.sku });
}

/** A SKU that the seller uses elsewhere, told as what it is. */
export async function refusingTakenSkus<T>(plan: Pick<VariantPlan, 'offers'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isConflict(error, 'offers_sku_once')) throw error;
    const detail = typeof error === 'object' && error !== null && 'detail' in error ? String(error.detail) : '';
    const taken = plan.offers.find((offer) => detail.includes(`, ${offer.sku})`));
    throw refuse('products.sku-taken', { sku: (taken ?? plan.offers[0])?.sku ?? '' });
  }
}

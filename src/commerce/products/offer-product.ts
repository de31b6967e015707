import type { InventoryApi } from '#commerce/inventory';
import type { SellersApi } from '#commerce/sellers';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict, type Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { productsContract } from './contract.ts';
import { refuseStandingOffers, refusingTakenSkus } from './create-product.ts';
import { callingSeller, checkQuantities, copyOf } from './product-content.ts';
import {
  findOffer,
  findVariant,
  lockProduct,
  type OfferRow,
  type ProductRow,
  refreshProducts,
  selectProducts,
  upsertOffers,
  upsertSellers,
  type VariantRow,
} from './product-queries.ts';
import type { NewOffer, OfferChange, SellerProduct } from './product-shapes.ts';
import { generatedSku } from './product-variants.ts';
import { readSellerProduct } from './seller-products.ts';

export type OfferDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  sellers: Pick<SellersApi, 'sellerOfUser'>;
  inventory: Pick<InventoryApi, 'openStocks' | 'stocksByOffers'>;
};

/** One more seller for a variant that stands. Only goods on sale can be offered; drafts are their owner's. */
export async function addOffer(deps: OfferDeps, call: Call, input: NewOffer): Promise<SellerProduct> {
  const seller = await callingSeller(deps, call);
  const variant = await findVariant(deps.database, input.variantId);
  if (!variant) throw refuse('products.variant-not-found');
  const offerId = deps.newId();
  const offer: OfferRow = {
    offerId,
    productId: variant.productId,
    variantId: variant.variantId,
    sellerId: seller.sellerId,
    sku: input.sku ?? generatedSku(offerId),
    priceMinor: input.price.amount,
    isActive: true,
    freeQuantity: input.stock ?? 0,
    ...checkQuantities({ minQuantity: input.minQuantity, maxQuantity: input.maxQuantity }),
  };
  const [goods] = await deps.database.run<ProductRow>(selectProducts([variant.productId]));
  if (!goods || !isOpenTo(seller.sellerId, goods, variant)) throw refuse('products.variant-not-found');
  await refuseStandingOffers(deps.database, seller.sellerId, { offers: [offer] });
  await deps.inventory.openStocks(call, {
    stocks: [{ offerId, sellerId: seller.sellerId, quantity: input.stock ?? 0 }],
  });
  try {
    await refusingTakenSkus({ offers: [offer] }, () =>
      deps.database.inTx(async (tx) => {
        const product = await lockProduct(tx, offer.productId);
        if (!product || !isOpenTo(seller.sellerId, product, variant)) throw refuse('products.variant-not-found');
        tx.write(upsertSellers([copyOf(seller)], deps.clock.now()));
        writeOffer(tx, deps, call, { before: null, after: offer });
      }),
    );
  } catch (error) {
    if (isConflict(error, 'offers_variant_once')) throw refuse('products.offer-exists');
    throw error;
  }
  return readSellerProduct(deps, call, seller.sellerId, offer.productId);
}

/** Own goods always, those of others while they are on sale. */
function isOpenTo(sellerId: string, product: ProductRow, variant: VariantRow): boolean {
  return product.sellerId === sellerId || (product.status === 'active' && variant.isActive);
}

/** Price, quantities, SKU or end of an own offer. The product's row is locked first, so its "from" price is always right. */
export async function updateOffer(
  deps: OfferDeps,
  call: Call,
  input: { offerId: string; change: OfferChange },
): Promise<SellerProduct> {
  const { sellerId } = await callingSeller(deps, call);
  const found = await findOffer(deps.database, input.offerId);
  if (found?.sellerId !== sellerId) throw refuse('products.offer-not-found');
  const { price, ...fields } = input.change;
  await refusingTakenSkus({ offers: [{ ...found, ...fields }] }, () =>
    deps.database.inTx(async (tx) => {
      await lockProduct(tx, found.productId);
      const before = await findOffer(tx, input.offerId);
      if (!before) throw refuse('products.offer-not-found');
      const after = {
        ...before,
        ...fields,
        priceMinor: price?.amount ?? before.priceMinor,
        ...checkQuantities(fields, before),
      };
      writeOffer(tx, deps, call, { before, after });
    }),
  );
  return readSellerProduct(deps, call, sellerId, found.productId);
}

function writeOffer(
  tx: Tx,
  deps: OfferDeps,
  call: Call,
  { before, after }: { before: OfferRow | null; after: OfferRow },
): void {
  const now = deps.clock.now();
  const { offerId, productId, variantId, sellerId, priceMinor, isActive } = after;
  tx.write(upsertOffers([after], userIdOf(call), now), refreshProducts([productId], now));
  appendEvent(tx, productsContract, 'offer.updated', {
    call,
    aggregateId: productId,
    payload: { offerId, productId, variantId, sellerId, priceMinor, isActive },
  });
  appendAudit(tx, 'products', call, {
    stream: `product:${productId}`,
    action: before ? 'products.offer-changed' : 'products.offer-made',
    before: before && { offerId, priceMinor: before.priceMinor, isActive: before.isActive },
    after: { offerId, sellerId, priceMinor, isActive },
  });
}

import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { checkQuantities } from './product-content.ts';
import type { OfferRow, StoredImage, VariantRow } from './product-queries.ts';
import { DEFAULT_MEASURES, decideVariants, type OptionsOf } from './product-rules.ts';
import type { Axis, NewProduct } from './product-shapes.ts';

export type NewVariant = NewProduct['variants'][number];

export type VariantPlan = {
  axes: Axis[];
  variants: VariantRow[];
  offers: OfferRow[];
  stocks: { offerId: string; sellerId: string; quantity: number }[];
};

/**
 * Rows for the variants that a seller gives in, with his offer of each. `standing` are the options of variants that are
 * there already: the new ones must differ from them too.
 */
export function planVariants(
  newId: NewId,
  product: { productId: string; sellerId: string; axes: readonly Axis[] },
  given: readonly NewVariant[],
  context: { images: ReadonlyMap<string, StoredImage>; standing: readonly OptionsOf[] },
): VariantPlan {
  const options = given.map((variant) => variant.options ?? {});
  const decision = decideVariants(product.axes, [...context.standing, ...options]);
  if (!decision.accepted) throw refuse(decision.code);
  refuseTwice(given.flatMap((variant) => variant.sku ?? []));

  const plan: VariantPlan = { axes: decision.axes, variants: [], offers: [], stocks: [] };
  for (const [index, variant] of given.entries()) {
    const position = context.standing.length + index;
    const row = variantRow(newId(), product.productId, variant, { position, images: context.images });
    row.optionKey = decision.optionKeys[position] ?? row.optionKey;
    const offerId = newId();
    plan.variants.push(row);
    plan.offers.push({
      offerId,
      productId: product.productId,
      variantId: row.variantId,
      sellerId: product.sellerId,
      sku: row.sku,
      priceMinor: variant.price.amount,
      isActive: true,
      freeQuantity: variant.stock ?? 0,
      ...checkQuantities({ minQuantity: variant.minQuantity, maxQuantity: variant.maxQuantity }),
    });
    plan.stocks.push({ offerId, sellerId: product.sellerId, quantity: variant.stock ?? 0 });
  }
  return plan;
}

function variantRow(
  variantId: string,
  productId: string,
  given: NewVariant,
  place: { position: number; images: ReadonlyMap<string, StoredImage> },
): VariantRow {
  return {
    variantId,
    productId,
    sku: given.sku ?? generatedSku(variantId),
    optionKey: '[]',
    options: given.options ?? {},
    weightGrams: given.weightGrams,
    lengthMm: given.lengthMm ?? DEFAULT_MEASURES.lengthMm,
    widthMm: given.widthMm ?? DEFAULT_MEASURES.widthMm,
    heightMm: given.heightMm ?? DEFAULT_MEASURES.heightMm,
    image: given.image ? (place.images.get(given.image.mediaId) ?? null) : null,
    position: place.position,
    isActive: true,
  };
}

/** Without a number of the seller's own. */
export function generatedSku(id: string): string {
  return `LB-${id.slice(-10).toUpperCase()}`;
}

function refuseTwice(skus: readonly string[]): void {
  const twice = skus.find((sku, index) => skus.indexOf(sku) !== index);
  if (twice !== undefined) throw refuse('products.sku-taken', { sku: twice });
}

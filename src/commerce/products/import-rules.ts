import type { NewId } from '#platform/ids';
import type { ListFigures, NewProductRow, OfferRow, StoredImage, VariantRow } from './product-queries.ts';
import { decideVariants } from './product-rules.ts';
import type { ImportedProduct, NewImage } from './product-shapes.ts';
import { cleanDescription, cleanName, productSlug } from './product-texts.ts';

/** What an import makes of its rows. Pure. */

export type Standing = {
  variants: VariantRow[];
  offers: OfferRow[];
  /** Offers that carry one of the given SKUs already. */
  taken: { productId: string; sellerId: string; sku: string }[];
};

export type ImportWork = {
  row: ImportedProduct;
  productId: string;
  isNew: boolean;
  hash: string;
  isSellerApproved: boolean;
};

export type RowRefusal =
  | { code: 'products.sku-taken'; details: { sku: string; key: string } }
  | { code: 'products.variants-wrong'; details: { key: string } };

type StockOf = { offerId: string; sellerId: string; quantity: number };

export type ImportPlan = {
  products: (NewProductRow & { isNew: boolean })[];
  variants: VariantRow[];
  offers: OfferRow[];
  /** Of offers that are made now: their cards open with it. */
  openedStocks: StockOf[];
  /** Of offers that stand, where the row says something of it. */
  setStocks: StockOf[];
  /** The first row that cannot stand; then nothing is written. */
  refused: RowRefusal | null;
};

/** Variants are found again by their options, offers by their variant; what a row no longer names is switched off. */
export function planImport(newId: NewId, work: readonly ImportWork[], standing: Standing): ImportPlan {
  const plan: ImportPlan = { products: [], variants: [], offers: [], openedStocks: [], setStocks: [], refused: null };
  const variantsOf = Map.groupBy(standing.variants, (variant) => variant.productId);
  const offersOf = Map.groupBy(standing.offers, (offer) => offer.variantId);
  const owners = new Map(standing.taken.map((offer) => [`${offer.sellerId} ${offer.sku}`, offer.productId]));
  for (const item of work) {
    plan.refused ??= refusedSku(item, owners);
    planProduct(plan, newId, item, { variants: variantsOf.get(item.productId) ?? [], offersOf });
  }
  return plan;
}

/** A SKU stands once with a seller: neither in another product, nor in another row, nor twice in this one. */
function refusedSku({ row, productId }: ImportWork, owners: Map<string, string>): RowRefusal | null {
  const own = new Set<string>();
  for (const { sku } of row.variants) {
    const name = `${row.sellerId} ${sku}`;
    const owner = owners.get(name) ?? productId;
    if (owner !== productId || own.has(sku)) return { code: 'products.sku-taken', details: { sku, key: row.key } };
    own.add(sku);
    owners.set(name, productId);
  }
  return null;
}

type StandingOfProduct = { variants: VariantRow[]; offersOf: ReadonlyMap<string, OfferRow[]> };

function planProduct(plan: ImportPlan, newId: NewId, item: ImportWork, standing: StandingOfProduct): void {
  const { row, productId } = item;
  const name = cleanName(row.name);
  const decision = decideVariants(
    row.axes,
    row.variants.map((variant) => variant.options),
  );
  if (!decision.accepted) {
    plan.refused ??= { code: decision.code, details: { key: row.key } };
    return;
  }
  plan.products.push({
    productId,
    sellerId: row.sellerId,
    slug: productSlug(name, productId),
    name,
    description: cleanDescription(row.description),
    categoryId: row.categoryId,
    brandId: row.brand?.brandId ?? null,
    brandName: row.brand?.name ?? null,
    brandSlug: row.brand?.slug ?? null,
    status: row.status,
    attributes: row.attributes,
    axes: decision.axes,
    images: row.images.flatMap((image) => toStored(image, name)),
    importKey: row.key,
    importHash: item.hash,
    isNew: item.isNew,
    ...(item.isNew ? { figures: figuresOf(item) } : {}),
  });
  const left = new Map(standing.variants.map((variant) => [variant.optionKey, variant]));
  for (const [position, given] of row.variants.entries()) {
    const optionKey = decision.optionKeys[position] ?? '[]';
    const earlier = left.get(optionKey);
    left.delete(optionKey);
    planVariant(plan, newId, { item, given, position, optionKey, earlier, offersOf: standing.offersOf, name });
  }
  for (const variant of left.values()) if (variant.isActive) plan.variants.push({ ...variant, isActive: false });
}

type VariantWork = {
  item: ImportWork;
  given: ImportedProduct['variants'][number];
  position: number;
  optionKey: string;
  earlier: VariantRow | undefined;
  offersOf: ReadonlyMap<string, OfferRow[]>;
  name: string;
};

function planVariant(
  plan: ImportPlan,
  newId: NewId,
  { item, given, position, optionKey, earlier, offersOf, name }: VariantWork,
): void {
  const { sellerId } = item.row;
  const { productId } = item;
  const variantId = earlier?.variantId ?? newId();
  const { sku, options, weightGrams, lengthMm, widthMm, heightMm } = given;
  const image = given.image ? (toStored(given.image, name)[0] ?? null) : null;
  plan.variants.push({
    variantId,
    productId,
    sku,
    optionKey,
    options,
    weightGrams,
    lengthMm,
    widthMm,
    heightMm,
    image,
    position,
    isActive: true,
  });
  const offer = offersOf.get(variantId)?.find((candidate) => candidate.sellerId === sellerId);
  const offerId = offer?.offerId ?? newId();
  const { priceMinor, minQuantity, maxQuantity } = given;
  plan.offers.push({
    offerId,
    productId,
    variantId,
    sellerId,
    sku,
    priceMinor,
    minQuantity,
    maxQuantity,
    isActive: true,
    freeQuantity: offer?.freeQuantity ?? given.stock ?? 0,
  });
  if (!offer) plan.openedStocks.push({ offerId, sellerId, quantity: given.stock ?? 0 });
  else if (given.stock !== null) plan.setStocks.push({ offerId, sellerId, quantity: given.stock });
}

/** A new product has only its own offers yet, so its list figures follow from the row. */
function figuresOf({ row, isSellerApproved }: ImportWork): ListFigures {
  const prices = row.variants.map((variant) => variant.priceMinor);
  return {
    soldBefore: row.soldBefore ?? 0,
    priceFromMinor: Math.min(...prices),
    priceToMinor: Math.max(...prices),
    offerCount: prices.length,
    inStock: row.variants.some((variant) => (variant.stock ?? 0) > 0),
    isListed: row.status === 'active' && isSellerApproved,
  };
}

function toStored(image: NewImage, name: string): StoredImage[] {
  if (!image.url) return [];
  const { url, width = null, height = null, sources = [] } = image;
  return [{ url, alt: cleanName(image.alt ?? '') || name, width, height, sources, mediaId: image.mediaId ?? null }];
}

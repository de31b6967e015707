import type { Category } from '#commerce/catalog';
import type { Stock } from '#commerce/inventory';
import { present } from '#platform/assert';
import { rupiah } from '#platform/money';
import type { OfferRow, ProductRow, SellerCopy, StoredImage, VariantRow } from './product-queries.ts';
import type { Image, ProductCard, ProductDetail, ProductDocument, SellerProduct } from './product-shapes.ts';
import { plainText } from './product-texts.ts';
import type { CardRow, SellerName, Whole } from './read-queries.ts';

/** Rows made into the shapes of the door. */

/** One product with all that hangs on it. */
export type Parts = {
  product: ProductRow;
  variants: VariantRow[];
  offers: OfferRow[];
  sellers: ReadonlyMap<string, SellerCopy>;
};

/** Cuts what was read for many products into one piece each, in the order of `productIds`; unknown ids are left out. */
export function splitWhole(whole: Whole, productIds: readonly string[]): Parts[] {
  const products = new Map(whole.products.map((product) => [product.productId, product]));
  const variants = Map.groupBy(whole.variants, (variant) => variant.productId);
  const offers = Map.groupBy(whole.offers, (offer) => offer.productId);
  const sellers = new Map(whole.sellers.map((seller) => [seller.sellerId, seller]));
  return productIds.flatMap((productId) => {
    const product = products.get(productId);
    return product
      ? [{ product, variants: variants.get(productId) ?? [], offers: offers.get(productId) ?? [], sellers }]
      : [];
  });
}

export function toImage({ url, alt, width, height, sources }: StoredImage): Image {
  return { url, alt, width, height, sources };
}

export function toCard(row: Omit<CardRow, 'sellerName' | 'sellerCity'>, seller: SellerName): ProductCard {
  const { image } = row;
  return {
    id: row.productId,
    slug: row.slug,
    name: row.name,
    priceFrom: rupiah(row.priceFromMinor),
    priceTo: rupiah(row.priceToMinor),
    image: image ? { url: image.url, alt: image.alt, sources: image.sources } : null,
    seller,
    offerCount: row.offerCount,
    soldCount: row.soldCount,
    inStock: row.inStock,
    categoryId: row.categoryId,
  };
}

function sellerOf(parts: Parts, sellerId: string): SellerCopy {
  return present(parts.sellers.get(sellerId), 'The seller of an offer is always in our copy');
}

/** Offers that buyers can take: active, of an active variant of an active product, of an approved seller. */
function liveOffers(parts: Parts): OfferRow[] {
  if (parts.product.status !== 'active') return [];
  const active = new Set(parts.variants.filter((variant) => variant.isActive).map((variant) => variant.variantId));
  return parts.offers.filter(
    (offer) => offer.isActive && active.has(offer.variantId) && sellerOf(parts, offer.sellerId).isApproved,
  );
}

/** The product as buyers see it. `free` is the stock of each offer. */
export function toDetail(
  parts: Parts,
  category: Category | undefined,
  free: ReadonlyMap<string, number>,
): ProductDetail {
  const { product } = parts;
  const offers = liveOffers(parts);
  return {
    id: product.productId,
    slug: product.slug,
    name: product.name,
    description: product.description,
    status: product.status,
    category: {
      id: product.categoryId,
      slug: category?.slug ?? '',
      name: category?.name ?? '',
      path: (category?.path ?? []).map(({ categoryId, slug, name }) => ({ id: categoryId, slug, name })),
    },
    brand: product.brandId
      ? { id: product.brandId, name: product.brandName ?? '', slug: product.brandSlug ?? '' }
      : null,
    seller: publicSeller(sellerOf(parts, product.sellerId)),
    attributes: product.attributes,
    images: product.images.map(toImage),
    axes: product.axes,
    variants: parts.variants
      .filter((variant) => variant.isActive)
      .map((variant) => ({
        ...variantOf(variant),
        offers: offers
          .filter((offer) => offer.variantId === variant.variantId)
          .map((offer) => ({
            offerId: offer.offerId,
            seller: publicSeller(sellerOf(parts, offer.sellerId)),
            price: rupiah(offer.priceMinor),
            available: Math.max(0, free.get(offer.offerId) ?? 0),
            minQuantity: offer.minQuantity,
            maxQuantity: offer.maxQuantity,
          })),
      })),
    priceFrom: rupiah(product.priceFromMinor),
    priceTo: rupiah(product.priceToMinor),
    soldCount: product.soldCount,
    version: product.version,
  };
}

function publicSeller({ sellerId, name, slug, city, isVerified }: SellerCopy): ProductDetail['seller'] {
  return { id: sellerId, name, slug, city, isVerified };
}

function variantOf(variant: VariantRow) {
  return {
    id: variant.variantId,
    sku: variant.sku,
    options: variant.options,
    weightGrams: variant.weightGrams,
    lengthMm: variant.lengthMm,
    widthMm: variant.widthMm,
    heightMm: variant.heightMm,
    image: variant.image ? toImage(variant.image) : null,
  };
}

/** The product as one of its sellers sees it. */
export function toSellerProduct(parts: Parts, sellerId: string, stocks: ReadonlyMap<string, Stock>): SellerProduct {
  const { product } = parts;
  const own = new Map(
    parts.offers.filter((offer) => offer.sellerId === sellerId).map((offer) => [offer.variantId, offer]),
  );
  return {
    id: product.productId,
    slug: product.slug,
    name: product.name,
    description: product.description,
    status: product.status,
    isOwner: product.sellerId === sellerId,
    categoryId: product.categoryId,
    brand: product.brandId ? { id: product.brandId, name: product.brandName ?? '' } : null,
    attributes: product.attributes,
    images: product.images.map(toImage),
    axes: product.axes,
    variants: parts.variants.map((variant) => ({
      ...variantOf(variant),
      isActive: variant.isActive,
      offer: ownOffer(own.get(variant.variantId), stocks),
    })),
    soldCount: product.soldCount,
    version: product.version,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
  };
}

function ownOffer(
  offer: OfferRow | undefined,
  stocks: ReadonlyMap<string, Stock>,
): SellerProduct['variants'][number]['offer'] {
  if (!offer) return null;
  const stock = stocks.get(offer.offerId);
  return {
    offerId: offer.offerId,
    sku: offer.sku,
    price: rupiah(offer.priceMinor),
    isActive: offer.isActive,
    minQuantity: offer.minQuantity,
    maxQuantity: offer.maxQuantity,
    stock: {
      onHand: stock?.onHand ?? 0,
      reserved: stock?.reserved ?? 0,
      free: stock?.free ?? 0,
      lowLevel: stock?.lowLevel ?? 0,
    },
  };
}

/** The product as search wants it. */
export function toDocument(parts: Parts): ProductDocument {
  const { product } = parts;
  const { name, slug, city } = sellerOf(parts, product.sellerId);
  const [image] = product.images;
  return {
    productId: product.productId,
    slug: product.slug,
    name: product.name,
    description: plainText(product.description),
    status: product.status,
    isListed: product.isListed,
    sellerId: product.sellerId,
    seller: { name, slug, city },
    categoryId: product.categoryId,
    brandId: product.brandId,
    brandName: product.brandName,
    attributes: product.attributes,
    axes: product.axes,
    skus: parts.variants.filter((variant) => variant.isActive).map((variant) => variant.sku),
    offers: liveOffers(parts).map(({ offerId, sellerId, priceMinor }) => ({ offerId, sellerId, priceMinor })),
    image: image ? toImage(image) : null,
    priceFromMinor: product.priceFromMinor,
    priceToMinor: product.priceToMinor,
    offerCount: product.offerCount,
    soldCount: product.soldCount,
    inStock: product.inStock,
    publishedAt: product.publishedAt?.toISOString() ?? null,
    updatedAt: product.updatedAt.toISOString(),
    version: product.version,
  };
}

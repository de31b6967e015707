import type { Static } from 'typebox';
import type { Category } from '#commerce/catalog';
import type { ProductCard, ProductDocument } from '#commerce/products';
import { rupiah } from '#platform/money';
import { BRAND, CITY } from './facet-rules.ts';
import { plainWords, wordsOf } from './word-rules.ts';

export type Term = { code: string; name: string; value: string };

export type SearchDocument = {
  productId: string;
  /** Words by weight: name, brand and category, attributes and article numbers, description. */
  words: { a: string; b: string; c: string; d: string };
  categoryIds: string[];
  categoryId: string;
  sellerId: string;
  sellerSlug: string;
  priceMinor: number;
  soldCount: number;
  inStock: boolean;
  publishedAt: string;
  terms: Term[];
  card: Static<typeof ProductCard>;
};

const MAX_DESCRIPTION = 2_000;
const MAX_VALUE = 100;

/** A product as search keeps it; null when it is not to be found (not listed, no category). */
export function toSearchDocument(product: ProductDocument, category: Category | undefined): SearchDocument | null {
  if (!product.isListed || !category) return null;
  const text = (parts: readonly string[]): string => parts.flatMap(wordsOf).join(' ');
  return {
    productId: product.productId,
    words: {
      a: text([product.name]),
      b: text([product.brandName ?? '', product.seller.name, ...category.path.map((step) => step.name)]),
      c: text([
        ...product.attributes.map((attribute) => String(attribute.value)),
        ...product.axes.flatMap((axis) => axis.values),
        ...product.skus,
      ]),
      d: text([product.description.slice(0, MAX_DESCRIPTION)]),
    },
    categoryIds: category.path.map((step) => step.categoryId),
    categoryId: category.categoryId,
    sellerId: product.sellerId,
    sellerSlug: product.seller.slug,
    priceMinor: product.priceFromMinor,
    soldCount: product.soldCount,
    inStock: product.inStock,
    publishedAt: product.publishedAt ?? product.updatedAt,
    terms: termsOf(product, category),
    card: toCard(product),
  };
}

/** Facet terms: brand, city, filterable attributes of the category, and the axes of the variants (colour, size). */
function termsOf(product: ProductDocument, category: Category): Term[] {
  const filterable = new Map(
    category.attributes.filter((attribute) => attribute.isFilterable).map((attribute) => [attribute.code, attribute]),
  );
  const terms: Term[] = [{ code: CITY, name: 'Lokasi', value: product.seller.city }];
  if (product.brandName) terms.push({ code: BRAND, name: 'Merek', value: product.brandName });
  for (const attribute of product.attributes) {
    if (!filterable.has(attribute.code)) continue;
    terms.push({ code: attribute.code, name: attribute.name, value: facetValue(attribute.value, attribute.unit) });
  }
  for (const axis of product.axes)
    for (const value of axis.values) terms.push({ code: axisCode(axis.name), name: axis.name, value });
  const unique = new Map(terms.map((term) => [`${term.code}:${term.value}`, term]));
  return [...unique.values()].filter((term) => term.value.length > 0 && term.value.length <= MAX_VALUE);
}

function facetValue(value: string | number | boolean, unit: string | null): string {
  if (typeof value === 'boolean') return value ? 'Ya' : 'Tidak';
  if (typeof value === 'string') return value.trim();
  const number = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 3 }).format(value);
  return unit ? `${number} ${unit}` : number;
}

/** `Ukuran Sepatu` → `ukuran_sepatu`, the form of attribute codes. */
export function axisCode(name: string): string {
  const code = plainWords(name)
    .join('_')
    .replace(/[^a-z0-9_]/g, '');
  return /^[a-z]/.test(code) ? code.slice(0, 100) : `axis_${code}`.slice(0, 100);
}

function toCard(product: ProductDocument): Static<typeof ProductCard> {
  const { image } = product;
  return {
    id: product.productId,
    slug: product.slug,
    name: product.name,
    priceFrom: rupiah(product.priceFromMinor),
    priceTo: rupiah(product.priceToMinor),
    image: image ? { url: image.url, alt: image.alt, sources: image.sources } : null,
    seller: { id: product.sellerId, name: product.seller.name, city: product.seller.city },
    offerCount: product.offerCount,
    soldCount: product.soldCount,
    inStock: product.inStock,
    categoryId: product.categoryId,
  };
}

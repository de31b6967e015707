import type { Category } from '#commerce/catalog';
import type { ProductDocument } from '#commerce/products';
import { newUuid } from '#platform/ids';

export const SELLER_ID = newUuid();

/** A category with filterable attributes of these codes. */
export function aCategory(
  name: string,
  attributes: { code: string; name: string }[] = [],
  parent?: Category,
): Category {
  const categoryId = newUuid();
  const slug = name.toLowerCase().replaceAll(' ', '-');
  return {
    categoryId,
    slug,
    name,
    parentId: parent?.categoryId ?? null,
    path: [...(parent?.path ?? []), { categoryId, slug, name }],
    attributes: attributes.map((attribute) => ({
      ...attribute,
      kind: 'text',
      unit: null,
      values: [],
      isFilterable: true,
    })),
    version: 1,
  };
}

/** Something on sale, with what the test cares about. */
export function aProduct(
  category: Category,
  name: string,
  change: Partial<ProductDocument> & { traits?: Record<string, string> } = {},
): ProductDocument {
  const { traits, ...rest } = change;
  const named = new Map(category.attributes.map((attribute) => [attribute.code, attribute.name]));
  return {
    productId: newUuid(),
    slug: name.toLowerCase().replaceAll(' ', '-'),
    name,
    description: '',
    status: 'active',
    isListed: true,
    sellerId: SELLER_ID,
    seller: { name: 'Toko Uji', slug: 'toko-uji', city: 'Kota Bandung' },
    categoryId: category.categoryId,
    brandId: null,
    brandName: null,
    attributes: Object.entries(traits ?? {}).map(([code, value]) => ({
      code,
      name: named.get(code) ?? code,
      value,
      unit: null,
    })),
    axes: [],
    skus: [],
    offers: [],
    image: null,
    priceFromMinor: 50_000,
    priceToMinor: 50_000,
    offerCount: 1,
    soldCount: 0,
    inStock: true,
    publishedAt: '2026-11-01T00:00:00.000Z',
    updatedAt: '2026-11-01T00:00:00.000Z',
    version: 1,
    ...rest,
  };
}

import type { ProductDocument } from '#commerce/products';
import { newUuid } from '#platform/ids';

/** Something on sale, with what the test cares about. */
export function aProduct(name: string, change: Partial<ProductDocument> = {}): ProductDocument {
  return {
    productId: newUuid(),
    slug: name.toLowerCase().replaceAll(' ', '-'),
    name,
    description: '',
    status: 'active',
    isListed: true,
    sellerId: newUuid(),
    seller: { name: 'Toko Uji', slug: 'toko-uji', city: 'Kota Bandung' },
    categoryId: newUuid(),
    brandId: null,
    brandName: null,
    attributes: [],
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
    ...change,
  };
}

import type { CatalogApi, CategoryAttribute } from '#commerce/catalog';
import type { Seller, SellersApi } from '#commerce/sellers';
import type { MediaApi } from '#commons/media';
import { type Call, userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { SellerCopy, StoredImage } from './product-queries.ts';
import { decideAttributes, decideQuantities, type Quantities } from './product-rules.ts';
import type { NewAttribute, ProductAttribute } from './product-shapes.ts';
import { cleanName } from './product-texts.ts';

/** What making and changing a product have in common: what is asked of the neighbours, and refusing what does not fit. */

export type ContentDeps = {
  catalog: Pick<CatalogApi, 'categoriesByIds' | 'ensureBrands'>;
  sellers: Pick<SellersApi, 'sellerOfUser'>;
  media: Pick<MediaApi, 'picturesByIds'>;
};

/** The approved shop of the caller. */
export async function callingSeller(deps: Pick<ContentDeps, 'sellers'>, call: Call): Promise<Seller> {
  const userId = userIdOf(call);
  const { seller } = userId ? await deps.sellers.sellerOfUser(call, { userId }) : { seller: null };
  if (seller?.status !== 'approved') throw refuse('products.not-a-seller');
  return seller;
}

export function copyOf({ sellerId, userId, name, slug, city, isVerified, status }: Seller): SellerCopy {
  return { sellerId, userId, name, slug, city, isVerified, isApproved: status === 'approved' };
}

export async function categoryAttributes(
  deps: ContentDeps,
  call: Call,
  categoryId: string,
): Promise<CategoryAttribute[]> {
  const { categories } = await deps.catalog.categoriesByIds(call, { categoryIds: [categoryId] });
  const [category] = categories;
  if (!category) throw refuse('products.category-not-found');
  return category.attributes;
}

export function checkAttributes(
  known: readonly CategoryAttribute[],
  given: readonly NewAttribute[],
): ProductAttribute[] {
  const decision = decideAttributes(known, given);
  if (!decision.accepted) throw refuse(decision.code, decision.details);
  return decision.attributes;
}

export type BrandColumns = { brandId: string | null; brandName: string | null; brandSlug: string | null };

/** A brand by name; made when nobody has named it yet. */
export async function brandNamed(deps: ContentDeps, call: Call, name: string | null): Promise<BrandColumns> {
  const { brands } =
    name === null ? { brands: [] } : await deps.catalog.ensureBrands(call, { names: [cleanName(name)] });
  const [brand] = brands;
  return { brandId: brand?.brandId ?? null, brandName: brand?.name ?? null, brandSlug: brand?.slug ?? null };
}

export type UploadedImage = { mediaId: string; alt?: string | undefined };

/** Own uploads by id. Somebody else's picture is not found. */
export async function uploadedImages(
  deps: ContentDeps,
  call: Call,
  given: { images: readonly UploadedImage[]; ownerId: string; name: string },
): Promise<Map<string, StoredImage>> {
  const pictureIds = [...new Set(given.images.map((image) => image.mediaId))];
  if (pictureIds.length === 0) return new Map();
  const pictures = [];
  for (let from = 0; from < pictureIds.length; from += 100) {
    const found = await deps.media.picturesByIds(call, {
      pictureIds: pictureIds.slice(from, from + 100),
      ownerId: given.ownerId,
    });
    pictures.push(...found.pictures);
  }
  if (pictures.length < pictureIds.length) throw refuse('products.image-not-found');
  const alts = new Map(given.images.map((image) => [image.mediaId, image.alt]));
  return new Map(
    pictures.map(({ id, url, width, height, sources }) => [
      id,
      { mediaId: id, url, width, height, sources, alt: cleanName(alts.get(id) ?? '') || given.name },
    ]),
  );
}

export function checkQuantities(given: Partial<Quantities>, before: Quantities | null = null): Quantities {
  const quantities = decideQuantities(given, before);
  if (!quantities) throw refuse('products.quantity-wrong');
  return quantities;
}

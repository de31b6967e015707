import { type Static, Type } from 'typebox';
import { MAX_AMOUNT_MINOR, Money } from '#platform/money';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';

/** The shapes of the products module's door: what goes in and what comes out. */

export const MAX_IMAGES = 9;
export const MAX_VARIANTS = 200;
export const MAX_ATTRIBUTES = 250;
/** Grams and millimetres of a packed article: two tonnes, ten metres. */
const Weight = Type.Integer({ minimum: 1, maximum: 2_000_000 });
const Length = Type.Integer({ minimum: 1, maximum: 10_000 });
const OrderQuantity = Type.Integer({ minimum: 1, maximum: 1_000_000 });

export const ProductStatus = Type.Union([Type.Literal('draft'), Type.Literal('active'), Type.Literal('archived')]);
export type ProductStatus = Static<typeof ProductStatus>;

/** What a price may be: at least one rupiah. */
export const Price = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }), currency: Type.Literal('IDR') },
  Strict,
);

export const ImageSource = Type.Object({ type: Type.String(), srcset: Type.String() }, Strict);
export const Image = Type.Object(
  {
    url: Type.String(),
    alt: Type.String(),
    width: Nullable(Type.Integer()),
    height: Nullable(Type.Integer()),
    /** Per picture type, best first, as in `<picture>`. */
    sources: Type.Array(ImageSource),
  },
  Strict,
);
export type Image = Static<typeof Image>;

/** Option by axis name: `{ "Warna": "Merah", "Ukuran": "M" }`; empty for a product without axes. */
export const Options = Type.Record(
  Type.String({ minLength: 1, maxLength: 40 }),
  Type.String({ minLength: 1, maxLength: 80 }),
  {
    maxProperties: 2,
  },
);

export const Axis = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40 }),
    values: Type.Array(Type.String({ minLength: 1, maxLength: 80 }), { minItems: 1, maxItems: 100 }),
  },
  Strict,
);
export type Axis = Static<typeof Axis>;

export const AttributeValue = Type.Union([
  Type.String({ minLength: 1, maxLength: 1_000 }),
  Type.Number({ minimum: -1e15, maximum: 1e15 }),
  Type.Boolean(),
]);

/** An attribute as it is kept with the product and shown: name and unit as the category had them. */
export const ProductAttribute = Type.Object(
  { code: Type.String(), name: Type.String(), value: AttributeValue, unit: Nullable(Type.String()) },
  Strict,
);
export type ProductAttribute = Static<typeof ProductAttribute>;

const SellerOnCard = Type.Object({ id: Uuid, name: Type.String(), city: Type.String() }, Strict);

export const ProductCard = Type.Object(
  {
    id: Uuid,
    slug: Type.String(),
    name: Type.String(),
    priceFrom: Money,
    priceTo: Money,
    image: Nullable(Type.Object({ url: Type.String(), alt: Type.String(), sources: Type.Array(ImageSource) }, Strict)),
    seller: SellerOnCard,
    offerCount: Type.Integer(),
    soldCount: Type.Integer(),
    inStock: Type.Boolean(),
    categoryId: Uuid,
  },
  Strict,
);
export type ProductCard = Static<typeof ProductCard>;

const VariantMeasures = {
  weightGrams: Type.Integer(),
  lengthMm: Type.Integer(),
  widthMm: Type.Integer(),
  heightMm: Type.Integer(),
};

const OfferOnPage = Type.Object(
  {
    offerId: Uuid,
    seller: Type.Object(
      { id: Uuid, name: Type.String(), slug: Type.String(), city: Type.String(), isVerified: Type.Boolean() },
      Strict,
    ),
    price: Money,
    available: Type.Integer(),
    minQuantity: Type.Integer(),
    maxQuantity: Type.Integer(),
  },
  Strict,
);

const PathStep = Type.Object({ id: Uuid, slug: Type.String(), name: Type.String() }, Strict);

export const ProductDetail = Type.Object(
  {
    id: Uuid,
    slug: Type.String(),
    name: Type.String(),
    /** Sanitised HTML: paragraphs, lists, emphasis; no links, no pictures. */
    description: Type.String(),
    status: ProductStatus,
    category: Type.Object({ id: Uuid, slug: Type.String(), name: Type.String(), path: Type.Array(PathStep) }, Strict),
    brand: Nullable(Type.Object({ id: Uuid, name: Type.String(), slug: Type.String() }, Strict)),
    seller: Type.Object(
      { id: Uuid, name: Type.String(), slug: Type.String(), city: Type.String(), isVerified: Type.Boolean() },
      Strict,
    ),
    attributes: Type.Array(ProductAttribute),
    images: Type.Array(Image),
    axes: Type.Array(Axis),
    variants: Type.Array(
      Type.Object(
        {
          id: Uuid,
          sku: Type.String(),
          options: Options,
          ...VariantMeasures,
          image: Nullable(Image),
          /** Cheapest first. */
          offers: Type.Array(OfferOnPage),
        },
        Strict,
      ),
    ),
    priceFrom: Money,
    priceTo: Money,
    soldCount: Type.Integer(),
    version: Type.Integer(),
  },
  Strict,
);
export type ProductDetail = Static<typeof ProductDetail>;

/** A product as its seller sees it: every variant, own offers with stock, drafts too. */
export const SellerProduct = Type.Object(
  {
    id: Uuid,
    slug: Type.String(),
    name: Type.String(),
    description: Type.String(),
    status: ProductStatus,
    /** False where the product is another seller's and this seller only offers it. */
    isOwner: Type.Boolean(),
    categoryId: Uuid,
    brand: Nullable(Type.Object({ id: Uuid, name: Type.String() }, Strict)),
    attributes: Type.Array(ProductAttribute),
    images: Type.Array(Image),
    axes: Type.Array(Axis),
    variants: Type.Array(
      Type.Object(
        {
          id: Uuid,
          sku: Type.String(),
          options: Options,
          ...VariantMeasures,
          image: Nullable(Image),
          isActive: Type.Boolean(),
          offer: Nullable(
            Type.Object(
              {
                offerId: Uuid,
                sku: Type.String(),
                price: Money,
                isActive: Type.Boolean(),
                minQuantity: Type.Integer(),
                maxQuantity: Type.Integer(),
                /** `lowLevel`: at or below this free quantity the seller is told. */
                stock: Type.Object(
                  {
                    onHand: Type.Integer(),
                    reserved: Type.Integer(),
                    free: Type.Integer(),
                    lowLevel: Type.Integer(),
                  },
                  Strict,
                ),
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
    ),
    soldCount: Type.Integer(),
    version: Type.Integer(),
    createdAt: Type.String(),
    updatedAt: Type.String(),
  },
  Strict,
);
export type SellerProduct = Static<typeof SellerProduct>;

/** An offer on sale that is running out. */
export const LowOffer = Type.Object(
  {
    offerId: Uuid,
    productId: Uuid,
    name: Type.String(),
    options: Options,
    free: Type.Integer(),
    lowLevel: Type.Integer(),
  },
  Strict,
);
export type LowOffer = Static<typeof LowOffer>;

/** A picture that is given in: an uploaded one, or (import and seeding only) an address. */
export const NewImage = Type.Object(
  {
    mediaId: Type.Optional(Uuid),
    url: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    alt: Type.Optional(Type.String({ maxLength: 200 })),
    width: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
    height: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
    sources: Type.Optional(
      Type.Array(
        Type.Object({ type: Type.String({ maxLength: 40 }), srcset: Type.String({ maxLength: 1_000 }) }, Strict),
        {
          maxItems: 4,
        },
      ),
    ),
  },
  Strict,
);
export type NewImage = Static<typeof NewImage>;

const UploadedImage = Type.Object({ mediaId: Uuid, alt: Type.Optional(Type.String({ maxLength: 200 })) }, Strict);

export const NewAttribute = Type.Object(
  { code: Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 100 }), value: AttributeValue },
  Strict,
);
export type NewAttribute = Static<typeof NewAttribute>;

const Sku = Type.String({ minLength: 1, maxLength: 64, pattern: '^\\S(.*\\S)?$' });

const NewVariant = Type.Object(
  {
    sku: Type.Optional(Sku),
    options: Type.Optional(Options),
    weightGrams: Weight,
    lengthMm: Type.Optional(Length),
    widthMm: Type.Optional(Length),
    heightMm: Type.Optional(Length),
    image: Type.Optional(Nullable(UploadedImage)),
    price: Price,
    stock: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
    minQuantity: Type.Optional(OrderQuantity),
    maxQuantity: Type.Optional(OrderQuantity),
  },
  Strict,
);

const Name = Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' });
const Description = Type.String({ maxLength: 20_000 });
const BrandName = Nullable(Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }));

export const NewProduct = Type.Object(
  {
    name: Name,
    description: Type.Optional(Description),
    categoryId: Uuid,
    /** By name; made when it is new. */
    brand: Type.Optional(BrandName),
    attributes: Type.Optional(Type.Array(NewAttribute, { maxItems: MAX_ATTRIBUTES })),
    axes: Type.Optional(Type.Array(Axis, { maxItems: 2 })),
    images: Type.Optional(Type.Array(UploadedImage, { maxItems: MAX_IMAGES })),
    variants: Type.Array(NewVariant, { minItems: 1, maxItems: MAX_VARIANTS }),
    /** On sale at once unless said otherwise. */
    status: Type.Optional(Type.Union([Type.Literal('draft'), Type.Literal('active')])),
  },
  Strict,
);
export type NewProduct = Static<typeof NewProduct>;

const VariantChange = Type.Object(
  {
    id: Uuid,
    sku: Type.Optional(Sku),
    weightGrams: Type.Optional(Weight),
    lengthMm: Type.Optional(Length),
    widthMm: Type.Optional(Length),
    heightMm: Type.Optional(Length),
    image: Type.Optional(Nullable(UploadedImage)),
    isActive: Type.Optional(Type.Boolean()),
  },
  Strict,
);
export type VariantChange = Static<typeof VariantChange>;

export const ProductChange = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    categoryId: Type.Optional(Uuid),
    brand: Type.Optional(BrandName),
    /** Replaces all attributes. */
    attributes: Type.Optional(Type.Array(NewAttribute, { maxItems: MAX_ATTRIBUTES })),
    /** Replaces all pictures; the first one stands on the card. A picture that the product has already is kept by its address. */
    images: Type.Optional(
      Type.Array(
        Type.Union([
          UploadedImage,
          Type.Object(
            { url: Type.String({ maxLength: 500 }), alt: Type.Optional(Type.String({ maxLength: 200 })) },
            Strict,
          ),
        ]),
        { maxItems: MAX_IMAGES },
      ),
    ),
    status: Type.Optional(ProductStatus),
    /** Changes of variants that stand, by id; those not named stay. */
    variants: Type.Optional(Type.Array(VariantChange, { maxItems: MAX_VARIANTS })),
    /** Further variants; their options may add values to the axes. */
    newVariants: Type.Optional(Type.Array(NewVariant, { maxItems: MAX_VARIANTS })),
  },
  Strict,
);
export type ProductChange = Static<typeof ProductChange>;

export const OfferChange = Type.Object(
  {
    price: Type.Optional(Price),
    isActive: Type.Optional(Type.Boolean()),
    sku: Type.Optional(Sku),
    minQuantity: Type.Optional(OrderQuantity),
    maxQuantity: Type.Optional(OrderQuantity),
  },
  Strict,
);
export type OfferChange = Static<typeof OfferChange>;

export const NewOffer = Type.Object(
  {
    variantId: Uuid,
    price: Price,
    sku: Type.Optional(Sku),
    stock: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
    minQuantity: Type.Optional(OrderQuantity),
    maxQuantity: Type.Optional(OrderQuantity),
  },
  Strict,
);
export type NewOffer = Static<typeof NewOffer>;

/** An offer as baskets and orders need it. */
export const Offer = Type.Object(
  {
    offerId: Uuid,
    sellerId: Uuid,
    productId: Uuid,
    variantId: Uuid,
    slug: Type.String(),
    sku: Type.String(),
    name: Type.String(),
    options: Options,
    imageUrl: Nullable(Type.String()),
    priceMinor: Type.Integer(),
    ...VariantMeasures,
    /** Product, variant, offer and seller are all active. Says nothing of stock: that is inventory's. */
    isSellable: Type.Boolean(),
    minQuantity: Type.Integer(),
    maxQuantity: Type.Integer(),
    categoryId: Uuid,
  },
  Strict,
);
export type Offer = Static<typeof Offer>;

/** Everything that search wants to know of a product. Prices and stock of active offers only. */
export const ProductDocument = Type.Object(
  {
    productId: Uuid,
    slug: Type.String(),
    name: Type.String(),
    /** Plain text. */
    description: Type.String(),
    status: ProductStatus,
    /** Active, with an active offer of an approved seller: to be shown at all. */
    isListed: Type.Boolean(),
    sellerId: Uuid,
    seller: Type.Object({ name: Type.String(), slug: Type.String(), city: Type.String() }, Strict),
    categoryId: Uuid,
    brandId: Nullable(Uuid),
    brandName: Nullable(Type.String()),
    attributes: Type.Array(ProductAttribute),
    axes: Type.Array(Axis),
    /** Of active variants. */
    skus: Type.Array(Type.String()),
    offers: Type.Array(Type.Object({ offerId: Uuid, sellerId: Uuid, priceMinor: Type.Integer() }, Strict)),
    image: Nullable(Image),
    priceFromMinor: Type.Integer(),
    priceToMinor: Type.Integer(),
    offerCount: Type.Integer(),
    soldCount: Type.Integer(),
    /** As inventory said last; a second old at most. */
    inStock: Type.Boolean(),
    publishedAt: Nullable(Type.String()),
    updatedAt: Type.String(),
    version: Type.Integer(),
  },
  Strict,
);
export type ProductDocument = Static<typeof ProductDocument>;

/** One product as import and seeding give it; found again by seller and key. */
export const ImportedProduct = Type.Object(
  {
    sellerId: Uuid,
    /** The seller's own number of the product. */
    key: Sku,
    name: Name,
    description: Description,
    categoryId: Uuid,
    /** As `catalog.ensureBrands` answered. */
    brand: Nullable(
      Type.Object(
        { brandId: Uuid, name: Type.String({ maxLength: 80 }), slug: Type.String({ maxLength: 90 }) },
        Strict,
      ),
    ),
    status: Type.Union([Type.Literal('draft'), Type.Literal('active')]),
    /** What was sold of it elsewhere before; counts only when the product is made. */
    soldBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    attributes: Type.Array(ProductAttribute, { maxItems: MAX_ATTRIBUTES }),
    axes: Type.Array(Axis, { maxItems: 2 }),
    images: Type.Array(NewImage, { maxItems: MAX_IMAGES }),
    variants: Type.Array(
      Type.Object(
        {
          sku: Sku,
          options: Options,
          weightGrams: Weight,
          lengthMm: Length,
          widthMm: Length,
          heightMm: Length,
          image: Nullable(NewImage),
          priceMinor: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }),
          minQuantity: OrderQuantity,
          maxQuantity: OrderQuantity,
          /** null leaves the stock as it is. */
          stock: Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
        },
        Strict,
      ),
      { minItems: 1, maxItems: MAX_VARIANTS },
    ),
  },
  Strict,
);
export type ImportedProduct = Static<typeof ImportedProduct>;

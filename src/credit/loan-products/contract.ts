import { type Static, Type } from 'typebox';
import type { LoanTerms } from '#engine/replay/loan-facts';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Strict, Uuid } from '#platform/schema-parts';
import {
  Day,
  FeeAmountShape,
  LoanAmountMinor,
  Percent,
  Preview,
  PriceProofShape,
  Product,
  ProductTerms,
  ProductVersion,
} from './shapes.ts';

export { Preview, PriceProofShape, Product, ProductTerms, ProductVersion } from './shapes.ts';

const Name = Type.String({ minLength: 3, maxLength: 80, pattern: '\\S' });
const TenantId = { tenantId: Type.Optional(Uuid) };
const Version = Type.Integer({ minimum: 1, maximum: 100_000 });
const ProductId = Type.Object({ ...TenantId, productId: Uuid }, Strict);
const ExactVersion = Type.Object({ ...ProductId.properties, version: Version }, Strict);

/** The loan somebody looks at: how much, for how long, from when. */
export const PreviewInput = Type.Object(
  {
    amountMinor: LoanAmountMinor,
    periods: Type.Integer({ minimum: 1, maximum: 120 }),
    startOn: Day,
    ratePercent: Type.Optional(Percent),
  },
  Strict,
);

const termsRefusals = ['loan-products.terms-contradict', 'loan-products.over-cap'] as const;

/** What institutions offer. A version is made by one person and released by another; loans keep the one they were made of. */
export const loanProductsContract = defineContract({
  module: 'loan_products',
  operations: {
    /** Version 1, a draft. Refused where any loan of it could pass the price caps of today. The same id answers the same. */
    createProduct: {
      input: Type.Object({ ...TenantId, productId: Type.Optional(Uuid), name: Name, terms: ProductTerms }, Strict),
      output: ProductVersion,
      refusals: [
        'loan-products.no-institution',
        'loan-products.not-allowed',
        'loan-products.id-taken',
        ...termsRefusals,
      ],
    },
    /** The next version, a draft; what is released stays as it is. A draft that was not released is replaced by it. */
    changeProduct: {
      input: Type.Object(
        {
          ...ProductId.properties,
          name: Type.Optional(Name),
          terms: ProductTerms,
          expectedVersion: Type.Optional(Version),
        },
        Strict,
      ),
      output: ProductVersion,
      refusals: [
        'loan-products.not-found',
        'loan-products.not-allowed',
        'loan-products.changed-meanwhile',
        ...termsRefusals,
      ],
    },
    /** By another person than its maker. Older released versions make no new loans from then on. */
    releaseVersion: {
      input: ExactVersion,
      output: ProductVersion,
      refusals: [
        'loan-products.not-found',
        'loan-products.not-allowed',
        'loan-products.own-work',
        'loan-products.not-a-draft',
        'loan-products.over-cap',
      ],
    },
    /** No new loans of it. */
    retireProduct: {
      input: ProductId,
      output: Product,
      refusals: ['loan-products.not-found', 'loan-products.not-allowed'],
    },
    listProducts: {
      input: Type.Object(
        { ...TenantId, status: Type.Optional(ProductVersion.properties.status), ...PageQuery },
        Strict,
      ),
      output: ListOf(Product),
      refusals: ['loan-products.no-institution'],
    },
    /** A version (the latest where none is named). */
    getProduct: {
      input: Type.Object({ ...ProductId.properties, version: Type.Optional(Version) }, Strict),
      output: ProductVersion,
      refusals: ['loan-products.not-found'],
    },
    /** What a loan would look like and cost, of terms that nobody has saved yet or of a version. Saves nothing. */
    previewTerms: {
      input: Type.Object({ ...TenantId, terms: ProductTerms, ...PreviewInput.properties }, Strict),
      output: Preview,
      refusals: ['loan-products.no-institution', 'loan-products.terms-contradict', 'loan-products.outside-limits'],
    },
    previewProduct: {
      input: Type.Object(
        { ...ProductId.properties, version: Type.Optional(Version), ...PreviewInput.properties },
        Strict,
      ),
      output: Preview,
      refusals: ['loan-products.not-found', 'loan-products.outside-limits'],
    },
    /**
     * For loans: the frozen terms of a loan of a released version, its preview and the proof that it keeps the caps of the
     * day. Refused where the amount or term lies outside the product, or the price above a cap.
     */
    agreeTerms: {
      input: Type.Object({ ...ExactVersion.properties, ...PreviewInput.properties, agreedOn: Day }, Strict),
      output: Type.Object({
        tenantId: Uuid,
        productName: Type.String(),
        fundedBy: ProductTerms.properties.fundedBy,
        purpose: ProductTerms.properties.purpose,
        /** What the engine reckons with; only ever made here. */
        terms: Type.Unsafe<LoanTerms>(Type.Object({})),
        fees: Type.Array(FeeAmountShape),
        preview: Preview,
        proof: PriceProofShape,
      }),
      refusals: [
        'loan-products.not-found',
        'loan-products.not-released',
        'loan-products.outside-limits',
        'loan-products.over-cap',
      ],
    },
  },
  events: {
    'loan-product.saved': {
      version: 1,
      aggregate: 'loan-product',
      payload: Type.Object({ productId: Uuid, tenantId: Uuid, name: Type.String(), version: Version }),
    },
    'loan-product.released': {
      version: 1,
      aggregate: 'loan-product',
      payload: Type.Object({ productId: Uuid, tenantId: Uuid, name: Type.String(), version: Version }),
    },
    'loan-product.retired': {
      version: 1,
      aggregate: 'loan-product',
      payload: Type.Object({ productId: Uuid, tenantId: Uuid }),
    },
  },
  refusals: {
    'loan-products.no-institution': {
      status: 404,
      id: 'Kamu belum terdaftar di lembaga mana pun.',
      en: 'You belong to no institution.',
    },
    'loan-products.not-found': {
      status: 404,
      id: 'Produk pinjaman ini tidak ditemukan.',
      en: 'There is no such loan product.',
    },
    'loan-products.not-allowed': {
      status: 403,
      id: 'Peranmu tidak mengizinkan langkah ini.',
      en: 'Your role does not allow this step.',
    },
    'loan-products.id-taken': {
      status: 409,
      id: 'Nomor ini sudah dipakai untuk produk lain.',
      en: 'This id stands for another product already.',
    },
    'loan-products.own-work': {
      status: 403,
      id: 'Yang membuat tidak boleh melepas. Minta orang lain memeriksanya.',
      en: 'Whoever made it may not release it. Ask somebody else to check it.',
    },
    'loan-products.not-a-draft': {
      status: 409,
      id: 'Versi ini bukan draf lagi.',
      en: 'This version is no draft any more.',
    },
    'loan-products.not-released': {
      status: 409,
      id: 'Versi ini belum atau tidak lagi dilepas.',
      en: 'This version is not released.',
    },
    'loan-products.changed-meanwhile': {
      status: 412,
      id: 'Produk ini sudah diubah orang lain. Muat ulang dulu.',
      en: 'Somebody has changed this product meanwhile. Load it again.',
    },
    'loan-products.terms-contradict': {
      status: 422,
      id: 'Pengaturan ini tidak cocok satu sama lain: {why}.',
      en: 'These terms do not fit together: {why}.',
    },
    'loan-products.outside-limits': {
      status: 422,
      id: 'Jumlah, tenor, atau bunga di luar batas produk ini.',
      en: 'Amount, term or rate lie outside the limits of this product.',
    },
    'loan-products.over-cap': {
      status: 422,
      id: 'Harga melewati batas yang berlaku: {priceMinor} dari paling banyak {mostMinor} untuk {fundingMinor} selama {days} hari.',
      en: 'The price passes the cap in force: {priceMinor} of at most {mostMinor} for {fundingMinor} over {days} days.',
    },
  },
});
export type LoanProductsApi = ApiOf<typeof loanProductsContract>;
export type ProductTermsInput = Static<typeof ProductTerms>;

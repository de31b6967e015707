import { createHash } from 'node:crypto';
import type { ImportedProduct, ProductsApi } from '#commerce/products';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import { isRefusal, type Refusal } from '#platform/refusal';
import { type Draft, type RefusalCode, type RefusedRow, RowRefused, type RowSource } from './draft.ts';
import { DraftPictures, type PictureApis, type PictureLookup, type PictureOptions } from './pictures/draft-pictures.ts';
import { RefusedFile } from './refused-file.ts';
import {
  Brands,
  type Categories,
  fitAttributes,
  type LookupApis,
  prepareCategories,
  type Shop,
  Shops,
} from './shop-lookup.ts';
import { addToSurvey, categoryKey, newSurvey, type Survey } from './survey.ts';

export type ImportApis = LookupApis & PictureApis & { products: Pick<ProductsApi, 'importProducts'> };

export type ImportOptions = {
  rows: RowSource;
  /** Slugs of the shops for rows that name none; several share the rows by brand. */
  sellers: readonly string[];
  isDryRun: boolean;
  refusedPath: string;
  /** Where pictures come from; without it only those of this house stay. */
  pictures?: PictureOptions;
  /** Hears which product each row became, batch by batch. */
  onWritten?: (results: readonly Written[]) => void;
};
type Written = Awaited<ReturnType<ProductsApi['importProducts']>>['results'][number];

/** `reading`: first look at the whole file, `done` in bytes. `shops` and `writing`: of how many. */
export type ImportProgress = (phase: 'reading' | 'shops' | 'writing', done: number, total: number) => void;

export type ImportReport = {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Pictures that came into the house, and those that could not be had. */
  picturesStored: number;
  picturesMissing: number;
  categoriesMade: number;
  /** The first refused rows, with their reasons. */
  firstRefused: RefusedRow[];
  seconds: number;
};

/** Rows per call of `products.importProducts`. Two batches are written while the next one is read. */
const BATCH = 500;
const AT_ONCE = 2;

/**
 * Takes a file of products into the shop, in two passes: the first looks at all rows (how many, which attributes each
 * category carries), the second writes them in batches. Rows are found again by seller and key, so running the same
 * file again changes nothing. Memory holds one batch and the keys.
 */
export async function importProducts(
  apis: ImportApis,
  call: Call,
  options: ImportOptions,
  progress: ImportProgress = () => {},
): Promise<ImportReport> {
  const started = performance.now();
  const shops = new Shops(apis, call);
  for (const slug of options.sellers) {
    if ((await shops.of(slug)) === null)
      throw new Error(`There is no approved shop "${slug}". Shops are named by the end of their address.`);
  }
  const survey = await surveyFile(options, progress);
  const { categories, made } = await prepareCategories(apis, call, survey, options.isDryRun);

  const refused = new RefusedFile(options.refusedPath);
  const writer = new BatchWriter({ apis, call, options, categories, shops, refused });
  const inFlight: Promise<void>[] = [];
  let batch: Draft[] = [];
  let done = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    const drafts = batch;
    batch = [];
    if (inFlight.length >= AT_ONCE) await inFlight.shift();
    const writing = writer.write(drafts).then(() => {
      done += drafts.length;
      progress('writing', done, survey.rows);
    });
    // Awaited before the next batch but one; until then a failure must not count as unhandled.
    writing.catch(() => {});
    inFlight.push(writing);
  };
  try {
    for await (const row of options.rows()) {
      rows++;
      if ('refused' in row) await refused.add(row.refused);
      else batch.push(row.draft);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    await Promise.all(inFlight);
  } finally {
    await Promise.allSettled(inFlight);
    await refused.close();
  }
  const seconds = (performance.now() - started) / 1_000;
  return {
    rows,
    ...writer.counts,
    refused: refused.count - writer.pictures.counts.missing,
    picturesStored: writer.pictures.counts.stored,
    picturesMissing: writer.pictures.counts.missing,
    categoriesMade: made,
    firstRefused: refused.first,
    seconds,
  };
}

async function surveyFile(options: ImportOptions, progress: ImportProgress): Promise<Survey> {
  const survey = newSurvey();
  let bytes = 0;
  const onRead = (read: number): void => {
    bytes += read;
  };
  for await (const row of options.rows(onRead)) {
    if ('draft' in row) addToSurvey(survey, row.draft);
    if (survey.rows % 1_000 === 0) progress('reading', bytes, 0);
  }
  return survey;
}

type WriterDeps = {
  apis: ImportApis;
  call: Call;
  options: ImportOptions;
  categories: Categories;
  shops: Shops;
  refused: RefusedFile;
};
type Placed = { draft: Draft; shop: Shop };
type Ready = { draft: Draft; row: ImportedProduct };

class BatchWriter {
  readonly counts = { created: 0, updated: 0, unchanged: 0 };
  readonly pictures: DraftPictures;
  private readonly deps: WriterDeps;
  private readonly brands: Brands;
  private readonly seen = new Set<string>();

  constructor(deps: WriterDeps) {
    this.deps = deps;
    this.brands = new Brands(deps.apis, deps.call);
    const none = { isFetching: false, isPrivateAllowed: false, archive: null };
    this.pictures = new DraftPictures(deps.apis, deps.call, deps.options.pictures ?? none);
  }

  async write(drafts: readonly Draft[]): Promise<void> {
    const { isDryRun } = this.deps.options;
    if (!isDryRun) await this.brands.learn(drafts);
    const placed: Placed[] = [];
    for (const draft of drafts)
      await this.orRefuse(draft, async () => void placed.push({ draft, shop: await this.shopOf(draft) }));
    const pictures = isDryRun ? () => [] : await this.loadPictures(placed);
    const ready: Ready[] = [];
    for (const one of placed)
      await this.orRefuse(one.draft, async () => void ready.push({ draft: one.draft, row: this.toRow(one, pictures) }));
    if (!isDryRun) await this.send(ready);
  }

  private async orRefuse(draft: Draft, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      await this.refuse(draft, error);
    }
  }

  private async loadPictures(placed: readonly Placed[]): Promise<PictureLookup> {
    const wishes = placed.map(({ draft, shop }) => ({ draft, ownerId: shop.ownerId }));
    const { of, problems } = await this.pictures.load(wishes);
    for (const { draft, name, reason } of problems)
      await this.refuse(draft, { code: 'import.picture-missing', message: `images: ${name.slice(0, 200)}: ${reason}` });
    return of;
  }

  private async shopOf(draft: Draft): Promise<Shop> {
    const slug = draft.seller ?? this.sharedSeller(draft);
    if (slug === null) throw new RowRefused('seller: wajib diisi, atau sebutkan --seller', 'import.field-required');
    const shop = await this.deps.shops.of(slug);
    if (shop === null) throw new RowRefused(`seller: toko "${slug}" tidak ada`, 'import.seller-unknown');
    const name = `${shop.sellerId} ${draft.key}`;
    if (this.seen.has(name))
      throw new RowRefused(`key: "${draft.key}" sudah muncul di baris sebelumnya`, 'import.row-twice');
    this.seen.add(name);
    return shop;
  }

  private toRow({ draft, shop: { sellerId, ownerId } }: Placed, pictures: PictureLookup): ImportedProduct {
    const category = present(
      this.deps.categories.get(categoryKey(draft.category)),
      'Every category was seen in the first pass',
    );
    const { key, description, status, axes, images, variants } = draft;
    return {
      sellerId,
      key,
      name: draft.name,
      description,
      categoryId: category.categoryId,
      brand: this.brands.of(draft.brand),
      status,
      attributes: fitAttributes(draft.attributes, category),
      axes,
      images: images.flatMap((image) => pictures(image, ownerId)),
      variants: variants.map((variant) => ({
        ...variant,
        image: variant.image ? (pictures(variant.image, ownerId)[0] ?? null) : null,
      })),
      ...(draft.soldBefore === undefined ? {} : { soldBefore: draft.soldBefore }),
    };
  }

  /** Several shops share a catalogue by brand, always in the same way. */
  private sharedSeller(draft: Draft): string | null {
    const { sellers } = this.deps.options;
    if (sellers.length <= 1) return sellers[0] ?? null;
    const hash = createHash('sha1')
      .update(draft.brand ?? draft.key)
      .digest();
    return sellers[hash.readUInt32BE(0) % sellers.length] ?? null;
  }

  /** A batch is written whole; when the shop refuses one of its rows by name, the others are tried again without it. */
  private async send(ready: Ready[]): Promise<void> {
    let left = ready;
    while (left.length > 0) {
      try {
        const { results } = await this.deps.apis.products.importProducts(this.deps.call, {
          rows: left.map(({ row }) => row),
        });
        for (const { outcome } of results) this.counts[outcome]++;
        this.deps.options.onWritten?.(results);
        return;
      } catch (error) {
        if (!isRefusal(error) || typeof error.details.key !== 'string') throw error;
        const { key } = error.details;
        const wrong = left.filter(({ draft }) => draft.key === key);
        if (wrong.length === 0) throw error;
        for (const { draft } of wrong)
          await this.refuse(draft, { code: error.code as RefusalCode, message: reasonOf(error) });
        left = left.filter(({ draft }) => draft.key !== key);
      }
    }
  }

  private async refuse({ line, record }: Draft, why: { code: RefusalCode; message: string }): Promise<void> {
    await this.deps.refused.add({ line, code: why.code, reason: why.message, record });
  }
}

function reasonOf(refusal: Refusal): string {
  if (refusal.code === 'products.sku-taken')
    return `sku: "${refusal.details.sku}" sudah dipakai barang lain di toko ini`;
  if (refusal.code === 'products.variants-wrong') return 'variants: pilihan tidak cocok dengan sumbunya';
  return refusal.code;
}

import type { CatalogApi } from '#commerce/catalog';
import type { ProductsApi } from '#commerce/products';
import { type Call, systemCall } from '#platform/call';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import { type SearchDocument, toSearchDocument } from './document-rules.ts';
import {
  addWords,
  deleteDocuments,
  listMarks,
  markProducts,
  takeMarksOff,
  termIds,
  upsertDocuments,
} from './index-queries.ts';

export type IndexDeps = {
  database: Database;
  products: Pick<ProductsApi, 'productsByIds' | 'listProductIds'>;
  catalog: Pick<CatalogApi, 'categoriesByIds'>;
  newId: NewId;
};

const AT_ONCE = 100;
const IDS_AT_ONCE = 1_000;

/** Reads up to 100 marked products anew and puts them into the index. How many. */
export async function indexMarked(deps: IndexDeps): Promise<number> {
  const marks = await listMarks(deps.database, AT_ONCE);
  if (marks.length === 0) return 0;
  const call = systemCall('search', deps.newId());
  const documents = await readDocuments(
    deps,
    call,
    marks.map((mark) => mark.productId),
  );
  const found = new Set(documents.map((document) => document.productId));
  const gone = marks.map((mark) => mark.productId).filter((id) => !found.has(id));

  const ids = await termIds(
    deps.database,
    documents.flatMap((document) => document.terms),
  );
  const numbered = documents.map((document) => ({
    ...document,
    termIds: document.terms.flatMap((term) => ids.get(`${term.code}:${term.value}`) ?? []),
  }));
  const words = new Set(
    documents.flatMap((document) =>
      [document.words.a, document.words.b, document.words.c].flatMap((text) =>
        text.split(' ').filter((word) => word.length > 1),
      ),
    ),
  );
  await deps.database.batch([
    ...(numbered.length > 0 ? [upsertDocuments(numbered), addWords([...words].sort())] : []),
    ...(gone.length > 0 ? [deleteDocuments(gone)] : []),
    takeMarksOff(marks),
  ]);
  return marks.length;
}

async function readDocuments(deps: IndexDeps, call: Call, productIds: string[]): Promise<SearchDocument[]> {
  const { products } = await deps.products.productsByIds(call, { productIds });
  const categoryIds = [...new Set(products.map((product) => product.categoryId))];
  const { categories } =
    categoryIds.length > 0 ? await deps.catalog.categoriesByIds(call, { categoryIds }) : { categories: [] };
  const byId = new Map(categories.map((category) => [category.categoryId, category]));
  return products.flatMap((product) => toSearchDocument(product, byId.get(product.categoryId)) ?? []);
}

/** Marks every product, page by page; the index serves all the while. How many. */
export async function markEverything(deps: IndexDeps, call: Call): Promise<number> {
  let marked = 0;
  let afterId: string | null = null;
  for (;;) {
    const page: { productIds: string[] } = await deps.products.listProductIds(call, { afterId, limit: IDS_AT_ONCE });
    if (page.productIds.length === 0) return marked;
    await deps.database.run(markProducts(page.productIds));
    marked += page.productIds.length;
    afterId = page.productIds.at(-1) ?? null;
  }
}

import { present } from '#platform/assert';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import { listAttributeRows, listCategoryRows } from './catalog-queries.ts';
import { buildTree } from './category-rules.ts';
import type { Category, CategoryAttribute } from './contract.ts';

export type ReadCategoriesDeps = { database: Database; cache: Cache };

const TREE_KEY = 'catalog:tree';
/** Changes here drop the copy at once; other processes see them this much later at most. */
const TREE_TTL_MS = 5_000;

/** The tree is small and read by every page: kept for seconds. */
async function tree(deps: ReadCategoriesDeps): Promise<Category[]> {
  return deps.cache.remember(TREE_KEY, TREE_TTL_MS, () => loadTree(deps.database));
}

async function loadTree(database: Database): Promise<Category[]> {
  return buildTree(await listCategoryRows(database), await listAttributeRows(database));
}

/** Past the kept copy: for whoever has just changed it. */
export async function readCategory(database: Database, categoryId: string): Promise<Category> {
  return present(find(await loadTree(database), categoryId), 'A category was just written');
}

export async function forgetTree(cache: Cache): Promise<void> {
  await cache.delete(TREE_KEY);
}

export async function listCategories(deps: ReadCategoriesDeps): Promise<{ categories: Category[] }> {
  const categories = await tree(deps);
  return {
    categories: categories.map((category) => ({
      ...category,
      attributes: category.attributes.filter((attribute) => attribute.isFilterable),
    })),
  };
}

export async function getCategory(
  deps: ReadCategoriesDeps,
  _call: Call,
  input: { category: string },
): Promise<Category> {
  const found = find(await tree(deps), input.category);
  if (!found) throw refuse('catalog.category-not-found');
  return found;
}

export async function categoriesByIds(
  deps: ReadCategoriesDeps,
  _call: Call,
  input: { categoryIds: string[] },
): Promise<{ categories: Category[] }> {
  const asked = new Set(input.categoryIds);
  return { categories: (await tree(deps)).filter((category) => asked.has(category.categoryId)) };
}

/** The category and everything below it. */
export async function categoryScope(
  deps: ReadCategoriesDeps,
  _call: Call,
  input: { category: string },
): Promise<{ categoryIds: string[] }> {
  const categories = await tree(deps);
  const top = find(categories, input.category);
  if (!top) return { categoryIds: [] };
  const below = categories.filter((category) => category.path.some((step) => step.categoryId === top.categoryId));
  return { categoryIds: below.map((category) => category.categoryId) };
}

export async function attributesOf(
  deps: ReadCategoriesDeps,
  call: Call,
  input: { categoryId: string },
): Promise<{ attributes: CategoryAttribute[] }> {
  const { attributes } = await getCategory(deps, call, { category: input.categoryId });
  return { attributes };
}

function find(categories: readonly Category[], idOrSlug: string): Category | undefined {
  return categories.find((category) => category.slug === idOrSlug || category.categoryId === idOrSlug.toLowerCase());
}

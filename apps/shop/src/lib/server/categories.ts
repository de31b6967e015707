import type { Category } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { getLocale } from '#locale';

const keptForMs = 60_000;
const kept = new Map<string, { at: number; categories: Category[] }>();

/** The category tree, the same for everybody, kept for a minute per language so that each page does not ask again. */
export async function loadCategories(api: Api): Promise<Category[]> {
  const found = kept.get(getLocale());
  if (found && Date.now() - found.at < keptForMs) return found.categories;
  const { items } = await api('GET /categories');
  // An empty answer is what a shop says before its goods are loaded: not worth keeping.
  if (items.length > 0) kept.set(getLocale(), { at: Date.now(), categories: items });
  return items;
}

/** The top of the tree: what fits under thumbs. */
export function topCategories(categories: Category[], count: number): Category[] {
  return categories.filter((category) => category.parentId === null).slice(0, count);
}

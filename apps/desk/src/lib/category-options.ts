import type { Category } from '@lumbung/kit/api.ts';

/** The tree as one list: `Pakaian › Batik`, in the order of the tree. Only leaves: goods hang there. */
export function categoryOptions(
  categories: readonly Pick<Category, 'id' | 'name' | 'parentId'>[],
): { value: string; label: string }[] {
  const byId = new Map(categories.map((category) => [category.id, category]));
  const parents = new Set(categories.map((category) => category.parentId));
  const labelOf = (id: string, depth = 0): string => {
    const category = byId.get(id);
    if (!category || depth > 9) return '';
    return category.parentId ? `${labelOf(category.parentId, depth + 1)} › ${category.name}` : category.name;
  };
  return categories
    .filter((category) => !parents.has(category.id))
    .map((category) => ({ value: category.id, label: labelOf(category.id) }));
}

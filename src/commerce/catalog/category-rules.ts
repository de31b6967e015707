import { type Category, type CategoryAttribute, MAX_CATEGORY_DEPTH, type NewAttribute } from './contract.ts';

/** Pure decisions about the category tree. */

export const MAX_CATEGORIES = 2_000;

export type CategoryRow = {
  categoryId: string;
  parentId: string | null;
  slug: string;
  name: string;
  position: number;
  depth: number;
  version: number;
};
export type AttributeRow = CategoryAttribute & { categoryId: string };

/** Rows as they lie in the tables, made into a tree with paths and inherited attributes; parents before children. */
export function buildTree(rows: readonly CategoryRow[], attributeRows: readonly AttributeRow[]): Category[] {
  const attributesOf = Map.groupBy(attributeRows, (row) => row.categoryId);
  const children = Map.groupBy(rows, (row) => row.parentId);
  const tree: Category[] = [];
  const visit = (row: CategoryRow, parent: Category | null): void => {
    const { categoryId, slug, name, parentId, version } = row;
    const own = (attributesOf.get(categoryId) ?? []).map(({ categoryId: _, ...attribute }) => attribute);
    const codes = new Set(own.map((attribute) => attribute.code));
    const inherited = (parent?.attributes ?? []).filter((attribute) => !codes.has(attribute.code));
    const path = [...(parent?.path ?? []), { categoryId, slug, name }];
    const category: Category = { categoryId, slug, name, parentId, path, attributes: [...inherited, ...own], version };
    tree.push(category);
    for (const child of children.get(categoryId) ?? []) visit(child, category);
  };
  for (const root of children.get(null) ?? []) visit(root, null);
  return tree;
}

export type PlaceDecision =
  | { accepted: true; depths: { categoryId: string; depth: number }[] }
  | { accepted: false; code: 'catalog.parent-not-found'; details: { parent: string } }
  | { accepted: false; code: 'catalog.parent-is-below' }
  | { accepted: false; code: 'catalog.too-deep'; details: { maximum: number } };

/** May this category (a new one has no children yet) stand under that parent, and how deep does everything below it then lie? */
export function decidePlace(
  rows: readonly CategoryRow[],
  category: { categoryId: string },
  parentId: string | null,
): PlaceDecision {
  const parent = rows.find((row) => row.categoryId === parentId);
  if (parentId !== null && !parent) {
    return { accepted: false, code: 'catalog.parent-not-found', details: { parent: parentId } };
  }
  const children = Map.groupBy(rows, (row) => row.parentId);
  const depths: { categoryId: string; depth: number }[] = [];
  const visit = (categoryId: string, depth: number): void => {
    depths.push({ categoryId, depth });
    for (const child of children.get(categoryId) ?? []) visit(child.categoryId, depth + 1);
  };
  visit(category.categoryId, (parent?.depth ?? 0) + 1);
  if (depths.some(({ categoryId }) => categoryId === parentId))
    return { accepted: false, code: 'catalog.parent-is-below' };
  if (depths.some(({ depth }) => depth > MAX_CATEGORY_DEPTH)) {
    return { accepted: false, code: 'catalog.too-deep', details: { maximum: MAX_CATEGORY_DEPTH } };
  }
  return { accepted: true, depths };
}

export type AttributesDecision =
  | { accepted: true; rows: AttributeRow[] }
  | { accepted: false; code: 'catalog.attribute-wrong' | 'catalog.attribute-kind-fixed'; details: { code: string } };

/** New and changed attributes of a category, with defaults filled in. Goods carry values, so a kind never changes. */
export function decideAttributes(
  categoryId: string,
  standing: readonly AttributeRow[],
  given: readonly NewAttribute[],
): AttributesDecision {
  const known = new Map(standing.map((row) => [row.code, row]));
  const rows = new Map<string, AttributeRow>();
  for (const attribute of given) {
    const { code, name, kind } = attribute;
    const earlier = known.get(code);
    if (earlier && earlier.kind !== kind) {
      return { accepted: false, code: 'catalog.attribute-kind-fixed', details: { code } };
    }
    const unit = attribute.unit ?? null;
    const values = attribute.values ?? [];
    const fits = (unit === null || kind === 'number') && (kind === 'choice') === values.length > 0;
    if (!fits || rows.has(code) || new Set(values).size !== values.length) {
      return { accepted: false, code: 'catalog.attribute-wrong', details: { code } };
    }
    rows.set(code, { categoryId, code, name, kind, unit, values, isFilterable: attribute.isFilterable ?? false });
  }
  return { accepted: true, rows: [...rows.values()] };
}

/** "ABC  Tekno" and "abc tekno" are one brand. */
export function brandKey(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

export function brandName(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ');
}

import { present } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict, type Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { slugify } from '#platform/slug';
import {
  insertCategories,
  listAttributeRows,
  listCategoryRows,
  lockTree,
  updateCategoryRow,
  updateDepths,
  upsertAttributes,
} from './catalog-queries.ts';
import {
  type AttributeRow,
  type CategoryRow,
  decideAttributes,
  decidePlace,
  MAX_CATEGORIES,
} from './category-rules.ts';
import { type Category, catalogContract, type NewAttribute } from './contract.ts';
import { forgetTree, readCategory } from './read-categories.ts';

export type ChangeCategoriesDeps = { database: Database; clock: Clock; cache: Cache; newId: NewId };

type CategoryInput = {
  name?: string;
  slug?: string;
  parentId?: string | null;
  position?: number;
  attributes?: NewAttribute[];
};

export async function createCategory(
  deps: ChangeCategoriesDeps,
  call: Call,
  input: CategoryInput & { name: string },
): Promise<Category> {
  const categoryId = deps.newId();
  const slug = input.slug ?? (slugify(input.name) || categoryId);
  await changeTree(deps, slug, async (tx, tree) => {
    if (tree.rows.length >= MAX_CATEGORIES) throw refuse('catalog.too-many', { maximum: MAX_CATEGORIES });
    const parentId = input.parentId ?? null;
    const place = decidePlace(tree.rows, { categoryId }, parentId);
    if (!place.accepted) throw refuse(place.code, 'details' in place ? place.details : {});
    const depth = present(place.depths[0], 'A category has a depth').depth;
    const row = {
      categoryId,
      parentId,
      slug,
      name: input.name.trim(),
      position: input.position ?? 0,
      depth,
      version: 1,
    };
    tx.write(insertCategories([row], deps.clock.now()));
    writeAttributes(tx, categoryId, [], input.attributes ?? []);
    say(tx, call, row, null);
  });
  return readCategory(deps.database, categoryId);
}

export async function updateCategory(
  deps: ChangeCategoriesDeps,
  call: Call,
  input: { categoryId: string; version: number | null; change: CategoryInput },
): Promise<Category> {
  const { categoryId, change } = input;
  await changeTree(deps, change.slug ?? '', async (tx, tree) => {
    const before = tree.rows.find((row) => row.categoryId === categoryId);
    if (!before) throw refuse('catalog.category-not-found');
    if (input.version !== null && input.version !== before.version) throw refuse('request.stale');
    const { attributes = [], ...fields } = change;
    const after: CategoryRow = { ...before, ...fields };
    const place = decidePlace(tree.rows, before, after.parentId);
    if (!place.accepted) throw refuse(place.code, 'details' in place ? place.details : {});
    tx.write(updateCategoryRow(after, deps.clock.now()), updateDepths(place.depths));
    const standing = tree.attributes.filter((attribute) => attribute.categoryId === categoryId);
    writeAttributes(tx, categoryId, standing, attributes);
    say(tx, call, after, before);
  });
  return readCategory(deps.database, categoryId);
}

type Tree = { rows: CategoryRow[]; attributes: AttributeRow[] };

/** Locks the tree, lets `work` decide on it as it stands, and drops the kept copy. */
async function changeTree(
  deps: ChangeCategoriesDeps,
  slug: string,
  work: (tx: Tx, tree: Tree) => Promise<void>,
): Promise<void> {
  try {
    await deps.database.inTx(async (tx) => {
      await lockTree(tx);
      await work(tx, { rows: await listCategoryRows(tx), attributes: await listAttributeRows(tx) });
    });
  } catch (error) {
    if (isConflict(error, 'categories_slug_once')) throw refuse('catalog.slug-taken', { slug });
    throw error;
  }
  await forgetTree(deps.cache);
}

function writeAttributes(
  tx: Tx,
  categoryId: string,
  standing: readonly AttributeRow[],
  given: readonly NewAttribute[],
): void {
  const decision = decideAttributes(categoryId, standing, given);
  if (!decision.accepted) throw refuse(decision.code, decision.details);
  if (decision.rows.length > 0) tx.write(upsertAttributes(decision.rows));
}

function say(tx: Tx, call: Call, after: CategoryRow, before: CategoryRow | null): void {
  const { categoryId, slug, name, parentId } = after;
  appendEvent(tx, catalogContract, 'category.updated', {
    call,
    aggregateId: categoryId,
    payload: { categoryId, slug, name, parentId },
  });
  appendAudit(tx, 'catalog', call, {
    stream: `category:${categoryId}`,
    action: before ? 'catalog.category-changed' : 'catalog.category-made',
    before,
    after,
  });
}

type EnsuredCategory = { slug: string; name: string; parentSlug: string | null; attributes: NewAttribute[] };

/** Makes what is missing, parents first, in one transaction. Categories and attributes that stand are left as staff has them. */
export async function ensureCategories(
  deps: ChangeCategoriesDeps,
  call: Call,
  input: { categories: EnsuredCategory[] },
): Promise<{ categories: { slug: string; categoryId: string }[] }> {
  const categories = await deps.database.inTx(async (tx) => {
    await lockTree(tx);
    const plan = planMissing(
      deps,
      { rows: await listCategoryRows(tx), attributes: await listAttributeRows(tx) },
      input.categories,
    );
    if (plan.fresh.length > 0) tx.write(insertCategories(plan.fresh, deps.clock.now()));
    if (plan.attributes.length > 0) tx.write(upsertAttributes(plan.attributes));
    const touched = new Set(plan.attributes.map((attribute) => attribute.categoryId));
    for (const row of plan.rows) {
      const isFresh = plan.fresh.includes(row);
      if (isFresh || touched.has(row.categoryId)) say(tx, call, row, isFresh ? null : row);
    }
    const idOf = new Map(plan.rows.map((row) => [row.slug, row.categoryId]));
    return input.categories.map(({ slug }) => ({
      slug,
      categoryId: present(idOf.get(slug), 'A category was just made'),
    }));
  });
  await forgetTree(deps.cache);
  return { categories };
}

type Plan = { rows: CategoryRow[]; fresh: CategoryRow[]; attributes: AttributeRow[] };

function planMissing(deps: ChangeCategoriesDeps, tree: Tree, wanted: readonly EnsuredCategory[]): Plan {
  const plan: Plan = { rows: [...tree.rows], fresh: [], attributes: [] };
  const known = new Set(tree.attributes.map((row) => `${row.categoryId} ${row.code}`));
  for (const category of wanted) {
    let row = plan.rows.find((candidate) => candidate.slug === category.slug);
    if (!row) {
      row = newRow(deps, plan.rows, category);
      plan.rows.push(row);
      plan.fresh.push(row);
    }
    const missing = missingAttributes(row.categoryId, category.attributes, known);
    for (const attribute of missing) known.add(`${row.categoryId} ${attribute.code}`);
    plan.attributes.push(...missing);
  }
  return plan;
}

function newRow(deps: ChangeCategoriesDeps, rows: readonly CategoryRow[], category: EnsuredCategory): CategoryRow {
  if (rows.length >= MAX_CATEGORIES) throw refuse('catalog.too-many', { maximum: MAX_CATEGORIES });
  const parent = rows.find((row) => row.slug === category.parentSlug);
  if (category.parentSlug !== null && !parent)
    throw refuse('catalog.parent-not-found', { parent: category.parentSlug });
  const categoryId = deps.newId();
  const parentId = parent?.categoryId ?? null;
  const place = decidePlace(rows, { categoryId }, parentId);
  if (!place.accepted) throw refuse(place.code, 'details' in place ? place.details : {});
  const depth = present(place.depths[0], 'A category has a depth').depth;
  const position = rows.filter((row) => row.parentId === parentId).length * 10;
  return { categoryId, parentId, slug: category.slug, name: category.name, position, depth, version: 1 };
}

function missingAttributes(
  categoryId: string,
  given: readonly NewAttribute[],
  known: ReadonlySet<string>,
): AttributeRow[] {
  const missing = given.filter((attribute) => !known.has(`${categoryId} ${attribute.code}`));
  const decision = decideAttributes(categoryId, [], missing);
  if (!decision.accepted) throw refuse(decision.code, decision.details);
  return decision.rows;
}

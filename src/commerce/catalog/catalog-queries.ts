import { type Runner, type Sql, sql } from '#platform/database';
import type { AttributeRow, CategoryRow } from './category-rules.ts';
import type { Brand } from './contract.ts';

export async function listCategoryRows(runner: Runner): Promise<CategoryRow[]> {
  return runner.run(sql`
    select id as "categoryId", parent_id as "parentId", slug, name, position, depth, version
    from catalog.categories order by depth, position, name, id limit 5000`);
}

export async function listAttributeRows(runner: Runner): Promise<AttributeRow[]> {
  return runner.run(sql`
    select category_id as "categoryId", code, name, kind, unit, choices as values, is_filterable as "isFilterable"
    from catalog.category_attributes order by category_id, position, code limit 100000`);
}

/** Changes of the tree queue up behind each other; readers go on. */
export async function lockTree(runner: Runner): Promise<void> {
  await runner.run(sql.raw('lock table catalog.categories in share row exclusive mode'));
}

export function insertCategories(categories: readonly CategoryRow[], now: Date): Sql {
  return sql`
    insert into catalog.categories (id, parent_id, slug, name, position, depth, created_at, updated_at)
    select c."categoryId", c."parentId", c.slug, c.name, c.position, c.depth, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${sql.json(categories)}::json)
      as c ("categoryId" uuid, "parentId" uuid, slug text, name text, position int, depth int)`;
}

export function updateCategoryRow(category: CategoryRow, now: Date): Sql {
  return sql`
    update catalog.categories set parent_id = ${category.parentId}, slug = ${category.slug}, name = ${category.name},
      position = ${category.position}, version = version + 1, updated_at = ${now}
    where id = ${category.categoryId}`;
}

export function updateDepths(depths: { categoryId: string; depth: number }[]): Sql {
  return sql`
    update catalog.categories c set depth = given.depth
    from unnest(${depths.map((d) => d.categoryId)}::uuid[], ${depths.map((d) => d.depth)}::int[]) as given (id, depth)
    where c.id = given.id and c.depth <> given.depth`;
}

/** New attributes go behind those that stand; for known codes everything but the kind is replaced. */
export function upsertAttributes(attributes: readonly AttributeRow[]): Sql {
  return sql`
    insert into catalog.category_attributes (category_id, code, name, kind, unit, choices, is_filterable, position)
    select a."categoryId", a.code, a.name, a.kind, a.unit, a.values, a."isFilterable",
      a.nr + (select coalesce(max(position), 0) from catalog.category_attributes x where x.category_id = a."categoryId")
    from (
      select *, row_number() over () as nr from json_to_recordset(${sql.json(attributes)}::json)
        as r ("categoryId" uuid, code text, name text, kind text, unit text, values text[], "isFilterable" boolean)
    ) a
    on conflict (category_id, code) do update set name = excluded.name, unit = excluded.unit, choices = excluded.choices,
      is_filterable = excluded.is_filterable`;
}

export async function findBrandRows(runner: Runner, startsWith: string, limit: number): Promise<Brand[]> {
  const prefix = `${startsWith.replace(/[\\%_]/g, '\\$&')}%`;
  return runner.run(sql`
    select id as "brandId", slug, name from catalog.brands where name_key like ${prefix} order by name_key limit ${limit}`);
}

export async function listBrandsByIds(runner: Runner, brandIds: readonly string[]): Promise<Brand[]> {
  return runner.run(sql`select id as "brandId", slug, name from catalog.brands where id = any(${brandIds}::uuid[])`);
}

export async function findBrandBySlug(runner: Runner, slug: string): Promise<Brand | undefined> {
  const [row] = await runner.run<Brand>(
    sql`select id as "brandId", slug, name from catalog.brands where slug = ${slug}`,
  );
  return row;
}

export async function listBrandsByKeys(
  runner: Runner,
  nameKeys: readonly string[],
): Promise<(Brand & { nameKey: string })[]> {
  return runner.run(sql`
    select id as "brandId", slug, name, name_key as "nameKey" from catalog.brands where name_key = any(${nameKeys}::text[])`);
}

export type NewBrand = { brandId: string; slug: string; name: string; nameKey: string };

/**
 * Brands that do not exist yet; the others stay as they are. Answers those that were made. Where two names make one
 * slug, the later brand's ends in a piece of its id.
 */
export function insertBrands(brands: readonly NewBrand[], now: Date): Sql {
  return sql`
    insert into catalog.brands (id, slug, name, name_key, created_at)
    select b."brandId",
      case when b.place > 1 or exists (select from catalog.brands x where x.slug = b.slug)
        then b.slug || '-' || right(b."brandId"::text, 6) else b.slug end,
      b.name, b."nameKey", ${now}::timestamptz
    from (select *, row_number() over (partition by slug order by "nameKey") as place from json_to_recordset(${sql.json(brands)}::json) as r ("brandId" uuid, slug text, name text, "nameKey" text)) b
    order by b."nameKey"
    on conflict (name_key) do nothing
    returning id as "brandId", slug, name`;
}

export function updateBrandRow(brand: { brandId: string; name: string; nameKey: string }): Sql {
  return sql`
    update catalog.brands set name = ${brand.name}, name_key = ${brand.nameKey} where id = ${brand.brandId}
    returning id as "brandId", slug, name`;
}

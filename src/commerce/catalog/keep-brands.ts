import { present } from '#platform/assert';
import { appendAudit, auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { slugify } from '#platform/slug';
import {
  findBrandBySlug,
  findBrandRows,
  insertBrands,
  listBrandsByIds,
  listBrandsByKeys,
  type NewBrand,
  updateBrandRow,
} from './catalog-queries.ts';
import { brandKey, brandName } from './category-rules.ts';
import { type Brand, catalogContract } from './contract.ts';

export type KeepBrandsDeps = { database: Database; clock: Clock; newId: NewId };

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export async function findBrands(
  deps: KeepBrandsDeps,
  _call: Call,
  input: { startsWith: string; limit: number },
): Promise<{ brands: Brand[] }> {
  return { brands: await findBrandRows(deps.database, brandKey(input.startsWith), input.limit) };
}

export async function brandsByIds(
  deps: KeepBrandsDeps,
  _call: Call,
  input: { brandIds: string[] },
): Promise<{ brands: Brand[] }> {
  return { brands: await listBrandsByIds(deps.database, input.brandIds) };
}

export async function getBrand(deps: KeepBrandsDeps, _call: Call, input: { brand: string }): Promise<Brand> {
  const [byId] = UUID.test(input.brand) ? await listBrandsByIds(deps.database, [input.brand]) : [];
  const found = byId ?? (await findBrandBySlug(deps.database, input.brand));
  if (!found) throw refuse('catalog.brand-not-found');
  return found;
}

export async function createBrand(deps: KeepBrandsDeps, call: Call, input: { name: string }): Promise<Brand> {
  const fresh = newBrand(deps, input.name);
  return deps.database.inTx(async (tx) => {
    const [brand] = await tx.run<Brand>(insertBrands([fresh], deps.clock.now()));
    if (!brand) throw refuse('catalog.brand-taken', { name: fresh.name });
    appendAudit(tx, 'catalog', call, { stream: `brand:${brand.brandId}`, action: 'catalog.brand-made', after: brand });
    return brand;
  });
}

export async function updateBrand(
  deps: KeepBrandsDeps,
  call: Call,
  input: { brandId: string; name: string },
): Promise<Brand> {
  const name = brandName(input.name);
  try {
    return await deps.database.inTx(async (tx) => {
      const [before] = await listBrandsByIds(tx, [input.brandId]);
      if (!before) throw refuse('catalog.brand-not-found');
      const [after] = await tx.run<Brand>(updateBrandRow({ brandId: input.brandId, name, nameKey: brandKey(name) }));
      const brand = present(after, 'The brand was just read');
      tx.write(
        eventInsert(catalogContract, 'brand.updated', { call, aggregateId: brand.brandId, payload: brand }),
        auditInsert('catalog', call, {
          stream: `brand:${brand.brandId}`,
          action: 'catalog.brand-changed',
          before,
          after: brand,
        }),
      );
      return brand;
    });
  } catch (error) {
    if (isConflict(error, 'brands_name_once')) throw refuse('catalog.brand-taken', { name });
    throw error;
  }
}

/** Another process may take one of the slugs in the same moment; the second try sees it. */
async function insertOnce(deps: KeepBrandsDeps, brands: NewBrand[]): Promise<void> {
  const statement = insertBrands(brands, deps.clock.now());
  try {
    await deps.database.run(statement);
  } catch (error) {
    if (!isConflict(error, 'brands_slug_once')) throw error;
    await deps.database.run(statement);
  }
}

/** In bulk: two statements however many names there are. The answer stands in the order of the names. */
export async function ensureBrands(
  deps: KeepBrandsDeps,
  _call: Call,
  input: { names: string[] },
): Promise<{ brands: Brand[] }> {
  const keys = input.names.map(brandKey);
  const missing = new Map<string, NewBrand>();
  const found = new Map((await listBrandsByKeys(deps.database, keys)).map((brand) => [brand.nameKey, brand]));
  for (const name of input.names) {
    const key = brandKey(name);
    if (!found.has(key) && !missing.has(key)) missing.set(key, newBrand(deps, name));
  }
  if (missing.size > 0) {
    await insertOnce(deps, [...missing.values()]);
    // Read again: another process may have made one of them at the same moment.
    for (const brand of await listBrandsByKeys(deps.database, [...missing.keys()])) found.set(brand.nameKey, brand);
  }
  return {
    brands: keys.map((key) => {
      const { brandId, slug, name } = present(found.get(key), 'A brand was just made');
      return { brandId, slug, name };
    }),
  };
}

function newBrand(deps: KeepBrandsDeps, given: string): NewBrand {
  const brandId = deps.newId();
  const name = brandName(given);
  return { brandId, name, nameKey: brandKey(name), slug: slugify(name, 60) || 'merek' };
}

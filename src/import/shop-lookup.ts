import type { Brand, CatalogApi, CategoryAttribute } from '#commerce/catalog';
import type { ProductAttribute } from '#commerce/products';
import type { SellersApi } from '#commerce/sellers';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import { isRefusal } from '#platform/refusal';
import { slugify } from '#platform/slug';
import { type Draft, type DraftAttribute, RowRefused } from './draft.ts';
import { attributesFor, categoryKey, type Survey } from './survey.ts';

/** What words of a file mean in this shop: sellers by slug, categories by path, brands by name. */

export type LookupApis = {
  sellers: Pick<SellersApi, 'getPublicSeller' | 'sellersByIds'>;
  catalog: Pick<CatalogApi, 'listCategories' | 'categoriesByIds' | 'ensureCategories' | 'ensureBrands'>;
};

type KnownCategory = { categoryId: string; attributes: ReadonlyMap<string, CategoryAttribute> };
export type Categories = ReadonlyMap<string, KnownCategory>;

/**
 * Makes the categories that the file names and that are missing, with the attributes its rows carry, and answers what
 * each path means. In a dry run nothing is made; paths that would be new are only counted.
 */
export async function prepareCategories(
  apis: LookupApis,
  call: Call,
  survey: Survey,
  isDryRun: boolean,
): Promise<{ categories: Categories; made: number }> {
  const { categories } = await apis.catalog.listCategories(call, {});
  const idByPath = new Map(
    categories.map((category) => [categoryKey(category.path.map((step) => step.name)), category.slug]),
  );
  const slugs = new Set(categories.map((category) => category.slug));
  const before = slugs.size;
  const wanted: WantedCategory[] = [];
  const slugOfPath = new Map<string, string>();
  for (const [key, category] of survey.categories) {
    slugOfPath.set(key, wantPath({ idByPath, slugs, wanted }, category.path));
    const slug = present(slugOfPath.get(key), 'The path was just given a slug');
    wanted.push({
      slug,
      name: category.path.at(-1) ?? slug,
      parentSlug: null,
      attributes: attributesFor(category),
      isKnown: true,
    });
  }
  const made = slugs.size - before;
  if (isDryRun)
    return {
      categories: new Map([...slugOfPath.keys()].map((key) => [key, { categoryId: '', attributes: new Map() }])),
      made,
    };

  const ids = new Map<string, string>();
  for (let from = 0; from < wanted.length; from += 100) {
    const ensured = await apis.catalog.ensureCategories(call, {
      categories: wanted.slice(from, from + 100).map(({ isKnown: _, ...category }) => category),
    });
    for (const { slug, categoryId } of ensured.categories) ids.set(slug, categoryId);
  }
  return { categories: await readBack(apis, call, slugOfPath, ids), made };
}

type WantedCategory = {
  slug: string;
  name: string;
  parentSlug: string | null;
  attributes: ReturnType<typeof attributesFor>;
  isKnown: boolean;
};
type Wishes = { idByPath: Map<string, string>; slugs: Set<string>; wanted: WantedCategory[] };

/** The slug of a path; steps that are missing are wanted from the root down. */
function wantPath({ idByPath, slugs, wanted }: Wishes, path: readonly string[]): string {
  const [only = ''] = path;
  if (path.length === 1 && slugs.has(only)) return only;
  let parentSlug: string | null = null;
  for (let depth = 1; depth <= path.length; depth++) {
    const steps = path.slice(0, depth);
    const key = categoryKey(steps);
    const known = idByPath.get(key);
    if (known === undefined) {
      const slug = freeSlug(steps, slugs);
      slugs.add(slug);
      idByPath.set(key, slug);
      wanted.push({ slug, name: steps.at(-1) ?? slug, parentSlug, attributes: [], isKnown: false });
    }
    parentSlug = present(idByPath.get(key), 'The step was just given a slug');
  }
  return present(parentSlug, 'A path has at least one step');
}

function freeSlug(steps: readonly string[], taken: ReadonlySet<string>): string {
  const short = slugify(steps.at(-1) ?? '') || 'kategori';
  const long = slugify(steps.join(' ')) || 'kategori';
  for (const slug of [short, long]) if (!taken.has(slug)) return slug;
  for (let number = 2; ; number++)
    if (!taken.has(`${long.slice(0, 70)}-${number}`)) return `${long.slice(0, 70)}-${number}`;
}

async function readBack(
  apis: LookupApis,
  call: Call,
  slugOfPath: ReadonlyMap<string, string>,
  ids: ReadonlyMap<string, string>,
): Promise<Categories> {
  const known = new Map<string, KnownCategory>();
  const all = [...new Set(ids.values())];
  const attributesOf = new Map<string, KnownCategory>();
  for (let from = 0; from < all.length; from += 100) {
    const { categories } = await apis.catalog.categoriesByIds(call, { categoryIds: all.slice(from, from + 100) });
    for (const { categoryId, attributes } of categories) {
      attributesOf.set(categoryId, {
        categoryId,
        attributes: new Map(attributes.map((attribute) => [attribute.code, attribute])),
      });
    }
  }
  for (const [path, slug] of slugOfPath) {
    const id = present(ids.get(slug), 'Every category was just ensured');
    known.set(path, attributesOf.get(id) ?? { categoryId: id, attributes: new Map() });
  }
  return known;
}

/** Values in the kinds that the category knows; what cannot be one refuses the row. */
export function fitAttributes(attributes: readonly DraftAttribute[], category: KnownCategory): ProductAttribute[] {
  return attributes.map((attribute) => {
    const known = category.attributes.get(attribute.code);
    if (!known) return attribute;
    return { code: known.code, name: known.name, unit: known.unit, value: fitValue(attribute, known) };
  });
}

function fitValue({ name, value }: DraftAttribute, known: CategoryAttribute): string | number | boolean {
  if (known.kind === 'number' && typeof value === 'number') return value;
  if (known.kind === 'boolean' && typeof value === 'boolean') return value;
  if (known.kind === 'text') return asText(value);
  if (known.kind === 'choice' && known.values.includes(String(value))) return String(value);
  const words = {
    number: 'angka',
    boolean: 'ya atau tidak',
    choice: `salah satu dari ${known.values.slice(0, 10).join(', ')}`,
  };
  throw new RowRefused(`attributes.${name}: harus ${words[known.kind]}`);
}

function asText(value: DraftAttribute['value']): string {
  if (typeof value === 'boolean') return value ? 'Ya' : 'Tidak';
  return String(value);
}

export type Shop = { sellerId: string; ownerId: string };

/** Shops by slug, asked for once. */
export class Shops {
  private readonly apis: LookupApis;
  private readonly call: Call;
  private readonly found = new Map<string, Promise<Shop | null>>();

  constructor(apis: LookupApis, call: Call) {
    this.apis = apis;
    this.call = call;
  }

  async of(slug: string): Promise<Shop | null> {
    let asked = this.found.get(slug);
    if (!asked) {
      asked = this.ask(slug);
      this.found.set(slug, asked);
    }
    return asked;
  }

  private async ask(slug: string): Promise<Shop | null> {
    try {
      const { id } = await this.apis.sellers.getPublicSeller(this.call, { idOrSlug: slug });
      const { sellers } = await this.apis.sellers.sellersByIds(this.call, { sellerIds: [id] });
      return { sellerId: id, ownerId: present(sellers[0], 'A shop that is shown has an owner').userId };
    } catch (error) {
      if (isRefusal(error, 'sellers.not-found')) return null;
      throw error;
    }
  }
}

/** Brands by name, made in bulk once per batch. */
export class Brands {
  private readonly apis: LookupApis;
  private readonly call: Call;
  private readonly known = new Map<string, Brand>();

  constructor(apis: LookupApis, call: Call) {
    this.apis = apis;
    this.call = call;
  }

  async learn(drafts: readonly Draft[]): Promise<void> {
    const names = [
      ...new Set(drafts.flatMap((draft) => (draft.brand && !this.known.has(draft.brand) ? [draft.brand] : []))),
    ];
    if (names.length === 0) return;
    const { brands } = await this.apis.catalog.ensureBrands(this.call, { names });
    for (const [index, name] of names.entries())
      this.known.set(name, present(brands[index], 'Brands come in the order of the names'));
  }

  of(name: string | null): Brand | null {
    return name === null ? null : (this.known.get(name) ?? null);
  }
}

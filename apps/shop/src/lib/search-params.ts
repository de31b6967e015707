import type { Facet, SearchResult, SortOrder } from '@lumbung/kit/api.ts';
import { parseRupiah, rupiah } from '@lumbung/kit/format/money.ts';
import * as m from '#messages';

/**
 * The address bar is the state of a search: everything chosen stands in it, so it can be shared and gone back to.
 * Names are the API's, but for `mulai` (the cursor of a page without a script).
 */

const sorts: SortOrder[] = ['relevance', 'best_selling', 'newest', 'price_asc', 'price_desc'];
/** Facets with a parameter of their own; every other facet is an attribute and goes into `filter=code:value`. */
const ownParameters = ['brand', 'city'];

/** Parameters that are only read here, be they a request's or SvelteKit's. */
type Params = Pick<URLSearchParams, 'get' | 'getAll' | 'has' | 'entries'>;

export type SearchQuery = {
  q?: string;
  category?: string;
  seller?: string;
  brand?: string[];
  city?: string[];
  inStock?: boolean;
  minPrice?: number;
  maxPrice?: number;
  filter?: string[];
  sort?: SortOrder;
  cursor?: string;
};

export function readSearch(params: Params): SearchQuery {
  const list = (name: string) =>
    params
      .getAll(name)
      .filter((value) => value !== '')
      .slice(0, 20);
  const many = (name: string) => (list(name).length > 0 ? list(name) : undefined);
  const one = (name: string) => params.get(name)?.slice(0, 80) || undefined;
  const price = (name: string) => parseRupiah(params.get(name) ?? '');
  const sort = sorts.find((known) => known === params.get('sort'));
  return {
    q: params.get('q')?.trim().slice(0, 100) || undefined,
    category: one('category'),
    seller: one('seller'),
    brand: many('brand'),
    city: many('city'),
    inStock: params.get('inStock') === 'true' || undefined,
    minPrice: price('minPrice'),
    maxPrice: price('maxPrice'),
    filter: many('filter'),
    sort,
    cursor: params.get('mulai') || undefined,
  };
}

export function fieldOf(facet: Pick<Facet, 'code'>): string {
  return ownParameters.includes(facet.code) ? facet.code : 'filter';
}

export function fieldValue(facet: Pick<Facet, 'code'>, value: string): string {
  return ownParameters.includes(facet.code) ? value : `${facet.code}:${value}`;
}

/** The same search without empty fields and without a place in the list. */
export function cleaned(params: Params): URLSearchParams {
  const kept = new URLSearchParams();
  for (const [name, value] of params.entries()) {
    if (value === '' || name === 'mulai' || (name === 'sort' && value === 'relevance')) continue;
    if (!kept.has(name, value)) kept.append(name, value);
  }
  return kept;
}

function without(params: Params, ...taken: [name: string, value?: string][]): string {
  const kept = cleaned(params);
  for (const [name, value] of taken) {
    if (value === undefined) kept.delete(name);
    else kept.delete(name, value);
  }
  const text = kept.toString();
  return text === '' ? '?' : `?${text}`;
}

export type ChosenChip = { label: string; href: string };

/** What is chosen, each with the address of the same search without it. */
export function chosenChips(params: Params, facets: SearchResult['facets']): ChosenChip[] {
  const chips: ChosenChip[] = [];
  for (const name of [...ownParameters, 'filter']) {
    for (const wanted of params.getAll(name).filter((value) => value !== '')) {
      chips.push({ label: labelOf(facets, name, wanted), href: without(params, [name, wanted]) });
    }
  }
  if (params.get('inStock') === 'true') chips.push({ label: m.filter_in_stock(), href: without(params, ['inStock']) });
  const [from, until] = [parseRupiah(params.get('minPrice') ?? ''), parseRupiah(params.get('maxPrice') ?? '')];
  if (from !== undefined || until !== undefined) {
    chips.push({ label: priceWords(from, until), href: without(params, ['minPrice'], ['maxPrice']) });
  }
  return chips;
}

/** The words of a value: the facet's, or its own where an answer without facets (a later page) is shown. */
function labelOf(facets: SearchResult['facets'], name: string, wanted: string): string {
  const facet = facets.find(
    (one) => fieldOf(one) === name && one.values.some((value) => fieldValue(one, value.value) === wanted),
  );
  const known = facet?.values.find((value) => fieldValue(facet, value.value) === wanted);
  return known?.label ?? (name === 'filter' ? wanted.slice(wanted.indexOf(':') + 1) : wanted);
}

export function priceWords(from: number | undefined, until: number | undefined): string {
  if (from !== undefined && until !== undefined) return `${rupiah(from)} – ${rupiah(until)}`;
  return from === undefined
    ? m.filter_price_up_to({ price: rupiah(until ?? 0) })
    : m.filter_price_at_least({ price: rupiah(from) });
}

export type PricePreset = { label: string; href: string; isChosen: boolean };

const steps = [25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000];

/** Up to four bands within the prices that are there. */
export function pricePresets(params: Params, min = 0, max = 0): PricePreset[] {
  const inside = steps.filter((step) => step > min && step < max);
  if (inside.length === 0) return [];
  const marks =
    inside.length <= 3 ? inside : [0.2, 0.5, 0.8].map((part) => inside[Math.floor(part * inside.length)] ?? 0);
  const bounds: (number | undefined)[] = [undefined, ...new Set(marks), undefined];
  return bounds.slice(1).map((until, index) => {
    const from = bounds[index];
    const next = cleaned(params);
    next.delete('minPrice');
    next.delete('maxPrice');
    if (from !== undefined) next.set('minPrice', String(from));
    if (until !== undefined) next.set('maxPrice', String(until));
    const isChosen =
      params.get('minPrice') === (from?.toString() ?? null) && params.get('maxPrice') === (until?.toString() ?? null);
    return { label: priceWords(from, until), href: `?${next}`, isChosen };
  });
}

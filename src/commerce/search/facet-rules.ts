import type { Facet, SearchQuery } from './contract.ts';

/** Facets every product has, beside the attributes of its category. */
export const BRAND = 'brand';
export const CITY = 'city';
const MAX_FACETS = 16;
const MAX_VALUES = 50;
/** A facet that says something about fewer goods than this share of the hits helps nobody to choose. */
const LEAST_SHARE = 0.08;

export type Selection = { code: string; values: string[] };

/** The choices of a query, one entry per code, in a fixed order. */
export function selectionsOf(query: Pick<SearchQuery, 'brand' | 'city' | 'filter'>): Selection[] {
  const byCode = new Map<string, Set<string>>();
  const add = (code: string, value: string): void => void byCode.set(code, (byCode.get(code) ?? new Set()).add(value));
  for (const value of query.brand ?? []) add(BRAND, value);
  for (const value of query.city ?? []) add(CITY, value);
  for (const pair of query.filter ?? []) {
    const colon = pair.indexOf(':');
    add(pair.slice(0, colon), pair.slice(colon + 1));
  }
  return [...byCode]
    .map(([code, values]) => ({ code, values: [...values].sort() }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

export type TermCount = {
  code: string;
  name: string;
  value: string /** Bit of the one choice that these goods do not meet; 0 for goods that meet all. */;
  failed: number;
  count: number;
};

/**
 * Facets from counts. Counts of a facet with a choice include goods that miss only this choice, so that people see what
 * another value of the same facet would give.
 */
export function buildFacets(counts: readonly TermCount[], selections: readonly Selection[], total: number): Facet[] {
  const facets = new Map<string, { name: string; values: Map<string, number> }>();
  for (const row of counts) {
    const bit = bitOf(selections, row.code);
    if (row.failed !== 0 && row.failed !== bit) continue;
    const facet = facets.get(row.code) ?? { name: row.name, values: new Map<string, number>() };
    facets.set(row.code, facet);
    facet.values.set(row.value, (facet.values.get(row.value) ?? 0) + row.count);
  }
  for (const { code } of selections) if (!facets.has(code)) facets.set(code, { name: code, values: new Map() });
  return [...facets]
    .map(([code, { name, values }]) => toFacet(code, name, values, selections))
    .filter((facet) => isUseful(facet, total))
    .sort(byWeight)
    .slice(0, MAX_FACETS);
}

/** The bit of a facet's choice in the mask of failed choices; 0 where nothing is chosen. */
export function bitOf(selections: readonly Selection[], code: string): number {
  const index = selections.findIndex((selection) => selection.code === code);
  return index < 0 ? 0 : 1 << index;
}

function toFacet(code: string, name: string, values: Map<string, number>, selections: readonly Selection[]): Facet {
  const chosen = new Set(selections.find((selection) => selection.code === code)?.values);
  for (const value of chosen) if (!values.has(value)) values.set(value, 0);
  const all = [...values].map(([value, count]) => ({ value, label: value, count, selected: chosen.has(value) }));
  all.sort((a, b) => Number(b.selected) - Number(a.selected) || b.count - a.count || (a.value < b.value ? -1 : 1));
  return { code, name, kind: 'terms', values: all.slice(0, MAX_VALUES) };
}

function isUseful(facet: Facet, total: number): boolean {
  if (facet.values.some((value) => value.selected)) return true;
  const covered = facet.values.reduce((sum, value) => sum + value.count, 0);
  return facet.values.length > 1 && covered >= Math.max(2, total * LEAST_SHARE);
}

/** Brand and city first, then what says something about most goods. */
function byWeight(a: Facet, b: Facet): number {
  return weight(b) - weight(a) || (a.code < b.code ? -1 : 1);
}

function weight(facet: Facet): number {
  if (facet.code === BRAND) return Number.MAX_SAFE_INTEGER;
  if (facet.code === CITY) return Number.MAX_SAFE_INTEGER - 1;
  return facet.values.reduce((sum, value) => sum + value.count, 0);
}

import type { NewAttribute } from '#commerce/catalog';
import type { Draft, DraftAttribute } from './draft.ts';

/**
 * What the rows of a file say together: how many there are, and per category which attributes they carry. Only a first
 * look at the whole file can tell a facet (many rows, few values) from a remark.
 */
export type Survey = { rows: number; categories: Map<string, CategorySurvey> };
export type CategorySurvey = { path: string[]; rows: number; attributes: Map<string, AttributeSurvey> };
type AttributeSurvey = {
  name: string;
  unit: string | null;
  rows: number;
  kinds: Set<'text' | 'number' | 'boolean'>;
  values: Set<string>;
  longest: number;
};

/** Enough to know that there are too many. */
const MAX_VALUES = 61;
const LONGEST_CHOICE = 40;
const MAX_ATTRIBUTES = 300;
const MAX_FACETS = 12;
const FACET_SHARE = 0.2;
const ATTRIBUTE_SHARE = 0.02;

export function newSurvey(): Survey {
  return { rows: 0, categories: new Map() };
}

export function categoryKey(path: readonly string[]): string {
  return path.map((step) => step.toLowerCase()).join(' > ');
}

export function addToSurvey(survey: Survey, draft: Draft): void {
  survey.rows++;
  const key = categoryKey(draft.category);
  let category = survey.categories.get(key);
  if (!category) {
    category = { path: draft.category, rows: 0, attributes: new Map() };
    survey.categories.set(key, category);
  }
  category.rows++;
  for (const attribute of draft.attributes) addAttribute(category, attribute);
}

function addAttribute(category: CategorySurvey, { code, name, unit, value }: DraftAttribute): void {
  let attribute = category.attributes.get(code);
  if (!attribute) {
    attribute = { name, unit, rows: 0, kinds: new Set(), values: new Set(), longest: 0 };
    category.attributes.set(code, attribute);
  }
  attribute.rows++;
  attribute.unit ??= unit;
  attribute.kinds.add(kindOf(value));
  if (typeof value === 'string') {
    attribute.longest = Math.max(attribute.longest, value.length);
    if (attribute.values.size < MAX_VALUES) attribute.values.add(value);
  }
}

export function kindOf(value: DraftAttribute['value']): 'text' | 'number' | 'boolean' {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'text';
}

/**
 * The attributes that a category should have: those that enough of its rows carry, the commonest first. Filterable are
 * those that many rows carry and, as text, take few short values. Rows of mixed kinds make a text.
 */
export function attributesFor(category: CategorySurvey): NewAttribute[] {
  const common = [...category.attributes]
    .filter(([, attribute]) => attribute.rows >= Math.max(1, category.rows * ATTRIBUTE_SHARE))
    .sort(([, a], [, b]) => b.rows - a.rows)
    .slice(0, MAX_ATTRIBUTES);
  let facets = 0;
  return common.map(([code, attribute]) => {
    const [only] = attribute.kinds;
    const kind = attribute.kinds.size === 1 && only ? only : 'text';
    const isFilterable = facets < MAX_FACETS && isFacet(attribute, kind, category.rows);
    if (isFilterable) facets++;
    return {
      code,
      name: attribute.name,
      kind,
      unit: kind === 'number' ? attribute.unit : null,
      values: [],
      isFilterable,
    };
  });
}

function isFacet(attribute: AttributeSurvey, kind: string, rows: number): boolean {
  if (attribute.rows < rows * FACET_SHARE) return false;
  return kind !== 'text' || (attribute.values.size < MAX_VALUES && attribute.longest <= LONGEST_CHOICE);
}

import type { CategoryAttribute } from '#commerce/catalog';
import { assertNever } from '#platform/assert';
import type { Axis, NewAttribute, ProductAttribute } from './product-shapes.ts';

/** Pure decisions about products. */

/** Without a wish of the seller, at most this many in one order. */
export const DEFAULT_MAX_QUANTITY = 999;
/** A parcel of unknown size: a small box. */
export const DEFAULT_MEASURES = { lengthMm: 200, widthMm: 150, heightMm: 100 };
export const MAX_AXIS_VALUES = 100;

export type OptionsOf = Record<string, string>;

export type VariantsDecision =
  | { accepted: true; axes: Axis[]; optionKeys: string[] }
  | { accepted: false; code: 'products.variants-wrong' };

/**
 * Every variant must choose one value on each axis and no two may choose the same; without axes there is one variant.
 * Values that variants use and the axes do not name yet are added to them, in order of appearance.
 */
export function decideVariants(axes: readonly Axis[], options: readonly OptionsOf[]): VariantsDecision {
  const wrong = { accepted: false, code: 'products.variants-wrong' } as const;
  const names = axes.map((axis) => axis.name);
  if (new Set(names).size !== names.length) return wrong;
  const values = new Map(axes.map((axis) => [axis.name, new Set(axis.values)]));
  const keys: string[] = [];
  for (const chosen of options) {
    if (Object.keys(chosen).length !== names.length) return wrong;
    for (const name of names) {
      const value = chosen[name];
      if (value === undefined) return wrong;
      values.get(name)?.add(value);
    }
    keys.push(optionKey(names, chosen));
  }
  if (new Set(keys).size !== keys.length) return wrong;
  const grown = axes.map((axis) => ({ name: axis.name, values: [...(values.get(axis.name) ?? [])] }));
  if (grown.some((axis) => axis.values.length > MAX_AXIS_VALUES)) return wrong;
  return { accepted: true, axes: grown, optionKeys: keys };
}

/** The chosen values in the order of the axes: by this two variants are told apart. */
export function optionKey(axisNames: readonly string[], options: OptionsOf): string {
  return JSON.stringify(axisNames.map((name) => options[name] ?? null));
}

export type AttributesDecision =
  | { accepted: true; attributes: ProductAttribute[] }
  | { accepted: false; code: 'products.attribute-unknown'; details: { code: string } }
  | { accepted: false; code: 'products.attribute-wrong'; details: { code: string; kind: string } };

/** Values against what the category knows; name and unit are kept with the value. A later one of the same code wins. */
export function decideAttributes(
  known: readonly CategoryAttribute[],
  given: readonly NewAttribute[],
): AttributesDecision {
  const byCode = new Map(known.map((attribute) => [attribute.code, attribute]));
  const attributes = new Map<string, ProductAttribute>();
  for (const { code, value } of given) {
    const attribute = byCode.get(code);
    if (!attribute) return { accepted: false, code: 'products.attribute-unknown', details: { code } };
    if (!fits(attribute, value)) {
      return { accepted: false, code: 'products.attribute-wrong', details: { code, kind: attribute.kind } };
    }
    attributes.set(code, { code, name: attribute.name, value, unit: attribute.unit });
  }
  return { accepted: true, attributes: [...attributes.values()] };
}

function fits(attribute: CategoryAttribute, value: string | number | boolean): boolean {
  switch (attribute.kind) {
    case 'text':
      return typeof value === 'string' && value.trim().length > 0;
    case 'choice':
      return typeof value === 'string' && attribute.values.includes(value);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    default:
      return assertNever(attribute.kind);
  }
}

export type Quantities = { minQuantity: number; maxQuantity: number };

/** null when the smallest order would exceed the largest. */
export function decideQuantities(given: Partial<Quantities>, before: Quantities | null = null): Quantities | null {
  const minQuantity = given.minQuantity ?? before?.minQuantity ?? 1;
  const maxQuantity = given.maxQuantity ?? before?.maxQuantity ?? Math.max(DEFAULT_MAX_QUANTITY, minQuantity);
  return minQuantity <= maxQuantity ? { minQuantity, maxQuantity } : null;
}

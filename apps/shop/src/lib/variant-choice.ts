import type { Offer, Product, Variant } from '@lumbung/kit/api.ts';

/**
 * Choosing a variant on up to two axes. The choice lives in the address (`?Warna=Indigo&Ukuran=M`), so it can be shared
 * and works as plain links; an offer of another shop is chosen by `?penawaran=`.
 */
export type Choice = Record<string, string>;

type Params = Pick<URLSearchParams, 'get'>;

export function readChoice(product: Pick<Product, 'axes'>, params: Params): Choice {
  const choice: Choice = {};
  for (const axis of product.axes) {
    const value = params.get(axis.name);
    if (value !== null && axis.values.includes(value)) choice[axis.name] = value;
  }
  return choice;
}

/** The one variant that the choice names, or undefined while an axis is open. A product without axes has one variant. */
export function chosenVariant(product: Pick<Product, 'axes' | 'variants'>, choice: Choice): Variant | undefined {
  if (product.axes.length === 0) return product.variants[0];
  if (product.axes.some((axis) => choice[axis.name] === undefined)) return undefined;
  return product.variants.find((variant) =>
    product.axes.every((axis) => variant.options[axis.name] === choice[axis.name]),
  );
}

/** The cheapest that can be had comes first; what is sold out comes last. */
export function rankedOffers(variant: Variant | undefined): Offer[] {
  const rank = (offer: Offer) => (offer.available >= offer.minQuantity ? 0 : 1);
  return (variant?.offers ?? []).toSorted((a, b) => rank(a) - rank(b) || a.price.amount - b.price.amount);
}

export type ValueState = 'available' | 'sold-out' | 'missing';

/** Whether a value of one axis can still lead to goods, given what is chosen on the other axis. */
export function stateOfValue(
  product: Pick<Product, 'axes' | 'variants'>,
  choice: Choice,
  axisName: string,
  value: string,
): ValueState {
  const others = product.axes.filter((axis) => axis.name !== axisName && choice[axis.name] !== undefined);
  const matching = product.variants.filter(
    (variant) =>
      variant.options[axisName] === value && others.every((axis) => variant.options[axis.name] === choice[axis.name]),
  );
  if (matching.length === 0) return 'missing';
  return matching.some((variant) => rankedOffers(variant).some((offer) => offer.available >= offer.minQuantity))
    ? 'available'
    : 'sold-out';
}

/** The address of the same product with one value chosen instead. */
export function choiceHref(product: Pick<Product, 'axes'>, choice: Choice, axisName: string, value: string): string {
  const params = new URLSearchParams();
  for (const axis of product.axes) {
    const chosen = axis.name === axisName ? value : choice[axis.name];
    if (chosen !== undefined) params.set(axis.name, chosen);
  }
  return `?${params}`;
}

/** `Indigo, M` for cart lines and orders. */
export function optionWords(options: Record<string, string>): string {
  return Object.values(options).join(', ');
}

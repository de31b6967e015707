import type { Axis } from '@lumbung/kit/api-desk.ts';

/** How a variant is told from the others: `Ukuran` with `S, M, L` as typed. */
export type AxisDraft = { name: string; values: string };
/** One variant as typed. */
export type VariantDraft = {
  key: string;
  options: Record<string, string>;
  price: string;
  stock: string;
  weight: string;
  sku: string;
};

export const mostAxes = 2;
/** More than this is no longer a form. The API takes 200. */
export const mostVariants = 60;

/** The axes that are named and have values; each value once. */
export function axesOf(drafts: readonly AxisDraft[]): Axis[] {
  return drafts.flatMap(({ name, values }) => {
    const given = [...new Set(values.split(',').map((value) => value.trim()))].filter((value) => value !== '');
    return name.trim() === '' || given.length === 0 ? [] : [{ name: name.trim(), values: given }];
  });
}

/** Every combination in the order of the values: S Merah, S Biru, M Merah, … One empty combination without axes. */
export function combinationsOf(axes: readonly Axis[]): Record<string, string>[] {
  return axes.reduce<Record<string, string>[]>(
    (rows, axis) => rows.flatMap((row) => axis.values.map((value) => ({ ...row, [axis.name]: value }))),
    [{}],
  );
}

/** The rows of the form. What was typed for a combination stays; a new one begins like the first row. */
export function rowsFor(axes: readonly Axis[], earlier: readonly VariantDraft[]): VariantDraft[] {
  const known = new Map(earlier.map((row) => [row.key, row]));
  const [like] = earlier;
  return combinationsOf(axes).map((options) => {
    const key = Object.values(options).join(' / ');
    const begin = { price: like?.price ?? '', stock: like?.stock ?? '1', weight: like?.weight ?? '', sku: '' };
    return { ...(known.get(key) ?? begin), key, options };
  });
}

/** Two axes of one name would be one. */
export function hasTwins(axes: readonly Axis[]): boolean {
  return new Set(axes.map((axis) => axis.name.toLowerCase())).size < axes.length;
}

import type { Brand } from '#commerce/catalog';
import type { ImportedProduct, ProductAttribute } from '#commerce/products';
import type { Picture } from '#commons/media';
import { present } from '#platform/assert';
import { derivedId } from '#platform/ids';
import { slugify } from '#platform/slug';
import { CATEGORIES } from './categories.ts';
import type { Choice, Good } from './goods/good.ts';
import { still } from './pictures/canvas.ts';

/** Goods of the demo as rows for `products.importProducts`. Pure. */

/** What the shop has made ready before the goods come in. */
export type Shelf = {
  sellerIds: ReadonlyMap<string, string>;
  categoryIds: ReadonlyMap<string, string>;
  brands: ReadonlyMap<string, Brand>;
  pictures: ReadonlyMap<string, Picture>;
};

export type Drawing = { pictureId: string; draw: () => string };

/** Every picture of a good: one, or one per choice that changes its looks. */
export function drawingsOf(good: Good): Drawing[] {
  return looksOf(good).map((choice) => ({
    pictureId: pictureIdOf(good, choice),
    draw: () => still(good.ground, (canvas) => good.draw(canvas, choice)),
  }));
}

function looksOf(good: Good): string[] {
  const axis = good.axes?.find((candidate) => candidate.name === good.looks);
  return axis ? axis.choices.map((choice) => asChoice(choice).name) : [''];
}

/** The same picture, the same id: a second seeding finds what the first one stored. */
function pictureIdOf(good: Good, choice: string): string {
  return derivedId('demo.picture', good.key, choice);
}

export function toRow(good: Good, shelf: Shelf): ImportedProduct {
  const [lengthMm, widthMm, heightMm] = good.size;
  const combinations = combine(good.axes ?? []);
  return {
    sellerId: present(shelf.sellerIds.get(good.shop), `The demo has a shop ${good.shop}`),
    key: good.key,
    name: good.name,
    description: good.text,
    categoryId: present(shelf.categoryIds.get(good.category), `The demo has a category ${good.category}`),
    brand: good.brand ? (shelf.brands.get(good.brand) ?? null) : null,
    status: 'active',
    soldBefore: good.sold,
    attributes: attributesOf(good),
    axes: (good.axes ?? []).map((axis) => ({
      name: axis.name,
      values: axis.choices.map((choice) => asChoice(choice).name),
    })),
    images: looksOf(good)
      .map((choice) => imageOf(good, choice, shelf))
      .slice(0, 9),
    variants: combinations.map((choices, index) => ({
      sku: skuOf(good, choices),
      options: Object.fromEntries(choices.map(({ axis, choice }) => [axis, choice.name])),
      weightGrams: good.grams + sum(choices, (choice) => choice.addGrams),
      lengthMm,
      widthMm,
      heightMm,
      image: variantImage(good, choices, shelf),
      priceMinor: good.price + sum(choices, (choice) => choice.addPrice),
      minQuantity: 1,
      maxQuantity: 100,
      stock: stockOf(good, choices, index),
    })),
  };
}

/** SKU of the first variant: what other shops offer too. */
export function firstSku(good: Good): string {
  return skuOf(good, combine(good.axes ?? [])[0] ?? []);
}

type Chosen = { axis: string; choice: Choice };

function combine(axes: NonNullable<Good['axes']>): Chosen[][] {
  return axes.reduce<Chosen[][]>(
    (rows, axis) =>
      rows.flatMap((row) => axis.choices.map((choice) => [...row, { axis: axis.name, choice: asChoice(choice) }])),
    [[]],
  );
}

function asChoice(choice: string | Choice): Choice {
  return typeof choice === 'string' ? { name: choice } : choice;
}

function skuOf(good: Good, choices: readonly Chosen[]): string {
  return [good.key, ...choices.map(({ choice }) => slugify(choice.name).replaceAll('-', '').toUpperCase())]
    .join('-')
    .slice(0, 64);
}

function sum(choices: readonly Chosen[], of: (choice: Choice) => number | undefined): number {
  return choices.reduce((total, { choice }) => total + (of(choice) ?? 0), 0);
}

/** Shelves are never evenly full: a few choices are nearly or quite sold out. Always the same ones. */
function stockOf(good: Good, choices: readonly Chosen[], index: number): number {
  const named = choices.map(({ choice }) => choice.stock).find((stock) => stock !== undefined);
  const stock = named ?? good.stock;
  if (index === 0) return stock;
  const turn = (good.key.length * 7 + index * 5) % 13;
  if (turn === 0) return 0;
  return turn === 1 ? Math.min(stock, 2) : Math.max(1, Math.round(stock * (1 - turn / 30)));
}

function imageOf(good: Good, choice: string, shelf: Shelf): ImportedProduct['images'][number] {
  const { id, url, width, height, sources } = present(
    shelf.pictures.get(pictureIdOf(good, choice)),
    `The demo drew ${good.key}`,
  );
  return { mediaId: id, url, width, height, sources, alt: choice ? `${good.name}, ${choice}` : good.name };
}

function variantImage(good: Good, choices: readonly Chosen[], shelf: Shelf): ImportedProduct['images'][number] | null {
  const chosen = choices.find(({ axis }) => axis === good.looks);
  return chosen ? imageOf(good, chosen.choice.name, shelf) : null;
}

function attributesOf(good: Good): ProductAttribute[] {
  const root = CATEGORIES.find((candidate) => candidate.below.some((leaf) => leaf.slug === good.category));
  const leaf = root?.below.find((candidate) => candidate.slug === good.category);
  const known = new Map(
    [...(root?.attributes ?? []), ...(leaf?.attributes ?? [])].map((attribute) => [attribute.code, attribute]),
  );
  return Object.entries(good.attributes).map(([code, value]) => {
    const attribute = present(known.get(code), `${good.category} has the attribute ${code} of ${good.key}`);
    return { code, name: attribute.name, value, unit: attribute.unit ?? null };
  });
}

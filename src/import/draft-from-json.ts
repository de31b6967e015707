import type { ImportedProduct } from '#commerce/products';
import { type Draft, type DraftAttribute, RowRefused } from './draft.ts';
import {
  attributeCode,
  categoryPath,
  imageUrl,
  isEmpty,
  LENGTH,
  optionalText,
  optionalWhole,
  PRICE,
  QUANTITY,
  STOCK,
  text,
  WEIGHT,
  whole,
} from './fields.ts';

/** The documented form (docs/guides/import.md); CSV rows are brought into it first. */

const FIELDS = new Set(
  'key sku seller name description category brand status price stock weightGrams lengthMm widthMm heightMm minQuantity maxQuantity images attributes axes variants'.split(
    ' ',
  ),
);
const VARIANT_FIELDS = new Set(
  'sku options price stock weightGrams lengthMm widthMm heightMm minQuantity maxQuantity image'.split(' '),
);

type Fields = Record<string, unknown>;

export function draftFromJson(record: Fields, line: number): Draft {
  refuseUnknown(record, FIELDS, '');
  const key = text(record.key, 'key', { min: 1, max: 64 });
  const axes = axesOf(record.axes);
  return {
    line,
    record,
    seller: optionalText(record.seller, 'seller', 60),
    key,
    name: text(record.name, 'name', { min: 3, max: 300 }),
    description: optionalText(record.description, 'description', 20_000) ?? '',
    category: categoryPath(record.category),
    brand: optionalText(record.brand, 'brand', 80),
    status: statusOf(record.status),
    attributes: attributesOf(record.attributes),
    axes,
    images: imagesOf(record.images),
    variants: variantsOf(record, key, axes),
  };
}

function refuseUnknown(record: Fields, known: ReadonlySet<string>, place: string): void {
  const unknown = Object.keys(record).find((field) => !known.has(field));
  if (unknown !== undefined)
    throw new RowRefused(`${place}${unknown}: kolom ini tidak dikenal`, 'import.field-unknown');
}

function statusOf(value: unknown): Draft['status'] {
  if (isEmpty(value)) return 'active';
  if (value === 'active' || value === 'draft') return value;
  throw new RowRefused('status: harus active atau draft');
}

function imagesOf(value: unknown): Draft['images'] {
  if (isEmpty(value)) return [];
  if (!Array.isArray(value) || value.length > 9) throw new RowRefused('images: paling banyak 9 alamat');
  return value.map((image: unknown) => {
    if (!isRecord(image)) return { url: imageUrl(image) };
    return { url: imageUrl(image.url), alt: optionalText(image.alt, 'images.alt', 200) ?? '' };
  });
}

function attributesOf(value: unknown): DraftAttribute[] {
  if (isEmpty(value)) return [];
  if (!isRecord(value)) throw new RowRefused('attributes: harus pasangan nama dan nilai');
  const entries = Object.entries(value).filter(([, given]) => !isEmpty(given));
  if (entries.length > 250) throw new RowRefused('attributes: paling banyak 250');
  return entries.map(([name, given]) => {
    const [plain, unit] = isRecord(given)
      ? [given.value, optionalText(given.unit, `attributes.${name}`, 20)]
      : [given, null];
    const clean = text(name, 'attributes', { min: 1, max: 120 });
    return { code: attributeCode(clean), name: clean, value: attributeValue(plain, clean), unit };
  });
}

function attributeValue(value: unknown, name: string): DraftAttribute['value'] {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Math.abs(value) <= 1e15) return value;
  if (typeof value === 'string') return text(value, `attributes.${name}`, { min: 1, max: 1_000 });
  throw new RowRefused(`attributes.${name}: harus teks, angka, atau benar/salah`);
}

function axesOf(value: unknown): Draft['axes'] {
  if (isEmpty(value)) return [];
  if (!Array.isArray(value) || value.length > 2) throw new RowRefused('axes: paling banyak 2 sumbu');
  return value.map((axis: unknown) => {
    if (!isRecord(axis) || !Array.isArray(axis.values)) throw new RowRefused('axes: perlu name dan values');
    if (axis.values.length > 100) throw new RowRefused('axes: paling banyak 100 pilihan');
    return {
      name: text(axis.name, 'axes.name', { min: 1, max: 40 }),
      values: axis.values.map((choice: unknown) => text(choice, 'axes.values', { min: 1, max: 80 })),
    };
  });
}

/** Without `variants` the row itself is the only one; what a variant does not say, the row says for it. */
function variantsOf(record: Fields, key: string, axes: Draft['axes']): Draft['variants'] {
  const given = record.variants;
  if (isEmpty(given)) return [variantOf(record, { sku: isEmpty(record.sku) ? key : record.sku, options: {} }, [])];
  if (!Array.isArray(given) || given.length === 0 || given.length > 200) throw new RowRefused('variants: 1 sampai 200');
  const variants = given.map((variant: unknown, index) => {
    if (!isRecord(variant)) throw new RowRefused(`variants[${index}]: harus objek`);
    refuseUnknown(variant, VARIANT_FIELDS, `variants[${index}].`);
    return variantOf(record, variant, axes);
  });
  const chosen = new Set(variants.map((variant) => JSON.stringify(axes.map((axis) => variant.options[axis.name]))));
  if (chosen.size < variants.length) throw new RowRefused('variants: dua varian punya pilihan yang sama');
  if (new Set(variants.map((variant) => variant.sku)).size < variants.length)
    throw new RowRefused('variants: SKU harus berbeda');
  return variants;
}

function variantOf(row: Fields, variant: Fields, axes: Draft['axes']): ImportedProduct['variants'][number] {
  const pick = (field: string): unknown => (isEmpty(variant[field]) ? row[field] : variant[field]);
  const minQuantity = optionalWhole(pick('minQuantity'), 'minQuantity', QUANTITY) ?? 1;
  const maxQuantity = optionalWhole(pick('maxQuantity'), 'maxQuantity', QUANTITY) ?? Math.max(999, minQuantity);
  if (maxQuantity < minQuantity) throw new RowRefused('maxQuantity: tidak boleh di bawah minQuantity');
  return {
    sku: text(variant.sku, 'sku', { min: 1, max: 64 }),
    options: optionsOf(variant.options, axes),
    priceMinor: whole(pick('price'), 'price', PRICE),
    stock: optionalWhole(pick('stock'), 'stock', STOCK),
    weightGrams: whole(pick('weightGrams'), 'weightGrams', WEIGHT),
    lengthMm: optionalWhole(pick('lengthMm'), 'lengthMm', LENGTH) ?? 200,
    widthMm: optionalWhole(pick('widthMm'), 'widthMm', LENGTH) ?? 150,
    heightMm: optionalWhole(pick('heightMm'), 'heightMm', LENGTH) ?? 100,
    image: isEmpty(variant.image) ? null : { url: imageUrl(variant.image) },
    minQuantity,
    maxQuantity,
  };
}

function optionsOf(value: unknown, axes: Draft['axes']): Record<string, string> {
  const given = isEmpty(value) ? {} : value;
  if (!isRecord(given) || Object.keys(given).length !== axes.length) {
    throw new RowRefused('options: satu pilihan untuk setiap sumbu');
  }
  return Object.fromEntries(axes.map(({ name }) => [name, text(given[name], `options.${name}`, { min: 1, max: 80 })]));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

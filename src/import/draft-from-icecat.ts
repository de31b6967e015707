import { type Draft, type DraftAttribute, RowRefused } from './draft.ts';
import { cleanText, LENGTH, PRICE, text, WEIGHT } from './fields.ts';
import { icecatCategory } from './icecat-categories.ts';

/** Rows of the Icecat catalogue as JSON lines: flat, with attributes in fields `attr_t_…`, `attr_b_…`, `attr_n_…`. */

export type IcecatOptions = {
  /** Rupiah per unit of the file's price, which is in minor units of a currency that the file does not name. */
  rupiahPerUnit: number;
  /** The file knows no stock. */
  stock: number | null;
};

type Fields = Record<string, unknown>;

export function draftFromIcecat(record: Fields, line: number, options: IcecatOptions): Draft {
  const key = text(record.id, 'id', { min: 1, max: 64 });
  const title = cleanText(
    typeof record.title === 'string' && record.title !== '' ? record.title : String(record.name ?? ''),
  );
  const name = text(title, 'title', { min: 3, max: 300 });
  const attributes = attributesOf(record);
  const description = [record.short_description, partNumber(record)].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  return {
    line,
    record,
    seller: null,
    key,
    name,
    description: cleanText(description.join('\n\n')).slice(0, 20_000),
    category: [...icecatCategory(title, Object.keys(record))],
    brand: typeof record.supplier === 'string' ? cleanText(record.supplier).slice(0, 80) || null : null,
    status: 'active',
    attributes,
    axes: [],
    images: imagesOf(record),
    variants: [
      {
        sku: key,
        options: {},
        priceMinor: priceOf(record.price, options.rupiahPerUnit),
        stock: options.stock,
        ...measuresOf(record),
        image: null,
        minQuantity: 1,
        maxQuantity: 999,
      },
    ],
  };
}

function priceOf(price: unknown, rupiahPerUnit: number): number {
  if (typeof price !== 'number' || !Number.isSafeInteger(price)) throw new RowRefused('price: harus bilangan bulat');
  const rupiah = Math.round(price * rupiahPerUnit);
  if (rupiah < PRICE.min || rupiah > PRICE.max) throw new RowRefused(`price: ${rupiah} di luar batas`);
  return rupiah;
}

function partNumber(record: Fields): string | null {
  return typeof record.name === 'string' && record.name !== record.title ? `Nomor barang: ${record.name}` : null;
}

/** One picture in several sizes: the 500 pixel one is enough for a page. */
function imagesOf(record: Fields): Draft['images'] {
  const url = [record.img_500x500, record.img_high, record.img_low].find(
    (candidate) => typeof candidate === 'string' && /^https?:\/\/\S+$/.test(candidate),
  );
  return typeof url === 'string' && url.length <= 500 ? [{ url }] : [];
}

/** Packed measures where known, else the article's own; Icecat gives grams and millimetres. */
function measuresOf(record: Fields): { weightGrams: number; lengthMm: number; widthMm: number; heightMm: number } {
  const first = (bounds: { min: number; max: number }, otherwise: number, ...fields: string[]): number => {
    const found = fields.map((field) => record[field]).find((value) => typeof value === 'number' && value > 0);
    return typeof found === 'number' ? Math.min(Math.max(Math.ceil(found), bounds.min), bounds.max) : otherwise;
  };
  return {
    weightGrams: first(WEIGHT, 500, 'attr_n_package_weight', 'attr_n_weight'),
    lengthMm: first(LENGTH, 200, 'attr_n_package_depth', 'attr_n_depth'),
    widthMm: first(LENGTH, 150, 'attr_n_package_width', 'attr_n_width'),
    heightMm: first(LENGTH, 100, 'attr_n_package_height', 'attr_n_height'),
  };
}

const MAX_ATTRIBUTES = 250;
const MAX_VALUE = 1_000;

function attributesOf(record: Fields): DraftAttribute[] {
  const attributes: DraftAttribute[] = [];
  const taken = new Set<string>();
  for (const field of Object.keys(record)) {
    const parts = /^attr_([tbn])_(.+)$/.exec(field);
    if (!parts) continue;
    const [, kind = '', rest = ''] = parts;
    // The same word may stand as text and as yes/no (`colour`): each keeps a code of its own.
    const code = taken.has(rest) ? `${rest}_${kind}` : rest;
    const attribute = attributeOf(code, rest, record[field]);
    if (!attribute || !fitsKind(kind, attribute.value)) continue;
    taken.add(code);
    attributes.push(attribute);
    if (attributes.length === MAX_ATTRIBUTES) break;
  }
  return attributes;
}

function fitsKind(kind: string, value: DraftAttribute['value']): boolean {
  return typeof value === { t: 'string', b: 'boolean', n: 'number' }[kind];
}

function attributeOf(code: string, rest: string, given: unknown): DraftAttribute | null {
  if (!/^[a-z][a-z0-9_]*$/.test(code) || code.length > 100) return null;
  if (typeof given === 'boolean') return { code, name: attributeName(rest), value: given, unit: null };
  if (typeof given === 'number') {
    return Number.isFinite(given) && Math.abs(given) <= 1e15
      ? { code, name: attributeName(rest), value: given, unit: unitOf(rest) }
      : null;
  }
  const value = typeof given === 'string' ? shortened(cleanText(given)) : '';
  return value === '' ? null : { code, name: attributeName(rest), value, unit: null };
}

/** A few lists of compatible machines are pages long; a thousand letters of them are kept. */
function shortened(value: string): string {
  return value.length <= MAX_VALUE ? value : `${value.slice(0, MAX_VALUE - 1).toWellFormed()}…`;
}

/** `thermal_design_power__tdp_` → `Thermal design power (tdp)`. */
export function attributeName(rest: string): string {
  const words = rest
    .replace(/__([a-z0-9_]+?)_(?=_|$)/g, ' ($1)')
    .replaceAll('_', ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (words.charAt(0).toUpperCase() + words.slice(1)).slice(0, 120);
}

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(^|_)weight(_|$)/, 'g'],
  [/cable_length/, 'm'],
  [/(^|_)(width|height|depth|length|diameter|thickness)(_|$)/, 'mm'],
  [/display_diagonal|screen_size/, 'inci'],
  [/processor_.*frequency/, 'GHz'],
  [/internal_memory|(hdd|ssd|storage|disk).*capacity|graphics_adapter_memory|flash_memory/, 'GB'],
  [/memory_clock|front_side_bus/, 'MHz'],
  [/refresh_rate/, 'Hz'],
  [/processor_cache/, 'MB'],
  [/lithography/, 'nm'],
  [/watt_hours/, 'Wh'],
  [/(^|_)power(_|$)|wattage/, 'W'],
  [/voltage/, 'V'],
  [/battery_capacity/, 'mAh'],
  [/page_yield/, 'halaman'],
  [/noise_level|sound_pressure|sound_power/, 'dB'],
  [/print_speed/, 'hlm/mnt'],
  [/brightness/, 'cd/m²'],
];

/** Only where the word leaves no doubt. */
export function unitOf(rest: string): string | null {
  return UNITS.find(([pattern]) => pattern.test(rest))?.[1] ?? null;
}

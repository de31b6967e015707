import { MAX_AMOUNT_MINOR } from '#platform/money';
import { slugify } from '#platform/slug';
import { RowRefused } from './draft.ts';

/** Reading single fields: what does not fit refuses the row with a sentence that says what to do. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Without control characters and broken surrogates, which PostgreSQL does not keep. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(CONTROLS, '').trim();
}

export function text(value: unknown, field: string, bounds: { min?: number; max: number }): string {
  if (value === undefined || value === null) throw new RowRefused(`${field}: wajib diisi`, 'import.field-required');
  if (typeof value !== 'string' && typeof value !== 'number') throw new RowRefused(`${field}: harus teks`);
  const clean = cleanText(String(value));
  const { min = 0, max } = bounds;
  if (clean === '' && min > 0) throw new RowRefused(`${field}: wajib diisi`, 'import.field-required');
  if (clean.length < min) throw new RowRefused(`${field}: paling sedikit ${min} huruf`);
  if (clean.length > max) throw new RowRefused(`${field}: paling banyak ${max} huruf`);
  return clean;
}

export function optionalText(value: unknown, field: string, max: number): string | null {
  if (isEmpty(value)) return null;
  return text(value, field, { max }) || null;
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** A whole number; a text may carry thousands' points (`1.250.000`). */
export function whole(value: unknown, field: string, bounds: { min: number; max: number }): number {
  if (isEmpty(value)) throw new RowRefused(`${field}: wajib diisi`, 'import.field-required');
  const number = typeof value === 'string' ? parseWhole(value) : value;
  const { min, max } = bounds;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < min || number > max) {
    throw new RowRefused(`${field}: harus bilangan bulat ${min} sampai ${max}`);
  }
  return number;
}

function parseWhole(value: string): number {
  const clean = value.trim();
  if (/^-?\d+$/.test(clean)) return Number(clean);
  return /^\d{1,3}(\.\d{3})+$/.test(clean) ? Number(clean.replaceAll('.', '')) : Number.NaN;
}

export function optionalWhole(value: unknown, field: string, bounds: { min: number; max: number }): number | null {
  return isEmpty(value) ? null : whole(value, field, bounds);
}

export const PRICE = { min: 1, max: MAX_AMOUNT_MINOR };
export const STOCK = { min: 0, max: 100_000_000 };
export const WEIGHT = { min: 1, max: 2_000_000 };
export const LENGTH = { min: 1, max: 10_000 };
export const QUANTITY = { min: 1, max: 1_000_000 };

/** `Makanan > Kopi` → its steps. One word may be the slug of a category that exists. */
export function categoryPath(value: unknown): string[] {
  const path = text(value, 'category', { min: 1, max: 400 })
    .split('>')
    .map((step) => step.trim());
  if (path.length > 4) throw new RowRefused('category: paling dalam 4 tingkat');
  if (path.some((step) => step === '' || step.length > 80))
    throw new RowRefused('category: setiap tingkat 1 sampai 80 huruf');
  return path;
}

/** The code of an attribute from its name: `Berat bersih` → `berat_bersih`. */
export function attributeCode(name: string): string {
  const code = slugify(name, 100).replaceAll('-', '_');
  return /^[a-z]/.test(code) ? code : `a_${code}`.slice(0, 100);
}

/** A picture's address: on the web, on this server, or the name of a file in the archive that comes with the rows. */
export function imageUrl(value: unknown): string {
  const url = text(value, 'images', { min: 1, max: 500 });
  const isAddress = /^(https?:\/\/[^\s"'<>]+|\/[^\s"'<>/][^\s"'<>]*)$/i.test(url);
  const isFile = /^[^\s:"<>\\/][^:"<>]*\.[a-z]{3,4}$/i.test(url) && !/(^|[\\/])\.\.([\\/]|$)/.test(url);
  if (!isAddress && !isFile) throw new RowRefused(`images: bukan alamat gambar: ${url.slice(0, 80)}`);
  return url;
}

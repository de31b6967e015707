import type { Language } from './call.ts';
import type { FieldError } from './refusal.ts';

/** What is wrong with one field, before it is put into words. */
export type FieldIssue = { pointer: string; code: string; values?: Record<string, string | number> };

/** `{name}` is filled from the issue's values. Short, so that they stand well under a form field. */
const sentences: Record<string, { id: string; en: string }> = {
  required: { id: 'wajib diisi', en: 'is required' },
  'unknown-field': { id: 'tidak dikenal', en: 'is not known here' },
  type: { id: 'harus berupa {type}', en: 'must be {type}' },
  'too-short': { id: 'paling sedikit {limit} huruf', en: 'must have at least {limit} characters' },
  empty: { id: 'tidak boleh kosong', en: 'must not be empty' },
  'too-long': { id: 'paling panjang {limit} huruf', en: 'must have at most {limit} characters' },
  'too-small': { id: 'paling kecil {limit}', en: 'must be at least {limit}' },
  'not-above': { id: 'harus lebih dari {limit}', en: 'must be more than {limit}' },
  'too-large': { id: 'paling besar {limit}', en: 'must be at most {limit}' },
  'not-below': { id: 'harus kurang dari {limit}', en: 'must be less than {limit}' },
  'not-multiple': { id: 'harus kelipatan {multipleOf}', en: 'must be a multiple of {multipleOf}' },
  'too-few': { id: 'paling sedikit {limit} isian', en: 'must have at least {limit} entries' },
  'too-many': { id: 'paling banyak {limit} isian', en: 'must have at most {limit} entries' },
  duplicate: { id: 'berisi hal yang sama dua kali', en: 'holds the same thing twice' },
  format: { id: 'bentuknya belum benar', en: 'does not have the right form' },
  'format:uuid': { id: 'bukan id yang benar', en: 'is not a valid id' },
  'format:email': { id: 'bukan alamat email yang benar', en: 'is not a valid e-mail address' },
  'format:date': {
    id: 'bukan tanggal yang benar (contoh: 2026-11-21)',
    en: 'is not a valid date (example: 2026-11-21)',
  },
  'format:date-time': {
    id: 'bukan waktu yang benar (contoh: 2026-11-21T08:30:00Z)',
    en: 'is not a valid time (example: 2026-11-21T08:30:00Z)',
  },
  'format:uri': { id: 'bukan alamat web yang benar', en: 'is not a valid address' },
  'not-allowed': { id: 'harus salah satu dari: {allowed}', en: 'must be one of: {allowed}' },
  invalid: { id: 'belum benar', en: 'is not right' },
  cursor: { id: 'penanda halaman ini tidak berlaku', en: 'is not a cursor of this list' },
  'forbidden-character': {
    id: 'berisi karakter yang tidak boleh dipakai',
    en: 'holds a character that is not allowed',
  },
  'forbidden-name': { id: 'berisi nama isian yang tidak boleh dipakai', en: 'holds a field name that is not allowed' },
  'unsafe-number': { id: 'angkanya terlalu besar', en: 'is too large a number' },
  'too-deep': { id: 'isiannya bertingkat terlalu dalam', en: 'is nested too deeply' },
  'too-complex': { id: 'isiannya terlalu banyak', en: 'holds too many values' },
  'malformed-encoding': { id: 'alamatnya berisi kode % yang salah', en: 'holds a broken percent code' },
  'unexpected-body': { id: 'permintaan ini tidak menerima isi', en: 'this request takes no body' },
};

const typeNames: Record<string, { id: string; en: string }> = {
  string: { id: 'teks', en: 'text' },
  integer: { id: 'bilangan bulat', en: 'a whole number' },
  number: { id: 'angka', en: 'a number' },
  boolean: { id: 'true atau false', en: 'true or false' },
  array: { id: 'daftar', en: 'a list' },
  object: { id: 'objek', en: 'an object' },
  null: { id: 'kosong (null)', en: 'null' },
};

/** Puts an issue into the caller's language. */
export function describeIssue(issue: FieldIssue, language: Language): FieldError {
  const specific = issue.code === 'format' ? sentences[`format:${issue.values?.format}`] : undefined;
  const sentence = specific ?? sentences[issue.code] ?? sentences.invalid;
  const detail = (sentence?.[language] ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    wordOf(name, issue.values?.[name], language),
  );
  return { pointer: issue.pointer, code: issue.code, detail };
}

/**
 * Refusals made by modules may name a field error by its code alone (`detail` equal to the code); those get our
 * sentence. What a module has put into words itself stays.
 */
export function describeField(field: FieldError, language: Language): FieldError {
  return field.detail === field.code ? describeIssue(field, language) : field;
}

function wordOf(name: string, value: string | number | undefined, language: Language): string {
  if (name !== 'type') return String(value ?? '');
  return String(value ?? '')
    .split(',')
    .map((type) => typeNames[type]?.[language] ?? type)
    .join(language === 'id' ? ' atau ' : ' or ');
}

import { type Draft, type ReadRow, RowRefused, type RowSource } from './draft.ts';
import { draftFromIcecat, type IcecatOptions } from './draft-from-icecat.ts';
import { draftFromJson } from './draft-from-json.ts';
import { draftFromListing, type ListingOptions } from './draft-from-listing.ts';
import { OrderLines } from './draft-from-order-lines.ts';
import { type CsvRow, readCsv } from './read-csv.ts';
import { encodingOf, type OpenOptions, openText, readLines } from './read-lines.ts';

export const FORMATS = ['jsonl', 'csv', 'icecat', 'listings', 'order-lines'] as const;
export type Format = (typeof FORMATS)[number];
export type ReadOptions = IcecatOptions & ListingOptions & { format: Format };

/** A file as a source of rows. */
export function fileRows(path: string, options: ReadOptions): RowSource {
  return (onRead) => readRows(path, options, onRead);
}

/** The rows of a file, one product each, in order; a row that cannot be read is refused and the next one follows. */
export async function* readRows(
  path: string,
  options: ReadOptions,
  onRead?: (bytes: number) => void,
): AsyncGenerator<ReadRow> {
  const open = { encoding: await encodingOf(path), onRead };
  switch (options.format) {
    case 'csv':
      return yield* readGroups(path, open);
    case 'listings':
      return yield* readListings(path, open, options);
    case 'order-lines':
      return yield* readOrderLines(path, open, options);
    case 'icecat':
      return yield* readJsonLines(path, open, (record, line) => draftFromIcecat(record, line, options));
    case 'jsonl':
      return yield* readJsonLines(path, open, draftFromJson);
  }
}

async function* readJsonLines(
  path: string,
  open: OpenOptions,
  toDraft: (record: Fields, line: number) => Draft,
): AsyncGenerator<ReadRow> {
  for await (const { number, text, isCut } of readLines(await openText(path, open))) {
    if (isCut)
      yield {
        refused: {
          line: number,
          code: 'import.unreadable',
          reason: 'baris ini terlalu panjang',
          record: { text: text.slice(0, 2_000) },
        },
      };
    else if (text.trim() !== '')
      yield readRow(number, () => toDraft(parseJson(text), number), { text: text.slice(0, 2_000) });
  }
}

async function* readListings(path: string, open: OpenOptions, options: ReadOptions): AsyncGenerator<ReadRow> {
  for await (const read of readCsv(path, open)) {
    if ('refused' in read) yield read;
    else yield readRow(read.row.line, () => draftFromListing(read.row.record, read.row.line, options), read.row.record);
  }
}

async function* readOrderLines(path: string, open: OpenOptions, options: ReadOptions): AsyncGenerator<ReadRow> {
  const lines = new OrderLines();
  for await (const read of readCsv(path, open)) {
    if ('refused' in read) yield read;
    else {
      const wrong = lines.add(read.row);
      const { line, record } = read.row;
      if (wrong) yield { refused: { line, code: wrong.code, reason: wrong.message, record } };
    }
  }
  yield* lines.rows(options);
}

type Fields = Record<string, unknown>;

function parseJson(text: string): Fields {
  const value: unknown = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('not an object');
  return value as Fields;
}

function readRow(line: number, read: () => Draft, record: Fields): ReadRow {
  try {
    return { draft: read() };
  } catch (error) {
    if (error instanceof SyntaxError)
      return { refused: { line, code: 'import.unreadable', reason: 'baris ini bukan objek JSON yang benar', record } };
    if (error instanceof RowRefused)
      return { refused: { line, code: error.code, reason: error.message, record: safeRecord(record) } };
    throw error;
  }
}

/** A JSON row that was refused for its content goes back as it was. */
function safeRecord(record: Fields): Fields {
  if (typeof record.text !== 'string' || Object.keys(record).length > 1) return record;
  try {
    return parseJson(record.text);
  } catch {
    return record;
  }
}

/** Lines with the same key behind each other are the variants of one product; the first one speaks for it. */
async function* readGroups(path: string, open: OpenOptions): AsyncGenerator<ReadRow> {
  let group: { line: number; lines: CsvRow['record'][] } | null = null;
  for await (const read of readCsv(path, open)) {
    if ('refused' in read) {
      yield read;
      continue;
    }
    const { record, line } = read.row;
    if (group && record.key !== '' && record.key === group.lines[0]?.key) {
      group.lines.push(record);
      continue;
    }
    if (group) yield readGroup(group);
    group = { line, lines: [record] };
  }
  if (group) yield readGroup(group);
}

function readGroup({ line, lines }: { line: number; lines: Fields[] }): ReadRow {
  const [first = {}] = lines;
  return readRow(line, () => draftFromJson(fromColumns(lines), line), first);
}

const VARIANT_COLUMNS = [
  'sku',
  'price',
  'stock',
  'weightGrams',
  'lengthMm',
  'widthMm',
  'heightMm',
  'minQuantity',
  'maxQuantity',
];

/** Columns brought into the form of a JSON row: `attr:Name (unit)` are attributes, `option:Name` choices, `images` a list cut by `|`. */
export function fromColumns(lines: readonly Fields[]): Fields {
  const [first = {}] = lines;
  const row: Fields = {};
  const attributes: Fields = {};
  const axes = new Set<string>();
  for (const [column, value] of Object.entries(first)) {
    const [, kind, name = ''] = /^(attr|option):(.+)$/.exec(column) ?? [];
    if (kind === 'option') axes.add(name.trim());
    else if (kind === 'attr') addAttribute(attributes, name.trim(), String(value));
    else if (column === 'images')
      row.images = String(value)
        .split('|')
        .map((url) => url.trim())
        .filter((url) => url !== '');
    else row[column] = value;
  }
  const used = [...axes].filter((name) =>
    lines.some((line) => line[`option:${name}`] !== '' && line[`option:${name}`] !== undefined),
  );
  if (used.length === 0 && lines.length === 1) return { ...row, attributes };
  const axisRows = used.map((name) => ({
    name,
    values: [...new Set(lines.map((line) => String(line[`option:${name}`] ?? '').trim()))],
  }));
  const variants = lines.map((line) => ({
    ...Object.fromEntries(VARIANT_COLUMNS.filter((column) => column in line).map((column) => [column, line[column]])),
    options: Object.fromEntries(used.map((name) => [name, String(line[`option:${name}`] ?? '').trim()])),
  }));
  const { sku: _, ...whole } = row;
  return { ...whole, attributes, axes: axisRows, variants };
}

function addAttribute(attributes: Fields, column: string, value: string): void {
  if (value.trim() === '') return;
  const [, name = column, unit] = /^(.*?)\s*\(([^()]+)\)$/.exec(column) ?? [];
  attributes[name] = unit ? { value: typed(value), unit } : typed(value);
}

/** `ya`/`tidak` and numbers are read as what they are. */
function typed(value: string): string | number | boolean {
  const clean = value.trim();
  if (/^(ya|true|benar|yes)$/i.test(clean)) return true;
  if (/^(tidak|false|salah|no)$/i.test(clean)) return false;
  return /^-?\d{1,15}([.,]\d{1,9})?$/.test(clean) ? Number(clean.replace(',', '.')) : clean;
}

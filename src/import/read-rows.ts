import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { type Draft, type ReadRow, RowRefused } from './draft.ts';
import { draftFromIcecat, type IcecatOptions } from './draft-from-icecat.ts';
import { draftFromJson } from './draft-from-json.ts';
import { openText, readLines } from './read-lines.ts';

export type Format = 'jsonl' | 'csv' | 'icecat';
export type ReadOptions = IcecatOptions & { format: Format; onRead?: (bytes: number) => void };

/** The rows of a file, one product each, in order; a row that cannot be read is refused and the next one follows. */
export async function* readRows(path: string, options: ReadOptions): AsyncGenerator<ReadRow> {
  if (options.format === 'csv') return yield* readCsv(await openText(path, options.onRead), await delimiterOf(path));
  const stream = await openText(path, options.onRead);
  const toDraft =
    options.format === 'icecat'
      ? (record: Fields, line: number) => draftFromIcecat(record, line, options)
      : draftFromJson;
  for await (const { number, text } of readLines(stream)) {
    if (text.trim() !== '')
      yield readRow(number, () => toDraft(parseJson(text), number), { text: text.slice(0, 2_000) });
  }
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
      return { refused: { line, reason: 'baris ini bukan objek JSON yang benar', record } };
    if (error instanceof RowRefused) return { refused: { line, reason: error.message, record: safeRecord(record) } };
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

/** Spreadsheets here write semicolons: whichever of the three stands most often in the header. */
async function delimiterOf(path: string): Promise<string> {
  for await (const { text } of readLines(await openText(path))) {
    const counts = [',', ';', '\t'].map((sign) => ({ sign, count: text.split(sign).length }));
    return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
  }
  return ',';
}

/** Lines with the same key behind each other are the variants of one product; the first one speaks for it. */
async function* readCsv(stream: Readable, delimiter: string): AsyncGenerator<ReadRow> {
  const parser = parse({
    columns: (header: string[]) => header.map((name) => name.trim()),
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 4_000_000,
    delimiter,
  });
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  let group: { line: number; lines: Fields[] } | null = null;
  for await (const { record, info } of parser as AsyncIterable<{ record: Fields; info: { lines: number } }>) {
    if (group && record.key !== '' && record.key === group.lines[0]?.key) {
      group.lines.push(record);
      continue;
    }
    if (group) yield readGroup(group);
    group = { line: info.lines, lines: [record] };
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

import { parse } from 'csv-parse/sync';
import { lazyPackage } from '#platform/lazy-package';

/** Everything below is bounded: a file is read in a worker thread with a limit of memory and of time as well. */
export const MOST_ROWS = 200_000;
export const MOST_COLUMNS = 200;
const MOST_UNPACKED_BYTES = 40_000_000;
const MOST_ENTRIES = 500;

/** One row of cells as text, and its line in the file (1 is the first). */
export type CellRow = { line: number; cells: string[] };
export type Cells = { rows: CellRow[]; broken: { line: number; reason: string }[] };

/** Why a file cannot be read at all. */
export class UnreadableFile extends Error {
  readonly code: 'unreadable' | 'too-large';
  readonly details: Record<string, unknown>;
  constructor(code: 'unreadable' | 'too-large', details: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** A CSV (any of comma, semicolon, tab, bar; UTF-8, UTF-16 or Windows) or the first sheet of an XLSX, told apart by the bytes. */
export async function readCells(bytes: Uint8Array): Promise<Cells> {
  if (bytes.length === 0) throw new UnreadableFile('unreadable', { reason: 'kosong / empty' });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
  return isZip ? readSheet(bytes) : readTable(textOf(await unpacked(bytes)));
}

/** Gzip is undone within the limit of bytes. */
async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const { gunzipSync } = await import('node:zlib');
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED_BYTES });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new UnreadableFile('too-large', { most: MOST_UNPACKED_BYTES / 1e6, unit: 'MB' });
    throw new UnreadableFile('unreadable', { reason: 'gzip' });
  }
}

function textOf(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  // A picture or a program also has bytes that pass for letters of Windows.
  if (/[^\P{Cc}\t\n\v\f\r]/u.test(text.slice(0, 4_000)))
    throw new UnreadableFile('unreadable', { reason: 'bukan teks / not text' });
  return text;
}

function readTable(text: string): Cells {
  const broken: Cells['broken'] = [];
  const rows: CellRow[] = [];
  const head = text
    .slice(0, 20_000)
    .split(/\r\n|\n|\r/, 20)
    .filter((line) => line.trim() !== '');
  const delimiter = [',', ';', '\t', '|']
    .map((sign) => ({ sign, count: Math.max(0, ...head.map((line) => line.split(sign).length)) }))
    .reduce((best, next) => (next.count > best.count ? next : best)).sign;
  try {
    // With `info` each record comes in a wrapper that the package's types do not know.
    const items = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: 100_000,
      to: MOST_ROWS + 2,
      on_skip: (error) => {
        broken.push({ line: lineOf(error), reason: error?.message.slice(0, 120) ?? '' });
        return undefined;
      },
    }) as unknown as { record: string[]; info: { lines: number } }[];
    for (const { record, info } of items) {
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      keep(rows, { line: info.lines - breaks, cells: record });
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('unreadable', { reason: error instanceof Error ? error.message.slice(0, 120) : 'csv' });
  }
  return { rows, broken };
}

function lineOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'lines' in error ? Number(error.lines) : 0;
}

function keep(rows: CellRow[], row: CellRow): void {
  if (rows.length > MOST_ROWS) throw new UnreadableFile('too-large', { most: MOST_ROWS, unit: 'baris / rows' });
  rows.push({ line: row.line, cells: row.cells.slice(0, MOST_COLUMNS) });
}

const fflate = lazyPackage<typeof import('fflate')>('fflate');
const sheets = lazyPackage<{ readSheet: (bytes: Buffer) => Promise<unknown[][]> }>('read-excel-file/node');

async function readSheet(bytes: Uint8Array): Promise<Cells> {
  measureArchive(bytes);
  let table: unknown[][];
  try {
    table = await sheets().readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch {
    throw new UnreadableFile('unreadable', { reason: 'xlsx' });
  }
  const rows: CellRow[] = [];
  table.forEach((cells, index) => {
    const texts = cells.map(cellText);
    if (texts.some((text) => text.trim() !== '')) keep(rows, { line: index + 1, cells: texts });
  });
  return { rows, broken: [] };
}

/**
 * Unpacks once without keeping anything, and stops at the limit: the sizes an archive states of itself may be lies, and a
 * sheet of a few kilobytes may unpack to gigabytes.
 */
function measureArchive(bytes: Uint8Array): void {
  let unpackedBytes = 0;
  let entries = 0;
  const { Unzip, UnzipInflate } = fflate();
  const unzip = new Unzip((file) => {
    entries++;
    if (entries > MOST_ENTRIES) throw new UnreadableFile('too-large', { most: MOST_ENTRIES, unit: 'entri / entries' });
    file.ondata = (error, chunk) => {
      // What is thrown here comes back through here once more.
      if (error) throw error instanceof UnreadableFile ? error : new UnreadableFile('unreadable', { reason: 'zip' });
      unpackedBytes += chunk.length;
      if (unpackedBytes > MOST_UNPACKED_BYTES)
        throw new UnreadableFile('too-large', { most: MOST_UNPACKED_BYTES / 1e6, unit: 'MB' });
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length; from += 65_536)
      unzip.push(bytes.subarray(from, from + 65_536), from + 65_536 >= bytes.length);
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('unreadable', { reason: 'zip' });
  }
}

/** Days come as midnight UTC; figures with a point, whatever the sheet shows. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace('T', ' ').slice(0, 19);
  if (typeof value === 'number') return plainNumber(value);
  return String(value).slice(0, 2_000);
}

/** With a decimal comma, so that it is read as Indonesian figures are. */
function plainNumber(value: number): string {
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  return text.replace('.', ',');
}

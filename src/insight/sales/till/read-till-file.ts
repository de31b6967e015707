import { createHash } from 'node:crypto';
import type { ColumnMapping, RefusedRow } from '../contract.ts';
import { type Field, findColumns, missingFields } from './column-rules.ts';
import { type DateOrder, orderOf, readDay, readTime } from './day-rules.ts';
import { readFigure } from './number-rules.ts';
import { type CellRow, readCells, UnreadableFile } from './read-cells.ts';

/** A line of a till, understood. `externalId` is the file's own, or made from what the line says and how often it says so. */
export type TillLine = {
  line: number;
  externalId: string;
  on: string;
  product: string;
  sku: string | null;
  category: string | null;
  quantity: number;
  amountMinor: number | null;
  transaction: string | null;
};
export type RefusedCell = Omit<RefusedRow, 'detail'> & { value: string };
export type TillFile = {
  columns: string[];
  mapping: ColumnMapping;
  rows: number;
  lines: TillLine[];
  refused: RefusedCell[];
};
export type TillQuestion = { bytes: Uint8Array; mapping: ColumnMapping; earliest: string; latest: string };
export type TillAnswer =
  | { file: TillFile }
  | { wrong: 'unreadable' | 'too-large' | 'column-missing'; details: Record<string, unknown> };

const MOST_QUANTITY = 1_000_000;
const MOST_AMOUNT = 1_000_000_000_000_000;
const MOST_KEPT_REFUSALS = 1_000;
const HEADER_SOUGHT_IN = 30;

/** Reads a till's file. Lines that cannot be right are named by line and column; the others are kept. */
export async function readTillFile(question: TillQuestion): Promise<TillAnswer> {
  try {
    const { rows, broken } = await readCells(question.bytes);
    const header = headerOf(rows, question.mapping);
    if (!header) return { wrong: 'unreadable', details: { reason: 'kosong / empty' } };
    const columns = header.cells.map((cell) => cell.trim().slice(0, 120));
    const found = findColumns(columns, question.mapping);
    const [missing] = missingFields(found, question.mapping);
    if (missing)
      return { wrong: 'column-missing', details: { column: missing, columns: columns.slice(0, 30).join(', ') } };
    const body = rows.filter((row) => row.line > header.line);
    const order =
      question.mapping.dateOrder ?? orderOf(body.slice(0, 5_000).map((row) => row.cells[found.date ?? 0] ?? ''));
    const reader = new LineReader(columns, found, { ...question, order });
    for (const { line } of broken.slice(0, MOST_KEPT_REFUSALS)) reader.refuse(line, null, 'unreadable', '');
    for (const row of body) reader.read(row);
    const mapping = Object.fromEntries(Object.entries(found).map(([field, index]) => [field, columns[index] ?? '']));
    return {
      file: {
        columns,
        mapping: { ...mapping, dateOrder: order },
        rows: body.length + broken.length,
        lines: reader.lines,
        refused: reader.refused,
      },
    };
  } catch (error) {
    if (error instanceof UnreadableFile) return { wrong: error.code, details: error.details };
    throw error;
  }
}

/** Reports begin with a title and a period: the header is the row of the first thirty in which most columns are known. */
function headerOf(rows: readonly CellRow[], mapping: ColumnMapping): CellRow | undefined {
  let best = rows[0];
  let most = -1;
  for (const row of rows.slice(0, HEADER_SOUGHT_IN)) {
    const count = Object.keys(findColumns(row.cells, mapping)).length;
    if (count > most) [best, most] = [row, count];
  }
  return best;
}

class LineReader {
  readonly lines: TillLine[] = [];
  readonly refused: RefusedCell[] = [];
  private readonly columns: readonly string[];
  private readonly found: Partial<Record<Field, number>>;
  private readonly bounds: { earliest: string; latest: string; order: DateOrder };
  private readonly seen = new Map<string, number>();

  constructor(
    columns: readonly string[],
    found: Partial<Record<Field, number>>,
    bounds: { earliest: string; latest: string; order: DateOrder },
  ) {
    this.columns = columns;
    this.found = found;
    this.bounds = bounds;
  }

  refuse(line: number, field: Field | null, code: RefusedCell['code'], value: string): null {
    const index = field === null ? undefined : this.found[field];
    const column = index === undefined ? null : (this.columns[index] ?? null);
    this.refused.push({ line, column, code, value: value.slice(0, 80) });
    return null;
  }

  read(row: CellRow): void {
    const product = this.cell(row, 'product');
    if (product === '') return void this.refuse(row.line, 'product', 'missing', '');
    if (product.length > 160) return void this.refuse(row.line, 'product', 'text-too-long', product);
    const when = this.day(row);
    const quantity = when && this.quantity(row);
    if (!when || quantity === null) return;
    const amountMinor = this.amount(row, quantity);
    if (amountMinor === undefined) return;
    const transaction = this.cell(row, 'transaction').slice(0, 80) || null;
    const sku = this.cell(row, 'sku').slice(0, 80) || null;
    const category = this.cell(row, 'category').slice(0, 80) || null;
    const externalId = this.idOf(row, [when.on, when.time ?? '', transaction ?? '', sku ?? '', product]);
    this.lines.push({
      line: row.line,
      externalId,
      on: when.on,
      product,
      sku,
      category,
      quantity,
      amountMinor,
      transaction,
    });
  }

  private cell(row: CellRow, field: Field): string {
    const index = this.found[field];
    return index === undefined ? '' : clean(row.cells[index] ?? '');
  }

  private day(row: CellRow) {
    const text = this.cell(row, 'date');
    if (text === '') return this.refuse(row.line, 'date', 'missing', '');
    const day = readDay(text, this.bounds.order);
    if (!day) return this.refuse(row.line, 'date', 'date-wrong', text);
    if (day.on < this.bounds.earliest || day.on > this.bounds.latest)
      return this.refuse(row.line, 'date', 'date-out-of-range', text);
    return { on: day.on, time: readTime(this.cell(row, 'time')) ?? day.time };
  }

  /** One where the file counts nothing. */
  private quantity(row: CellRow): number | null {
    if (this.found.quantity === undefined) return 1;
    const text = this.cell(row, 'quantity');
    if (text === '') return this.refuse(row.line, 'quantity', 'missing', '');
    const value = readFigure(text, 'count');
    if (value === null) return this.refuse(row.line, 'quantity', 'number-wrong', text);
    if (value < 0 || value > MOST_QUANTITY) return this.refuse(row.line, 'quantity', 'number-out-of-range', text);
    return Math.round(value * 1_000) / 1_000;
  }

  /** Null where the file knows none; undefined where what it says cannot be right. */
  private amount(row: CellRow, quantity: number): number | null | undefined {
    for (const field of ['amount', 'price'] as const) {
      const text = this.cell(row, field);
      if (text === '') continue;
      const value = readFigure(text, 'money');
      const code = value === null ? 'number-wrong' : 'number-out-of-range';
      const total = Math.round((value ?? -1) * (field === 'price' ? quantity : 1));
      if (total < 0 || total > MOST_AMOUNT) return void this.refuse(row.line, field, code, text);
      return total;
    }
    return null;
  }

  /** The same line for the third time is the third one: two coffees on one receipt are two. */
  private idOf(row: CellRow, parts: string[]): string {
    const given = this.cell(row, 'externalId');
    if (given !== '') return `f:${given.slice(0, 110)}`;
    const key = JSON.stringify(parts);
    const count = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, count);
    return `h:${createHash('sha256').update(`${key}#${count}`).digest('base64url').slice(0, 27)}`;
  }
}

/** Without signs that are no text; what looks like a formula or a script stays what it is: text. */
function clean(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

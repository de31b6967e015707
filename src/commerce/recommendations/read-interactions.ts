import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { latestOfEach, type Purchases } from './core/history.ts';

export type Interactions = {
  /** One row per customer and item. */
  purchases: Purchases;
  customers: string[];
  items: string[];
  /** The last day of the file, from which ages are counted. */
  lastDay: number;
};
export type RefusedRow = { line: number; code: 'recommendations.row-wrong' | 'recommendations.date-wrong' };

const DAY_MS = 86_400_000;
const MAX_ROW = 10_000;
const NAMES = {
  customer: ['customer_id', 'customer', 'user_id', 'user', 'userid'],
  item: ['stock_code', 'item_id', 'item', 'product_id', 'product', 'itemid'],
  date: ['first_date', 'date', 'day', 'timestamp', 'bought_at', 'time'],
};

/**
 * Reads who bought what and when: CSV, plain or gzip, with a header that names customer, item and date (else the first
 * three columns are these). Rows that cannot be used are set aside with their number; a file without any is an error.
 *
 * @throws Error with a sentence for people where the file holds nothing usable
 */
export async function readInteractions(path: string): Promise<{ read: Interactions; refused: RefusedRow[] }> {
  const [customers, items] = [new Map<string, number>(), new Map<string, number>()];
  const columns: { people: number[]; items: number[]; days: number[] } = { people: [], items: [], days: [] };
  const refused: RefusedRow[] = [];
  let places: Places | undefined;
  for await (const { record, info } of rowsOf(path)) {
    if (!places) {
      places = placesOf(record);
      if (places.isHeader) continue;
    }
    const row = readRow(record, places);
    if (typeof row === 'string') {
      refused.push({ line: info.lines, code: row });
      continue;
    }
    columns.people.push(numberOf(customers, row.customer));
    columns.items.push(numberOf(items, row.item));
    columns.days.push(row.day);
  }
  if (columns.days.length === 0) throw new Error(`${path} has no row with customer, item and date`);
  const counts = { personCount: customers.size, itemCount: items.size };
  const { people, items: bought, days } = columns;
  const purchases = latestOfEach({
    people: Int32Array.from(people),
    items: Int32Array.from(bought),
    days: Float64Array.from(days),
    ...counts,
  });
  const lastDay = days.reduce((last, day) => Math.max(last, day), Number.NEGATIVE_INFINITY);
  return { read: { purchases, customers: [...customers.keys()], items: [...items.keys()], lastDay }, refused };
}

type Places = { customer: number; item: number; date: number; isHeader: boolean };

function rowsOf(path: string): AsyncIterable<{ record: string[]; info: { lines: number } }> {
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW,
  });
  const file = createReadStream(path);
  const text = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error: Error) => parser.destroy(error));
  text.on('error', (error: Error) => parser.destroy(error));
  return text.pipe(parser) as AsyncIterable<{ record: string[]; info: { lines: number } }>;
}

function placesOf(first: readonly string[]): Places {
  const names = first.map((name) => name.trim().toLowerCase());
  const find = (known: readonly string[]): number => names.findIndex((name) => known.includes(name));
  const [customer, item, date] = [find(NAMES.customer), find(NAMES.item), find(NAMES.date)];
  if (customer >= 0 && item >= 0 && date >= 0) return { customer, item, date, isHeader: true };
  return { customer: 0, item: 1, date: 2, isHeader: Number.isNaN(Date.parse(first[2] ?? '')) };
}

/** Ids go into lines whose columns are parted by spaces, so they cannot have any. */
function readRow(
  record: readonly string[],
  places: Places,
): { customer: string; item: string; day: number } | RefusedRow['code'] {
  const [customer = '', item = '', date = ''] = [record[places.customer], record[places.item], record[places.date]].map(
    (text) => text?.trim() ?? '',
  );
  if (!/^\S{1,200}$/.test(customer) || !/^\S{1,200}$/.test(item)) return 'recommendations.row-wrong';
  const moment = Date.parse(date);
  return Number.isNaN(moment) ? 'recommendations.date-wrong' : { customer, item, day: moment / DAY_MS };
}

function numberOf(known: Map<string, number>, id: string): number {
  const number = known.get(id) ?? known.size;
  known.set(id, number);
  return number;
}

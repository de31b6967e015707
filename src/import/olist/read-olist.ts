import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import type { RefusedRow } from '../draft.ts';
import { openText } from '../read-lines.ts';
import { minorOf, type OlistItem } from './olist-rules.ts';

export type OlistSeller = { sellerId: string; city: string; state: string };
export type OlistProduct = {
  productId: string;
  category: string;
  weightGrams: number | null;
  lengthCm: number | null;
  widthCm: number | null;
  heightCm: number | null;
  line: number;
};

/** The tables of one folder. Rows that cannot be read are refused with their table and line. */
export type Olist = {
  sellers: OlistSeller[];
  products: OlistProduct[];
  items: OlistItem[];
  orderIds: string[];
  refused: RefusedRow[];
};

const NO_ID = /^[0-9a-f]{8,40}$/;

export async function readOlist(folder: string): Promise<Olist> {
  const refused: RefusedRow[] = [];
  const english = new Map(
    (await tableOf(folder, 'product_category_name_translation')).map(({ row }) => [
      row.product_category_name ?? '',
      row.product_category_name_english ?? '',
    ]),
  );
  const keep = <T>(
    table: string,
    rows: TableRow[],
    read: (row: Record<string, string>, line: number) => T | null,
  ): T[] =>
    rows.flatMap(({ row, line }) => {
      const value = read(row, line);
      if (value !== null) return [value];
      refused.push({ line, code: 'import.field-wrong', reason: `baris tabel ${table} tidak terbaca`, record: row });
      return [];
    });
  return {
    sellers: keep('sellers', await tableOf(folder, 'sellers'), sellerOf),
    products: keep('products', await tableOf(folder, 'products'), (row, line) => productOf(row, line, english)),
    items: keep('order_items', await tableOf(folder, 'order_items'), itemOf),
    orderIds: keep('orders', await tableOf(folder, 'orders'), ({ order_id: id = '' }) => (NO_ID.test(id) ? id : null)),
    refused,
  };
}

function sellerOf({
  seller_id: sellerId = '',
  seller_city: city = '',
  seller_state: state = '',
}: Row): OlistSeller | null {
  return NO_ID.test(sellerId) ? { sellerId, city: city.slice(0, 60), state: state.slice(0, 10) } : null;
}

function productOf(row: Row, line: number, english: ReadonlyMap<string, string>): OlistProduct | null {
  const { product_id: productId = '', product_category_name: category = '' } = row;
  if (!NO_ID.test(productId)) return null;
  return {
    productId,
    category: (english.get(category) ?? category) || 'others',
    weightGrams: measure(row.product_weight_g),
    lengthCm: measure(row.product_length_cm),
    widthCm: measure(row.product_width_cm),
    heightCm: measure(row.product_height_cm),
    line,
  };
}

function itemOf({
  order_id: orderId = '',
  product_id: productId = '',
  seller_id: sellerId = '',
  ...row
}: Row): OlistItem | null {
  const priceMinor = minorOf(row.price ?? '');
  const freightMinor = minorOf(row.freight_value ?? '');
  if (!NO_ID.test(orderId) || !NO_ID.test(productId) || !NO_ID.test(sellerId)) return null;
  return priceMinor && freightMinor !== null ? { orderId, productId, sellerId, priceMinor, freightMinor } : null;
}

function measure(text: string | undefined): number | null {
  const number = Number(text);
  return text && Number.isFinite(number) && number > 0 ? Math.ceil(number) : null;
}

type Row = Record<string, string>;
type TableRow = { row: Row; line: number };

async function tableOf(folder: string, name: string): Promise<TableRow[]> {
  const path = [`${name}.csv.gz`, `${name}.csv`].map((file) => join(folder, file)).find((file) => existsSync(file));
  if (!path) throw new Error(`There is no ${name}.csv or ${name}.csv.gz in ${folder}`);
  const parser = (await openText(path)).pipe(
    parse({
      columns: true,
      bom: true,
      info: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }),
  );
  const rows: TableRow[] = [];
  for await (const { record, info } of parser as AsyncIterable<{ record: Row; info: { lines: number } }>)
    rows.push({ row: record, line: info.lines });
  return rows;
}

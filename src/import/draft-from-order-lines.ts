import { type Draft, type ReadRow, RowRefused } from './draft.ts';
import { type ListingOptions, plainDraft } from './draft-from-listing.ts';
import { cleanText } from './fields.ts';
import { minorOf } from './olist/olist-rules.ts';
import type { CsvRow } from './read-csv.ts';

/**
 * A wholesaler's order lines (`invoice`, `stock_code`, `description`, `quantity`, `unit_price`) as his list of goods: one
 * product per number, under the name and at the price that most of its lines carry. Pieces sold, less those cancelled
 * (invoices that begin with C), count as sold before.
 */
type Goods = { line: number; names: Map<string, number>; prices: Map<number, number>; sold: number };

const CATEGORY = ['Grosir'];
const CODE = /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,63}$/;

export class OrderLines {
  private readonly goods = new Map<string, Goods>();

  /** Takes a line in; null, or why it says nothing of any goods. */
  add({ record, line }: CsvRow): RowRefused | null {
    const code = (record.stock_code ?? '').trim().toUpperCase();
    if (!CODE.test(code)) return new RowRefused('stock_code: wajib diisi', 'import.field-required');
    const quantity = Number(record.quantity);
    if (!Number.isSafeInteger(quantity) || Math.abs(quantity) > 1_000_000)
      return new RowRefused('quantity: harus bilangan bulat');
    const price = minorOf(record.unit_price ?? '');
    if (price === null) return new RowRefused('unit_price: harus jumlah uang');
    const goods = this.goods.get(code) ?? { line, names: new Map(), prices: new Map(), sold: 0 };
    this.goods.set(code, goods);
    goods.sold += quantity;
    const name = cleanText(record.description ?? '');
    if (name.length >= 3) count(goods.names, name);
    // Free pieces and corrections name no price.
    if (price > 0 && quantity > 0) count(goods.prices, price);
    return null;
  }

  *rows(options: ListingOptions): Generator<ReadRow> {
    for (const [key, goods] of this.goods) {
      const read = this.draftOf(key, goods, options);
      if (!(read instanceof RowRefused)) yield { draft: read };
      else
        yield {
          refused: { line: goods.line, code: read.code, reason: read.message, record: { stock_code: key } },
        };
    }
  }

  private draftOf(key: string, goods: Goods, options: ListingOptions): Draft | RowRefused {
    const name = commonest(goods.names);
    const price = options.price ?? commonest(goods.prices);
    if (name === null)
      return new RowRefused('description: tidak ada baris yang menyebut nama', 'import.field-required');
    if (price === null)
      return new RowRefused('unit_price: tidak ada baris yang menyebut harga', 'import.field-required');
    const soldBefore = Math.min(Math.max(goods.sold, 0), 1_000_000_000);
    const record = { stock_code: key };
    return plainDraft({
      line: goods.line,
      record,
      key,
      name: name.slice(0, 300),
      category: CATEGORY,
      price,
      options,
      soldBefore,
    });
  }
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Of equals the one that came first. */
function commonest<Key>(counts: ReadonlyMap<Key, number>): Key | null {
  let best: [Key, number] | null = null;
  for (const entry of counts) if (!best || entry[1] > best[1]) best = entry;
  return best?.[0] ?? null;
}

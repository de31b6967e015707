import { type Draft, RowRefused } from './draft.ts';
import { text } from './fields.ts';

/** Rows that are a number and a title only (`posting_id`, `title`), as the sets of Indonesian listing titles carry them. */

/** What the file does not say: the same for all its rows. */
export type ListingOptions = { price: number | null; stock: number | null; weightGrams: number };

const CATEGORY = ['Lainnya'];

export function draftFromListing(record: Record<string, unknown>, line: number, options: ListingOptions): Draft {
  const key = text(record.posting_id, 'posting_id', { min: 1, max: 64 });
  const name = text(record.title, 'title', { min: 3, max: 300 });
  if (options.price === null)
    throw new RowRefused('price: berkas ini tidak menyebut harga; sebutkan --price', 'import.field-required');
  return plainDraft({ line, record, key, name, category: CATEGORY, price: options.price, options });
}

type Plain = {
  line: number;
  record: Record<string, unknown>;
  key: string;
  name: string;
  category: string[];
  price: number;
  options: ListingOptions;
  soldBefore?: number;
};

/** A product of one variant with nothing but a name and a price. */
export function plainDraft({ line, record, key, name, category, price, options, soldBefore }: Plain): Draft {
  return {
    line,
    record,
    seller: null,
    key,
    name,
    description: '',
    category: [...category],
    brand: null,
    status: 'active',
    ...(soldBefore === undefined ? {} : { soldBefore }),
    attributes: [],
    axes: [],
    images: [],
    variants: [
      {
        sku: key,
        options: {},
        priceMinor: price,
        stock: options.stock,
        weightGrams: options.weightGrams,
        lengthMm: 200,
        widthMm: 150,
        heightMm: 100,
        image: null,
        minQuantity: 1,
        maxQuantity: 999,
      },
    ],
  };
}

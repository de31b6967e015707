import type { ImportedProduct } from '#commerce/products';

/** A row of a file, read and checked by itself; what it means in this shop (seller, category, brand) comes later. */

export type DraftAttribute = { code: string; name: string; value: string | number | boolean; unit: string | null };

export type Draft = {
  /** Line where the row begins, from 1. */
  line: number;
  /** As it stood in the file, for the file of refused rows. */
  record: Record<string, unknown>;
  /** Slug of the shop; null leaves it to `--seller`. */
  seller: string | null;
  key: string;
  name: string;
  description: string;
  /** Names from the root, or the slug of a category that exists. */
  category: string[];
  brand: string | null;
  status: 'draft' | 'active';
  /** Pieces sold elsewhere before; counts only when the product is made. */
  soldBefore?: number;
  attributes: DraftAttribute[];
  axes: ImportedProduct['axes'];
  images: ImportedProduct['images'];
  variants: ImportedProduct['variants'];
};

/** Why a row was not taken; promises, programs may switch on them. A refusal of the shop itself keeps its own code. */
export type RefusalCode =
  | 'import.unreadable'
  | 'import.field-unknown'
  | 'import.field-required'
  | 'import.field-wrong'
  | 'import.row-twice'
  | 'import.seller-unknown'
  | 'import.picture-missing'
  | `${string}.${string}`;

export type RefusedRow = { line: number; code: RefusalCode; reason: string; record: Record<string, unknown> };

export type ReadRow = { draft: Draft } | { refused: RefusedRow };

/** Where rows come from: asked for twice, for the first look and for the writing. `onRead` hears of bytes read. */
export type RowSource = (onRead?: (bytes: number) => void) => AsyncIterable<ReadRow>;

/** Thrown while a row is read; the sentence goes into the file of refused rows. */
export class RowRefused extends Error {
  readonly code: RefusalCode;
  constructor(reason: string, code: RefusalCode = 'import.field-wrong') {
    super(reason);
    this.code = code;
  }
}

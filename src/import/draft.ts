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
  attributes: DraftAttribute[];
  axes: ImportedProduct['axes'];
  images: ImportedProduct['images'];
  variants: ImportedProduct['variants'];
};

export type RefusedRow = { line: number; reason: string; record: Record<string, unknown> };

export type ReadRow = { draft: Draft } | { refused: RefusedRow };

/** Thrown while a row is read; the sentence goes into the file of refused rows. */
export class RowRefused extends Error {}

import type { Picture } from './contract.ts';

/** Widths that pages ask for; a narrower original is not blown up. */
export const WIDTHS = [320, 640, 1280] as const;
export type Width = (typeof WIDTHS)[number];
export const FORMATS = ['avif', 'webp'] as const;
export type Format = (typeof FORMATS)[number];

export const MAX_BYTES = 8 * 1024 * 1024;
export const MAX_PIXELS = 50_000_000;
export const MIN_SIDE = 100;
/** The kept original is at most this wide and high. */
export const KEPT_SIDE = 2560;
export const PICTURES_PER_DAY = 500;

/** File types people may send, by their first bytes. */
export const ACCEPTED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/heic', 'image/heif']);

/** `640.webp` → width and format; null for any other name. */
export function parseRendition(file: string): { width: Width; format: Format } | null {
  const match = /^(\d+)\.(avif|webp)$/.exec(file);
  const width = WIDTHS.find((candidate) => String(candidate) === match?.[1]);
  const format = FORMATS.find((candidate) => candidate === match?.[2]);
  return width && format ? { width, format } : null;
}

export const originalKey = (id: string): string => `pictures/${id}/original.webp`;
export const renditionKey = (id: string, width: Width, format: Format): string => `pictures/${id}/${width}.${format}`;

/** Addresses of all renditions. */
export function toPicture(row: { id: string; width: number; height: number }): Picture {
  const widths = WIDTHS.filter((_width, index) => index === 0 || (WIDTHS[index - 1] ?? 0) < row.width);
  const widest = widths.at(-1) ?? WIDTHS[0];
  const scale = Math.min(1, widest / row.width);
  return {
    id: row.id,
    url: `/media/${row.id}/${widest}.webp`,
    width: Math.round(row.width * scale),
    height: Math.max(1, Math.round(row.height * scale)),
    sources: FORMATS.map((format) => ({
      type: `image/${format}`,
      srcset: widths.map((width) => `/media/${row.id}/${width}.${format} ${Math.min(width, row.width)}w`).join(', '),
    })),
  };
}

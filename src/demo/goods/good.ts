import { type Canvas, type Ground, TONES } from '../pictures/canvas.ts';
import { CLOTHS, type ClothColours } from '../pictures/patterns.ts';
import type { ShopKey } from '../shops.ts';

/** One choice on an axis: what it adds to price and weight of the good. */
export type Choice = { name: string; addPrice?: number; addGrams?: number; stock?: number };

/** A made-up good of the demo shop. Prices in rupiah, weight in grams packed, size in millimetres. */
export type Good = {
  /** The seller's own number; SKUs follow from it. */
  key: string;
  shop: ShopKey;
  category: string;
  brand?: string;
  name: string;
  text: string;
  attributes: Record<string, string | number | boolean>;
  price: number;
  grams: number;
  size: readonly [length: number, width: number, height: number];
  stock: number;
  sold: number;
  axes?: readonly { name: string; choices: readonly (string | Choice)[] }[];
  /** The axis whose choice changes how the good looks; it then has a picture for each. */
  looks?: string;
  ground: Ground;
  draw: (canvas: Canvas, choice: string) => void;
  /** Other shops that offer the same, at their own price. */
  also?: readonly { shop: ShopKey; price: number; stock: number }[];
};

const CLOTH_NAMES: Record<string, ClothColours> = {
  Nila: CLOTHS.nila,
  Soga: CLOTHS.soga,
  Merah: CLOTHS.merah,
  Hijau: CLOTHS.hijau,
  Hitam: CLOTHS.hitam,
  Biru: CLOTHS.biru,
  Ungu: CLOTHS.ungu,
  Pasir: CLOTHS.pasir,
  'Merah muda': CLOTHS.jambu,
  'Latar putih': CLOTHS.latar,
};

const TONE_NAMES: Record<string, string> = {
  Hitam: TONES.ink,
  Putih: TONES.putih,
  Krem: TONES.krem,
  Merah: TONES.bata,
  'Merah muda': TONES.jambu,
  Mawar: TONES.mawar,
  Kuning: TONES.kunyit,
  Hijau: TONES.padi,
  'Hijau muda': TONES.pandan,
  Nila: TONES.nila,
  Biru: TONES.air,
  'Biru muda': TONES.langit,
  Ungu: TONES.ungu,
  Cokelat: TONES.soga,
  Abu: TONES.abu,
  Terakota: TONES.terakota,
};

/** The cloth of a colour as shops call it; the first choice where none is named. */
export function clothNamed(choice: string, otherwise: keyof typeof CLOTHS = 'nila'): ClothColours {
  return CLOTH_NAMES[choice] ?? CLOTHS[otherwise];
}

/** The plain tone of a colour as shops call it. */
export function toneNamed(choice: string, otherwise: string): string {
  return TONE_NAMES[choice] ?? otherwise;
}

/** Plain cloth of a colour, with a light and a dark thread for seams. */
export function plainCloth(choice: string, otherwise: string): ClothColours {
  const base = toneNamed(choice, otherwise);
  return { base, first: TONES.gading, second: TONES.kunyit };
}

import type { Unit } from '@lumbung/kit/api-insight.ts';
import { typed } from '#lib/insight/figures.ts';
import { getLocale } from '#locale';

/** Units of kitchens here, those used most first. */
export const units: readonly Unit[] = [
  'kg',
  'g',
  'l',
  'ml',
  'pcs',
  'butir',
  'ikat',
  'bungkus',
  'botol',
  'ons',
  'sdm',
  'sdt',
  'lusin',
  'tray',
  'karung',
  'dus',
  'kodi',
  'kuintal',
  'mg',
];
export const unitOptions = units.map((unit) => ({ value: unit, label: unit }));

export function isUnit(text: string): text is Unit {
  return units.some((unit) => unit === text);
}

/** A figure as people here type it; NaN for what is none. */
export function decimal(text: string): number {
  return typed(text, getLocale());
}

import type { Unit } from '@lumbung/kit/api-insight.ts';

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

/** `12,5` and `12.5` as people type them; NaN for what is no figure. */
export function decimal(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}

import { parseRupiah } from '@lumbung/kit/format/money.ts';

/** `0,2`, `0.2`, `12` → percent as the API takes it; undefined where it is none. */
export function readPercent(typed: string): string | undefined {
  const text = typed.trim().replace(/\s*%$/, '').replace(',', '.');
  return /^\d{1,3}(\.\d{1,8})?$/.test(text) ? text : undefined;
}

/** A whole number within bounds. */
export function readCount(typed: string, least: number, most: number): number | undefined {
  const text = typed.trim();
  if (!/^\d{1,6}$/.test(text)) return undefined;
  const count = Number(text);
  return count >= least && count <= most ? count : undefined;
}

/** Rupiah of one loan: at least `least`, at most 100 billion. */
export function readAmount(typed: string, least = 1): number | undefined {
  const amount = parseRupiah(typed);
  return amount !== undefined && amount >= least && amount <= 100_000_000_000 ? amount : undefined;
}

/** Days, each as `2026-08-17`, parted by spaces, commas or lines. */
export function readDays(typed: string): string[] | undefined {
  const days = typed.split(/[\s,;]+/).filter((day) => day !== '');
  return days.every(isDay) ? [...new Set(days)] : undefined;
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

import { dayRange } from '@lumbung/kit/format/dates.ts';
import type { Locale } from '@lumbung/kit/format/language.ts';
import { rupiah, thousands } from '@lumbung/kit/format/money.ts';

/** `1.250`, `12,5`: whole from a hundred on, one digit below, in the way of the language. */
export function figure(value: number, locale: Locale): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  const [whole = '0', part] = String(Math.abs(rounded)).split('.');
  const grouped = thousands(Number(whole));
  const sign = rounded < 0 ? '−' : '';
  if (locale === 'en') return `${sign}${grouped.replaceAll('.', ',')}${part ? `.${part}` : ''}`;
  return `${sign}${grouped}${part ? `,${part}` : ''}`;
}

/** What people type: `1.250`, `12,5`, `12.5`; points and commas by the language where both readings are possible. NaN for no figure. */
export function typed(text: string, locale: Locale): number {
  const plain = text.trim().replaceAll('\u00a0', '');
  const [group, point] = locale === 'id' ? ['.', ','] : [',', '.'];
  const isGrouped =
    plain
      .split(point)[0]
      ?.split(group)
      .slice(1)
      .every((part) => part.length === 3) ?? false;
  const whole = isGrouped ? plain.replaceAll(group, '').replace(point, '.') : plain.replace(',', '.');
  return /^\d+(\.\d*)?$|^\.\d+$/.test(whole) ? Number(whole) : Number.NaN;
}

/** A figure as it is put into a field: all its digits, no thousands. */
export function editable(value: number, locale: Locale): string {
  return locale === 'id' ? String(value).replace('.', ',') : String(value);
}

/** A figure with its unit: rupiah as money, pieces and ingredients in theirs. `IDR/kg` is a price per kg. */
export function amount(value: number, unit: string, locale: Locale): string {
  if (unit === 'IDR') return rupiah(Math.round(value));
  if (unit.startsWith('IDR/')) return `${rupiah(Math.round(value))}/${unit.slice(4)}`;
  return unit === 'pcs' ? figure(value, locale) : `${figure(value, locale)} ${unit}`;
}

/** `Rp 1,2 jt`, for the axis of a chart. */
export function shortAmount(value: number, unit: string, locale: Locale): string {
  const prefix = unit.startsWith('IDR') ? 'Rp ' : '';
  const [million, thousand] = locale === 'id' ? ['jt', 'rb'] : ['M', 'k'];
  if (Math.abs(value) >= 1_000_000) return `${prefix}${figure(value / 1_000_000, locale)} ${million}`;
  if (Math.abs(value) >= 1_000) return `${prefix}${figure(value / 1_000, locale)} ${thousand}`;
  return `${prefix}${figure(value, locale)}`;
}

/** `+4,2 %`, `−3 %`, `0 %`. */
export function change(percent: number | null, locale: Locale): string {
  if (percent === null) return '–';
  return `${percent > 0 ? '+' : ''}${figure(percent, locale)} %`;
}

/** `Sab, 21 Nov`, with the year where it is another one. */
export function dayName(day: string, locale: Locale, thisYear = new Date().getFullYear()): string {
  const names = {
    id: ['Min', 'Sen', 'Sel', 'Rab', 'Kam', 'Jum', 'Sab'],
    en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  };
  const year = day.startsWith(String(thisYear)) ? '' : ` ${day.slice(0, 4)}`;
  return `${names[locale][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''}, ${dayRange(day, day, locale)}${year}`;
}

/** Calendar days by counting: `addDays('2026-02-28', 1)` is `2026-03-01`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

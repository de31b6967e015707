import { dayRange, shortDate } from '@lumbung/kit/format/dates.ts';
import { getLocale } from '#locale';

export type Tone = 'neutral' | 'nila' | 'padi' | 'kunyit' | 'bata' | 'air';
export type Look = { label: string; tone: Tone };

/** `20 Nov 2026`: a day of the calendar, never moved by a zone. */
export function dayWords(day: string): string {
  return shortDate(`${day}T00:00:00+07:00`, 'Asia/Jakarta', getLocale());
}

/** The day in Jakarta, by whose calendar lending goes. */
export function todayInJakarta(now = new Date()): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** `0,2%`, `1.250,5%`: percent in the way of the language, without zeros that say nothing. */
export function percentWords(percent: string | number): string {
  const [whole = '0', part = ''] = String(percent).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  const rest = part.replace(/0+$/, '');
  const text = rest === '' ? grouped : `${grouped},${rest}`;
  return `${getLocale() === 'id' ? text : text.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))}%`;
}

/** `21 Nov`, for the axis of a chart. */
export function shortDay(day: string): string {
  return dayRange(day, day, getLocale());
}

/** `Nov 2026`: the month of a day. */
export function monthWords(day: string): string {
  return dayWords(day).replace(/^\d+ /, '');
}

export function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
}

/** The size of a figure that stands alone: billions still fit beside another on a phone. */
export function figureSize(text: string): string {
  return text.length > 15 ? 'text-14 sm:text-18' : 'text-18 sm:text-22';
}

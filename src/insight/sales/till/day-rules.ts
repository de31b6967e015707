export type DateOrder = 'dmy' | 'mdy' | 'ymd';
export type DayAndTime = { on: string; time: string | null };

const MONTHS: Record<string, number> = {
  jan: 1,
  feb: 2,
  peb: 2,
  mar: 3,
  apr: 4,
  mei: 5,
  may: 5,
  jun: 6,
  jul: 7,
  agu: 8,
  agt: 8,
  ags: 8,
  aug: 8,
  sep: 9,
  okt: 10,
  oct: 10,
  nov: 11,
  nop: 11,
  des: 12,
  dec: 12,
};
const TIME = /(?:^|[T\s,])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(am|pm)?/i;

/**
 * A day, and the time if it stands beside: `2026-11-21`, `21/11/2026 14:30`, `21-11-26`, `21 Nov 2026`, `Jumat, 21
 * November 2026`, `20261121`. Two digits of a year are of this century. Null when it is no day of the calendar.
 */
export function readDay(text: string, order: DateOrder = 'dmy'): DayAndTime | null {
  const clean = text.normalize('NFKC').trim();
  if (clean.length === 0 || clean.length > 60) return null;
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(clean);
  if (iso) return dayOf(iso, [1, 2, 3], clean);
  const packed = /^(20\d{2})(\d{2})(\d{2})(?!\d)/.exec(clean);
  if (packed) return dayOf(packed, [1, 2, 3], clean);
  const numeric = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/.exec(clean);
  if (numeric) return dayOf(numeric, order === 'mdy' ? [3, 1, 2] : [3, 2, 1], clean);
  return namedDay(clean);
}

function namedDay(clean: string): DayAndTime | null {
  const named = /(?:^|[\s,])(\d{1,2})[\s\-/]+([A-Za-z]{3,12})\.?[\s\-/,]+(\d{4}|\d{2})(?!\d)/.exec(clean);
  if (!named) return null;
  const month = MONTHS[(named[2] ?? '').slice(0, 3).toLowerCase()];
  return month === undefined
    ? null
    : checked([named[3] ?? '', month, named[1] ?? ''], clean.slice(named.index + named[0].length));
}

function dayOf(match: RegExpExecArray, places: [year: number, month: number, day: number], clean: string) {
  const [year, month, day] = places.map((place) => match[place] ?? '');
  return checked([year ?? '', Number(month), day ?? ''], clean.slice(match[0].length));
}

function checked([yearText, month, dayText]: [string, number, string], rest: string): DayAndTime | null {
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  const at = new Date(Date.UTC(year, month - 1, Number(dayText)));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === Number(dayText);
  if (!isReal) return null;
  return { on: at.toISOString().slice(0, 10), time: readTime(rest) };
}

/** `9:58:11`, `14.30`, `2:05 PM` as `HH:MM:SS`; null when there is none. */
export function readTime(text: string): string | null {
  const match = TIME.exec(text.trim());
  if (!match) return null;
  const [, hourText = '', minute = '', second = '00', half = ''] = match;
  const hour = (Number(hourText) % (half ? 12 : 24)) + (/pm/i.test(half) ? 12 : 0);
  if (Number(hourText) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minute}:${second}`;
}

/** Whether plain numeric days of a file can only be month first: some second part is above 12 and no first part is. */
export function orderOf(samples: readonly string[]): DateOrder {
  let [isDayFirst, isMonthFirst] = [false, false];
  for (const sample of samples) {
    const match = /^\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}/.exec(sample);
    if (!match) continue;
    isDayFirst ||= Number(match[1]) > 12;
    isMonthFirst ||= Number(match[2]) > 12;
  }
  return isMonthFirst && !isDayFirst ? 'mdy' : 'dmy';
}

const OFFSET_HOURS: Record<string, number> = { 'Asia/Jakarta': 7, 'Asia/Makassar': 8, 'Asia/Jayapura': 9 };

/** The calendar day of a moment in a zone of Indonesia (none has summer time). */
export function dayInZone(moment: Date, timeZone: string): string {
  const hours = OFFSET_HOURS[timeZone] ?? 7;
  return new Date(moment.getTime() + hours * 3_600_000).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from one to the other; 0 for the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

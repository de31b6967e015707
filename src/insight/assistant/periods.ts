/** Stretches of days as people name them. Days are `2026-11-21`, in the zone of the store. */

export type Period = { from: string; to: string };

const DAY_MS = 24 * 60 * 60 * 1_000;
const MONTHS = `januari februari maret april mei juni juli agustus september oktober november desember
  january february march april may june july august september october november december`.split(/\s+/);
const MOST_DAYS = 366;

export function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Both ends count. */
export function daysIn({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** Monday is 1, Sunday 7. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function monthOf(day: string, shift: number): Period {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + shift, 1));
  const last = new Date(Date.UTC(year, month + shift, 0));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

function weekOf(day: string, shift: number): Period {
  const monday = addDays(day, 1 - weekdayOf(day) + 7 * shift);
  return { from: monday, to: addDays(monday, 6) };
}

const SUNDAY = 7;

/**
 * Saturday and Sunday that come; asked on a Saturday the weekend that is on, asked on a Sunday the next one, since this one is as good as over. The one
 * after with `shift` 1 (on a Sunday "next weekend" is the next one, too), the last whole one with -1.
 */
function weekendOf(day: string, shift: number): Period {
  const weeks = shift === 0 && weekdayOf(day) === SUNDAY ? 1 : shift;
  const saturday = addDays(weekOf(day, weeks).from, 5);
  return { from: saturday, to: addDays(saturday, 1) };
}

type Rule = [RegExp, (today: string, found: RegExpExecArray) => Period];
const one = (day: string): Period => ({ from: day, to: day });
const bounded = (text: string | undefined) => Math.min(MOST_DAYS, Math.max(1, Number(text ?? '1')));

/** The first that fits counts; longer names stand before the shorter ones they contain. */
const RULES: readonly Rule[] = [
  [/\b(?:kemarin lusa|kemaren dulu|two days ago)\b/, (today) => one(addDays(today, -2))],
  [/\b(?:kemarin|kemaren|yesterday)\b/, (today) => one(addDays(today, -1))],
  [/\b(?:hari ini|today|sekarang)\b/, (today) => one(today)],
  [/\b(?:lusa|day after tomorrow)\b/, (today) => one(addDays(today, 2))],
  [/\b(?:besok|tomorrow)\b/, (today) => one(addDays(today, 1))],
  [/\b(?:akhir (?:pekan|minggu) (?:lalu|kemarin)|last weekend)\b/, (today) => weekendOf(today, -1)],
  [/\b(?:akhir (?:pekan|minggu) depan|next weekend)\b/, (today) => weekendOf(today, 1)],
  [/\b(?:akhir (?:pekan|minggu)|weekend)\b/, (today) => weekendOf(today, 0)],
  [
    /\b(\d{1,3}) (?:hari|days?)\s?(?:terakhir|lalu|ke belakang|ago)|\b(?:last|past) (\d{1,3}) days?\b/,
    (today, found) => ({ from: addDays(today, -bounded(found[1] ?? found[2])), to: addDays(today, -1) }),
  ],
  [
    /\b(\d{1,3}) (?:hari|days?)\s?(?:ke depan|mendatang|lagi|berikutnya|ahead)?|\bnext (\d{1,3}) days?\b/,
    (today, found) => ({ from: addDays(today, 1), to: addDays(today, bounded(found[1] ?? found[2])) }),
  ],
  [/\b(?:(?:minggu|pekan) (?:lalu|kemarin)|last week)\b/, (today) => weekOf(today, -1)],
  [/\b(?:(?:minggu|pekan) depan|next week)\b/, (today) => weekOf(today, 1)],
  [/\b(?:seminggu|(?:minggu|pekan) ini|this week)\b/, (today) => weekOf(today, 0)],
  [/\b(?:bulan (?:lalu|kemarin)|last month)\b/, (today) => monthOf(today, -1)],
  [/\b(?:bulan depan|next month)\b/, (today) => monthOf(today, 1)],
  [/\b(?:sebulan|bulan ini|this month)\b/, (today) => monthOf(today, 0)],
  [/\b(\d{4})-(\d{2})-(\d{2})\b/, (today, found) => one(isDay(found[0]) ? found[0] : today)],
  [new RegExp(`\\b(\\d{1,2}) (${MONTHS.join('|')})(?: (\\d{4}))?\\b`), dateOf],
];

function dateOf(today: string, found: RegExpExecArray): Period {
  const month = (MONTHS.indexOf(found[2] ?? '') % 12) + 1;
  const year = found[3] ?? today.slice(0, 4);
  const day = `${year}-${String(month).padStart(2, '0')}-${(found[1] ?? '').padStart(2, '0')}`;
  return one(isDay(day) ? day : today);
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) && text > '2000' && text < '2100';
}

/** The days that a text speaks of; null where it names none. */
export function periodOf(text: string, today: string): Period | null {
  const plain = text.toLowerCase();
  for (const [pattern, make] of RULES) {
    const found = pattern.exec(plain);
    if (found) return make(today, found);
  }
  return null;
}

/** `Sabtu, 28 November 2026`, or `28 November – 4 Desember 2026` for several days. */
export function sayPeriod({ from, to }: Period, language: 'id' | 'en'): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const write = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`));
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  if (from === to) return write(from, { weekday: 'long', ...long });
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  return `${write(from, isOneYear ? { day: 'numeric', month: 'long' } : long)} – ${write(to, long)}`;
}

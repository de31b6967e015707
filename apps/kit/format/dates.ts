import type { Locale } from './language.ts';

/**
 * Dates in words and times with their zone. Month names are ours and not the runtime's: a server and a browser with
 * different ICU tables would otherwise print different text for the same page.
 */

export type Zone = 'Asia/Jakarta' | 'Asia/Makassar' | 'Asia/Jayapura';

const zones: Record<Zone, { label: string; offsetMinutes: number }> = {
  'Asia/Jakarta': { label: 'WIB', offsetMinutes: 7 * 60 },
  'Asia/Makassar': { label: 'WITA', offsetMinutes: 8 * 60 },
  'Asia/Jayapura': { label: 'WIT', offsetMinutes: 9 * 60 },
};

const months: Record<Locale, string[]> = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
};

const shortMonths: Record<Locale, string[]> = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
};

const weekdays: Record<Locale, string[]> = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

type Parts = { year: number; month: number; day: number; weekday: number; hour: number; minute: number };

/** A zone by its IANA name or by its Indonesian letters; anything else is western time. */
export function zoneOf(name: string | null | undefined): Zone {
  if (name === 'Asia/Makassar' || name === 'WITA') return 'Asia/Makassar';
  if (name === 'Asia/Jayapura' || name === 'WIT') return 'Asia/Jayapura';
  return 'Asia/Jakarta';
}

export function zoneLabel(zone: Zone): string {
  return zones[zone].label;
}

/** Indonesia has no summer time, so a fixed offset is exact. */
function partsIn(moment: Date, zone: Zone): Parts {
  const local = new Date(moment.getTime() + zones[zone].offsetMinutes * 60_000);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

/** `20 Nov 2026`. */
export function shortDate(moment: string | Date, zone: Zone, locale: Locale): string {
  const { day, month, year } = partsIn(new Date(moment), zone);
  return `${day} ${shortMonths[locale][month]} ${year}`;
}

/** `Jumat, 20 November 2026`. */
export function longDate(moment: string | Date, zone: Zone, locale: Locale): string {
  const { weekday, day, month, year } = partsIn(new Date(moment), zone);
  return `${weekdays[locale][weekday]}, ${day} ${months[locale][month]} ${year}`;
}

/** `14.30 WIB`, in English `14:30 WIB`. */
export function timeOfDay(moment: string | Date, zone: Zone, locale: Locale): string {
  const { hour, minute } = partsIn(new Date(moment), zone);
  const separator = locale === 'id' ? '.' : ':';
  return `${String(hour).padStart(2, '0')}${separator}${String(minute).padStart(2, '0')}\u00a0${zoneLabel(zone)}`;
}

/** `20 Nov 2026, 14.30 WIB`. */
export function dateAndTime(moment: string | Date, zone: Zone, locale: Locale): string {
  return `${shortDate(moment, zone, locale)}, ${timeOfDay(moment, zone, locale)}`;
}

/** `Jumat, 20 November 2026, 14.30 WIB`, for deadlines. */
export function deadline(moment: string | Date, zone: Zone, locale: Locale): string {
  return `${longDate(moment, zone, locale)}, ${timeOfDay(moment, zone, locale)}`;
}

/** `23 – 25 Nov`: calendar days as the API says them (`2026-11-23`), read as days and never moved by a zone. */
export function dayRange(from: string, until: string, locale: Locale): string {
  const [, fromMonth = 0, fromDay = 0] = from.slice(0, 10).split('-').map(Number);
  const [, untilMonth = 0, untilDay = 0] = until.slice(0, 10).split('-').map(Number);
  const name = (month: number) => shortMonths[locale][month - 1];
  if (fromMonth === untilMonth && fromDay === untilDay) return `${fromDay} ${name(fromMonth)}`;
  if (fromMonth === untilMonth) return `${fromDay} – ${untilDay} ${name(untilMonth)}`;
  return `${fromDay} ${name(fromMonth)} – ${untilDay} ${name(untilMonth)}`;
}

const units: Record<Locale, Record<'day' | 'hour' | 'minute', (count: number) => string>> = {
  id: {
    day: (count) => `${count}\u00a0hari`,
    hour: (count) => `${count}\u00a0jam`,
    minute: (count) => `${count}\u00a0menit`,
  },
  en: {
    day: (count) => `${count}\u00a0${count === 1 ? 'day' : 'days'}`,
    hour: (count) => `${count}\u00a0${count === 1 ? 'hour' : 'hours'}`,
    minute: (count) => `${count}\u00a0${count === 1 ? 'minute' : 'minutes'}`,
  },
};

/**
 * What is left until a moment: `23 jam 59 menit`, from two days on `2 hari 3 jam`, and in the last hour a clock that
 * runs, `29:59`. Never below zero.
 */
export function countdown(remainingMs: number, locale: Locale): string {
  const total = Math.max(0, Math.ceil(remainingMs / 1000));
  if (total < 3600) return [Math.floor(total / 60), total % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const hours = Math.floor(total / 3600);
  const { day, hour, minute } = units[locale];
  const [large, small] =
    hours >= 48
      ? [day(Math.floor(hours / 24)), hours % 24 > 0 ? hour(hours % 24) : '']
      : [hour(hours), total % 3600 >= 60 ? minute(Math.floor((total % 3600) / 60)) : ''];
  return small === '' ? large : `${large} ${small}`;
}

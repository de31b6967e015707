import type { DayFacts, Holiday } from './contract.ts';
import type { Corrections } from './corrections.ts';
import { dayNumber, dayOf, weekdayOf } from './days.ts';
import { type HijriCalendar, type HijriDate, hijriCalendar, RAMADAN, SYAWAL, ZULHIJAH } from './hijri.ts';
import {
  ANNOUNCED_MONTHS,
  CLOSED_ON_NYEPI,
  DECREED_YEARS,
  FIXED_DAYS,
  IMLEK,
  NAMES,
  SCHOOL_HOLIDAYS,
} from './indonesian-days.ts';

type Facts = Omit<DayFacts, 'weather'>;
type Tables = {
  hijri: HijriCalendar;
  corrected: ReadonlyMap<string, Corrections['days']>;
  school: readonly { from: string; to: string }[];
};

const LEBARAN = { before: 45, after: 21 };
const IDUL_ADHA = { before: 10, after: 4 };
/** The bonus is due a week before Lebaran at the latest (Permenaker 6/2016, article 5); most of it comes in the week before that. */
const THR = { from: -14, to: -7 };

/** Facts of the days `from` to `to` (both included), from tables and corrections alone. `provinceCode`: two digits, null for the whole country. */
export function dayFacts(
  period: { from: string; to: string },
  provinceCode: string | null,
  corrections: Corrections,
): Facts[] {
  const tables: Tables = {
    hijri: hijriCalendar([...ANNOUNCED_MONTHS, ...corrections.hijriMonths]),
    corrected: Map.groupBy(corrections.days, ({ on }) => on),
    school: corrections.schoolHolidays,
  };
  const first = dayNumber(period.from);
  const count = dayNumber(period.to) - first + 1;
  return Array.from({ length: count }, (_, index) => factsOf(first + index, provinceCode, tables));
}

function factsOf(number: number, provinceCode: string | null, tables: Tables): Facts {
  const on = dayOf(number);
  const day = Number(on.slice(8));
  const hijri = tables.hijri.dateOf(number);
  const lebaran = lebaranOf(number, hijri, tables.hijri);
  const holidays = holidaysOf(on, hijri, tables);
  return {
    on,
    weekday: weekdayOf(number),
    hijri,
    holidays,
    isDayOff: holidays.some(({ kind }) => kind !== 'observed'),
    ramadanDay: hijri.month === RAMADAN ? hijri.day : null,
    lebaranOffset: lebaran.offset,
    isLebaranAnnounced: lebaran.isAnnounced,
    idulAdhaOffset: within(number - (tables.hijri.firstOf(hijri.year, ZULHIJAH) + 9), IDUL_ADHA),
    isThr: lebaran.offset !== null && lebaran.offset >= THR.from && lebaran.offset <= THR.to,
    isPayDay: day >= 25 || day === 1,
    isDoubleDate: on.slice(5, 7) === on.slice(8),
    isSchoolHoliday: isSchoolHoliday(on, tables),
    isEverythingClosed:
      provinceCode !== null && CLOSED_ON_NYEPI.has(provinceCode) && holidays.some(({ code }) => code === 'nyepi'),
  };
}

/** Distance to the nearest 1 Syawal, if it is near. */
function lebaranOf(
  number: number,
  { year }: HijriDate,
  hijri: HijriCalendar,
): { offset: number | null; isAnnounced: boolean } {
  const offset = within(number - hijri.firstOf(year, SYAWAL), LEBARAN);
  return { offset, isAnnounced: hijri.isAnnounced(year, SYAWAL) };
}

function within(offset: number, { before, after }: { before: number; after: number }): number | null {
  return offset >= -before && offset <= after ? offset : null;
}

function holidaysOf(on: string, hijri: HijriDate, tables: Tables): Holiday[] {
  const year = Number(on.slice(0, 4));
  const monthDay = on.slice(5);
  const decreed = DECREED_YEARS[year];
  const codes = [
    FIXED_DAYS[monthDay],
    decreed ? decreed.moving[monthDay] : expectedCode(on, hijri),
    decreed?.leave.includes(monthDay) ? 'cuti-bersama' : undefined,
  ];
  const known = codes
    .filter((code) => code !== undefined)
    .map(
      (code): Holiday => ({
        code,
        name: NAMES[code] ?? { id: code, en: code },
        kind: code === 'cuti-bersama' ? 'joint_leave' : 'public',
      }),
    );
  const corrected = tables.corrected.get(on);
  if (!corrected) return known;
  const given = corrected.flatMap(({ kind, name }): Holiday[] =>
    kind === 'none' ? [] : [{ code: 'koreksi', name, kind }],
  );
  return corrected.some(({ kind }) => kind === 'none') ? given : [...known, ...given];
}

const HIJRI_DAYS: Record<string, string> = {
  '1-1': 'tahun-baru-hijriah',
  '3-12': 'maulid',
  '7-27': 'isra-mikraj',
  '10-1': 'idul-fitri',
  '10-2': 'idul-fitri',
  '12-10': 'idul-adha',
};

/** For years without a decree: what follows from the moon and from Easter. Nyepi and Waisak cannot be computed so and are missing. */
function expectedCode(on: string, { month, day }: HijriDate): string | undefined {
  const easter = easterOf(Number(on.slice(0, 4)));
  const fromEaster = new Map([
    [-2, 'wafat-yesus'],
    [0, 'paskah'],
    [39, 'kenaikan-yesus'],
  ]).get(dayNumber(on) - easter);
  return fromEaster ?? HIJRI_DAYS[`${month}-${day}`] ?? (IMLEK.has(on) ? 'imlek' : undefined);
}

/** Easter Sunday as days since 1970, by the anonymous Gregorian computus (Nature, 20 April 1876). */
function easterOf(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  const month = String(Math.floor(f / 31)).padStart(2, '0');
  return dayNumber(`${year}-${month}-${String((f % 31) + 1).padStart(2, '0')}`);
}

function isSchoolHoliday(on: string, { school }: Tables): boolean {
  const ofYear = school.filter(
    ({ from, to }) => from.slice(0, 4) === on.slice(0, 4) || to.slice(0, 4) === on.slice(0, 4),
  );
  if (ofYear.length > 0) return ofYear.some(({ from, to }) => on >= from && on <= to);
  const monthDay = on.slice(5);
  return SCHOOL_HOLIDAYS.some(({ from, to }) => monthDay >= from && monthDay <= to);
}

import { isDay } from './read-figures.ts';

export type Holiday = { day: string; name: string };

/** One holiday a line, `2026-08-17 Hari Kemerdekaan`; empty lines do not count. `wrongLine` counts from one. */
export function readHolidays(text: string, year: number): { days: Holiday[]; wrongLine: number | null } {
  const days: Holiday[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, day = '', name = ''] = /^\s*(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    const isGood = isDay(day) && day.startsWith(`${year}-`) && name.length <= 100;
    if (!isGood) return { days: [], wrongLine: index + 1 };
    days.push({ day, name });
  }
  return { days, wrongLine: null };
}

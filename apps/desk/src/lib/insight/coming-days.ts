import type { CalendarDay } from '@lumbung/kit/api-insight.ts';

type Language = 'id' | 'en';
/** A stretch of days that are special for one reason; `name` where the reason has one of its own. */
export type ComingDays = { code: string; name: string | null; from: string; to: string };

const DAYS_ROUND_LEBARAN = 7;

/** What moves sales in these days, in order; days in a row for the same reason are one stretch. Rain stands with the weather. */
export function comingDays(days: readonly CalendarDay[], language: Language): ComingDays[] {
  const open = new Map<string, ComingDays>();
  const all: ComingDays[] = [];
  for (const day of days) {
    const reasons = reasonsOf(day, language);
    for (const code of open.keys()) if (!reasons.some((reason) => reason.code === code)) open.delete(code);
    for (const { code, name } of reasons) {
      const known = open.get(code);
      if (known) known.to = day.on;
      else {
        const begun = { code, name, from: day.on, to: day.on };
        open.set(code, begun);
        all.push(begun);
      }
    }
  }
  return all;
}

function reasonsOf(day: CalendarDay, language: Language): { code: string; name: string | null }[] {
  const isNearLebaran = day.lebaranOffset !== null && Math.abs(day.lebaranOffset) <= DAYS_ROUND_LEBARAN;
  const flags: [string, boolean][] = [
    ['ramadan', day.ramadanDay !== null],
    ['lebaran', isNearLebaran],
    ['thr', day.isThr],
    ['pay-day', day.isPayDay],
    ['double-date', day.isDoubleDate],
    ['school-holiday', day.isSchoolHoliday],
    ['everything-closed', day.isEverythingClosed],
  ];
  return [
    ...day.holidays.map(({ code, name, kind }) => ({
      code: `${kind}:${code}`,
      name: name[language],
    })),
    ...flags.filter(([, holds]) => holds).map(([code]) => ({ code, name: null })),
  ];
}

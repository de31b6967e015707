import { assert } from '#platform/assert';
import { addDays, addMonths, addUnits, type Day, lastOfMonth, weekday } from './days.ts';

/** When instalments fall due. */
export type DueDateRule =
  /** Every so many days, weeks or months from the start, or from a first date of its own (a broken first period). */
  | { kind: 'every'; every: number; unit: 'days' | 'weeks' | 'months'; firstDueOn?: Day }
  /** On the first or last day of each month; the first one after `from`. */
  | { kind: 'month-start' | 'month-end'; from: Day }
  | { kind: 'given'; dueOn: readonly Day[] };

/** What happens to a due date on a day without banks. */
export type HolidayRule = 'keep' | 'next-working-day' | 'previous-working-day' | 'next-unless-next-month';

export type WorkingDays = {
  /** National holidays and joint leave, as decreed; a dated list that is loaded, never computed. */
  holidays: readonly Day[];
  /** 1 is Monday, 7 is Sunday. */
  weekend: readonly number[];
};

export const EVERY_DAY: WorkingDays = { holidays: [], weekend: [] };

/**
 * The due dates of a schedule, in order. Counted from the anchor each time, so a 31st that was clipped in February is a
 * 31st again in March, and a date that was moved off a holiday does not move the ones after it.
 */
export function dueDates(startOn: Day, count: number, rule: DueDateRule): Day[] {
  if (rule.kind === 'given') {
    assert(rule.dueOn.length === count, 'There must be one due date for each instalment');
    return [...rule.dueOn];
  }
  return Array.from({ length: count }, (_, index) => nthDueDate(startOn, index + 1, rule));
}

/** The `nth` due date (from 1) of a regular rule. */
export function nthDueDate(startOn: Day, nth: number, rule: Exclude<DueDateRule, { kind: 'given' }>): Day {
  switch (rule.kind) {
    case 'every':
      return rule.firstDueOn === undefined
        ? addUnits(startOn, nth * rule.every, rule.unit)
        : addUnits(rule.firstDueOn, (nth - 1) * rule.every, rule.unit);
    case 'month-start':
      return addMonths(`${rule.from.slice(0, 8)}01`, nth);
    case 'month-end':
      return lastOfMonth(addMonths(`${rule.from.slice(0, 8)}01`, nth - 1));
  }
}

/** The working day a due date is moved to. Interest and caps count calendar days all the same (POJK 40/2024). */
export function workingDay(day: Day, rule: HolidayRule, workingDays: WorkingDays): Day {
  if (rule === 'keep') return day;
  const next = seek(day, 1, workingDays);
  if (rule === 'next-working-day') return next;
  if (rule === 'next-unless-next-month' && next.slice(0, 7) === day.slice(0, 7)) return next;
  return seek(day, -1, workingDays);
}

export function isWorkingDay(day: Day, { holidays, weekend }: WorkingDays): boolean {
  return !holidays.includes(day) && !weekend.includes(weekday(day));
}

const LONGEST_CLOSURE = 60;

function seek(day: Day, step: 1 | -1, workingDays: WorkingDays): Day {
  for (let tried = 0; tried <= LONGEST_CLOSURE; tried += 1) {
    const candidate = addDays(day, step * tried);
    if (isWorkingDay(candidate, workingDays)) return candidate;
  }
  return day;
}

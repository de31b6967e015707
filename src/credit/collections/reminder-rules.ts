import { addDays, type Day } from '#engine/calendar/days';
import { isContactDay } from './contact-rules.ts';

/** Days from the due date: before it below zero. `H-3, H-1, H0, H+1 …` */
export type ReminderPlan = readonly number[];
export const DEFAULT_PLAN: ReminderPlan = [-3, -1, 0, 1, 3, 7, 14, 30, 60, 90];
/** A step that could not be taken for this many days is past its use: the next one says more. */
const STALE_DAYS = 3;

/**
 * The day on which a step of the plan is taken. What comes before the due date moves to an earlier day where its own is
 * a Sunday or holiday, so that it still comes before; what comes on or after it moves to a later one.
 */
export function stepDay(dueOn: Day, offset: number, holidays: ReadonlySet<Day>): Day {
  const way = offset < 0 ? -1 : 1;
  let day = addDays(dueOn, offset);
  while (!isContactDay(day, holidays)) day = addDays(day, way);
  return day;
}

/**
 * The step to take today for an instalment, or null. The latest one that is due and not taken yet, so that a house that
 * was away says one thing and not three.
 * @param lastOffset the last step that was taken for this instalment
 */
export function stepToTake(
  plan: ReminderPlan,
  instalment: { dueOn: Day; lastOffset: number | null },
  today: Day,
  holidays: ReadonlySet<Day>,
): number | null {
  const { dueOn, lastOffset } = instalment;
  const due = plan
    .filter((offset) => lastOffset === null || offset > lastOffset)
    // What was to be said before the due date is not said any more when it has come.
    .filter((offset) => offset >= 0 || today < dueOn)
    .filter((offset) => {
      const day = stepDay(dueOn, offset, holidays);
      return day <= today && day > addDays(today, -STALE_DAYS);
    });
  return due.length === 0 ? null : Math.max(...due);
}

/** Due dates for which a step of the plan may be due today: those within reach of a Sunday and holidays in a row. */
export function dueDatesInReach(plan: ReminderPlan, today: Day): { from: Day; until: Day } {
  const REACH = 10;
  return { from: addDays(today, -Math.max(...plan) - REACH), until: addDays(today, -Math.min(...plan) + REACH) };
}

/** `H-3`, `H0`, `H+1`. */
export function stepName(offset: number): string {
  return offset > 0 ? `H+${offset}` : `H${offset}`;
}

import { addDays, type Day, daysBetween, lastOfMonth } from '#engine/calendar/days';

const JAKARTA_MS = 7 * 3_600_000;

/** The day on the clock in Jakarta, by which the institutions of the house work. */
export function dayInJakarta(at: Date): Day {
  return new Date(at.getTime() + JAKARTA_MS).toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** How many days are over and not closed. */
export function daysBehind(businessDate: Day, today: Day): number {
  return Math.max(0, daysBetween(businessDate, today));
}

export function isMonthEnd(day: Day): boolean {
  return lastOfMonth(day) === day;
}

export type StartDecision =
  | { kind: 'start'; businessDate: Day }
  /** It was begun before. */
  | { kind: 'known'; businessDate: Day }
  | { kind: 'refused'; code: 'close-of-business.date-not-begun' | 'close-of-business.not-the-business-date' };

/**
 * Which date is closed. Days are closed one after the other, so only the business date itself can be begun; a date before
 * it has its run already. A day that has not begun on the clock is not closed: money of that day could not come in any more.
 */
export function decideStart(wished: Day | null, businessDate: Day, today: Day): StartDecision {
  const date = wished ?? businessDate;
  if (date < businessDate) return { kind: 'known', businessDate: date };
  if (date > businessDate) return { kind: 'refused', code: 'close-of-business.not-the-business-date' };
  if (date > today) return { kind: 'refused', code: 'close-of-business.date-not-begun' };
  return { kind: 'start', businessDate: date };
}

export type Stretch = { number: number; afterLoanId: string | null; untilLoanId: string | null };

/** Stretches that cover every id: the first has no beginning, the last no end, so that nothing lies between or outside. */
export function stretchesOf(endLoanIds: readonly string[]): Stretch[] {
  return [...endLoanIds, null].map((untilLoanId, index) => ({
    number: index + 1,
    afterLoanId: endLoanIds[index - 1] ?? null,
    untilLoanId,
  }));
}

/** The id right before another, so that a stretch can hold one loan; null before the first of all. */
export function idBefore(id: string): string | null {
  const value = BigInt(`0x${id.replaceAll('-', '')}`);
  if (value === 0n) return null;
  const hex = (value - 1n).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The next business date. */
export function nextDay(day: Day): Day {
  return addDays(day, 1);
}

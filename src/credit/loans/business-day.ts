import type { Day } from '#engine/calendar/days';
import type { Clock } from '#platform/clock';

const WIB_MS = 7 * 3_600_000;

/** The calendar day in Jakarta (UTC+7, no summer time). */
export function dayInJakarta(clock: Clock): Day {
  return new Date(clock.now().getTime() + WIB_MS).toISOString().slice(0, 10);
}

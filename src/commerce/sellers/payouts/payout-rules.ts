/** When sellers are paid what they have earned, as the operator has set it. */
export type PayoutSchedule = { schedule: 'manual' | 'weekly' | 'daily'; minimumMinor: number };

const WIB_OFFSET_MS = 7 * 3_600_000;
const MONDAY = 1;

/** The day in Jakarta, `2026-11-23`: a seller is paid at most once on it by the schedule. */
export function payoutDay(now: Date): string {
  return new Date(now.getTime() + WIB_OFFSET_MS).toISOString().slice(0, 10);
}

/** Weekly means Monday: the weekend's orders are in, and banks work. */
export function isPayoutDay({ schedule }: PayoutSchedule, now: Date): boolean {
  if (schedule === 'manual') return false;
  return schedule === 'daily' || new Date(`${payoutDay(now)}T00:00:00Z`).getUTCDay() === MONDAY;
}

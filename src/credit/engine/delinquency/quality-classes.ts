import { assert } from '#platform/assert';
import type { DelinquencyRange } from '../replay/loan-facts.ts';

/** Classes side by side, all read from the same days past due. The first class of each starts at day 0. */
export type QualityTable = readonly DelinquencyRange[];

/** Kolektibilitas 1–5 of the credit registry (POJK 40/POJK.03/2019). */
export const KOL: QualityTable = [
  { name: '1', fromDays: 0, untilDays: 0 },
  { name: '2', fromDays: 1, untilDays: 90 },
  { name: '3', fromDays: 91, untilDays: 120 },
  { name: '4', fromDays: 121, untilDays: 180 },
  { name: '5', fromDays: 181, untilDays: null },
];

/** OJK's public statistics of online lending. */
export const OJK_STATISTICS: QualityTable = [
  { name: 'lancar', fromDays: 0, untilDays: 30 },
  { name: 'tidak lancar', fromDays: 31, untilDays: 90 },
  { name: 'macet', fromDays: 91, untilDays: null },
];

/**
 * The five classes of online lending. That the last starts after 90 days is known; the three lines between are not published
 * where we could read them, so an operator configures them.
 */
export function lpbbtiClasses(lines: { attentionUntil: number; substandardUntil: number }): QualityTable {
  const { attentionUntil, substandardUntil } = lines;
  const LAST_DOUBTFUL = 90;
  assert(
    attentionUntil > 0 && attentionUntil < substandardUntil && substandardUntil < LAST_DOUBTFUL,
    'The lines between classes must rise and stay below 90 days',
  );
  return [
    { name: 'lancar', fromDays: 0, untilDays: 0 },
    { name: 'dalam perhatian khusus', fromDays: 1, untilDays: attentionUntil },
    { name: 'kurang lancar', fromDays: attentionUntil + 1, untilDays: substandardUntil },
    { name: 'diragukan', fromDays: substandardUntil + 1, untilDays: LAST_DOUBTFUL },
    { name: 'macet', fromDays: LAST_DOUBTFUL + 1, untilDays: null },
  ];
}

/** The class of a number of days past due. Tables cover every day from 0 on. */
export function classOf(table: QualityTable, daysPastDue: number): string {
  const found = table.find(
    ({ fromDays, untilDays }) => fromDays <= daysPastDue && (untilDays === null || daysPastDue <= untilDays),
  );
  assert(found, `No class for ${daysPastDue} days past due`);
  return found.name;
}

/** Share of what is outstanding that is more than 90 days past due (TWP90), in percent with two digits; TKB90 is the rest. */
export function twp90(loans: readonly { outstandingMinor: number; daysPastDue: number }[]): number {
  const total = loans.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0);
  const late = loans.reduce((sum, loan) => (loan.daysPastDue > 90 ? sum + loan.outstandingMinor : sum), 0);
  return total === 0 ? 0 : Math.round((late / total) * 10_000) / 100;
}

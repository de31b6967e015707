import { addMonths, type Day } from '../calendar/days.ts';

/** What the money is for, and how big the business is: the caps differ by both. */
export type FundingType = { purpose: 'consumer' } | { purpose: 'business'; size: BusinessSize };
export type BusinessSize = 'micro' | 'small-or-medium';

/** One line of a dated table. The newest line that fits an agreement's day, type and term holds for its whole life. */
export type CapLine = {
  /** Agreements made from this day on. */
  fromOn: Day;
  purpose: FundingType['purpose'];
  /** `null`: every size. */
  size: BusinessSize | null;
  /** Terms of up to so many months; `null`: any term. */
  longestMonths: number | null;
  percentPerDay: string;
};

export type Agreement = { agreedOn: Day; endsOn: Day; type: FundingType };

/**
 * Caps on the whole price ("manfaat ekonomi"), percent of the funding amount per calendar day: SEOJK 19/SEOJK.06/2023 for
 * 2024, OJK's letter of December 2024 from 2025-01-01. Lines of a later rule are added, never changed.
 */
export const PRICE_CAPS: readonly CapLine[] = [
  { fromOn: '2024-01-01', purpose: 'consumer', size: null, longestMonths: 12, percentPerDay: '0.3' },
  { fromOn: '2024-01-01', purpose: 'business', size: null, longestMonths: null, percentPerDay: '0.1' },
  { fromOn: '2025-01-01', purpose: 'consumer', size: null, longestMonths: 6, percentPerDay: '0.3' },
  { fromOn: '2025-01-01', purpose: 'consumer', size: null, longestMonths: null, percentPerDay: '0.2' },
  { fromOn: '2025-01-01', purpose: 'business', size: 'micro', longestMonths: 6, percentPerDay: '0.275' },
  { fromOn: '2025-01-01', purpose: 'business', size: 'micro', longestMonths: null, percentPerDay: '0.1' },
  { fromOn: '2025-01-01', purpose: 'business', size: 'small-or-medium', longestMonths: null, percentPerDay: '0.1' },
];

/** Caps on late charges, percent of the principal still owed per calendar day (SEOJK 19/SEOJK.06/2023). */
export const LATE_CAPS: readonly CapLine[] = [
  { fromOn: '2024-01-01', purpose: 'consumer', size: null, longestMonths: null, percentPerDay: '0.3' },
  { fromOn: '2024-01-01', purpose: 'business', size: null, longestMonths: null, percentPerDay: '0.1' },
  { fromOn: '2025-01-01', purpose: 'consumer', size: null, longestMonths: null, percentPerDay: '0.2' },
  { fromOn: '2026-01-01', purpose: 'consumer', size: null, longestMonths: null, percentPerDay: '0.1' },
  { fromOn: '2026-01-01', purpose: 'business', size: null, longestMonths: null, percentPerDay: '0.067' },
];

/** All price plus all late charges over the life of a loan, in percent of the funding amount. */
export const LIFE_CAP_PERCENT = '100';

/**
 * The line that holds for an agreement, or `null` where no rule is known: then it may not be booked. Of several lines of the
 * newest day the one with the shortest term that still covers the agreement's is taken.
 */
export function capFor(table: readonly CapLine[], agreement: Agreement): CapLine | null {
  const fitting = table.filter((line) => fits(line, agreement));
  return fitting.reduce<CapLine | null>((best, line) => (best === null || isCloser(line, best) ? line : best), null);
}

function fits({ fromOn, purpose, size, longestMonths }: CapLine, { agreedOn, endsOn, type }: Agreement): boolean {
  if (fromOn > agreedOn || purpose !== type.purpose) return false;
  if (size !== null && !(type.purpose === 'business' && type.size === size)) return false;
  return longestMonths === null || endsOn <= addMonths(agreedOn, longestMonths);
}

function isCloser(line: CapLine, best: CapLine): boolean {
  if (line.fromOn !== best.fromOn) return line.fromOn > best.fromOn;
  return (line.longestMonths ?? Number.POSITIVE_INFINITY) < (best.longestMonths ?? Number.POSITIVE_INFINITY);
}

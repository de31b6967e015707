import type { RoundingMode } from '../arithmetic/rounding.ts';
import type { DayCount } from '../calendar/day-count.ts';
import type { Day } from '../calendar/days.ts';
import type { DueDateRule, HolidayRule, WorkingDays } from '../calendar/due-dates.ts';

/** How the price is charged. */
export type InterestMethod =
  /** On the whole principal for the whole term, in equal parts (Indonesian "bunga flat"). */
  | 'flat'
  /** On the whole principal for each calendar day of the period: the "pindar" price, principal × daily rate × days. */
  | 'flat-daily'
  /** On what is still owed (effective, "bunga menurun"). */
  | 'declining'
  /** None: the merchant's fee pays (pay-later). */
  | 'none';

/** How the principal comes back. */
export type Amortisation = 'equal-instalments' | 'equal-principal' | 'bullet' | 'balloon';

/**
 * Over which part of a year a period's interest runs. `equal-periods`: each period is the same part (a twelfth for
 * monthly), whatever its days. `by-days`: the days of the period under the day count.
 */
export type InterestPeriod = 'equal-periods' | 'by-days';

/**
 * From what the equal instalment follows. `nominal-period`: the annuity formula over equal periods of 30 or 7 days.
 * `exact-periods`: A = P · Π(1+f) ÷ F, with the factor of each real period (unequal periods, broken first period).
 */
export type InstalmentFormula = 'nominal-period' | 'exact-periods';

export type Tranche = { onDate: Day; amountMinor: number };

/** A change of terms from one due date on; the figures before it stay. */
export type TermChange =
  | { kind: 'rate'; fromDueOn: Day; annualRatePercent: string }
  | { kind: 'extra-periods'; fromDueOn: Day; periods: number }
  | { kind: 'principal-grace'; fromDueOn: Day; periods: number }
  | { kind: 'interest-grace'; fromDueOn: Day; periods: number }
  | { kind: 'due-date'; fromDueOn: Day; dueOn: Day };

export type ScheduleRounding = {
  mode: RoundingMode;
  /** An instalment is a multiple of this many minor units (100 = whole units of a currency with cents), or any amount. */
  multipleMinor: number | null;
  /** `up` for "always rounded up"; otherwise the mode above. */
  instalmentMode?: RoundingMode;
  /** Which instalment takes what the rounding left over. On a falling balance it is always the last. */
  remainder: 'last' | 'first';
};

export type Grace = {
  /** Leading periods in which only interest is due. */
  principalPeriods: number;
  /** Leading periods whose interest is due with the first period after them. */
  interestPeriods: number;
  /** Leading periods that cost nothing. */
  interestFreePeriods: number;
};
export const NO_GRACE: Grace = { principalPeriods: 0, interestPeriods: 0, interestFreePeriods: 0 };

/** Everything a schedule follows from. Amounts in minor units, rates in percent as decimal text. */
export type ScheduleTerms = {
  startOn: Day;
  tranches: readonly Tranche[];
  /** The agreed sum where it is more than the tranches paid out so far: the equal instalment is reckoned from it. */
  agreedMinor?: number;
  periods: number;
  dueDates: DueDateRule;
  holidays?: { rule: HolidayRule; workingDays: WorkingDays };
  method: InterestMethod;
  amortisation: Amortisation;
  interestPeriod: InterestPeriod;
  instalmentFormula: InstalmentFormula;
  dayCount: DayCount;
  /** Percent a year, or percent a day for `flat-daily`. */
  ratePercent: string;
  grace: Grace;
  rounding: ScheduleRounding;
  /** The part of the principal that stays until the end (balloon). */
  balloonMinor?: number;
  /** Due at once with each tranche, in percent of it. */
  downPaymentPercent?: string;
  changes?: readonly TermChange[];
};

/** One row that falls due. `fromOn` is where its interest starts. */
export type ScheduleRow = {
  number: number;
  kind: 'instalment' | 'down-payment';
  fromOn: Day;
  dueOn: Day;
  principalMinor: number;
  interestMinor: number;
  /** Principal still owed after the row, when all rows before it are paid. */
  balanceMinor: number;
};

export type Schedule = { rows: ScheduleRow[]; principalMinor: number; interestMinor: number };

import type { DayFacts } from '#insight/calendar';

type Day = Omit<DayFacts, 'weather'> & Partial<Pick<DayFacts, 'weather'>>;
type Term = (day: Day) => number;
const isBetween = (offset: number | null, from: number, to: number): number =>
  offset !== null && offset >= from && offset <= to ? 1 : 0;

/** What moves sales of Indonesian shops, by name: the names are shown as reasons beside a forecast. */
const TERMS: Record<string, Term> = {
  payDay: ({ isPayDay }) => Number(isPayDay),
  doubleDate: ({ isDoubleDate }) => Number(isDoubleDate),
  dayOff: ({ isDayOff }) => Number(isDayOff),
  schoolHoliday: ({ isSchoolHoliday }) => Number(isSchoolHoliday),
  ramadan: ({ ramadanDay }) => Number(ramadanDay !== null),
  beforeRamadan: ({ lebaranOffset }) => isBetween(lebaranOffset, -36, -30),
  thr: ({ isThr }) => Number(isThr),
  beforeLebaran: ({ lebaranOffset }) => isBetween(lebaranOffset, -6, -1),
  lebaran: ({ lebaranOffset }) => isBetween(lebaranOffset, 0, 2),
  afterLebaran: ({ lebaranOffset }) => isBetween(lebaranOffset, 3, 9),
  idulAdha: ({ idulAdhaOffset }) => isBetween(idulAdhaOffset, -2, 1),
  rain: ({ weather }) => (weather && weather.kind !== 'climatology' ? Number(weather.isRainy) : 0),
};

export const TERM_NAMES: readonly string[] = Object.keys(TERMS);

/** One column per term, one row per day: what `calendarFactors` and `regressionForecast` learn from. Days without weather count as dry. */
export function calendarTerms(days: readonly Day[]): Float64Array[] {
  return Object.values(TERMS).map((term) => Float64Array.from(days, term));
}

/** What moves prices of food: the weeks before Lebaran, the feast itself, and the weeks after it. One column each, as above. */
export function priceTerms(days: readonly Pick<DayFacts, 'lebaranOffset'>[]): Float64Array[] {
  const stretches = [
    [-21, -8],
    [-7, 6],
    [7, 21],
  ] as const;
  return stretches.map(([from, to]) =>
    Float64Array.from(days, ({ lebaranOffset }) => isBetween(lebaranOffset, from, to)),
  );
}

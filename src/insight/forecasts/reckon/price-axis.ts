import { addDays, daysBetween } from '../days.ts';

/** Quotes of one commodity in one region, day by day. */
export type Quotes = {
  regionCode: string;
  name: string;
  unit: string;
  startOn: string;
  /** Null: no quote that day. */
  prices: (number | null)[];
};
export type Axis = { startOn: string; endOn: string };

/** A market that has said nothing for longer is asleep and is left out. */
const STALE_DAYS = 45;

export const endOf = ({ startOn, prices }: Quotes): string => addDays(startOn, prices.length - 1);

/** Those with enough days that still speak at the end, and the days that all of them cover; undefined when there are none. */
export function axisOf(
  series: readonly Quotes[],
  leastDays: number,
): { axis: Axis | undefined; awake: Quotes[]; endOn: string | undefined } {
  const endOn = series.map(endOf).sort().at(-1);
  if (endOn === undefined) return { axis: undefined, awake: [], endOn };
  const awake = series.filter((one) => one.prices.length >= leastDays && daysBetween(endOf(one), endOn) <= STALE_DAYS);
  const startOn = awake
    .map((one) => one.startOn)
    .sort()
    .at(-1);
  const axis = startOn === undefined ? undefined : { startOn, endOn };
  return { axis, awake, endOn };
}

/** One price for every day of the axis: the last quote counts until there is another; before the first one it counts backwards. */
export function carry(one: Quotes, { startOn, endOn }: Axis): Float64Array {
  const offset = daysBetween(startOn, one.startOn);
  let last = one.prices.find((price) => price !== null) ?? 1;
  for (let t = 0; t < -offset; t++) last = one.prices[t] ?? last;
  return Float64Array.from({ length: daysBetween(startOn, endOn) + 1 }, (_, day) => {
    last = one.prices[day - offset] ?? last;
    return last;
  });
}

/** Prices of one commodity at several markets, as logarithms on one axis of days, with what regressions ask of them in constant time. */
export type PriceBoard = {
  markets: readonly Float64Array[];
  /** Mean over the markets. */
  middle: Float64Array;
  /** Running sums of `middle` and of each market's distance from it. */
  middleSums: Float64Array;
  gapSums: readonly Float64Array[];
  /** What the calendar says of each day, and of the days ahead. */
  terms: readonly Float64Array[];
};

/** Days that are looked back to; before that a board is too young for the regression. */
export const YOUNGEST = 90;
const HALF_YEAR = 180;
const YEAR = 365;
export const FEATURES = 8;

export function priceBoard(prices: readonly Float64Array[], terms: readonly Float64Array[] = []): PriceBoard {
  const markets = prices.map((series) => series.map(Math.log));
  const length = markets[0]?.length ?? 0;
  const middle = new Float64Array(length);
  for (const series of markets) for (let t = 0; t < length; t++) middle[t] = middle[t]! + series[t]! / markets.length;
  return {
    markets,
    middle,
    middleSums: runningSums(middle),
    gapSums: markets.map((series) => runningSums(series.map((value, t) => value - middle[t]!))),
    terms,
  };
}

/**
 * What a price does next depends on: its own changes over one, two, four and nine weeks (sellers follow each other slowly), its distance from the
 * middle of the markets against what is usual (error correction: Engle and Granger 1987, Econometrica 55; prices of one good do not part
 * for long), the middle's distance from its year, the middle's own changes, and what the calendar says of the day that is meant and does not say of today.
 * Written into `row`.
 */
export function writeFeatures(
  board: PriceBoard,
  { market, day, horizon }: { market: number; day: number; horizon: number },
  row: Float64Array,
): void {
  const own = board.markets[market]!;
  const { middle } = board;
  const now = own[day]!;
  row[0] = now - own[day - 7]!;
  row[1] = now - own[day - 14]!;
  row[2] = now - own[day - 30]!;
  row[3] = now - own[day - 60]!;
  row[4] = now - middle[day]! - meanBefore(board.gapSums[market]!, day, HALF_YEAR);
  row[5] = middle[day]! - meanBefore(board.middleSums, day, YEAR);
  row[6] = middle[day]! - middle[day - 7]!;
  row[7] = middle[day]! - middle[day - 30]!;
  board.terms.forEach((column, place) => {
    row[FEATURES + place] = column[day + horizon]! - column[day]!;
  });
}

function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, t) => {
    sums[t + 1] = sums[t]! + value;
  });
  return sums;
}

/** Mean of the last `window` values up to and with `day`. */
function meanBefore(sums: Float64Array, day: number, window: number): number {
  const from = Math.max(0, day + 1 - window);
  return (sums[day + 1]! - sums[from]!) / (day + 1 - from);
}

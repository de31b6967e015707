import type { Measured } from '../accuracy-rules.ts';
import type { Target } from '../contract.ts';

/** A finished forecast on its way into the table. Every path has one value per day ahead. */
export type ForecastRecord = {
  target: Target;
  subject: string;
  name: string;
  unit: string;
  category: string | null;
  historyDays: number;
  methods: readonly string[];
  accuracy: Measured;
  mean: Float64Array;
  lo80: Float64Array;
  hi80: Float64Array;
  lo95: Float64Array;
  hi95: Float64Array;
  sumLo80: Float64Array;
  sumHi80: Float64Array;
  sumLo95: Float64Array;
  sumHi95: Float64Array;
  /** NaN where unknown. */
  errorPercent: Float64Array;
  /** NaN for gaps; ends with the last day that is known. */
  history: Float64Array;
  parts: { productId: string; name: string; share: number; quantityPerPiece: number }[];
};

export const HISTORY_DAYS = 180;

export type Paths = Pick<ForecastRecord, 'lo80' | 'hi80' | 'lo95' | 'hi95'>;
export type SumPaths = Pick<ForecastRecord, 'sumLo80' | 'sumHi80' | 'sumLo95' | 'sumHi95'>;

/** Sums from the first value to each. */
export function running(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}

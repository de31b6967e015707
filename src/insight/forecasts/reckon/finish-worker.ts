import { finishPrices, type PriceAnswer, type PriceQuestion } from './finish-prices.ts';
import { type FinishQuestion, finishStore } from './finish-store.ts';
import type { ForecastRecord } from './records.ts';

/** Both run in a worker thread: thousands of bands would keep requests waiting. */
export function store(question: FinishQuestion): ForecastRecord[] {
  return finishStore(question);
}

export function prices(question: PriceQuestion): PriceAnswer {
  return finishPrices(question);
}

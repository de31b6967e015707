import type { SeriesFit, SeriesInput } from '../core/forecast-series.ts';
import type { PriceAnswer, PriceQuestion } from './finish-prices.ts';
import type { FinishQuestion } from './finish-store.ts';
import type { ForecastRecord } from './records.ts';

/** Who calculates: worker threads in the house, this thread in tests. */
export type Reckoner = {
  fit(inputs: readonly SeriesInput[], onDone: (count: number) => void): Promise<SeriesFit[]>;
  finishStore(question: FinishQuestion): Promise<ForecastRecord[]>;
  finishPrices(question: PriceQuestion): Promise<PriceAnswer>;
};

/** On all cores. Nothing of it is loaded before it is first needed, and no thread outlives its work. */
export function threadedReckoner(): Reckoner {
  const inThread = async <Question, Answer>(name: string, question: Question): Promise<Answer> => {
    const { Piscina } = await import('piscina');
    const pool = new Piscina<Question, Answer>({
      filename: new URL('./finish-worker.ts', import.meta.url).href,
      minThreads: 1,
      maxThreads: 1,
    });
    try {
      return await pool.run(question, { name });
    } finally {
      await pool.destroy();
    }
  };
  return {
    fit: async (inputs, onDone) => {
      const { fitInParallel } = await import('../fit-in-parallel.ts');
      return fitInParallel(inputs, onDone);
    },
    finishStore: (question) => inThread('store', question),
    finishPrices: (question) => inThread('prices', question),
  };
}

import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { SeriesFit, SeriesInput } from './core/forecast-series.ts';

const BATCH = 16;

/**
 * Fits many series on all cores; answers in the order of the input. `onDone` hears how many are finished. Memory grows
 * with the number of series and their horizons (about 10 kB each), not with the number of cores.
 */
export async function fitInParallel(
  inputs: readonly SeriesInput[],
  onDone: (count: number) => void = () => {},
): Promise<SeriesFit[]> {
  const pool = new Piscina<SeriesInput[], SeriesFit[]>({
    filename: new URL('./fit-worker.ts', import.meta.url).href,
    maxThreads: availableParallelism(),
    minThreads: 1,
  });
  let done = 0;
  const fitBatch = async (batch: SeriesInput[]): Promise<SeriesFit[]> => {
    const fits = await pool.run(batch);
    done += batch.length;
    onDone(done);
    return fits;
  };
  try {
    const batches: Promise<SeriesFit[]>[] = [];
    for (let start = 0; start < inputs.length; start += BATCH)
      batches.push(fitBatch(inputs.slice(start, start + BATCH)));
    return (await Promise.all(batches)).flat();
  } finally {
    await pool.destroy();
  }
}

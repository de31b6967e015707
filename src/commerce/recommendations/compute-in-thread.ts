import { Worker } from 'node:worker_threads';
import type { Lists, ListsInput } from './core/compute-lists.ts';

/**
 * Works the lists out in a thread that ends with its work and gives all of its memory back. Stops it when `signal` says
 * so (the house is closing): then it rejects.
 */
export function computeInThread(input: ListsInput, signal: AbortSignal): Promise<Lists> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compute-worker.ts', import.meta.url), { workerData: input });
    const stop = (): void => void worker.terminate();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`The computation of recommendations ended with code ${code}`));
    });
  });
}

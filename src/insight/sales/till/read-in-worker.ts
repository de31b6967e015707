import type { TillAnswer, TillQuestion } from './read-till-file.ts';

const TIMEOUT_MS = 60_000;
const MOST_MEMORY_MB = 512;

/** Reads a file in a thread of its own, with limits of memory and time; past them the file counts as too large. */
export async function readInWorker(question: TillQuestion): Promise<TillAnswer> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina<TillQuestion, TillAnswer>({
    filename: new URL('./till-worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  try {
    return await pool.run(question, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    if (isOverLimit(error)) return { wrong: 'too-large', details: { most: TIMEOUT_MS / 1_000, unit: 's' } };
    throw error;
  } finally {
    await pool.destroy();
  }
}

function isOverLimit(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY');
}

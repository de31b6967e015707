import { readTillFile, type TillAnswer, type TillQuestion } from './read-till-file.ts';

/** Runs in a worker thread: a hostile file costs that thread its memory or its time, and nobody else anything. */
export default function readInWorker(question: TillQuestion): Promise<TillAnswer> {
  return readTillFile(question);
}

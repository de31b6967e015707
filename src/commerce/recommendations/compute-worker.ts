import { parentPort, workerData } from 'node:worker_threads';
import { computeLists, type ListsInput } from './core/compute-lists.ts';

/** Runs in a thread of its own: seconds of arithmetic, during which the house goes on answering. */
parentPort?.postMessage(computeLists(workerData as ListsInput));

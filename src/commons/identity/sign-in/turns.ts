import { refuse } from '#platform/refusal';

/** Runs work of one key one after the other in this process. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** So many may wait for one key; the rest are told to come back (`server.busy`). */
const MAX_WAITING = 50;

export function createTurns(): Turns {
  const queues = new Map<string, { waiting: number; last: Promise<unknown> }>();
  return async (key, work) => {
    const queue = queues.get(key) ?? { waiting: 0, last: Promise.resolve() };
    if (queue.waiting >= MAX_WAITING) throw refuse('server.busy', {}, { retryAfterSeconds: 5 });
    queues.set(key, queue);
    queue.waiting++;
    // Whatever became of the one before, it is our turn then.
    const mine = queue.last.then(work, work);
    queue.last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      queue.waiting--;
      if (queue.waiting === 0) queues.delete(key);
    }
  };
}

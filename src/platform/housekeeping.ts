import type { Database } from './database.ts';
import { purgeIdempotencyKeys } from './idempotency.ts';
import { pruneInbox } from './inbox-queries.ts';
import type { Job } from './module.ts';
import { pruneOutbox } from './outbox-queries.ts';
import { pruneSagas } from './saga-queries.ts';

const KEEP_EVENTS_DAYS = 14;
const KEEP_SEEN_DAYS = 30;
const KEEP_SAGAS_DAYS = 90;
const LIMIT = 5_000;

/** Forgets what nobody can need again: events that all have heard, marks long past redelivery,
 * finished sagas, answers past their day. Bounded per run. */
export function housekeepingJob(databases: readonly Database[]): Job {
  return {
    name: 'platform.housekeeping',
    schedule: { everySeconds: 3_600 },
    run: async () => {
      for (const database of databases) {
        const schema = database.module;
        await database.run(pruneOutbox(schema, KEEP_EVENTS_DAYS, LIMIT));
        await database.run(pruneInbox(schema, KEEP_SEEN_DAYS, LIMIT));
        await database.run(pruneSagas(schema, KEEP_SAGAS_DAYS, LIMIT));
        await purgeIdempotencyKeys(database, LIMIT);
      }
    },
  };
}

import type { Database } from './database.ts';
import type { EventEnvelope } from './events.ts';
import type { Log } from './log.ts';
import { type Step, startLoop } from './loop.ts';
import { advanceCheckpoint, ensureCheckpoints, leaseAndRead, peekOutbox, releaseCheckpoint } from './outbox-queries.ts';

/** Somebody who hears a module: an inbox in this process, another process over HTTP, or Kafka. Resolves when it has taken over. */
export type Subscriber = {
  name: string;
  eventTypes: ReadonlySet<string>;
  deliver(events: readonly EventEnvelope[]): Promise<void>;
};

/** Carries events from one module's outbox to its subscribers: at least once, in order per aggregate. */
export type Relay = {
  module: string;
  /** Called after a commit that appended events; coalesced. */
  wake(): void;
  /** Carries until nothing is left (tests, drain). */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

const BATCH = 200;
const LEASE_MS = 15_000;
/** Finds what was written by processes that could not wake us, and rows that were held back by a long transaction. */
const POLL_MS = 1_000;
/** Under load, events of this many milliseconds travel together: fewer statements, and nobody sees the difference. */
const GATHER_MS = 15;

/**
 * One loop per subscriber, so that a slow one does not hold up the others. The lease keeps a second process from
 * carrying the same stretch; if it lapses, an event is carried twice and the inbox makes that harmless.
 */
export async function startRelay(deps: {
  database: Database;
  subscribers: readonly Subscriber[];
  owner: string;
  log: Log;
  pollMs?: number;
}): Promise<Relay> {
  const { database, subscribers, owner, log } = deps;
  const schema = database.module;
  if (subscribers.length > 0)
    await ensureCheckpoints(
      database,
      schema,
      subscribers.map((subscriber) => subscriber.name),
    );
  const loops = subscribers.map((subscriber) =>
    startLoop(
      () => carry(database, subscriber, owner),
      { pollMs: deps.pollMs ?? POLL_MS, gatherMs: GATHER_MS },
      (error) => log.warn({ err: error, module: schema, subscriber: subscriber.name }, 'relay will try again'),
    ),
  );
  return {
    module: schema,
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    drain: async () => {
      await Promise.all(loops.map((loop) => loop.runNow()));
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      if (subscribers.length > 0) await database.run(releaseCheckpoint(schema, owner)).catch(() => {});
    },
  };
}

/** Carries one stretch. `more`: go on at once; `soon`: rows are held back by a running transaction. */
async function carry(database: Database, subscriber: Subscriber, owner: string): Promise<Step> {
  const schema = database.module;
  const found = await peekOutbox(database, schema, subscriber.name);
  if (found !== 'rows') return found === 'held' ? 'soon' : 'nothing';
  const stretch = await leaseAndRead(database, schema, {
    subscriber: subscriber.name,
    owner,
    leaseMs: LEASE_MS,
    limit: BATCH,
  });
  if (!stretch) return 'nothing';
  const wanted = stretch.events.filter((event) => subscriber.eventTypes.has(event.eventType));
  if (wanted.length > 0) await subscriber.deliver(wanted);
  // Losing this to a crash means carrying the stretch twice, so it need not wait for the disk.
  await database.batch([advanceCheckpoint(schema, subscriber.name, stretch)], { lazy: true });
  return 'more';
}

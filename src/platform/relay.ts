import type { Appended, Database } from './database.ts';
import type { EventEnvelope } from './events.ts';
import type { Log } from './log.ts';
import { type Step, startLoop } from './loop.ts';
import {
  advanceCheckpoint,
  ensureCheckpoints,
  leaseAndRead,
  type Progress,
  peekOutbox,
  releaseCheckpoint,
  type Stretch,
} from './outbox-queries.ts';
import { traced } from './telemetry.ts';

/** Somebody who hears a module: an inbox in this process, another process over HTTP, or Kafka. Resolves when it has taken over. */
export type Subscriber = {
  name: string;
  eventTypes: ReadonlySet<string>;
  deliver(events: readonly EventEnvelope[]): Promise<void>;
};

/** Carries events from one module's outbox to its subscribers: at least once, in order per aggregate. */
export type Relay = {
  module: string;
  /** Called after a commit that appended events of these types (all, if not given); coalesced. */
  wake(types?: Appended): void;
  /** Carries until nothing is left (tests, drain). */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

const BATCH = 200;
const LEASE_MS = 15_000;
/** Finds what was written by processes that could not wake us, and rows that were held back by a long transaction. */
const POLL_MS = 1_000;
/** Under load, events of this many milliseconds travel together: fewer statements, and nobody sees the difference. */
const GATHER_MS = 120;

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
  const carriers = subscribers.map((subscriber) => createCarrier(database, subscriber, owner));
  const loops = carriers.map((carrier) =>
    startLoop(carrier.carry, { pollMs: deps.pollMs ?? POLL_MS, gatherMs: GATHER_MS }, (error) =>
      log.warn({ err: error, module: schema, subscriber: carrier.name }, 'relay will try again'),
    ),
  );
  return {
    module: schema,
    wake: (types) => {
      carriers.forEach((carrier, index) => {
        if (carrier.noteWish(types)) loops[index]?.wake();
      });
    },
    drain: async () => {
      for (const carrier of carriers) carrier.noteWish();
      await Promise.all(loops.map((loop) => loop.runNow()));
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
      // Should this fail, the next process carries the last stretch once more, and the lease lapses by itself.
      await Promise.all(carriers.map((carrier) => carrier.close())).catch(() => {});
      if (subscribers.length > 0) await database.run(releaseCheckpoint(schema, owner)).catch(() => {});
    },
  };
}

type Carrier = {
  name: string;
  /** Whether these types (any, if not given) concern the subscriber; then the next turn reads without looking first. */
  noteWish(types?: Appended): boolean;
  /** One turn. `more`: go on at once; `soon`: rows are held back by a running transaction. */
  carry(): Promise<Step>;
  /** Writes down how far it got. */
  close(): Promise<void>;
};

function createCarrier(database: Database, subscriber: Subscriber, owner: string): Carrier {
  const schema = database.module;
  const reading = { subscriber: subscriber.name, eventTypes: [...subscriber.eventTypes] };
  /** The last stretch handed over: noted with the next turn, which saves a round trip. */
  let done: Progress | null = null;
  let isWished = true;

  /** Rows of ours were held back when we looked last. */
  let isHeldBack = false;

  /** Without a wish: is there anything to read at all? */
  async function look(): Promise<Step> {
    const found = await peekOutbox(database, schema, subscriber.name);
    if (found === 'rows') return 'more';
    return found === 'held' && isHeldBack ? 'soon' : 'nothing';
  }

  async function carry(): Promise<Step> {
    const isLooking = !isWished && done === null;
    isWished = false;
    const seen = isLooking ? await look() : 'more';
    if (seen !== 'more') return seen;
    const stretch = await leaseAndRead(database, schema, { ...reading, owner, leaseMs: LEASE_MS, limit: BATCH, done });
    done = null;
    return stretch ? handOver(stretch) : 'nothing';
  }

  async function handOver({ events, isMoreHeld, ...progress }: Stretch): Promise<Step> {
    if (events.length > 0) {
      const attributes = {
        'lumbung.module': schema,
        'lumbung.subscriber': subscriber.name,
        'lumbung.events': events.length,
      };
      await traced(`relay ${schema} to ${subscriber.name}`, attributes, () => subscriber.deliver(events));
      done = progress;
    }
    isHeldBack = isMoreHeld;
    if (!progress.isWindowDone) return 'more';
    return isMoreHeld ? 'soon' : 'nothing';
  }

  return {
    name: subscriber.name,
    noteWish: (types) => {
      const isOurs = !types || types.has('*') || reading.eventTypes.some((type) => types.has(type));
      isWished ||= isOurs;
      return isOurs;
    },
    carry,
    close: async () => {
      if (done) await database.run(advanceCheckpoint(schema, subscriber.name, done));
      done = null;
    },
  };
}

import type { Call } from './call.ts';
import { systemCall } from './call.ts';
import type { Database, Tx } from './database.ts';
import type { EventEnvelope, Reaction } from './events.ts';
import {
  listBlocked,
  listDue,
  listSeen,
  markSeen,
  markSeenUnlessBlocked,
  parkEvent,
  recordFailure,
  replayDeadLetters,
  unparkEvent,
  type WaitingEvent,
} from './inbox-queries.ts';
import type { Log } from './log.ts';

/** Receives events for one module: each takes effect once, in order per aggregate; what fails waits with back-off and in the end lies as a dead letter. */
export type Inbox = {
  module: string;
  eventTypes: ReadonlySet<string>;
  /** Takes responsibility for the events: when it resolves, each has been handled or is parked in the database. */
  receive(events: readonly EventEnvelope[]): Promise<void>;
  /** Tries parked events that are due. How many were tried. */
  retryDue(): Promise<number>;
  replay(ids: number[] | null): Promise<number>;
};

const MAX_ATTEMPTS = 12;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10 * 60_000;

export function backoffMs(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
}

export function createInbox(deps: {
  database: Database;
  reactions: readonly Reaction[];
  log: Log;
  onDead?: (event: EventEnvelope) => void;
}): Inbox {
  const { database, log } = deps;
  const schema = database.module;
  const byType = new Map(deps.reactions.map((reaction) => [reaction.eventType, reaction]));

  /** The quick way: everything that only writes here, in one transaction with the marks. */
  async function handleTogether(events: readonly EventEnvelope[]): Promise<void> {
    await database.inTx(async (tx) => {
      const { fresh, isBlocked } = await markSeenUnlessBlocked(tx, schema, events);
      if (isBlocked) throw new Error('An earlier event of one of these aggregates is still waiting');
      for (const event of events) if (fresh.has(event.eventId)) await reactInTx(tx, event);
    });
  }

  async function reactInTx(tx: Tx, event: EventEnvelope): Promise<void> {
    await reactionTo(event).inTx?.(tx, event as EventEnvelope<never>, callOf(schema, event));
  }

  function reactionTo(event: EventEnvelope): Reaction {
    const reaction = byType.get(event.eventType);
    if (!reaction) throw new Error(`${schema} does not hear ${event.eventType}`);
    if (event.eventVersion > reaction.version)
      throw new Error(
        `${schema} understands ${event.eventType} up to version ${reaction.version}, not ${event.eventVersion}`,
      );
    return reaction;
  }

  /** The careful way: one event by itself. */
  async function handleOne(event: EventEnvelope): Promise<void> {
    const reaction = reactionTo(event);
    if (reaction.inTx) {
      await database.inTx(async (tx) => {
        const fresh = await markSeen(tx, schema, [event]);
        if (fresh.has(event.eventId)) await reactInTx(tx, event);
      });
      return;
    }
    if ((await listSeen(database, schema, [event.eventId])).size > 0) return;
    await reaction.run?.(callOf(schema, event), event as EventEnvelope<never>);
    await markSeen(database, schema, [event]);
  }

  async function handleOrPark(event: EventEnvelope, blocked: Set<string>): Promise<void> {
    const key = `${event.aggregateType}/${event.aggregateId}`;
    if (blocked.has(key)) {
      await database.run(parkEvent(schema, event, null));
      return;
    }
    try {
      await handleOne(event);
    } catch (error) {
      log.warn({ err: error, eventType: event.eventType, eventId: event.eventId, module: schema }, 'event parked');
      await database.run(parkEvent(schema, event, { error: messageOf(error), attempts: 1, delayMs: backoffMs(1) }));
      blocked.add(key);
    }
  }

  async function receive(events: readonly EventEnvelope[]): Promise<void> {
    const mine = events.filter((event) => byType.has(event.eventType));
    if (mine.length === 0) return;
    if (mine.every((event) => byType.get(event.eventType)?.inTx)) {
      try {
        return await handleTogether(mine);
      } catch (error) {
        log.debug({ err: error, module: schema }, 'a batch of events did not go through whole; taking them one by one');
      }
    }
    const blocked = await listBlocked(database, schema, mine);
    for (const event of mine) await handleOrPark(event, blocked);
  }

  async function retryOne(waiting: WaitingEvent): Promise<void> {
    try {
      await handleOne(waiting.envelope);
      await database.run(unparkEvent(schema, waiting.id));
    } catch (error) {
      const attempts = waiting.attempts + 1;
      const isDead = attempts >= MAX_ATTEMPTS;
      await database.run(
        recordFailure(schema, waiting.id, { error: messageOf(error), delayMs: backoffMs(attempts), isDead }),
      );
      if (!isDead) return;
      log.error(
        { err: error, eventType: waiting.envelope.eventType, eventId: waiting.envelope.eventId, module: schema },
        'event is a dead letter',
      );
      deps.onDead?.(waiting.envelope);
    }
  }

  return {
    module: schema,
    eventTypes: new Set(byType.keys()),
    receive,
    retryDue: async () => {
      const due = await listDue(database, schema, 50);
      for (const waiting of due) await retryOne(waiting);
      return due.length;
    },
    replay: (ids) => replayDeadLetters(database, schema, ids),
  };
}

function callOf(module: string, event: EventEnvelope): Call {
  return systemCall(module, event.metadata.correlationId, event.eventId);
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);
}

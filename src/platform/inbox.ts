import { type Call, systemCall } from './call.ts';
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

const MAX_ATTEMPTS = 12;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10 * 60_000;
const RETRY_LIMIT = 50;

/** Pause before the next attempt: 0.1 s, doubled each time, at most ten minutes. */
export function backoffMs(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
}

/**
 * Receives events for one module: each takes effect once, in order per aggregate; what fails waits with back-off and in
 * the end lies as a dead letter, while other aggregates pass.
 */
export class Inbox {
  readonly module: string;
  readonly eventTypes: ReadonlySet<string>;
  private readonly database: Database;
  private readonly byType: ReadonlyMap<string, Reaction>;
  private readonly log: Log;
  private readonly onDead: (event: EventEnvelope) => void;

  constructor(deps: {
    database: Database;
    reactions: readonly Reaction[];
    log: Log;
    onDead?: (event: EventEnvelope) => void;
  }) {
    this.database = deps.database;
    this.module = deps.database.module;
    this.log = deps.log;
    this.onDead = deps.onDead ?? (() => {});
    this.byType = new Map(deps.reactions.map((reaction) => [reaction.eventType, reaction]));
    this.eventTypes = new Set(this.byType.keys());
  }

  /** Takes responsibility for the events: when it resolves, each has been handled or is parked in the database. */
  async receive(events: readonly EventEnvelope[]): Promise<void> {
    const mine = events.filter((event) => this.byType.has(event.eventType));
    if (mine.length === 0) return;
    if (mine.every((event) => this.byType.get(event.eventType)?.inTx) && (await this.handleTogether(mine))) return;
    const blocked = await listBlocked(this.database, this.module, mine);
    for (const event of mine) await this.handleOrPark(event, blocked);
  }

  /** Tries parked events that are due. How many were tried. */
  async retryDue(): Promise<number> {
    const due = await listDue(this.database, this.module, RETRY_LIMIT);
    for (const waiting of due) await this.retry(waiting);
    return due.length;
  }

  /** Gives dead letters a new life: all, or those with the given ids. How many. */
  replay(ids: number[] | null): Promise<number> {
    return replayDeadLetters(this.database, this.module, ids);
  }

  /** The quick way: everything in one transaction with the marks. False when it did not go through whole. */
  private async handleTogether(events: readonly EventEnvelope[]): Promise<boolean> {
    try {
      await this.database.inTx(async (tx) => {
        const { fresh, isBlocked } = await markSeenUnlessBlocked(tx, this.module, events);
        if (isBlocked) throw new Error('An earlier event of one of these aggregates is still waiting');
        for (const event of events) if (fresh.has(event.eventId)) await this.reactInTx(tx, event);
      });
      return true;
    } catch (error) {
      this.log.debug({ err: error, module: this.module }, 'events did not go through together; taking them one by one');
      return false;
    }
  }

  private async reactInTx(tx: Tx, event: EventEnvelope): Promise<void> {
    await this.reactionTo(event).inTx?.(tx, event as EventEnvelope<never>, this.callOf(event));
  }

  private reactionTo(event: EventEnvelope): Reaction {
    const reaction = this.byType.get(event.eventType);
    if (!reaction) throw new Error(`${this.module} does not hear ${event.eventType}`);
    if (event.eventVersion > reaction.version) {
      const known = `${event.eventType} up to version ${reaction.version}`;
      throw new Error(`${this.module} understands ${known}, not ${event.eventVersion}`);
    }
    return reaction;
  }

  /** The careful way: one event by itself. */
  private async handleOne(event: EventEnvelope): Promise<void> {
    const reaction = this.reactionTo(event);
    if (reaction.inTx) {
      await this.database.inTx(async (tx) => {
        const fresh = await markSeen(tx, this.module, [event]);
        if (fresh.has(event.eventId)) await this.reactInTx(tx, event);
      });
      return;
    }
    if ((await listSeen(this.database, this.module, [event.eventId])).size > 0) return;
    await reaction.run?.(this.callOf(event), event as EventEnvelope<never>);
    await markSeen(this.database, this.module, [event]);
  }

  private async handleOrPark(event: EventEnvelope, blocked: Set<string>): Promise<void> {
    const key = `${event.aggregateType}/${event.aggregateId}`;
    if (blocked.has(key)) {
      await this.database.run(parkEvent(this.module, event, null));
      return;
    }
    try {
      await this.handleOne(event);
    } catch (error) {
      const { eventType, eventId } = event;
      this.log.warn({ err: error, eventType, eventId, module: this.module }, 'event parked');
      const failure = { error: messageOf(error), attempts: 1, delayMs: backoffMs(1) };
      await this.database.run(parkEvent(this.module, event, failure));
      blocked.add(key);
    }
  }

  private async retry(waiting: WaitingEvent): Promise<void> {
    try {
      await this.handleOne(waiting.envelope);
      await this.database.run(unparkEvent(this.module, waiting.id));
    } catch (error) {
      const attempts = waiting.attempts + 1;
      const isDead = attempts >= MAX_ATTEMPTS;
      const failure = { error: messageOf(error), delayMs: backoffMs(attempts), isDead };
      await this.database.run(recordFailure(this.module, waiting.id, failure));
      if (!isDead) return;
      const { eventType, eventId } = waiting.envelope;
      this.log.error({ err: error, eventType, eventId, module: this.module }, 'event is a dead letter');
      this.onDead(waiting.envelope);
    }
  }

  private callOf(event: EventEnvelope): Call {
    return systemCall(this.module, event.metadata.correlationId, event.eventId);
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);
}

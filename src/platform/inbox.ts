import { type Call, systemCall } from './call.ts';
import type { Database, Tx } from './database.ts';
import type { EventEnvelope, Reaction, Together } from './events.ts';
import {
  listDue,
  listSeen,
  listSeenAndBlocked,
  markHandled,
  markSeen,
  markSeenOrFail,
  parkEvent,
  recordFailure,
  replayDeadLetters,
  unparkEvent,
  type WaitingEvent,
} from './inbox-queries.ts';
import type { Log } from './log.ts';
import { tracedFrom, tracedTogether } from './telemetry.ts';

const MAX_ATTEMPTS = 12;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 10 * 60_000;
const RETRY_LIMIT = 50;
/** Aggregates that are handled beside each other. Fewer than the connections of a pool, which others need as well. */
const AT_ONCE = 4;
/**
 * Mark and effect are one commit, and in the same log both lie behind the event and before the checkpoint that passes it:
 * a crash that takes them takes the checkpoint as well, and the event comes again.
 */
const WITH_MARK = { lazy: 'where-shared' } as const;

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
    await this.handleByAggregate(mine);
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
      await this.together(events, 'together', () =>
        this.database.inTx(async (tx) => {
          // Nearly always they are new and nothing waits: one round trip for marks and writes together.
          tx.write(markSeenOrFail(this.module, events));
          for (const run of runsOfType(events)) await this.reactToRun(tx, run);
        }, WITH_MARK),
      );
      return true;
    } catch (error) {
      this.log.debug({ err: error, module: this.module }, 'events did not go through together; taking them one by one');
      return false;
    }
  }

  private async reactToRun(tx: Tx, run: readonly EventEnvelope[]): Promise<void> {
    const [first] = run;
    const all = first && this.byType.get(first.eventType)?.allInTx;
    if (!all) {
      for (const event of run) await this.reactInTx(tx, event);
      return;
    }
    // Each is looked up, so that a version that is not understood stops the whole.
    for (const event of run) this.reactionTo(event);
    await all(
      tx,
      run.map((event) => ({ call: this.callOf(event), event: event as EventEnvelope<never> })),
    );
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
      }, WITH_MARK);
      return;
    }
    if ((await listSeen(this.database, this.module, [event.eventId])).size > 0) return;
    await this.runReaction(reaction, event);
    await markSeen(this.database, this.module, [event]);
  }

  /** One by one, in order within an aggregate; a few aggregates beside each other, because most wait for others. */
  private async handleByAggregate(events: readonly EventEnvelope[]): Promise<void> {
    const { seen, blocked } = await listSeenAndBlocked(this.database, this.module, events);
    const fresh = events.filter((event) => !seen.has(event.eventId));
    const handled: EventEnvelope[] = await this.handleInBulk(fresh, blocked);
    const rest = fresh.filter((event) => !handled.includes(event));
    const rows = [...Map.groupBy(rest, aggregateOf).values()];
    const worker = async (): Promise<void> => {
      for (let row = rows.shift(); row; row = rows.shift())
        for (const event of row) if (await this.handleOrPark(event, blocked)) handled.push(event);
    };
    const ends = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, rows.length) }, worker));
    await markHandled(this.database, this.module, handled);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** Hands over together what has a way of being taken together; the events that went through. */
  private async handleInBulk(fresh: readonly EventEnvelope[], blocked: Set<string>): Promise<EventEnvelope[]> {
    const ways = new Map<Together, EventEnvelope[]>();
    for (const [key, events] of Map.groupBy(fresh, aggregateOf)) {
      const [way, ...others] = new Set(events.map((event) => this.wayOf(event)));
      if (way && others.length === 0 && !blocked.has(key)) ways.set(way, [...(ways.get(way) ?? []), ...events]);
    }
    const handled: EventEnvelope[] = [];
    for (const [way, events] of ways) {
      try {
        await this.together(events, 'in bulk', () => way(events.map((event) => ({ call: this.callOf(event), event }))));
        handled.push(...events);
      } catch (error) {
        this.log.debug(
          { err: error, module: this.module },
          'events did not go through together; taking them one by one',
        );
      }
    }
    return handled;
  }

  /** Undefined also for a version that is not understood: the careful way parks it. */
  private wayOf(event: EventEnvelope): Together | undefined {
    const reaction = this.byType.get(event.eventType);
    return reaction && event.eventVersion <= reaction.version ? reaction.together : undefined;
  }

  /** True when the event has been reacted to and still wants its mark. */
  private async handleOrPark(event: EventEnvelope, blocked: Set<string>): Promise<boolean> {
    const key = aggregateOf(event);
    if (blocked.has(key)) {
      await this.database.run(parkEvent(this.module, event, null));
      return false;
    }
    try {
      const reaction = this.reactionTo(event);
      if (reaction.inTx) {
        await this.handleOne(event);
        return false;
      }
      await this.runReaction(reaction, event);
      return true;
    } catch (error) {
      const { eventType, eventId } = event;
      this.log.warn({ err: error, eventType, eventId, module: this.module }, 'event parked');
      const failure = { error: messageOf(error), attempts: 1, delayMs: backoffMs(1) };
      await this.database.run(parkEvent(this.module, event, failure));
      blocked.add(key);
      return false;
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

  private async runReaction(reaction: Reaction, event: EventEnvelope): Promise<void> {
    const name = `${this.module} hears ${event.eventType}`;
    const attributes = { 'lumbung.module': this.module, 'lumbung.event_id': event.eventId };
    await tracedFrom(event.metadata, { name, attributes }, async () =>
      reaction.run?.(this.callOf(event), event as EventEnvelope<never>),
    );
  }

  private together<T>(events: readonly EventEnvelope[], how: string, work: () => Promise<T>): Promise<T> {
    const name = `${this.module} hears ${how}`;
    const attributes = { 'lumbung.module': this.module, 'lumbung.events': events.length };
    return tracedTogether(
      events.map((event) => event.metadata),
      { name, attributes },
      work,
    );
  }

  private callOf(event: EventEnvelope): Call {
    return systemCall(this.module, event.metadata.correlationId, event.eventId);
  }
}

/** Events of one type that follow upon each other. */
function runsOfType(events: readonly EventEnvelope[]): EventEnvelope[][] {
  const runs: EventEnvelope[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.[0]?.eventType === event.eventType) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

function aggregateOf(event: EventEnvelope): string {
  return `${event.aggregateType}/${event.aggregateId}`;
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 2_000);
}

import type { Call } from './call.ts';
import { userIdOf } from './call.ts';
import type { Contract, PayloadOf } from './contract.ts';
import type { Tx } from './database.ts';
import { newUuid } from './ids.ts';
import { type Sql, sql } from './sql.ts';

/** A fact, as it lies in the outbox, travels between processes and stands on Kafka. Delivered at least once, in order per aggregate. */
export type EventEnvelope<Payload = unknown> = {
  eventId: string;
  eventType: string;
  eventVersion: number;
  aggregateType: string;
  aggregateId: string;
  /** ISO 8601, UTC. */
  eventTimestamp: string;
  metadata: {
    correlationId: string;
    causationId: string | null;
    userId: string | null;
    tenantId: string | null;
    /** The module that says it. */
    source: string;
  };
  payload: Payload;
};

export type NewEvent<C extends Contract, E extends keyof C['events'] & string> = {
  call: Call;
  aggregateId: string;
  payload: PayloadOf<C, E>;
};

/**
 * The statement that appends an event of `contract` to its module's outbox. Send it in the same batch or transaction
 * as the state it tells of. The time is the transaction's.
 */
export function eventInsert<C extends Contract, E extends keyof C['events'] & string>(
  contract: C,
  type: E,
  event: NewEvent<C, E>,
): Sql {
  const definition = contract.events[type];
  if (!definition) throw new Error(`${contract.module} has no event ${type}`);
  return outboxInsert(contract.module, {
    type,
    version: definition.version,
    aggregate: definition.aggregate,
    ...event,
  });
}

/** Appends an event within an open transaction; it travels with the next statement or the commit. */
export function appendEvent<C extends Contract, E extends keyof C['events'] & string>(
  tx: Tx,
  contract: C,
  type: E,
  event: NewEvent<C, E>,
): void {
  tx.write(eventInsert(contract, type, event));
}

/** Several events of one type in one statement. `undefined` for none. */
export function eventInserts<C extends Contract, E extends keyof C['events'] & string>(
  contract: C,
  type: E,
  events: NewEvent<C, E>[],
): Sql[] {
  return events.map((event) => eventInsert(contract, type, event));
}

export type OutboxRow = {
  type: string;
  version: number;
  aggregate: string;
  aggregateId: string;
  call: Call;
  payload: unknown;
};

/** For the platform's own facts (audit, postings), which any module's outbox may carry. */
export function outboxInsert(module: string, row: OutboxRow): Sql {
  const metadata = {
    correlationId: row.call.correlationId,
    causationId: row.call.causationId,
    userId: userIdOf(row.call),
    tenantId: row.call.actor.kind === 'key' ? row.call.actor.tenantId : null,
    source: module,
  };
  const statement = sql`
    insert into ${sql.ident(`${module}.outbox`)} (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    values (${newUuid()}, ${row.type}, ${row.version}, ${row.aggregate}, ${row.aggregateId}, ${sql.json(metadata)}, ${sql.json(row.payload)})`;
  return { ...statement, outbox: true };
}

/** What a module does because somebody else said something. */
export type Reaction = {
  eventType: string;
  /** Versions it understands; others are parked as failed until the module is brought up to date. */
  version: number;
  /**
   * Writes only in the own schema; runs in the transaction that marks the event as seen, many events at once:
   * exactly once.
   */
  inTx?: (tx: Tx, event: EventEnvelope<never>, call: Call) => Promise<void> | void;
  /** May ask other modules or providers; may run twice, so the second time must be harmless. */
  run?: (call: Call, event: EventEnvelope<never>) => Promise<void>;
};

/** Listens to an event of another module's contract, with the payload's type. Give exactly one of `inTx` and `run`. */
export function on<C extends Contract, E extends keyof C['events'] & string>(
  contract: C,
  eventType: E,
  how:
    | { inTx: (tx: Tx, event: EventEnvelope<PayloadOf<C, E>>, call: Call) => Promise<void> | void }
    | { run: (call: Call, event: EventEnvelope<PayloadOf<C, E>>) => Promise<void> },
): Reaction {
  return { eventType, version: contract.events[eventType]?.version ?? 1, ...how } as Reaction;
}

import type { Call } from './call.ts';
import { userIdOf } from './call.ts';
import type { Contract, PayloadOf } from './contract.ts';
import type { Tx } from './database.ts';
import { newUuid } from './ids.ts';
import { type Sql, sql } from './sql.ts';
import { traceHeaders } from './telemetry.ts';

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
    /** W3C trace context of who said it; only while traces are exported. */
    traceparent?: string;
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
  return outboxInsert(contract.module, eventRow(contract, type, event));
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

/** Several events of one type in one statement; none for none. */
export function eventInserts<C extends Contract, E extends keyof C['events'] & string>(
  contract: C,
  type: E,
  events: NewEvent<C, E>[],
): Sql[] {
  return outboxInserts(
    contract.module,
    events.map((event) => eventRow(contract, type, event)),
  );
}

export type OutboxRow = {
  type: string;
  version: number;
  aggregate: string;
  aggregateId: string;
  call: Call;
  payload: unknown;
};

/** An event as a row of the outbox, to be sent with others by `outboxInserts`. */
export function eventRow<C extends Contract, E extends keyof C['events'] & string>(
  contract: C,
  type: E,
  event: NewEvent<C, E>,
): OutboxRow {
  const definition = contract.events[type];
  if (!definition) throw new Error(`${contract.module} has no event ${type}`);
  return { type, version: definition.version, aggregate: definition.aggregate, ...event };
}

/** For the platform's own facts (audit, postings), which any module's outbox may carry. */
export function outboxInsert(module: string, row: OutboxRow): Sql {
  const statement = sql`
    insert into ${sql.ident(`${module}.outbox`)} (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    values (${newUuid()}, ${row.type}, ${row.version}, ${row.aggregate}, ${row.aggregateId},
      ${sql.json(metadataOf(module, row.call))}, ${sql.json(row.payload)})`;
  return { ...statement, outbox: [row.type], facts: [row] };
}

/** Facts of any kind (events, audit entries, postings) in one statement and in this order; none for none. */
export function outboxInserts(module: string, rows: readonly OutboxRow[]): Sql[] {
  const [first] = rows;
  if (!first) return [];
  if (rows.length === 1) return [outboxInsert(module, first)];
  const statement = sql`
    insert into ${sql.ident(`${module}.outbox`)} (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    select f.event_id, f.event_type, f.event_version, f.aggregate_type, f.aggregate_id, f.metadata::jsonb, f.payload::jsonb
    from unnest(${rows.map(() => newUuid())}::uuid[], ${rows.map((row) => row.type)}::text[],
      ${rows.map((row) => row.version)}::int[], ${rows.map((row) => row.aggregate)}::text[],
      ${rows.map((row) => row.aggregateId)}::text[],
      ${rows.map((row) => sql.json(metadataOf(module, row.call)))}::text[],
      ${rows.map((row) => sql.json(row.payload))}::text[]) with ordinality
      as f (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload, place)
    order by f.place`;
  return [{ ...statement, outbox: [...new Set(rows.map((row) => row.type))], facts: rows }];
}

function metadataOf(module: string, call: Call) {
  return {
    correlationId: call.correlationId,
    causationId: call.causationId,
    userId: userIdOf(call),
    tenantId: call.actor.kind === 'key' ? call.actor.tenantId : null,
    source: module,
    ...traceHeaders(),
  };
}

export type Heard<Payload = unknown> = { call: Call; event: EventEnvelope<Payload> };
export type Together = (heard: readonly Heard[]) => Promise<void>;

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
  /**
   * Beside `inTx`: does the same for events that follow upon each other in the outbox, in their order. When it throws,
   * each event is handled by itself.
   */
  allInTx?: (tx: Tx, heard: readonly Heard<never>[]) => Promise<void> | void;
  /** May ask other modules or providers; may run twice, so the second time must be harmless. */
  run?: (call: Call, event: EventEnvelope<never>) => Promise<void>;
  /**
   * Beside `run`: does the same for many events at once, of all the types that share this function. When it throws, each
   * event is run by itself.
   */
  together?: Together;
};

/** Listens to an event of another module's contract, with the payload's type. Give exactly one of `inTx` and `run`. */
export function on<C extends Contract, E extends keyof C['events'] & string>(
  contract: C,
  eventType: E,
  how:
    | {
        inTx: (tx: Tx, event: EventEnvelope<PayloadOf<C, E>>, call: Call) => Promise<void> | void;
        allInTx?: (tx: Tx, heard: readonly Heard<PayloadOf<C, E>>[]) => Promise<void> | void;
      }
    | {
        run: (call: Call, event: EventEnvelope<PayloadOf<C, E>>) => Promise<void>;
        together?: (heard: readonly Heard<PayloadOf<C, E>>[]) => Promise<void>;
      },
): Reaction {
  return { eventType, version: contract.events[eventType]?.version ?? 1, ...how } as Reaction;
}

import { type Static, Type } from 'typebox';
import { assertNever } from './assert.ts';
import type { Actor, Call } from './call.ts';
import type { Tx } from './database.ts';
import { type OutboxRow, outboxInsert } from './events.ts';
import type { Sql } from './sql.ts';

/** Version 1 of `audit.recorded`. Any module's outbox may carry it; the audit module seals it into its chain. */
export const AuditRecorded = Type.Object({
  /** The chain: entries of one stream are hashed one onto the other (`order:<id>`, `seller:<id>`, `user:<id>`). */
  stream: Type.String({ maxLength: 200 }),
  /** `module.verb`, e.g. `orders.shipped`. */
  action: Type.String({ maxLength: 100 }),
  actor: Type.Object({
    kind: Type.String(),
    id: Type.Union([Type.String(), Type.Null()]),
    roles: Type.Array(Type.String()),
  }),
  onBehalfOf: Type.Union([Type.String(), Type.Null()]),
  before: Type.Unknown(),
  after: Type.Unknown(),
  correlationId: Type.String(),
  clientAddress: Type.Union([Type.String(), Type.Null()]),
});
export type AuditRecorded = Static<typeof AuditRecorded>;

export const AUDIT_RECORDED = 'audit.recorded';

export type AuditEntry = {
  stream: string;
  action: string;
  /** Classified fields (NIK, account numbers) masked by the caller. */
  before?: unknown;
  after?: unknown;
  onBehalfOf?: string;
};

/** The statement that records who did what; send it together with the state change. */
export function auditInsert(module: string, call: Call, entry: AuditEntry): Sql {
  return outboxInsert(module, auditRow(call, entry));
}

/** The same as a row of the outbox, to be sent with others by `outboxInserts`. */
export function auditRow(call: Call, entry: AuditEntry): OutboxRow {
  const { actor } = call;
  const payload: AuditRecorded = {
    stream: entry.stream,
    action: entry.action,
    actor: { kind: actor.kind, id: actorIdOf(actor), roles: 'roles' in actor ? actor.roles : [] },
    onBehalfOf: entry.onBehalfOf ?? null,
    before: entry.before ?? null,
    after: entry.after ?? null,
    correlationId: call.correlationId,
    clientAddress: call.clientAddress,
  };
  return {
    type: AUDIT_RECORDED,
    version: 1,
    aggregate: 'audit-stream',
    aggregateId: entry.stream,
    call,
    payload,
  };
}

function actorIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'user':
      return actor.userId;
    case 'key':
      return actor.keyId;
    case 'system':
      return actor.name;
    case 'guest':
      return null;
    default:
      return assertNever(actor);
  }
}

export function appendAudit(tx: Tx, module: string, call: Call, entry: AuditEntry): void {
  tx.write(auditInsert(module, call, entry));
}

import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';

const NullableText = Type.Union([Type.String(), Type.Null()]);

/** A sealed entry, as officers read it. */
export const AuditEntryView = Type.Object(
  {
    eventId: Type.String(),
    stream: Type.String(),
    sequence: Type.Integer(),
    action: Type.String(),
    module: Type.String(),
    actor: Type.Object(
      { kind: Type.String(), id: NullableText, roles: Type.Array(Type.String()) },
      { additionalProperties: false },
    ),
    onBehalfOf: NullableText,
    before: Type.Unknown(),
    after: Type.Unknown(),
    correlationId: Type.String(),
    clientAddress: NullableText,
    recordedAt: Type.String({ format: 'date-time' }),
    /** SHA-256, hexadecimal, over the previous entry's hash and this entry. */
    hash: Type.String(),
  },
  { additionalProperties: false },
);
export type AuditEntryView = Static<typeof AuditEntryView>;

export const AuditFilter = Type.Object(
  {
    ...PageQuery,
    stream: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    actorId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    action: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false },
);

/** Who did what, sealed: append-only chains, one per stream, each entry hashed onto the one before it. */
export const auditContract = defineContract({
  module: 'audit',
  operations: {
    /** Newest first. */
    listEntries: { input: AuditFilter, output: ListOf(AuditEntryView), refusals: [] },
    /** Recomputes every chain. `firstBroken` names the first entry that does not fit, if any. */
    verifyChains: {
      input: Type.Object({}, { additionalProperties: false }),
      output: Type.Object(
        {
          streams: Type.Integer(),
          entries: Type.Integer(),
          firstBroken: Type.Union([Type.Object({ stream: Type.String(), sequence: Type.Integer() }), Type.Null()]),
        },
        { additionalProperties: false },
      ),
      refusals: [],
    },
    /** Which of these events (at most 1,000) have not been sealed. */
    listUnsealed: {
      input: Type.Object(
        { eventIds: Type.Array(Type.String({ format: 'uuid' }), { maxItems: 1000 }) },
        { additionalProperties: false },
      ),
      output: Type.Object({ eventIds: Type.Array(Type.String()) }, { additionalProperties: false }),
      refusals: [],
    },
  },
  events: {},
  refusals: {},
});
export type AuditApi = ApiOf<typeof auditContract>;

import { type Sql, sql } from '#platform/database';

/**
 * Writes a fee down and sends its posting (as `postingInsert` has it), in one statement: only when it was not booked
 * before.
 */
export function insertFee(
  fee: { provider: string; transactionId: string; amountMinor: number; reference: string; now: Date },
  posting: Sql,
): Sql {
  const [eventId, type, version, aggregate, aggregateId, metadata, payload] = posting.values;
  const statement = sql`
    with made as (
      insert into payments.provider_fees (provider, provider_transaction_id, amount_minor, reference, booked_at)
      values (${fee.provider}, ${fee.transactionId}, ${fee.amountMinor}, ${fee.reference}, ${fee.now})
      on conflict do nothing returning 1)
    insert into payments.outbox (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    select ${eventId}::uuid, ${type}::text, ${version}::int, ${aggregate}::text, ${aggregateId}::text, ${metadata}::jsonb, ${payload}::jsonb from made
    returning 1`;
  return { ...statement, outbox: true, facts: posting.facts ?? [], mayWriteNothing: true };
}

import { type Static, Type } from 'typebox';
import { assert } from './assert.ts';
import type { Call } from './call.ts';
import type { Tx } from './database.ts';
import { type OutboxRow, outboxInsert } from './events.ts';
import { MAX_AMOUNT_MINOR } from './money.ts';
import type { Sql } from './sql.ts';

/** Version 1 of `posting.requested`: an instruction to the ledger, carried by the writer's own outbox. */
export const PostingRequested = Type.Object({
  /** Idempotency: the same id is posted once. Use an id that follows from the cause (`derivedId('capture', paymentId)`). */
  entryId: Type.String({ format: 'uuid' }),
  /** What happened, e.g. `payment.captured`. */
  kind: Type.String({ maxLength: 100 }),
  currency: Type.String({ minLength: 3, maxLength: 3 }),
  description: Type.String({ maxLength: 300 }),
  /** What it belongs to, e.g. `order:<id>`. */
  reference: Type.String({ maxLength: 200 }),
  lines: Type.Array(
    Type.Object({
      accountCode: Type.String({ maxLength: 200 }),
      side: Type.Union([Type.Literal('debit'), Type.Literal('credit')]),
      amountMinor: Type.Integer({ minimum: 1, maximum: MAX_AMOUNT_MINOR }),
    }),
    { minItems: 2, maxItems: 200 },
  ),
});
export type PostingRequested = Static<typeof PostingRequested>;

export const POSTING_REQUESTED = 'posting.requested';

/** The statement that asks the ledger for a balanced entry; send it together with the state change. Zero lines are left out. */
export function postingInsert(module: string, call: Call, posting: PostingRequested): Sql {
  return outboxInsert(module, postingRow(call, posting));
}

/** The same as a row of the outbox, to be sent with others by `outboxInserts`. */
export function postingRow(call: Call, posting: PostingRequested): OutboxRow {
  const lines = posting.lines.filter((line) => line.amountMinor !== 0);
  const balance = lines.reduce((sum, line) => sum + (line.side === 'debit' ? line.amountMinor : -line.amountMinor), 0);
  assert(
    balance === 0 && lines.length >= 2,
    `The posting ${posting.kind} for ${posting.reference} does not balance (${balance})`,
  );
  return {
    type: POSTING_REQUESTED,
    version: 1,
    aggregate: 'posting',
    aggregateId: posting.reference,
    call,
    payload: { ...posting, lines },
  };
}

export function appendPosting(tx: Tx, module: string, call: Call, posting: PostingRequested): void {
  tx.write(postingInsert(module, call, posting));
}

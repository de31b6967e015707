import type { EventEnvelope, Reaction } from '#platform/events';
import { POSTING_REQUESTED, type PostingRequested } from '#platform/posting';
import { postEntry } from './ledger-queries.ts';
import { draftOrRefuse, postedEvent, touchesSeller } from './post-entries.ts';

/**
 * Posts what any module's outbox asks for. One statement per instruction, queued: a whole batch of events goes to the
 * database in one round trip, in the transaction that marks them as seen. An instruction that cannot be posted
 * (unknown account, balance too low) is parked by the inbox, tried again, and in the end an alarm; it never vanishes.
 */
export function onPostingRequested(): Reaction {
  return {
    eventType: POSTING_REQUESTED,
    version: 1,
    inTx: (tx, event: EventEnvelope<PostingRequested>, call) => {
      const draft = draftOrRefuse(event.payload);
      tx.write(postEntry(draft, new Date(event.eventTimestamp)));
      if (touchesSeller(draft)) tx.write(postedEvent(call, draft));
    },
  };
}

import { type GatheredLoan, gatherLoan } from '#engine/life/gather-loan';
import type { LoanEvent } from '#engine/life/loan-events';
import { assert } from '#platform/assert';
import type { Log } from '#platform/log';
import { refuse } from '#platform/refusal';
import type { EventRow } from './loan-record.ts';
import { joinTerms, type OwnTerms, type Sheet } from './term-sheets.ts';

/** A loan from the rows of its stream, as somebody sees it who looks on a day. */
export function readStream(events: readonly EventRow[], sheet: Sheet, asOf?: string): GatheredLoan {
  return gatherLoan(
    events.map((row) => toEvent(row, sheet)),
    asOf,
  );
}

/**
 * What a replay answers, or null where the stream cannot be replayed. That is a fault of ours and always an alarm, but of
 * this loan alone: whoever asked for others beside it gets them.
 */
export function orBroken(log: Log, loanId: string, replay: () => GatheredLoan): GatheredLoan | null {
  try {
    return replay();
  } catch (error) {
    log.error({ err: error, loanId }, 'the stream of a loan cannot be replayed');
    return null;
  }
}

/** For whoever needs this one loan: where its stream is broken nothing is told or done until it is mended. */
export function mustReplay(log: Log, loanId: string, replay: () => GatheredLoan): GatheredLoan {
  const loan = orBroken(log, loanId, replay);
  if (loan === null) throw refuse('loans.stream-broken');
  return loan;
}

/** Rows were written by us and are read as they were written; the engine asserts what it cannot work with. */
export function toEvent({ event_id: id, entered_on: enteredOn, kind, data }: EventRow, sheet: Sheet): LoanEvent {
  if (kind === 'applied') return { id, enteredOn, kind, terms: joinTerms(sheet, ownTerms(data)) };
  return { ...data, id, enteredOn, kind } as LoanEvent;
}

function ownTerms(data: Record<string, unknown>): OwnTerms {
  const { agreedMinor, submittedOn, lifeCapMinor } = data;
  assert(typeof agreedMinor === 'number' && typeof submittedOn === 'string', 'A loan begins with its own terms');
  return { agreedMinor, submittedOn, lifeCapMinor: typeof lifeCapMinor === 'number' ? lifeCapMinor : null };
}

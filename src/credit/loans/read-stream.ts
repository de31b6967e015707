import { type GatheredLoan, gatherLoan } from '#engine/life/gather-loan';
import type { LoanEvent } from '#engine/life/loan-events';
import { assert } from '#platform/assert';
import type { EventRow } from './loan-record.ts';
import { joinTerms, type OwnTerms, type Sheet } from './term-sheets.ts';

/** A loan from the rows of its stream, as somebody sees it who looks on a day. */
export function readStream(events: readonly EventRow[], sheet: Sheet, asOf?: string): GatheredLoan {
  return gatherLoan(
    events.map((row) => toEvent(row, sheet)),
    asOf,
  );
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

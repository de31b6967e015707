import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { isConflict } from '#platform/database';
import { appendEvent } from '#platform/events';
import { derivedId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import { ledgerContract } from './contract.ts';
import { type EntryRow, findEntry, postEntry } from './ledger-queries.ts';
import { draftOrRefuse, type LedgerDeps, refusingLedgerErrors, touchesSeller } from './post-entries.ts';

/** Posts the opposite of an entry. The id follows from the entry, so asking twice gives the same reversal. */
export async function reverseEntry(
  deps: LedgerDeps,
  call: Call,
  input: InputOf<typeof ledgerContract, 'reverseEntry'>,
) {
  const entry = await findEntry(deps.database, input.entryId);
  if (!entry) throw refuse('ledger.entry-not-found');
  if (entry.reversesEntryId) throw refuse('ledger.not-reversible');
  if (entry.reversedByEntryId) throw refuse('ledger.already-reversed');

  const draft = draftOrRefuse(oppositeOf(entry, input.reason), entry.entryId);
  await refusingReversedTwice(() =>
    deps.database.inTx(async (tx) => {
      tx.write(postEntry(draft, deps.clock.now()));
      if (!touchesSeller(draft)) return;
      const { entryId, kind, reference } = draft;
      appendEvent(tx, ledgerContract, 'ledger.posted', {
        call,
        aggregateId: entryId,
        payload: { entryId, kind, reference, accountCodes: draft.lines.map((line) => line.code) },
      });
    }),
  );
  return { entryId: draft.entryId };
}

async function refusingReversedTwice(work: () => Promise<void>): Promise<void> {
  try {
    await refusingLedgerErrors(work);
  } catch (error) {
    if (isConflict(error, 'entries_reversed_once')) throw refuse('ledger.already-reversed');
    throw error;
  }
}

function oppositeOf(entry: EntryRow, reason: string) {
  return {
    entryId: derivedId('ledger.reversal', entry.entryId),
    kind: 'ledger.reversed',
    currency: entry.currency,
    description: reason,
    reference: entry.reference,
    lines: entry.lines.map((line) => ({
      accountCode: line.code,
      side: line.amountMinor > 0 ? ('credit' as const) : ('debit' as const),
      amountMinor: Math.abs(line.amountMinor),
    })),
  };
}

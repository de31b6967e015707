import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { InputOf } from '#platform/contract';
import { type Database, isCheckViolation, type Sql } from '#platform/database';
import { eventInsert } from '#platform/events';
import type { PostingRequested } from '#platform/posting';
import { refuse } from '#platform/refusal';
import { isSellerAccount } from './account-rules.ts';
import { ledgerContract } from './contract.ts';
import { decideEntry, type EntryDraft } from './entry-rules.ts';
import { ENTRY_CONFLICT, OVERDRAWN, postEntry } from './ledger-queries.ts';

export type LedgerDeps = { database: Database; clock: Clock };

/** All entries in one round trip and one transaction. */
export async function postEntries(deps: LedgerDeps, call: Call, input: InputOf<typeof ledgerContract, 'post'>) {
  const drafts = input.entries.map((entry) => draftOrRefuse(entry));
  const now = deps.clock.now();
  const rows = await refusingLedgerErrors(() =>
    deps.database.batch<{ isNew: boolean }[][]>(drafts.map((draft) => postEntry(draft, now))),
  );

  const isNew = drafts.map((_, index) => rows[index]?.[0]?.isNew === true);
  const told = drafts.filter((draft, index) => isNew[index] && touchesSeller(draft));
  // The entry stands by itself; the event only tells open pages, so it may follow in a transaction of its own.
  await deps.database.batch(told.map((draft) => postedEvent(call, draft)));
  return {
    postedEntryIds: drafts.filter((_, index) => isNew[index]).map((draft) => draft.entryId),
    knownEntryIds: drafts.filter((_, index) => !isNew[index]).map((draft) => draft.entryId),
  };
}

/** The draft of an instruction, or the refusal that says what is wrong with it. */
export function draftOrRefuse(posting: PostingRequested, reversesEntryId: string | null = null): EntryDraft {
  const decision = decideEntry(posting, reversesEntryId);
  if (!decision.accepted) throw refuse(decision.code, decision);
  return decision.draft;
}

export function touchesSeller(draft: EntryDraft): boolean {
  return draft.lines.some((line) => isSellerAccount(line.code));
}

export function postedEvent(call: Call, draft: EntryDraft): Sql {
  const { entryId, kind, reference } = draft;
  return eventInsert(ledgerContract, 'ledger.posted', {
    call,
    aggregateId: entryId,
    payload: { entryId, kind, reference, accountCodes: draft.lines.map((line) => line.code) },
  });
}

/** Runs statements that post, and says the database's no in the contract's words. */
export async function refusingLedgerErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCheckViolation(error, OVERDRAWN)) throw refuse('ledger.balance-too-low');
    if (sqlState(error) === ENTRY_CONFLICT) throw refuse('ledger.entry-conflict');
    throw error;
  }
}

export function sqlState(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}

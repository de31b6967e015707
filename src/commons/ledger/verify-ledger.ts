import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { eventInsert } from '#platform/events';
import type { Log } from '#platform/log';
import { type LedgerProblem, ledgerContract } from './contract.ts';
import { decideEntry } from './entry-rules.ts';
import * as queries from './ledger-queries.ts';
import type { LedgerDeps } from './post-entries.ts';
import { trialBalance } from './read-books.ts';

const DAY_MS = 86_400_000;

/**
 * Proves the books. `full` reads every posting (nightly, `lumbung verify`); `recent` reads the entries of the last day
 * and all balances, and costs little enough for every five minutes.
 */
export async function verifyLedger(
  deps: LedgerDeps,
  _call: Call,
  input: InputOf<typeof ledgerContract, 'verifyLedger'>,
) {
  const since = input.scope === 'full' ? new Date(0) : new Date(deps.clock.now().getTime() - DAY_MS);
  const trial = await trialBalance(deps);
  const problems: LedgerProblem[] = trial.totals
    .filter((total) => total.debitMinor !== total.creditMinor)
    .map((total) => sumProblem('balances', total));
  problems.push(...(await queries.findEntryProblems(deps.database, since)));
  if (input.scope === 'full') {
    const sums = await queries.sumPostings(deps.database);
    problems.push(
      ...sums.filter((sum) => sum.debitMinor !== sum.creditMinor).map((sum) => sumProblem('postings', sum)),
    );
    problems.push(...(await queries.findBalanceProblems(deps.database)));
  }
  const counts = await queries.countRows(deps.database, since);
  return { isSound: problems.length === 0, ...counts, problems };
}

function sumProblem(what: string, sum: { currency: string; debitMinor: number; creditMinor: number }): LedgerProblem {
  return {
    code: 'sum-not-zero',
    subject: `${what} in ${sum.currency}`,
    detail: `debits ${sum.debitMinor}, credits ${sum.creditMinor}`,
  };
}

/** Compares instructions found in outboxes with what was posted. An instruction that can never be posted counts as missing. */
export async function checkPostings(
  deps: LedgerDeps,
  _call: Call,
  input: InputOf<typeof ledgerContract, 'checkPostings'>,
) {
  const posted = new Map(
    (
      await queries.listFingerprints(
        deps.database,
        input.postings.map((posting) => posting.entryId),
      )
    ).map((row) => [row.entryId, row.fingerprint]),
  );
  const missingEntryIds: string[] = [];
  const differingEntryIds: string[] = [];
  for (const posting of input.postings) {
    const decision = decideEntry(posting);
    const known = posted.get(posting.entryId);
    if (known === undefined) missingEntryIds.push(posting.entryId);
    else if (!decision.accepted || decision.draft.fingerprint !== known) differingEntryIds.push(posting.entryId);
  }
  return { missingEntryIds, differingEntryIds };
}

/** Job: proves, keeps the proof, and raises the alarm when it fails. */
export async function proveLedger(
  deps: LedgerDeps & { log: Log },
  call: Call,
  scope: 'full' | 'recent',
): Promise<void> {
  const now = deps.clock.now();
  const proof = await verifyLedger(deps, call, { scope });
  const alarm = proof.isSound
    ? []
    : [
        eventInsert(ledgerContract, 'ledger.proof-failed', {
          call,
          aggregateId: 'ledger',
          payload: { scope, problems: proof.problems },
        }),
      ];
  await deps.database.batch([
    queries.insertProof({ scope, provedAt: now, ...proof }),
    queries.pruneProofs(now),
    ...alarm,
  ]);
  if (!proof.isSound) deps.log.error({ scope, problems: proof.problems }, 'the ledger does not prove');
}

/** Job: keeps the tail of hot accounts short. */
export async function foldHotDeltas(deps: LedgerDeps): Promise<number> {
  let folded = 0;
  for (let round = 0; round < 20; round++) {
    const count = await queries.foldHotDeltas(deps.database, 5_000);
    folded += count;
    if (count < 5_000) break;
  }
  return folded;
}

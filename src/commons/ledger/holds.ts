import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { isConflict } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { accountRule } from './account-rules.ts';
import { type HoldStatus, ledgerContract } from './contract.ts';
import * as queries from './ledger-queries.ts';
import { draftOrRefuse, type LedgerDeps, refusingLedgerErrors, sqlState, touchesSeller } from './post-entries.ts';

const EXPIRY_BATCH = 500;

/** Phase one: sets money aside, before anything outside happens with it. */
export async function placeHold(deps: LedgerDeps, _call: Call, input: InputOf<typeof ledgerContract, 'placeHold'>) {
  const { holdId, accountCode, amountMinor } = input;
  const rule = accountRule(accountCode);
  if (!rule) throw refuse('ledger.account-unknown', { accountCode });
  if (rule.mayOverdraw) throw refuse('ledger.account-not-holdable', { accountCode });

  const hold = {
    holdId,
    accountCode,
    amountMinor,
    currency: input.currency ?? 'IDR',
    reference: input.reference ?? '',
    expiresAt: new Date(input.expiresAt),
  };
  const outcome = await placeOnce(deps, hold);
  if (outcome === 'not-enough') throw refuse('ledger.balance-too-low', { accountCode });
  return { holdId, status: outcome === 'known' ? ('placed' as const) : outcome };
}

/** Two requests with one id at the same moment: the later one breaks the key, and finds the earlier one when it looks again. */
async function placeOnce(
  deps: LedgerDeps,
  hold: Parameters<typeof queries.placeHold>[1],
): ReturnType<typeof queries.placeHold> {
  try {
    return await queries.placeHold(deps.database, hold);
  } catch (error) {
    if (isConflict(error, 'holds_pkey')) return await queries.placeHold(deps.database, hold);
    if (sqlState(error) === queries.HOLD_CONFLICT) throw refuse('ledger.hold-conflict');
    throw error;
  }
}

/** Phase two, yes: the hold becomes an entry of the same id. */
export async function settleHold(deps: LedgerDeps, call: Call, input: InputOf<typeof ledgerContract, 'settleHold'>) {
  const { holdId, kind, description, reference, lines } = input;
  const draft = draftOrRefuse({
    entryId: holdId,
    kind,
    currency: input.currency ?? 'IDR',
    description,
    reference,
    lines,
  });
  await refusingLedgerErrors(() =>
    deps.database.inTx(async (tx) => {
      const hold = await queries.lockHold(tx, holdId);
      if (!hold) throw refuse('ledger.hold-not-found');
      if (hold.status === 'released' || hold.status === 'expired')
        throw refuse('ledger.hold-closed', { status: hold.status });
      const taken = Math.abs(draft.lines.find((line) => line.code === hold.accountCode)?.amountMinor ?? 0);
      if (taken > hold.amountMinor) throw refuse('ledger.balance-too-low', { accountCode: hold.accountCode });
      // A settled hold comes here as well: the entry is known then, or another one, which the database refuses.
      await tx.run(queries.postEntry(draft, deps.clock.now()));
      if (hold.status === 'placed' && touchesSeller(draft)) {
        appendEvent(tx, ledgerContract, 'ledger.posted', {
          call,
          aggregateId: holdId,
          payload: { entryId: holdId, kind, reference, accountCodes: draft.lines.map((line) => line.code) },
        });
      }
    }),
  );
  return { entryId: holdId };
}

/** Phase two, no: the money is free again. */
export async function releaseHold(deps: LedgerDeps, _call: Call, input: InputOf<typeof ledgerContract, 'releaseHold'>) {
  const { holdId } = input;
  const status = await deps.database.inTx(async (tx): Promise<HoldStatus> => {
    const hold = await queries.lockHold(tx, holdId);
    if (!hold) throw refuse('ledger.hold-not-found');
    if (hold.status === 'settled') throw refuse('ledger.hold-closed', { status: hold.status });
    if (hold.status === 'placed') tx.write(queries.releaseHold(holdId, deps.clock.now()));
    return hold.status === 'expired' ? 'expired' : 'released';
  });
  return { holdId, status };
}

/** Job: frees what was held and never settled. */
export async function expireHolds(deps: LedgerDeps): Promise<number> {
  let expired = 0;
  for (let round = 0; round < 20; round++) {
    const count = await queries.expireHolds(deps.database, deps.clock.now(), EXPIRY_BATCH);
    expired += count;
    if (count < EXPIRY_BATCH) break;
  }
  return expired;
}

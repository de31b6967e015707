import type { StatementLine } from '#commons/ledger';
import type { Call } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { decodeIdCursor, page } from '#platform/lists';
import type { fundingContract } from './contract.ts';
import { actingInstitution, type FundingDeps } from './funding-deps.ts';
import { ownFunder } from './keep-funders.ts';
import type { EscrowMovement } from './shapes.ts';
import { listLotsOfFunder } from './withdrawal-queries.ts';

type Input<O extends keyof (typeof fundingContract)['operations']> = InputOf<typeof fundingContract, O>;
type Output<O extends keyof (typeof fundingContract)['operations']> = OutputOf<typeof fundingContract, O>;

/** His shares of loans, the latest first, with the loans' numbers. */
export async function funderLots(
  deps: FundingDeps,
  call: Call,
  input: Input<'funderLots'>,
): Promise<Output<'funderLots'>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const { id: funderId } = await ownFunder(deps, tenantId, input.funderId);
  const limit = input.limit ?? 20;
  const wish = { tenantId, funderId, beforeId: decodeIdCursor(input.cursor), limit: limit + 1 };
  const { items, nextCursor } = page(await listLotsOfFunder(deps.database, wish), limit, (row) => [row.loanId]);
  const loanIds = items.map(({ loanId }) => loanId);
  const { loans } = loanIds.length > 0 ? await deps.loans.loansByIds(call, { loanIds }) : { loans: [] };
  const numbers = new Map(loans.map(({ loanId, number }) => [loanId, number]));
  return {
    items: items.map((row) => ({
      ...row,
      loanNumber: numbers.get(row.loanId) ?? null,
      outstandingMinor: row.amountMinor - row.returnedMinor,
    })),
    nextCursor,
  };
}

/** What went into his escrow and out of it, the latest first, from the books themselves. */
export async function funderMovements(
  deps: FundingDeps,
  call: Call,
  input: Input<'funderMovements'>,
): Promise<Output<'funderMovements'>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const { id: funderId } = await ownFunder(deps, tenantId, input.funderId);
  const { limit, cursor } = input;
  const { items, nextCursor } = await deps.ledger.statement(call, {
    accountCode: `custody:funder:${funderId}:escrow`,
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { items: items.map(movementView), nextCursor };
}

/** Kinds of the entries that payments and this module write. */
const KINDS: Record<string, EscrowMovement['kind']> = {
  'payment-account.credited': 'deposit',
  'loan.funded': 'promised',
  'loan.funding-released': 'released',
  'loan.distributed': 'passed-on',
  'payout.completed': 'withdrawal',
  'payout.reversed': 'withdrawal-returned',
};

function movementView(line: StatementLine): EscrowMovement {
  return {
    entryId: line.entryId,
    kind: KINDS[line.kind] ?? 'other',
    changeMinor: line.changeMinor,
    balanceAfterMinor: line.balanceAfterMinor,
    reference: line.reference,
    at: line.postedAt,
  };
}

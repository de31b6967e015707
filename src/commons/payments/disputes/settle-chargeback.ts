import { assert, present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { isRefusal } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import * as exceptions from '../exceptions/exception-queries.ts';
import * as queries from './dispute-queries.ts';
import { CHARGEBACKS, escrowOf, LOSSES, payableOf, type Share, shareLoss } from './dispute-rules.ts';

const HOLD_DAYS = 400;
const DAY_MS = 86_400_000;

/**
 * Charges a lost dispute to those who bear it, as two people have decided: `recover` takes escrow, then what sellers are
 * owed, then the house's own; `bear` only the last. Money is held before anything is booked, so no account falls below
 * zero, and what has gone meanwhile is the house's loss. Starts from the stored shares and may be repeated.
 */
export async function settleChargeback(deps: PaymentsDeps, call: Call, found: exceptions.ExceptionRow): Promise<void> {
  const dispute = present(
    await queries.findDisputeOfException(deps.database, found.id),
    'A chargeback has its dispute',
  );
  const planned = dispute.shares ?? (await plan(deps, call, dispute, found.action === 'recover'));
  const shares = await holdAll(deps, call, dispute, planned);
  await deps.database.inTx(async (tx) => {
    const locked = await exceptions.lockException(tx, found.id);
    if (locked?.status !== 'resolving') return;
    tx.write(
      ...shares.map((share) => sharePosting(call, dispute, share)),
      exceptions.resolveException(found.id, {
        action: locked.action ?? 'bear',
        note: null,
        by: null,
        at: deps.clock.now(),
      }),
    );
  });
}

/** Decided once and written down before any money is held. */
async function plan(
  deps: PaymentsDeps,
  call: Call,
  dispute: queries.DisputeRow,
  isRecovered: boolean,
): Promise<Share[]> {
  const { amountMinor } = dispute;
  const allocations = isRecovered ? dispute.allocations : [];
  const accountCodes = [
    ...new Set(allocations.flatMap(({ orderId, sellerId }) => [escrowOf(orderId), payableOf(sellerId)])),
  ];
  const { balances } =
    accountCodes.length > 0 ? await deps.ledger.balancesByCodes(call, { accountCodes }) : { balances: [] };
  const free = new Map(balances.map(({ accountCode, availableMinor }) => [accountCode, availableMinor]));
  const shares = shareLoss(amountMinor, allocations, free);
  await deps.database.run(queries.setShares(dispute.id, shares));
  return shares;
}

/** What cannot be held any more is lost; written down before the next account is asked. */
async function holdAll(
  deps: PaymentsDeps,
  call: Call,
  dispute: queries.DisputeRow,
  planned: readonly Share[],
): Promise<Share[]> {
  let shares = [...planned];
  for (const share of planned) {
    if (share.accountCode === LOSSES || (await isHeld(deps, call, dispute, share))) continue;
    shares = toLosses(shares, share);
    await deps.database.run(queries.setShares(dispute.id, shares));
  }
  assert(
    shares.reduce((sum, share) => sum + share.amountMinor, 0) === dispute.amountMinor,
    'Shares of a chargeback add up to it',
  );
  return shares;
}

async function isHeld(deps: PaymentsDeps, call: Call, dispute: queries.DisputeRow, share: Share): Promise<boolean> {
  const expiresAt = new Date(deps.clock.now().getTime() + HOLD_DAYS * DAY_MS).toISOString();
  try {
    const { status } = await deps.ledger.placeHold(call, {
      holdId: entryIdOf(dispute, share),
      accountCode: share.accountCode,
      amountMinor: share.amountMinor,
      reference: `dispute:${dispute.id}`,
      expiresAt,
    });
    return status === 'placed' || status === 'settled';
  } catch (error) {
    if (!isRefusal(error, 'ledger.balance-too-low')) throw error;
    return false;
  }
}

function toLosses(shares: readonly Share[], gone: Share): Share[] {
  const lostMinor = shares.find(({ accountCode }) => accountCode === LOSSES)?.amountMinor ?? 0;
  const others = shares.filter(({ accountCode }) => accountCode !== LOSSES && accountCode !== gone.accountCode);
  return [...others, { accountCode: LOSSES, amountMinor: lostMinor + gone.amountMinor }];
}

/** Also the id of the hold, which the entry settles. */
function entryIdOf(dispute: queries.DisputeRow, { accountCode }: Share): string {
  return derivedId('payments.chargeback-share', dispute.id, accountCode);
}

function sharePosting(call: Call, dispute: queries.DisputeRow, share: Share): Sql {
  const { accountCode, amountMinor } = share;
  return postingInsert('payments', call, {
    entryId: entryIdOf(dispute, share),
    kind: accountCode === LOSSES ? 'chargeback.borne' : 'chargeback.recovered',
    currency: 'IDR',
    description: '',
    reference: `dispute:${dispute.id}`,
    lines: [
      { accountCode, side: 'debit', amountMinor },
      { accountCode: CHARGEBACKS, side: 'credit', amountMinor },
    ],
  });
}

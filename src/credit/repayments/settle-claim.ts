import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import * as queries from './case-queries.ts';
import { repaymentsContract } from './contract.ts';
import { inWords } from './in-words.ts';
import { findAccount, type ReceiptRow } from './receipt-queries.ts';
import {
  actingInstitution,
  addDays,
  beforeOf,
  dayInJakarta,
  houseCall,
  mustDecide,
  type RepaymentsDeps,
  visibleLoan,
} from './repayments-deps.ts';
import type { Claim } from './shapes.ts';

type Input<O extends keyof (typeof repaymentsContract)['operations']> = InputOf<typeof repaymentsContract, O>;

/** Long enough for banks to answer; without a decision late charges run again after it. */
const FREEZE_DAYS = 30;
const OLDEST_DAYS = 90;

export async function claimPayment(deps: RepaymentsDeps, call: Call, input: Input<'claimPayment'>): Promise<Claim> {
  const loan = await visibleLoan(deps, call, input);
  const account = await findAccount(deps.database, loan.loanId);
  if (!account) throw refuse('repayments.no-account-yet');
  const now = deps.clock.now();
  const today = dayInJakarta(now);
  if (input.paidOn > today) throw refuse('repayments.paid-in-future');
  if (input.paidOn < addDays(today, 0 - OLDEST_DAYS)) throw refuse('repayments.claim-too-old');
  const { loanId, tenantId, borrowerId } = loan;
  const { amountMinor, paidOn, note } = input;
  const id = input.claimId ?? deps.newId();
  const freezeId = derivedId('repayments.freeze', id);
  const row = { id, tenantId, loanId, borrowerId, amountMinor, paidOn, note, freezeId, createdAt: now };
  const payload = { claimId: id, loanId, tenantId, borrowerId, amountMinor };
  const told = eventInsert(repaymentsContract, 'payment-claim.opened', { call, aggregateId: id, payload });
  try {
    await deps.database.batch([queries.insertClaim(row), told]);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const known = await queries.findClaim(deps.database, id);
    if (known?.loanId !== loanId) throw refuse('repayments.claim-open');
  }
  await freeze(deps, call, { id, tenantId, loanId, freezeId, paidOn, today });
  await askProvider(deps, call, account.accountId);
  return view(present(await queries.findClaim(deps.database, id), 'A claim that was inserted is there'));
}

type Freeze = { id: string; tenantId: string; loanId: string; freezeId: string; paidOn: string; today: string };

/** Where the loan has nothing that could be charged, there is nothing to stop. */
async function freeze(deps: RepaymentsDeps, call: Call, wish: Freeze): Promise<void> {
  const { tenantId, loanId, freezeId: transactionId, today } = wish;
  const untilOn = addDays(today, FREEZE_DAYS);
  const loan = (await deps.loans.loansByIds(houseCall(call), { loanIds: [loanId] })).loans[0];
  const fromOn = loan?.activatedOn && loan.activatedOn > wish.paidOn ? loan.activatedOn : wish.paidOn;
  const step = { kind: 'charge-freeze' as const, fromOn, untilOn, note: 'Laporan pembayaran diperiksa' };
  try {
    await deps.loans.recordTransaction(houseCall(call), { tenantId, loanId, transactionId, valueDate: fromOn, step });
    await deps.database.run(queries.setFrozen(wish.id, { fromOn, untilOn }));
  } catch (error) {
    if (!isRefusal(error) || error.code === 'loans.stream-broken') throw error;
    deps.log.warn({ err: error, loanId }, 'late charges could not be stopped for a claim');
  }
}

/** Money whose messages were lost is found by asking; the claim is accepted by itself when it comes. */
async function askProvider(deps: RepaymentsDeps, call: Call, accountId: string): Promise<void> {
  try {
    await deps.payments.checkAccount(houseCall(call), { accountId });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

export async function decideClaim(deps: RepaymentsDeps, call: Call, input: Input<'decideClaim'>): Promise<Claim> {
  const acting = await actingInstitution(deps, call, input);
  mustDecide(acting);
  const claim = await queries.findClaim(deps.database, input.claimId);
  if (claim?.tenantId !== acting.tenantId) throw refuse('repayments.claim-not-found');
  const { isAccepted, note } = input;
  if (!(await settle(deps, call, claim, { isAccepted, note }))) throw refuse('repayments.claim-decided');
  return view(present(await queries.findClaim(deps.database, claim.id), 'A claim does not vanish'));
}

/** A receipt of the amount that was claimed, of a day close by: that is the payment. */
export async function acceptFound(deps: RepaymentsDeps, call: Call, receipt: ReceiptRow): Promise<void> {
  const claim = await queries.findOpenClaim(deps.database, receipt.loanId);
  if (claim?.amountMinor !== receipt.amountMinor) return;
  const isClose = receipt.valueDate >= addDays(claim.paidOn, -2) && receipt.valueDate <= addDays(claim.paidOn, 2);
  if (isClose) await settle(deps, call, claim, { isAccepted: true, note: `Pembayaran ditemukan: ${receipt.id}` });
}

/** The loan first: it may be asked again under the same ids, and a claim that is decided twice is decided once. */
async function settle(
  deps: RepaymentsDeps,
  call: Call,
  claim: queries.ClaimRow,
  decision: { isAccepted: boolean; note: string },
): Promise<boolean> {
  if (claim.status !== 'open') return false;
  await thaw(deps, call, claim, decision.isAccepted);
  const { id: claimId, loanId, tenantId, borrowerId, amountMinor } = claim;
  const { isAccepted, note } = decision;
  const status = isAccepted ? ('accepted' as const) : ('rejected' as const);
  const payload = { claimId, loanId, tenantId, borrowerId, amountMinor, isAccepted };
  const now = deps.clock.now();
  return await deps.database.inTx(async (tx) => {
    const rows = await tx.run(queries.decideClaim(claimId, { status, userId: userIdOf(call), note, now }));
    if (rows.length === 0) return false;
    tx.write(
      eventInsert(repaymentsContract, 'payment-claim.decided', { call, aggregateId: claimId, payload }),
      auditInsert('repayments', call, {
        stream: `loan:${loanId}`,
        action: 'repayments.claim-decided',
        after: { claimId, isAccepted, note },
      }),
    );
    return true;
  });
}

async function thaw(deps: RepaymentsDeps, call: Call, claim: queries.ClaimRow, isAccepted: boolean): Promise<void> {
  if (claim.frozenFrom === null) return;
  const house = houseCall(call);
  const { tenantId, loanId, freezeId, frozenFrom: fromOn } = claim;
  const today = dayInJakarta(deps.clock.now());
  try {
    if (!isAccepted) {
      const reason = 'Laporan pembayaran ditolak';
      await deps.loans.reverseTransaction(house, { tenantId, loanId, transactionId: freezeId, reason });
      return;
    }
    const transactionId = derivedId('repayments.thaw', claim.id);
    const untilOn = [fromOn, today].sort().at(-1) ?? today;
    const step = { kind: 'charge-freeze' as const, fromOn, untilOn };
    await deps.loans.recordTransaction(house, { tenantId, loanId, transactionId, valueDate: fromOn, step });
  } catch (error) {
    // The loan may be over by now: nothing accrues any more. One that is being mended is asked again.
    if (!isRefusal(error) || error.code === 'loans.stream-broken') throw error;
    deps.log.warn({ err: error, loanId }, 'a stop of late charges could not be ended');
  }
}

/** What was claimed for a loan and what became of it: the borrower sees it too. */
export async function claimsOfLoan(
  deps: RepaymentsDeps,
  call: Call,
  input: Input<'claimsOfLoan'>,
): Promise<{ items: Claim[]; nextCursor: string | null }> {
  const { loanId, tenantId } = await visibleLoan(deps, call, input);
  const limit = input.limit ?? 20;
  const wish = { tenantId, loanId, status: null, before: beforeOf(input.cursor), limit: limit + 1 };
  const { items, nextCursor } = page(await queries.listClaims(deps.database, wish), limit, (row) => [
    row.createdAt.toISOString(),
    row.id,
  ]);
  return { items: items.map(view), nextCursor };
}

export async function listClaims(
  deps: RepaymentsDeps,
  call: Call,
  input: Input<'listClaims'>,
): Promise<OutputOf<typeof repaymentsContract, 'listClaims'>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const limit = input.limit ?? 20;
  const status = input.status ?? null;
  const wish = { tenantId, loanId: null, status, before: beforeOf(input.cursor), limit: limit + 1 };
  const { items, nextCursor } = page(await queries.listClaims(deps.database, wish), limit, (row) => [
    row.createdAt.toISOString(),
    row.id,
  ]);
  return { items: await inWords(deps, call, items.map(view)), nextCursor };
}

function view(row: queries.ClaimRow): Claim {
  const { id: claimId, loanId, amountMinor, paidOn, note, status, frozenUntil, decisionNote } = row;
  return {
    ...{ claimId, loanId, amountMinor, paidOn, note, status, frozenUntil, decisionNote },
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

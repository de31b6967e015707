import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventInsert } from '#platform/events';
import { isRefusal, refuse } from '#platform/refusal';
import { insertUnmatched } from './case-queries.ts';
import { repaymentsContract } from './contract.ts';
import * as queries from './receipt-queries.ts';
import { dayInJakarta, houseCall, type RepaymentsDeps } from './repayments-deps.ts';
import { acceptFound } from './settle-claim.ts';

export type Arrival = { captureId: string; loanId: string; amountMinor: number; paidAt: string; receivedAt: string };

const SWEEP_AFTER_MS = 60_000;
const LONGEST_PAUSE_MS = 30 * 60_000;
/** The loan is busy or being mended, or its business date has not come to the bank's day yet: it will take the money later. */
const LATER = new Set(['loans.changed-meanwhile', 'loans.date-in-future', 'loans.stream-broken']);

/** Writes an arrival down once, then records it on its loan. Harmless when repeated. */
export async function receive(deps: RepaymentsDeps, call: Call, arrival: Arrival): Promise<void> {
  const { captureId: id, loanId, amountMinor } = arrival;
  const account = await queries.findAccount(deps.database, loanId);
  const tenantId = account?.tenantId ?? (await tenantOf(deps, call, loanId));
  if (tenantId === null) {
    deps.log.error({ loanId, captureId: id }, 'money arrived for a loan that nobody knows');
    return;
  }
  const now = deps.clock.now();
  const [paidAt, receivedAt] = [new Date(arrival.paidAt), new Date(arrival.receivedAt)];
  // The bank's day counts, however late the message came.
  const row = { id, tenantId, loanId, amountMinor, paidAt, receivedAt, valueDate: dayInJakarta(paidAt) };
  const dueAt = new Date(now.getTime() + SWEEP_AFTER_MS);
  await deps.database.run(queries.insertReceipt({ ...row, now, dueAt }));
  await record(deps, call, id);
}

async function tenantOf({ loans }: RepaymentsDeps, call: Call, loanId: string): Promise<string | null> {
  return (await loans.loansByIds(call, { loanIds: [loanId] })).loans[0]?.tenantId ?? null;
}

/** The receipt's id is the transaction's in the loan: however often this runs, the loan is paid once. */
export async function record(deps: RepaymentsDeps, call: Call, receiptId: string): Promise<void> {
  const receipt = await queries.findReceipt(deps.database, receiptId);
  if (receipt?.status !== 'arrived') return;
  try {
    await recordOn(deps, call, receipt, receipt.loanId);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (LATER.has(error.code)) return await postpone(deps, receipt, error.code);
    await setAside(deps, call, receipt, error.code);
    return;
  }
  const change = { from: 'arrived' as const, status: 'recorded' as const, refusalCode: null };
  await deps.database.inTx(async (tx) => {
    const moved = await tx.run(queries.changeReceipt(receiptId, { ...change, recordedOnLoan: receipt.loanId }));
    if (moved.length > 0) tx.write(eventInsert(repaymentsContract, 'repayment.recorded', fact(call, receipt)));
  });
  await acceptFound(deps, call, receipt);
}

/** After a write-off money is a recovery; else a repayment. */
export async function recordOn(
  deps: Pick<RepaymentsDeps, 'loans'>,
  call: Call,
  receipt: queries.ReceiptRow,
  loanId: string,
): Promise<void> {
  const house = houseCall(call);
  const loan = (await deps.loans.loansByIds(house, { loanIds: [loanId] })).loans[0];
  if (loan?.tenantId !== receipt.tenantId) throw refuse('loans.not-found');
  const kind = loan.status === 'written-off' ? ('recovery' as const) : ('repayment' as const);
  await deps.loans.recordTransaction(house, {
    tenantId: receipt.tenantId,
    loanId,
    transactionId: receipt.id,
    valueDate: receipt.valueDate,
    step: { kind, amountMinor: receipt.amountMinor, reference: `receipt:${receipt.id}` },
  });
}

async function postpone(deps: RepaymentsDeps, receipt: queries.ReceiptRow, refusalCode: string): Promise<void> {
  const pauseMs = Math.min(15_000 * 2 ** Math.min(receipt.tries, 10), LONGEST_PAUSE_MS);
  const dueAt = new Date(deps.clock.now().getTime() + pauseMs);
  await deps.database.run(queries.postponeReceipt(receipt.id, { refusalCode, dueAt }));
}

/** The loan does not take it as it stands: two people decide. */
async function setAside(
  deps: RepaymentsDeps,
  call: Call,
  receipt: queries.ReceiptRow,
  reasonCode: string,
): Promise<void> {
  const now = deps.clock.now();
  const change = { from: 'arrived' as const, status: 'unmatched' as const, refusalCode: reasonCode };
  await deps.database.inTx(async (tx) => {
    const moved = await tx.run(queries.changeReceipt(receipt.id, { ...change, recordedOnLoan: null }));
    if (moved.length === 0) return;
    const { aggregateId, payload } = fact(call, receipt);
    const told = { call, aggregateId, payload: { ...payload, reasonCode } };
    tx.write(
      insertUnmatched(receipt.id, receipt.tenantId, now),
      eventInsert(repaymentsContract, 'repayment.unmatched', told),
    );
  });
}

export function fact(call: Call, receipt: queries.ReceiptRow) {
  const { id: receiptId, loanId, tenantId, amountMinor, paidAt, valueDate } = receipt;
  const payload = { receiptId, loanId, tenantId, amountMinor, paidAt: paidAt.toISOString(), valueDate };
  return { call, aggregateId: receiptId, payload };
}

export function movedFact(call: Call, receipt: queries.ReceiptRow, toLoanId: string | null): Sql {
  const { aggregateId, payload } = fact(call, receipt);
  return eventInsert(repaymentsContract, 'repayment.moved', { call, aggregateId, payload: { ...payload, toLoanId } });
}

/** Job: goes on with arrivals that a process left behind or that a loan could not take then. */
export async function sweepReceipts(deps: RepaymentsDeps, call: Call): Promise<void> {
  const now = deps.clock.now();
  const due = await queries.claimDueReceipts(deps.database, { now, until: new Date(now.getTime() + SWEEP_AFTER_MS) });
  for (const { id } of due) {
    try {
      await record(deps, call, id);
    } catch (error) {
      deps.log.error({ err: error, receiptId: id }, 'a repayment could not be recorded');
    }
  }
}

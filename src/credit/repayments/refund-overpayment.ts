import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { isConflict } from '#platform/database';
import { page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaDefinition } from '#platform/saga';
import { Unavailable } from '#platform/unavailable';
import * as queries from './case-queries.ts';
import type { repaymentsContract } from './contract.ts';
import { inWords } from './in-words.ts';
import {
  actingInstitution,
  beforeOf,
  dayInJakarta,
  houseCall,
  maskedNumber,
  mustDecide,
  type RepaymentsDeps,
} from './repayments-deps.ts';
import type { OverpaymentRefund } from './shapes.ts';

export type RefundState = { loanId: string; tenantId: string; amountMinor: number; valueDate: string };

const REASON = 'Pengembalian kelebihan bayar gagal';

/**
 * Booked on the loan before it is sent, so that what is on its way back cannot be used up by a new charge meanwhile; taken
 * out again when the account is refused. The saga's id is the transaction's and the payout's.
 */
export function refundSaga(deps: Omit<RepaymentsDeps, 'sagas'>): SagaDefinition<RefundState> {
  const change = (id: string, status: 'sent' | 'failed', failureCode: string | null) =>
    queries.changeRefund(id, { from: ['sending'], status, failureCode, now: deps.clock.now() });
  return {
    kind: 'refund',
    // After a fault it is not known whether money has left: it is asked until there is an answer.
    maxAttempts: 1_000_000,
    steps: [
      { name: 'open', undo: (_state, id) => [change(id, 'failed', 'repayments.payout-refused')] },
      {
        name: 'book',
        ask: async (call, { loanId, tenantId, amountMinor, valueDate }, transactionId) => {
          const step = { kind: 'credit-balance-refund' as const, amountMinor, reference: `refund:${transactionId}` };
          await deps.loans.recordTransaction(houseCall(call), { tenantId, loanId, transactionId, valueDate, step });
          return {};
        },
        compensate: async (call, state, id) => await takeOut(deps, call, { ...state, id }),
      },
      {
        name: 'pay',
        ask: async (call, { loanId }, payoutId) => {
          await pay(deps, call, loanId, payoutId);
          return {};
        },
        write: (_state, id) => [change(id, 'sent', null)],
      },
    ],
  };
}

async function pay(deps: Omit<RepaymentsDeps, 'sagas'>, call: Call, loanId: string, payoutId: string): Promise<void> {
  const row = present(await queries.findRefund(deps.database, payoutId), 'It was written with its saga');
  try {
    await deps.payments.payPerson(houseCall(call), {
      payoutId,
      ownerKind: 'loan-refund',
      ownerId: loanId,
      fromAccountCode: `custody:loan:${loanId}:received`,
      amountMinor: row.amountMinor,
      bankCode: row.bankCode,
      accountNumber: deps.cipher.decrypt(row.accountSealed, sealContext(payoutId)),
      accountName: row.accountName,
      description: 'Pengembalian kelebihan bayar',
    });
  } catch (error) {
    if (isRefusal(error, 'payments.bank-unavailable')) throw new Unavailable('the bank', error);
    throw error;
  }
}

async function takeOut(
  deps: Pick<RepaymentsDeps, 'loans'>,
  call: Call,
  { loanId, tenantId, id }: { loanId: string; tenantId: string; id: string },
): Promise<void> {
  try {
    await deps.loans.reverseTransaction(houseCall(call), { tenantId, loanId, transactionId: id, reason: REASON });
  } catch (error) {
    // It never got through, or is taken out already. A loan that is being mended is asked again.
    if (!isRefusal(error) || error.code === 'loans.stream-broken') throw error;
  }
}

export async function refundOverpayment(
  deps: RepaymentsDeps,
  saga: SagaDefinition<RefundState>,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'refundOverpayment'>,
): Promise<OverpaymentRefund> {
  const acting = await actingInstitution(deps, call, input);
  mustDecide(acting);
  const { loanId, bankCode, accountNumber } = input;
  const loan = (await deps.loans.loansByIds(call, { loanIds: [loanId] })).loans[0];
  if (loan?.tenantId !== acting.tenantId) throw refuse('repayments.loan-not-found');
  const amountMinor = loan.overpaidMinor;
  if (amountMinor <= 0) throw refuse('repayments.nothing-overpaid');
  const { accounts } = await deps.identity.accountsByIds(call, { userIds: [loan.borrowerId] });
  const now = deps.clock.now();
  const { tenantId } = loan;
  const id = deps.newId();
  const accountSealed = deps.cipher.encrypt(accountNumber, sealContext(id));
  const accountMasked = maskedNumber(accountNumber);
  const accountName = accounts[0]?.name ?? loan.number;
  const row = {
    id,
    tenantId,
    loanId,
    amountMinor,
    bankCode,
    accountSealed,
    accountMasked,
    accountName,
    createdAt: now,
  };
  const after = { refundId: id, amountMinor, bankCode, accountNumber: accountMasked };
  const audit = auditInsert('repayments', call, { stream: `loan:${loanId}`, action: 'repayments.refund-asked', after });
  const state = { loanId, tenantId, amountMinor, valueDate: dayInJakarta(now) };
  try {
    const first = [queries.insertRefund(row), audit];
    const outcome = await deps.sagas.start(saga, { sagaId: id, state, call, first });
    if (outcome.status === 'undone') throw refuse('repayments.payout-refused', { reason: outcome.refusal.code });
  } catch (error) {
    if (isConflict(error, 'refunds_open')) throw refuse('repayments.refund-open');
    if (isRefusal(error)) throw error;
    // The saga stands in the database and goes on by itself.
    deps.log.warn({ err: error, loanId, refundId: id }, 'a refund waits');
  }
  const stored = await queries.findRefund(deps.database, id);
  if (!stored) throw new Unavailable('the database', null);
  return view(stored);
}

export async function listRefunds(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'listRefunds'>,
): Promise<OutputOf<typeof repaymentsContract, 'listRefunds'>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const limit = input.limit ?? 20;
  const { loanId = null, status = null } = input;
  if (loanId !== null) {
    const { loans } = await deps.loans.loansByIds(call, { loanIds: [loanId] });
    if (loans[0]?.tenantId !== tenantId) throw refuse('repayments.loan-not-found');
  }
  const wish = { tenantId, loanId, status, before: beforeOf(input.cursor), limit: limit + 1 };
  const { items, nextCursor } = page(await queries.listRefunds(deps.database, wish), limit, (row) => [
    row.createdAt.toISOString(),
    row.id,
  ]);
  return { items: await inWords(deps, call, items.map(view)), nextCursor };
}

/** What became of the payout. A refund that did not arrive is the borrower's again. */
export async function refundEnded(
  deps: RepaymentsDeps,
  call: Call,
  { payoutId, failureCode }: { payoutId: string; failureCode: string | null },
): Promise<void> {
  const row = await queries.findRefund(deps.database, payoutId);
  if (!row) return;
  if (failureCode !== null) await takeOut(deps, call, row);
  const status = failureCode === null ? ('completed' as const) : ('failed' as const);
  const from = failureCode === null ? (['sending', 'sent'] as const) : (['sending', 'sent', 'completed'] as const);
  await deps.database.run(queries.changeRefund(payoutId, { from, status, failureCode, now: deps.clock.now() }));
}

function sealContext(id: string): string {
  return `repayments.refunds:${id}`;
}

function view(row: queries.RefundRow): OverpaymentRefund {
  const { id: refundId, loanId, amountMinor, status, bankCode, accountMasked, failureCode, createdAt } = row;
  return {
    ...{ refundId, loanId, amountMinor, status, bankCode, failureCode },
    accountNumberMasked: accountMasked,
    createdAt: createdAt.toISOString(),
  };
}

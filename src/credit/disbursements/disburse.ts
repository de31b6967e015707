import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { refuse } from '#platform/refusal';
import type { SagaDefinition } from '#platform/saga';
import type { Disbursement, disbursementsContract } from './contract.ts';
import {
  type Acting,
  accountContext,
  actingInstitution,
  type DisbursementsDeps,
  mustSend,
} from './disbursement-deps.ts';
import * as queries from './disbursement-queries.ts';
import { factsOf } from './facts.ts';
import type { PayoutState } from './payout-saga.ts';

type Input = InputOf<typeof disbursementsContract, 'disburse'>;
type Account = { bankCode: string; accountNumber: string };
type Saga = SagaDefinition<PayoutState>;

/** To an account that the bank says is the borrower's; one attempt at a time, and never two that may both arrive. */
export async function disburse(deps: DisbursementsDeps, saga: Saga, call: Call, input: Input): Promise<Disbursement> {
  const acting = await actingInstitution(deps, call, input);
  mustSend(acting);
  const { loanId, bankCode, accountNumber } = input;
  const known = await queries.findDisbursement(deps.database, loanId);
  if (known && known.tenantId !== acting.tenantId) throw refuse('disbursements.loan-not-found');
  if (known && known.status !== 'refused') {
    const isSame = known.bankCode === bankCode && openedNumber(deps, known) === accountNumber;
    if (!isSame) throw refuse('disbursements.already-asked');
    if (known.status === 'failed' || known.status === 'reversed') throw refuse('disbursements.retry-instead');
    return view(known);
  }
  return await send(deps, saga, call, {
    acting,
    loanId,
    account: { bankCode, accountNumber },
    attempt: (known?.attempt ?? 0) + 1,
  });
}

/** The account is the one that was checked before: another one would need another decision. */
export async function retryDisbursement(
  deps: DisbursementsDeps,
  saga: Saga,
  call: Call,
  input: InputOf<typeof disbursementsContract, 'retryDisbursement'>,
): Promise<Disbursement> {
  const acting = await actingInstitution(deps, call, input);
  mustSend(acting);
  const known = await queries.findDisbursement(deps.database, input.loanId);
  if (known?.tenantId !== acting.tenantId) throw refuse('disbursements.not-found');
  if (known.status !== 'failed' && known.status !== 'reversed') throw refuse('disbursements.nothing-to-retry');
  const account = { bankCode: known.bankCode, accountNumber: openedNumber(deps, known) };
  return await send(deps, saga, call, { acting, loanId: known.loanId, account, attempt: known.attempt + 1 });
}

type Sending = { acting: Acting; loanId: string; account: Account; attempt: number };

async function send(deps: DisbursementsDeps, saga: Saga, call: Call, wish: Sending): Promise<Disbursement> {
  const { acting, loanId, account, attempt } = wish;
  const { loans } = await deps.loans.loansByIds(call, { loanIds: [loanId] });
  const loan = loans[0];
  if (loan?.tenantId !== acting.tenantId) throw refuse('disbursements.loan-not-found');
  if (loan.status !== 'approved') throw refuse('disbursements.loan-not-open');
  const { accounts } = await deps.identity.accountsByIds(call, { userIds: [loan.borrowerId] });
  const accountName = accounts[0]?.name;
  if (!accountName) throw refuse('disbursements.loan-not-open');
  const payoutId = derivedId('disbursements.payout', loanId, String(attempt));
  const row: queries.Attempt = {
    ...{ loanId, tenantId: loan.tenantId, borrowerId: loan.borrowerId, attempt, payoutId, accountName },
    ...{ amountMinor: loan.amountMinor, netMinor: loan.netPayoutMinor, bankCode: account.bankCode },
    accountSealed: deps.cipher.encrypt(account.accountNumber, accountContext(loanId)),
    accountMasked: masked(account.accountNumber),
    requestedBy: userIdOf(call),
    now: deps.clock.now(),
  };
  const after = { attempt, amountMinor: row.netMinor, bankCode: row.bankCode, accountNumber: row.accountMasked };
  const audit = auditInsert('disbursements', call, { stream: `loan:${loanId}`, action: 'disbursements.asked', after });
  const state: PayoutState = { loanId, facts: factsOf(row), fromAccountCode: null, refused: null };
  const first = [queries.upsertAttempt(row), audit];
  const outcome = await deps.sagas.start(saga, { sagaId: payoutId, state, call, first }).catch((error: unknown) => {
    // The saga stands in the database and goes on by itself; who asked sees that it is being sent.
    deps.log.warn({ err: error, loanId, payoutId }, 'a payout of a loan waits');
    return null;
  });
  const refused = outcome?.state.refused ?? null;
  if (refused !== null)
    throw refuse(refused.code as 'disbursements.not-funded', { ...refused, bankCode: account.bankCode });
  return view(present(await queries.findDisbursement(deps.database, loanId), 'It was written with its saga'));
}

function openedNumber({ cipher }: Pick<DisbursementsDeps, 'cipher'>, row: queries.DisbursementRow): string {
  return cipher.decrypt(row.accountSealed, accountContext(row.loanId));
}

function masked(accountNumber: string): string {
  return `${'•'.repeat(Math.max(accountNumber.length - 4, 2))}${accountNumber.slice(-4)}`;
}

export function view(row: queries.DisbursementRow): Disbursement {
  return {
    loanId: row.loanId,
    borrowerId: row.borrowerId,
    status: row.status,
    amountMinor: row.amountMinor,
    netMinor: row.netMinor,
    bankCode: row.bankCode,
    accountNumberMasked: row.accountMasked,
    accountName: row.accountName,
    attempt: row.attempt,
    payoutId: row.payoutId,
    failureCode: row.failureCode,
    paidOn: row.paidOn,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

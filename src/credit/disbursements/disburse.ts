import type { Loan } from '#credit/loans';
import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import type { Sql } from '#platform/database';
import { derivedId } from '#platform/ids';
import { isRefusal, refuse } from '#platform/refusal';
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

/**
 * To an account that the bank says is the borrower's; one attempt at a time, and never two that may both arrive. The parts
 * of a loan go out one after another, all to the account of the first: another one would need another decision.
 */
export async function disburse(deps: DisbursementsDeps, saga: Saga, call: Call, input: Input): Promise<Disbursement> {
  const acting = await actingInstitution(deps, call, input);
  mustSend(acting);
  const { loanId, bankCode, accountNumber, tranche = 1 } = input;
  const rows = await queries.listOfLoan(deps.database, loanId);
  if (rows.some((row) => row.tenantId !== acting.tenantId)) throw refuse('disbursements.loan-not-found');
  const known = rows.find((row) => row.tranche === tranche);
  const account = { bankCode, accountNumber };
  if (known && known.status !== 'refused') return asItStands(deps, known, { account, amountMinor: input.amountMinor });
  if (tranche > 1) mustFollow(deps, rows, { tranche, account });
  const part = { tranche, attempt: (known?.attempt ?? 0) + 1, amountMinor: input.amountMinor ?? null };
  return await send(deps, saga, call, { acting, loanId, account, ...part });
}

function isTo(deps: DisbursementsDeps, row: queries.DisbursementRow, account: Account): boolean {
  return row.bankCode === account.bankCode && openedNumber(deps, row) === account.accountNumber;
}

/** Asked again: the same wish answers how it stands. */
function asItStands(
  deps: DisbursementsDeps,
  known: queries.DisbursementRow,
  { account, amountMinor = known.amountMinor }: { account: Account; amountMinor: number | undefined },
): Disbursement {
  if (!isTo(deps, known, account) || amountMinor !== known.amountMinor) throw refuse('disbursements.already-asked');
  if (known.status === 'failed' || known.status === 'reversed') throw refuse('disbursements.retry-instead');
  return view(known);
}

function mustFollow(
  deps: DisbursementsDeps,
  rows: readonly queries.DisbursementRow[],
  { tranche, account }: { tranche: number; account: Account },
): void {
  const before = rows.find((row) => row.tranche === tranche - 1);
  if (before?.status !== 'active') throw refuse('disbursements.earlier-tranche-open', { tranche: tranche - 1 });
  if (!isTo(deps, before, account)) throw refuse('disbursements.already-asked');
}

/** The account is the one that was checked before, and the amount the one that was asked for. */
export async function retryDisbursement(
  deps: DisbursementsDeps,
  saga: Saga,
  call: Call,
  input: InputOf<typeof disbursementsContract, 'retryDisbursement'>,
): Promise<Disbursement> {
  const acting = await actingInstitution(deps, call, input);
  mustSend(acting);
  const rows = await queries.listOfLoan(deps.database, input.loanId);
  const known = input.tranche === undefined ? rows.at(-1) : rows.find((row) => row.tranche === input.tranche);
  if (known?.tenantId !== acting.tenantId) throw refuse('disbursements.not-found');
  if (known.status !== 'failed' && known.status !== 'reversed') throw refuse('disbursements.nothing-to-retry');
  const account = { bankCode: known.bankCode, accountNumber: openedNumber(deps, known) };
  const { loanId, tranche, amountMinor } = known;
  return await send(deps, saga, call, { acting, loanId, account, tranche, attempt: known.attempt + 1, amountMinor });
}

type Sending = {
  acting: Acting;
  loanId: string;
  account: Account;
  tranche: number;
  attempt: number;
  /** Null: all that is left. */
  amountMinor: number | null;
};

/** How much goes out and what of it arrives: fees are taken out of the first part. */
function partOf(loan: Loan, { tranche, amountMinor: wanted }: Sending): { amountMinor: number; netMinor: number } {
  const isRunning = loan.status === 'active' || loan.status === 'overpaid';
  const isOpen = !loan.isStreamBroken && (tranche === 1 ? loan.status === 'approved' : isRunning);
  const mostMinor = loan.amountMinor - loan.paidOutMinor;
  if (!isOpen || mostMinor <= 0) throw refuse('disbursements.loan-not-open');
  const amountMinor = wanted ?? mostMinor;
  if (amountMinor > mostMinor) throw refuse('disbursements.amount-too-large', { mostMinor });
  const feesMinor = tranche === 1 ? loan.amountMinor - loan.netPayoutMinor : 0;
  if (amountMinor <= feesMinor) throw refuse('disbursements.amount-too-small', { feesMinor });
  return { amountMinor, netMinor: amountMinor - feesMinor };
}

async function send(deps: DisbursementsDeps, saga: Saga, call: Call, wish: Sending): Promise<Disbursement> {
  const { acting, loanId, account, attempt, tranche } = wish;
  const { loans } = await deps.loans.loansByIds(call, { loanIds: [loanId] });
  const loan = loans[0];
  if (loan?.tenantId !== acting.tenantId) throw refuse('disbursements.loan-not-found');
  const part = partOf(loan, wish);
  if (tranche > 1) await mustBeTaken(deps, call, { tenantId: loan.tenantId, loanId, amountMinor: part.amountMinor });
  const { accounts } = await deps.identity.accountsByIds(call, { userIds: [loan.borrowerId] });
  const accountName = accounts[0]?.name;
  if (!accountName) throw refuse('disbursements.loan-not-open');
  const payoutId = derivedId('disbursements.payout', loanId, tranche === 1 ? `${attempt}` : `${tranche}.${attempt}`);
  const row: queries.Attempt = {
    ...{ loanId, tranche, tenantId: loan.tenantId, borrowerId: loan.borrowerId, attempt, payoutId, accountName },
    ...{ ...part, bankCode: account.bankCode },
    accountSealed: deps.cipher.encrypt(account.accountNumber, accountContext(loanId)),
    accountMasked: masked(account.accountNumber),
    requestedBy: userIdOf(call),
    now: deps.clock.now(),
  };
  const after = {
    ...{ tranche, attempt, amountMinor: row.netMinor, bankCode: row.bankCode },
    accountNumber: row.accountMasked,
  };
  const audit = auditInsert('disbursements', call, { stream: `loan:${loanId}`, action: 'disbursements.asked', after });
  return await start(deps, saga, call, { row, first: [queries.upsertAttempt(row), audit] });
}

/** The first part is what was booked; a later one comes on top of what has been changed since. */
async function mustBeTaken(
  deps: Pick<DisbursementsDeps, 'loans'>,
  call: Call,
  part: { tenantId: string; loanId: string; amountMinor: number },
): Promise<void> {
  try {
    await deps.loans.checkPayout(call, part);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw refuse(error.code === 'loans.over-cap' ? 'disbursements.over-cap' : 'disbursements.loan-not-open');
  }
}

async function start(
  deps: DisbursementsDeps,
  saga: Saga,
  call: Call,
  { row, first }: { row: queries.Attempt; first: Sql[] },
): Promise<Disbursement> {
  const { loanId, payoutId, bankCode } = row;
  const state: PayoutState = { loanId, facts: factsOf(row), fromAccountCode: null, refused: null };
  const outcome = await deps.sagas.start(saga, { sagaId: payoutId, state, call, first }).catch((error: unknown) => {
    // The saga stands in the database and goes on by itself; who asked sees that it is being sent.
    deps.log.warn({ err: error, loanId, payoutId }, 'a payout of a loan waits');
    return null;
  });
  const refused = outcome?.state.refused ?? null;
  if (refused !== null) throw refuse(refused.code as 'disbursements.not-funded', { ...refused, bankCode });
  const stored = present(await queries.findByPayout(deps.database, payoutId), 'It was written with its saga');
  // Somebody else asked for the same part at the same moment, otherwise.
  const isSame = stored.amountMinor === row.amountMinor && stored.accountMasked === row.accountMasked;
  if (!isSame) throw refuse('disbursements.already-asked');
  return view(stored);
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
    tranche: row.tranche,
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

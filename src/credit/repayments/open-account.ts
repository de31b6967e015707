import type { Loan } from '#credit/loans';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { isRefusal, refuse } from '#platform/refusal';
import type { repaymentsContract } from './contract.ts';
import * as queries from './receipt-queries.ts';
import { houseCall, type RepaymentsDeps, visibleLoan } from './repayments-deps.ts';
import type { RepaymentAccount } from './shapes.ts';

/** Day and night, and any amount. */
const CHANNEL = 'VA_BRI';

export async function repaymentAccount(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'repaymentAccount'>,
): Promise<RepaymentAccount> {
  const loan = await visibleLoan(deps, call, input);
  const known = await queries.findAccount(deps.database, loan.loanId);
  if (known) return view(known);
  if (loan.status === 'approved' || loan.status === 'cancelled') throw refuse('repayments.no-account-yet');
  try {
    return view(await openFor(deps, houseCall(call), loan));
  } catch (error) {
    if (!isRefusal(error, 'payments.provider-unavailable')) throw error;
    throw refuse('repayments.account-unavailable', {}, { retryAfterSeconds: 30 });
  }
}

/** One account per loan for its whole life; its id follows from the loan's, so it is opened once. */
export async function openFor(
  deps: Pick<RepaymentsDeps, 'database' | 'payments' | 'identity' | 'clock'>,
  call: Call,
  loan: Pick<Loan, 'loanId' | 'tenantId' | 'borrowerId' | 'number'>,
): Promise<queries.AccountRow> {
  const { loanId, tenantId, borrowerId } = loan;
  const { accounts } = await deps.identity.accountsByIds(call, { userIds: [borrowerId] });
  const opened = await deps.payments.openAccount(call, {
    accountId: derivedId('repayments.account', loanId),
    ownerKind: 'loan',
    ownerId: loanId,
    payerName: accounts[0]?.name ?? loan.number,
    channel: CHANNEL,
    creditAccountCode: `custody:loan:${loanId}:received`,
  });
  const { accountId, bank, channelName, accountNumber, accountName } = opened;
  const row = { loanId, tenantId, borrowerId, accountId, bank, channelName, accountNumber, accountName };
  await deps.database.run(queries.insertAccount({ ...row, now: deps.clock.now() }));
  return present(await queries.findAccount(deps.database, loanId), 'An account that was inserted is there');
}

function view(row: queries.AccountRow): RepaymentAccount {
  const { loanId, bank, channelName, accountNumber, accountName } = row;
  return { loanId, bank, channelName, accountNumber, accountName };
}

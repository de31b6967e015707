import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { isRefusal, refuse } from '#platform/refusal';
import { maskAccountNumber } from '../bank/banks.ts';
import { inquireBankAccount } from '../bank/inquire-account.ts';
import { isSameHolder } from '../bank/name-rules.ts';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { Payout } from '../shapes.ts';
import { followPayout } from './follow-payout.ts';
import * as queries from './payout-queries.ts';
import { payoutView } from './payout-view.ts';
import { startPayout } from './start-payout.ts';

/** Name first, then the hold, then the provider: money leaves only for an account that is the seller's, and only once. */
export async function payout(
  deps: PaymentsDeps,
  call: Call,
  input: InputOf<typeof paymentsContract, 'payout'>,
): Promise<Payout> {
  const { payoutId, sellerId, amountMinor, bankCode, accountNumber } = input;
  const known = await queries.findPayout(deps.database, payoutId);
  if (!known) {
    const { accountName } = await inquireBankAccount(deps, call, { bankCode, accountNumber });
    if (!isSameHolder(input.accountName, accountName)) throw refuse('payments.account-name-differs', { accountName });
    const account = { bankCode, accountNumber, accountName };
    await startPayout(deps, {
      payoutId,
      purpose: 'seller',
      subjectId: sellerId,
      amountMinor,
      account,
      description: input.description ?? 'Pencairan saldo',
      requestedBy: userIdOf(call),
      isHeld: false,
    });
    const after = { payoutId, amountMinor, bankCode, accountNumber: maskAccountNumber(accountNumber) };
    await deps.database.run(
      auditInsert('payments', call, { stream: `seller:${sellerId}`, action: 'payments.payout-requested', after }),
    );
  } else if (
    known.purpose !== 'seller' ||
    known.subjectId !== sellerId ||
    known.amountMinor !== amountMinor ||
    known.bankCode !== bankCode
  )
    throw refuse('payments.payout-conflict');

  await holdOrRefuse(deps, call, payoutId);
  await followPayout(deps, call, payoutId);
  return await getPayout(deps, call, { payoutId });
}

async function holdOrRefuse(deps: PaymentsDeps, call: Call, payoutId: string): Promise<void> {
  try {
    await followPayout(deps, call, payoutId, { onlyHold: true });
  } catch (error) {
    if (!isRefusal(error, 'ledger.balance-too-low')) throw error;
    await deps.database.run(queries.deletePayout(payoutId));
    throw refuse('payments.balance-too-low');
  }
}

export async function getPayout(deps: PaymentsDeps, _call: Call, input: { payoutId: string }): Promise<Payout> {
  const row = await queries.findPayout(deps.database, input.payoutId);
  if (row?.purpose !== 'seller') throw refuse('payments.payout-not-found');
  return payoutView(present(row, 'Checked above'));
}

import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { refuse } from '#platform/refusal';
import { maskAccountNumber } from '../bank/banks.ts';
import { inquireBankAccount } from '../bank/inquire-account.ts';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { getOwnPayment } from '../intents/read-payments.ts';
import type { RefundDestination } from '../shapes.ts';
import { followRefund } from './follow-refund.ts';
import * as queries from './refund-queries.ts';
import { refundAccountContext } from './refund-rules.ts';

/** The payer says where refunds shall go. The bank names the holder, so a slip of a digit shows before money moves. */
export async function setRefundAccount(
  deps: PaymentsDeps,
  call: Call,
  input: InputOf<typeof paymentsContract, 'setRefundAccount'>,
) {
  const payment = await getOwnPayment(deps, call, input.paymentId);
  // Sellers and staff may see a payment; where its money goes back to is the payer's word alone.
  if (payment.payerId !== userIdOf(call)) throw refuse('payments.not-found');
  const { bankCode, accountNumber } = input;
  const accountName = await keepRefundAccount(deps, call, input.paymentId, { bankCode, accountNumber });
  for (const { id } of await queries.listWaitingForAccount(deps.database, input.paymentId))
    await followRefund(deps, call, id);
  return { bankCode, accountNumberMasked: maskAccountNumber(accountNumber), accountName };
}

/** Asks the bank, seals and stores; answers the holder's name. */
export async function keepRefundAccount(
  deps: PaymentsDeps,
  call: Call,
  paymentId: string,
  destination: RefundDestination,
): Promise<string> {
  const { accountName } = await inquireBankAccount(deps, call, destination);
  const sealed = deps.cipher.encrypt(destination.accountNumber, refundAccountContext(paymentId));
  const after = {
    bankCode: destination.bankCode,
    accountNumber: maskAccountNumber(destination.accountNumber),
    accountName,
  };
  await deps.database.batch([
    queries.setRefundAccount(paymentId, { bankCode: destination.bankCode, sealed, name: accountName }),
    auditInsert('payments', call, { stream: `payment:${paymentId}`, action: 'payments.refund-account-set', after }),
  ]);
  return accountName;
}

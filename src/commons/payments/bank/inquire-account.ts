import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import { BankUnavailable } from './bank-inquiry.ts';
import { BANKS, bankByCode } from './banks.ts';

/** The holder's name as the bank has it. Accounts that take no money count as not found. */
export async function inquireBankAccount(
  deps: Pick<PaymentsDeps, 'bank' | 'log'>,
  _call: Call,
  input: { bankCode: string; accountNumber: string },
): Promise<{ bankCode: string; accountName: string }> {
  if (!bankByCode(input.bankCode)) throw refuse('payments.bank-unknown', { bankCode: input.bankCode });
  try {
    const answer = await deps.bank.inquire(input);
    if (!answer.found) throw refuse('payments.account-not-found');
    return { bankCode: input.bankCode, accountName: answer.accountName };
  } catch (error) {
    if (!(error instanceof BankUnavailable)) throw error;
    deps.log.warn({ err: error }, 'a bank account could not be asked for');
    throw refuse('payments.bank-unavailable', {}, { retryAfterSeconds: 30 });
  }
}

export function listBanks(): { banks: { bankCode: string; name: string }[] } {
  return { banks: BANKS.map((bank) => ({ bankCode: bank.code, name: bank.name })) };
}

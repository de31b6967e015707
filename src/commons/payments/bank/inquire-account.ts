import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import { BankUnavailable } from './bank-inquiry.ts';
import { BANKS, bankByCode } from './banks.ts';
import { isSameHolder } from './name-rules.ts';

/** The holder's name as the bank has it. Accounts that take no money count as not found. */
export async function inquireBankAccount(
  deps: Pick<PaymentsDeps, 'bank' | 'log'>,
  _call: Call,
  input: { bankCode: string; accountNumber: string; expectedName?: string },
): Promise<{ bankCode: string; accountName: string }> {
  if (!bankByCode(input.bankCode)) throw refuse('payments.bank-unknown', { bankCode: input.bankCode });
  try {
    const { bankCode, accountNumber } = input;
    const answer = await deps.bank.inquire({ bankCode, accountNumber });
    if (!answer.found) throw refuse('payments.account-not-found');
    const { accountName } = answer;
    if (input.expectedName !== undefined && !isSameHolder(input.expectedName, accountName))
      throw refuse('payments.account-name-differs', { accountName });
    return { bankCode: input.bankCode, accountName };
  } catch (error) {
    if (!(error instanceof BankUnavailable)) throw error;
    deps.log.warn({ err: error }, 'a bank account could not be asked for');
    throw refuse('payments.bank-unavailable', {}, { retryAfterSeconds: 30 });
  }
}

export function listBanks(): { banks: { bankCode: string; name: string }[] } {
  return { banks: BANKS.map((bank) => ({ bankCode: bank.code, name: bank.name })) };
}

import { maskAccountNumber } from '../bank/banks.ts';
import type { PaymentsDeps } from '../deps.ts';
import * as queries from './payout-queries.ts';

export type PayoutStart = {
  payoutId: string;
  purpose: queries.PayoutPurpose;
  subjectId: string;
  /** Where a person is paid: what the subject is, and from which liability. */
  from?: { ownerKind: string; accountCode: string };
  amountMinor: number;
  account: { bankCode: string; accountNumber: string; accountName: string };
  description: string;
  requestedBy: string | null;
  /** The money is set aside already, by who asks. */
  isHeld: boolean;
};

const SWEEP_AFTER_MS = 60_000;

/** Writes a payout down, before anything happens; one that stands already is left as it is. The account number is sealed. */
export async function startPayout(deps: PaymentsDeps, start: PayoutStart): Promise<void> {
  const { payoutProviders } = await deps.settings();
  const provider =
    payoutProviders.find((name) => deps.providers.get(name)?.isHealthy()) ?? payoutProviders[0] ?? 'xendit';
  const now = deps.clock.now();
  const { payoutId: id, purpose, subjectId, amountMinor, account, description, requestedBy } = start;
  await deps.database.run(
    queries.insertPayout({
      id,
      purpose,
      subjectId,
      ownerKind: start.from?.ownerKind ?? null,
      fromAccountCode: start.from?.accountCode ?? null,
      amountMinor,
      bankCode: account.bankCode,
      accountSealed: deps.cipher.encrypt(account.accountNumber, payoutAccountContext(id)),
      accountMasked: maskAccountNumber(account.accountNumber),
      accountName: account.accountName,
      description,
      status: start.isHeld ? 'held' : 'requested',
      provider,
      requestedBy,
      now,
      dueAt: new Date(now.getTime() + SWEEP_AFTER_MS),
    }),
  );
}

export function payoutAccountContext(payoutId: string): string {
  return `payments.payouts:${payoutId}`;
}

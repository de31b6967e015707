import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';

/** A fee that the provider has kept from the money it holds for us. */
export function feePosting(
  call: Call,
  fee: { provider: string; transactionId: string; amountMinor: number; reference: string },
): Sql {
  const { provider, transactionId, amountMinor, reference } = fee;
  return postingInsert('payments', call, {
    entryId: derivedId('payments.provider-fee', provider, transactionId),
    kind: 'provider.fee',
    currency: 'IDR',
    description: '',
    reference,
    lines: [
      { accountCode: 'platform:provider-fees', side: 'debit', amountMinor },
      { accountCode: `provider:${provider}`, side: 'credit', amountMinor },
    ],
  });
}

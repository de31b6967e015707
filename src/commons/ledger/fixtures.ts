import { newUuid } from '#platform/ids';
import type { PostingRequested } from '#platform/posting';

/** Named examples for tests. */

export const escrowOf = (orderId: string) => `escrow:order:${orderId}`;
export const payableOf = (sellerId: string) => `seller:${sellerId}:payable`;

type Line = PostingRequested['lines'][number];
export const debit = (accountCode: string, amountMinor: number): Line => ({ accountCode, side: 'debit', amountMinor });
export const credit = (accountCode: string, amountMinor: number): Line => ({
  accountCode,
  side: 'credit',
  amountMinor,
});

/** An instruction with the given lines. */
export function posting(lines: Line[], change: Partial<PostingRequested> = {}): PostingRequested {
  return {
    entryId: newUuid(),
    kind: 'test.posted',
    currency: 'IDR',
    description: 'Contoh',
    reference: 'test:1',
    lines,
    ...change,
  };
}

/** A buyer's payment for the given orders lands at Xendit. */
export function capture(amounts: Record<string, number>, change: Partial<PostingRequested> = {}): PostingRequested {
  const total = Object.values(amounts).reduce((sum, amount) => sum + amount, 0);
  return posting(
    [
      debit('provider:xendit', total),
      ...Object.entries(amounts).map(([orderId, amount]) => credit(escrowOf(orderId), amount)),
    ],
    { kind: 'payment.captured', ...change },
  );
}

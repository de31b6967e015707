import { assert } from '#platform/assert';
import type { Allocation } from '../shapes.ts';

export type DisputeStatus = 'open' | 'won' | 'lost';
/** Part of a lost dispute, and the account that it is taken from. */
export type Share = { accountCode: string; amountMinor: number };

export const LOSSES = 'platform:losses';
/** What a provider took and nobody has been charged with yet. */
export const CHARGEBACKS = 'platform:chargebacks';

export function escrowOf(orderId: string): string {
  return `escrow:order:${orderId}`;
}

export function payableOf(sellerId: string): string {
  return `seller:${sellerId}:payable`;
}

/** A dispute ends once. A provider that changes its mind afterwards needs a person: nothing is booked by itself. */
export function nextDisputeStatus(known: DisputeStatus | null, seen: DisputeStatus): DisputeStatus {
  return known === null || known === 'open' ? seen : known;
}

/**
 * Who bears a lost dispute: each order its part of the payment (the last one takes what rounding leaves), from its escrow
 * while the money is there, then from what the seller is owed; what is on neither account the house loses. `free` holds
 * what may be taken from each account.
 */
export function shareLoss(
  amountMinor: number,
  allocations: readonly Allocation[],
  free: ReadonlyMap<string, number>,
): Share[] {
  const left = new Map(free);
  const shares: Share[] = [];
  const take = (accountCode: string, wantedMinor: number): number => {
    const taken = Math.min(wantedMinor, Math.max(left.get(accountCode) ?? 0, 0));
    if (taken === 0) return 0;
    left.set(accountCode, (left.get(accountCode) ?? 0) - taken);
    shares.push({ accountCode, amountMinor: taken });
    return taken;
  };
  let lossMinor = amountMinor;
  for (const { orderId, sellerId, amountMinor: partMinor } of partsOf(amountMinor, allocations)) {
    const fromEscrow = take(escrowOf(orderId), partMinor);
    lossMinor -= fromEscrow + take(payableOf(sellerId), partMinor - fromEscrow);
  }
  if (lossMinor > 0) shares.push({ accountCode: LOSSES, amountMinor: lossMinor });
  const merged = mergeShares(shares);
  assert(merged.reduce((sum, share) => sum + share.amountMinor, 0) === amountMinor, 'Shares add up to the loss');
  return merged;
}

/** In proportion, at most what each order was paid; rounded down, the rest on the last. */
function partsOf(amountMinor: number, allocations: readonly Allocation[]): Allocation[] {
  const paidMinor = allocations.reduce((sum, part) => sum + part.amountMinor, 0);
  const sharedMinor = Math.min(amountMinor, paidMinor);
  let restMinor = sharedMinor;
  return allocations.map((part, index) => {
    const exact = Number((BigInt(sharedMinor) * BigInt(part.amountMinor)) / BigInt(paidMinor));
    const partMinor = index === allocations.length - 1 ? restMinor : exact;
    restMinor -= partMinor;
    return { ...part, amountMinor: partMinor };
  });
}

/** One share per account. */
function mergeShares(shares: readonly Share[]): Share[] {
  const sums = new Map<string, number>();
  for (const { accountCode, amountMinor } of shares) sums.set(accountCode, (sums.get(accountCode) ?? 0) + amountMinor);
  return [...sums].map(([accountCode, amountMinor]) => ({ accountCode, amountMinor }));
}

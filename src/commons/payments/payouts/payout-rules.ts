import type { ProviderPayout } from '../providers/payment-provider.ts';

export type StoredPayoutStatus = 'requested' | 'held' | 'sent' | 'succeeded' | 'failed' | 'reversed';

/**
 * The next state of a payout from what the provider says. A payout that had succeeded and has failed since (Iris), or is
 * reversed (Xendit), was sent back by the bank. One that failed without ever succeeding just failed, whatever it is called.
 */
export function nextPayoutStatus(status: StoredPayoutStatus, seen: ProviderPayout['status']): StoredPayoutStatus {
  if (status === 'failed' || status === 'reversed' || status === 'requested') return status;
  if (status === 'succeeded') return seen === 'failed' || seen === 'reversed' ? 'reversed' : 'succeeded';
  switch (seen) {
    case 'pending':
      return 'sent';
    case 'succeeded':
      return 'succeeded';
    case 'failed':
    case 'reversed':
      return 'failed';
  }
}

type VisibleStatus = 'pending' | 'completed' | 'failed' | 'reversed';

/** What is stored of payouts that people see under a status. */
export function storedPayoutStatuses(status: VisibleStatus): StoredPayoutStatus[] {
  if (status === 'pending') return ['requested', 'held', 'sent'];
  return [status === 'completed' ? 'succeeded' : status];
}

export function visiblePayoutStatus(status: StoredPayoutStatus): VisibleStatus {
  if (status === 'succeeded') return 'completed';
  return status === 'failed' || status === 'reversed' ? status : 'pending';
}

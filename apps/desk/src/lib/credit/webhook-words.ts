import type { Webhook, WebhookDelivery, WebhookEvent } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import type { Look, Tone } from './words.ts';

const events: Record<WebhookEvent, () => string> = {
  'loan.created': m.credit_hook_event_loan_created,
  'loan.activated': m.credit_hook_event_loan_activated,
  'loan.transaction-recorded': m.credit_hook_event_transaction,
  'loan.transaction-reversed': m.credit_hook_event_reversed,
  'loan.delinquency-changed': m.credit_hook_event_delinquency,
  'loan.closed': m.credit_hook_event_closed,
  'loan.written-off': m.credit_hook_event_written_off,
  'business-day.closed': m.credit_hook_event_day,
  'promise.made': m.credit_hook_event_promise,
  'promise.kept': m.credit_hook_event_kept,
  'promise.broken': m.credit_hook_event_broken,
  'hardship.decided': m.credit_hook_event_relief,
  'disbursement.completed': m.credit_hook_event_paid_out,
  'disbursement.failed': m.credit_hook_event_payout_failed,
  'disbursement.reversed': m.credit_hook_event_payout_back,
  'repayment.unmatched': m.credit_hook_event_unmatched,
  'payment-claim.opened': m.credit_hook_event_claim,
  'payment-claim.decided': m.credit_hook_event_claim_decided,
  'funder-withdrawal.completed': m.credit_hook_event_withdrawn,
  'funder-withdrawal.failed': m.credit_hook_event_withdrawal_failed,
};
const isEvent = (name: string): name is WebhookEvent => Object.hasOwn(events, name);
export const WEBHOOK_EVENTS: readonly WebhookEvent[] = Object.keys(events).filter(isEvent);

/** What a message tells; a test message has a name of its own. */
export function webhookEvent(name: string): string {
  return isEvent(name) ? events[name]() : m.credit_hook_event_test();
}

const statuses: Record<WebhookDelivery['status'], { label: () => string; tone: Tone }> = {
  pending: { label: m.credit_hook_pending, tone: 'air' },
  delivered: { label: m.credit_hook_delivered, tone: 'padi' },
  failed: { label: m.credit_hook_failed, tone: 'bata' },
  dropped: { label: m.credit_hook_dropped, tone: 'neutral' },
};
export const DELIVERY_STATUSES: readonly WebhookDelivery['status'][] = ['pending', 'delivered', 'failed', 'dropped'];

export function deliveryLook(status: WebhookDelivery['status']): Look {
  const { label, tone } = statuses[status];
  return { label: label(), tone };
}

/** Whether messages go there, and if not, why. */
export function webhookLook({ isActive, stoppedBecause, failingSince }: Webhook): Look {
  if (stoppedBecause === 'gone') return { label: m.credit_hook_gone(), tone: 'bata' };
  if (stoppedBecause === 'failing') return { label: m.credit_hook_stopped(), tone: 'bata' };
  if (!isActive) return { label: m.credit_hook_off(), tone: 'neutral' };
  if (failingSince) return { label: m.credit_hook_failing(), tone: 'kunyit' };
  return { label: m.credit_hook_on(), tone: 'padi' };
}

const troubles: Record<string, () => string> = {
  ENOTFOUND: m.credit_hook_error_name,
  EAI_AGAIN: m.credit_hook_error_name,
  ECONNREFUSED: m.credit_hook_error_refused,
  ECONNRESET: m.credit_hook_error_reset,
  ETIMEDOUT: m.credit_hook_error_slow,
  timeout: m.credit_hook_error_slow,
  'inner-address': m.credit_hook_error_inner,
};

/** Why a try failed, in words; what we have no words for keeps its code. */
export const webhookTrouble = (error: string) => troubles[error]?.() ?? error;

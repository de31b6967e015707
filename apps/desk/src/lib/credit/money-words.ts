import type { Disbursement, PaymentClaim, UnmatchedMoney } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import type { Look, Tone } from './words.ts';

type Looks<K extends string> = Record<K, { label: () => string; tone: Tone }>;

const payouts: Looks<Disbursement['status']> = {
  sending: { label: m.credit_payout_sending, tone: 'air' },
  sent: { label: m.credit_payout_sent, tone: 'air' },
  paid: { label: m.credit_payout_paid, tone: 'padi' },
  active: { label: m.credit_payout_active, tone: 'padi' },
  refused: { label: m.credit_payout_refused, tone: 'kunyit' },
  failed: { label: m.credit_payout_failed, tone: 'bata' },
  reversed: { label: m.credit_payout_reversed, tone: 'bata' },
};
export const payoutLook = (status: Disbursement['status']): Look => lookOf(payouts, status);
/** What was refused never left: it is asked for anew, with an account. */
export const mayRetryPayout = (status: Disbursement['status']) => status === 'failed' || status === 'reversed';

const claims: Looks<PaymentClaim['status']> = {
  open: { label: m.credit_claim_open, tone: 'kunyit' },
  accepted: { label: m.credit_claim_accepted, tone: 'padi' },
  rejected: { label: m.credit_claim_rejected, tone: 'bata' },
};
export const claimLook = (status: PaymentClaim['status']): Look => lookOf(claims, status);

const unmatched: Looks<UnmatchedMoney['status']> = {
  open: { label: m.credit_unmatched_open, tone: 'kunyit' },
  proposed: { label: m.credit_unmatched_proposed, tone: 'air' },
  resolving: { label: m.credit_unmatched_resolving, tone: 'air' },
  resolved: { label: m.credit_unmatched_resolved, tone: 'padi' },
};
export const unmatchedLook = (status: UnmatchedMoney['status']): Look => lookOf(unmatched, status);

type Action = NonNullable<UnmatchedMoney['action']>;
const actions: Record<Action, () => string> = {
  apply: m.credit_unmatched_apply,
  refund: m.credit_unmatched_refund,
  keep: m.credit_unmatched_keep,
};
export const UNMATCHED_ACTIONS: readonly Action[] = ['apply', 'refund', 'keep'];
export const unmatchedAction = (action: Action) => actions[action]();

function lookOf<K extends string>(looks: Looks<K>, key: K): Look {
  const { label, tone } = looks[key];
  return { label: label(), tone };
}

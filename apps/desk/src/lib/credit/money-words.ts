import type { Disbursement, PaymentClaim, Refund, Unidentified, UnmatchedMoney } from '@lumbung/kit/api-credit.ts';
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

const refunds: Looks<Refund['status']> = {
  sending: { label: m.credit_payout_sending, tone: 'air' },
  sent: { label: m.credit_payout_sent, tone: 'air' },
  completed: { label: m.credit_refund_completed, tone: 'padi' },
  failed: { label: m.credit_refund_failed, tone: 'bata' },
};
export const REFUND_STATUSES: readonly Refund['status'][] = ['sending', 'sent', 'completed', 'failed'];
export const refundLook = (status: Refund['status']): Look => lookOf(refunds, status);

const reasons: Record<string, () => string> = {
  INVALID_DESTINATION: m.credit_why_account,
  'payments.account-not-found': m.credit_why_account,
  INSUFFICIENT_BALANCE: m.credit_why_balance,
  'funding.funds-too-low': m.credit_why_balance,
  'funding.not-funded': m.credit_why_not_funded,
  TEMPORARY_TRANSFER_ERROR: m.credit_why_bank,
  'payments.bank-unavailable': m.credit_why_bank,
  REJECTED_BY_CHANNEL: m.credit_why_rejected,
  'disbursements.account-name-differs': m.credit_why_name,
  'loans.wrong-state': m.credit_why_state,
  'loans.date-in-future': m.credit_why_future,
  'loans.dates-contradict': m.credit_why_dates,
  'loans.amount-too-large': m.credit_why_amount,
  'loans.nothing-open': m.credit_why_nothing,
  'loans.cannot-replay': m.credit_why_replay,
  'loans.stream-broken': m.credit_why_replay,
};

/** Why money did not go where it should, in words; what we have no words for keeps its code. */
export const whyMoney = (code: string) => reasons[code]?.() ?? m.credit_payout_why({ code });

const unidentified: Looks<Unidentified['status']> = {
  open: { label: m.credit_unmatched_open, tone: 'kunyit' },
  proposed: { label: m.credit_unmatched_proposed, tone: 'air' },
  resolving: { label: m.credit_unmatched_resolving, tone: 'air' },
  credited: { label: m.credit_unidentified_credited, tone: 'padi' },
  set_aside: { label: m.credit_unidentified_set_aside, tone: 'neutral' },
};
export const UNIDENTIFIED_STATUSES: readonly Unidentified['status'][] = [
  'open',
  'proposed',
  'resolving',
  'credited',
  'set_aside',
];
export const unidentifiedLook = (status: Unidentified['status']): Look => lookOf(unidentified, status);

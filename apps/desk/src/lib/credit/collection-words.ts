import type {
  CollectionBucket,
  ContactChannel,
  ContactOutcome,
  Hardship,
  PaymentPromise,
} from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import type { StepKind } from './step-form.ts';
import type { Look, Tone } from './words.ts';

type Looks<K extends string> = Record<K, { label: () => string; tone: Tone }>;

export const BUCKETS: readonly CollectionBucket[] = ['1-7', '8-30', '31-60', '61-90', '90+'];
export const CHANNELS: readonly ContactChannel[] = ['message', 'email', 'phone', 'visit'];
export const OUTCOMES: readonly ContactOutcome[] = [
  'reached',
  'not-reached',
  'promised',
  'refused-to-pay',
  'wrong-number',
];
/** What may be asked for as relief. */
export const RELIEFS: readonly StepKind[] = ['payment-holiday', 'reschedule', 'charge-freeze'];

const channels: Record<ContactChannel, () => string> = {
  message: m.credit_channel_message,
  email: m.credit_channel_email,
  phone: m.credit_channel_phone,
  visit: m.credit_channel_visit,
};
export const channelName = (channel: ContactChannel) => channels[channel]();

const outcomes: Record<ContactOutcome, () => string> = {
  reached: m.credit_outcome_reached,
  'not-reached': m.credit_outcome_not_reached,
  promised: m.credit_outcome_promised,
  'refused-to-pay': m.credit_outcome_refused_to_pay,
  'wrong-number': m.credit_outcome_wrong_number,
};
/** The outcome of a contact; reminders of the house have none of these. */
export function outcomeName(outcome: string): string {
  const known = OUTCOMES.find((one) => one === outcome);
  return known ? outcomes[known]() : outcome;
}

const promises: Looks<PaymentPromise['status']> = {
  open: { label: m.credit_promise_open, tone: 'air' },
  kept: { label: m.credit_promise_kept, tone: 'padi' },
  broken: { label: m.credit_promise_broken, tone: 'bata' },
};
export const promiseLook = (status: PaymentPromise['status']): Look => lookOf(promises, status);

const reliefs: Looks<Hardship['status']> = {
  asked: { label: m.credit_relief_asked, tone: 'kunyit' },
  granted: { label: m.credit_relief_granted, tone: 'padi' },
  declined: { label: m.credit_relief_declined, tone: 'bata' },
  withdrawn: { label: m.credit_relief_withdrawn, tone: 'neutral' },
};
export const reliefLook = (status: Hardship['status']): Look => lookOf(reliefs, status);

function lookOf<K extends string>(looks: Looks<K>, key: K): Look {
  const { label, tone } = looks[key];
  return { label: label(), tone };
}

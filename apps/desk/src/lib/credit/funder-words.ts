import type { EscrowMovement, Funder, LoanFunding, Withdrawal } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import type { Look, Tone } from './words.ts';

const kinds: Record<Funder['kind'], () => string> = {
  person: m.credit_funder_person,
  institution: m.credit_funder_institution,
};
export const FUNDER_KINDS: readonly Funder['kind'][] = ['person', 'institution'];
export const funderKind = (kind: Funder['kind']) => kinds[kind]();

const residences: Record<Funder['residence'], () => string> = {
  resident: m.credit_funder_resident,
  'non-resident': m.credit_funder_non_resident,
};
export const RESIDENCES: readonly Funder['residence'][] = ['resident', 'non-resident'];
export const residenceName = (residence: Funder['residence']) => residences[residence]();

const statuses: Record<LoanFunding['status'], { label: () => string; tone: Tone }> = {
  open: { label: m.credit_funding_open, tone: 'kunyit' },
  reserving: { label: m.credit_funding_reserving, tone: 'air' },
  funded: { label: m.credit_funding_funded, tone: 'padi' },
  paid_out: { label: m.credit_funding_paid_out, tone: 'padi' },
  released: { label: m.credit_funding_released, tone: 'neutral' },
};

export function fundingLook(status: LoanFunding['status']): Look {
  const { label, tone } = statuses[status];
  return { label: label(), tone };
}

const movements: Record<EscrowMovement['kind'], () => string> = {
  deposit: m.credit_movement_deposit,
  promised: m.credit_movement_promised,
  released: m.credit_movement_released,
  'passed-on': m.credit_movement_passed_on,
  withdrawal: m.credit_movement_withdrawal,
  'withdrawal-returned': m.credit_movement_returned,
  other: m.credit_movement_other,
};
export const movementName = (kind: EscrowMovement['kind']) => movements[kind]();

const withdrawals: Record<Withdrawal['status'], { label: () => string; tone: Tone }> = {
  sending: { label: m.credit_payout_sending, tone: 'air' },
  sent: { label: m.credit_payout_sent, tone: 'air' },
  completed: { label: m.credit_refund_completed, tone: 'padi' },
  refused: { label: m.credit_payout_refused, tone: 'kunyit' },
  failed: { label: m.credit_refund_failed, tone: 'bata' },
  reversed: { label: m.credit_payout_reversed, tone: 'bata' },
};

export function withdrawalLook(status: Withdrawal['status']): Look {
  const { label, tone } = withdrawals[status];
  return { label: label(), tone };
}

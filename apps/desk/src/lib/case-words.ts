import type { CaseAction, PaymentCase } from '@lumbung/kit/api-desk.ts';
import type { Tone } from '#lib/order-words.ts';
import * as m from '#messages';

const kinds: Record<PaymentCase['kind'], () => string> = {
  late: m.desk_case_late,
  short: m.desk_case_short,
  over: m.desk_case_over,
  double: m.desk_case_double,
  unmatched: m.desk_case_unmatched,
  withdrawn: m.desk_case_withdrawn,
  dispute: m.desk_case_dispute,
  chargeback: m.desk_case_chargeback,
  'refund-failed': m.desk_case_refund_failed,
  'refund-account-needed': m.desk_case_refund_account,
  'refund-returned': m.desk_case_refund_returned,
};

export function kindName(kind: PaymentCase['kind']): string {
  return kinds[kind]();
}

const statuses: Record<PaymentCase['status'], { label: () => string; tone: Tone }> = {
  open: { label: m.desk_case_open, tone: 'kunyit' },
  proposed: { label: m.desk_case_proposed, tone: 'nila' },
  resolving: { label: m.desk_case_resolving, tone: 'air' },
  resolved: { label: m.desk_case_resolved, tone: 'padi' },
};

export function caseStatus(status: PaymentCase['status']): { label: string; tone: Tone } {
  return { label: statuses[status].label(), tone: statuses[status].tone };
}

const names: Record<CaseAction, () => string> = {
  refund: m.desk_action_refund,
  'returned-outside': m.desk_action_outside,
  keep: m.desk_action_keep,
  acknowledge: m.desk_action_acknowledge,
  recover: m.desk_action_recover,
  bear: m.desk_action_bear,
};

export function actionName(action: CaseAction): string {
  return names[action]();
}

/** What can be decided: money must go somewhere; what moved no money needs only a nod. */
export function actionsFor(kind: PaymentCase['kind']): [CaseAction, ...CaseAction[]] {
  if (kind === 'refund-account-needed') return ['refund'];
  if (kind === 'chargeback') return ['recover', 'bear'];
  if (kind === 'refund-failed' || kind === 'withdrawn' || kind === 'dispute') return ['acknowledge'];
  return ['refund', 'returned-outside', 'keep'];
}

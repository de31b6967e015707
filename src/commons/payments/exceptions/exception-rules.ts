import type { ExceptionKind, ResolveAction } from '../shapes.ts';
import type { ExceptionStatus } from './exception-queries.ts';

/** What can be decided about a case. Money in suspense must go somewhere; what moved no money needs only a nod. */
const ACTIONS: Record<ExceptionKind, readonly ResolveAction[]> = {
  late: ['refund', 'returned-outside', 'keep'],
  short: ['refund', 'returned-outside', 'keep'],
  over: ['refund', 'returned-outside', 'keep'],
  double: ['refund', 'returned-outside', 'keep'],
  unmatched: ['refund', 'returned-outside', 'keep'],
  'refund-returned': ['refund', 'returned-outside', 'keep'],
  'refund-account-needed': ['refund'],
  'refund-failed': ['acknowledge'],
  withdrawn: ['acknowledge'],
  dispute: ['acknowledge'],
  chargeback: ['recover', 'bear'],
};

export type ResolutionState = {
  kind: ExceptionKind;
  status: ExceptionStatus;
  action: ResolveAction | null;
  proposedBy: string | null;
  /** Whether money of this case can go back the way it came. */
  canGoBack: boolean;
};
export type ResolutionDecision =
  | { step: 'acknowledge' | 'propose' | 'approve' }
  | {
      step: 'refuse';
      code:
        | 'payments.exception-resolved'
        | 'payments.action-not-possible'
        | 'payments.destination-required'
        | 'payments.second-person-needed'
        | 'payments.proposal-differs';
    };

/**
 * Two people for money: one proposes, another approves the very same. The proposer may change his mind, not approve
 * himself.
 */
export function decideResolution(
  state: ResolutionState,
  wish: { action: ResolveAction; by: string | null; hasDestination: boolean },
): ResolutionDecision {
  if (state.status === 'resolved' || state.status === 'resolving')
    return { step: 'refuse', code: 'payments.exception-resolved' };
  if (!ACTIONS[state.kind].includes(wish.action)) return { step: 'refuse', code: 'payments.action-not-possible' };
  if (wish.action === 'acknowledge') return { step: 'acknowledge' };
  if (wish.by === null) return { step: 'refuse', code: 'payments.second-person-needed' };

  const isApproval = state.status === 'proposed' && state.proposedBy !== wish.by;
  if (isApproval)
    return state.action === wish.action ? { step: 'approve' } : { step: 'refuse', code: 'payments.proposal-differs' };
  const isRepeated = state.status === 'proposed' && state.action === wish.action && !wish.hasDestination;
  if (isRepeated) return { step: 'refuse', code: 'payments.second-person-needed' };
  if (wish.action === 'refund' && !state.canGoBack && !wish.hasDestination)
    return { step: 'refuse', code: 'payments.destination-required' };
  return { step: 'propose' };
}

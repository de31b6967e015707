import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { describeRefusal, Refusal, refuse } from '#platform/refusal';
import type { AssistantDeps } from './assistant-deps.ts';
import type { Message, Proposal } from './contract.ts';
import { fromTomorrowAtLeast } from './facts/purchase-facts.ts';
import { openSession, toMessage } from './keep-sessions.ts';
import { dayOf } from './periods.ts';
import { lockMessage, updateProposal } from './session-queries.ts';

export type Decision = { sessionId: string; messageId: string; accept: boolean };

/**
 * The person's yes or no. The mark is set first, in its own transaction, and only then the plan is made under the person's
 * own call: whoever says yes twice gets it once. What the neighbour refuses opens the proposal again.
 */
export async function decideProposal(deps: AssistantDeps, call: Call, decision: Decision): Promise<Message> {
  const { session, store } = await openSession(deps, call, decision.sessionId);
  if (decision.accept) await deps.stores.storeOfCall(call, { storeId: store.id, access: 'write' });
  const wanted = decision.accept ? 'done' : 'declined';
  const { row, proposal, isNew } = await deps.database.inTx(async (tx) => {
    const row = await lockMessage(tx, session.id, decision.messageId);
    if (!row?.proposal) throw refuse('assistant.proposal-not-found');
    if (row.proposal.status === wanted) return { row, proposal: row.proposal, isNew: false };
    if (row.proposal.status !== 'open') throw refuse('assistant.proposal-decided');
    const proposal: Proposal = { ...row.proposal, status: wanted };
    tx.write(
      updateProposal(row.id, proposal),
      auditInsert('assistant', call, {
        stream: `store:${store.id}`,
        action: `assistant.proposal-${wanted}`,
        after: proposal,
      }),
    );
    return { row, proposal, isNew: true };
  });
  if (!isNew || !decision.accept) return toMessage({ ...row, proposal });
  try {
    const plan = await fromTomorrowAtLeast(proposal, dayOf(deps.clock.now(), store.timeZone), ({ from, days }) =>
      deps.purchasePlans.createPlan(call, { storeId: store.id, from, days }),
    );
    const done = { ...proposal, planId: plan.id };
    await deps.database.run(updateProposal(row.id, done));
    return toMessage({ ...row, proposal: done });
  } catch (error) {
    await deps.database.run(updateProposal(row.id, { ...proposal, status: 'open' }));
    if (!(error instanceof Refusal) || error.code === 'stores.read-only') throw error;
    throw refuse('assistant.proposal-failed', { reason: describeRefusal(error, call.language).detail });
  }
}

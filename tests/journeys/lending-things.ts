import { PEOPLE } from './market.ts';
import { signIn } from './person.ts';
import type { Known } from './sample-values.ts';

type Id = { id: string };

/** A webhook with a delivery, a closed day and a wish for relief: of the officer's institution. */
export async function lendingThings(url: string, loanId: unknown): Promise<Known> {
  const officer = await signIn(url, PEOPLE.officer);
  const checker = await signIn(url, PEOPLE.checker);
  // Nobody listens on the port of discarded things.
  const wish = { url: 'http://127.0.0.1:9/uji', eventTypes: ['loan.closed'] };
  const { endpoint } = await checker.post<{ endpoint: Id }>('/credit/webhooks', wish, {});
  const delivery = await checker.post<Id>(`/credit/webhooks/${endpoint.id}/ping`, {}, {});
  // Switched off, so that nothing is tried again behind the back of those who look whether anything has changed.
  await checker.ask('PATCH', `/credit/webhooks/${endpoint.id}`, { isActive: false });
  const run = await officer.post<{ runId: string }>('/credit/close-of-business', {}, {});
  const today = new Date().toISOString().slice(0, 10);
  const relief = { reason: 'Panen gagal', step: { kind: 'charge-freeze', fromOn: today, untilOn: today } };
  const asked = await officer.ask<{ hardshipId?: string }>('POST', `/credit/collections/${loanId}/hardships`, relief);
  return {
    'webhooks.id': endpoint.id,
    'webhook-deliveries.id': delivery.id,
    'close-of-business.id': run.runId,
    runId: run.runId,
    'hardships.id': asked.body.hardshipId ?? run.runId,
  };
}

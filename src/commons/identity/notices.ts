import type { Call } from '#platform/call';
import type { EventEnvelope } from '#platform/events';
import type { IdentityDeps } from './identity-deps.ts';

type Deps = Pick<IdentityDeps, 'notifications'>;

/** Endings that their owner did not ask for, and so must hear of. */
const TOLD_REASONS = new Set(['device-limit', 'reuse', 'takeover']);

/** Somebody tried to register an e-mail or phone that has an account: its owner learns of it, and nobody else. */
export async function onRegistrationRepeated(
  deps: Deps,
  call: Call,
  event: EventEnvelope<{ userId: string }>,
): Promise<void> {
  await tell(deps, call, event, { userId: event.payload.userId, type: 'identity.registration-repeated', data: {} });
}

export async function onSessionRevoked(
  deps: Deps,
  call: Call,
  event: EventEnvelope<{ userId: string; deviceName: string; reason: string }>,
): Promise<void> {
  const { userId, deviceName, reason } = event.payload;
  if (!TOLD_REASONS.has(reason)) return;
  await tell(deps, call, event, { userId, type: 'identity.device-signed-out', data: { deviceName, reason } });
}

export async function onPasswordChanged(
  deps: Deps,
  call: Call,
  event: EventEnvelope<{ userId: string; how: string }>,
): Promise<void> {
  await tell(deps, call, event, {
    userId: event.payload.userId,
    type: 'identity.password-changed',
    data: { how: event.payload.how },
  });
}

type Notice = { userId: string; type: string; data: Record<string, unknown> };

/** Idempotent by the event: the reaction may run twice, the person is told once. */
async function tell(deps: Deps, call: Call, event: EventEnvelope<unknown>, notice: Notice): Promise<void> {
  await deps.notifications.notify({ ...call, idempotencyKey: `notice:${event.eventId}` }, notice);
}

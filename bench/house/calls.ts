import type { Call } from '#platform/call';

/** Somebody who looks around, as the edge would hand them to a module. */
export const guestCall: Call = {
  actor: { kind: 'guest' },
  correlationId: 'bench',
  causationId: null,
  idempotencyKey: null,
  language: 'id',
  cartToken: null,
  clientAddress: null,
  userAgent: null,
};

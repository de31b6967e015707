import type { Call, Role } from '../call.ts';
import { newUuid } from '../ids.ts';

const base: Call = {
  correlationId: 'test',
  causationId: null,
  actor: { kind: 'guest' },
  language: 'id',
  idempotencyKey: null,
  clientAddress: '127.0.0.1',
  userAgent: 'test',
  cartToken: null,
};

/** A guest's call, with what the test cares about. */
export function guestCall(change: Partial<Call> = {}): Call {
  return { ...base, correlationId: newUuid(), ...change };
}

/** A signed-in person's call. */
export function userCall(userId: string, roles: Role[] = ['CUSTOMER'], change: Partial<Call> = {}): Call {
  return { ...base, correlationId: newUuid(), actor: { kind: 'user', userId, sessionId: newUuid(), roles }, ...change };
}

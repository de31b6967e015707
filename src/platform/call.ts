/** Who asks, in which language, on behalf of what: the first argument of every operation, and what travels between processes. */

export type Language = 'id' | 'en';

export type Role =
  | 'CUSTOMER'
  | 'SELLER'
  | 'STORE_MANAGER'
  | 'CREDIT_OFFICER'
  | 'COMPLIANCE_OFFICER'
  | 'ADMIN'
  | 'SUPER_ADMIN'
  | 'PARTNER';

export type Actor =
  | { kind: 'guest' }
  | { kind: 'user'; userId: string; sessionId: string; roles: Role[] }
  | { kind: 'key'; keyId: string; userId: string; tenantId: string | null; roles: Role[]; scopes: string[] }
  | { kind: 'system'; name: string };

export type Call = {
  /** One id for everything that follows from one request, across processes and events. */
  correlationId: string;
  /** The event or operation that caused this one, when it was not a person. */
  causationId: string | null;
  actor: Actor;
  language: Language;
  /** Given by the caller (HTTP header) or by a saga step (`<sagaId>:<step>`). */
  idempotencyKey: string | null;
  clientAddress: string | null;
  userAgent: string | null;
  /** Opaque token of an anonymous cart, from cookie or header. */
  cartToken: string | null;
};

/** A call made by the house itself: jobs, sweeps, reactions. `name` is the module or job. */
export function systemCall(name: string, correlationId: string, causationId: string | null = null): Call {
  return {
    correlationId,
    causationId,
    actor: { kind: 'system', name },
    language: 'id',
    idempotencyKey: null,
    clientAddress: null,
    userAgent: null,
    cartToken: null,
  };
}

/** The person (or the owner of the API key) behind a call; null for guests and the house. */
export function userIdOf(call: Call): string | null {
  return call.actor.kind === 'user' || call.actor.kind === 'key' ? call.actor.userId : null;
}

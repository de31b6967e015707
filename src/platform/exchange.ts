import type { ServerResponse } from 'node:http';
import type { Actor, Call, Language } from './call.ts';
import { cartTokenOf, type Headers, userAgentOf } from './call-headers.ts';
import type { LimitState } from './rate-limits.ts';

/** What the edge knows of one request while it is being answered. */
export type Exchange = {
  readonly correlationId: string;
  readonly language: Language;
  readonly cookies: Record<string, string | undefined>;
  readonly clientAddress: string;
  /** A page rendered by our own server asks. */
  readonly isOwnPage: boolean;
  /** A process of this installation has looked at origin and limits and passed the request on. */
  readonly isPassedOn: boolean;
  readonly startedAt: number;
  /** Pattern of the route, for metrics and logs: never the address itself, which may hold secrets. */
  routeName: string;
  actor: Actor;
  /** The tightest limit that this request counted against. */
  limit: LimitState | null;
  /** Set while the request counts as load; called once, when it does no longer. */
  leave: (() => void) | null;
};

const GUEST: Actor = Object.freeze({ kind: 'guest' });

export function beginExchange(
  known: Pick<
    Exchange,
    'correlationId' | 'language' | 'cookies' | 'clientAddress' | 'isOwnPage' | 'isPassedOn' | 'routeName'
  >,
): Exchange {
  return { ...known, startedAt: performance.now(), actor: GUEST, limit: null, leave: null };
}

export function callOf(exchange: Exchange, headers: Headers, idempotencyKey: string | null): Call {
  return {
    correlationId: exchange.correlationId,
    causationId: null,
    actor: exchange.actor,
    language: exchange.language,
    idempotencyKey,
    clientAddress: exchange.clientAddress,
    userAgent: userAgentOf(headers),
    cartToken: cartTokenOf(headers, exchange.cookies),
  };
}

/** Aborted when the client leaves before its answer is complete. */
export function signalOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const leave = () => {
    if (!isComplete(response)) controller.abort();
  };
  if (response.destroyed) leave();
  else response.once('close', leave);
  return controller.signal;
}

/** True when all bytes of the answer are out. A response without a wire (inject) is complete when it has ended. */
export function isComplete(response: ServerResponse): boolean {
  return response.writableFinished || ('isLightMyRequest' in response && response.writableEnded);
}

/** Keeps the limit with the smaller share left. */
export function noteLimit(exchange: Exchange, state: LimitState): void {
  const earlier = exchange.limit;
  if (!earlier || state.remaining / state.limit < earlier.remaining / earlier.limit) exchange.limit = state;
}

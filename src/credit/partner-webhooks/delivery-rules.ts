import { createHmac } from 'node:crypto';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Pauses after the first failure, the second, …: about two and a half days in all. Then a person may replay. */
const PAUSES_MS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 24 * HOUR];
/** An endpoint that has answered nothing good for this long is switched off. */
const GIVE_UP_AFTER_MS = 5 * 24 * HOUR;

/** What one try brought. `status` null: no answer, `error` says why. */
export type Outcome = { status: number | null; error: string | null };

export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'again'; afterMs: number }
  | { kind: 'failed' }
  /** The partner says that nobody lives there any more (410). */
  | { kind: 'gone' };

/**
 * What follows from a try. Every answer of the 200s is good; a redirect is none, because it would lead the signed message
 * to an address that nobody has checked.
 * @param tries tries since the message was made or replayed, this one included
 * @param jitter 0 to 1; spreads the tries of many messages after an outage
 */
export function judge(outcome: Outcome, tries: number, jitter: number): Verdict {
  const { status } = outcome;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const pauseMs = PAUSES_MS[tries - 1];
  if (pauseMs === undefined) return { kind: 'failed' };
  return { kind: 'again', afterMs: Math.round(pauseMs * (1 + jitter * 0.2)) };
}

/** Whether an endpoint has been failing for so long that it is switched off. */
export function hasFailedForLong(failingSince: Date | null, now: Date): boolean {
  return failingSince !== null && now.getTime() - failingSince.getTime() >= GIVE_UP_AFTER_MS;
}

const PREFIX = 'whsec_';

/** The form of a secret that partners are given. */
export function secretText(bytes: Buffer): string {
  return `${PREFIX}${bytes.toString('base64')}`;
}

export type Signed = { id: string; at: Date; body: string };

/**
 * Headers of a message, as in the Standard Webhooks specification: HMAC-SHA-256 over `id.timestamp.body`. While a secret
 * is being changed there is one signature for each.
 */
export function signatureHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / SECOND));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** What of an address can be seen without asking anybody: https (outside production also http), no user, no password. */
export function isUsableUrl(url: string, isPlainAllowed: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, hostname } = new URL(url);
  if (username !== '' || password !== '' || hostname === '') return false;
  return protocol === 'https:' || (isPlainAllowed && protocol === 'http:');
}

/** The bytes a partner gets. Fields of the event as the house says them, without what is ours (metadata). */
export function messageBody(event: {
  eventId: string;
  eventType: string;
  eventVersion: number;
  eventTimestamp: string;
  payload: unknown;
}): string {
  const { eventId, eventType, eventVersion, eventTimestamp, payload } = event;
  return JSON.stringify({
    id: eventId,
    type: eventType,
    version: eventVersion,
    timestamp: eventTimestamp,
    data: payload,
  });
}

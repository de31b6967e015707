import { createApi } from '@lumbung/kit/api-client.ts';
import { refreshOnce } from '#lib/refresh-once.ts';
import { getLocale } from '#locale';

let onended: () => void = () => undefined;

/** What happens when a session is over and cannot be renewed; set by the session. */
export function whenSessionEnds(run: () => void): void {
  onended = run;
}

/** A new session from the refresh cookie. */
export function refreshSession(): Promise<boolean> {
  return fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).then(
    (response) => response.ok,
    () => false,
  );
}

const fetchWithSession = refreshOnce(
  (input, init) => fetch(input, init),
  refreshSession,
  () => onended(),
);

/** The API on our own origin, with the session's cookies. */
export const api = createApi(fetchWithSession, getLocale);

/** One key per intention: a second click, or a try after a lost answer, does the same thing only once. */
export function newKey(): string {
  // `randomUUID` exists only on secure pages; a house in a local network may be plain http.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

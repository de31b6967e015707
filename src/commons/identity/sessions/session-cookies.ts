import { type Answer, answer, type CookieChange } from '#platform/route';
import type { Session } from '../shapes.ts';
import { ACCESS_TOKEN_SECONDS, REFRESH_TOKEN_MS } from './session-rules.ts';

export const ACCESS_COOKIE = 'lumbung_access';
export const REFRESH_COOKIE = 'lumbung_refresh';

/**
 * Both cookies are valid for the whole site (`Path=/`). A narrower path for the refresh token would hide it from the
 * server that renders the shop: a page opened after a quarter of an hour could not renew the session and would greet a
 * signed-in person as a stranger. They are httpOnly and SameSite=Lax, and the token changes at each use.
 */
const PATH = '/';

export type SessionMode = 'token' | 'cookie';

/** The session as the client asked for it: tokens in the body, or in cookies and then null in the body. */
export function answerSession(session: Session, mode: SessionMode): Answer {
  if (mode === 'token') return answer(200, session);
  return answer(200, { ...session, accessToken: null, refreshToken: null }, { cookies: sessionCookies(session) });
}

export function sessionCookies(session: Session): CookieChange[] {
  return [
    { name: ACCESS_COOKIE, value: session.accessToken, maxAgeSeconds: ACCESS_TOKEN_SECONDS, path: PATH },
    { name: REFRESH_COOKIE, value: session.refreshToken, maxAgeSeconds: REFRESH_TOKEN_MS / 1_000, path: PATH },
  ];
}

export function clearedCookies(): CookieChange[] {
  return [ACCESS_COOKIE, REFRESH_COOKIE].map((name) => ({ name, value: null, maxAgeSeconds: 0, path: PATH }));
}

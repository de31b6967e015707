import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

/** How long somebody may take at Google. */
export const SIGN_IN_TTL_MS = 10 * 60_000;

/** What this browser must still hold when it comes back; sealed in its cookie, so no row has to wait for it. */
const Pending = Type.Object({
  state: Type.String(),
  nonce: Type.String(),
  codeVerifier: Type.String(),
  returnTo: Type.String(),
  expiresAt: Type.Number(),
});
export type Pending = Static<typeof Pending>;

export function readPending(json: string, now: Date): Pending | null {
  const value: unknown = JSON.parse(json);
  return Value.Check(Pending, value) && value.expiresAt > now.getTime() ? value : null;
}

/**
 * Where to go afterwards: a path of this site, or the front door. Anything that a browser could read as another site
 * (`//evil.example`, `/\evil.example`, a scheme) is not a path.
 */
export function safeReturnTo(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) || wanted.includes('\\')) return '/';
  const base = 'https://lumbung.invalid';
  const url = URL.parse(wanted, base);
  return url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}

const Claims = Type.Object({
  sub: Type.String({ minLength: 1, maxLength: 255 }),
  email: Type.Optional(Type.String()),
  email_verified: Type.Optional(Type.Unknown()),
  name: Type.Optional(Type.String()),
});

export type GooglePerson = { subject: string; email: string | null; isEmailVerified: boolean; name: string };

/** The person in an ID token. `email_verified` comes as a boolean; some servers send it as text. */
export function readPerson(claims: unknown): GooglePerson | null {
  if (!Value.Check(Claims, claims)) return null;
  const name = claims.name?.replace(/\s+/g, ' ').trim().slice(0, 120);
  return {
    subject: claims.sub,
    email: claims.email ?? null,
    isEmailVerified: claims.email_verified === true || claims.email_verified === 'true',
    name: name || claims.email?.split('@')[0]?.slice(0, 120) || 'Pengguna Google',
  };
}

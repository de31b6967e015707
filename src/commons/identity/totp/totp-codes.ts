import { randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';

/** RFC 6238 with what every authenticator app understands: SHA-1, six digits, thirty seconds. */
const PERIOD_SECONDS = 30;
/** One step before and after: clocks differ, people type slowly. */
const TOLERANCE_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Without the letters that are misread. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

/** What the authenticator app reads from the QR code. */
export function totpUri(secret: string, label: string): string {
  return generateURI({ issuer: 'Lumbung', label, secret, period: PERIOD_SECONDS });
}

/** The time step whose code this is, if it is one around `now`; the caller sees to it that a step counts once. */
export async function matchedStep(secret: string, code: string, now: Date): Promise<number | null> {
  const epoch = Math.floor(now.getTime() / 1_000);
  const result = await verify({
    secret,
    token: code,
    epoch,
    period: PERIOD_SECONDS,
    epochTolerance: TOLERANCE_SECONDS,
  });
  if (!result.valid || result.delta === undefined) return null;
  return Math.floor(epoch / PERIOD_SECONDS) + result.delta;
}

/** `k7m2p-9xw4q`: ten codes of about 49 bits, each for one use. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(64), (byte) => (byte < 248 ? ALPHABET[byte % 31] : ''))
      .join('')
      .slice(0, 10);
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  });
}

/** As people type them: spaces, dashes and capitals do not count. */
export function canonicalRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export function isTotpForm(typed: string): boolean {
  return /^\d{6}$/.test(typed.replace(/\s/g, ''));
}

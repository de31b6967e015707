/** One-time codes: six digits by e-mail or phone. */
export const CODE_TTL_MS = 5 * 60_000;
export const CODE_TRIES = 5;
/** Between two codes for one e-mail or phone: a minute, then two, four, …; after five within an hour the hour is waited out. */
const FIRST_COOL_DOWN_SECONDS = 60;
const CODES_PER_HOUR = 5;
export const HOUR_MS = 3_600_000;

/**
 * The six digits that belong to an id: the first bits of a keyed hash, so they are nowhere in the database. 64 bits
 * modulo a million: the unevenness is below one in 10^13.
 */
export function digitsOf(fingerprint: string): string {
  const bits = Buffer.from(fingerprint, 'base64url').readBigUInt64BE(0);
  return String(bits % 1_000_000n).padStart(6, '0');
}

/** Seconds until the next code may be asked for. `sentWithinHour`: when the codes of the last hour were asked for, newest first. */
export function coolDownSeconds(sentWithinHour: readonly Date[], now: Date): number {
  const newest = sentWithinHour[0];
  if (!newest) return 0;
  if (sentWithinHour.length >= CODES_PER_HOUR) {
    const oldest = sentWithinHour[CODES_PER_HOUR - 1] ?? newest;
    return secondsUntil(new Date(oldest.getTime() + HOUR_MS), now);
  }
  return secondsUntil(new Date(newest.getTime() + waitAfter(sentWithinHour.length) * 1_000), now);
}

/** The wait that follows the n-th code of an hour, as told to the person with that code. */
export function waitAfter(sent: number): number {
  return FIRST_COOL_DOWN_SECONDS * 2 ** Math.min(Math.max(0, sent - 1), CODES_PER_HOUR - 2);
}

function secondsUntil(at: Date, now: Date): number {
  return Math.max(0, Math.ceil((at.getTime() - now.getTime()) / 1_000));
}

export type CodeState = { triesLeft: number; expiresAt: Date; usedAt: Date | null };

/** May this code be tried at all? Whether it matches is looked at only then. */
export function isCodeLive(code: CodeState | undefined, now: Date): code is CodeState {
  return code !== undefined && code.usedAt === null && code.triesLeft > 0 && code.expiresAt > now;
}

import { ACCESS_TOKEN_SECONDS } from '../sessions/session-rules.ts';

export const ROTATE_AFTER_MS = 30 * 24 * 3_600_000;
/** A new key is published for so long before it signs: every verifier has fetched it by then. */
export const PUBLISH_AHEAD_MS = 10 * 60_000;
/** A key stays public after its last signature for as long as a token lives, and a little for clocks that differ. */
export const KEEP_AFTER_MS = ACCESS_TOKEN_SECONDS * 1_000 + 5 * 60_000;

type KeyTimes = { createdAt: Date; activeFrom: Date };

/** Is it time for the next key? `keys` newest first. */
export function isRotationDue(keys: readonly KeyTimes[], now: Date): boolean {
  const newest = keys[0];
  return !newest || now.getTime() - newest.createdAt.getTime() >= ROTATE_AFTER_MS;
}

/** The key to sign with: the newest that has been public long enough. `keys` newest first. */
export function signingKeyAt<Key extends KeyTimes>(keys: readonly Key[], now: Date): Key | undefined {
  return keys.find((key) => key.activeFrom <= now);
}

/** The very first key signs at once, since there is nobody yet who could miss it. */
export function timesOfNextKey(keys: readonly KeyTimes[], now: Date): { activeFrom: Date; othersRetireAt: Date } {
  const activeFrom = keys.length === 0 ? now : new Date(now.getTime() + PUBLISH_AHEAD_MS);
  return { activeFrom, othersRetireAt: new Date(activeFrom.getTime() + KEEP_AFTER_MS) };
}

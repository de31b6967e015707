/** Pure decisions about sessions and their refresh tokens. */
import { ACCESS_TOKEN } from '#platform/access-token';

export const ACCESS_TOKEN_SECONDS = ACCESS_TOKEN.lifetimeSeconds;
export const REFRESH_TOKEN_MS = 7 * 24 * 3_600_000;
/** Two tabs, or an answer that got lost: the same token gets the same successor for so long. */
export const SAME_SUCCESSOR_MS = 10_000;
export const MAX_DEVICES = 5;

export type RefreshState = {
  usedAt: Date | null;
  expiresAt: Date;
  sessionRevokedAt: Date | null;
  isAccountActive: boolean;
};

export type RefreshDecision = 'rotate' | 'same-successor' | 'reuse' | 'ended';

/**
 * What a presented refresh token is worth. A used one that comes back late is in two hands: the whole session ends
 * (RFC 9700, section 4.14.2).
 */
export function decideRefresh(state: RefreshState | undefined, now: Date): RefreshDecision {
  if (!state || state.sessionRevokedAt || !state.isAccountActive) return 'ended';
  if (state.usedAt) {
    const isFresh = now.getTime() - state.usedAt.getTime() <= SAME_SUCCESSOR_MS;
    if (isFresh) return 'same-successor';
    return state.expiresAt > now ? 'reuse' : 'ended';
  }
  return state.expiresAt > now ? 'rotate' : 'ended';
}

/** The sessions that go when one more begins: the ones that began first. `live` is oldest first. */
export function sessionsToEnd<Session>(live: readonly Session[]): Session[] {
  return live.slice(0, Math.max(0, live.length - (MAX_DEVICES - 1)));
}

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];
const PROGRAMS: readonly [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/UCBrowser\//, 'UC Browser'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/okhttp|Dart|CFNetwork/, 'Aplikasi'],
];

/** A name by which its owner knows the device again: what they gave, or browser and system (`Chrome, Android`). */
export function deviceNameOf(given: string | undefined, userAgent: string | null): string {
  const name = given?.replace(/\s+/g, ' ').trim().slice(0, 100);
  if (name) return name;
  const agent = userAgent ?? '';
  const program = PROGRAMS.find(([sign]) => sign.test(agent))?.[1];
  const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1];
  if (program && system) return `${program}, ${system}`;
  const first = /^[A-Za-z][\w.-]{0,30}/.exec(agent)?.[0];
  return program ?? system ?? first ?? '-';
}

/** Lock-out with exponential back-off: a pure account of tries, for a name and for an address alike. */
export type ThrottlePolicy = {
  /** Wrong tries that cost nothing. */
  freeTries: number;
  /** The first lock; each further wrong try doubles it. */
  firstLockSeconds: number;
  maxLockSeconds: number;
  /** Without a try for so long, everything is forgotten. */
  forgetAfterSeconds: number;
};

/** Per e-mail or phone: whether it belongs to an account or not makes no difference. */
export const NAME_POLICY: ThrottlePolicy = {
  freeTries: 5,
  firstLockSeconds: 30,
  maxLockSeconds: 3_600,
  forgetAfterSeconds: 86_400,
};
/** Per address: wider, since a whole office or a mobile operator may share one. */
export const ADDRESS_POLICY: ThrottlePolicy = {
  freeTries: 30,
  firstLockSeconds: 60,
  maxLockSeconds: 3_600,
  forgetAfterSeconds: 3_600,
};

export type Tries = { failures: number; lastTryAt: Date | null; lockedUntil: Date | null };

export type TryDecision =
  | { isAllowed: true; after: Tries; hasLocked: boolean }
  | { isAllowed: false; retryAfterSeconds: number };

/**
 * Counts a try before it is made: it is taken back when it succeeds. So a hundred tries at once cannot all slip
 * through before the first has failed.
 */
export function takeTry(policy: ThrottlePolicy, tries: Tries, now: Date): TryDecision {
  const waitMs = (tries.lockedUntil?.getTime() ?? 0) - now.getTime();
  if (waitMs > 0) return { isAllowed: false, retryAfterSeconds: Math.ceil(waitMs / 1_000) };
  const isForgotten =
    tries.lastTryAt !== null && now.getTime() - tries.lastTryAt.getTime() > policy.forgetAfterSeconds * 1_000;
  const failures = (isForgotten ? 0 : tries.failures) + 1;
  const lockSeconds = lockSecondsAfter(policy, failures);
  const lockedUntil = lockSeconds > 0 ? new Date(now.getTime() + lockSeconds * 1_000) : null;
  return { isAllowed: true, after: { failures, lastTryAt: now, lockedUntil }, hasLocked: lockSeconds > 0 };
}

/** 0 while tries are free, then 30, 60, 120, … up to the most. */
export function lockSecondsAfter(policy: ThrottlePolicy, failures: number): number {
  const over = failures - policy.freeTries;
  if (over < 0) return 0;
  return Math.min(policy.maxLockSeconds, policy.firstLockSeconds * 2 ** Math.min(over, 30));
}

/** What is left when a counted try turned out right. */
export function giveBackTry(tries: Tries): Tries {
  return { ...tries, failures: Math.max(0, tries.failures - 1), lockedUntil: null };
}

/** IPv6 networks are handed out as /64: one person holds 2^64 addresses, so they count as one. */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { refuse } from '#platform/refusal';
import { canonicalPassword } from './password-rules.ts';

/** Cost of argon2id. */
export type PasswordCost = { memoryKib: number; passes: number; lanes: number };

/** 64 MiB, 3 passes, 4 lanes: the second recommendation of RFC 9106, section 4. */
export const PASSWORD_COST: PasswordCost = { memoryKib: 65_536, passes: 3, lanes: 4 };

/** `Algorithm.Argon2id` of the library; its const enum is not there at run time. */
const ARGON2ID = 2;
/** So many at a time: 128 MiB, and the other threads of the pool stay free for disk and DNS. */
const AT_ONCE = 2;
/** More waiting than this is not a rush of people; they are told to come back. */
const MAX_WAITING = 100;

/** Hashes and compares on the thread pool, never on the event loop. */
export type PasswordHasher = {
  hash(password: string): Promise<string>;
  /**
   * Compares. With `null` (no such account, or one without password) it compares with a hash that nobody knows and
   * answers false: the same work, so the time tells nothing.
   */
  verify(hashed: string | null, password: string): Promise<boolean>;
  /** True when a hash was made with another cost than today's. */
  isOutdated(hashed: string): boolean;
};

/** Refuses `server.busy` when too many wait. */
export function createPasswordHasher(cost: PasswordCost = PASSWORD_COST): PasswordHasher {
  const options = { algorithm: ARGON2ID, memoryCost: cost.memoryKib, timeCost: cost.passes, parallelism: cost.lanes };
  const inTurn = createTurns(AT_ONCE, MAX_WAITING);
  const hashNow = (password: string | Buffer) => hash(password, options);
  // Made at once, not at the first unknown name: else that one would take twice as long.
  const nobodys = inTurn(() => hashNow(randomBytes(32)));
  nobodys.catch(() => {});
  return {
    hash: (password) => inTurn(() => hashNow(canonicalPassword(password))),
    verify: async (hashed, password) => {
      const target = hashed ?? (await nobodys);
      const isRight = await inTurn(() => verify(target, canonicalPassword(password)));
      return hashed !== null && isRight;
    },
    isOutdated: (hashed) => {
      const made = parseOptions(hashed);
      return made.memoryCost !== cost.memoryKib || made.timeCost !== cost.passes || made.parallelism !== cost.lanes;
    },
  };
}

/** Runs at most `atOnce` pieces of work, lets at most `maxWaiting` wait, refuses the rest. */
function createTurns(atOnce: number, maxWaiting: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= maxWaiting) throw refuse('server.busy', {}, { retryAfterSeconds: 5 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

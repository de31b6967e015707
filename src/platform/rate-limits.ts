import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from './refusal.ts';

/** All per minute. Bench and fuzz raise them explicitly and print that. */
export type RateLimitSettings = {
  /** Per client address, whoever calls. */
  addressPerMinute: number;
  /** Per signed-in person or API key. */
  userPerMinute: number;
  /** Per name of a limit (`login`, `register`, …); wins over what a route or a module says. */
  byName: Readonly<Record<string, number>>;
  /** No limit is below this, whatever its name: tests and bench raise all of them at once. */
  atLeast?: number;
};

export const DEFAULT_RATE_LIMITS: RateLimitSettings = {
  addressPerMinute: 1_000,
  userPerMinute: 100,
  byName: { login: 5, register: 3, loanApplication: 10, webhook: 6_000 },
};

/** Where a caller stands with one limit. */
export type LimitState = { limit: number; remaining: number; resetSeconds: number };

export type RateLimits = {
  settings: RateLimitSettings;
  /** Counts one under `key` in the limit `name`; a refusal `request.too-many` when that is over `perMinute`. */
  consume(name: string, key: string, perMinute: number): Promise<LimitState>;
  /**
   * The same for accounts, phones, e-mail addresses: what a sign-in aims at, whatever address it comes from. Five a
   * minute unless `perMinute` or the settings (`account:<name>`) say otherwise. The key is not shown to anybody.
   */
  limitAccount(name: string, key: string, perMinute?: number): Promise<void>;
  /** Forgets a count, e.g. after a successful sign-in. */
  forget(name: string, key: string): Promise<void>;
};

const WINDOW_SECONDS = 60;
const ACCOUNT_PER_MINUTE = 5;

/** The part of an ioredis client that the counters use; given when several processes count together. */
export type RedisClient = object;

/**
 * Fixed windows of a minute: in memory for one process, in Redis for many (falling back to memory while Redis is away,
 * so that an outage neither locks everybody out nor opens the doors).
 */
export function createRateLimits(settings: RateLimitSettings = DEFAULT_RATE_LIMITS, redis?: RedisClient): RateLimits {
  const limiters = new Map<string, RateLimiterMemory | RateLimiterRedis>();

  function limiterOf(name: string, perMinute: number): RateLimiterMemory | RateLimiterRedis {
    let limiter = limiters.get(name);
    if (!limiter) {
      limiter = makeLimiter(name, Math.max(settings.byName[name] ?? perMinute, settings.atLeast ?? 0), redis);
      limiters.set(name, limiter);
    }
    return limiter;
  }

  async function consume(name: string, key: string, perMinute: number): Promise<LimitState> {
    const limiter = limiterOf(name, perMinute);
    try {
      return stateOf(await limiter.consume(key), limiter.points);
    } catch (reason) {
      if (reason instanceof RateLimiterRes) throw tooMany(stateOf(reason, limiter.points));
      throw reason;
    }
  }

  return {
    settings,
    consume,
    limitAccount: async (name, key, perMinute = ACCOUNT_PER_MINUTE) => {
      await consume(`account:${name}`, key.toLowerCase(), perMinute);
    },
    forget: async (name, key) => {
      await limiters.get(`account:${name}`)?.delete(key.toLowerCase());
    },
  };
}

function makeLimiter(
  name: string,
  points: number,
  redis: RedisClient | undefined,
): RateLimiterMemory | RateLimiterRedis {
  const options = { points, duration: WINDOW_SECONDS, keyPrefix: `limit:${name}` };
  const memory = new RateLimiterMemory(options);
  if (!redis) return memory;
  // Who is over the limit is not asked about in Redis again until the window ends.
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: memory,
    inMemoryBlockOnConsumed: points + 1,
    inMemoryBlockDuration: 5,
  });
}

function stateOf(result: RateLimiterRes, limit: number): LimitState {
  return {
    limit,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  };
}

function tooMany(state: LimitState): Error {
  return Object.assign(
    refuse('request.too-many', { retryAfterSeconds: state.resetSeconds }, { retryAfterSeconds: state.resetSeconds }),
    { limit: state },
  );
}

/** Headers that tell a well-behaved client how much is left (draft-ietf-httpapi-ratelimit-headers-07). */
export function limitHeaders(state: LimitState): Record<string, string> {
  return {
    'ratelimit-limit': String(state.limit),
    'ratelimit-remaining': String(state.remaining),
    'ratelimit-reset': String(state.resetSeconds),
  };
}

/** The limit of a refusal made here, so that a 429 carries the headers too. */
export function limitOfRefusal(error: unknown): LimitState | null {
  return typeof error === 'object' && error !== null && 'limit' in error ? (error.limit as LimitState) : null;
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { createRateLimits, DEFAULT_RATE_LIMITS, limitHeaders, limitOfRefusal } from './rate-limits.ts';
import { isRefusal, type Refusal } from './refusal.ts';

async function refusalOf(work: () => Promise<unknown>): Promise<Refusal> {
  try {
    await work();
  } catch (error) {
    assert.ok(isRefusal(error, 'request.too-many'));
    return error;
  }
  return assert.fail('was let through');
}

describe('limits per minute', () => {
  it('should count down and then refuse with the time to wait when the limit is reached', async () => {
    const limits = createRateLimits();
    assert.deepEqual(await limits.consume('x', 'a', 2), { limit: 2, remaining: 1, resetSeconds: 60 });
    assert.equal((await limits.consume('x', 'a', 2)).remaining, 0);
    const refusal = await refusalOf(() => limits.consume('x', 'a', 2));
    assert.ok(refusal.retryAfterSeconds && refusal.retryAfterSeconds > 50);
    assert.equal(limitOfRefusal(refusal)?.remaining, 0);
  });

  it('should count callers and limits apart when they differ', async () => {
    const limits = createRateLimits();
    await limits.consume('x', 'a', 1);
    await limits.consume('x', 'b', 1);
    await limits.consume('y', 'a', 1);
    await refusalOf(() => limits.consume('x', 'a', 1));
  });

  it('should let at least so many through, whatever the name, when tests raise all limits', async () => {
    const limits = createRateLimits({ ...DEFAULT_RATE_LIMITS, byName: { login: 1 }, atLeast: 3 });
    for (const name of ['login', 'otp']) {
      for (let time = 0; time < 3; time++) await limits.consume(name, 'a', 1);
      await refusalOf(() => limits.consume(name, 'a', 1));
    }
  });

  it('should follow the settings when they know the name', async () => {
    const limits = createRateLimits({ ...DEFAULT_RATE_LIMITS, byName: { login: 1 } });
    await limits.consume('login', 'a', 100);
    await refusalOf(() => limits.consume('login', 'a', 100));
  });

  it('should limit an account whatever the spelling when it is aimed at', async () => {
    const limits = createRateLimits();
    for (let attempt = 0; attempt < 5; attempt++) await limits.limitAccount('login', 'Budi@Contoh.id');
    const refusal = await refusalOf(() => limits.limitAccount('login', 'budi@contoh.ID'));
    assert.equal(JSON.stringify(refusal.details).includes('budi'), false);
    await limits.forget('login', 'BUDI@contoh.id');
    await limits.limitAccount('login', 'budi@contoh.id');
  });

  it('should have the limits of the plan when nothing is set', () => {
    assert.deepEqual([DEFAULT_RATE_LIMITS.addressPerMinute, DEFAULT_RATE_LIMITS.userPerMinute], [1_000, 100]);
    const { login, register, loanApplication } = DEFAULT_RATE_LIMITS.byName;
    assert.deepEqual([login, register, loanApplication], [5, 3, 10]);
  });

  it('should fall back to memory when Redis does not answer', async () => {
    const redis = new Redis({
      host: '127.0.0.1',
      port: 9,
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    redis.on('error', () => {});
    const limits = createRateLimits(DEFAULT_RATE_LIMITS, redis);
    await limits.consume('x', 'a', 1);
    await refusalOf(() => limits.consume('x', 'a', 1));
    redis.disconnect();
  });

  it('should tell well-behaved clients when headers are written', () => {
    assert.deepEqual(limitHeaders({ limit: 5, remaining: 1, resetSeconds: 9 }), {
      'ratelimit-limit': '5',
      'ratelimit-remaining': '1',
      'ratelimit-reset': '9',
    });
  });
});

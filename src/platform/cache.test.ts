import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryCache } from './cache.ts';

describe('cache in memory', () => {
  it('should ask the loader once when many wait for the same key', async () => {
    const cache = createMemoryCache();
    let loads = 0;
    const load = async () => {
      loads++;
      await new Promise((resolve) => setImmediate(resolve));
      return 42;
    };
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => cache.remember('k', 1_000, load))), [42, 42, 42]);
    assert.equal(await cache.remember('k', 1_000, load), 42);
    assert.equal(loads, 1);
  });

  it('should ask again when the loader failed', async () => {
    const cache = createMemoryCache();
    await assert.rejects(
      cache.remember('k', 1_000, () => Promise.reject(new Error('down'))),
      /down/,
    );
    assert.equal(await cache.remember('k', 1_000, async () => 'up'), 'up');
  });

  it('should keep a value that is null or undefined apart from a missing one when it is asked for', async () => {
    const cache = createMemoryCache();
    await cache.set('k', null, 1_000);
    assert.equal(await cache.get('k'), null);
    assert.equal(await cache.get('other'), undefined);
    await cache.delete('k');
    assert.equal(await cache.get('k'), undefined);
  });

  it('should count from one when a key is new', async () => {
    const cache = createMemoryCache();
    assert.deepEqual([await cache.increment('n', 1_000), await cache.increment('n', 1_000)], [1, 2]);
  });

  it('should stay within its bound when more is put in', async () => {
    const cache = createMemoryCache({ maxEntries: 10 });
    for (let n = 0; n < 100; n++) await cache.set(`k${n}`, n, 60_000);
    assert.equal(await cache.get('k0'), undefined);
    assert.equal(await cache.get('k99'), 99);
  });
});

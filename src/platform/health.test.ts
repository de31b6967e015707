import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixedClock } from './clock.ts';
import { createHealth } from './health.ts';

describe('readiness', () => {
  it('should name what fails and what is too slow when something is', async () => {
    const health = createHealth({
      clock: fixedClock('2026-11-21T08:00:00Z'),
      timeoutMs: 5,
      checks: [
        { name: 'fine', check: async () => {} },
        { name: 'broken', check: async () => Promise.reject(new Error('no')) },
        { name: 'stuck', check: () => new Promise(() => {}) },
      ],
    });
    assert.deepEqual(await health.readiness(), {
      isReady: false,
      isDraining: false,
      checks: { fine: 'ok', broken: 'failing', stuck: 'too slow' },
    });
  });

  it('should ask once a second when many ask', async () => {
    let asked = 0;
    const clock = fixedClock('2026-11-21T08:00:00Z');
    const health = createHealth({ clock, checks: [{ name: 'a', check: async () => void asked++ }] });
    await Promise.all([health.readiness(), health.readiness(), health.readiness()]);
    assert.equal(asked, 1);
    clock.advance(1_000);
    assert.equal((await health.readiness()).isReady, true);
    assert.equal(asked, 2);
  });

  it('should not be ready when it drains', async () => {
    const health = createHealth({ clock: fixedClock(new Date()), checks: [] });
    assert.equal((await health.readiness()).isReady, true);
    health.drain();
    assert.deepEqual(await health.readiness(), { isReady: false, isDraining: true, checks: {} });
  });
});

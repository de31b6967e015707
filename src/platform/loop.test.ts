import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Step, startLoop } from './loop.ts';
import { waitFor } from './testing/template.ts';

describe('loop', () => {
  const nothing = (): void => {};

  it('should run once more, not twice at once, when woken while it runs', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const step = async (): Promise<Step> => {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      runs++;
      return 'nothing';
    };
    const loop = startLoop(step, { pollMs: 60_000, gatherMs: 0 }, nothing);
    for (let n = 0; n < 10; n++) loop.wake();
    await waitFor('it has run', () => runs >= 1);
    loop.wake();
    await waitFor('it has run again', () => runs >= 2);
    await loop.stop();
    assert.equal(most, 1);
  });

  it('should go on at once when there is more', async () => {
    let left = 5;
    const loop = startLoop(async () => (--left > 0 ? 'more' : 'nothing'), { pollMs: 60_000, gatherMs: 0 }, nothing);
    loop.wake();
    await waitFor('nothing is left', () => left === 0);
    await loop.stop();
  });

  it('should try again by itself when a step fails', async () => {
    let attempts = 0;
    const errors: unknown[] = [];
    const step = async (): Promise<Step> => {
      attempts++;
      if (attempts < 3) throw new Error('not yet');
      return 'nothing';
    };
    const loop = startLoop(step, { pollMs: 5, gatherMs: 0 }, (error) => errors.push(error));
    await waitFor('it has worked', () => attempts >= 3);
    await loop.stop();
    assert.equal(errors.length, 2);
  });

  it('should let a running step finish when it is stopped, and never run again', async () => {
    let isDone = false;
    let runs = 0;
    const step = async (): Promise<Step> => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      isDone = true;
      return 'more';
    };
    const loop = startLoop(step, { pollMs: 1, gatherMs: 0 }, nothing);
    await waitFor('it runs', () => runs === 1);
    await loop.stop();
    assert.ok(isDone);
    loop.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(runs, 1);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keepTrying } from './keep-trying.ts';
import { waitFor } from './testing/template.ts';

describe('trying in the background', () => {
  it('should stop when it has worked', async () => {
    let tries = 0;
    keepTrying(async () => {
      tries++;
      if (tries < 2) throw new Error('away');
    }, 10_000);
    await waitFor('it has worked', () => tries === 2);
    assert.equal(tries, 2);
  });

  it('should not begin when there is no time for it', async () => {
    let tries = 0;
    keepTrying(async () => void tries++, 1);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(tries, 0);
  });
});

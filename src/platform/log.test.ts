import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mask } from './log.ts';

describe('what reaches a log', () => {
  it('should hold no secret when one is handed in at any place', () => {
    const facts = {
      userId: 'u1',
      token: 't',
      request: { body: { password: 'p', name: 'Budi' }, headers: [{ cookie: 'c' }] },
    };
    const before = structuredClone(facts);
    assert.deepEqual(mask(facts), {
      userId: 'u1',
      token: '[masked]',
      request: { body: { password: '[masked]', name: 'Budi' }, headers: [{ cookie: '[masked]' }] },
    });
    assert.deepEqual(facts, before);
  });

  it('should be the very facts when there is nothing to hide', () => {
    const facts = { correlationId: 'c', status: 200, token: null };
    assert.equal(mask(facts), facts);
  });

  it('should keep the code of an error when one is logged', () => {
    const err = Object.assign(new Error('x'), { code: '22P02' });
    assert.equal(mask({ err }).err, err);
  });
});

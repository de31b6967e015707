import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextPayoutStatus, visiblePayoutStatus } from './payout-rules.ts';

describe('a payout', () => {
  it('should follow the provider when it is on its way', () => {
    assert.equal(nextPayoutStatus('held', 'pending'), 'sent');
    assert.equal(nextPayoutStatus('sent', 'succeeded'), 'succeeded');
    assert.equal(nextPayoutStatus('sent', 'failed'), 'failed');
    assert.equal(nextPayoutStatus('held', 'succeeded'), 'succeeded');
    // Told late that it came back, without ever having heard that it went: it just failed.
    assert.equal(nextPayoutStatus('sent', 'reversed'), 'failed');
  });

  it('should be reversed when the bank sends a finished one back', () => {
    assert.equal(nextPayoutStatus('succeeded', 'reversed'), 'reversed');
    assert.equal(nextPayoutStatus('succeeded', 'failed'), 'reversed');
    assert.equal(nextPayoutStatus('succeeded', 'pending'), 'succeeded');
  });

  it('should stay at its end when older news arrive', () => {
    for (const status of ['failed', 'reversed'] as const)
      for (const seen of ['pending', 'succeeded', 'failed', 'reversed'] as const)
        assert.equal(nextPayoutStatus(status, seen), status);
  });

  it('should look simpler when seen from outside', () => {
    assert.deepEqual(
      (['requested', 'held', 'sent', 'succeeded', 'failed', 'reversed'] as const).map(visiblePayoutStatus),
      ['pending', 'pending', 'pending', 'completed', 'failed', 'reversed'],
    );
  });
});

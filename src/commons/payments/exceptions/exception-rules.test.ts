import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideResolution, type ResolutionState } from './exception-rules.ts';

const open: ResolutionState = { kind: 'late', status: 'open', action: null, proposedBy: null, canGoBack: true };
const proposed: ResolutionState = { ...open, status: 'proposed', action: 'refund', proposedBy: 'ani' };
const wish = (
  action: 'refund' | 'returned-outside' | 'keep' | 'acknowledge',
  by: string | null = 'budi',
  hasDestination = false,
) => ({ action, by, hasDestination });

describe('deciding about money in suspense', () => {
  it('should take two people when money moves', () => {
    assert.deepEqual(decideResolution(open, wish('refund', 'ani')), { step: 'propose' });
    assert.deepEqual(decideResolution(proposed, wish('refund', 'ani')), {
      step: 'refuse',
      code: 'payments.second-person-needed',
    });
    assert.deepEqual(decideResolution(proposed, wish('refund', 'budi')), { step: 'approve' });
    assert.deepEqual(decideResolution(open, wish('keep', null)), {
      step: 'refuse',
      code: 'payments.second-person-needed',
    });
  });

  it('should be the same decision when it is approved', () => {
    assert.deepEqual(decideResolution(proposed, wish('keep', 'budi')), {
      step: 'refuse',
      code: 'payments.proposal-differs',
    });
    assert.deepEqual(decideResolution(proposed, wish('keep', 'ani')), { step: 'propose' });
  });

  it('should need an account when the money cannot go back the way it came', () => {
    assert.deepEqual(decideResolution({ ...open, canGoBack: false }, wish('refund')), {
      step: 'refuse',
      code: 'payments.destination-required',
    });
    assert.deepEqual(decideResolution({ ...open, canGoBack: false }, wish('refund', 'ani', true)), { step: 'propose' });
    assert.deepEqual(decideResolution({ ...open, canGoBack: false }, wish('keep')), { step: 'propose' });
  });

  it('should take one person when nothing moves, and only where nothing has to', () => {
    assert.deepEqual(decideResolution({ ...open, kind: 'withdrawn' }, wish('acknowledge')), { step: 'acknowledge' });
    assert.deepEqual(decideResolution(open, wish('acknowledge')), {
      step: 'refuse',
      code: 'payments.action-not-possible',
    });
    assert.deepEqual(decideResolution({ ...open, kind: 'withdrawn' }, wish('keep')), {
      step: 'refuse',
      code: 'payments.action-not-possible',
    });
    assert.deepEqual(decideResolution({ ...open, kind: 'refund-account-needed', canGoBack: false }, wish('keep')), {
      step: 'refuse',
      code: 'payments.action-not-possible',
    });
  });

  it('should be over when it has been decided', () => {
    for (const status of ['resolving', 'resolved'] as const)
      assert.deepEqual(decideResolution({ ...proposed, status }, wish('refund')), {
        step: 'refuse',
        code: 'payments.exception-resolved',
      });
  });
});

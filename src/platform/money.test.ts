import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatRupiah, rupiah, shareBps, sumMinor } from './money.ts';

describe('money', () => {
  it('should round a share half up when it does not come out even', () => {
    assert.equal(shareBps(10_010, 500), 501);
    assert.equal(shareBps(10_009, 500), 500);
    assert.equal(shareBps(1, 5_000), 1);
    assert.equal(shareBps(0, 10_000), 0);
  });

  it('should never take more than the whole when the rate is at most 100 %', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000_000_000_000 });
    fc.assert(
      fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (amountMinor, rateBps) => {
        const share = shareBps(amountMinor, rateBps);
        assert.ok(share >= 0 && share <= amountMinor);
      }),
    );
  });

  it('should refuse when an amount is no whole number or a sum leaves the safe integers', () => {
    assert.throws(() => rupiah(0.5), /whole number/);
    assert.throws(() => sumMinor([Number.MAX_SAFE_INTEGER, 1]), /safe integers/);
    assert.throws(() => shareBps(-1, 500), /non-negative/);
  });

  it('should write rupiah as people read them when there are thousands', () => {
    assert.equal(formatRupiah(1_250_000), 'Rp\u00a01.250.000');
    assert.equal(formatRupiah(-500), '-Rp\u00a0500');
  });
});

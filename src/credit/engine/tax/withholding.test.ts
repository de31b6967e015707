import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitByShares, stampDuty, withheldTax } from './withholding.ts';

describe('Tax of funders', () => {
  it('should withhold by residence and treaty when interest is paid', () => {
    assert.deepEqual(withheldTax(100_000, { residence: 'resident' }), {
      article: 'PPh 23',
      percent: '15',
      amountMinor: 15_000,
    });
    assert.deepEqual(withheldTax(100_000, { residence: 'non-resident' }), {
      article: 'PPh 26',
      percent: '20',
      amountMinor: 20_000,
    });
    assert.equal(withheldTax(100_000, { residence: 'non-resident', treatyPercent: '10' }).amountMinor, 10_000);
    assert.equal(withheldTax(33_333, { residence: 'resident' }).amountMinor, 4_999);
    assert.equal(withheldTax(99_999, { residence: 'resident' }, 100).amountMinor, 14_900);
  });

  it('should ask for stamp duty on a receipt when it states more than five million', () => {
    assert.equal(stampDuty('agreement', 1_000_000), 10_000);
    assert.equal(stampDuty('receipt', 5_000_000), 0);
    assert.equal(stampDuty('receipt', 5_000_001), 10_000);
  });
});

describe('Shares of funders', () => {
  it('should add up to the payment and stay within one unit when funders are many', () => {
    const shares = fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 1, maxLength: 500 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5_000_000_000 }), shares, (amountMinor, list) => {
        const parts = splitByShares(amountMinor, list);
        const whole = list.reduce((sum, share) => sum + BigInt(share), 0n);
        if (whole === 0n) return assert.ok(parts.every((part) => part === 0));
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          amountMinor,
        );
        for (const [index, part] of parts.entries()) {
          const exact = BigInt(amountMinor) * BigInt(list[index] ?? 0);
          const gap = BigInt(part) * whole - exact;
          assert.ok(gap < whole && -gap < whole);
        }
      }),
      { numRuns: 1_000, seed: 20_261_121 },
    );
  });
});

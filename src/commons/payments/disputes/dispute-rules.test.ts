import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escrowOf, LOSSES, nextDisputeStatus, payableOf, shareLoss } from './dispute-rules.ts';

const part = (orderId: string, sellerId: string, amountMinor: number) => ({ orderId, sellerId, amountMinor });

describe('who bears a lost dispute', () => {
  it('should be the escrow of each order when the money is still there', () => {
    const free = new Map([
      [escrowOf('a'), 100],
      [escrowOf('b'), 50],
    ]);
    assert.deepEqual(shareLoss(150, [part('a', 's', 100), part('b', 't', 50)], free), [
      { accountCode: escrowOf('a'), amountMinor: 100 },
      { accountCode: escrowOf('b'), amountMinor: 50 },
    ]);
  });

  it('should be the seller when the escrow is empty, and the house when he is owed too little', () => {
    const free = new Map([
      [escrowOf('a'), 30],
      [payableOf('s'), 20],
    ]);
    assert.deepEqual(shareLoss(100, [part('a', 's', 100)], free), [
      { accountCode: escrowOf('a'), amountMinor: 30 },
      { accountCode: payableOf('s'), amountMinor: 20 },
      { accountCode: LOSSES, amountMinor: 50 },
    ]);
  });

  it('should add up and take no more than is free when anything is lost', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000_000 });
    const order = fc.record({ amount: amounts, escrow: fc.nat(1_000_000_000), payable: fc.nat(1_000_000_000) });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 6 }), amounts, (orders, lost) => {
        const allocations = orders.map(({ amount }, index) => part(`o${index}`, `s${index % 2}`, amount));
        const free = new Map(
          orders.flatMap(({ escrow, payable }, index) => [
            [escrowOf(`o${index}`), escrow] as const,
            [payableOf(`s${index % 2}`), payable] as const,
          ]),
        );
        const shares = shareLoss(lost, allocations, free);
        assert.equal(
          shares.reduce((sum, share) => sum + share.amountMinor, 0),
          lost,
        );
        for (const { accountCode, amountMinor } of shares)
          assert.ok(amountMinor > 0 && (accountCode === LOSSES || amountMinor <= (free.get(accountCode) ?? 0)));
      }),
    );
  });

  it('should stay what it is when the provider says something else later', () => {
    assert.equal(nextDisputeStatus(null, 'lost'), 'lost');
    assert.equal(nextDisputeStatus('open', 'won'), 'won');
    assert.equal(nextDisputeStatus('lost', 'won'), 'lost');
    assert.equal(nextDisputeStatus('won', 'open'), 'won');
  });
});

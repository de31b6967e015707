import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newUuid } from '#platform/ids';
import { accountRule, isSellerAccount, normalSide } from './account-rules.ts';
import { escrowOf, payableOf } from './fixtures.ts';

describe('the chart of accounts', () => {
  it('should say type and bounds when the code is known', () => {
    const { group, type, isHot, mayOverdraw } = accountRule('provider:xendit') ?? {};
    assert.deepEqual(
      { group, type, isHot, mayOverdraw },
      { group: 'provider', type: 'asset', isHot: true, mayOverdraw: true },
    );
    for (const code of [escrowOf(newUuid()), payableOf(newUuid()), 'platform:suspense', 'refunds:payable']) {
      assert.equal(accountRule(code)?.mayOverdraw, false, code);
      assert.equal(accountRule(code)?.isHot, false, code);
    }
    for (const code of ['platform:commission', 'courier:payable']) assert.equal(accountRule(code)?.isHot, true, code);
  });

  it('should know the accounts of an institution when its role is named', () => {
    const id = newUuid();
    const types = ['loans-receivable', 'tax-payable', 'fee-income', 'write-off-expense'].map(
      (role) => accountRule(`credit:${id}:${role}`)?.type,
    );
    assert.deepEqual(types, ['asset', 'liability', 'income', 'expense']);
    assert.equal(accountRule(`credit:${id}:pocket-money`), null);
    assert.equal(accountRule('credit:x:clearing'), null);
  });

  it('should let no money that lies here for others fall below zero when it is named by its owner', () => {
    const id = newUuid();
    const codes = [
      ...['funds', 'unmatched', 'tax'].map((what) => `custody:tenant:${id}:${what}`),
      ...['received', 'committed'].map((what) => `custody:loan:${id}:${what}`),
      `custody:funder:${id}:escrow`,
    ];
    for (const code of codes)
      assert.deepEqual([accountRule(code)?.type, accountRule(code)?.mayOverdraw], ['liability', false], code);
    assert.equal(accountRule(`custody:funder:${id}:recall`)?.type, 'asset');
    assert.equal(accountRule(`custody:loan:${id}:escrow`), null);
  });

  it('should know no account when the code fits no pattern', () => {
    for (const code of [
      'escrow:order:1',
      'seller:x:payable',
      'provider:',
      'provider:Xendit',
      'platform:commission:x',
      `xescrow:order:${newUuid()}`,
      '',
    ])
      assert.equal(accountRule(code), null, code);
  });

  it('should count debits for assets and expenses when it adds up', () => {
    assert.deepEqual(
      ['asset', 'liability', 'income', 'expense'].map((type) => normalSide(type as 'asset')),
      [1, -1, -1, 1],
    );
    assert.equal(isSellerAccount(payableOf(newUuid())), true);
    assert.equal(isSellerAccount('platform:commission'), false);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { accrualJournal, journalOf } from '#engine/books/journal';
import { noParts } from '#engine/replay/parts';
import { chartOf, DEFAULT_CHART, trialBalance } from './chart-rules.ts';

describe('chart of accounts', () => {
  test('should have one account for each role, and each code once, when nobody has named any', () => {
    assert.equal(new Set(DEFAULT_CHART.map(({ role }) => role)).size, DEFAULT_CHART.length);
    assert.equal(new Set(DEFAULT_CHART.map(({ code }) => code)).size, DEFAULT_CHART.length);
  });

  test('should use the names of the institution in the order of codes when it has them', () => {
    const chart = chartOf([{ role: 'clearing', code: '9999', nameId: 'Rekening antara', nameEn: 'In between' }]);
    assert.deepEqual(chart.at(-1), {
      role: 'clearing',
      code: '9999',
      nameId: 'Rekening antara',
      nameEn: 'In between',
      kind: 'asset',
      isOwn: true,
    });
    assert.deepEqual(
      chart.map(({ code }) => code),
      chart.map(({ code }) => code).toSorted(),
    );
  });

  test('should balance when entries of loans are added up, whatever they are', () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    const parts = fc.record({ principal: amount, interest: amount, fee: amount, penalty: amount });
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 10 }), amount, (many, overpaidMinor) => {
        const balances = new Map<string, number>();
        const base = { id: 't', onDate: '2026-11-21', enteredOn: '2026-11-21', order: 1 };
        for (const own of many) {
          const amountMinor = own.principal + own.interest + own.fee + own.penalty + overpaidMinor;
          const outcome = { amountMinor, parts: own, overpaidMinor, allocations: [] };
          const paid = journalOf({ ...base, kind: 'repayment', amountMinor }, outcome, {
            isChargedOff: false,
            isFraud: false,
          });
          for (const { account, amountMinor: signed } of [...paid, ...accrualJournal({ ...noParts(), ...own })]) {
            const kind = DEFAULT_CHART.find(({ role }) => role === account)?.kind;
            const natural = kind === 'asset' || kind === 'expense' ? signed : -signed;
            balances.set(account, (balances.get(account) ?? 0) + natural);
          }
        }
        assert.equal(trialBalance(chartOf([]), balances).isBalanced, true);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('should not call books balanced when a side is missing or a role is unknown', () => {
    assert.equal(trialBalance(chartOf([]), new Map([['clearing', 5]])).isBalanced, false);
    assert.equal(trialBalance(chartOf([]), new Map([['pocket-money', 0]])).isBalanced, false);
    const below = trialBalance(
      chartOf([]),
      new Map([
        ['clearing', -5],
        ['interest-receivable', 5],
      ]),
    );
    assert.deepEqual([below.isBalanced, below.debitMinor, below.creditMinor], [true, 5, 5]);
  });
});

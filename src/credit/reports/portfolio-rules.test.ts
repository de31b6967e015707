import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { twp90 } from '#engine/delinquency/quality-classes';
import { ageingOf, BANDS, cashFlowOf, type Group, percentOf, qualityOf, vintagesOf } from './portfolio-rules.ts';
import { safeCell, sheetName } from './table-rules.ts';

function group(change: Partial<Group> = {}): Group {
  return {
    productId: 'p',
    productName: 'Modal Kerja',
    fundedBy: 'own-book',
    paidOutMonth: '2026-09-01',
    status: 'active',
    daysFrom: 0,
    loans: 1,
    paidOutMinor: 1_000,
    principalMinor: 1_000,
    interestMinor: 0,
    feeMinor: 0,
    penaltyMinor: 0,
    overdueMinor: 0,
    ...change,
  };
}

describe('figures of a portfolio', () => {
  test('should count from the 91st day on when loans are late, and neither closed nor written-off ones', () => {
    const quality = qualityOf([
      group({ principalMinor: 9_600 }),
      group({ daysFrom: 61, principalMinor: 81 }),
      group({ daysFrom: 91, principalMinor: 319 }),
      group({ status: 'written-off', daysFrom: 181, principalMinor: 5_000 }),
      group({ status: 'closed', principalMinor: 0 }),
    ]);
    assert.deepEqual([quality.outstandingMinor, quality.twp90, quality.tkb90], [10_000, 3.19, 96.81]);
    const kol = quality.classes.kol.map(({ name, outstandingMinor }) => [name, outstandingMinor]);
    assert.deepEqual(kol, [
      ['1', 9_600],
      ['2', 81],
      ['3', 319],
      ['4', 0],
      ['5', 0],
    ]);
    assert.deepEqual(
      quality.classes.ojk.map(({ name, percent }) => [name, percent]),
      [
        ['lancar', 96],
        ['tidak lancar', 0.81],
        ['macet', 3.19],
      ],
    );
  });

  test('should say that nothing is late when nothing is outstanding', () => {
    const quality = qualityOf([]);
    assert.deepEqual([quality.twp90, quality.tkb90], [0, 100]);
  });

  test('should agree with the engine and lose nothing between bands when portfolios are random', () => {
    const random = fc.record({
      daysFrom: fc.constantFrom(...BANDS.map(({ daysFrom }) => daysFrom)),
      principalMinor: fc.integer({ min: 0, max: 1_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(random, { maxLength: 30 }), (given) => {
        const groups = given.map(group);
        const quality = qualityOf(groups);
        const loans = given.map(({ daysFrom, principalMinor }) => ({
          outstandingMinor: principalMinor,
          daysPastDue: daysFrom,
        }));
        assert.ok(Math.abs(quality.twp90 - twp90(loans)) < 0.011);
        for (const table of [quality.classes.kol, quality.classes.ojk, quality.classes.lpbbti]) {
          assert.equal(
            table.reduce((total, { outstandingMinor }) => total + outstandingMinor, 0),
            quality.outstandingMinor,
          );
        }
        const bands = ageingOf(groups);
        assert.equal(bands.length, BANDS.length);
        assert.equal(
          bands.reduce((total, { principalMinor }) => total + principalMinor, 0),
          quality.outstandingMinor,
        );
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('should follow each month of payout when months end', () => {
    const september = group({ paidOutMonth: '2026-09-01', paidOutMinor: 10_000 });
    const [first, second] = vintagesOf(
      [
        {
          businessDate: '2026-10-31',
          groups: [{ ...september, daysFrom: 31, principalMinor: 500 }, group({ paidOutMonth: '2026-10-01' })],
        },
        { businessDate: '2026-09-30', groups: [september] },
        { businessDate: '2026-11-30', groups: [{ ...september, status: 'written-off', principalMinor: 900 }] },
      ],
      31,
    );
    assert.deepEqual(
      first?.points.map(({ monthsOnBook, percent }) => [monthsOnBook, percent]),
      [
        [0, 0],
        [1, 5],
        [2, 9],
      ],
    );
    assert.deepEqual([second?.paidOutMonth, second?.points.length], ['2026-10-01', 1]);
  });

  test('should add up money in and out when some moved, and leave out what moves none', () => {
    const items = [
      { onDate: '2026-11-01', kind: 'disbursement', count: 1, amountMinor: 103, parts: { feeMinor: 3 } },
      { onDate: '2026-11-01', kind: 'repayment', count: 2, amountMinor: 30, parts: { feeMinor: 7 } },
      { onDate: '2026-11-02', kind: 'recovery', count: 1, amountMinor: 5, parts: { feeMinor: 0 } },
      { onDate: '2026-11-02', kind: 'write-off', count: 1, amountMinor: 999, parts: { feeMinor: 0 } },
    ];
    assert.deepEqual(cashFlowOf(items, 'day'), [
      { period: '2026-11-01', inMinor: 30, outMinor: 100, netMinor: -70, count: 3 },
      { period: '2026-11-02', inMinor: 5, outMinor: 0, netMinor: 5, count: 1 },
    ]);
    assert.deepEqual(cashFlowOf(items, 'month'), [
      { period: '2026-11', inMinor: 35, outMinor: 100, netMinor: -65, count: 4 },
    ]);
  });

  test('should round half up to two digits when a share is in percent', () => {
    assert.deepEqual([percentOf(1, 3), percentOf(2, 3), percentOf(1, 800), percentOf(0, 0)], [33.33, 66.67, 0.13, 0]);
  });

  test('should let no text be a formula when a table goes into a file', () => {
    for (const text of ['=1+1', '+62', '-1', '@x', '\t=1']) assert.equal(safeCell(text), `'${text}`);
    assert.deepEqual([safeCell('Siti'), safeCell(-5), safeCell(null)], ['Siti', -5, null]);
    assert.equal(sheetName('Arus kas: [Nov] 2026/11?'), 'Arus kas   Nov  2026 11 ');
  });
});

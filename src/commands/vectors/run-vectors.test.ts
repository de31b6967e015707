import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { runVectors, type VectorsResult } from './run-vectors.ts';

const SHARED = resolve(import.meta.dirname, '../../../../shared/data/lending/schedule-vectors.json');

/** Checks that do not hold, each with its reason in docs/decisions ("Loan figures"). */
const LEFT_OUT = [
  's-allocation_and_schedule-001 after event 9, schedule',
  's-charges_and_late_fees-003 after event 8, transactions',
  's-charges_and_late_fees-003 after event 8, schedule',
  's-charges_and_late_fees-003 after event 8, totals',
  's-early_settlement-001 after event 7, schedule',
  's-early_settlement-001 after event 7, transactions',
  's-emi_engine-004 step 4, instalment 1',
  's-progressive_allocation-013 after event 5, schedule',
  's-progressive_allocation-014 after event 5, schedule',
];

const folder = mkdtempSync(join(tmpdir(), 'lumbung-vectors-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function runAll(paths: string[]): VectorsResult & { said: string[] } {
  const said: string[] = [];
  return { ...runVectors(paths, (line) => said.push(line)), said };
}

/** 1,200 over 12 periods at 1 %: 1,200 × 0.01 ÷ (1 − 1.01⁻¹²) = 106.6185464… a period. */
function payment(id: string, documented: number): unknown {
  return { id, kind: 'function', inputs: { function: 'PMT', args: [0.01, 12, 1_200] }, expected: { documented } };
}

describe('Files of expected figures', () => {
  it('should refuse in one sentence when a file is none', () => {
    assert.throws(() => runAll([join(folder, 'missing.json')]), /missing\.json cannot be read/);
    assert.throws(() => runAll([file('text.json', 'no json')]), /text\.json is not JSON/);
    assert.throws(() => runAll([file('other.json', { rows: [] })]), /has no list "cases"/);
    assert.throws(() => runAll([file('empty.json', { cases: [] })]), /has no cases/);
    assert.throws(() => runAll([file('list.json', { cases: [1] })]), /case 1 is no object/);
    assert.throws(() => runAll([file('nameless.json', { cases: [{ kind: 'loan' }] })]), /case 1 has no "id"/);
  });

  it('should hold and name what misses when figures are right and wrong', () => {
    const right = runAll([file('right.json', { cases: [payment('own-1', -106.62)] })]);
    assert.deepEqual(right, { checks: 1, misses: 0, said: [], strange: new Map() });
    const wrong = runAll([file('wrong.json', { cases: [payment('own-1', -106.62), payment('own-2', -106.63)] })]);
    assert.deepEqual([wrong.checks, wrong.misses], [2, 1]);
    assert.match(wrong.said.join(), /^own-2 /);
  });

  it('should name a case and count it as missed when it cannot be run', () => {
    const path = file('strange.json', { cases: [{ id: 'own-3', kind: 'emi_engine', inputs: {} }] });
    const { checks, misses, said } = runAll([path]);
    assert.deepEqual({ checks, misses }, { checks: 1, misses: 1 });
    assert.match(said.join(), /^own-3 cannot be run: /);
  });

  it('should read arguments by their names and take none for another when a function is called', () => {
    const run = (args: unknown, documented: number, name = 'PMT') => {
      const call = { id: 'own-4', kind: 'function', inputs: { function: name, args }, expected: { documented } };
      return runAll([file('function.json', { cases: [call] })]).said.join();
    };
    assert.equal(run({ rate: 0.01, nper: 12, pv: 1_200 }, -106.62), '');
    // In advance: a period's interest less. −106.6185464 ÷ 1.01.
    assert.equal(run({ rate: 0.01, periods: 12, present_value: 1_200, when: 1 }, -105.56), '');
    assert.equal(run([0.01, 12, 1_200, null, 1], -105.56), '');
    assert.match(run({ rate: 0.01, nper: 12, pv: 1_200, growth: 3 }, -106.62), /"growth" is no argument/);
    assert.match(run(['one', 12, 1_200], -106.62), /"one" is no number/);
    // Less comes back than went out: a rate below zero. −10,000 and 9,000 after 365 days.
    assert.equal(run({ values: [-10_000, 9_000], dates: ['2025-01-01', '2026-01-01'], guess: null }, -0.1, 'XIRR'), '');
    assert.match(run([1], 1, 'SLOPE'), /"SLOPE" is no function/);
  });

  it('should stop a case at a word it does not know and tell of inputs that it does not look at when a file has some', () => {
    const product = { rounding: 'HALF_EVEN', currency_digits: 2, schedule_engine: 'CUMULATIVE' };
    const inputs = {
      ...{ principal: 1_000, annual_rate_percent: 12, interest_method: 'FLAT', instalments: 3, repay_every: 1 },
      ...{ repay_unit: 'MONTHS', submitted_on: '2026-01-01', grace_principal: 0, interest_free_periods: 0 },
      ...{ allocation_strategy: 'PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER', product },
    };
    const events = [{ type: 'approve', date: '2026-01-01', amount: 1_000 }];
    const run = (change: object, expect: object) => {
      const checks = [{ after_event: 1, what: 'totals', expect }];
      const vector = { id: 'own-5', kind: 'loan_lifecycle', inputs: { ...inputs, ...change }, events, checks };
      return runAll([file('loan.json', { cases: [vector] })]);
    };
    assert.deepEqual(run({}, { principal_due: 1_000, interest: 30, due: 1_030 }).said, []);
    assert.match(run({}, { interest: 30, tips: 5 }).said.join(), /total "tips" is nothing this runner compares/);
    for (const change of [
      { interest_method: 'SPIRAL' },
      { interest_period: 'NIGHTLY' },
      { amortization: 'NONE' },
      { repay_unit: 'MOONS' },
      { product: { ...product, rounding: 'RANDOM' } },
      { product: { ...product, days_in_year: '355' } },
    ])
      assert.match(run(change, { interest: 30 }).said.join(), /cannot be run: ".*" is no /, JSON.stringify(change));
    // A year is twelve months.
    assert.deepEqual(run({ repay_unit: 'YEARS', instalments: 1 }, { interest: 120 }).said, []);
    assert.deepEqual([...run({ discount: 3 }, { interest: 30 }).strange], [['inputs.discount', 1]]);
  });

  it('should hold all of the shared file but the named ones when it is there', (t) => {
    if (!existsSync(SHARED)) return t.skip(`no ${SHARED}`);
    const { checks, said } = runAll([SHARED]);
    assert.equal(checks, 1_042);
    const unknown = said.filter((line) => !LEFT_OUT.some((named) => line.startsWith(named)));
    assert.deepEqual(unknown, []);
    assert.equal(said.length, LEFT_OUT.length, 'A check that was left out holds now: take it off the list');
  });
});

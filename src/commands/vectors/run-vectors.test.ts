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
    assert.deepEqual(right, { checks: 1, misses: 0, said: [] });
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

  it('should hold all of the shared file but the named ones when it is there', (t) => {
    if (!existsSync(SHARED)) return t.skip(`no ${SHARED}`);
    const { checks, said } = runAll([SHARED]);
    assert.equal(checks, 1_042);
    const unknown = said.filter((line) => !LEFT_OUT.some((named) => line.startsWith(named)));
    assert.deepEqual(unknown, []);
    assert.equal(said.length, LEFT_OUT.length, 'A check that was left out holds now: take it off the list');
  });
});

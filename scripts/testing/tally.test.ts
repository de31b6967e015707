import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyTally, isProof, summarize } from './tally.ts';

test('should end with one line of counts alone when stages are summed up', () => {
  const stages = [
    { name: 'pure', tally: { passed: 40, failed: 0, skipped: 1, seconds: 1.2 } },
    { name: 'journeys', tally: { passed: 2, failed: 1, skipped: 0, seconds: 30 } },
  ];
  const summary = summarize(stages, 30.4);
  assert.equal(summary.split('\n').at(-1), '42 passed, 1 failed, 1 skipped');
});

test('should not count as proof when nothing ran or something failed', () => {
  const stage = (passed: number, failed: number) => [{ name: 'pure', tally: { ...emptyTally(), passed, failed } }];
  assert.deepEqual([isProof(stage(0, 0)), isProof(stage(3, 1)), isProof(stage(3, 0))], [false, false, true]);
});

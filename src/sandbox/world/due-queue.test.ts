import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fixedClock } from '#platform/clock';
import { createDueQueue } from './due-queue.ts';

describe('Due queue', () => {
  it('should go by time and then by arrival when several tasks are due', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 60 }),
        (dues, nowMs) => {
          const clock = fixedClock(new Date(0));
          const queue = createDueQueue(clock, (error) => assert.fail(String(error)));
          const done: [number, number][] = [];
          for (const [order, dueMs] of dues.entries()) queue.at(dueMs, () => done.push([dueMs, order]));
          clock.set(new Date(nowMs));
          queue.runDue();
          queue.stop();
          const expected = dues
            .map((dueMs, order): [number, number] => [dueMs, order])
            .filter(([dueMs]) => dueMs <= nowMs)
            .sort(([one, first], [other, second]) => one - other || first - second);
          assert.deepEqual(done, expected);
        },
      ),
    );
  });

  it('should go on when a task throws', () => {
    const faults: unknown[] = [];
    const queue = createDueQueue(fixedClock(new Date(0)), (error) => faults.push(error));
    let isDone = false;
    queue.at(0, () => {
      throw new Error('broken');
    });
    queue.at(0, () => {
      isDone = true;
    });
    assert.equal(queue.runDue(), 2);
    queue.stop();
    assert.deepEqual([faults.length, isDone], [1, true]);
  });
});

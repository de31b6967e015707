import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#platform/refusal';
import { createTurns } from './turns.ts';

describe('turns', () => {
  test('should run one after the other when the key is the same, and at once when it is not', async () => {
    const turns = createTurns();
    const log: string[] = [];
    const step = (key: string, name: string) =>
      turns(key, async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${name} ends`);
      });
    await Promise.all([step('a', 'first'), step('a', 'second'), step('b', 'other')]);
    assert.deepEqual(
      log.filter((line) => !line.startsWith('other')),
      ['first begins', 'first ends', 'second begins', 'second ends'],
    );
    assert.ok(log.indexOf('other begins') < log.indexOf('second begins'));
  });

  test('should go on when the work before has failed', async () => {
    const turns = createTurns();
    const failed = turns('a', async () => {
      throw new Error('no');
    });
    const next = turns('a', async () => 'yes');
    await assert.rejects(failed);
    assert.equal(await next, 'yes');
  });

  test('should refuse server.busy when fifty wait for one key', async () => {
    const turns = createTurns();
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => turns('a', async () => 1)));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    assert.equal(refused.length, 10);
    assert.ok(refused.every((answer) => isRefusal(answer.reason, 'server.busy')));
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '#platform/refusal';
import { createPasswordHasher, PASSWORD_COST } from './password-hasher.ts';

const cheap = { memoryKib: 64, passes: 1, lanes: 1 };

describe('password hasher', () => {
  test('should use argon2id with 64 MiB, 3 passes and 4 lanes when no other cost is given', async () => {
    const hashed = await createPasswordHasher().hash('kopi susu gula aren');
    assert.match(hashed, /^\$argon2id\$v=19\$m=65536,t=3,p=4\$/);
    assert.deepEqual(PASSWORD_COST, { memoryKib: 65_536, passes: 3, lanes: 4 });
  });

  test('should know the password again when it is right, and only then', async () => {
    const hasher = createPasswordHasher(cheap);
    const hashed = await hasher.hash('kopi susu gula aren');
    assert.equal(await hasher.verify(hashed, 'kopi susu gula aren'), true);
    assert.equal(await hasher.verify(hashed, 'kopi susu gula areN'), false);
    assert.equal(await hasher.verify(null, 'kopi susu gula aren'), false);
  });

  test('should hash without fault when the text holds half a character', async () => {
    const hasher = createPasswordHasher(cheap);
    const hashed = await hasher.hash('setengah \ud800 karakter');
    assert.equal(await hasher.verify(hashed, 'setengah \ud800 karakter'), true);
  });

  test('should ask for a new hash when the cost has changed', async () => {
    const old = await createPasswordHasher(cheap).hash('kopi susu gula aren');
    assert.equal(createPasswordHasher(cheap).isOutdated(old), false);
    assert.equal(createPasswordHasher({ ...cheap, passes: 2 }).isOutdated(old), true);
  });

  test('should keep the event loop turning when it hashes', async () => {
    const hasher = createPasswordHasher();
    let isDone = false;
    let turns = 0;
    const work = hasher.hash('kopi susu gula aren').finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    await work;
    assert.ok(turns > 20, `the loop turned ${turns} times`);
  });

  test('should refuse server.busy when more than a hundred wait', async () => {
    const hasher = createPasswordHasher(cheap);
    const answers = await Promise.allSettled(Array.from({ length: 150 }, () => hasher.hash('kopi susu gula aren')));
    const refused = answers.filter((answer) => answer.status === 'rejected');
    assert.ok(refused.length > 0 && refused.length < 60);
    for (const answer of refused) assert.ok(isRefusal(answer.reason, 'server.busy'));
  });
});

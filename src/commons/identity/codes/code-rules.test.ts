import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { coolDownSeconds, digitsOf, isCodeLive, waitAfter } from './code-rules.ts';

const now = new Date('2026-11-21T08:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

describe('code rules', () => {
  test('should give six digits, the same for the same id, when a code is made', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const fingerprint = createHmac('sha256', 'key').update(id).digest('base64url');
        assert.match(digitsOf(fingerprint), /^\d{6}$/);
        assert.equal(digitsOf(fingerprint), digitsOf(fingerprint));
      }),
    );
  });

  test('should spread over all first digits when many codes are made', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 5_000; n++) {
      const first = digitsOf(randomBytes(32).toString('base64url'))[0] ?? '';
      counts.set(first, (counts.get(first) ?? 0) + 1);
    }
    assert.equal(counts.size, 10);
    for (const count of counts.values()) assert.ok(count > 350 && count < 650, `${count}`);
  });

  test('should allow a code at once when none was sent within the hour', () => {
    assert.equal(coolDownSeconds([], now), 0);
  });

  test('should make people wait a minute, then two, then four when they ask again', () => {
    assert.equal(coolDownSeconds([ago(10)], now), 50);
    assert.equal(coolDownSeconds([ago(10), ago(80)], now), 110);
    assert.equal(coolDownSeconds([ago(10), ago(200), ago(270)], now), 230);
    assert.deepEqual([1, 2, 3, 4, 5].map(waitAfter), [60, 120, 240, 480, 480]);
  });

  test('should make people wait for the rest of the hour when five were sent', () => {
    const sent = [ago(600), ago(1_200), ago(1_500), ago(1_700), ago(1_800)];
    assert.equal(coolDownSeconds(sent, now), 1_800);
  });

  test('should not take a code when it is used, too old or tried too often', () => {
    const live = { triesLeft: 5, expiresAt: new Date(now.getTime() + 1), usedAt: null };
    assert.equal(isCodeLive(live, now), true);
    assert.equal(isCodeLive(undefined, now), false);
    assert.equal(isCodeLive({ ...live, usedAt: now }, now), false);
    assert.equal(isCodeLive({ ...live, triesLeft: 0 }, now), false);
    assert.equal(isCodeLive({ ...live, expiresAt: now }, now), false);
  });
});

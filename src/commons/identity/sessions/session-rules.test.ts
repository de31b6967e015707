import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decideRefresh, deviceNameOf, MAX_DEVICES, type RefreshState, sessionsToEnd } from './session-rules.ts';

const now = new Date('2026-11-21T08:00:00Z');
const inMs = (ms: number) => new Date(now.getTime() + ms);
const live: RefreshState = { usedAt: null, expiresAt: inMs(60_000), sessionRevokedAt: null, isAccountActive: true };

describe('session rules', () => {
  for (const [title, state, decision] of [
    ['rotate when the token is unused', live, 'rotate'],
    ['end when the token is unknown', undefined, 'ended'],
    ['end when the token is too old', { ...live, expiresAt: now }, 'ended'],
    ['end when the session was revoked', { ...live, sessionRevokedAt: inMs(-1) }, 'ended'],
    ['end when the account was erased', { ...live, isAccountActive: false }, 'ended'],
    [
      'give the same successor when the token was used ten seconds ago',
      { ...live, usedAt: inMs(-10_000) },
      'same-successor',
    ],
    ['see a reuse when the token was used longer ago', { ...live, usedAt: inMs(-10_001) }, 'reuse'],
    [
      'end quietly when a used token comes back after its time',
      { ...live, usedAt: inMs(-60_000), expiresAt: inMs(-1) },
      'ended',
    ],
  ] as const) {
    test(`should ${title}`, () => {
      assert.equal(decideRefresh(state, now), decision);
    });
  }

  test('should leave room for exactly one more when devices are at the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 30 }), (sessions) => {
        const gone = sessionsToEnd(sessions);
        assert.ok(sessions.length - gone.length <= MAX_DEVICES - 1);
        assert.deepEqual(gone, sessions.slice(0, gone.length));
        if (sessions.length < MAX_DEVICES) assert.equal(gone.length, 0);
      }),
    );
  });

  for (const [agent, name] of [
    [
      'Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
      'Edge, Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox, Linux'],
    ['curl/8.5.0', 'curl'],
    ['', '-'],
  ] as const) {
    test(`should name a device "${name}" when it says ${agent.slice(0, 30)}`, () => {
      assert.equal(deviceNameOf(undefined, agent), name);
    });
  }

  test('should prefer the given name when there is one', () => {
    assert.equal(deviceNameOf('  HP  Ibu ', 'curl/8.5.0'), 'HP Ibu');
    assert.equal(deviceNameOf('   ', null), '-');
  });
});

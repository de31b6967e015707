import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { hasFailedForLong, isUsableUrl, judge, secretText, signatureHeaders } from './delivery-rules.ts';

describe('delivery rules', () => {
  test('should call a message delivered only when the answer is of the 200s', () => {
    for (const status of [200, 201, 204, 299])
      assert.deepEqual(judge({ status, error: null }, 1, 0), { kind: 'delivered' });
    for (const status of [100, 301, 302, 400, 404, 429, 500, null]) {
      assert.equal(judge({ status, error: 'no' }, 1, 0).kind, 'again', String(status));
    }
  });

  test('should wait longer each time and end when nine pauses are over', () => {
    const pauses = Array.from({ length: 9 }, (_, index) => judge({ status: 500, error: null }, index + 1, 0));
    const waits = pauses.map((verdict) => (verdict.kind === 'again' ? verdict.afterMs : assert.fail(verdict.kind)));
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    );
    assert.equal(waits[0], 5_000);
    assert.deepEqual(judge({ status: 500, error: null }, 10, 0), { kind: 'failed' });
  });

  test('should spread tries by a fifth of the pause when many wait', () => {
    assert.deepEqual(judge({ status: null, error: 'reset' }, 1, 1), { kind: 'again', afterMs: 6_000 });
  });

  test('should stop at once when the partner says that it is gone', () => {
    assert.deepEqual(judge({ status: 410, error: null }, 1, 0), { kind: 'gone' });
  });

  test('should give an endpoint up when it has failed for five days', () => {
    const now = new Date('2026-11-21T00:00:00Z');
    assert.equal(hasFailedForLong(null, now), false);
    assert.equal(hasFailedForLong(new Date('2026-11-16T00:00:01Z'), now), false);
    assert.equal(hasFailedForLong(new Date('2026-11-16T00:00:00Z'), now), true);
  });

  test('should sign id, time and body with each secret when there are two', () => {
    const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const at = new Date('2026-11-21T00:00:00.900Z');
    const headers = signatureHeaders({ id: 'm1', at, body: '{"a":1}' }, keys.map(secretText));
    const expected = keys.map(
      (key) => `v1,${createHmac('sha256', key).update('m1.1795219200.{"a":1}').digest('base64')}`,
    );
    assert.deepEqual(headers, {
      'webhook-id': 'm1',
      'webhook-timestamp': '1795219200',
      'webhook-signature': expected.join(' '),
    });
  });

  test('should take an address only when it is of the web and keeps no password', () => {
    assert.equal(isUsableUrl('https://mitra.test/hook?x=1', false), true);
    assert.equal(isUsableUrl('http://mitra.test/hook', false), false);
    assert.equal(isUsableUrl('http://mitra.test/hook', true), true);
    for (const url of [
      'https://u:p@mitra.test',
      'https://u@mitra.test',
      'ftp://mitra.test',
      'https://',
      'x',
      'file:///etc',
    ])
      assert.equal(isUsableUrl(url, true), false, url);
  });
});

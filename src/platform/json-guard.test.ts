import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guardJson, MAX_DEPTH, MAX_NODES } from './json-guard.ts';

describe('the guard of JSON values', () => {
  const bad: [string, unknown, { pointer: string; code: string }][] = [
    ['a NUL in text', { a: [{ name: 'x\0y' }] }, { pointer: '/a/0/name', code: 'forbidden-character' }],
    ['half a surrogate pair', { a: '\ud800' }, { pointer: '/a', code: 'forbidden-character' }],
    ['a NUL in a name', { 'a\0': 1 }, { pointer: '', code: 'forbidden-character' }],
    ['an integer beyond 2^53', { n: 2 ** 53 + 2 }, { pointer: '/n', code: 'unsafe-number' }],
    ['a number beyond all bounds', JSON.parse('[1e400]'), { pointer: '/0', code: 'unsafe-number' }],
    ['a very negative number', [-1e300], { pointer: '/0', code: 'unsafe-number' }],
    [
      'a name that reaches the prototype',
      JSON.parse('{"a":{"__proto__":{"isAdmin":true}}}'),
      { pointer: '/a', code: 'forbidden-name' },
    ],
    ['names with slash and tilde', { 'a/b~c': '\0' }, { pointer: '/a~1b~0c', code: 'forbidden-character' }],
  ];
  for (const [what, value, issue] of bad) {
    it(`should name the place when there is ${what}`, () => {
      assert.deepEqual(guardJson(value).issue, issue);
    });
  }

  it('should let ordinary values pass when they are text, numbers, lists and null', () => {
    assert.equal(
      guardJson({ a: 'Kopi ☕ 😀', b: [1, -1.5, Number.MAX_SAFE_INTEGER], c: null, d: { e: true } }).issue,
      null,
    );
  });

  it('should refuse when values are nested beyond the limit', () => {
    const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;
    assert.equal(guardJson(nested(MAX_DEPTH)).issue, null);
    assert.equal(guardJson(nested(MAX_DEPTH + 1)).issue?.code, 'too-deep');
    assert.equal(guardJson(nested(100_000)).issue?.code, 'too-deep');
  });

  it('should stop counting when there are too many values', () => {
    const report = guardJson(Array(500_000).fill(0));
    assert.deepEqual(report.issue, { pointer: '', code: 'too-complex' });
    assert.equal(report.nodes, MAX_NODES + 1);
  });
});

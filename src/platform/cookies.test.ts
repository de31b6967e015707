import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCookies, serializeCookie } from './cookies.ts';

describe('cookies', () => {
  const cases: [string, string | undefined, Record<string, string>][] = [
    ['there is none', undefined, {}],
    ['there are several', 'a=1; b=x%20y;c="q"', { a: '1', b: 'x y', c: 'q' }],
    ['one comes twice', 'a=1; a=2', { a: '1' }],
    ['a value holds an equals sign', 'a=b=c', { a: 'b=c' }],
    ['a value cannot be decoded', 'a=%zz', { a: '%zz' }],
    ['a pair is none', '; =x; a; b=1', { b: '1' }],
  ];
  for (const [when, header, expected] of cases) {
    it(`should be read when ${when}`, () => assert.deepEqual({ ...parseCookies(header) }, expected));
  }

  it('should be only cookies when their names are special', () => {
    assert.equal(parseCookies('a=1').constructor, undefined);
    assert.equal(parseCookies('__proto__=1; a=2').a, '2');
    assert.equal(
      Object.keys(parseCookies(Array.from({ length: 500 }, (_, index) => `c${index}=1`).join(';'))).length,
      60,
    );
  });

  it('should be closed to scripts and other sites when they are set', () => {
    assert.equal(
      serializeCookie({ name: 'a', value: 'b c;d', maxAgeSeconds: 60 }, true),
      'a=b%20c%3Bd; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
    assert.equal(
      serializeCookie({ name: 'a', value: 'b', maxAgeSeconds: null, path: '/api' }, false),
      'a=b; Path=/api; HttpOnly; SameSite=Lax',
    );
    assert.equal(
      serializeCookie({ name: 'a', value: null, maxAgeSeconds: 60 }, false),
      'a=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
    );
  });

  it('should not be written when a name or path could break the header', () => {
    assert.throws(() => serializeCookie({ name: 'a;b', value: 'x', maxAgeSeconds: null }, false));
    assert.throws(() => serializeCookie({ name: 'a', value: 'x', maxAgeSeconds: null, path: '/; Domain=evil' }, false));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addressKey,
  cartTokenOf,
  correlationIdOf,
  idempotencyKeyOf,
  isPrivateAddress,
  languageOf,
  plainAddress,
  userAgentOf,
} from './call-headers.ts';
import { isRefusal } from './refusal.ts';

describe('the language of a call', () => {
  const cases: [string, string, Record<string, string>, Record<string, string>, 'id' | 'en'][] = [
    ['nobody says anything', '/', {}, {}, 'id'],
    ['the address asks', '/x?a=1&lang=en', {}, { lumbung_language: 'id' }, 'en'],
    ['the address asks for a language we do not have', '/x?lang=fr', {}, { lumbung_language: 'en' }, 'en'],
    ['the cookie asks', '/', { 'accept-language': 'id' }, { lumbung_language: 'en' }, 'en'],
    ['the browser prefers English', '/', { 'accept-language': 'en-GB,en;q=0.9,id;q=0.5' }, {}, 'en'],
    ['the browser prefers Indonesian by weight', '/', { 'accept-language': 'en;q=0.5, id-ID;q=0.9' }, {}, 'id'],
    ['an old phone says in', '/', { 'accept-language': 'in' }, {}, 'id'],
    ['the browser speaks others only', '/', { 'accept-language': 'fr, de;q=0.5' }, {}, 'id'],
    ['the header is nonsense', '/', { 'accept-language': ';;q=,,' }, {}, 'id'],
  ];
  for (const [when, url, headers, cookies, language] of cases) {
    it(`should be ${language} when ${when}`, () => assert.equal(languageOf(url, headers, cookies), language));
  }
});

describe('what a client names itself', () => {
  const newId = () => 'new';
  it('should keep a correlation id when it is plain', () => {
    assert.equal(
      correlationIdOf({ 'x-correlation-id': '0190aaaa-bbbb-7ccc-8ddd-000000000001' }, newId),
      '0190aaaa-bbbb-7ccc-8ddd-000000000001',
    );
  });
  it('should make a new correlation id when the given one could do harm', () => {
    for (const id of [
      '',
      'short',
      'a'.repeat(101),
      'abcdefgh\nX-Evil: 1',
      '<script>alert(1)</script>',
      "'; drop table x",
    ])
      assert.equal(correlationIdOf({ 'x-correlation-id': id }, newId), 'new');
  });
  it('should take no cart token when it cannot be ours', () => {
    assert.equal(cartTokenOf({ 'cart-token': 'abc-123' }, { lumbung_cart: 'other' }), 'abc-123');
    assert.equal(cartTokenOf({}, { lumbung_cart: 'other' }), 'other');
    assert.equal(cartTokenOf({ 'cart-token': 'a b' }, {}), null);
    assert.equal(cartTokenOf({ 'cart-token': 'x'.repeat(201) }, {}), null);
  });
  it('should refuse an idempotency key when it is empty, long or not printable', () => {
    assert.equal(idempotencyKeyOf({ 'idempotency-key': 'k-1' }), 'k-1');
    assert.equal(idempotencyKeyOf({}), null);
    for (const key of ['', 'a b', 'ü', 'x'.repeat(201)])
      assert.throws(
        () => idempotencyKeyOf({ 'idempotency-key': key }),
        (error) => isRefusal(error, 'request.invalid'),
      );
  });
  it('should keep the user agent short and printable when it is neither', () => {
    assert.equal(userAgentOf({ 'user-agent': `\u001b[31m${'x'.repeat(500)}` })?.length, 300);
    assert.equal(userAgentOf({ 'user-agent': 'a\u0007b' }), 'a?b');
  });
});

describe('addresses', () => {
  it('should count a whole IPv6 network as one when limits are counted', () => {
    assert.equal(addressKey('2001:db8:1:2:aaaa::1'), '2001:db8:1:2');
    assert.equal(addressKey('2001:0db8:0001:0002:bbbb:cccc:dddd:eeee'), '2001:db8:1:2');
    assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0');
    assert.equal(addressKey('::1'), '0:0:0:0');
    assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0');
    assert.equal(addressKey('::ffff:203.0.113.9'), '203.0.113.9');
    assert.equal(addressKey('203.0.113.9'), '203.0.113.9');
  });
  it('should know private networks when figures are asked for', () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '::1', '::ffff:10.0.0.1', 'fd00::1'])
      assert.equal(isPrivateAddress(address), true, address);
    for (const address of ['8.8.8.8', '172.32.0.1', '2001:db8::1', '::ffff:8.8.8.8'])
      assert.equal(isPrivateAddress(address), false, address);
  });
});

describe('the address of a client', () => {
  it('should be the connection when a proxy hands on something else', () => {
    assert.equal(plainAddress('203.0.113.9', '10.0.0.1'), '203.0.113.9');
    assert.equal(plainAddress('::ffff:203.0.113.9', '10.0.0.1'), '203.0.113.9');
    for (const claimed of ['', 'unknown', '<script>', '1.2.3', "1.2.3.4'; --"])
      assert.equal(plainAddress(claimed, '::ffff:10.0.0.1'), '10.0.0.1');
  });
});

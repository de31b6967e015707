import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readPending, readPerson, safeReturnTo } from './google-rules.ts';

describe('Google sign-in rules', () => {
  for (const path of ['/', '/keranjang', '/pesanan?status=paid#atas', '/cari?q=kopi%20susu']) {
    test(`should go back to ${path} when that was asked for`, () => {
      assert.equal(safeReturnTo(path), path);
    });
  }

  for (const elsewhere of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a\\..\\b',
    '\t//evil.example',
    '/\t/evil.example',
    '',
    'keranjang',
    '/ada spasi',
  ]) {
    test(`should go to the front door when ${JSON.stringify(elsewhere)} was asked for`, () => {
      assert.equal(safeReturnTo(elsewhere), '/');
    });
  }

  test('should stay on this site when anything at all is asked for', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.webPath().map((path) => `/${path}`),
        ),
        (wanted) => {
          assert.equal(new URL(safeReturnTo(wanted), 'https://lumbung.test').origin, 'https://lumbung.test');
        },
      ),
    );
  });

  test('should forget a pending sign-in when it has waited too long', () => {
    const pending = { state: 's', nonce: 'n', codeVerifier: 'v', returnTo: '/', expiresAt: 1_000 };
    assert.deepEqual(readPending(JSON.stringify(pending), new Date(999)), pending);
    assert.equal(readPending(JSON.stringify(pending), new Date(1_000)), null);
    assert.equal(readPending('{"state":1}', new Date(0)), null);
  });

  test('should take an e-mail as verified only when the token says so', () => {
    assert.deepEqual(readPerson({ sub: '1', email: 'a@b.id', email_verified: true, name: ' Siti  Aminah ' }), {
      subject: '1',
      email: 'a@b.id',
      isEmailVerified: true,
      name: 'Siti Aminah',
    });
    assert.equal(readPerson({ sub: '1', email: 'a@b.id' })?.isEmailVerified, false);
    assert.equal(readPerson({ sub: '1', email: 'a@b.id', email_verified: 'false' })?.isEmailVerified, false);
    assert.equal(readPerson({ sub: '1', email: 'a@b.id', email_verified: 1 })?.isEmailVerified, false);
    assert.equal(readPerson({ email: 'a@b.id' }), null);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalPassword, weaknessOf } from './password-rules.ts';

const nobody: string[] = [];

describe('password rules', () => {
  for (const [password, weakness] of [
    ['pendek', 'too-short'],
    ['          ', 'too-short'],
    ['password1234', 'too-common'],
    ['PassWord!!!!', 'too-common'],
    ['Bismillah2026', 'too-common'],
    ['qwertyuiop', 'too-common'],
    ['aaaaaaaaaaaa', 'too-plain'],
    ['1234567890', 'too-plain'],
    ['4567890123', 'too-plain'],
    ['abcdefghijkl', 'too-plain'],
    ['xyzxyzxyzxyz', 'too-plain'],
  ] as const) {
    test(`should say ${weakness} when the password is "${password}"`, () => {
      assert.equal(weaknessOf(password, nobody), weakness);
    });
  }

  for (const password of ['lumbung-demo', 'kopi susu gula aren', 'Jalan-Kenanga-17', 'ᮊᮥᮔᮤ ᮘᮤᮒᮥ ᮃᮊᮤ']) {
    test(`should say nothing when the password is "${password}"`, () => {
      assert.equal(weaknessOf(password, nobody), null);
    });
  }

  test('should refuse the own e-mail, its first part, the phone and the name when they are the password', () => {
    const own = ['siti.aminah.dewi@contoh.id', '+6281234567890', 'Siti Aminah Dewi'];
    for (const password of [
      'siti.aminah.dewi@contoh.id',
      'Siti.Aminah.Dewi',
      '081234567890',
      '6281234567890',
      'sitiaminahdewi',
    ]) {
      assert.equal(weaknessOf(password, own), 'is-identifier', password);
    }
  });

  test('should hash the same characters alike when another keyboard composes them differently', () => {
    assert.deepEqual(canonicalPassword('cafe\u0301-siang-hari'), canonicalPassword('caf\u00e9-siang-hari'));
    assert.deepEqual(canonicalPassword('ｐａｄｉ'), canonicalPassword('padi'));
  });

  test('should decide without throwing when anything at all is chosen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (password) => {
        const weakness = weaknessOf(password, ['siti@contoh.id']);
        if ([...password.normalize('NFKC').toLowerCase().trim()].length < 10) assert.equal(weakness, 'too-short');
        assert.ok(canonicalPassword(password).length >= 0);
      }),
    );
  });
});

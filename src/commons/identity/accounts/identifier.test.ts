import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { maskEmail, maskPhone, parseEmail, parseIdentifier, parsePhone } from './identifier.ts';

describe('identifiers', () => {
  for (const typed of [
    '081234567890',
    '0812-3456-7890',
    '6281234567890',
    '+62 812 3456 7890',
    '(0812) 3456 7890',
    '+６２８１２３４５６７８９０',
  ]) {
    test(`should read the same phone when it is typed as ${typed}`, () => {
      assert.equal(parsePhone(typed), '+6281234567890');
    });
  }

  test('should keep a foreign phone when it comes with its country code', () => {
    assert.equal(parsePhone('+65 9123 4567'), '+6591234567');
  });

  for (const wrong of ['08', '0812', '+62', 'halo', '0812345678901234567', "08123456789' or 1=1", '']) {
    test(`should read nothing when a phone is typed as "${wrong}"`, () => {
      assert.equal(parsePhone(wrong), null);
    });
  }

  test('should compare e-mails in lower case and without outer spaces when they are typed loosely', () => {
    assert.equal(parseEmail('  Siti.Aminah@Contoh.CO.ID '), 'siti.aminah@contoh.co.id');
  });

  for (const wrong of [
    'siti',
    'siti@',
    '@contoh.id',
    'siti@contoh',
    'a b@contoh.id',
    'siti@contoh.id, budi@contoh.id',
    'Siti <siti@contoh.id>',
    `${'a'.repeat(250)}@contoh.id`,
  ]) {
    test(`should read nothing when an e-mail is typed as "${wrong.slice(0, 40)}"`, () => {
      assert.equal(parseEmail(wrong), null);
    });
  }

  test('should never throw and always be stable when anything at all is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const identifier = parseIdentifier(typed);
        if (identifier) assert.deepEqual(parseIdentifier(identifier.value), identifier);
      }),
    );
  });

  test('should hide the middle when contacts are shown to staff', () => {
    assert.equal(maskEmail('pembeli@lumbung.test'), 'pe****@lumbung.test');
    assert.equal(maskEmail('a@lumbung.test'), '****@lumbung.test');
    assert.equal(maskPhone('+6281234567890'), '+62****7890');
  });
});

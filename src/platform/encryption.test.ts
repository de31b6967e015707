import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createFieldCipher } from './encryption.ts';

describe('field encryption', () => {
  const key = randomBytes(32);
  const cipher = createFieldCipher([key]);

  it('should give back every text when it is opened in its own place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        assert.equal(cipher.decrypt(cipher.encrypt(plain, context), context), plain);
      }),
    );
  });

  it('should seal differently each time when the same text is sealed twice', () => {
    assert.notEqual(cipher.encrypt('3204', 'a'), cipher.encrypt('3204', 'a'));
  });

  it('should not open when the value was copied to another row', () => {
    assert.throws(() => cipher.decrypt(cipher.encrypt('3204', 'users.nik:1'), 'users.nik:2'));
  });

  it('should not open when a single bit was changed', () => {
    const sealed = Buffer.from(cipher.encrypt('3204320432043204', 'a'), 'base64url');
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.throws(() => cipher.decrypt(changed.toString('base64url'), 'a'), `byte ${at}`);
    }
  });

  it('should open what an older key has sealed when keys were rotated, and seal with the newest', () => {
    const newer = randomBytes(32);
    const rotated = createFieldCipher([newer, key]);
    assert.equal(rotated.decrypt(cipher.encrypt('rahasia', 'a'), 'a'), 'rahasia');
    assert.throws(() => cipher.decrypt(rotated.encrypt('rahasia', 'a'), 'a'), /master key that is not here/);
  });

  it('should give the same fingerprint when text and purpose are the same, and only then', () => {
    assert.equal(cipher.fingerprint('x', 'email'), cipher.fingerprint('x', 'email'));
    assert.notEqual(cipher.fingerprint('x', 'email'), cipher.fingerprint('x', 'phone'));
    assert.notEqual(cipher.fingerprint('x', 'email'), cipher.fingerprint('y', 'email'));
  });

  it('should refuse to start when a master key is too short', () => {
    assert.throws(() => createFieldCipher([randomBytes(16)]), /32 bytes/);
  });
});

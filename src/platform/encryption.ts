import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { assert } from './assert.ts';

/**
 * Envelope encryption of single fields (NIK, account numbers, TOTP secrets): each value has its own data key, wrapped by
 * a master key; both AES-256-GCM (NIST SP 800-38D) from node:crypto. The context (`table.column:rowId`) is bound in, so a
 * value copied to another row does not open.
 *
 * Form: base64url of `version(1) keyId(4) wrapIv(12) wrappedKey(32) wrapTag(16) iv(12) tag(16) ciphertext`.
 */
export type FieldCipher = {
  encrypt(plain: string, context: string): string;
  decrypt(sealed: string, context: string): string;
  /** A keyed fingerprint (HMAC-SHA-256) by which equal values are found without opening them. */
  fingerprint(plain: string, purpose: string): string;
};

const VERSION = 1;

/** `keys`: master keys of 32 bytes, newest first; older ones only open what they have sealed (rotation). */
export function createFieldCipher(keys: readonly Buffer[]): FieldCipher {
  const newest = keys[0];
  assert(newest && keys.every((key) => key.length === 32), 'Field encryption needs master keys of 32 bytes');
  const byId = new Map(keys.map((key) => [keyId(key).toString('hex'), key]));
  return {
    encrypt: (plain, context) => {
      const dataKey = randomBytes(32);
      const wrapped = seal(newest, dataKey, context);
      const sealed = seal(dataKey, Buffer.from(plain, 'utf8'), context);
      return Buffer.concat([
        Buffer.from([VERSION]),
        keyId(newest),
        wrapped.iv,
        wrapped.bytes,
        wrapped.tag,
        sealed.iv,
        sealed.tag,
        sealed.bytes,
      ]).toString('base64url');
    },
    decrypt: (text, context) => {
      const raw = Buffer.from(text, 'base64url');
      assert(raw[0] === VERSION && raw.length >= 93, 'A sealed field has an unknown form');
      const master = byId.get(raw.subarray(1, 5).toString('hex'));
      assert(master, 'A sealed field was made with a master key that is not here');
      const dataKey = open(
        master,
        { iv: raw.subarray(5, 17), bytes: raw.subarray(17, 49), tag: raw.subarray(49, 65) },
        context,
      );
      return open(
        dataKey,
        { iv: raw.subarray(65, 77), tag: raw.subarray(77, 93), bytes: raw.subarray(93) },
        context,
      ).toString('utf8');
    },
    fingerprint: (plain, purpose) =>
      createHmac('sha256', deriveKey(newest, `fingerprint:${purpose}`))
        .update(plain)
        .digest('base64url'),
  };
}

/** A key for another use, derived from a master key (HKDF-SHA-256, RFC 5869). */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, 'lumbung', purpose, 32));
}

type Sealed = { iv: Buffer; bytes: Buffer; tag: Buffer };

function seal(key: Buffer, plain: Buffer, context: string): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context, 'utf8'));
  const bytes = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv, bytes, tag: cipher.getAuthTag() };
}

function open(key: Buffer, sealed: Sealed, context: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.iv)
    .setAAD(Buffer.from(context, 'utf8'))
    .setAuthTag(sealed.tag);
  return Buffer.concat([decipher.update(sealed.bytes), decipher.final()]);
}

function keyId(key: Buffer): Buffer {
  return deriveKey(key, 'key-id').subarray(0, 4);
}

/** The name of a master key, as it stands in sealed fields and in backups; says nothing about the key. */
export function masterKeyId(key: Buffer): string {
  return keyId(key).toString('hex');
}

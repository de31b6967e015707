import { createHash, randomBytes } from 'node:crypto';
import type { FieldCipher } from '#platform/encryption';

/** 256 random bits, base64url. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The token that follows this one. It follows by a keyed hash, so that whoever presents the same token again gets the
 * same successor without any token lying in the database in clear.
 */
export function successorOf(cipher: FieldCipher, token: string): string {
  return cipher.fingerprint(token, 'identity.refresh-successor');
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

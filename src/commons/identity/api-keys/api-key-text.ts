import { createHash, randomBytes } from 'node:crypto';

export const MAX_API_KEYS = 20;
const FORM = /^lmb_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** `lmb_<8 hex>_<256 random bits>`: recognisable to secret scanners, and by its beginning to its owner. */
export function newApiKey(): { key: string; prefix: string } {
  const prefix = `lmb_${randomBytes(4).toString('hex')}`;
  return { prefix, key: `${prefix}_${randomBytes(32).toString('base64url')}` };
}

export function isApiKeyForm(text: string): boolean {
  return FORM.test(text);
}

export function hashOfApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

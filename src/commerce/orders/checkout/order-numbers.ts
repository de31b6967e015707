import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so a number can be read out on the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;
const WIB_OFFSET_MS = 7 * 60 * 60 * 1000;

/**
 * `INV/2026/11/21/7K3F9QXD2M4T`: the day in Western Indonesian time and sixty bits that nobody can guess, drawn from the
 * random bits of the invoice's id.
 */
export function invoiceNumberOf(invoiceId: string, at: Date): string {
  const day = new Date(at.getTime() + WIB_OFFSET_MS).toISOString().slice(0, 10).replaceAll('-', '/');
  return `INV/${day}/${codeOf(invoiceId)}`;
}

/** `LB-7K3F9QXD2M4T-2`: the second order of that invoice. */
export function orderNumberOf(invoiceId: string, place: number): string {
  return `LB-${codeOf(invoiceId)}-${place}`;
}

function codeOf(id: string): string {
  let bits = createHash('sha256').update(id).digest().readBigUInt64BE() >> 4n;
  let code = '';
  for (let i = 0; i < CODE_LENGTH; i++) {
    code = ALPHABET.charAt(Number(bits & 31n)) + code;
    bits >>= 5n;
  }
  return code;
}

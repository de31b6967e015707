import { COMMON_PASSWORDS } from './common-passwords.ts';

export const MIN_PASSWORD_LENGTH = 10;

export type PasswordWeakness = 'too-short' | 'too-common' | 'too-plain' | 'is-identifier';

/**
 * The form in which a password is hashed: NFKC (NIST SP 800-63B, 5.1.1.2), so that the same characters typed on
 * another keyboard are the same password.
 */
export function canonicalPassword(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'), 'utf8');
}

/**
 * Why a new password is refused, or null. Length and a list of the ones tried first; no rules about digits or capitals
 * (NIST SP 800-63B advises against them). `identifiers`: the person's own e-mail, phone and name.
 */
export function weaknessOf(
  password: string,
  identifiers: readonly (string | null | undefined)[],
): PasswordWeakness | null {
  const plain = password.normalize('NFKC').toLowerCase().trim();
  if ([...plain].length < MIN_PASSWORD_LENGTH) return 'too-short';
  if (COMMON_PASSWORDS.has(plain) || COMMON_PASSWORDS.has(plain.replace(/[^a-z]+$/, ''))) return 'too-common';
  if (isPlain(plain)) return 'too-plain';
  const own = identifiers.flatMap((identifier) => (identifier ? variantsOf(identifier) : []));
  return own.includes(plain) ? 'is-identifier' : null;
}

/** One or two characters only, a run (`1234567890`, `abcdefghij`), or one short piece repeated (`abcabcabcabc`). */
function isPlain(plain: string): boolean {
  const points = [...plain].map((character) => character.codePointAt(0) ?? 0);
  if (new Set(points).size <= 2) return true;
  const steps = new Set(points.slice(1).map((point, index) => point - (points[index] ?? 0)));
  if (steps.size === 1 || isDigitRun(plain)) return true;
  return /^(.{1,4})\1+$/s.test(plain);
}

function isDigitRun(plain: string): boolean {
  return '01234567890123456789'.includes(plain) || '98765432109876543210'.includes(plain);
}

function variantsOf(identifier: string): string[] {
  const plain = identifier.normalize('NFKC').toLowerCase().trim();
  return [
    plain,
    plain.split('@')[0] ?? plain,
    plain.replace(/^\+62/, '0'),
    plain.replace(/^\+/, ''),
    plain.replaceAll(' ', ''),
  ];
}

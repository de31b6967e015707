import { lazyPackage } from '#platform/lazy-package';

const phoneNumbers = lazyPackage<typeof import('libphonenumber-js/min')>('libphonenumber-js/min');

/** An e-mail or phone in the one form in which it is kept and compared. */
export type KnownIdentifier = { kind: 'email' | 'phone'; value: string };

/** Plain enough on purpose: the proof of an address is a letter that arrives, not a grammar. */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(\.[^\s@<>()[\]\\,;:".]+)+$/;

/**
 * What somebody typed into "e-mail or phone". Null when it can be neither; sign-in treats that like an unknown one.
 * E-mails are compared in lower case and NFKC, whole: dots and `+tags` belong to their owner.
 */
export function parseIdentifier(text: string): KnownIdentifier | null {
  const email = parseEmail(text);
  if (email) return { kind: 'email', value: email };
  const phone = parsePhone(text);
  return phone ? { kind: 'phone', value: phone } : null;
}

export function parseEmail(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && EMAIL.test(email) ? email : null;
}

/** E.164 (`+6281234567890`). A number without `+` is Indonesian: `08…` and `62…` are the same phone. */
export function parsePhone(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .trim()
    .replace(/^62(?=8)/, '+62');
  if (digits.length > 30 || !/^[+(]?[\d\s().-]+$/.test(digits)) return null;
  const phone = phoneNumbers().parsePhoneNumberFromString(digits, 'ID');
  return phone?.isValid() ? phone.number : null;
}

/** `pe****@lumbung.test`: enough to recognise one's own, too little to write to. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, Math.min(2, at - 1))}****${email.slice(at)}`;
}

/** `+62****7890`. */
export function maskPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

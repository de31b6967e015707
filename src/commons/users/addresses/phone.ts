import { lazyPackage } from '#platform/lazy-package';

const phoneNumbers = lazyPackage<typeof import('libphonenumber-js/min')>('libphonenumber-js/min');

/** The recipient's phone in E.164; a number without `+` is Indonesian. Null when a courier could not call it. */
export function parsePhone(text: string): string | null {
  const digits = text
    .normalize('NFKC')
    .trim()
    .replace(/^62(?=8)/, '+62');
  if (!/^[+(]?[\d\s().-]{5,29}$/.test(digits)) return null;
  const phone = phoneNumbers().parsePhoneNumberFromString(digits, 'ID');
  return phone?.isValid() ? phone.number : null;
}

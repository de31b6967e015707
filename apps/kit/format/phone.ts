/** `+6281234567890` → `0812-3456-7890`. A number of another country, or one that is not a number, stays as it is. */
export function showPhone(stored: string): string {
  const digits = stored.replace(/\D/g, '');
  if (!/^(\+62|62|0)/.test(stored.trim()) || digits.length < 9) return stored;
  const national = `0${digits.replace(/^(62|0)/, '')}`;
  const [, head = '', middle = '', tail = ''] = /^(\d{4})(\d{3,4})(\d*)$/.exec(national) ?? [];
  return head === '' ? stored : [head, middle, tail].filter(Boolean).join('-');
}

/** What people type → E.164, or undefined when it is not an Indonesian mobile number (10–13 digits from 08). */
export function parsePhone(typed: string): string | undefined {
  const digits = typed.replace(/[\s().-]/g, '');
  const [, rest] = /^(?:\+?62|0)(8\d{8,11})$/.exec(digits) ?? [];
  return rest && `+62${rest}`;
}

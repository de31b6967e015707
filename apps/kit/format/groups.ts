/** `8808123456789012` → `8808 1234 5678 9012`, for account numbers that people read aloud or type over. */
export function inFours(digits: string): string {
  return digits.replace(/\s/g, '').replace(/(.{4})(?=.)/g, '$1 ');
}

/** Up to two letters that stand for a name: `Toko Beras Jaya` → `TB`. */
export function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}

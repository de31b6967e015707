/**
 * A name as it stands in an address: `Kopi Gayo 250 g (Biji)` → `kopi-gayo-250-g-biji`. Accents go, everything that is
 * not a letter or digit becomes one hyphen. Empty when nothing is left (`日本`): the caller decides what then.
 */
export function slugify(name: string, maxLength = 80): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[’'`]/g, '')
    .replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, maxLength).replace(/^-+|-+$/g, '');
}

import type { ProductCard } from '@lumbung/kit/api.ts';

/** What this device remembers by itself and never sends: last searches and the goods last looked at. */

export type SeenProduct = Pick<ProductCard, 'id' | 'slug' | 'name' | 'priceFrom' | 'image' | 'inStock'>;

const searchesKey = 'lumbung.searches';
const seenKey = 'lumbung.seen';

/** Storage may be full, forbidden or filled by an older version: then there is simply no memory. */
function read<T>(key: string, isItem: (value: unknown) => value is T): T[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isItem) : [];
  } catch {
    return [];
  }
}

function write(key: string, items: unknown[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(items));
  } catch {
    // See above.
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isSeen = (value: unknown): value is SeenProduct =>
  typeof value === 'object' && value !== null && 'slug' in value && 'priceFrom' in value && 'name' in value;

export function lastSearches(): string[] {
  return read(searchesKey, isText);
}

export function keepSearch(term: string): void {
  const kept = term.trim();
  if (kept === '') return;
  write(searchesKey, [kept, ...lastSearches().filter((other) => other !== kept)].slice(0, 6));
}

export function seenProducts(): SeenProduct[] {
  return read(seenKey, isSeen);
}

export function keepSeen(product: SeenProduct): void {
  write(seenKey, [product, ...seenProducts().filter((other) => other.id !== product.id)].slice(0, 12));
}

/** On signing out: the next person at this phone should not see what the last one looked at. */
export function forgetAll(): void {
  try {
    localStorage.removeItem(searchesKey);
    localStorage.removeItem(seenKey);
  } catch {
    // Nothing was kept.
  }
}

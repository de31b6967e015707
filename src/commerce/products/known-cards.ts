import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import { recurring } from '#platform/recurring-parts';
import { toCard } from './product-assembly.ts';
import type { ProductCard } from './product-shapes.ts';
import { type CardKey, listCards, listSellerNames, type SellerName } from './read-queries.ts';

/** About a kilobyte each, with its text. */
const MAX_CARDS = 5_000;
const MAX_SELLERS = 20_000;
/** So long a card may still carry the former name of its seller. */
const SELLER_KEPT_MS = 1_000;

type Known = { rowVersion: string; card: ProductCard };

/**
 * Cards by the version of their row. Every list asks the database which goods it shows and in which version; a card that
 * is known in this version is not read, put together and written out again. So nothing old is ever shown of a product; the
 * name and town of its seller, which lie in another table, are kept for a second.
 */
export type KnownCards = {
  of(keys: readonly CardKey[]): Promise<ProductCard[]>;
  /** Of whom this process has just heard something new. */
  forgetSellers(): void;
};

export function createKnownCards(database: Database): KnownCards {
  const cards = new LRUCache<string, Known>({ max: MAX_CARDS });
  const sellers = new LRUCache<string, SellerName>({ max: MAX_SELLERS, ttl: SELLER_KEPT_MS });

  /** All of them, whatever is dropped from memory meanwhile; a product that is gone is left out. */
  async function known(keys: readonly CardKey[]): Promise<Map<string, Known>> {
    const found = new Map<string, Known>();
    const missing: string[] = [];
    const unnamed = new Set<string>();
    for (const { productId, rowVersion } of keys) {
      const kept = cards.get(productId);
      if (kept?.rowVersion !== rowVersion) missing.push(productId);
      else {
        found.set(productId, kept);
        if (!sellers.has(kept.card.seller.id)) unnamed.add(kept.card.seller.id);
      }
    }
    if (missing.length + unnamed.size === 0) return found;
    const [rows, names] = await Promise.all([
      missing.length > 0 ? listCards(database, missing) : [],
      unnamed.size > 0 ? listSellerNames(database, [...unnamed]) : [],
    ]);
    for (const name of names) sellers.set(name.id, name);
    for (const row of rows) {
      const { productId, rowVersion, sellerId: id, sellerName: name, sellerCity: city } = row;
      const read = { rowVersion, card: recurring(toCard(row, { id, name, city })) };
      found.set(productId, read);
      cards.set(productId, read);
    }
    return found;
  }

  /** The card under the present name of its seller. */
  function renamed(known: Known): ProductCard {
    const { seller } = known.card;
    const named = sellers.get(seller.id);
    if (named && (named.name !== seller.name || named.city !== seller.city))
      known.card = recurring({ ...known.card, seller: named });
    return known.card;
  }

  return {
    of: async (keys) => {
      const found = await known(keys);
      return keys.flatMap(({ productId }) => {
        const one = found.get(productId);
        return one ? [renamed(one)] : [];
      });
    },
    forgetSellers: () => sellers.clear(),
  };
}

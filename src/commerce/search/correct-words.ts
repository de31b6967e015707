import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import { listAlike, listKnownWords, listSynonyms } from './search-queries.ts';
import { chooseCorrection, queryWords, type SynonymTable, synonymTable } from './word-rules.ts';

export type Understanding = { words: string[]; correctedQuery: string | null };
export type Language = {
  understand(q: string): Promise<Understanding>;
  synonyms(): Promise<SynonymTable>;
  forget(): void;
};

const KEPT_MS = 30_000;
const MAX_KEPT = 5_000;

/**
 * Turns what people type into words to look for. A word that occurs nowhere is taken for a mistyped one and replaced by
 * the most alike word that does occur; that is asked of the vocabulary, which is small, and then an exact full text
 * search is made, which is much cheaper than comparing letters with every name.
 */
export function createLanguage(deps: { database: Database }): Language {
  const kept = new LRUCache<string, Understanding>({ max: MAX_KEPT, ttl: KEPT_MS });
  let table: { value: SynonymTable; until: number } | undefined;

  async function synonyms(): Promise<SynonymTable> {
    if (table && table.until > performance.now()) return table.value;
    const groups = await listSynonyms(deps.database);
    table = { value: synonymTable(groups.map((group) => group.words)), until: performance.now() + KEPT_MS };
    return table.value;
  }

  async function correct(word: string): Promise<string> {
    return chooseCorrection(word, await listAlike(deps.database, word)) ?? word;
  }

  async function understand(q: string): Promise<Understanding> {
    const words = queryWords(q);
    const key = words.join(' ');
    const before = kept.get(key);
    if (before) return before;
    const [known, meanings] = await Promise.all([
      words.length > 0 ? listKnownWords(deps.database, words) : new Set<string>(),
      synonyms(),
    ]);
    const corrected = await Promise.all(
      words.map((word) => (known.has(word) || meanings.has(word) ? word : correct(word))),
    );
    const isChanged = corrected.some((word, index) => word !== words[index]);
    const understanding = { words: [...new Set(corrected)], correctedQuery: isChanged ? corrected.join(' ') : null };
    kept.set(key, understanding);
    return understanding;
  }

  return {
    understand,
    synonyms,
    forget: () => {
      kept.clear();
      table = undefined;
    },
  };
}

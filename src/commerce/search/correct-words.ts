import { LRUCache } from 'lru-cache';
import type { Database } from '#platform/database';
import { countDocuments, listAlike, listKnownWords, listSynonyms } from './search-queries.ts';
import {
  chooseCorrection,
  comparable,
  MAX_WORDS,
  type SynonymTable,
  splits,
  synonymTable,
  typedWords,
  type Wanted,
} from './word-rules.ts';

/** `text` is what is looked for in plain words; `correctedQuery` the same where it is not what was typed. */
export type Understanding = { words: Wanted[]; text: string; correctedQuery: string | null };
/** What is known of the language of this shop: which words mean the same, and how many documents there are. */
export type Lore = { synonyms: SynonymTable; total: number };
export type Language = {
  understand(q: string): Promise<Understanding>;
  lore(): Promise<Lore>;
  forget(): void;
};

const KEPT_MS = 30_000;
const MAX_KEPT = 5_000;
/** A word this much like one that occurs is a slip of the fingers. */
const SURE = 0.6;
/** Halves of a word that is read as two are no rarities: they stand in two documents, and in one of so many. */
const COMMON_HALF = 2;
const ONE_OF = 5_000;

/**
 * Turns what people type into words to look for. A word that occurs nowhere is taken for a mistyped one and replaced by
 * the most alike word that does occur; that is asked of the vocabulary, which is small, and then an exact full text
 * search is made, which is much cheaper than comparing letters with every name.
 */
export function createLanguage(deps: { database: Database }): Language {
  const kept = new LRUCache<string, Understanding>({ max: MAX_KEPT, ttl: KEPT_MS });
  let known: { value: Lore; until: number } | undefined;

  async function lore(): Promise<Lore> {
    if (known && known.until > performance.now()) return known.value;
    const [groups, total] = await Promise.all([listSynonyms(deps.database), countDocuments(deps.database)]);
    const value = { synonyms: synonymTable(groups.map((group) => group.words)), total };
    known = { value, until: performance.now() + KEPT_MS };
    return value;
  }

  async function understand(q: string): Promise<Understanding> {
    const typed = typedWords(q);
    const key = typed.join(' ');
    const before = kept.get(key);
    if (before) return before;
    const { synonyms, total } = await lore();
    const parts = typed.map(comparable);
    const counts = await count(deps.database, parts.flat(), synonyms);
    const meant = await Promise.all(
      parts.map((words) =>
        Promise.all(
          words.map((word) => (counts.has(word) || synonyms.has(word) ? [word] : correct(deps.database, word, total))),
        ),
      ),
    );
    const changed = meant.map((words, index) => words.flat().join(' ') !== parts[index]?.join(' '));
    const words = [...new Set(meant.flat(2))].slice(0, MAX_WORDS);
    const isChanged = changed.includes(true);
    const final = isChanged ? await count(deps.database, words, synonyms) : counts;
    const text = typed.map((word, index) => (changed[index] ? meant[index]?.flat().join(' ') : word)).join(' ');
    const understanding = {
      words: words.map((word) => ({ word, documents: final.get(word) ?? 0 })),
      text,
      correctedQuery: isChanged ? text : null,
    };
    kept.set(key, understanding);
    return understanding;
  }

  return {
    understand,
    lore,
    forget: () => {
      kept.clear();
      known = undefined;
    },
  };
}

/** The words meant by one that occurs nowhere: two that stand together, a mistyped one, or itself. */
async function correct(database: Database, word: string, total: number): Promise<string[]> {
  const [alike, halves] = await Promise.all([listAlike(database, word), readAsTwo(database, word, total)]);
  const correction = chooseCorrection(word, alike);
  const isSure = alike.some((candidate) => candidate.word === correction && candidate.alike >= SURE);
  if (halves && !isSure) return halves;
  return [correction ?? word];
}

async function readAsTwo(database: Database, word: string, total: number): Promise<string[] | null> {
  const pairs = splits(word).map((halves) => halves.flatMap(comparable));
  if (pairs.length === 0) return null;
  const counts = await listKnownWords(database, [...new Set(pairs.flat())]);
  const rarer = (pair: string[]): number => Math.min(...pair.map((half) => counts.get(half) ?? 0));
  const best = pairs.reduce((chosen, pair) => (rarer(pair) > rarer(chosen) ? pair : chosen));
  return rarer(best) >= Math.max(COMMON_HALF, total / ONE_OF) ? best : null;
}

/** How many documents have a word, or the commonest of the words that mean the same. */
async function count(
  database: Database,
  words: readonly string[],
  synonyms: SynonymTable,
): Promise<Map<string, number>> {
  if (words.length === 0) return new Map();
  const alternatives = (word: string): string[] => [word, ...(synonyms.get(word) ?? [])];
  const found = await listKnownWords(database, [...new Set(words.flatMap(alternatives))]);
  const counts = words.map((word) => {
    const documents = Math.max(...alternatives(word).map((one) => found.get(one) ?? 0));
    return [word, documents] as const;
  });
  return new Map(counts.filter(([, documents]) => documents > 0));
}

import type { Goods } from './files.ts';

const K1 = 1.2;
const B = 0.75;

/** Plain BM25 over lower-case words, any word may match: what search is compared with. */
export function rankByBm25(
  goods: readonly Goods[],
  queries: readonly { id: string; text: string }[],
  limit: number,
): Map<string, string[]> {
  const texts = goods.map(({ title, description, brand, category }) =>
    wordsOf(`${title} ${brand} ${category} ${description}`),
  );
  const average = texts.reduce((sum, words) => sum + words.length, 0) / texts.length;
  const index = new Map<string, [document: number, times: number][]>();
  for (const [document, words] of texts.entries()) {
    const times = new Map<string, number>();
    for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
    for (const [word, count] of times) {
      const postings = index.get(word);
      if (postings) postings.push([document, count]);
      else index.set(word, [[document, count]]);
    }
  }
  const ranked = queries.map(({ id, text }) => {
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(text))) {
      const postings = index.get(word) ?? [];
      const rarity = Math.log(1 + (texts.length - postings.length + 0.5) / (postings.length + 0.5));
      for (const [document, times] of postings) {
        const length = texts[document]?.length ?? 0;
        const gain = (rarity * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / average));
        scores.set(document, (scores.get(document) ?? 0) + gain);
      }
    }
    const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit);
    return [id, best.map(([document]) => goods[document]?.id ?? '')] as const;
  });
  return new Map(ranked);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

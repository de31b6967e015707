import type { Judgements } from './files.ts';

const TOP = 10;

/**
 * Means over the queries that have something to find. nDCG@10: the gain of a product is its grade, discounted by
 * log2(place + 1); products without a judgement count as not fitting. Recall@20: how many of the fitting products are
 * among the first 20 (or as many as were ranked).
 */
export function score(
  ranked: ReadonlyMap<string, string[]>,
  judgements: Judgements,
): { queries: number; ndcg: number; recall: number } {
  let queries = 0;
  let ndcg = 0;
  let recall = 0;
  for (const [query, found] of ranked) {
    const grades = judgements.get(query) ?? new Map<string, number>();
    const ideal = discounted([...grades.values()].sort((a, b) => b - a));
    if (ideal === 0) continue;
    const fitting = [...grades].filter(([, grade]) => grade > 0).map(([product]) => product);
    queries++;
    ndcg += discounted(found.map((product) => grades.get(product) ?? 0)) / ideal;
    recall += fitting.filter((product) => found.includes(product)).length / fitting.length;
  }
  return { queries, ndcg: ndcg / queries, recall: recall / queries };
}

function discounted(grades: readonly number[]): number {
  return grades.slice(0, TOP).reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
}

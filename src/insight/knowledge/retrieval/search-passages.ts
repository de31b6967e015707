import { scoreOf } from './network.ts';
import { certaintyFigures, type RankedPassage, rankPassages } from './ranking.ts';
import type { TextIndex } from './text-index.ts';
import { CERTAINTY, RANKING } from './weights.ts';

/**
 * Below this certainty the honest answer is "tidak ditemukan". Set on the half of the development questions from which the
 * weights were learned; what it does on the other half stands in docs/measurements/retrieval.md.
 */
export const ANSWERABLE_FROM = 0.35;

export type Found = {
  passages: RankedPassage[];
  /** How likely the collection holds an answer, 0 to 1. */
  certainty: number;
  isAnswerable: boolean;
};

/** The passages that fit a question, best first, at most `limit`; and whether one of them is likely to answer it. */
export function searchPassages(index: TextIndex, question: string, limit: number): Found {
  const ranking = rankPassages(index, RANKING, question, limit);
  const figures = certaintyFigures(ranking);
  const certainty = figures ? 1 / (1 + Math.exp(-scoreOf(CERTAINTY, figures))) : 0;
  return { passages: ranking.passages, certainty, isAnswerable: certainty >= ANSWERABLE_FROM };
}

import { type Candidate, findCandidates, type PreparedQuestion, prepareQuestion } from './candidates.ts';
import type { Stretch } from './closeness.ts';
import { DOUBTS, doubtsOf } from './doubts.ts';
import { createWeigh, EVIDENCE } from './evidence.ts';
import { type Network, scoreOf } from './network.ts';
import type { TextIndex } from './text-index.ts';

export type RankedPassage = {
  id: string;
  /** Higher is better; comparable within one question only. */
  score: number;
  figures: Float64Array | null;
  /** The sentence that fits best, in words of the passage (its title first); null below the passages that were weighed. */
  sentence: Stretch | null;
};

export type Ranking = {
  question: PreparedQuestion;
  passages: RankedPassage[];
  /** What speaks against the first passage, in the order of `DOUBTS`. */
  doubts: number[];
};

/** So many candidates are weighed closely; those below keep the order of their word scores. */
export const WEIGHED = 60;
/** Below everything that was weighed. */
const UNWEIGHED = -1_000;

/**
 * The passages that answer a question, best first: candidates by words (`findCandidates`), the first sixty of them weighed
 * by `network`. Deterministic; ties keep the order in which passages were added.
 */
export function rankPassages(index: TextIndex, network: Network, text: string, limit: number): Ranking {
  const question = prepareQuestion(index, text);
  const candidates = findCandidates(index, question, Math.max(limit, WEIGHED));
  const weigh = createWeigh(index, question, bestOf(candidates));
  const placeOf = new Map<string, number>();
  const passages = candidates.map((candidate, rank): RankedPassage => {
    const id = index.passages[candidate.place]?.id ?? '';
    placeOf.set(id, candidate.place);
    if (rank >= WEIGHED) return { id, score: UNWEIGHED - rank, figures: null, sentence: null };
    const { figures, sentence } = weigh(candidate, rank);
    return { id, score: scoreOf(network, figures), figures, sentence };
  });
  const sorted = passages.sort((a, b) => b.score - a.score).slice(0, limit);
  const [first] = sorted;
  const passage = index.passages[placeOf.get(first?.id ?? '') ?? -1];
  const doubts =
    passage && first?.sentence
      ? doubtsOf(index, question, { passage, sentence: first.sentence })
      : new Array<number>(DOUBTS.length).fill(0);
  return { question, passages: sorted, doubts };
}

function bestOf(candidates: readonly Candidate[]): { exact: number; alike: number } {
  let exact = 0;
  let alike = 0;
  for (const candidate of candidates) {
    exact = Math.max(exact, candidate.exact);
    alike = Math.max(alike, candidate.alike);
  }
  return { exact, alike };
}

const LOOKED_AT = 5;
const HIGHEST_OF = (['coverage', 'coverage alike', 'sentence', 'window', 'subject coverage'] as const).map((name) =>
  EVIDENCE.indexOf(name),
);

/**
 * What tells whether the collection holds an answer at all: the figures of the best passage, the highest of some figures
 * among the first five, how far the best is ahead, whether the question denies ("yang bukan ..."), and what speaks against the best. Null where
 * no passage shares a word with the question.
 */
export function certaintyFigures({ question, passages, doubts }: Ranking): number[] | null {
  const [first] = passages;
  if (!first?.figures) return null;
  const top = passages.slice(0, LOOKED_AT);
  const highest = HIGHEST_OF.map((at) => Math.max(...top.map(({ figures }) => figures?.[at] ?? 0)));
  const ahead = first.score - (passages[1]?.score ?? first.score - 5);
  const rivals = passages.filter(({ score }) => score > first.score - 3).length;
  return [
    ...first.figures,
    ...highest,
    first.score,
    Math.min(ahead, 5),
    Math.log1p(rivals),
    question.isDenying ? 1 : 0,
    ...doubts,
  ];
}

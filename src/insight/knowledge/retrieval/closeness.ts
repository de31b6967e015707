import type { Reader, Scan } from './scan-passage.ts';
import { SENTENCE_START } from './text-index.ts';

/** How near to each other the words of a question stand in a passage. All figures are shares of the question, 0 to 1. */

/** Words of the passage from `from` to before `to`, and how much of the question they hold. */
export type Stretch = { share: number; from: number; to: number };

const WINDOW = 24;

/** The stretch of 25 words that holds most of the question. */
export function bestWindow(reader: Reader, scan: Scan): Stretch {
  const { hits, hitTerms, first } = scan;
  const inside = createTally(reader.shares);
  const best: Stretch = { share: 0, from: first, to: first };
  let oldest = 0;
  hits.forEach((place, newest) => {
    inside.enter(hitTerms[newest] ?? 0);
    while (place - (hits[oldest] ?? 0) > WINDOW) inside.leave(hitTerms[oldest++] ?? 0);
    if (inside.share() > best.share + 1e-9) Object.assign(best, { share: inside.share(), from: hits[oldest] });
  });
  best.to = best.from + WINDOW;
  return best;
}

/** Which terms are inside, and what share of the question they are together. */
function createTally(shares: Float64Array) {
  const counts = new Int32Array(shares.length);
  let share = 0;
  return {
    share: () => share,
    enter: (term: number) => {
      const before = counts[term] ?? 0;
      counts[term] = before + 1;
      if (before === 0) share += shares[term] ?? 0;
    },
    leave: (term: number) => {
      const after = (counts[term] ?? 0) - 1;
      counts[term] = after;
      if (after === 0) share -= shares[term] ?? 0;
    },
  };
}

/** The sentence that holds most of the question; the first of equals. */
export function bestSentence(reader: Reader, scan: Scan): Stretch {
  const { marks } = scan.passage;
  const best: Stretch = { share: 0, from: 0, to: marks.length };
  let hit = 0;
  for (let from = 0; from < marks.length; ) {
    let to = from + 1;
    while (to < marks.length && !((marks[to] ?? 0) & SENTENCE_START)) to++;
    const seen = new Set<number>();
    for (; hit < scan.hits.length && (scan.hits[hit] ?? 0) < to; hit++) seen.add(scan.hitTerms[hit] ?? 0);
    let share = 0;
    for (const term of seen) share += reader.shares[term] ?? 0;
    if (share > best.share + 1e-9) Object.assign(best, { share, from, to });
    from = to;
  }
  return best;
}

/** Neighbours of the question that are neighbours here too, in the same order. */
export function pairShare(reader: Reader, scan: Scan): number {
  let whole = 0;
  let kept = 0;
  for (let term = 1; term < reader.shares.length; term++) {
    const weight = ((reader.shares[term] ?? 0) + (reader.shares[term - 1] ?? 0)) / 2;
    whole += weight;
    if (areNeighbours(scan, term, 3)) kept += weight;
  }
  if (whole > 0) return kept / whole;
  return (scan.counts[0] ?? 0) > 0 ? 1 : 0;
}

/** Pairs of words with a capital ("Tan Malaka") that stand together here; a half where there are none. */
export function namePairShare(reader: Reader, scan: Scan): number {
  const { terms } = reader.question;
  let whole = 0;
  let kept = 0;
  for (let term = 1; term < terms.length; term++) {
    if (!terms[term]?.isCapital || !terms[term - 1]?.isCapital) continue;
    whole++;
    if (areNeighbours(scan, term, 2)) kept++;
  }
  return whole > 0 ? kept / whole : 0.5;
}

function areNeighbours(scan: Scan, term: number, within: number): boolean {
  const { hits, hitTerms } = scan;
  for (let hit = 1; hit < hits.length; hit++) {
    if (hitTerms[hit] !== term || hitTerms[hit - 1] !== term - 1) continue;
    if ((hits[hit] ?? 0) - (hits[hit - 1] ?? 0) <= within) return true;
  }
  return false;
}

/** The weightiest run of words that question and passage have in common, word by word. */
export function longestRun(reader: Reader, scan: Scan): number {
  const { sequence } = reader;
  const placesOf = new Map<number, number[]>();
  sequence.forEach((stem, at) => {
    if (stem < 0) return;
    const places = placesOf.get(stem);
    if (places) places.push(at);
    else placesOf.set(stem, [at]);
  });
  let best = 0;
  let before = new Map<number, number>();
  for (const stem of scan.passage.stems) {
    const places = placesOf.get(stem);
    if (!places) {
      if (before.size > 0) before = new Map();
      continue;
    }
    const now = new Map<number, number>();
    for (const at of places) {
      const term = reader.termOfStem.get(stem);
      const run = (before.get(at - 1) ?? 0) + (term === undefined ? 0 : (reader.shares[term] ?? 0));
      now.set(at, run);
      best = Math.max(best, run);
    }
    before = now;
  }
  return best;
}

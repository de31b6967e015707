/**
 * Learns the weights of retrieval from half of a collection and writes them as plain numbers:
 *
 *   node scripts/run.mjs bench/retrieval/learn.ts --passages F --questions F
 *
 * `ranking`: which of sixty candidates holds the answer. `certainty`: whether the best of them does (the mean of four networks: Breiman 1996,
 * "Bagging predictors", Machine Learning 24). Some minutes. With `--keep-ranking` only the latter is learned anew.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findCandidates, prepareQuestion } from '../../src/insight/knowledge/retrieval/candidates.ts';
import { createWeigh } from '../../src/insight/knowledge/retrieval/evidence.ts';
import type { Network } from '../../src/insight/knowledge/retrieval/network.ts';
import { certaintyFigures, rankPassages, WEIGHED } from '../../src/insight/knowledge/retrieval/ranking.ts';
import { createTextIndex, type TextIndex } from '../../src/insight/knowledge/retrieval/text-index.ts';
import { RANKING } from '../../src/insight/knowledge/retrieval/weights.ts';
import { type Choice, meanOf, trainChoices, trainVerdicts, type Verdict } from './network-training.ts';
import { askGroups, GROUP_SIZES, isLearned, type KnownQuestion, readCollection } from './question-file.ts';

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/rag');
const OUT = resolve(import.meta.dirname, '../../src/insight/knowledge/retrieval/weights.ts');
const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: join(FOLDER, 'passages.jsonl.gz') },
    questions: { type: 'string', default: join(FOLDER, 'questions.jsonl.gz') },
    'keep-ranking': { type: 'boolean', default: false },
  },
});

const { passages, questions } = await readCollection(values.passages, values.questions);
const learned = questions.filter(({ passage }) => isLearned(passage));
const index = createTextIndex();
for (const passage of passages) index.add(passage);

const ranking = values['keep-ranking']
  ? RANKING
  : trainChoices(choicesOf(index, learned), { units: 8, epochs: 12, rate: 0.004, decay: 1e-4, seed: 7 });
console.log('ranking learned');
const verdicts = verdictsOf(ranking, learned);
const certainty = meanOf(
  [7, 20, 33, 46].map((seed) => trainVerdicts(verdicts, { units: 12, epochs: 12, rate: 0.003, decay: 1e-3, seed })),
);
console.log('certainty learned');
writeFileSync(OUT, sourceOf({ RANKING: ranking, CERTAINTY: certainty }));

function choicesOf(index: TextIndex, known: readonly KnownQuestion[]): Choice[] {
  return known.flatMap(({ question: text, passage, answerable }) => {
    if (!answerable) return [];
    const question = prepareQuestion(index, text);
    const candidates = findCandidates(index, question, WEIGHED);
    const gold = candidates.findIndex(({ place }) => index.passages[place]?.id === passage);
    if (gold < 0) return [];
    const best = {
      exact: Math.max(...candidates.map(({ exact }) => exact)),
      alike: Math.max(...candidates.map(({ alike }) => alike)),
    };
    const weigh = createWeigh(index, question, best);
    return [{ rows: candidates.map((candidate, rank) => weigh(candidate, rank).figures), gold }];
  });
}

/**
 * In the whole collection, and in small ones as stores have them: there every question is asked once of the group with its
 * passage and once of another group, which cannot answer it.
 */
function verdictsOf(network: Network, known: readonly KnownQuestion[]): Verdict[] {
  const whole = known.flatMap((question) => verdictOf(index, network, question, question.answerable));
  const small = GROUP_SIZES.flatMap((size) =>
    askGroups(
      passages.filter(({ id }) => isLearned(id)),
      known,
      size,
    ).flatMap(({ group, question, isHere }) => verdictOf(group, network, question, isHere && question.answerable)),
  );
  return [...whole, ...small];
}

function verdictOf(group: TextIndex, network: Network, { question }: KnownQuestion, isTrue: boolean): Verdict[] {
  const figures = certaintyFigures(rankPassages(group, network, question, WEIGHED));
  return figures ? [{ row: Float64Array.from(figures), isTrue }] : [];
}

function sourceOf(networks: Record<string, Network>): string {
  const head = `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: learned, not typed.
import type { Network } from './network.ts';

/** Written by \`bench/retrieval/learn.ts\`; not by hand. */
`;
  const bodies = Object.entries(networks).map(
    ([name, network]) =>
      `// biome-ignore format: a table of numbers.\nexport const ${name}: Network = ${JSON.stringify(network)};\n`,
  );
  return `${head}${bodies.join('\n').replaceAll('],', '],\n  ').replaceAll(',"', ',\n  "')}`;
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { searchPassages } from '../../src/insight/knowledge/retrieval/search-passages.ts';
import { createTextIndex, type Passage, type TextIndex } from '../../src/insight/knowledge/retrieval/text-index.ts';
import type { Metrics } from '../house/report.ts';
import {
  askGroups,
  type Collection,
  GROUP_SIZES,
  isLearned,
  type KnownQuestion,
  readCollection,
} from '../retrieval/question-file.ts';
import { fileOrSkip } from './series-files.ts';

const CHUNKS = 20_000;
const TIMED = 400;

/** Milliseconds a question takes over 20,000 chunks, and the memory of their index. */
export async function measureRetrievalSpeed(data: string): Promise<Metrics> {
  const passages = fileOrSkip(data, 'rag/passages.jsonl.gz');
  const questions = passages && fileOrSkip(data, 'rag/questions.jsonl.gz');
  if (!passages || !questions) return {};
  const collection = await readCollection(passages, questions);
  const metrics: Metrics = {};
  speed(metrics, collection.passages, collection.questions);
  return metrics;
}

/** Recall by half (learned from, held out) and source, precision and recall of refusals, speed and memory. */
export function measureRetrieval({ passages, questions }: Collection): Metrics {
  const metrics: Metrics = {};
  const index = indexOf(passages);
  const outcomes = questions.map((question) => outcomeOf(index, question));
  const groups: [string, (outcome: Outcome) => boolean][] = [
    ['learned', ({ question }) => isLearned(question.passage)],
    ['heldOut', ({ question }) => !isLearned(question.passage)],
    ['all', () => true],
  ];
  for (const source of new Set(questions.map((question) => question.source)))
    groups.push([`heldOut.${source}`, ({ question }) => !isLearned(question.passage) && question.source === source]);
  for (const [name, isIn] of groups) put(metrics, name, outcomes.filter(isIn));
  smallCollections(metrics, { passages, questions });
  speed(metrics, passages, questions);
  return metrics;
}

type Outcome = { question: KnownQuestion; rank: number; certainty: number; isRefused: boolean };

function outcomeOf(index: TextIndex, question: KnownQuestion): Outcome {
  const { passages, certainty, isAnswerable } = searchPassages(index, question.question, 100);
  const rank = passages.findIndex(({ id }) => id === question.passage);
  return { question, rank: rank < 0 ? Number.POSITIVE_INFINITY : rank, certainty, isRefused: !isAnswerable };
}

function put(metrics: Metrics, name: string, outcomes: readonly Outcome[]): void {
  const answerable = outcomes.filter(({ question }) => question.answerable);
  const within = (most: number) => answerable.filter(({ rank }) => rank < most).length / answerable.length;
  metrics[`retrieval.${name}.questions`] = answerable.length;
  for (const most of [1, 5, 10, 100]) metrics[`retrieval.${name}.recallAt${most}`] = within(most);
  metrics[`retrieval.${name}.mrr`] = answerable.reduce((sum, { rank }) => sum + 1 / (1 + rank), 0) / answerable.length;
  const refused = outcomes.filter(({ isRefused }) => isRefused);
  const rightly = refused.filter(({ question }) => !question.answerable).length;
  const unanswerable = outcomes.length - answerable.length;
  if (unanswerable === 0) return;
  metrics[`retrieval.${name}.refusalPrecision`] = rightly / refused.length;
  metrics[`retrieval.${name}.refusalRecall`] = rightly / unanswerable;
  metrics[`retrieval.${name}.wronglyRefused`] = (refused.length - rightly) / answerable.length;
}

/** Held-out questions asked of small collections, half of them of one that does not have their passage. */
function smallCollections(metrics: Metrics, { passages, questions }: Collection): void {
  const own = passages.filter(({ id }) => !isLearned(id));
  for (const size of GROUP_SIZES) {
    const verdicts = askGroups(own, questions, size).map(({ group, question, isHere }) => ({
      isAbsent: !isHere,
      isTrue: isHere && question.answerable,
      isRefused: !searchPassages(group, question.question, 5).isAnswerable,
    }));
    const share = (of: typeof verdicts) => of.filter(({ isRefused }) => isRefused).length / of.length;
    const refused = verdicts.filter(({ isRefused }) => isRefused);
    const name = `retrieval.of${size}`;
    metrics[`${name}.refusalPrecision`] = refused.filter(({ isTrue }) => !isTrue).length / refused.length;
    metrics[`${name}.absentRefused`] = share(verdicts.filter(({ isAbsent }) => isAbsent));
    metrics[`${name}.trickyRefused`] = share(verdicts.filter(({ isAbsent, isTrue }) => !isAbsent && !isTrue));
    metrics[`${name}.wronglyRefused`] = share(verdicts.filter(({ isTrue }) => isTrue));
  }
}

function speed(metrics: Metrics, passages: readonly Passage[], questions: readonly KnownQuestion[]): void {
  const many = Array.from({ length: CHUNKS }, (_, at): Passage => {
    const { title, text } = passages[at % passages.length] ?? { title: '', text: '' };
    return { id: String(at), title, text: at < passages.length ? text : shuffled(text, at) };
  });
  collectGarbage();
  const memory = process.memoryUsage();
  const started = performance.now();
  const index = indexOf(many);
  metrics['retrieval.indexMs'] = performance.now() - started;
  collectGarbage();
  metrics['retrieval.indexMb'] =
    (process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers - memory.heapUsed - memory.arrayBuffers) /
    2 ** 20;
  for (const { question } of questions.slice(0, 50)) searchPassages(index, question, 5);
  const asked = questions.filter((_, at) => at % Math.ceil(questions.length / TIMED) === 0);
  const walls: number[] = [];
  const cpus: number[] = [];
  for (const { question } of asked) {
    const from = performance.now();
    const before = process.cpuUsage();
    searchPassages(index, question, 5);
    const { user, system } = process.cpuUsage(before);
    walls.push(performance.now() - from);
    cpus.push((user + system) / 1_000);
  }
  metrics['retrieval.chunks'] = CHUNKS;
  for (const [name, times] of [
    ['cpu', cpus],
    ['wall', walls],
  ] as const) {
    const sorted = times.toSorted((a, b) => a - b);
    for (const percent of [50, 95, 99])
      metrics[`retrieval.${name}P${percent}Ms`] = sorted[Math.floor((sorted.length * percent) / 100)] ?? 0;
  }
}

/** What nothing holds any more must not be counted as memory of the index. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** The same words in another order of sentences, so that copies are not equal. */
function shuffled(text: string, seed: number): string {
  const sentences = text.split('. ');
  return [...sentences.slice(seed % sentences.length), ...sentences.slice(0, seed % sentences.length)].join('. ');
}

function indexOf(passages: readonly Passage[]): TextIndex {
  const index = createTextIndex();
  for (const passage of passages) index.add(passage);
  return index;
}

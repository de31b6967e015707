/**
 * How well recommendations meet what customers buy next: the last days of a file are hidden, and nDCG@10 of what each
 * customer bought newly in them is counted, for the product's own ranking and for its yardsticks on the same split.
 *
 * `--interactions F` (CSV, plain or gzip: customer_id,stock_code,first_date), `--days 30` hidden, `--until YYYY-MM-DD` the
 * last hidden day (the last of the file): earlier ones are for tuning.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fitModel, MODEL_SETTINGS, type ModelSettings } from '../src/commerce/recommendations/core/fit-model.ts';
import type { History } from '../src/commerce/recommendations/core/history.ts';
import { recentPopularity } from '../src/commerce/recommendations/core/history.ts';
import { greatestOf, rankFor } from '../src/commerce/recommendations/core/rank-items.ts';
import { readInteractions } from '../src/commerce/recommendations/read-interactions.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { type Metrics, report } from './house/report.ts';
import { rankByNeighbours } from './recommend/item-knn.ts';
import { ndcg10, type Split, splitByTime } from './recommend/split.ts';

const FILE = join(resolve(import.meta.dirname, '../../shared/data/recommend'), 'interactions.csv.gz');
const DAY_MS = 86_400_000;
const LIMIT = 10;
/** The target does not fade, everybody counts the same, no popularity: then the model is EASE. */
const EASE: ModelSettings = {
  ...MODEL_SETTINGS,
  ridge: 500,
  damping: 0,
  targetDays: Number.POSITIVE_INFINITY,
  reasonDays: Number.POSITIVE_INFINITY,
  popularityShare: 0,
};

const { values } = parseArgs({
  options: {
    interactions: { type: 'string', default: FILE },
    days: { type: 'string', default: '30' },
    until: { type: 'string' },
    metrics: { type: 'string' },
  },
  strict: false,
}) as { values: { interactions: string; days: string; until?: string; metrics?: string } };

if (!existsSync(values.interactions)) {
  console.log(`Skipped: there is no file ${values.interactions}. Give --interactions.`);
  report({}, { metricsFile: values.metrics ?? null });
} else report(await measure(), { metricsFile: values.metrics ?? null });

async function measure(): Promise<Metrics> {
  const { read } = await readInteractions(values.interactions);
  const until = values.until ? Date.parse(values.until) / DAY_MS : read.lastDay;
  const split = splitByTime(read.purchases, until - Number(values.days), until);
  const { history, judged } = split;
  console.log(`${judged.length} customers who bought something new, ${newPerCustomer(split).toFixed(1)} items each`);
  const metrics: Metrics = { 'recommend.customers': judged.length, 'recommend.items': read.items.length };

  const popularity = recentPopularity(history, split.lastDay, MODEL_SETTINGS.popularityDays);
  const rank = (scores: Float64Array, person: number) => greatestOf(without(scores, history, person), LIMIT).items;
  metrics['recommend.popularity.ndcg10'] = ndcg10(split, (person) => rank(popularity, person));
  metrics['recommend.itemKnn.ndcg10'] = ndcg10(split, rankByNeighbours(history, { shrinkage: 10, limit: LIMIT }));
  metrics['recommend.ease.ndcg10'] = modelled(split, EASE);
  metrics['recommend.easeWithPopularity.ndcg10'] = modelled(split, { ...EASE, popularityShare: 1 });
  metrics['recommend.withoutPopularity.ndcg10'] = modelled(split, { ...MODEL_SETTINGS, popularityShare: 0 });
  const before = process.cpuUsage();
  metrics['recommend.own.ndcg10'] = modelled(split, MODEL_SETTINGS);
  const { user, system } = process.cpuUsage(before);
  metrics['recommend.own.cpuSeconds'] = (user + system) / 1e6;
  metrics['recommend.peakMb'] = process.resourceUsage().maxRSS / 1_024;
  console.log(`${describeMachine()}; load average ${load1()}`);
  return metrics;
}

function modelled(split: Split, settings: ModelSettings): number {
  const model = fitModel(split.history, split.lastDay, { settings });
  return ndcg10(split, (person) => rankFor(model, split.history, { person, limit: LIMIT }).items);
}

function without(scores: Float64Array, history: History, person: number): Float64Array {
  const left = scores.slice();
  for (const item of history.items.subarray(history.starts[person], history.starts[person + 1]))
    left[item] = Number.NaN;
  return left;
}

function newPerCustomer({ judged, truth }: Split): number {
  return judged.reduce((sum, person) => sum + (truth[person]?.size ?? 0), 0) / judged.length;
}

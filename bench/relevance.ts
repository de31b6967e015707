/**
 * How well the product's own search finds: a catalogue with judgements is taken in as a shop, every judged query is asked as
 * GET /search would, and nDCG@10 and recall@20 are counted. Plain BM25 over the same texts stands beside it.
 *
 * `--products F --queries F --qrels F`: other catalogues (CSV or TSV with a header, plain or gzip; judgements as `query 0
 * product grade`). `--fresh` takes the catalogue in again.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemCall } from '../src/platform/call.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { report } from './house/report.ts';
import { rankByBm25 } from './relevance/bm25.ts';
import { type Goods, readGoods, readJudgements, readQueries } from './relevance/files.ts';
import { score } from './relevance/scores.ts';
import { openShop } from './relevance/shop.ts';

const FOLDER = resolve(import.meta.dirname, '../../shared/data/search/homedepot');
const DATA = resolve(import.meta.dirname, '../.data/relevance');
const LIMIT = 20;
const AT_ONCE = 4;

const { values } = parseArgs({
  options: {
    products: { type: 'string', default: join(FOLDER, 'products.csv.gz') },
    queries: { type: 'string', default: join(FOLDER, 'queries.csv.gz') },
    qrels: { type: 'string', default: join(FOLDER, 'qrels.tsv.gz') },
    fresh: { type: 'boolean', default: false },
    'no-bm25': { type: 'boolean', default: false },
    metrics: { type: 'string' },
  },
  strict: false,
}) as {
  values: { products: string; queries: string; qrels: string; fresh: boolean; 'no-bm25': boolean; metrics?: string };
};

const missing = [values.products, values.queries, values.qrels].find((path) => !existsSync(path));
if (missing) {
  console.log(`Skipped: there is no file ${missing}. Give --products, --queries and --qrels.`);
  report({}, { metricsFile: values.metrics ?? null });
} else await measure();

async function measure(): Promise<void> {
  mkdirSync(DATA, { recursive: true });
  const goods = readGoods(values.products);
  const judgements = readJudgements(values.qrels);
  const queries = readQueries(values.queries).filter((query) => judgements.has(query.id));
  const fingerprint = createHash('sha1').update(readFileSync(values.products)).digest('hex').slice(0, 12);
  const shop = await openShop(DATA, { fingerprint, goods, isFresh: values.fresh });
  try {
    const started = performance.now();
    const ranked = await ask(shop, queries);
    const seconds = (performance.now() - started) / 1_000;
    const own = score(ranked, judgements);
    const metrics = {
      'relevance.queries': own.queries,
      'relevance.products': goods.length,
      'relevance.ndcg10': own.ndcg,
      'relevance.recall20': own.recall,
      'relevance.withoutResult': [...ranked.values()].filter((found) => found.length === 0).length,
      'relevance.msPerQuery': (seconds * 1_000 * AT_ONCE) / queries.length,
      ...(values['no-bm25'] ? {} : plainBm25(goods, queries, judgements)),
    };
    console.log(`${describeMachine()}; load average ${load1()}`);
    report(metrics, { metricsFile: values.metrics ?? null });
  } finally {
    await shop.close();
  }
}

/** Every query once, a few at a time, through the operation behind GET /search. */
async function ask(
  shop: Awaited<ReturnType<typeof openShop>>,
  queries: { id: string; text: string }[],
): Promise<Map<string, string[]>> {
  const ranked = new Map<string, string[]>();
  const waiting = queries.values();
  const call = systemCall('bench', 'relevance');
  const work = async (): Promise<void> => {
    for (const { id, text } of waiting) {
      const { items } = await shop.search.search(call, { q: text.slice(0, 200), limit: LIMIT });
      ranked.set(
        id,
        items.map((item) => shop.keyOf.get(item.id) ?? ''),
      );
      if (ranked.size % 500 === 0) console.error(`${ranked.size} of ${queries.length} queries`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return ranked;
}

function plainBm25(
  goods: Goods[],
  queries: { id: string; text: string }[],
  judgements: ReturnType<typeof readJudgements>,
): Record<string, number> {
  const { ndcg, recall } = score(rankByBm25(goods, queries, LIMIT), judgements);
  return { 'relevance.bm25.ndcg10': ndcg, 'relevance.bm25.recall20': recall };
}

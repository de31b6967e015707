/**
 * How well series are continued and how fast, by the very code that serves the product: the M3 competition, daily sales of a shop beside
 * what everybody can do, food prices against "no change", a hierarchy before and after reconciliation, the nightly run of 10,000 products with its memory,
 * and answers from 20,000 chunks of documents (their quality: `npm run bench -- retrieval`).
 *
 * `--data FOLDER` with `forecast/`, `market/` and `rag/` in it (default ../shared/data; what is not there is skipped);
 * `--only m3,daily,prices,hierarchy,others,nightly,retrieval`. Times are CPU times: other work on the machine does not spoil them much.
 */
import { parseArgs } from 'node:util';
import { describeMachine, load1 } from './house/processes.ts';
import { type Metrics, report } from './house/report.ts';
import { measureDaily } from './insight/daily.ts';
import { measureHierarchy } from './insight/hierarchy.ts';
import { measureM3 } from './insight/m3.ts';
import { measureNightly } from './insight/nightly.ts';
import { measureOthers } from './insight/others.ts';
import { measurePrices } from './insight/prices.ts';
import { measureRetrievalSpeed } from './insight/retrieval.ts';
import { DATA } from './insight/series-files.ts';

const { values } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, metrics: { type: 'string' } },
});
const data = values.data ?? DATA;
const wished = values.only?.split(',');

const MEASUREMENTS: Record<string, () => Metrics | Promise<Metrics>> = {
  m3: () => measureM3(data),
  daily: () => measureDaily(data),
  prices: () => measurePrices(data),
  hierarchy: () => measureHierarchy(data),
  others: () => measureOthers(data),
  nightly: measureNightly,
  retrieval: () => measureRetrievalSpeed(data),
};

const metrics: Metrics = {};
for (const [name, measure] of Object.entries(MEASUREMENTS))
  if (!wished || wished.includes(name)) Object.assign(metrics, await measure());
console.log(`${describeMachine()}; load average ${load1()}`);
report(metrics, { metricsFile: values.metrics ?? null });

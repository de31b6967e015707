/**
 * How well passages are found and questions refused, and how fast: recall by half (learned from, held out) and source,
 * precision and recall of refusals, and milliseconds a question over 20,000 chunks. One process, one core, no database.
 *
 * `--passages F --questions F`: JSON lines, plain or gzip, as `npm run retrieve` takes them, with `passage` and `answerable`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine, load1 } from './house/processes.ts';
import { report } from './house/report.ts';
import { measureRetrieval } from './insight/retrieval.ts';
import { DATA } from './insight/series-files.ts';
import { readCollection } from './retrieval/question-file.ts';

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: join(DATA, 'rag/passages.jsonl.gz') },
    questions: { type: 'string', default: join(DATA, 'rag/questions.jsonl.gz') },
    metrics: { type: 'string' },
  },
  strict: false,
}) as { values: { passages: string; questions: string; metrics?: string } };

const missing = [values.passages, values.questions].find((path) => !existsSync(path));
if (missing) console.log(`Skipped: there is no file ${missing}. Give --passages and --questions.`);
const metrics = missing ? {} : measureRetrieval(await readCollection(values.passages, values.questions));
console.log(`${describeMachine()}; load average ${load1()}`);
report(metrics, { metricsFile: values.metrics ?? null });

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { recommendFile } from '../commerce/recommendations/recommend-file.ts';

const HELP = `npm run recommend -- --interactions FILE --out FILE.tsv
  --interactions FILE   CSV, plain or gzip, with a header: customer_id,stock_code,first_date
  --out FILE            "customer Q0 item rank score lumbung": the 100 best items that each customer has not bought

What people bought last counts most; ages are counted from the last day of the file. Rows that cannot be used are named
and left out; the command then ends with code 1.`;

const SHOWN = 20;

export async function run(args: string[]): Promise<void> {
  const options = { help: { type: 'boolean' }, interactions: { type: 'string' }, out: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  if (values.help || !values.interactions || !values.out) return console.log(HELP);
  if (!existsSync(values.interactions)) throw new Error(`There is no file ${values.interactions}`);

  const started = performance.now();
  const bar = new SingleBar({ format: '{bar} {percentage}% | {stage} | {eta_formatted} left', etaBuffer: 50 });
  bar.start(100, 0, { stage: 'reading' });
  const { interactions, out } = values;
  const report = await recommendFile({ interactions, out }, (stage, share) =>
    bar.update(stage === 'fit' ? 90 * share : 90 + 10 * share, { stage: stage === 'fit' ? 'learning' : 'writing' }),
  ).finally(() => bar.stop());
  const seconds = (performance.now() - started) / 1_000;
  const { purchases, customers, items, refused } = report;
  console.log(`${customers} customers, ${items} items, ${purchases} purchases, ${seconds.toFixed(1)} s`);
  for (const { line, code } of refused.slice(0, SHOWN)) console.error(`line ${line}: ${code}`);
  if (refused.length > SHOWN) console.error(`and ${refused.length - SHOWN} more lines`);
  if (refused.length > 0) process.exitCode = 1;
}

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { retrieveFile } from '../insight/knowledge/retrieve-file.ts';

const HELP = `npm run retrieve -- --passages FILE --questions FILE --out RUN.tsv
  --passages FILE    JSON lines, plain or gzip: {"id","text","title"?}
  --questions FILE   JSON lines, plain or gzip: {"id","question"}
  --out RUN.tsv      TREC run: question Q0 passage rank score lumbung
  --verdicts FILE    also: question, certainty, answered or refused
  --depth 100        passages a question

Lines that cannot be used are named and left out; the command then ends with code 1.`;

const SHOWN = 20;
const MOST_DEPTH = 1_000;

export async function run(args: string[]): Promise<void> {
  const options = {
    help: { type: 'boolean' },
    passages: { type: 'string' },
    questions: { type: 'string' },
    out: { type: 'string' },
    verdicts: { type: 'string' },
    depth: { type: 'string', default: '100' },
  } as const;
  const { values } = parseArgs({ args, options });
  const { passages, questions, out, verdicts = null } = values;
  if (values.help || !passages || !questions || !out) return console.log(HELP);
  for (const file of [passages, questions]) if (!existsSync(file)) throw new Error(`There is no file ${file}`);
  const depth = Number(values.depth);
  if (!Number.isInteger(depth) || depth < 1 || depth > MOST_DEPTH)
    throw new Error(`--depth is a whole number up to ${MOST_DEPTH}`);

  const started = performance.now();
  const bar = new SingleBar({ format: '{what} {bar} {percentage}% | {value} of {total} | {eta_formatted} left' });
  let phase = '';
  const report = await retrieveFile({ passages, questions, out, verdicts, depth }, (what, done, total) => {
    if (what !== phase) {
      bar.stop();
      bar.start(Math.max(1, total), 0, { what });
      phase = what;
    }
    bar.update(done, { what });
  }).finally(() => bar.stop());
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${report.questions} questions over ${report.passages} passages, ${report.refused} refused, ${seconds.toFixed(1)} s`,
  );
  for (const { file, line, reason } of report.badLines.slice(0, SHOWN))
    console.error(`${file}, line ${line}: ${reason}`);
  if (report.badLines.length > SHOWN) console.error(`and ${report.badLines.length - SHOWN} more lines`);
  if (report.badLines.length > 0) process.exitCode = 1;
}

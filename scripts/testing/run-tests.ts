import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stopTestPostgres } from '../../src/platform/testing/test-server.ts';
import { showProgress } from './progress.ts';
import { ROOT, stopRunningProcesses } from './run-process.ts';
import { ROWS, STAGES, type Stage } from './stages.ts';
import { emptyTally, isProof, type StageResult, summarize } from './tally.ts';

type Wishes = { files: string[]; only: string[]; isVerbose: boolean };

const results: StageResult[] = [];
let isInterrupted = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
// Our starter died without a word: nobody reads the answer any more.
process.on('disconnect', interrupt);
process.channel?.unref();

try {
  const wishes = readWishes();
  const chosen = choose(wishes);
  for (const row of ROWS) await Promise.all(row.map((lane) => runLane(lane, chosen, wishes.isVerbose)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  if (!process.env.LUMBUNG_TEST_DATABASE_URL) await stopTestPostgres({ unlessUsed: true });
  console.log(summarize(results, performance.now() / 1000));
  process.exit(isInterrupted ? 130 : Number(!isProof(results)));
}

function readWishes(): Wishes {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { fast: { type: 'boolean' }, only: { type: 'string' }, verbose: { type: 'boolean' } },
  });
  const only = values.fast ? ['pure'] : (values.only?.split(',') ?? []);
  const unknown = only.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) throw new Error(`Unknown stage ${unknown}. There are: ${STAGES.map((stage) => stage.name)}`);
  const files = positionals.map((file) => relative(ROOT, resolve(file)));
  const missing = files.filter((file) => !existsSync(resolve(ROOT, file)));
  if (missing.length > 0) throw new Error(`There is no such test: ${missing.join(', ')}`);
  return { files, only, isVerbose: values.verbose ?? false };
}

async function runLane(lane: readonly string[], chosen: ReturnType<typeof choose>, isVerbose: boolean): Promise<void> {
  for (const { stage, files } of lane.flatMap((name) => chosen.filter(({ stage }) => stage.name === name)))
    if (!isInterrupted) await runStage(stage, files, isVerbose);
}

/** Named files run in the stage they belong to; a named folder means the test files below it. */
function choose({ files, only }: Wishes): { stage: Stage; files: string[] }[] {
  const isNamed = (file: string) => files.some((name) => file === name || file.startsWith(`${name}/`));
  return STAGES.filter((stage) => only.length === 0 || only.includes(stage.name))
    .map((stage) => ({ stage, files: stage.files().filter((file) => files.length === 0 || isNamed(file)) }))
    .filter((chosen) => chosen.files.length > 0 || (chosen.stage.name === 'check' && files.length === 0));
}

async function runStage(stage: Stage, files: string[], isVerbose: boolean): Promise<void> {
  const tally = emptyTally();
  results.push({ name: stage.name, tally });
  const progress = showProgress(stage.name, tally);
  try {
    await stage.run(files, { tally, progress, isVerbose });
  } catch (error) {
    tally.failed += 1;
    progress.print(String(error instanceof Error ? error.stack : error));
  }
  progress.end();
}

function interrupt(): void {
  isInterrupted = true;
  stopRunningProcesses();
}

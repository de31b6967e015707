import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Progress } from './progress.ts';
import type { TestReport } from './report-over-ipc.ts';
import type { Tally } from './tally.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
const REPORTER = resolve(import.meta.dirname, 'report-over-ipc.ts');
const OUTPUT_LINES = 60;
/** One test; the longest are browser journeys. */
const TEST_TIMEOUT_MS = 120_000;
const NODE_TEST_FLAGS = [
  '--test',
  '--test-isolation=none',
  `--test-timeout=${TEST_TIMEOUT_MS}`,
  // A test that leaves a timer or a pool open must not hold up the others.
  '--test-force-exit',
  `--test-reporter=${REPORTER}`,
];

const running = new Set<ChildProcess>();

/** What every stage writes to. */
export type StageOutput = { tally: Tally; progress: Progress; isVerbose: boolean };

/** Runs files with node:test in one process of their own and counts each test. */
export async function runNodeTests(files: readonly string[], output: StageOutput): Promise<void> {
  const child = start(process.execPath, [...NODE_TEST_FLAGS, ...files], ['ignore', 'pipe', 'pipe', 'ipc']);
  const printed = collectOutput(child, output.isVerbose);
  const failedBefore = output.tally.failed;
  let isFinished = false;
  child.on('message', (report: TestReport) => {
    if (report.kind === 'finished') isFinished = true;
    else count(report, output);
  });
  const code = await ended(child);
  // A process that ended before its report was complete: a crash, or a file that could not be loaded.
  const isComplete = isFinished && (code === 0 || output.tally.failed > failedBefore);
  if (!isComplete) failWith(`the test process ended with ${code}`, printed(), output);
}

/** Runs a command that is one proof by itself: it passes when it ends with 0. */
export async function runCommand(title: string, command: [string, ...string[]], output: StageOutput): Promise<boolean> {
  const child = start(command[0], command.slice(1), ['ignore', 'pipe', 'pipe']);
  const printed = collectOutput(child, output.isVerbose);
  const code = await ended(child);
  if (code === 0) output.tally.passed += 1;
  else failWith(title, printed(), output);
  return code === 0;
}

/** Ends whatever still runs; for Ctrl+C. */
export function stopRunningProcesses(): void {
  for (const child of running) child.kill('SIGTERM');
}

function count(report: Exclude<TestReport, { kind: 'finished' }>, { tally, progress }: StageOutput): void {
  tally[report.kind] += 1;
  const place = report.file.replace(`${ROOT}/`, '');
  if (report.kind === 'failed') progress.print(`\n✖ ${report.title}\n  ${place}\n${indent(report.error)}\n`);
  if (report.kind === 'skipped') progress.print(`- skipped: ${report.title} (${report.reason}) ${place}`);
}

function failWith(title: string, printed: string, { tally, progress }: StageOutput): void {
  tally.failed += 1;
  progress.print(`\n✖ ${title}\n${indent(printed)}\n`);
}

function start(command: string, args: readonly string[], stdio: ('ignore' | 'pipe' | 'ipc')[]): ChildProcess {
  const child = spawn(command, args, { cwd: ROOT, stdio, env: cleanEnvironment() });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Settings of the platform in somebody's shell (a real database, production) must not reach the tests. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const example = readFileSync(resolve(ROOT, '.env.example'), 'utf8');
  const settings = new Set([...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]));
  const kept = Object.entries(process.env).filter(([name]) => !settings.has(name));
  return { ...Object.fromEntries(kept), FORCE_COLOR: '0' };
}

function collectOutput(child: ChildProcess, isVerbose: boolean): () => string {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk.toString());
      if (chunks.length > 2_000) chunks.splice(0, 1_000);
      if (isVerbose) process.stdout.write(chunk);
    });
  }
  return () => chunks.join('').trimEnd().split('\n').slice(-OUTPUT_LINES).join('\n');
}

async function ended(child: ChildProcess): Promise<number | string> {
  return await new Promise((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code, signal) => settle(code ?? signal ?? 'an unknown end'));
  });
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findChromium, NO_CHROMIUM } from '../../tests/browser/find-chromium.ts';
import { runChecks } from '../checking/checks.ts';
import { ROOT, runCommand, runNodeTests, type StageOutput } from './run-process.ts';

/** A stage runs the files given, or everything that belongs to it. */
export type Stage = {
  name: string;
  /** Test files of this stage, relative to the project; empty for stages that are no test files. */
  files: () => string[];
  run: (files: string[], output: StageOutput) => Promise<void>;
};

const SERVER_TESTS = ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts', 'tests/structure/**/*.test.ts'];

export const STAGES: readonly Stage[] = [
  { name: 'check', files: () => [], run: runCheck },
  { name: 'pure', files: () => find(SERVER_TESTS).filter((file) => !isDatabaseTest(file)), run: runNodeTests },
  { name: 'database', files: () => find(SERVER_TESTS).filter(isDatabaseTest), run: runInTwoProcesses },
  { name: 'journeys', files: () => find(['tests/journeys/**/*.test.ts']), run: runInTwoProcesses },
  { name: 'faults', files: () => find(['tests/{faults,upgrades}/**/*.test.ts']), run: runFileByFile },
  { name: 'apps', files: () => find(['apps/{kit,shop,desk}/**/*.test.ts']), run: runApps },
  { name: 'browser', files: () => find(['tests/browser/**/*.test.ts']), run: runBrowser },
];

/**
 * The order: rows one after another, in a row its lanes beside each other, in a lane stage by stage. What fails soonest
 * and cheapest comes first. The faults wait most of their time (for a death, for a lease to lapse), so stages without a
 * database use the cores meanwhile; those with one may not, since their transactions would hold back each other's events.
 */
export const ROWS: readonly (readonly (readonly string[])[])[] = [
  [['check', 'pure', 'apps'], ['faults']],
  [['database']],
  [['journeys']],
  [['browser']],
];

export function isDatabaseTest(file: string): boolean {
  return file.endsWith('.db.test.ts');
}

function find(patterns: string[]): string[] {
  const options = { cwd: ROOT, exclude: ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'] };
  return globSync(patterns, options).sort();
}

async function runCheck(_files: string[], { tally, progress }: StageOutput): Promise<void> {
  await runChecks('', ({ name, isOk, text }) => {
    tally[isOk ? 'passed' : 'failed'] += 1;
    if (!isOk) progress.print(`\n✖ ${name}\n${text}\n`);
  });
}

/** PostgreSQL takes one core while a test waits for it: two processes use both. Every second file, so both are alike. */
async function runInTwoProcesses(files: string[], output: StageOutput): Promise<void> {
  const halves = [0, 1].map((half) => files.filter((_, index) => index % 2 === half));
  await Promise.all(halves.filter((half) => half.length > 0).map((half) => runNodeTests(half, output)));
}

/** Few files and long ones: two processes take one after another, the largest first, so that both end together. */
async function runFileByFile(files: string[], output: StageOutput): Promise<void> {
  const sizeOf = (file: string): number => statSync(join(ROOT, file)).size;
  const waiting = files.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await runNodeTests([file], output);
  };
  await Promise.all([worker(), worker()]);
}

async function runApps(files: string[], output: StageOutput): Promise<void> {
  const isWhole = files.length === find(['apps/{kit,shop,desk}/**/*.test.ts']).length;
  for (const app of ['shop', 'desk']) {
    const scripts = scriptsOf(app);
    if (scripts.check && isWhole) {
      await runCommand(`types and templates of the ${app}`, ['npm', 'run', 'check', '-w', `apps/${app}`], output);
    }
    if (scripts.test) await runVitest(app, isWhole ? [] : files, output);
  }
}

async function runVitest(app: string, files: string[], output: StageOutput): Promise<void> {
  const report = join(ROOT, '.cache', `vitest-${app}-${process.pid}.json`);
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const own = files.map((file) => relative(join('apps', app), file));
  const flags = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const before = output.tally.passed;
  const ok = await runCommand(
    `tests of the ${app}`,
    ['npm', 'exec', '-w', `apps/${app}`, '--', 'vitest', ...flags, ...own],
    output,
  );
  output.tally.passed = before;
  if (!existsSync(report)) return;
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  output.tally.passed += numPassedTests;
  output.tally.skipped += numPendingTests + numTodoTests;
  // The command itself counted as one failure.
  output.tally.failed += ok ? 0 : Math.max(numFailedTests - 1, 0);
  rmSync(report, { force: true });
}

async function runBrowser(files: string[], output: StageOutput): Promise<void> {
  if (await findChromium()) return await runFileByFile(files, output);
  const mustRun = process.env.CI === 'true';
  output.tally[mustRun ? 'failed' : 'skipped'] += files.length;
  output.progress.print(`${mustRun ? '✖' : '- skipped:'} ${files.length} browser tests. ${NO_CHROMIUM}`);
}

function scriptsOf(app: string): Record<string, string> {
  const path = join(ROOT, 'apps', app, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).scripts ?? {}) : {};
}

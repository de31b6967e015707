/**
 * `npm run bench`: every measurement in this folder, one after the other; `npm run bench -- checkout` one of them,
 * `npm run bench -- lending` those of a group, `npm run bench -- --list` only their names. `--json FILE` also writes
 * `{ name, commit, machine, metrics }`; other options go to the bench (`--seconds 20`, `--connections 8`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine, load1 } from './house/processes.ts';
import type { Metrics } from './house/report.ts';

/** What belongs together under one name, with the sizes that are promised. */
const GROUPS: Record<string, readonly (readonly [name: string, ...args: string[]])[]> = {
  lending: [['schedules'], ['repayments'], ['close-of-business', '--loans', '100000,1000000']],
};

const args = process.argv.slice(2);
const jsonFile = takeOption('--json');
const isListOnly = args.includes('--list');
const wished = args[0]?.startsWith('--') ? undefined : args.shift();
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts' && !file.endsWith('.test.ts'))
  .map((file) => file.replace('.ts', ''));
const chosen = choose();

if (isListOnly) console.log([...Object.keys(GROUPS), ...names].join('\n'));
else if (chosen.length === 0) {
  const known = [...Object.keys(GROUPS), ...names];
  console.error(`There is no measurement "${wished ?? ''}". There are: ${known.join(', ')}`);
  process.exitCode = 1;
} else runAll();

function choose(): readonly (readonly [name: string, ...args: string[]])[] {
  const group = wished && GROUPS[wished];
  if (group) return group.map(([name, ...own]) => [name, ...own, ...args]);
  return names.filter((name) => !wished || name === wished).map((name) => [name, ...args]);
}

function takeOption(name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

function runAll(): void {
  const folder = mkdtempSync(join(tmpdir(), 'lumbung-bench-'));
  const metrics: Metrics = {};
  for (const [name, ...own] of chosen) {
    console.log(`\n━━ ${name}`);
    const file = join(folder, `${name}.json`);
    // Each in a process of its own: a measurement must not inherit a warm or a full heap.
    const run = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...own, '--metrics', file], {
      stdio: 'inherit',
    });
    if (run.status !== 0) process.exitCode = 1;
    else Object.assign(metrics, JSON.parse(readFileSync(file, 'utf8')));
  }
  rmSync(folder, { recursive: true });
  if (!jsonFile) return;
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
  const machine = `${describeMachine()}; load average ${load1()}`;
  writeFileSync(jsonFile, `${JSON.stringify({ name: wished ?? 'all', commit, machine, metrics }, null, 2)}\n`);
}

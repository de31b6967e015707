/**
 * `npm run check`: format, lint, types, structure, documents; no database, seconds. `npm run check -- src/commerce/orders`
 * narrows it to a folder, `npm run fix` mends first what can be mended by itself.
 */
import { execFileSync } from 'node:child_process';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CheckResult, runChecks } from './checking/checks.ts';

const ROOT = resolve(import.meta.dirname, '..');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { fix: { type: 'boolean' } } });
const below = positionals[0] ? relative(ROOT, resolve(positionals[0])) : '';

if (values.fix) fix();
const startedAt = performance.now();
const results = await runChecks(below, report);
const bad = results.filter((result) => !result.isOk);
for (const result of bad) console.log(`\n━━ ${result.name}\n${result.text}`);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(`\n${results.length - bad.length} checks passed, ${bad.length} failed, in ${seconds} s`);
process.exitCode = bad.length > 0 ? 1 : 0;

function report({ name, isOk, seconds: spent }: CheckResult): void {
  console.log(`${isOk ? '✔' : '✖'} ${name.padEnd(24)} ${spent.toFixed(1)} s`);
}

function fix(): void {
  try {
    execFileSync(resolve(ROOT, 'node_modules/.bin/biome'), ['check', '--write', '--max-diagnostics=0', below || '.'], {
      cwd: ROOT,
      stdio: 'ignore',
    });
  } catch {
    // What is left over is told by the checks below.
  }
}

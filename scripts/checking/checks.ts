import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { STRUCTURE_CHECKS } from '../../tests/structure/all-checks.ts';
import { checkModuleGraph, GRAPH_INSTEAD } from '../../tests/structure/module-graph.ts';
import { type Finding, loadProject, type Project, ROOT } from '../../tests/structure/project.ts';
import { staleReferences } from '../reference/write-reference.ts';

/** One line of `npm run check`: empty text means all is well. */
export type CheckResult = { name: string; isOk: boolean; text: string; seconds: number };

type Check = { name: string; run: (below: string) => Promise<string> };

const MAX_SHOWN = 40;

/**
 * All checks that need no database, in parallel. `below` narrows most of them to one folder or file.
 * @param onResult told about each as soon as it is done
 */
export async function runChecks(below: string, onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const project = loadProject();
  const checks: Check[] = [
    { name: 'format and lint', run: checkWithBiome },
    { name: 'types', run: checkTypes },
    { name: 'module graph', run: checkGraph },
    ...STRUCTURE_CHECKS.map((check) => ({
      name: check.name,
      run: async (path: string) => describeFindings(check.find(await project), check.instead, path),
    })),
    { name: 'api description', run: lintDescription },
    { name: 'reference', run: async () => await checkReference(await project) },
  ];
  return await Promise.all(
    checks.map(async (check) => {
      const startedAt = performance.now();
      const text = await check.run(below).catch((error: unknown) => `The check itself failed: ${explain(error)}`);
      const seconds = (performance.now() - startedAt) / 1000;
      const result = { name: check.name, isOk: text === '', text, seconds };
      onResult(result);
      return result;
    }),
  );
}

async function checkWithBiome(below: string): Promise<string> {
  const run = await runTool('biome', ['check', '--max-diagnostics=40', '--colors=off', below || '.']);
  return run.isOk ? '' : `${run.text}\n\nInstead: npm run fix mends formatting and what can be mended safely.`;
}

async function checkTypes(below: string): Promise<string> {
  const run = await runTool('tsc', ['--noEmit', '--pretty', 'false', '-p', '.']);
  const lines = run.text.split('\n').filter((line) => line.startsWith(below) || line.startsWith(' '));
  return run.isOk || lines.length === 0 ? '' : lines.slice(0, MAX_SHOWN).join('\n');
}

async function checkGraph(below: string): Promise<string> {
  const { modules, findings } = await checkModuleGraph();
  // An empty graph has no violations either: that was met with a newer TypeScript, and looked like success.
  if (modules === 0) return 'dependency-cruiser saw no module at all. Its version and that of TypeScript do not fit.';
  return describeFindings(findings, GRAPH_INSTEAD, below);
}

/** The linter of the trade on what we publish; its warnings (an answer that is a redirection only) stop nobody. */
async function lintDescription(): Promise<string> {
  const run = await runTool('redocly', ['lint', 'docs/reference/openapi.json', '--format=stylish']);
  return run.isOk ? '' : `${run.text}\n\nInstead: mend the route, then npm run docs.`;
}

async function checkReference(project: Project): Promise<string> {
  const stale = await staleReferences(project);
  return stale.length === 0 ? '' : `Stale: ${stale.join(', ')}\n\nInstead: npm run docs`;
}

function describeFindings(all: readonly Finding[], instead: string, below: string): string {
  const findings = all.filter((finding) => finding.file.startsWith(below));
  if (findings.length === 0) return '';
  const lines = findings.slice(0, MAX_SHOWN).map(({ file, line, message }) => `${file}:${line}  ${message}`);
  const rest = findings.length > MAX_SHOWN ? [`… and ${findings.length - MAX_SHOWN} more`] : [];
  return [...lines, ...rest, '', `Instead: ${instead}`].join('\n');
}

async function runTool(name: string, args: string[]): Promise<{ isOk: boolean; text: string }> {
  const program = resolve(ROOT, 'node_modules', '.bin', name);
  return await new Promise((settle) => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off' };
    execFile(program, args, { cwd: ROOT, env, maxBuffer: 50_000_000 }, (error, stdout, stderr) =>
      settle({ isOk: !error, text: `${stdout}${stderr}`.trim() }),
    );
  });
}

function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

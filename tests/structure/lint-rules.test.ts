import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './project.ts';

/** Rules that each file breaks, under our own configuration. */
function brokenRules(files: Record<string, string>): Record<string, string[]> {
  const root = mkdtempSync(join(tmpdir(), 'lumbung-lint-'));
  try {
    for (const name of ['biome.json', '.gitignore']) copyFileSync(resolve(ROOT, name), join(root, name));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const args = ['lint', '--reporter=github', '--max-diagnostics=200', '.'];
    const { stdout } = spawnSync(resolve(ROOT, 'node_modules/.bin/biome'), args, { cwd: root, encoding: 'utf8' });
    const found = [...stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+)/g)];
    return Object.fromEntries(
      Object.keys(files).map((path) => [
        path,
        found.filter(([, , file]) => file?.endsWith(path)).map(([, rule]) => rule ?? ''),
      ]),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

describe('the linter', () => {
  it('should refuse what our style refuses when a file holds it', () => {
    const violations: Record<string, { text: string; rule: string; path?: string }> = {
      longFunction: {
        rule: 'noExcessiveLinesPerFunction',
        text: `export function long() {\n${lines(51, (i) => `  console.log(${i});`)}\n}\n`,
      },
      longFile: { rule: 'noExcessiveLinesPerFile', text: `${lines(501, (i) => `export const a${i} = ${i};`)}\n` },
      manyParameters: {
        rule: 'useMaxParams',
        text: 'export const f = (a: number, b: number, c: number, d: number, e: number) => a + b + c + d + e;\n',
      },
      tangled: {
        rule: 'noExcessiveCognitiveComplexity',
        text: `export function t(a: number) {\n${'if (a > 1) {'.repeat(7)}console.log(a);${'}'.repeat(7)}\n}\n`,
      },
      anything: { rule: 'noExplicitAny', text: 'export const f = (a: any) => a;\n' },
      certain: { rule: 'noNonNullAssertion', text: 'export const f = (a?: { b: number }) => a!.b;\n' },
      enumeration: { rule: 'noEnum', text: 'export enum Colour {\n  Red = 1,\n}\n' },
      everything: { rule: 'noReExportAll', text: "export * from './other.ts';\n" },
      forgotten: {
        rule: 'noFloatingPromises',
        text: 'async function f(): Promise<number> {\n  return await Promise.resolve(1);\n}\nexport function g() {\n  f();\n}\n',
      },
      camelCase: { rule: 'useFilenamingConvention', path: 'src/camelCase.ts', text: 'export const a = 1;\n' },
    };
    const files = Object.fromEntries(
      Object.entries(violations).map(([name, { path, text }]) => [path ?? `src/${name.toLowerCase()}.ts`, text]),
    );
    const broken = brokenRules(files);
    for (const [name, { rule, path }] of Object.entries(violations)) {
      const rules = broken[path ?? `src/${name.toLowerCase()}.ts`] ?? [];
      assert.ok(rules.includes(rule), `${name}: expected ${rule}, found ${rules.join(', ') || 'nothing'}`);
    }
  });

  it('should accept what our style accepts when a file holds only that', () => {
    const text = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';
    assert.deepEqual(brokenRules({ 'src/add.ts': text }), { 'src/add.ts': [] });
  });
});

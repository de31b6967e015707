import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { type Finding, ROOT } from './project.ts';

export const GRAPH_INSTEAD = 'Each line says how to mend it. The whole rule stands in .dependency-cruiser.cjs';

/** The module graph below `src` of a project, judged by our rules. */
export async function checkModuleGraph(root: string = ROOT): Promise<{ modules: number; findings: Finding[] }> {
  const rules = createRequire(import.meta.url)(resolve(ROOT, '.dependency-cruiser.cjs'));
  const { cache, ...shared } = rules.options;
  const options: ICruiseOptions = {
    ...shared,
    ...(root === ROOT ? { cache } : {}),
    baseDir: root,
    ruleSet: { forbidden: rules.forbidden } as IFlattenedRuleSet,
    validate: true,
  };
  const { output } = await cruise(['src'], options, undefined, {
    tsConfig: extractTSConfig(resolve(ROOT, 'tsconfig.json')),
  });
  const { summary } = output as ICruiseResult;
  const comments = new Map<string, string>(
    rules.forbidden.map((rule: { name: string; comment: string }) => [rule.name, rule.comment]),
  );
  const findings = summary.violations.map((violation): Finding => {
    const way = violation.cycle
      ? [violation.from, ...violation.cycle.map((step) => step.name)].join(' → ')
      : violation.to;
    return {
      file: violation.from,
      line: 1,
      message: `→ ${way}\n      ${violation.rule.name}: ${comments.get(violation.rule.name)}`,
    };
  });
  return { modules: summary.totalCruised, findings };
}

import { checkFigures, checkTax } from './check-figures.ts';
import { checkFunction } from './check-function.ts';
import { checkInstalments } from './check-instalments.ts';
import type { Differences } from './compare.ts';
import { type CaseResult, runLoanCase } from './run-case.ts';
import { strangeFields } from './strange-fields.ts';
import { type Fields, readVectorFile, type VectorCase } from './vector-file.ts';

/** A case that is one check as a whole. */
const WHOLE_CASES: Record<string, (vector: VectorCase) => Differences> = {
  function: checkFunction,
  emi_engine: checkInstalments,
  frappe: checkFigures,
  tax: checkTax,
};

/** `strange`: inputs that no case runner looks at, with how many cases have them. */
export type VectorsResult = { checks: number; misses: number; strange: Map<string, number> };

/** Runs all cases of all files; `say` hears every check that does not hold. */
export function runVectors(files: readonly string[], say: (line: string) => void): VectorsResult {
  const total: VectorsResult = { checks: 0, misses: 0, strange: new Map() };
  for (const path of files) {
    const { cases, delinquency } = readVectorFile(path);
    for (const vector of cases) {
      const result = runCase(vector, delinquency);
      total.checks += result.checks;
      total.misses += result.misses.length;
      for (const miss of result.misses) say(`${vector.id} ${miss}`);
      for (const name of new Set(strangeFields(vector))) total.strange.set(name, (total.strange.get(name) ?? 0) + 1);
    }
  }
  return total;
}

/** A case that cannot be run misses all its checks, and says why. */
export function runCase(vector: VectorCase, delinquency: Fields): CaseResult {
  const checks = Math.max(1, vector.checks.length);
  try {
    const whole = WHOLE_CASES[vector.kind];
    if (!whole) return runLoanCase(vector, delinquency);
    const differences = whole(vector);
    return { checks: 1, misses: differences.length === 0 ? [] : [differences.slice(0, 3).join('; ')] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { checks, misses: new Array<string>(checks).fill(`cannot be run: ${reason}`) };
  }
}

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export type Options = {
  seconds: number;
  connections: number;
  /** Folder for a CPU profile of the server. */
  profile: string | null;
  /** Also list the statements that cost most. */
  hasStatements: boolean;
  /** People get mails and messages of every order, too. */
  hasLetters: boolean;
  /** Where the metrics go, for `main.ts` to collect. */
  metricsFile: string | null;
};
export type Metrics = Record<string, number>;

/** What a bench understands after its name. */
export function readOptions(defaults: { seconds?: number } = {}): Options {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string' },
      connections: { type: 'string' },
      profile: { type: 'string' },
      statements: { type: 'boolean' },
      letters: { type: 'boolean' },
      metrics: { type: 'string' },
    },
  });
  return {
    seconds: Number(values.seconds ?? defaults.seconds ?? 10),
    connections: Number(values.connections ?? 16),
    profile: values.profile ?? null,
    hasStatements: values.statements ?? false,
    hasLetters: values.letters ?? false,
    metricsFile: values.metrics ?? null,
  };
}

/** Prints the metrics and hands them to `main.ts`. Rounded to three digits behind the point. */
export function report(metrics: Metrics, { metricsFile }: Pick<Options, 'metricsFile'>): void {
  const rounded = Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, round(value)]));
  console.table(rounded);
  if (metricsFile) writeFileSync(metricsFile, JSON.stringify(rounded));
}

export function round(value: number, digits = 3): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** What one stage of `npm test` found. */
export type Tally = { passed: number; failed: number; skipped: number; seconds: number };

export type StageResult = { name: string; tally: Tally };

export function emptyTally(): Tally {
  return { passed: 0, failed: 0, skipped: 0, seconds: 0 };
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  const total = emptyTally();
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
    total.seconds += tally.seconds;
  }
  return total;
}

/**
 * The one summary at the end; its last line stands alone so that other tools can read it. `seconds`: of the whole, which
 * is less than the sum where stages ran beside each other.
 */
export function summarize(stages: readonly StageResult[], seconds: number): string {
  const width = Math.max(...stages.map((stage) => stage.name.length), 5);
  const lines = stages.map(({ name, tally }) => {
    const counts = `${column(tally.passed)} passed ${column(tally.failed)} failed ${column(tally.skipped)} skipped`;
    return `  ${name.padEnd(width)} ${counts}  ${tally.seconds.toFixed(1).padStart(7)} s`;
  });
  const total = sumTallies(stages.map((stage) => stage.tally));
  const last = `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`;
  return [
    '',
    ...lines,
    `  ${'total'.padEnd(width)} ${' '.repeat(44)}${seconds.toFixed(1).padStart(7)} s`,
    '',
    last,
  ].join('\n');
}

/** Nothing failed, and something ran: an empty run proves nothing. */
export function isProof(stages: readonly StageResult[]): boolean {
  const total = sumTallies(stages.map((stage) => stage.tally));
  return total.failed === 0 && total.passed > 0;
}

function column(count: number): string {
  return String(count).padStart(6);
}

import type { Tally } from './tally.ts';

/** Stages under way, which share the ticking line. */
const underWay = new Set<() => string>();

/** A line per stage: ticking on a terminal, printed when the stage ends elsewhere. */
export function showProgress(name: string, tally: Tally) {
  const startedAt = performance.now();
  const isTerminal = process.stdout.isTTY;
  const line = () => {
    tally.seconds = (performance.now() - startedAt) / 1000;
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
    const failed = tally.failed > 0 ? `, ${tally.failed} failed` : '';
    return `${name.padEnd(12)} ${tally.passed} passed${failed}${skipped}  ${tally.seconds.toFixed(1)} s`;
  };
  const clearLine = () => isTerminal && process.stdout.write('\r\x1b[2K');
  const redraw = () =>
    isTerminal && process.stdout.write(`\r\x1b[2K… ${[...underWay].map((one) => one()).join(' · ')}`);
  underWay.add(line);
  if (!isTerminal) console.log(`… ${name}`);
  const tick = setInterval(redraw, 250);

  return {
    /** Prints something above the line. */
    print(text: string): void {
      clearLine();
      console.log(text);
    },
    end(): void {
      clearInterval(tick);
      underWay.delete(line);
      clearLine();
      console.log(`${tally.failed > 0 ? '✖' : '✔'} ${line()}`);
    },
  };
}

export type Progress = ReturnType<typeof showProgress>;

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Goes on trying in the background until it works or `forMs` are over. For giving back what is held until a lease lapses:
 * the process lives, only the database was away for a moment, and somebody waits.
 */
export function keepTrying(work: () => Promise<unknown>, forMs: number): void {
  const until = performance.now() + forMs;
  const again = (pauseMs: number): void => {
    if (performance.now() + pauseMs > until) return;
    setTimeout(() => {
      work().catch(() => again(Math.min(pauseMs * 2, LONGEST_PAUSE_MS)));
    }, pauseMs).unref();
  };
  again(FIRST_PAUSE_MS);
}
